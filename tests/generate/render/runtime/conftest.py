"""Clients of both kinds, closed at the end of each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conformance.generate.render.runtime.clients import Api
from tests.generate.render.runtime import toy

Connect = Callable[..., toy.Caller]


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request: pytest.FixtureRequest) -> bool:
    """Whether the client under test is asynchronous."""
    return bool(request.param)


@pytest.fixture
def connect(is_async: bool) -> Iterator[Connect]:
    """Make a client of the toy API, or of another one."""
    made: list[toy.Caller] = []

    def connect(base_url: str | None, *, api: Api | None = None, **more: Any) -> toy.Caller:
        credentials = more.pop("credentials", {})
        more.setdefault("verify", False)  # reading certificates takes longer than most of the tests
        made.append(toy.Caller(is_async, api or toy.api(), credentials, base_url=base_url, **more))
        return made[-1]

    yield connect
    for caller in made:
        caller.close()
