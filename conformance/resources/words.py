"""Words in the names of paths, parameters and properties.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

import re

_VERSIONS = frozenset("version revision rev lockversion rowversion resourceversion currentversion".split())
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def split_words(name: str) -> list[str]:
    """Return the words of a name in lower case: `orderId` and `order-id` are `order`, `id`."""
    return [word.lower() for word in _WORD.findall(name)]


def join_words(name: str) -> str:
    """Return the words of a name in lower case without anything between them: `page_size` is `pagesize`."""
    return "".join(split_words(name))


def is_version(name: str) -> bool:
    """Return whether a property is called like the version of its item, which each write changes."""
    return join_words(name) in _VERSIONS


def singular(word: str) -> str:
    """Return the likely singular of a word in lower case."""
    for ending, replacement in (
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("tuses", "tus"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + replacement
    if word.endswith("s") and not word.endswith(("ss", "us", "sis", "xis")) and len(word) > 2:
        return word[:-1]
    return word


def last_segment(name: str) -> str:
    """Return the last segment of a path or URL: `shops/1/orders/7` is `7`."""
    return name.rstrip("/").rpartition("/")[2]


def nouns_of(segment: str) -> list[str]:
    """Return the words of a path segment, the last one in the singular: `order-items` is `order`, `item`."""
    words = split_words(segment)
    return [*words[:-1], singular(words[-1])] if words else []
