"""The test of one API's generated client, in the time that the test of the server has left.

Tested in `tests/suite/test_layers.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conformance.client_check.calls import Call
from conformance.client_check.check import ClientCheck, Outcome
from conformance.client_check.client import GeneratedClient, Server
from conformance.openapi.spec import Operation
from conformance.suite.budget import Budget
from conformance.suite.existing import find_existing_target
from conformance.suite.judge import Judge
from conformance.suite.known_values import KnownValues
from conformance.suite.profiles import Profile
from conformance.suite.requests import make_calls
from conformance.suite.sender import Sender
from conformance.suite.server_run import ServerRun
from conformance.suite.stated_ids import is_call_known
from conformance.suite.target import Target


class NotCalledError(Exception):
    """An operation that is not called, and why."""


@dataclass
class ClientRun:
    """The check of the client in `folder` against `target`; each operation has its share of time in `turns`.

    Requests that succeeded in `tried`, the run against the server, are sent first. `values` are given by the caller.
    """

    target: Target
    folder: Path
    profile: Profile
    seed: int
    turns: Iterator[tuple[str, Budget]]
    tried: ServerRun | None
    values: Mapping[str, Any]

    def run(self, operation: Operation) -> Outcome:
        """Call an operation in every way.

        Raises InputError, naming the schema, if there is no valid call; NotCalledError if no time is left for one, or
        none may be sent.
        """
        _, share = next(self.turns)
        if not self._client.has(operation):
            raise NotCalledError("client: it was generated without this operation")
        if share.is_over:
            raise NotCalledError("client: the time was over before all operations were called")
        calls = self._calls(operation)
        if not calls:
            raise NotCalledError("withheld: no id for its path is known")
        return self._check.run(operation, calls, share.end)

    def _calls(self, operation: Operation) -> list[Call]:
        """Return valid calls; for a live server those with known ids, which may be none."""
        record = self.tried.record(operation.id) if self.tried else None
        succeeded = [success.call for success in record.successes.values()] if record else []
        succeeded += self._delete_created(operation) if operation.method == "DELETE" else []
        calls = make_calls(self.target, operation, self.profile.client, self.seed, succeeded)
        if not self.target.is_live:
            return calls
        known = self.tried.recorder.known if self.tried else KnownValues(self.values)
        return [call for call in calls if is_call_known(self.target.api.spec, known, operation, call)]

    def _delete_created(self, operation: Operation) -> Iterator[Call]:
        """Yield a call that deletes an item. The item is created for it, as in the run against the server."""
        if self.tried is None or "{" not in operation.path:
            return
        recorder = self.tried.recorder
        with Sender(recorder) as sender:
            request = find_existing_target(recorder, sender, operation)
        call = recorder.judge.requests.read(operation, request).call if request else None
        if call:
            yield call

    @cached_property
    def _client(self) -> GeneratedClient:
        return GeneratedClient(self.target.api.id, self.folder)

    @cached_property
    def _check(self) -> ClientCheck:
        target = self.target
        server = Server(target.url, target.credentials, target.hide, target.channel, target.is_live)
        return ClientCheck(target.api.spec, self._client, server, Judge(target).is_documented)
