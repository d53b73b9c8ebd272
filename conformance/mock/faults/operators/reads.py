"""Faults of reads: of what is not there, of what is read twice, and of views that differ.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count

from conformance.mock.faults.acts import change_state
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.items import (
    NOTES,
    another_value,
    change_items,
    is_scalar,
    key_of,
    sent_item,
    settable_names,
    table_of,
)
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.state import Key, State
from conformance.mock.stateful.views import place
from conformance.resources import Kind, Shows


@operator("unknown-id-shown", kills="unknown-id-404")
def show_first(subject: Subject) -> Iterator[Site]:
    """Show the first item where an id is not known."""
    for part in _item_reads(subject):
        yield _site(subject, part, partial(_show_another, part, lambda part, call, keys: keys[0]))


@operator("id-prefix-matches", kills="unknown-id-404")
def match_prefix(subject: Subject) -> Iterator[Site]:
    """Show the item whose id begins what was asked for."""
    for part in _item_reads(subject):
        yield _site(subject, part, partial(_show_another, part, _begins))


def _begins(part: Part, call: Call, keys: list[Key]) -> Key | None:
    wanted = "/".join(part.address.own(call.values))
    size = len(part.store.parts)
    return next((key for key in keys if key[-size:] and wanted.startswith("/".join(key[-size:]))), None)


async def _show_another(part: Part, choose: object, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    keys = table_of(part, served.state).keys()
    if reply.status != 404 or not keys or not callable(choose):
        return reply
    key = choose(part, call, keys)
    if key is None:
        return reply
    served.fire()
    return await served.answer(call.with_values(**part.address.values_of(key)))


@operator("write-only-shown", kills="writeonly-not-readable")
def show_write_only(subject: Subject) -> Iterator[Site]:
    """Show what was sent as writeOnly."""
    for part in subject.parts_of(Kind.READ):
        for other in subject.parts_of(Kind.CREATE):
            for name in sorted(subject.write_only_names(other)) if other.resource is part.resource else ():
                act = partial(_show_kept, part, other, name)
                yield Site((part.operation.id, other.operation.id), act, f"/{name}")


async def _show_kept(reader: Part, creator: Part, name: str, call: Call, served: Served) -> Reply:
    """Note what a creation sends, and show it in reads."""
    notes = served.state.table(f"{NOTES}{reader.resource.name} {name}")
    part = creator if call.operation is creator.operation else reader
    reply = await served.answer(call)
    key = key_of(part, call, served.state) if reply.is_success else None
    sent = sent_item(part, call)
    if key is not None and part is creator and name in sent:
        notes.put(key, sent[name])
    if key is None or part is creator or notes.get(key) is None:
        return reply
    served.fire()
    return reply.with_json(place(reply.json, f"{part.role.shown.known or ''}/{name}", notes[key]))


@operator("read-writes", kills="safe-changes-nothing")
def write_on_read(subject: Subject) -> Iterator[Site]:
    """Change an item by reading it."""
    for part in _item_reads(subject):
        writers = list(subject.parts_of(Kind.CREATE, Kind.REPLACE, Kind.MERGE, Kind.CHANGE))
        names = {n for each in writers if each.resource is part.resource for n in settable_names(subject, each)}
        if names:
            yield _site(subject, part, change_state(partial(_write, subject, part, sorted(names))))


def _write(subject: Subject, part: Part, names: list[str], call: Call, reply: Reply, state: State) -> bool:
    key = key_of(part, call, state)
    item = table_of(part, state).get(key) if key else None
    if key is None or not isinstance(item, dict):
        return False
    for name in names:
        other = another_value(subject, part, name, item[name]) if name in item else None
        if other is not None:
            table_of(part, state).put(key, {**item, name: other})
            return True
    return False


@operator("read-alternates", kills="read-repeatable")
def alternate(subject: Subject) -> Iterator[Site]:
    """Show another item at every second read."""
    for part in _item_reads(subject):
        yield _site(subject, part, partial(_alternate, part, count()))


async def _alternate(part: Part, turn: Iterator[int], call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    own = key_of(part, call, served.state)
    keys = [key for key in table_of(part, served.state) if key != own]
    if not reply.is_success or not keys or next(turn) % 2 == 0:
        return reply
    served.fire()
    return await served.answer(call.with_values(**part.address.values_of(keys[-1])))


@operator("views-differ", kills="list-entry-agrees", shown_in="successes")
def differ_in_list(subject: Subject) -> Iterator[Site]:
    """Show another value of a property in a list than in the item."""
    for part in subject.parts_of(Kind.LIST):
        for name in sorted(subject.shown_names(part)) if subject.beside(part, Kind.READ) else ():
            is_key = name in {each.pointer[1:] for each in part.store.parts}
            if not is_key and is_scalar(subject, part, name):
                act = change_items(part, partial(_differ, subject, part, name))
                yield Site((part.operation.id,), act, f"/{name}", shown_by=subject.beside(part, Kind.READ))


def _differ(subject: Subject, part: Part, name: str, items: list[object], call: Call) -> list[object]:
    return [_vary(subject, part, name, item) for item in items]


def _vary(subject: Subject, part: Part, name: str, item: object) -> object:
    other = another_value(subject, part, name, item[name]) if isinstance(item, dict) and name in item else None
    return item if other is None or not isinstance(item, dict) else {**item, name: other}


def _item_reads(subject: Subject) -> Iterator[Part]:
    for part in subject.parts_of(Kind.READ):
        if part.address.has_item and part.role.shows.known is Shows.ITEM and part.store.parts:
            yield part


def _site(subject: Subject, part: Part, act: Act) -> Site:
    return Site((part.operation.id,), act, shown_by=subject.beside(part, Kind.LIST))
