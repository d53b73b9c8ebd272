"""Answers that a request asks for by the header Prefer (RFC 7240): a status, an example, or a generated value.

The names are those of Prism: `Prefer: code=404, example=two, dynamic=true`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.request import parse_http_list

_PREFERENCE = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*))?")
_NAMES = ("code", "example", "dynamic")


@dataclass(frozen=True)
class Preferences:
    """Preferences of a request (RFC 7240); `stated` has them by name."""

    stated: dict[str, str]

    @property
    def code(self) -> int | None:
        """The status, or None; raises ValueError if it is not one."""
        text = self.stated.get("code")
        if text is None:
            return None
        if not re.fullmatch("[1-5][0-9][0-9]", text):
            raise ValueError(f"Prefer: code: expected a status from 100 to 599, got {text!r}")
        return int(text)

    @property
    def example(self) -> str | None:
        """The name of an example, or None."""
        return self.stated.get("example")

    @property
    def is_dynamic(self) -> bool:
        """Return whether a generated value is preferred to an example."""
        return self.stated.get("dynamic", "").lower() == "true"

    @property
    def chooses(self) -> bool:
        """Return whether the answer is chosen, and is not what the operation answers by itself."""
        return self.is_dynamic or "code" in self.stated or "example" in self.stated

    @property
    def applied(self) -> str:
        """The header Preference-Applied (RFC 7240, section 3)."""
        return ", ".join(f"{name}={_word(value)}" for name, value in self.stated.items())


def read_preferences(headers: Iterable[str]) -> Preferences:
    """Return the preferences of all headers Prefer, of each name the first; those of other names are ignored."""
    stated: dict[str, str] = {}
    for text in (item for header in headers for item in parse_http_list(header)):
        found = _PREFERENCE.match(text)
        if found and found.group(1).lower() in _NAMES:
            stated.setdefault(found.group(1).lower(), _unquote((found.group(2) or "").strip()))
    return Preferences(stated)


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if len(text) > 1 and text[0] == text[-1] == '"' else text


def _word(text: str) -> str:
    if re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", text):
        return text
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
