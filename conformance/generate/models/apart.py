"""Models of a large document, made in a process of their own while the client is made.

On two cores, both need as long as the longer one. The memory for the models is free when the process ends.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from conformance.generate import processes
from conformance.generate.opc.rewriting import Trace
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Spec

Finish = Callable[[Path, Trace], None]
_LARGE = 1_000_000  # bytes of a document: for a smaller one, starting a process needs as long as the models


class _Job(NamedTuple):
    document: Mapping[str, Any]
    file: Path
    api_id: str
    libraries: Sequence[str]
    folder: Path


class _Result(NamedTuple):
    problems: tuple[Problem, ...]
    rewritten: Mapping[str, Sequence[str]]


@contextmanager
def begin_models(spec: Spec, libraries: Sequence[str]) -> Iterator[Finish]:
    """Begin to make the models for `libraries`.

    Yields a function that writes their package into a folder, and raises InputError if the generator of models refuses
    the document.
    """
    if not libraries or spec.file.stat().st_size < _LARGE:
        yield lambda folder, trace: _write(spec, libraries, folder, trace)
        return
    with tempfile.TemporaryDirectory() as name:
        job = _Job(spec.document, spec.file, spec.api_id, libraries, Path(name))
        context = multiprocessing.get_context("spawn")  # a child of this process, so that its memory is counted here
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, job), daemon=True)
        process.start()
        theirs.close()
        try:
            yield lambda folder, trace: _receive(ours, job, folder, trace)
        finally:
            process.terminate()
            process.join()


def _write(spec: Spec, libraries: Sequence[str], folder: Path, trace: Trace) -> None:
    # The generator of models needs a second to import, which its own process can spend.
    from conformance.generate.models.write import write_models  # noqa: PLC0415

    if libraries:
        write_models(spec.api_id, spec, folder, trace, libraries)


def _work(results: Connection, job: _Job) -> None:
    processes.die_with_parent()
    trace = Trace()
    problems: tuple[Problem, ...] = ()
    with processes.rare_collections():
        try:
            _write(Spec(job.document, job.file, job.api_id), job.libraries, job.folder, trace)
        except InputError as error:
            problems = error.problems
    results.send(_Result(problems, trace.as_record()))


def _receive(results: Connection, job: _Job, folder: Path, trace: Trace) -> None:
    result: _Result = results.recv()
    if result.problems:
        raise InputError(result.problems)
    for trap, places in result.rewritten.items():
        for place in places:
            trace.add(trap, place)
    package = f"{job.api_id}_models"
    shutil.move(job.folder / package, folder / package)
