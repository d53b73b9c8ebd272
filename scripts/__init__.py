"""What maintainers of this repository run: `python -m scripts.<name>`."""
