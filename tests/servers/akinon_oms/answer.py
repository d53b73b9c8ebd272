"""Answers of the Akinon OMS server before they are written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response


@dataclass
class Answer:
    """A status, JSON data and headers."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def fail(self, status: int) -> None:
        """Become the answer of a server that failed."""
        self.status, self.body = status, {"detail": "A server error occurred."}

    def response(self) -> Response:
        """Write the answer as an HTTP response."""
        return Response(json.dumps(self.body), self.status, self.headers, self.media_type)


class RefusalError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.answer = Answer(status, body, headers or {})


def refusal(status: int, detail: str, headers: dict[str, str] | None = None) -> RefusalError:
    """Return an error in words."""
    return RefusalError(status, {"detail": detail}, headers)


def invalid(name: str, message: str) -> RefusalError:
    """Return an error about one field or parameter."""
    return RefusalError(400, {name: [message]})
