"""Runs schemathesis over the operations of one API: all its phases in one run, so that answers feed later requests.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from statistics import median
from threading import Timer
from typing import Any

from hypothesis.errors import FailedHealthCheck, HypothesisException, Unsatisfiable
from jsonschema_rs import ValidationError
from schemathesis.engine import events
from schemathesis.engine.core import Engine, EventStream, ExecutionPlan
from schemathesis.engine.errors import ServerUnavailable
from schemathesis.engine.run import PhaseName
from schemathesis.errors import SchemathesisError

from conformance.network.channel import WithheldError
from conformance.report.words import name_some
from conformance.suite.budget import Budget
from conformance.suite.engine.observations import accept_any_text
from conformance.suite.engine.schema import auth_config, has_large_body, make_schema
from conformance.suite.engine.transport import Wire
from conformance.suite.profiles import Profile
from conformance.suite.recorder import OperationRecord, Recorder
from conformance.suite.target import Target

UNGENERATED = (Unsatisfiable, FailedHealthCheck)  # no value was found, or too few of those that were made were valid
# Other reasons that end an operation's cases without a bug: an unusable document, or the connection.
_EXPECTED = (HypothesisException, SchemathesisError, ServerUnavailable, ValidationError, OSError, WithheldError)

_OVERHEAD = 0.006  # seconds for making and judging one request
# Of the time, for systematic and for random cases. Half of the operations have fewer of them than they may.
_COVERAGE, _FUZZING = 1.2, 0.3
_STEPS = (10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500, 1000, 2000)  # cases of an operation


def run_engine(
    recorder: Recorder, operation_ids: Collection[str], profile: Profile, seed: int, budget: Budget
) -> list[str]:
    """Try the operations: examples, coverage, random cases and sequences; returns notes about what was cut short.

    Raises KeyboardInterrupt if the run was interrupted.
    """
    target, asked = recorder.target, profile
    profile = fit_profile(profile, recorder.records.values(), len(operation_ids), budget.seconds)
    ungenerated: set[str] = set()
    with Wire(recorder) as wire:
        schema = make_schema(target, _config(target, profile, seed), wire, operation_ids, profile.coverage)
        schema.adapt_to_null_byte_in_header_failure()
        accept_any_text()
        stream = _Engine(schema=schema).execute()
        deadline = _Deadline(stream)
        # Closed here: one of its threads can't end it, since it waits for all of them.
        with closing(stream.generator), deadline.after(budget.seconds):
            for event in stream:
                _raise_if_broken(event, deadline)
                ungenerated.update(_describe_ungenerated(event))
                _note_bug(recorder, event)
        if stream.stop_event.is_set() and not deadline.is_over:
            raise KeyboardInterrupt  # schemathesis has ended its work for it without saying so
    fitted = f"{profile.coverage} systematic and {profile.fuzzing} random cases of each operation"
    notes = list(_notes(recorder, operation_ids, profile, ungenerated, deadline))
    return [*([f"in the time there is, {fitted} are sent"] if profile != asked else []), *notes]


def fit_profile(profile: Profile, records: Iterable[OperationRecord], count: int, seconds: float) -> Profile:
    """Return the profile with as many cases of each of `count` operations as there is time for.

    Without that, those that come last get none. How long a request lasts, `records` of former ones show.
    """
    former = [record.seconds / record.cases for record in records if record.cases]
    if not former or not count:
        return profile
    lasting = median(former) + _OVERHEAD  # one operation that does not answer is not like the others
    affordable = seconds / lasting / count
    coverage = _choose_step(affordable * _COVERAGE, profile.coverage)
    fuzzing = _choose_step(affordable * _FUZZING, profile.fuzzing)
    return replace(profile, coverage=coverage, fuzzing=fuzzing)


def _choose_step(affordable: float, most: int) -> int:
    """Return the largest step that is affordable: a time that varies a little leaves the number of cases as it is."""
    return min(most, max((step for step in (*_STEPS, most) if step <= affordable), default=_STEPS[0]))


class _Engine(Engine):
    """Engine without the phase that asks servers what they can do, since its requests bypass the wire."""

    def _create_execution_plan(self) -> ExecutionPlan:
        plan = super()._create_execution_plan()
        return ExecutionPlan([phase for phase in plan.phases if phase.name is not PhaseName.PROBING])


class _Deadline:
    """Stops a stream of events when its time is over, even if it sends nothing."""

    def __init__(self, stream: EventStream) -> None:
        self._stream = stream
        self.is_over = False

    @contextmanager
    def after(self, seconds: float) -> Iterator[None]:
        """Stop the stream after some time."""
        timer = Timer(seconds, self._stop)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _stop(self) -> None:
        self.is_over = True
        self._stream.stop()


def _raise_if_broken(event: events.EngineEvent, deadline: _Deadline) -> None:
    if isinstance(event, events.FatalError):
        raise event.exception
    if isinstance(event, events.Interrupted) and not deadline.is_over:
        raise KeyboardInterrupt


def _describe_ungenerated(event: events.EngineEvent) -> Iterator[str]:
    if isinstance(event, events.NonFatalError) and isinstance(event.value, UNGENERATED):
        yield event.label


def _note_bug(recorder: Recorder, event: events.EngineEvent) -> None:
    """Note an error of the engine, or of ours in it, while one operation was tried."""
    if isinstance(event, events.NonFatalError) and not isinstance(event.value, _EXPECTED):
        recorder.bugs.append(recorder.journal.note_bug(event.label, event.value))


def _notes(
    recorder: Recorder,
    operation_ids: Collection[str],
    profile: Profile,
    ungenerated: Collection[str],
    deadline: _Deadline,
) -> Iterator[str]:
    if deadline.is_over:
        yield "the time was over before all systematic and random cases were sent"
    spec = recorder.target.api.spec
    large = [name for name in operation_ids if has_large_body(spec, spec.operations[name])]
    if large:
        yield f"examples of properties were not combined, since the body is too large: {name_some(large)}"
    for label in sorted(ungenerated):
        yield f"schemathesis finds no valid value for {label}"
    if profile.fuzzing and "fuzzing" in profile.phases and not deadline.is_over:
        for name in operation_ids:
            record = recorder.records[name]
            sent = record.origins["fuzzing"]
            has_input = bool(record.operation.parameters or record.operation.body)
            if has_input and sent < profile.fuzzing // 2 and not recorder.is_spent(record.operation):
                yield f"{name}: {sent} of {profile.fuzzing} random cases were sent"


def _config(target: Target, profile: Profile, seed: int) -> dict[str, Any]:
    phases: dict[str, dict[str, Any]] = {
        "examples": {"enabled": True},
        "coverage": {"enabled": profile.coverage > 0},
        "fuzzing": {"enabled": profile.fuzzing > 0, "generation": {"max-examples": max(profile.fuzzing, 1)}},
        "stateful": {"enabled": profile.sequences > 0, "generation": {"max-examples": profile.sequences}},
    }
    for name, phase in phases.items():
        phase["enabled"] &= name in profile.phases
    generation: dict[str, Any] = {"database": "none"}
    phases["coverage"]["unexpected-methods"] = []  # `conformance.suite.method_probes` sends them
    if target.is_live:  # no guessing of credentials
        generation["with-security-parameters"] = False
    return {
        "seed": seed,
        "base-url": target.url,
        "continue-on-failure": True,
        "request-timeout": target.channel.timeout,
        "max-redirects": 0,
        "auth": auth_config(target.api.spec, target.credentials),
        "cache": {"enabled": False},
        "checks": {"enabled": False},  # `conformance.suite.judge` judges what goes over the wire
        "generation": generation,
        "phases": phases,
    }
