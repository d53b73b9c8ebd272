"""Links that schemathesis learns from responses, without texts that only look like a URL.

`https://[your id].example.com` ended the run of all operations: `urlsplit` raises ValueError.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from schemathesis.engine import core
from schemathesis.engine.observations import Observations


class _SafeObservations(Observations):
    """Observations that ignore a response with a text that is not a URL."""

    def _extract_body_urls(self, operation: Any, response: Any) -> None:
        with suppress(ValueError):
            super()._extract_body_urls(operation, response)


def accept_any_text() -> None:
    """Let the engine observe with the class above."""
    core.Observations = _SafeObservations  # type: ignore[attr-defined] # the engine has no other door
