"""Faults of what replaces, changes and deletes an item.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from conformance.mock.faults.acts import change_after_refusal, change_state, change_success, forget
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.items import (
    NOTES,
    is_shown_so,
    key_of,
    neighbour,
    own_names,
    rewrite,
    sent_item,
    settable_names,
    table_of,
)
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.operators.creation import alter_sent
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.state import Item, State
from conformance.resources import Kind

_WRITES = (Kind.REPLACE, Kind.MERGE, Kind.CHANGE)


@operator("put-ignored", kills="put-sets-what-was-sent")
def ignore_put(subject: Subject) -> Iterator[Site]:
    """Accept a PUT, and change nothing."""
    for part in _parts(subject, "PUT"):
        yield _site(subject, part, forget())


@operator("put-alters", kills="put-sets-what-was-sent")
def alter_put(subject: Subject) -> Iterator[Site]:
    """Store another value of a property than a PUT has sent."""
    for part in _parts(subject, "PUT"):
        for name in sorted(settable_names(subject, part)):
            yield _site(subject, part, rewrite(part, partial(alter_sent, subject, part, name)), f"/{name}")


@operator("put-merges", kills="put-replaces")
def merge_put(subject: Subject) -> Iterator[Site]:
    """Keep what a PUT leaves out."""
    for part in _parts(subject, "PUT"):
        names = settable_names(subject, part) - subject.required_names(part)
        if names:
            yield _site(subject, part, rewrite(part, partial(_keep, names)))


def _keep(names: frozenset[str], before: Item | None, after: Item, sent: Mapping[str, Any]) -> Item | None:
    kept = {name: before[name] for name in names if name in before and name not in sent} if before else {}
    return {**after, **kept}


@operator("put-appends", kills="put-idempotent")
def append_put(subject: Subject) -> Iterator[Site]:
    """Append the list that a PUT sends to the one that is there."""
    for part in _parts(subject, "PUT"):
        for name in sorted(settable_names(subject, part)):
            if is_shown_so(subject, part, name, []):
                yield _site(subject, part, rewrite(part, partial(_append, name)), f"/{name}")


def _append(name: str, before: Item | None, after: Item, sent: Mapping[str, Any]) -> Item | None:
    old, new = (before or {}).get(name), after.get(name)
    return {**after, name: [*old, *new]} if isinstance(old, list) and isinstance(new, list) else None


@operator("put-counts", kills="put-idempotent")
def count_put(subject: Subject) -> Iterator[Site]:
    """Count a number up with each PUT that sends it."""
    for part in _parts(subject, "PUT"):
        for name in sorted(settable_names(subject, part)):
            if is_shown_so(subject, part, name, 1) and not is_shown_so(subject, part, name, "text"):
                yield _site(subject, part, rewrite(part, partial(_count, name)), f"/{name}")


def _count(name: str, before: Item | None, after: Item, sent: Mapping[str, Any]) -> Item | None:
    old = (before or {}).get(name)
    is_number = isinstance(old, int | float) and not isinstance(old, bool) and name in sent
    return {**after, name: float(old or 0) + 1} if is_number else None


@operator("put-says-created", kills="put-201-only-when-new")
def say_created(subject: Subject) -> Iterator[Site]:
    """Answer 201 to a PUT of what is there."""
    for part in _parts(subject, "PUT"):
        if part.operation.response_for(201) is not None:
            yield _site(subject, part, change_success(lambda call, reply: replace(reply, status=201)))


@operator("patch-ignored", kills="patch-sets-what-was-sent")
def ignore_patch(subject: Subject) -> Iterator[Site]:
    """Accept a PATCH, or a POST on an item, and change nothing."""
    for part in (*_parts(subject, "PATCH"), *_parts(subject, "POST")):
        yield _site(subject, part, forget())


@operator("patch-replaces", kills="merge-keeps-unsent")
def lose_unsent(subject: Subject) -> Iterator[Site]:
    """Lose what a PATCH leaves out."""
    for part in _parts(subject, "PATCH"):
        names = settable_names(subject, part) - subject.required_names(part)
        if names:
            yield _site(subject, part, rewrite(part, partial(_lose, names)))


def _lose(names: frozenset[str], before: Item | None, after: Item, sent: Mapping[str, Any]) -> Item | None:
    return {name: value for name, value in after.items() if name in sent or name not in names}


@operator("patch-keeps-null", kills="merge-null-removes")
def ignore_null(subject: Subject) -> Iterator[Site]:
    """Keep the value that a merge patch removes."""
    for part in subject.parts_of(Kind.MERGE):
        if settable_names(subject, part) - subject.required_names(part):
            yield _site(subject, part, rewrite(part, _keep_nulls))


def _keep_nulls(before: Item | None, after: Item, sent: Mapping[str, Any]) -> Item | None:
    kept = {name: before[name] for name, value in sent.items() if value is None and name in before} if before else {}
    return {**after, **kept}


@operator("write-hits-neighbour", kills="write-touches-one")
def write_neighbour(subject: Subject) -> Iterator[Site]:
    """Change the next item, too."""
    for part in subject.parts_of(*_WRITES):
        yield _site(subject, part, change_state(partial(_write_neighbour, subject, part)))


def _write_neighbour(subject: Subject, part: Part, call: Call, reply: Reply, state: State) -> bool:
    table, key = table_of(part, state), key_of(part, call, state)
    other = neighbour(part, state, key) if key else None
    item = table.get(other) if other else None
    names = settable_names(subject, part) & sent_item(part, call).keys()
    if key is None or other is None or not isinstance(item, dict):
        return False
    written = table[key]
    table.put(other, {**item, **{name: written[name] for name in names if name in written}})
    return bool(table[other] != item)


@operator("rejected-write-applied", kills="rejected-write-changes-nothing")
def apply_rejected(subject: Subject) -> Iterator[Site]:
    """Change the item as far as the request is valid, and refuse it."""
    for part in subject.parts_of(*_WRITES):
        yield _site(subject, part, change_after_refusal(partial(_apply, subject, part)))


def _apply(subject: Subject, part: Part, call: Call, reply: Reply, state: State) -> bool:
    key = key_of(part, call, state) if reply.status not in {401, 403} else None
    item = table_of(part, state).get(key) if key else None
    if key is None or not isinstance(item, dict):
        return False
    names = settable_names(subject, part) - own_names(part)
    sent = {n: v for n, v in sent_item(part, call).items() if n in names and is_shown_so(subject, part, n, v)}
    table_of(part, state).put(key, {**item, **sent})
    return bool({**item, **sent} != item)


@operator("delete-ignored", kills="delete-then-404")
def ignore_delete(subject: Subject) -> Iterator[Site]:
    """Answer that an item was deleted, and keep it."""
    for part in subject.parts_of(Kind.DELETE):
        yield _site(subject, part, forget())


@operator("delete-hits-neighbour", kills="write-touches-one")
def delete_neighbour(subject: Subject) -> Iterator[Site]:
    """Delete the next item, too."""
    for part in subject.parts_of(Kind.DELETE):
        yield _site(subject, part, partial(_delete_more, part, False))


@operator("delete-hits-all", kills="write-touches-one")
def delete_all(subject: Subject) -> Iterator[Site]:
    """Delete all items below the same parent."""
    for part in subject.parts_of(Kind.DELETE):
        yield _site(subject, part, partial(_delete_more, part, True))


async def _delete_more(part: Part, is_all: bool, call: Call, served: Served) -> Reply:
    key = key_of(part, call, served.state)
    other = neighbour(part, served.state, key) if key else None
    reply = await served.answer(call)
    if key and other and reply.is_success:
        parent = key[: len(key) - len(part.store.parts)]
        for each in table_of(part, served.state).keys(parent) if is_all else [other]:
            part.store.delete(served.state, each)
        served.fire()
    return reply


@operator("delete-keeps-listed", kills="delete-then-unlisted")
def list_deleted(subject: Subject) -> Iterator[Site]:
    """Keep what was deleted in lists."""
    for part in subject.parts_of(Kind.DELETE):
        lists = subject.beside(part, Kind.LIST)
        if lists:
            yield Site((part.operation.id, *lists), partial(_list_deleted, part))


async def _list_deleted(part: Part, call: Call, served: Served) -> Reply:
    """Note what a deletion removes, and answer lists with that."""
    notes = served.state.table(f"{NOTES}{part.resource.name}")
    if call.operation is part.operation:
        key = key_of(part, call, served.state)
        item = table_of(part, served.state).get(key) if key else None
        reply = await served.answer(call)
        if key and reply.is_success:
            notes.put(key, item)
        return reply
    before = served.state.dump()
    for key in notes:
        table_of(part, served.state).put(key, notes[key])
        served.fire()
    reply = await served.answer(call)
    served.state.load(before)
    return reply


def _parts(subject: Subject, method: str) -> Iterator[Part]:
    return (part for part in subject.parts_of(*_WRITES) if part.operation.method == method)


def _site(subject: Subject, part: Part, act: Act, pointer: str = "") -> Site:
    return Site((part.operation.id,), act, pointer, shown_by=subject.beside(part, Kind.READ, Kind.LIST, Kind.CREATE))
