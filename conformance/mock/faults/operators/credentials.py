"""Faults of authentication: who is let through without the right credential.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from conformance.auth.credentials import Credentials, apply, authorization, flow_of, place_of, sign_url
from conformance.mock.faults.acts import change_reply
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Subject
from conformance.openapi.error_envelopes import effective_status
from conformance.openapi.spec import Operation, Spec

Admits = Callable[[str | None, str], bool]  # the credential as it was sent, and the right one
_PREFIX = 8  # characters
_TRACE = """Traceback (most recent call last):
  File "/srv/app/views.py", line 42, in dispatch
    raise ValueError(request)
ValueError
"""


@operator("credential-ignored", kills="accepts-credential")
def admit_all(subject: Subject) -> Iterator[Site]:
    """Let everybody through at one operation."""
    yield from _each(subject, lambda sent, right: True)


@operator("credential-any", kills="accepts-credential")
def admit_any_credential(subject: Subject) -> Iterator[Site]:
    """Let everybody through who sends some credential."""
    yield from _each(subject, lambda sent, right: sent is not None)


@operator("credential-prefix", kills="accepts-credential")
def admit_prefix(subject: Subject) -> Iterator[Site]:
    """Let everybody through whose credential begins as the right one does."""
    for site in _each(subject, lambda sent, right: sent is not None and sent[:_PREFIX] == right[:_PREFIX]):
        schemes = map(
            subject.spec.security_schemes.__getitem__, subject.spec.operations[site.operations[0]].security[0]
        )
        if not any(flow_of(scheme, "hmac-query") for scheme in schemes):  # a signature does not begin with a key
            yield site


@operator("credential-ignored-by-method", kills="accepts-credential")
def admit_all_by_method(subject: Subject) -> Iterator[Site]:
    """Let everybody through at all operations of one method."""
    secured = [each for each in subject.operations if each.security]
    for method in dict.fromkeys(each.method for each in secured):
        names = tuple(each.id for each in secured if each.method == method)
        if len(names) > 1:
            yield Site(names, _admit(subject.spec, lambda sent, right: True), method)


@operator("alternative-refused", kills="refuses-credential")
def refuse_alternative(subject: Subject) -> Iterator[Site]:
    """Refuse one of the documented alternatives, but not the first."""
    for operation in subject.operations:
        for names in operation.security[1:]:
            yield Site((operation.id,), partial(_refuse_with, subject.spec, tuple(names)), "+".join(names))


@operator("credential-echoed", kills="secret-not-shown")
def echo_credential(subject: Subject) -> Iterator[Site]:
    """Show the credential of a header in a header of each answer."""
    for operation in subject.operations:
        schemes = (subject.spec.security_schemes[name] for name in next(iter(operation.security), ()))
        if any(place_of(scheme)[0] == "header" for scheme in schemes):
            yield Site((operation.id,), _echo)


@operator("trace-shown", kills="no-internals-in-errors", shown_in="refusals")
def show_trace(subject: Subject) -> Iterator[Site]:
    """Show a stack trace in refusals."""
    for operation in subject.operations:
        yield Site((operation.id,), change_reply(_add_trace))


def _each(subject: Subject, admits: Admits) -> Iterator[Site]:
    for operation in subject.operations:
        if operation.security:
            yield Site((operation.id,), _admit(subject.spec, admits))


def _admit(spec: Spec, admits: Admits) -> Act:
    async def act(call: Call, served: Served) -> Reply:
        reply = await served.answer(call)
        operation = call.operation
        if operation is None or effective_status(spec, operation, reply.status, reply.body) not in {401, 403}:
            return reply
        name = next(iter(operation.security[0]))
        location, place = place_of(spec.security_schemes[name])
        sent = _read_sent(call, location, place)
        if not admits(sent, _right(spec, name, served.accepted)):
            return reply
        served.fire()
        return await served.answer(authorise(spec, operation, served.accepted, call))

    return act


def _read_sent(call: Call, location: str, place: str) -> str | None:
    if location == "query":
        return next((value for name, value in call.pairs if name == place), None)
    return call.header("cookie" if location == "cookie" else place)


def _right(spec: Spec, name: str, accepted: Credentials) -> str:
    scheme = spec.security_schemes[name]
    return accepted[name] if scheme["type"] == "apiKey" else authorization(scheme, accepted[name])


def authorise(spec: Spec, operation: Operation, accepted: Credentials, call: Call) -> Call:
    """Return the call with the right credentials in place of those that it has."""
    parts = apply(operation, accepted, spec)
    for name, value in parts.headers.items():
        call = call.with_header(name, value)
    if parts.cookies:
        call = call.with_header("cookie", "; ".join(f"{name}={value}" for name, value in parts.cookies.items()))
    rest = [pair for pair in call.pairs if pair[0] not in parts.query]
    call = call.with_pairs([*rest, *parts.query.items()]) if parts.query else call
    for name in operation.security[0]:
        flow = flow_of(spec.security_schemes[name], "hmac-query")
        if flow is not None:
            url = sign_url(f"{call.path}?{call.query}", accepted[name], flow)
            call = replace(call, query=url.partition("?")[2])
    return call


async def _refuse_with(spec: Spec, names: tuple[str, ...], call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    places = [place_of(spec.security_schemes[name]) for name in names]
    if not reply.is_success or any(_read_sent(call, *place) is None for place in places):
        return reply
    served.fire()
    bare = call
    for _, place in places:
        bare = bare.without_header(place) or bare
        bare = bare.with_pairs([pair for pair in bare.pairs if pair[0] != place])
    return await served.answer(bare)


async def _echo(call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    carried = [value for name, value in call.headers if any(each in value for each in served.accepted.values())]
    if not carried:
        return reply
    served.fire()
    return reply.with_header("x-debug", carried[0])


def _add_trace(call: Call, reply: Reply) -> Reply | None:
    body = reply.json
    if reply.status < 400 or not isinstance(body, dict):
        return None
    name = next((name for name, value in body.items() if isinstance(value, str)), None)
    return reply.with_json({**body, name: _TRACE}) if name else None
