"""Probes: reads beside an API that show what a write-only operation has written.

Tested in `tests/suite/test_probing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Probe:
    """A GET of `url`, in which `{name}` is a parameter, and the JSON pointer to what was written in its answer.

    A URL without a host is one of the server under test.
    """

    url: str
    pointer: str = ""

    @property
    def names(self) -> list[str]:
        """The names of the parameters."""
        return _PLACE.findall(self.url)

    def fill(self, parameters: Mapping[str, Any]) -> str:
        """Return the URL with `parameters`."""
        return _PLACE.sub(lambda match: quote(str(parameters[match[1]]), safe=""), self.url)
