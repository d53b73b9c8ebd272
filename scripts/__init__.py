"""Programs for maintainers of this repository: `python -m scripts.<name>`."""
