"""`python -m scripts.generate`."""

from scripts.generate.cli import main

if __name__ == "__main__":  # the worker processes import this module
    main()
