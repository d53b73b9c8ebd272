"""Recorded requests, sent again in their order: with the ids that the server chooses now, and with patience.

Tested in `tests/suite/test_replay.py`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.network.exchange import SAFE_METHODS, Response
from conformance.openapi.spec import Operation
from conformance.suite.findings import Finding
from conformance.suite.new_ids import NewIds
from conformance.suite.phases import AS_SECOND
from conformance.suite.recorded import Step, move
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender

PATIENCE = 30.0  # seconds for what a server does in the background (RFC 9110, section 15.3.3)
_PAUSE = 0.5
_ACCEPTED = 202


@dataclass(frozen=True)
class Sent:
    """A recorded request that was sent again, the response now, and what is wrong with it."""

    operation: Operation
    response: Response | None
    findings: Sequence[Finding]


@dataclass
class _Resending:
    """Requests that are sent again, and what they have in common."""

    url: str
    recorder: Recorder
    sender: Sender
    ids: NewIds
    end: float
    accepted: tuple[Response, Response] | None = None  # the latest 202: recorded, and now

    def send(self, step: Step) -> Sent:
        """Send a request again. Repeat it while the server still works on the item."""
        sent = self._send(step)
        while sent.response is not None and self._is_early(step, sent.response) and time.monotonic() < self.end:
            time.sleep(_PAUSE)
            sent = self._send(step)
        if step.response is not None and sent.response is not None and sent.response.status == _ACCEPTED:
            self.accepted = step.response, sent.response
        return sent

    def _send(self, step: Step) -> Sent:
        target = self.recorder.target
        operation = target.api.spec.operations[step.operation]
        is_second = step.origin == AS_SECOND
        request = move(self.ids.put(operation.path, step.request), self.url, target, is_second=is_second)
        found = self.recorder.records[operation.id].findings
        found.clear()
        _, response = self.sender.send(operation, request, step.origin)
        if response is not None:
            self.ids.learn(operation.path, step.response, response)
        return Sent(operation, response, tuple(found))

    def _is_early(self, step: Step, now: Response) -> bool:
        """Return whether a read does not show its recorded content yet."""
        if self.accepted is None or step.request.method not in SAFE_METHODS or step.response is None:
            return False
        if step.response.effective >= 300 or now.effective >= 300:
            return step.response.effective < 300
        recorded, accepted = _members(step.response), _members(self.accepted[0])
        moved = {name: value for name, value in recorded.items() if name in accepted and accepted[name] != value}
        shown, before = _members(now), _members(self.accepted[1])
        return any(shown.get(name) == before.get(name) != value for name, value in moved.items())


def resend(steps: Sequence[Step], url: str, recorder: Recorder, sender: Sender) -> Iterator[Sent]:
    """Send requests to the server at `url` again, now to the target of the recorder, and yield each result."""
    resending = _Resending(url, recorder, sender, NewIds(), time.monotonic() + PATIENCE)
    yield from map(resending.send, steps)


def _members(response: Response) -> dict[str, Any]:
    try:
        body = json.loads(response.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
