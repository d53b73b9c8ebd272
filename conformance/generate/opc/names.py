"""Python names that openapi-python-client makes from any text.

Python reads identifiers in the normal form NFKC (PEP 3131), and strings as they are: `µ` is written as `μ`.

Tested in `tests/generate/ir/test_resources.py` and `tests/generate/test_wire.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from unicodedata import normalize

from openapi_python_client import strings
from openapi_python_client.strings import PythonIdentifier, pascal_case

_sanitize = strings.sanitize
_WORD = re.compile("A?a+")
_BETWEEN_DELIMITERS = re.compile(rf"[^{re.escape(strings.DELIMITERS)}]+")


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
    before = strings.sanitize, strings.split_words
    strings.sanitize, strings.split_words = _sanitize_and_normalise, split_words
    try:
        yield
    finally:
        strings.sanitize, strings.split_words = before


def _sanitize_and_normalise(value: str) -> str:
    return normalize("NFKC", _sanitize(value))


def split_words(value: str) -> list[str]:
    """Split a name at delimiters and before capitals as the client generator does, but in every script."""
    shape = "".join("A" if c.isupper() else "a" if c.islower() else c for c in value)
    if "A" in shape:
        cuts = [0, *(cut for word in _WORD.finditer(shape) for cut in word.span()), len(value)]
        value = " ".join(value[start:end] for start, end in pairwise(cuts))
    return _BETWEEN_DELIMITERS.findall(value)
