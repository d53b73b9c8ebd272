"""Writes the client package, its docstrings and its README from templates and the runtime."""
