"""Generation of all APIs, in parallel if there are several.

Tested in `tests/generate/test_cli.py`.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from conformance.apis import Api
from conformance.generate import processes
from conformance.generate.options import DEFAULTS, Options
from conformance.generate.progress import Report
from conformance.openapi.errors import InputError, Problem

Event = tuple[str, str] | None  # (API id, stage); None: a worker has finished with an API
_WORKER = "conformance.generate.project"


@dataclass(frozen=True)
class _Job:
    """Job of a worker process: plain data, since it crosses to another process."""

    api_id: str
    spec_file: Path
    lenient: bool
    options: Options
    out: Path


def generate(apis: Sequence[Api], out: Path, report: Report, options: Options = DEFAULTS) -> None:
    """Generate the project of each API into its folder under `out`.

    Reports each stage of each API. Raises InputError with the problems of all APIs that can't be generated.
    """
    largest_first = sorted(apis, key=lambda api: -api.spec_file.stat().st_size)  # the longest job starts first
    jobs = [_Job(api.id, api.spec_file, api.lenient, options, out) for api in largest_first]
    results = [_work(jobs[0], report)] if len(jobs) == 1 else _in_parallel(jobs, report)
    problems = [problem for result in results for problem in result]
    if problems:
        raise InputError(problems)


def _work(job: _Job, report: Report) -> tuple[Problem, ...]:
    """Make one project. Returns its problems as data, since exceptions may not survive between processes."""
    # The generators need a second to import. Neither --help nor a parent that only hands out work needs them.
    from conformance.generate import project  # noqa: PLC0415

    api = Api(job.api_id, job.spec_file.parent, job.lenient, job.spec_file)
    try:
        with processes.rare_collections():
            project.generate(api, job.out / job.api_id, report, job.options)
    except InputError as error:
        report(job.api_id, "failed")
        return error.problems
    return ()


def _in_parallel(jobs: Sequence[_Job], report: Report) -> list[tuple[Problem, ...]]:
    with _pool(len(jobs)) as (pool, events):
        futures = [pool.submit(_work_in_process, job) for job in jobs]
        for future in futures:
            future.add_done_callback(lambda _: events.put(None))
        _relay(events, len(futures), report)
        return [future.result() for future in futures]


@contextmanager
def _pool(size: int) -> Iterator[tuple[ProcessPoolExecutor, SimpleQueue[Event]]]:
    # Processes, since the generators keep global state; not forked from this one, since it may run threads.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([_WORKER])
    events: SimpleQueue[Event] = context.SimpleQueue()
    workers = min(size, multiprocessing.cpu_count())
    with ProcessPoolExecutor(workers, context, _initialise, (events,)) as pool:
        yield pool, events


def _initialise(events: SimpleQueue[Event]) -> None:
    global _events  # noqa: PLW0603 - a pool hands its workers shared objects at their start only
    _events = events
    processes.die_with_parent()


def _work_in_process(job: _Job) -> tuple[Problem, ...]:
    return _work(job, lambda api_id, stage: _events.put((api_id, stage)))


def _relay(events: SimpleQueue[Event], running: int, report: Report) -> None:
    while running:
        event = events.get()
        if event is None:
            running -= 1
        else:
            report(*event)


_events: SimpleQueue[Event]
