"""Credentials: where they come from, how they are sent and signed, and how they are hidden."""
