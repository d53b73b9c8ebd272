"""Faults of a slash at the end of a path.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from conformance.mock.faults.fault import Served, Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.operators.credentials import authorise
from conformance.mock.faults.subject import Subject
from conformance.openapi.spec import Operation, Spec
from conformance.resources import Kind


@operator("slash-opens", kills="redirect-keeps-method")
def open_with_slash(subject: Subject) -> Iterator[Site]:
    """Let everybody read what is at a path with a slash too many or too few."""
    for operation in subject.operations:
        if operation.method == "GET" and operation.security:
            yield Site((operation.id,), partial(_open, subject.spec, operation), outside=True)


async def _open(spec: Spec, operation: Operation, call: Call, served: Served) -> Reply:
    other = _other_path(call)
    if call.operation is not None or call.method != "GET" or not _pattern(operation).search(other):
        return await served.answer(call)
    served.fire()
    return await served.answer(authorise(spec, operation, served.accepted, replace(call, path=other)))


@operator("slash-redirects", kills="redirect-keeps-method")
def redirect_slash(subject: Subject) -> Iterator[Site]:
    """Redirect a POST to a path with a slash too many by 301, so that clients send a GET."""
    for part in subject.parts_of(Kind.CREATE):
        if part.operation.method == "POST" and not part.operation.path.endswith("/"):
            yield Site((part.operation.id,), partial(_redirect, part.operation), outside=True)


async def _redirect(operation: Operation, call: Call, served: Served) -> Reply:
    other = _other_path(call)
    if call.operation is not None or call.method != "POST" or not _pattern(operation).search(other):
        return await served.answer(call)
    served.fire()
    return Reply(301, (("location", other), ("content-length", "0")), b"")


def _other_path(call: Call) -> str:
    return call.path.rstrip("/") if call.path.endswith("/") else f"{call.path}/"


def _pattern(operation: Operation) -> re.Pattern[str]:
    """Return what matches the end of the paths of an operation."""
    return re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(operation.path)) + "$")
