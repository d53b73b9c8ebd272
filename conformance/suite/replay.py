"""Replay of a finding: its recorded requests, sent again in their order, with the credentials of the environment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from conformance.client_check.client import GeneratedClient
from conformance.network.connection import Connection
from conformance.network.exchange import Response
from conformance.openapi.errors import ExitCode, InputError
from conformance.report.record import Event
from conformance.rules.law import Law
from conformance.rules.laws.sequences import SEQUENCE_AGREES
from conformance.rules.loading import find_own_law
from conformance.suite.as_test import write_test
from conformance.suite.excerpt import excerpt
from conformance.suite.findings import Finding
from conformance.suite.law_run import judge_again
from conformance.suite.options import Options
from conformance.suite.recorded import Recorded, read_recorded
from conformance.suite.recorder import Recorder
from conformance.suite.report import AFTER_START, identify
from conformance.suite.resending import Sent, resend
from conformance.suite.sender import Sender
from conformance.suite.sequence_run import judge_sequences_again
from conformance.suite.session import Run
from conformance.suite.target import Target

_FOREVER = 3600.0  # seconds
_UNAUTHENTICATED = frozenset({401, 403})


def replay(
    name: str, file: Path, connection: Connection, url: str | None = None, allow_writes: str | None = None
) -> Iterator[str | ExitCode]:
    """Send the finding `name` of the events in `file` again; yields lines, then BROKEN if it shows again, else PASSED.

    The last code is INCOMPLETE for a law that is no longer observable.
    Raises InputError for a finding that can't be sent, NotTestableError for a server that can't be reached.
    """
    recorded = read_recorded(file, name)
    api = str(recorded.finding["api"])
    with closing(Run.of(_options(recorded, connection, url, allow_writes))) as run:
        if api not in run.apis:
            raise InputError.of(file, f"the API {api!r} of the finding is not there", "run it in the same folder")
        target = run.target(api)
        try:
            yield from _replay(recorded, target)
        finally:
            run.tear_down()


def show_as_test(name: str, file: Path, connection: Connection, generated: Path | None) -> str:
    """Return the sequence `name` of the events in `file` as a test with the generated client; nothing is sent.

    Raises InputError for a finding that is not a sequence, and where there is no client.
    """
    recorded = read_recorded(file, name)
    api = str(recorded.finding["api"])
    with closing(Run.of(_options(recorded, connection, None, None))) as run:
        folder = (generated or run.generated) / api
        if not (folder / "provenance.json").is_file():
            raise InputError.of("--as-test", f"no generated client of {api} in {folder}", "name it with --generated")
        return write_test(recorded, run.apis[api], GeneratedClient(api, folder))


def _options(recorded: Recorded, connection: Connection, url: str | None, allow_writes: str | None) -> Options:
    start = recorded.start
    app = start.get("app") if url is None else None
    is_served = url is not None or start["url"] is not None or app is not None
    return Options(
        Path(start["specs"]),
        (_name(recorded),) if is_served else tuple(start["names"]),
        url or start["url"],
        profile=start["profile"],
        seed=start["seed"],
        lenient=start["lenient"],
        config=Path(start["config"]) if start["config"] else None,
        connection=connection,
        allow_writes=allow_writes,
        app=app,
    )


def _name(recorded: Recorded) -> str:
    """Return the API of the finding as the run named it: a folder's name, or a document."""
    api, names = str(recorded.finding["api"]), list(recorded.start["names"])
    return api if api in names or len(names) != 1 else str(names[0])


def _replay(recorded: Recorded, target: Target) -> Iterator[str | ExitCode]:
    recorder = Recorder(target, _FOREVER)
    _check(recorded, target)
    for step in recorded.steps:
        recorder.keys.spend(target.api.spec.operations[step.operation], step.request)
    with Sender(recorder) as sender:
        for number, sent in enumerate(resend(recorded.steps, str(recorded.server["url"]), recorder, sender), 1):
            yield from _describe(f"{number}/{len(recorded.steps)}", sent, target)
        law = find_own_law(target.api, str(recorded.finding["check"]))
        if law is not None:
            yield from _judge(law, recorded, recorder, sender)
            return
    yield from _conclude(recorded, is_again=is_shown(recorded.finding, sent.findings, sent.response))


def _judge(law: Law, recorded: Recorded, recorder: Recorder, sender: Sender) -> Iterator[str | ExitCode]:
    """Judge a law once more with new items: its requests depend on what it has read."""
    finding, record = recorded.finding, recorder.records[str(recorded.finding["operation"])]
    yield f"{law.id} is judged again at {record.operation.id}, with new items"
    record.findings.clear()
    again = judge_sequences_again if law is SEQUENCE_AGREES else partial(judge_again, law=law)
    judgements = again(recorder, sender, operation_id=record.operation.id, seed=int(recorded.start["seed"]))
    missing = next((each.missing for each in judgements if each.missing), "")
    if is_shown(finding, record.findings, None):
        yield from _conclude(recorded, is_again=True)
    elif missing:
        yield f"the law can't be judged: {missing}"
        yield ExitCode.INCOMPLETE
    else:
        yield from _conclude(recorded, is_again=False)


def _conclude(recorded: Recorded, *, is_again: bool) -> Iterator[str | ExitCode]:
    title = f"{recorded.finding['block']['cause']}"
    yield f"the fault shows again: {title}" if is_again else f"the fault does not show again: {title}"
    if recorded.finding.get("is_past") and not is_again:
        yield AFTER_START
    yield ExitCode.BROKEN if is_again else ExitCode.PASSED


def _check(recorded: Recorded, target: Target) -> None:
    for step in recorded.steps:
        if step.operation not in target.api.spec.operations:
            reason, fix = f"no operation {step.operation!r} any more", "use the document that the run was about"
            raise InputError.of(target.api.spec_file, reason, fix)
        if not target.permits(step.request.method):
            reason = f"{step.request.method} is needed, and only safe methods are sent to {target.host}"
            raise InputError.of("replay", reason, "name a server on this machine with --url, or --allow-writes")


def _describe(number: str, sent: Sent, target: Target) -> Iterator[str]:
    operation, response = sent.operation, sent.response
    error = next((finding.title for finding in sent.findings if finding.check == "no-response"), "no response")
    yield f"{number}  {operation.method} {operation.path} {operation.id}: {response.status if response else error}"
    if response is not None and response.content:
        yield f"     {excerpt(response.content, (), target.redaction.text)}"


def is_shown(finding: Event, found: Sequence[Finding], response: Response | None) -> bool:
    """Return whether the last response shows a recorded finding. The judge knows only the kind of credential."""
    api, check = str(finding["api"]), finding["check"]
    if check == "refuses-credential":
        return response is not None and response.effective in _UNAUTHENTICATED
    if check == "accepts-credential":
        return any(each.check == check for each in found)
    return finding["id"] in {identify(api, each.operation.id, each.check, each.key) for each in found}
