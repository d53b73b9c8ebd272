"""Faults at edges: a server that fails with 500 where a value is at its bound, empty, null or missing.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from conformance.mock.faults.acts import change_reply
from conformance.mock.faults.fault import Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Subject
from conformance.mock.stateful.views import find_at, property_schemas
from conformance.openapi import json_pointer
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Parameter

_BOUNDS = ("maximum", "minimum")
_REFUSALS = frozenset({400, 401, 403, 405, 406, 415, 422})  # before a value is looked at
_FAILURE = Reply(500, (("content-type", "text/plain"), ("content-length", "7")), b"failed\n")


@operator("fails-at-bound", kills="server-error")
def fail_at_bound(subject: Subject) -> Iterator[Site]:
    """Fail with 500 where a number is as great or as small as it may be."""
    for operation in subject.operations:
        for parameter in operation.parameters:
            if parameter.location == "query":
                for keyword, bound in _bounds(subject, parameter.schema_pointer):
                    act = change_reply(_when(partial(_has_pair, parameter, str(bound))))
                    yield Site((operation.id,), act, f"{parameter.name}/{keyword}")
        for pointer, schema in _list_sent(subject, operation.id):
            for keyword, bound in _bounds(subject, schema):
                yield Site((operation.id,), change_reply(_when(partial(_has, pointer, bound))), f"{pointer}/{keyword}")


@operator("fails-on-null", kills="server-error")
def fail_on_null(subject: Subject) -> Iterator[Site]:
    """Fail with 500 where a property is null that may be."""
    for operation in subject.operations:
        for pointer, schema in _list_sent(subject, operation.id):
            if subject.requests.validator(schema).is_valid(None) and _says(subject, schema, "null"):
                yield Site((operation.id,), change_reply(_when(partial(_is_null, pointer))), pointer)


@operator("fails-on-empty", kills="server-error")
def fail_on_empty(subject: Subject) -> Iterator[Site]:
    """Fail with 500 where a list is empty that may be."""
    for operation in subject.operations:
        for pointer, schema in _list_sent(subject, operation.id):
            if subject.requests.validator(schema).is_valid([]) and _says(subject, schema, "array"):
                yield Site((operation.id,), change_reply(_when(partial(_has, pointer, []))), pointer)


@operator("fails-on-unknown-id", kills="server-error")
def fail_on_unknown_id(subject: Subject) -> Iterator[Site]:
    """Fail with 500 where an id is not known."""
    for operation in subject.operations:
        if "{" in operation.path:
            yield Site((operation.id,), change_reply(lambda call, reply: _FAILURE if reply.status == 404 else None))


def _when(is_edge: Callable[[Call], bool]) -> Callable[[Call, Reply], Reply | None]:
    return lambda call, reply: _FAILURE if reply.status not in _REFUSALS and is_edge(call) else None


def _bounds(subject: Subject, pointer: str) -> Iterator[tuple[str, Any]]:
    for _, schema in in_place(subject.requests, pointer):
        yield from ((keyword, schema[keyword]) for keyword in _BOUNDS if keyword in schema)


def _says(subject: Subject, pointer: str, name: str) -> bool:
    types = (schema.get("type", ()) for _, schema in in_place(subject.requests, pointer))
    return any(name in ([each] if isinstance(each, str) else each) for each in types)


def _list_sent(subject: Subject, operation_id: str) -> Iterator[tuple[str, str]]:
    """Yield the properties of a JSON body, with the pointers of their schemas."""
    body = subject.spec.operations[operation_id].body
    for media_type in body.content.values() if body else ():
        if media_type.is_json and media_type.schema_pointer:
            for name, places in property_schemas(subject.requests, media_type.schema_pointer).items():
                yield json_pointer.join("", name), places[0]
            return


def _has_pair(parameter: Parameter, value: str, call: Call) -> bool:
    return (parameter.name, value) in call.pairs


def _has(pointer: str, value: Any, call: Call) -> bool:
    return bool(find_at(call.json, pointer) == value)


def _is_null(pointer: str, call: Call) -> bool:
    body = call.json
    return isinstance(body, dict) and body.get(json_pointer.last(pointer), 0) is None
