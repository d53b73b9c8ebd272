"""The output folder: what is up to date in it, and how new projects move into place."""
