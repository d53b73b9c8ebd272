"""Operations that never answered with a success, with the reason and a remedy.

Tested in `tests/suite/test_layers.py` and `tests/suite/test_unreached.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from conformance.client_check.calls import can_be_written, smallest_call
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec
from conformance.suite.recorder import OperationRecord
from conformance.suite.server_run import ServerRun
from conformance.suite.target import Target

_WRITES = "may change data at {host}, which is not on this machine; to send them too: --allow-writes {host}"
_IDS = "need an id, and none is made up for a server that is not on this machine; give it in [apis.{api}.values]"


@dataclass(frozen=True)
class Unreached:
    """An operation that was not reached, and why."""

    operation: Operation
    reason: str
    is_withheld: bool = False

    def __str__(self) -> str:
        return f"not reached: {self.operation.method} {self.operation.path} {self.operation.id}: {self.reason}"


def list_unreached(target: Target, selected: Collection[str], results: ServerRun) -> Iterator[Unreached]:
    """Yield the operations of `selected` that were not reached, in the order of the document."""
    for operation in target.api.spec.operations.values():
        if operation.id not in selected:
            continue
        record = results.record(operation.id)
        if not target.permits(operation.method):
            yield Unreached(operation, _WRITES.format(host=target.host), is_withheld=True)
        elif record.cases == 0 and target.is_live and "{" in operation.path:
            yield Unreached(operation, _IDS.format(api=target.api.id), is_withheld=True)
        elif not record.is_reached:
            own = find_unwritable(target.api.spec, operation) or find_impossible(target.api.spec, record)
            yield Unreached(operation, own or explain(record))


def summarize_withheld(unreached: Iterable[Unreached]) -> Iterator[str]:
    """Yield one line for each reason why operations are withheld."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for each in unreached:
        if each.is_withheld:
            by_reason[each.reason].append(each.operation.id)
    for reason, names in by_reason.items():
        yield f"WITHHELD: {len(names)} operation{'s' if len(names) > 1 else ''} ({', '.join(names)}) {reason}"


def find_unwritable(spec: Spec, operation: Operation) -> str | None:
    """Return the reason if the operation needs a body that is not made here, else None."""
    contents = operation.body.content.values() if operation.body and operation.body.required else ()
    if not contents or any(can_be_written(spec, media_type) for media_type in contents):
        return None
    names = " or ".join(media_type.name for media_type in contents)
    return f"no body of {names} with this schema is made; leave it out with --exclude-operation {operation.id}"


def find_impossible(spec: Spec, record: OperationRecord) -> str | None:
    """Return the reason if no valid request of an operation is found, else None."""
    if record.valid.total():
        return None
    try:
        smallest_call(spec, record.operation, 0)
    except InputError as error:
        problem = error.problems[0]
        return f"no valid request is found: #{problem.pointer}: {problem.reason}; {problem.fix}"
    return None


def explain(record: OperationRecord) -> str:
    """Explain why an operation was not reached, with a remedy."""
    valid = record.valid
    seen = ", ".join(f"{times} of {status}" for status, times in sorted(record.statuses.items())) or "nothing"
    total = valid.total()
    if total == 0:
        return f"no valid request was answered (answers: {seen}); give its parameters and body examples"
    if valid[429] > total / 2:
        return f"rate limited (answers to valid requests: {seen})"
    if valid[404] + valid[410] > total / 2 and "{" in record.operation.path:
        names = ", ".join(p.name for p in record.operation.parameters if p.location == "path")
        reason = f"needs an id that exists: {valid[404]} of {total} valid requests were answered 404"
        return f"{reason}; give {names} an example in the document, or a value in conformance.toml"
    if valid[401] + valid[403] > total / 2:
        return _explain_refusals(record)
    if valid[400] + valid[422] > total / 2:
        invalid = valid[400] + valid[422]
        return f"{invalid} of {total} valid requests were answered 400 or 422; give an example that the server accepts"
    return f"no success among the answers: {seen}"


def _explain_refusals(record: OperationRecord) -> str:
    unknown, forbidden, total = record.valid[401], record.valid[403], record.valid.total()
    refused = f"{unknown + forbidden} of {total} valid requests were refused"
    if not (record.operation.security or record.operation.optional_security):
        return f"the document has no credential for it, and {refused}; state `security`, or send one by --header"
    expired = "; if it has expired, --auth-command renews it" if unknown > forbidden else ""
    hidden = ", or the id is unknown" if forbidden and "{" in record.operation.path else ""
    return f"the credential is not permitted{hidden}: {refused}{expired}"
