"""Faults of single messages: statuses, headers, media types, and what is written of a body.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from conformance.mock.faults.acts import change_reply, change_success
from conformance.mock.faults.fault import Act, Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Subject
from conformance.openapi.spec import Operation

_UNDOCUMENTED = (203, 206, 202, 207, 208, 226)
_TEXT = "text/html; charset=utf-8"
_PAGE = b"<!doctype html><title>An error</title>"
_BODILESS = {"204", "205", "304"}


@operator("status-undocumented", kills="undocumented-status")
def answer_another_status(subject: Subject) -> Iterator[Site]:
    """Answer a success with a status that is not documented."""
    for operation in subject.operations:
        status = next((each for each in _UNDOCUMENTED if operation.response_for(each) is None), None)
        if status is not None and operation.successes:
            yield Site((operation.id,), change_success(partial(_with_status, status)))


def _with_status(status: int, call: Call, reply: Reply) -> Reply:
    return replace(reply, status=status)


@operator("media-type-wrong", kills="content-type")
def name_another_media_type(subject: Subject) -> Iterator[Site]:
    """Name a media type that is not documented."""
    for operation in subject.operations:
        if any(response.content for response in operation.successes):
            yield Site((operation.id,), change_success(_as_html))


def _as_html(call: Call, reply: Reply) -> Reply | None:
    return reply.with_header("content-type", _TEXT) if reply.body else None


@operator("header-missing", kills="response-header", shown_in="successes")
def leave_out_header(subject: Subject) -> Iterator[Site]:
    """Leave out a header that is required."""
    for operation in subject.operations:
        for response in operation.responses.values():
            for header in response.headers:
                if header.required:
                    act = change_reply(partial(_without, operation, response.status, header.name))
                    yield Site((operation.id,), act, f"{response.status}/{header.name}")


def _without(operation: Operation, status: str, name: str, call: Call, reply: Reply) -> Reply | None:
    found = operation.response_for(reply.status)
    is_there = found is not None and found.status == status and reply.header(name) is not None
    return reply.with_header(name, None) if is_there else None


@operator("body-truncated", kills="response-body")
def cut_body(subject: Subject) -> Iterator[Site]:
    """Send the first half of a JSON body, as if it were the whole."""
    for operation in _with_json(subject):
        yield Site((operation.id,), change_success(_cut))


def _cut(call: Call, reply: Reply) -> Reply | None:
    is_whole = "json" in (reply.header("content-type") or "") and len(reply.body) > 1
    return reply.with_body(reply.body[: (len(reply.body) + 1) // 2]) if is_whole else None


@operator("html-called-json", kills="content-type-true")
def call_html_json(subject: Subject) -> Iterator[Site]:
    """Send a page in HTML, and call it JSON, where no body is documented."""
    for operation in subject.operations:
        bare = {each.status for each in operation.responses.values() if not each.content} - _BODILESS
        if bare:
            yield Site((operation.id,), change_reply(partial(_call_json, bare)))


def _call_json(statuses: set[str], call: Call, reply: Reply) -> Reply | None:
    is_bare = str(reply.status) in statuses
    return reply.with_body(_PAGE).with_header("content-type", "application/json") if is_bare else None


@operator("redirected", kills="redirect")
def redirect(subject: Subject) -> Iterator[Site]:
    """Redirect to the path with a slash at its end."""
    for operation in subject.operations:
        if not any(status.startswith("3") for status in operation.responses):
            yield Site((operation.id,), change_success(_redirect))


def _redirect(call: Call, reply: Reply) -> Reply:
    return Reply(301, (("location", f"{call.path.rstrip('/')}/"), ("content-length", "0")), b"")


@operator("get-creates", kills="status-fits-method")
def answer_created(subject: Subject) -> Iterator[Site]:
    """Answer a GET or a DELETE with 201."""
    for operation in subject.operations:
        is_documented = operation.response_for(201) is not None
        if operation.method in {"GET", "DELETE"} and operation.successes and is_documented:
            yield Site((operation.id,), change_success(partial(_with_status, 201)))


@operator("challenge-missing", kills="challenge-on-401", shown_in="refusals")
def leave_out_challenge(subject: Subject) -> Iterator[Site]:
    """Answer 401 without WWW-Authenticate."""
    for operation in subject.operations:
        if operation.security:
            yield Site((operation.id,), change_reply(_drop_challenge))


def _drop_challenge(call: Call, reply: Reply) -> Reply | None:
    is_challenged = reply.status == 401 and reply.header("www-authenticate") is not None
    return reply.with_header("www-authenticate", None) if is_challenged else None


@operator("head-differs", kills="head-equals-get")
def answer_head_otherwise(subject: Subject) -> Iterator[Site]:
    """Answer HEAD with 400 where GET succeeds."""
    yield from _on_gets(subject, change_reply(_refuse_head))


def _refuse_head(call: Call, reply: Reply) -> Reply | None:
    is_head = call.method == "HEAD" and reply.is_success
    return Reply(400, (("content-length", "0"),), b"") if is_head else None


@operator("head-of-another-type", kills="head-equals-get")
def name_another_type_in_head(subject: Subject) -> Iterator[Site]:
    """Name another media type in the answer to HEAD."""
    yield from _on_gets(subject, change_reply(_head_as_html))


def _head_as_html(call: Call, reply: Reply) -> Reply | None:
    return reply.with_header("content-type", _TEXT) if call.method == "HEAD" and reply.is_success else None


def _on_gets(subject: Subject, act: Act) -> Iterator[Site]:
    yield from (Site((each.id,), act) for each in subject.operations if each.method == "GET" and each.successes)


def _with_json(subject: Subject) -> Iterator[Operation]:
    for operation in subject.operations:
        if any(media_type.is_json for response in operation.successes for media_type in response.content.values()):
            yield operation


@operator("allow-missing", kills="allow-tells-truth")
def leave_out_allow(subject: Subject) -> Iterator[Site]:
    """Answer 405 without Allow."""
    yield from _outside(subject, change_reply(_drop_allow))


def _drop_allow(call: Call, reply: Reply) -> Reply | None:
    return reply.with_header("allow", None) if reply.status == 405 else None


@operator("allow-lies", kills="allow-tells-truth")
def allow_nothing(subject: Subject) -> Iterator[Site]:
    """Name TRACE in Allow, and nothing that is documented."""
    yield from _outside(subject, change_reply(_lie))


def _lie(call: Call, reply: Reply) -> Reply | None:
    return reply.with_header("allow", "TRACE") if reply.header("allow") else None


def _outside(subject: Subject, act: Act) -> Iterator[Site]:
    """Yield one place for the whole API: it is the router that answers."""
    first, *others = (each.id for each in subject.operations)
    yield Site((first,), act, shown_by=tuple(others), outside=True)
