"""Arguments of commands for bash, of texts, bytes and variables of the environment.

Tested in `tests/suite/test_curl.py`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

_PLAIN_IN_QUOTES = re.compile(r'[^"\\$`!\x00-\x1f\x7f\ud800-\udfff]*')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class Expansion:
    """Text that the shell replaces within double quotes: `$NAME`, or `$(command)`."""

    text: str


Word = Sequence[str | Expansion]
"""The parts of one argument. Bytes that are not UTF-8 are surrogates (`surrogateescape`)."""


def quote_word(word: Word) -> str:
    """Return one argument as bash reads it; it has no line breaks."""
    parts = list(word)
    if not any(isinstance(part, Expansion) for part in parts):
        return _quote("".join(map(str, parts)))
    if all(isinstance(part, Expansion) or _PLAIN_IN_QUOTES.fullmatch(part) for part in parts):
        return f'"{"".join(_in_quotes(part, parts[index + 1 :]) for index, part in enumerate(parts))}"'
    return "".join(f'"{part.text}"' if isinstance(part, Expansion) else _quote(part) for part in parts if part)


def _in_quotes(part: str | Expansion, rest: Word) -> str:
    if isinstance(part, str):
        return part
    following = rest[0] if rest else ""
    is_name = part.text[1:].isidentifier() and isinstance(following, str)
    return f"${{{part.text[1:]}}}" if is_name and re.match(r"\w", str(following)) else part.text


def _quote(text: str) -> str:
    if not _UNPRINTABLE.search(text):
        return shlex.quote(text)
    return f"$'{''.join(map(_escape, text))}'"


def _escape(character: str) -> str:
    if character in "'\\":
        return f"\\{character}"
    if not _UNPRINTABLE.match(character):
        return character
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))
