"""Uses a new package before it is kept: every operation is called."""
