"""Faults around the answers of a mock, as ASGI middleware.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conformance.auth.credentials import Credentials
from conformance.mock.faults.fault import Act, Active, Answer, Served
from conformance.mock.faults.messages import Call, Catcher, Reply, read_call, scope_of, send_reply
from conformance.mock.routing import Router, content_type_of, segments_of
from conformance.mock.state import State


class FaultLayer:
    """An app whose answers have the faults of `active`."""

    def __init__(self, app: ASGIApp, active: Active, router: Router, state: State, accepted: Credentials) -> None:
        self._app = app
        self._active = active
        self._router = router
        self._state = state
        self._accepted = accepted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call = await read_call(scope, receive)
        match = self._router.find(call.method, segments_of(scope), content_type_of(scope))
        call = replace(call, operation=match.operation, values=match.path) if match else call
        answer: Answer = partial(self._answer, scope)
        for fault in self._active.faults:
            if fault.site.act and fault.acts_on(call):
                fire = partial(self._active.fired.add, fault.id)
                answer = _around(fault.site.act, Served(self._state, self._accepted, answer, fire))
        await send_reply(await answer(call), send)

    async def _answer(self, scope: Scope, call: Call) -> Reply:
        """Return what the mock answers without a fault."""
        catcher = Catcher()
        await self._app(scope_of(call, scope), _Body(call.body), catcher)
        return catcher.reply


def _around(act: Act, served: Served) -> Answer:
    return lambda call: act(call, served)


class _Body:
    """The messages of a body that is there already."""

    def __init__(self, body: bytes) -> None:
        self._messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def __call__(self) -> Message:
        """Return the next message."""
        return self._messages.pop() if self._messages else {"type": "http.disconnect"}
