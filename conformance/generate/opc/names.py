"""Python names that openapi-python-client makes from any text.

Python reads identifiers in the normal form NFKC (PEP 3131), and strings as they are: `µ` is written as `μ`.

Tested in `tests/generate/ir/test_resources.py` and `tests/generate/test_wire.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unicodedata import normalize

from openapi_python_client import strings
from openapi_python_client.strings import PythonIdentifier, pascal_case

_sanitize = strings.sanitize


def make_identifier(text: str, prefix: str) -> str:
    """Make an identifier in lower case with underscores; `prefix` goes before one that would begin with a digit."""
    with normalise_names():
        return str(PythonIdentifier(text, prefix))


def make_class_name(text: str) -> str:
    """Make a name in pascal case, which may still begin with a digit."""
    with normalise_names():
        return pascal_case(text)


@contextmanager
def normalise_names() -> Iterator[None]:
    """Let the client generator make all names in the form in which Python reads them."""
    before, strings.sanitize = strings.sanitize, _sanitize_and_normalise
    try:
        yield
    finally:
        strings.sanitize = before


def _sanitize_and_normalise(value: str) -> str:
    return normalize("NFKC", _sanitize(value))
