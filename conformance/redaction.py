"""Keeps credentials out of everything that is shown: reports, errors, recorded files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance import lint
from conformance.spec import Spec

MASK = "[redacted]"


@dataclass(frozen=True, repr=False)
class Redaction:
    """Replaces known secret values, and the values of properties known to be secret, by `[redacted]`."""

    secrets: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, spec: Spec, secrets: Iterable[str] = ()) -> Redaction:
        """What hides `secrets` and every property or parameter that the spec marks `x-sensitive`."""
        longest_first = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        return cls(tuple(longest_first), tuple(sorted(_sensitive_names(spec.document))))

    def __repr__(self) -> str:
        return f"Redaction(names={self.names!r})"

    def text(self, text: str) -> str:
        """`text` without the secrets, be they written plainly or as a JSON member or a query parameter."""
        for secret in self.secrets:
            text = text.replace(secret, MASK)
        return self._members.sub(rf"\g<start>{MASK}\g<end>", text) if self.names else text

    @property
    def _members(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self.names))
        json_member = rf'\\?"(?:{names})\\?"\s*:\s*\\?"'
        query = rf"[?&](?:{names})="
        return re.compile(rf'(?P<start>{json_member}|{query})[^"&\s\\]*(?P<end>\\?"|(?=[&\s\'"])|$)')


def _sensitive_names(document: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    for pointer, value in lint.definitions(document):
        if isinstance(value, dict) and value.get("x-sensitive"):
            found.add(str(value.get("name", pointer.rpartition("/")[2])))
    return found
