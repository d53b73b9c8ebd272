"""All that can be done to the mocks of one process while they run; the admin API, tests and the page call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from conformance.mock.admin.disturbances import Disturbance, Disturbances
from conformance.mock.admin.journal import Entry, Journal
from conformance.mock.admin.mounts import Mounts
from conformance.mock.admin.patterns import Pattern
from conformance.mock.admin.scenario import load_scenario
from conformance.mock.admin.verification import Count, Verdict, verify
from conformance.mock.behaviour import Refusal
from conformance.mock.handle import Handle


class Administration:
    """The mocks of one process, their journal and their disturbances.

    `on_replaced` is called with a mock after its state was replaced, which the state itself does not report.
    """

    def __init__(self, handles: Mapping[str, Handle], on_replaced: Callable[[Handle], None] = lambda _: None) -> None:
        self.mounts = Mounts(handles)
        self.journal = Journal()
        self.disturbances = Disturbances()
        self._on_replaced = on_replaced

    def reset(self, api: str | None = None, seed: int | None = None) -> dict[str, int]:
        """Start again from a seed (default: the one in use); return the seed of each API that was reset.

        Requests and disturbances are forgotten too; with `api`, those of this API.
        """
        handles = self.mounts.find_mocks(api)
        for handle in handles:
            handle.state.reset(handle.state.seed if seed is None else seed)
            self._on_replaced(handle)
        self.journal.forget(None if api is None else handles[0])
        self.disturbances.forget(api)
        self.disturbances.restart(handles[0].state.seed)
        return {handle.api.id: handle.state.seed for handle in handles}

    def load(self, scenario: Any, api: str | None = None) -> Handle:
        """Replace the tables that a scenario names; raises ScenarioError if it does not fit."""
        handle = self.mounts.one(api)
        load_scenario(scenario, handle.state, handle.model)
        self._on_replaced(handle)
        return handle

    def entries(self, pattern: Pattern | None = None, after: int = 0) -> list[Entry]:
        """Return the requests that fit, the oldest first."""
        pattern = pattern or Pattern()
        return [entry for entry in self.journal.entries() if entry.id > after and pattern.fits(entry)]

    def verify(self, pattern: Pattern, count: Count) -> Verdict:
        """Count the requests that fit."""
        return verify(self.journal.entries(), pattern, count)

    def disturb(self, **fields: Any) -> Disturbance:
        """Add a disturbance; raises Refusal (404) if there is no such API or operation."""
        operation = fields.get("operation")
        handles = self.mounts.find_mocks(fields.get("api"))
        if operation is not None and not any(operation in handle.api.spec.operations for handle in handles):
            raise Refusal(404, f"operation: there is no operation {operation!r}")
        return self.disturbances.add(**fields)
