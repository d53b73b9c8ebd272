"""Faults of what creates an item.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from conformance.mock.faults.acts import change_after_refusal, change_state, change_success, forget
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.items import (
    NOTES,
    another_value,
    is_shown_so,
    key_of,
    own_names,
    rewrite,
    sent_item,
    settable_names,
    table_of,
)
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.state import Item, State
from conformance.mock.stateful.ids import next_id
from conformance.mock.stateful.views import find_at, place
from conformance.resources import Kind

_READS = (Kind.READ, Kind.LIST)


@operator("create-lost", kills="create-then-read")
def lose_item(subject: Subject) -> Iterator[Site]:
    """Answer that an item was created, and do not keep it."""
    for part in subject.parts_of(Kind.CREATE):
        yield _site(subject, part, forget())


@operator("create-drops", kills="create-then-read")
def drop_property(subject: Subject) -> Iterator[Site]:
    """Lose a property of a new item."""
    for part in subject.parts_of(Kind.CREATE):
        for name in sorted(settable_names(subject, part) - subject.required_names(part)):
            yield _site(subject, part, rewrite(part, partial(_without, name)), f"/{name}")


def _without(name: str, before: Item | None, after: Item, sent: Mapping[str, Any]) -> Item | None:
    return {key: value for key, value in after.items() if key != name} if name in sent else None


@operator("create-alters", kills="create-then-read")
def alter_property(subject: Subject) -> Iterator[Site]:
    """Store another value of a property than was sent."""
    for part in subject.parts_of(Kind.CREATE):
        for name in sorted(settable_names(subject, part)):
            yield _site(subject, part, rewrite(part, partial(alter_sent, subject, part, name)), f"/{name}")


def alter_sent(
    subject: Subject, part: Part, name: str, before: Item | None, after: Item, sent: Mapping[str, Any]
) -> Item | None:
    """Return the item with another value of a property that was sent."""
    other = another_value(subject, part, name, sent[name]) if name in sent else None
    return None if other is None else {**after, name: other}


@operator("create-echoes-otherwise", kills="create-echo-agrees")
def echo_otherwise(subject: Subject) -> Iterator[Site]:
    """Show another value in the answer to a creation than is stored."""
    for part in subject.parts_of(Kind.CREATE):
        for name in sorted(settable_names(subject, part)):
            yield _site(subject, part, change_success(partial(_echo, subject, part, name)), f"/{name}")


def _echo(subject: Subject, part: Part, name: str, call: Call, reply: Reply) -> Reply | None:
    pointer = f"{part.role.shown.known or ''}/{name}"
    return reply.with_value(pointer, lambda value: another_value(subject, part, name, value))


@operator("create-unlisted", kills="create-then-listed")
def hide_from_lists(subject: Subject) -> Iterator[Site]:
    """Leave what was created out of lists."""
    for part in subject.parts_of(Kind.CREATE):
        lists = subject.beside(part, Kind.LIST)
        if lists:
            yield Site((part.operation.id, *lists), partial(_hide, part))


async def _hide(part: Part, call: Call, served: Served) -> Reply:
    """Note what a creation makes, and answer lists without that."""
    notes = f"{NOTES}{part.resource.name}"
    if call.operation is part.operation:
        reply = await served.answer(call)
        key = key_of(part, call, served.state) if reply.is_success else None
        if key is not None:
            served.state.table(notes).put(key, True)
        return reply
    before = served.state.dump()
    hidden = [table_of(part, served.state).delete(key) for key in served.state.table(notes)]
    if any(each is not None for each in hidden):
        served.fire()
    reply = await served.answer(call)
    served.state.load(before)
    return reply


@operator("create-overwrites", kills="create-is-new")
def overwrite_previous(subject: Subject) -> Iterator[Site]:
    """Write what is created over the item that was created before it, too."""
    for part in subject.parts_of(Kind.CREATE):
        yield _site(subject, part, change_state(partial(_overwrite, part)))


def _overwrite(part: Part, call: Call, reply: Reply, state: State) -> bool:
    table = table_of(part, state)
    last = table.last
    keys = table.keys(last[: len(last) - len(part.store.parts)]) if last else []
    if last is None or len(keys) < 2:
        return False
    old, new = table[keys[-2]], table[last]
    own = own_names(part)
    table.put(keys[-2], {**old, **{name: value for name, value in new.items() if name not in own}})
    return bool(table[keys[-2]] != old)


@operator("location-wrong", kills="location-leads-to-it", shown_in="successes")
def name_another_location(subject: Subject) -> Iterator[Site]:
    """Name another item in Location than was created."""
    for part in subject.parts_of(Kind.CREATE):
        if _is_located(part):
            yield _site(subject, part, change_success(_elsewhere))


def _elsewhere(call: Call, reply: Reply) -> Reply | None:
    location = reply.header("location")
    return reply.with_header("location", f"{location}0") if location else None


@operator("location-without-base", kills="location-leads-to-it", shown_in="successes")
def leave_base_out(subject: Subject) -> Iterator[Site]:
    """Leave the base path out of Location."""
    for part in subject.parts_of(Kind.CREATE):
        if _is_located(part) and subject.spec.base_path:
            yield _site(subject, part, change_success(partial(_without_base, subject.spec.base_path)))


def _without_base(base: str, call: Call, reply: Reply) -> Reply | None:
    location = reply.header("location")
    return reply.with_header("location", location.replace(base, "", 1)) if location and base in location else None


def _is_located(part: Part) -> bool:
    return part.operation.response_for(201) is not None and part.resource.item is not None


@operator("rejected-create-stored", kills="rejected-create-leaves-nothing")
def store_rejected(subject: Subject) -> Iterator[Site]:
    """Store an item, and then refuse the request."""
    for part in subject.parts_of(Kind.CREATE):
        yield _site(subject, part, change_after_refusal(partial(_store, subject, part)))


def _store(subject: Subject, part: Part, call: Call, reply: Reply, state: State) -> bool:
    sent, table = sent_item(part, call), table_of(part, state)
    like = table.get(table.last) if table.last else None
    if not sent or not isinstance(like, dict) or table.last is None or reply.status in {401, 403, 404, 409}:
        return False
    names = settable_names(subject, part)
    item = {**like, **{n: v for n, v in sent.items() if n in names and is_shown_so(subject, part, n, v)}}
    for each in part.store.parts:
        item = place(item, each.pointer, next_id(find_at(like, each.pointer), state.random, bool))
    key = (*table.last[: len(table.last) - len(part.store.parts)], *part.store.own_key(item))
    table.put(key, item)
    return True


@operator("read-only-written", kills="readonly-not-writable")
def write_read_only(subject: Subject) -> Iterator[Site]:
    """Store a property of a request that only the server may set."""
    parts = list(subject.parts_of(Kind.CREATE, Kind.REPLACE, Kind.MERGE, Kind.CHANGE))
    for part in parts:
        others = [settable_names(subject, each) for each in parts if each.resource is part.resource]
        names = subject.shown_names(part) - own_names(part) - frozenset().union(*others)
        for name in sorted(names):
            yield _site(subject, part, rewrite(part, partial(_store_sent, subject, part, name)), f"/{name}")


def _store_sent(
    subject: Subject, part: Part, name: str, before: Item | None, after: Item, sent: Mapping[str, Any]
) -> Item | None:
    is_shown = name in sent and is_shown_so(subject, part, name, sent[name])
    return {**after, name: sent[name]} if is_shown else None


def _site(subject: Subject, part: Part, act: Act, pointer: str = "") -> Site:
    return Site((part.operation.id,), act, pointer, shown_by=subject.beside(part, *_READS))
