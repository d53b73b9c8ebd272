"""Calls of generated packages: requests are kept instead of sent, and answered as a test says."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import httpx

Answer = httpx.Response | Callable[[httpx.Request], httpx.Response] | None


@dataclass(frozen=True)
class Given:
    """What a call gave: the response, or the error that tells of it, and what the body was decoded to."""

    response: Any
    parsed: Any

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return int(self.response.status_code)


class Wire:
    """A client of a package, whose requests are kept."""

    def __init__(self, package: ModuleType, answer: Answer = None, **settings: Any) -> None:
        self.requests: list[httpx.Request] = []
        self.package = package
        self._answer = answer
        self.settings = {"transport": httpx.MockTransport(self._respond), "max_retries": 0, **settings}
        self.client = package.Client(**self.settings)

    def call(self, name: str, *positional: Any, **arguments: Any) -> Given:
        """Call a method by the names of resource and method: `orders.list`."""
        resource, _, method = name.partition(".")
        try:
            given = getattr(getattr(self.client, resource).with_raw_response, method)(*positional, **arguments)
        except (self.package.APIStatusError, self.package.APIResponseError) as error:
            return Given(error, error.body)
        return Given(given, given.parsed)

    def sent(self, name: str, *positional: Any, **arguments: Any) -> httpx.Request:
        """The request that a call sends, whatever is made of the answer."""
        with contextlib.suppress(self.package.APIResponseValidationError):
            self.call(name, *positional, **arguments)
        return self.requests[-1]

    def _respond(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if callable(self._answer):
            return self._answer(request)
        return self._answer or httpx.Response(204)
