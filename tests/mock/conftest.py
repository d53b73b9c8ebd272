"""Clients of mocks that run in the test's own process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp

from conformance.apis import Api, apis
from conformance.mock import create_app


class InProcess(httpx.BaseTransport):
    """Hands the requests of a synchronous client to an ASGI app."""

    def __init__(self, app: ASGIApp) -> None:
        self._transport = httpx.ASGITransport(app=app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._send(request))

    async def _send(self, request: httpx.Request) -> httpx.Response:
        response = await self._transport.handle_async_request(request)
        content = await response.aread()
        return httpx.Response(response.status_code, headers=response.headers, content=content, request=request)


@pytest.fixture
def client() -> Callable[..., httpx.Client]:
    """A client of a fresh mock of an API; relative URLs begin with the base path."""

    def make(api: Api, seed: int = 0) -> httpx.Client:
        transport = InProcess(create_app(api, seed=seed))
        return httpx.Client(transport=transport, base_url=f"http://mock.example{api.spec.base_path}")

    return make


@pytest.fixture(scope="session")
def toy(toys: Path) -> Callable[[str], Api]:
    """A toy API by its name without `mock_`, its spec checked once for all tests."""
    return cache(lambda name: apis(toys, [f"mock_{name}"])[0])
