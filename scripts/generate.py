"""`python -m scripts.generate`: the command `conformance generate`, from this checkout."""

from conformance.generate.cli import generate

if __name__ == "__main__":  # the worker processes import this module
    generate(prog_name="conformance generate")
