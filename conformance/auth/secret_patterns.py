r"""Notations of a text: plain, in a URL, in JSON, in Python, in a shell.

Requests and responses are shown as they were sent and as they were printed, so one value has many forms: `p@ss w`
is `p%40ss+w` in a form, and `"` is `\"` in JSON and `\\\"` in JSON within JSON.

Tested in `tests/auth/test_redaction.py`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator

_ESCAPES = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_SHELL_QUOTES = ("""'"'"'""", r"'\''")  # one `'` within a text in single quotes
_QUOTE = re.compile(r"""'"'"'|(?P<escape>\\*)(?P<mark>["'])""")
_BRACKET_OR_QUOTE = re.compile(r"""[\[{(]|[\]})]|\\*["']""")
_OPENING = re.compile(r"""b?(?P<escape>\\*)(?P<mark>["'])""")  # of a string, in JSON or Python
_SCALAR = re.compile(r"""[^\s,;&"'<>()\[\]{}\\]*""")
_FIELD = re.compile(r"""(?:[^\s&"'<>\\]|\\(?!["']))*""")  # of a query or a form
_NOTHING = frozenset({"null", "None"})


def pattern(text: str) -> str:
    """Return a regular expression for `text` in any notation, even one that changes from character to character."""
    runs = re.findall(r"\\+|[^\\]", text, re.DOTALL)
    return "".join(_backslashes(len(run)) if run[0] == "\\" else _character(run) for run in runs)


class Members:
    """Finds the values of members called `names`: of objects in JSON and Python, of forms, queries and headers."""

    def __init__(self, names: Iterable[str]) -> None:
        any_name = f"(?:{'|'.join(map(pattern, names))})"
        self._starts = re.compile(
            rf"""(?P<quote>\\*["']){any_name}(?P=quote)\s*[:=]\s*"""  # a key
            rf"""|(?:^[ \t]*|(?P<around>["'])){any_name}:(?P<header>[ \t]*)"""
            rf"""|(?:(?<![\w.%-])|(?<=%[0-9a-f]{{2}})){any_name}(?:\]|%(?:25)*5d)*(?P<field>=|%(?:25)*3d)""",
            re.IGNORECASE | re.MULTILINE,
        )

    def values(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield begin and end of each value in `text`, without the quotes around it; null does not count."""
        at = 0
        while start := self._starts.search(text, at):
            begin, at = _value(text, start)
            if start["field"] or text[start.end() : at] not in _NOTHING:
                yield begin, at


def _value(text: str, start: re.Match[str]) -> tuple[int, int]:
    begin = start.end()
    if start["header"] is not None:
        return begin, _end_of_string(text, begin, "", start["around"]) if start["around"] else _end_of_line(text, begin)
    opening = _OPENING.match(text, begin)
    if opening:
        return opening.end(), _end_of_string(text, opening.end(), opening["escape"], opening["mark"])
    end = _end_of_brackets(text, begin) if text[begin : begin + 1] in {"[", "{", "("} else begin
    rest = _FIELD if start["field"] else _SCALAR
    return begin, rest.match(text, end).end()  # type: ignore[union-attr] # it matches nothing, too


def _end_of_line(text: str, begin: int) -> int:
    end = text.find("\n", begin)
    return len(text) if end < 0 else end


def _end_of_string(text: str, begin: int, escape: str, mark: str) -> int:
    """Return the end of the string that begins with `escape` and `mark`: its closing quote, or the end of the text.

    A quote inside a string has an odd number of backslashes before it. Each level of nesting turns n backslashes into
    2n + 1. If the opening quote has k, the closing one has k, or k plus a multiple of 2(k + 1).
    """
    for quote in _QUOTE.finditer(text, begin):
        backslashes = len(quote["escape"] or "")
        if quote["mark"] == mark and (backslashes - len(escape)) % (2 * len(escape) + 2) == 0:
            return quote.end() - len(escape) - 1
    return len(text)


def _end_of_brackets(text: str, begin: int) -> int:
    """Return the place where the brackets that open at `begin` close, or the end of the text."""
    depth, at = 0, begin
    while found := _BRACKET_OR_QUOTE.search(text, at):
        at = found.end()
        mark = found[0][-1]
        if mark in "\"'":
            at = _end_of_string(text, at, found[0][:-1], mark) + len(found[0])
        else:
            depth += 1 if mark in "[{(" else -1
        if depth == 0:
            return at
    return len(text)


def _backslashes(count: int) -> str:
    return rf"(?:\\(?i:u005c|x5c)?|%(?:25)*5(?i:c)){{{count},}}"  # each level of nesting doubles them


def _character(character: str) -> str:
    plain = re.escape(character)
    forms = [rf"\\*{plain}" if character in "\"'/" else plain]
    forms += [form for write in _NOTATIONS for form in write(character)]
    return f"(?:{'|'.join(dict.fromkeys(forms))})"


def _in_urls(character: str) -> Iterator[str]:
    yield "".join(f"%(?:25)*(?i:{byte:02x})" for byte in _utf8(character))
    if character == " ":
        yield r"(?:\+|%(?:25)*2(?i:b))"


def _in_json(character: str) -> Iterator[str]:
    units = character.encode("utf-16-be", "surrogatepass")
    yield "".join(rf"\\+u(?i:{units[i : i + 2].hex()})" for i in range(0, len(units), 2))
    if character in _ESCAPES:
        yield rf"\\+{_ESCAPES[character]}"


def _in_python(character: str) -> Iterator[str]:
    yield "".join(rf"\\+x(?i:{byte:02x})" for byte in _utf8(character))  # bytes
    if ord(character) < 0x100:
        yield rf"\\+x(?i:{ord(character):02x})"
    if ord(character) > 0xFFFF:
        yield rf"\\+U(?i:{ord(character):08x})"


def _in_html(character: str) -> Iterator[str]:
    if html.escape(character) != character:
        yield re.escape(html.escape(character))
        yield f"&#0*{ord(character)};"


def _in_shells(character: str) -> Iterator[str]:
    if character == "'":
        yield from map(re.escape, _SHELL_QUOTES)


def _utf8(character: str) -> bytes:
    return character.encode("utf-8", "surrogatepass")


_NOTATIONS: tuple[Callable[[str], Iterator[str]], ...] = (_in_urls, _in_json, _in_python, _in_html, _in_shells)
