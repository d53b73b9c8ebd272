"""Recording of one request and its answer while they pass."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.types import Message, Receive, Scope, Send

from conformance.mock.admin.journal import Entry, Journal
from conformance.mock.admin.mounts import Mounts
from conformance.mock.answers import problem

_SCOPE = ("type", "method", "path", "raw_path", "root_path", "query_string", "headers", "scheme", "server")


class Recording:
    """The `receive` and `send` of one request, which note in its entry what passes."""

    def __init__(self, journal: Journal, mounts: Mounts, scope: Scope, receive: Receive, send: Send) -> None:
        kept = {name: scope[name] for name in _SCOPE if name in scope}  # routers change the scope that they are given
        found = mounts.at(scope["path"])
        self.entry = Entry(found[1] if found else None, kept, mounts.find, time.time())
        self._journal = journal
        self._receive = receive
        self._send = send
        self._started = time.perf_counter()
        self._is_added = False

    async def receive(self) -> Message:
        """Return the next message of the request."""
        message = await self._receive()
        if message["type"] == "http.request":
            self.entry.body.add(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        """Send the next message of the answer after the journal has it, so that clients find it there."""
        if message["type"] == "http.response.start":
            self.entry.status, self.entry.raw_headers = message["status"], [*message.get("headers", ())]
            self._add()
        elif message["type"] == "http.response.body":
            self.entry.answer.add(message.get("body", b""))
            self.entry.seconds = time.perf_counter() - self._started
        await self._send(message)

    def end(self) -> None:
        """Settle the entry of a request that is over, be it answered or not."""
        self._add()
        self._journal.settle(self.entry)

    def _add(self) -> None:
        if not self._is_added:
            self._is_added = True
            self.entry.seconds = time.perf_counter() - self._started
            self._journal.add(self.entry)


def save_first(send: Send, save: Callable[[], None]) -> Send:
    """Return a `send` that calls `save` before an answer begins; where that raises OSError, the answer is a 500."""
    is_failed = False

    async def send_saved(message: Message) -> None:
        nonlocal is_failed
        if message["type"] == "http.response.start":
            try:
                save()
            except OSError as error:
                is_failed = True
                await _send_failure(send, error)
        if not is_failed:
            await send(message)

    return send_saved


async def _send_failure(send: Send, error: Exception) -> None:
    response = problem(500, f"the state of the mock can't be saved: {error}")
    await send({"type": "http.response.start", "status": 500, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": bytes(response.body)})
