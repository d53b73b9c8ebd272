"""What the shop passes around while it answers a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.responses import JSONResponse, Response


@dataclass(frozen=True)
class Call:
    """A request with valid input."""

    operation: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A response before it is written."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def with_body(self, **properties: Any) -> Answer:
        return replace(self, body={**self.body, **properties})

    def without(self, name: str) -> Answer:
        return replace(self, body={key: value for key, value in self.body.items() if key != name})

    def response(self) -> Response:
        if self.body is None:
            return Response(status_code=self.status, headers=self.headers)
        return JSONResponse(self.body, self.status, headers=self.headers, media_type=self.media_type)


class RefusedError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.answer = Answer(status, {"error": message}, headers or {})
