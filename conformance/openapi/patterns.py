r"""Patterns of ECMA-262 in the terms that generators of text know: without `\cX`, `\u{…}` and `\p{Script=…}`.

A rewritten pattern may match less than the first one. Text made by it is checked by the schema's own validator.

Tested in `tests/openapi/test_patterns.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

_TOKEN = re.compile(
    r"\\c(?P<control>[A-Za-z])|\\u\{(?P<code>[0-9A-Fa-f]{1,6})\}"
    r"|\\p\{(?:Script|sc|Script_Extensions|scx)=(?P<script>\w+)\}|\\.|[\[\]]",
    re.DOTALL,
)
_MOST = 0x3100  # the code points that are searched for letters of a script
_FEW = 64  # letters of a script
_BESIDE_CLASS = re.compile(r"(?<=\\[dDwWsS])-(?!\])|(?<![\[\\])-(?=\\[dDwWsS])")


def simplify(pattern: str) -> str:
    """Return a pattern that matches what `pattern` does, or a part of it."""
    is_in_class = False

    def rewrite(found: re.Match[str]) -> str:
        nonlocal is_in_class
        if found[0] in "[]":
            is_in_class = found[0] == "["
        if found["control"]:
            return f"\\x{ord(found['control']) % 32:02x}"
        if found["code"] and int(found["code"], 16) <= 0x10FFFF:
            return re.escape(chr(int(found["code"], 16)))
        if found["script"] and (letters := _letters(found["script"])):
            return letters if is_in_class else f"[{letters}]"
        return found[0]

    return _TOKEN.sub(rewrite, pattern)


def escape_hyphens(pattern: str) -> str:
    r"""Return the pattern with each hyphen escaped that is beside `\d` and the like in a class: `[\d-_]`.

    Most engines read it as a hyphen, since such a class can't begin or end a range. ECMAScript with `u` rejects it.
    """
    return re.sub(r"\[(?:\\.|[^\\\]])*\]", lambda found: _BESIDE_CLASS.sub(r"\\-", found[0]), pattern)


def simplify_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with its own patterns simplified."""
    if isinstance(schema.get("pattern"), str):
        schema = {**schema, "pattern": simplify(schema["pattern"])}
    if isinstance(schema.get("patternProperties"), dict):
        members = {simplify(pattern): value for pattern, value in schema["patternProperties"].items()}
        schema = {**schema, "patternProperties": members}
    return schema


def find_text(pattern: str, is_valid: Callable[[str], bool], seed: int) -> Iterator[str]:
    """Yield a short text of printable ASCII that matches `pattern` and is valid, if one is found."""
    known = _any_text(pattern, seed)
    found = known if known is None or is_valid(known) else _search(pattern, is_valid, seed)
    if found is not None:
        yield found


@cache
def find_other_text(pattern: str, text: str | None) -> str | None:
    """Return a short text of printable ASCII that matches `pattern` and is not `text`; None if none is found."""
    return _search(pattern, lambda found: found != text, 1)


@cache
def random_texts(pattern: str, seed: int) -> tuple[str, ...]:
    """Return about a hundred texts of printable ASCII that match `pattern`, others for each seed; none for some.

    No small ones are looked for: everybody makes up those first.
    """
    found: dict[str, None] = {}
    _search(pattern, lambda text: found.setdefault(text) is not None, seed)
    return tuple(found)


@cache
def _any_text(pattern: str, seed: int) -> str | None:
    """Return a text that matches the pattern: documents repeat few patterns in hundreds of places."""
    return _search(pattern, lambda _: True, seed)


def _search(pattern: str, is_valid: Callable[[str], bool], seed: int) -> str | None:
    # Slow to import and needed for few specs only.
    from hypothesis import Phase, errors, find, settings, strategies  # noqa: PLC0415

    quiet = settings(database=None, deadline=None, phases=(Phase.generate, Phase.shrink))
    printable = strategies.characters(min_codepoint=32, max_codepoint=126)
    try:
        strategy = strategies.from_regex(simplify(pattern), alphabet=printable)
        return find(strategy, is_valid, settings=quiet, random=Random(seed))  # noqa: S311 - repeatable on purpose
    except (errors.NoSuchExample, errors.InvalidArgument, errors.Unsatisfiable, re.error):
        return None


@cache
def _letters(script: str) -> str:
    """Return some letters of a script: the Unicode names of its letters begin with the script's name."""
    start = f"{script.upper().replace('_', ' ')} "
    letters = (chr(code) for code in range(_MOST) if unicodedata.name(chr(code), "").startswith(start))
    return "".join([letter for letter in letters if letter.isalpha()][:_FEW])
