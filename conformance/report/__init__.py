"""Reports of a run: counted while it runs, shown on the terminal, written to files."""
