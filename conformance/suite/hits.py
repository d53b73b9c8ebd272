"""Hits of a run: which documented statuses, parameters and properties it has reached.

Tested in `tests/suite/test_hits.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.openapi.read_write_only import directions
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Operation, Spec
from conformance.report.words import name_some
from conformance.suite.recorder import OperationRecord


def describe_missed(spec: Spec, records: Iterable[OperationRecord]) -> Iterator[str]:
    """Yield lines on statuses that were never answered, and on parameters and properties that were never accepted."""
    reached = [record for record in records if record.is_reached]
    statuses = [f"{status} of {each.operation.id}" for each in reached for status in _list_statuses(each)]
    parts = [f"{part} of {each.operation.id}" for each in reached for part in _list_parts(spec, each)]
    if statuses:
        yield f"never answered: {name_some(statuses)}"
    if parts:
        yield f"in no request that succeeded: {name_some(parts)}"


def _list_statuses(record: OperationRecord) -> Iterator[str]:
    """Yield the documented statuses that were never answered, except those of class 5xx."""
    for status in record.operation.responses:
        if status.isdigit() and int(status) < 500 and int(status) not in record.answered:
            yield status


def _list_parts(spec: Spec, record: OperationRecord) -> Iterator[str]:
    return (part for part in document_parts(spec, record.operation) if part not in record.sent)


def document_parts(spec: Spec, operation: Operation) -> list[str]:
    """Return the parameters and the properties of the first level of the body that an operation documents."""
    parts = [f"{each.location} {each.name}" for each in operation.parameters]
    requests = directions(spec).requests
    for media_type in operation.body.content.values() if operation.body else ():
        for _, schema in in_place(requests, media_type.schema_pointer) if media_type.schema_pointer else ():
            parts += [f"body {name}" for name, inner in schema.get("properties", {}).items() if isinstance(inner, dict)]
    return list(dict.fromkeys(parts))
