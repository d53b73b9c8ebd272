"""The mock of one API as those see it who steer it: what it remembers, and how a request of it is known and refused.

Tested in `tests/mock/test_handle.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.responses import Response as HttpResponse
from starlette.types import Scope

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.auth.redaction import Redaction
from conformance.mock.capabilities import Gap
from conformance.mock.state import State
from conformance.openapi.spec import Operation
from conformance.resources import ResourceModel


@dataclass(frozen=True)
class Handle:
    """Access to a mock for its administration, which `create_app` leaves with the app."""

    api: Api
    state: State
    accepted: Credentials
    redaction: Redaction
    find: Callable[[Scope], Operation | None] = field(repr=False)  # the operation that a request is for
    refuse: Callable[[Operation, int, str], HttpResponse] = field(repr=False)  # with a status, for a reason
    model: ResourceModel = field(repr=False)
    gaps: tuple[Gap, ...] = ()  # what it serves without a check


def handle_of(app: Starlette) -> Handle:
    """Return the handle of an app that `create_app` made."""
    handle = app.state.handle
    if not isinstance(handle, Handle):
        raise TypeError(f"app: expected one of create_app, got {app!r}")
    return handle
