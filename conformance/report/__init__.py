"""What a run tells: counted while it runs, shown on the terminal, written to files."""
