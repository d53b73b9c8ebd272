"""Schemathesis, driven for one target; nothing outside this folder imports it."""
