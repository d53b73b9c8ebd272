"""All faults of APIs, tried in processes of their own.

Tested in `tests/faults/test_matrix.py`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from conformance.apis import Api, apis
from conformance.faults.clients import ClientFault, client_faults, try_client_fault
from conformance.faults.result import Result, Verdict
from conformance.faults.trial import try_fault
from conformance.mock.faults.catalogue import faults_of
from conformance.mock.faults.fault import Fault


@dataclass(frozen=True)
class Plan:
    """Faults to try: those of `names` (none: all) in the folder `specs` whose id one of `patterns` matches."""

    specs: Path
    names: tuple[str, ...] = ()
    lenient: bool = False
    patterns: tuple[str, ...] = ()
    profile: str = "quick"
    seed: int = 1
    workers: int = 0  # 0: two a processor, since a trial waits half of its time
    generated: Path | None = None  # the folder of clients; None: those beside the specs

    def faults_of(self, api: Api) -> list[Fault]:
        """Return the faults of an API that are tried."""
        found = faults_of(api.spec, api.folder)
        return [each for each in found if self._is_chosen(each.id, each.operator, each.kills)]

    def chosen_of_clients(self, found: Sequence[Api]) -> dict[str, list[tuple[str, ClientFault]]]:
        """Return the faults of clients by id, with the APIs whose client has it: a shared line is one fault."""
        chosen: dict[str, list[tuple[str, ClientFault]]] = {}
        for api in found:
            for each in client_faults(self.folder_of(api), api.id):
                if self._is_chosen(each.id, each.mutation.name, each.kills):
                    chosen.setdefault(each.id if each.is_shared else f"{api.id} {each.id}", []).append((api.id, each))
        return chosen

    def folder_of(self, api: Api) -> Path:
        """Return the project folder of an API's client."""
        return (self.generated or self.specs.resolve().parent / "generated") / api.id

    def count(self, found: Sequence[Api]) -> int:
        """Return the number of faults that are tried."""
        return sum(len(self.faults_of(api)) for api in found) + len(self.chosen_of_clients(found))

    def _is_chosen(self, *names: str) -> bool:
        """Return whether a pattern matches the fault's id, its operator or the check that it names."""
        return not self.patterns or any(p == names[0] or fnmatchcase(n, p) for p in self.patterns for n in names)


def run_matrix(plan: Plan, found: Sequence[Api]) -> Iterator[Result]:
    """Try the faults of the APIs, and yield each result as soon as it is known."""
    tasks: list[tuple[Any, ...]] = [(_try, plan, api.id, fault.id) for api in found for fault in plan.faults_of(api)]
    tasks += [(_try_client, plan, group) for group in plan.chosen_of_clients(found).values()]
    workers = plan.workers or 2 * (os.cpu_count() or 1)
    if workers == 1:
        yield from (call(*arguments) for call, *arguments in tasks)
        return
    context = multiprocessing.get_context("spawn")  # a fork copies the locks of threads that serve
    # A terminal sends its interruption to all processes, and this one ends the others.
    ignored = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(workers, context, initializer=signal.signal, initargs=ignored) as pool:
        try:
            for done in as_completed([pool.submit(*task) for task in tasks]):
                yield done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _try(plan: Plan, api_id: str, fault_id: str) -> Result:
    api, faults = _load(plan, api_id)
    return try_fault(api, faults[fault_id], plan.profile, plan.seed)


def _try_client(plan: Plan, group: Sequence[tuple[str, ClientFault]]) -> Result:
    """Try a fault with each client that has it, until it is killed."""
    results = []
    for api_id, fault in group:
        api, _ = _load(plan, api_id)
        results.append(try_client_fault(api, plan.folder_of(api), fault, plan.profile, plan.seed))
        if results[-1].verdict is Verdict.KILLED:
            return results[-1]
    return next((each for each in results if each.verdict is Verdict.SURVIVED), results[0])


@cache
def _load(plan: Plan, api_id: str) -> tuple[Api, dict[str, Fault]]:
    """Return an API and its faults by id, read once a process."""
    api = next(each for each in apis(plan.specs, plan.names, plan.lenient) if each.id == api_id)
    return api, {each.id: each for each in faults_of(api.spec, api.folder)}
