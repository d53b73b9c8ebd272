"""Answers of the Omnicado MPAPI server before they are written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.responses import Response


@dataclass
class Answer:
    """A status, JSON data and headers."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def response(self) -> Response:
        """Write the answer as an HTTP response."""
        return Response(json.dumps(self.body), self.status, self.headers, self.media_type)


def result(status: int, headers: dict[str, str] | None = None) -> Answer:
    """Return the envelope that says `status` in the body too."""
    body = {"result": {"code": status, "status": HTTPStatus(status).phrase}}
    return Answer(status, body, dict(headers or {}))
