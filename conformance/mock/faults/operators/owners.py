"""Faults of what belongs to one user: each hides the items of a resource from the second user, but not everywhere.

A mock without a fault shows the same to both of its users.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial

from conformance.auth.credentials import place_of
from conformance.mock.faults.acts import restore_state
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.items import key_of, table_of
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.operators.credentials import authorise
from conformance.mock.faults.subject import Part, Subject
from conformance.openapi.spec import Operation, Spec
from conformance.resources import Kind

_EDITS = (Kind.REPLACE, Kind.MERGE, Kind.CHANGE)
_WRITES = (*_EDITS, Kind.DELETE)
_BESIDE = (Kind.READ, Kind.LIST, *_WRITES, Kind.ACTION, Kind.SEARCH)
Answer = Callable[[Part, Call, Served], Awaitable[Reply]]  # to the second user


@operator("owner-unchecked", kills="owner-only")
def forget_owner(subject: Subject) -> Iterator[Site]:
    """Let the second user reach by one operation what the others hide from them."""
    yield from _sites(subject, (Kind.READ, *_WRITES, Kind.ACTION), _show, _hide)


@operator("write-unchecked", kills="same-verdict-for-writes")
def forget_owner_in_write(subject: Subject) -> Iterator[Site]:
    """Let the second user write by one operation what the others refuse by 403."""
    for site in _sites(subject, _WRITES, _show, _forbid):
        edits = {part.operation.id for part in subject.parts_of(*_EDITS)}
        if edits & set(site.operations[1:]):
            yield site


@operator("refused-with-401", kills="recognised-is-not-401")
def refuse_as_unknown(subject: Subject) -> Iterator[Site]:
    """Answer the second user 401 where they lack the right."""
    yield from _sites(subject, (Kind.READ, *_WRITES), partial(_refuse_as_unknown, subject.spec), _hide)


@operator("existence-told", kills="existence-not-told")
def forbid_what_exists(subject: Subject) -> Iterator[Site]:
    """Answer the second user 403 for what exists, and 404 for the rest."""
    yield from _sites(subject, (Kind.READ,), _forbid, _hide)


def _sites(subject: Subject, kinds: tuple[Kind, ...], own: Answer, others: Answer) -> Iterator[Site]:
    """Yield a place for each operation that answers the second user by `own`, and those beside it by `others`."""
    for part in subject.parts_of(*kinds):
        names = dict.fromkeys((part.operation.id, *subject.beside(part, *_BESIDE)))
        if part.operation.security and part.address.has_item and subject.beside(part, Kind.LIST):
            act = _act(subject.spec, part, own, others)
            yield Site(tuple(names), act, shown_by=subject.beside(part, Kind.CREATE))


def _act(spec: Spec, part: Part, own: Answer, others: Answer) -> Act:
    async def act(call: Call, served: Served) -> Reply:
        operation = call.operation
        if operation is None or not operation.security or _is_first(spec, operation, served, call):
            return await served.answer(call)
        return await (own if operation.id == part.operation.id else others)(part, call, served)

    return act


def _is_first(spec: Spec, operation: Operation, served: Served, call: Call) -> bool:
    """Return whether a request carries the credentials of the first user."""
    own = authorise(spec, operation, served.accepted, call)
    return _headers(own) == _headers(call) and sorted(own.pairs) == sorted(call.pairs)


def _headers(call: Call) -> list[tuple[str, str]]:
    return sorted((name.lower(), value) for name, value in call.headers)


async def _show(part: Part, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    if reply.is_success:
        served.fire()
    return reply


async def _hide(part: Part, call: Call, served: Served) -> Reply:
    with restore_state(served.state):
        table_of(part, served.state).load([])
        return await served.answer(call)


async def _forbid(part: Part, call: Call, served: Served) -> Reply:
    reply = await _hide(part, call, served)
    if reply.status != 404 or key_of(part, call, served.state) is None:
        return reply
    served.fire()
    return replace(reply, status=403)


async def _refuse_as_unknown(spec: Spec, part: Part, call: Call, served: Served) -> Reply:
    reply = await _hide(part, call, served)
    if reply.status == 401:
        return reply
    served.fire()
    bare = call
    for location, place in map(place_of, spec.security_schemes.values()):
        name = "cookie" if location == "cookie" else place
        bare = bare if location == "query" else bare.without_header(name) or bare
        bare = bare.with_pairs([pair for pair in bare.pairs if pair[0] != place]) if location == "query" else bare
    return await served.answer(bare)
