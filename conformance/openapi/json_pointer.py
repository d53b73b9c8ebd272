"""Writing and following of JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def escape(token: str) -> str:
    """Escape one reference token of a pointer (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """Reverse `escape` (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~")


def join(pointer: str, *tokens: str | int) -> str:
    """Return `pointer` extended by unescaped `tokens`."""
    for token in tokens:
        pointer = f"{pointer}/{escape(str(token))}"
    return pointer


def last(pointer: str) -> str:
    """Return the last token of `pointer`, unescaped: the key or index of its value."""
    return unescape(pointer.rpartition("/")[2])


def from_path(path: Iterable[str | int]) -> str:
    """Return the pointer for a sequence of keys and indexes."""
    return join("", *path)


def follow(document: Any, pointer: str) -> Any:
    """Return the value at `pointer`; raises LookupError (KeyError, IndexError) where there is none."""
    if pointer and not pointer.startswith("/"):
        raise LookupError(pointer)
    value = document
    for token in map(unescape, pointer.split("/")[1:]):
        if isinstance(value, list):
            value = value[_index(token)]
        elif isinstance(value, dict):
            value = value[token]
        else:
            raise LookupError(pointer)
    return value


def at(document: Any, path: Iterable[str | int]) -> Any:
    """Return the value at a sequence of keys and indexes, or a key itself if the sequence means that.

    Raises LookupError (KeyError, IndexError) where there is none.
    """
    for token in path:
        document = document[str(token) if isinstance(document, dict) else token]
    return document


def ancestors(pointer: str) -> Iterator[str]:
    """Yield `pointer` itself, then each pointer above it, the root (`""`) last."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
    yield ""


def children(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return the members of an object or the items of an array, each with its key or index; none for a scalar."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a JSON document with its pointer, parents first."""
    waiting = [(pointer, value)]
    while waiting:
        pointer, value = waiting.pop()
        yield pointer, value
        if isinstance(value, dict | list):
            waiting += [(join(pointer, key), child) for key, child in children(value)][::-1]


def _index(token: str) -> int:
    if not token.isascii() or not token.isdigit():
        raise LookupError(token)
    return int(token)
