"""All faults of APIs, tried in processes of their own.

Tested in `tests/faults/test_matrix.py`.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from conformance.apis import Api, apis
from conformance.faults.result import Result
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
    workers: int = 0  # 0: one a processor

    def chosen(self, api: Api) -> list[Fault]:
        """Return the faults of an API that are tried."""
        found = faults_of(api.spec, api.folder)
        return [each for each in found if not self.patterns or any(_matches(p, each) for p in self.patterns)]


def run_matrix(plan: Plan, found: Sequence[Api]) -> Iterator[Result]:
    """Try the faults of the APIs, and yield what comes of each as it is known."""
    tasks = [(plan, api.id, fault.id) for api in found for fault in plan.chosen(api)]
    workers = plan.workers or os.cpu_count() or 1
    if workers == 1:
        yield from (_try(*task) for task in tasks)
        return
    context = multiprocessing.get_context("spawn")  # a fork copies the locks of threads that serve
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            for done in as_completed([pool.submit(_try, *task) for task in tasks]):
                yield done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _try(plan: Plan, api_id: str, fault_id: str) -> Result:
    api, faults = _load(plan, api_id)
    return try_fault(api, faults[fault_id], plan.profile, plan.seed)


@cache
def _load(plan: Plan, api_id: str) -> tuple[Api, dict[str, Fault]]:
    """Return an API and its faults by id, read once a process."""
    api = next(each for each in apis(plan.specs, plan.names, plan.lenient) if each.id == api_id)
    return api, {each.id: each for each in faults_of(api.spec, api.folder)}


def _matches(pattern: str, fault: Fault) -> bool:
    """Return whether a pattern is of the fault: its id, its operator or the check that it names."""
    return pattern == fault.id or any(fnmatchcase(name, pattern) for name in (fault.id, fault.operator, fault.kills))
