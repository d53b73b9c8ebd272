"""Faults that no single write shows: what is wrong needs another write before it.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from conformance.mock.faults.fault import Served, Site, operator
from conformance.mock.faults.items import NOTES, key_of, settable_names, table_of
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.state import Item, Key, State, Table
from conformance.resources import Kind

_CHANGES = (Kind.MERGE, Kind.CHANGE)


@operator("second-patch-undoes", kills="sequence-agrees")
def undo_first_patch(subject: Subject) -> Iterator[Site]:
    """Lose with a second PATCH what the first one has set."""
    for part in _patches(subject):
        yield Site((part.operation.id,), partial(_undo_first, part, settable_names(subject, part)))


async def _undo_first(part: Part, names: frozenset[str], call: Call, served: Served) -> Reply:
    key, notes = key_of(part, call, served.state), _notes(part, served.state)
    before = table_of(part, served.state).get(key) if key else None
    reply = await served.answer(call)
    if key and before is not None and reply.is_success:
        if notes.get(key) is None:
            notes.put(key, before)
        else:
            _put_back(part, names, key, notes[key], call, served)
    return reply


@operator("patch-undoes-put", kills="sequence-agrees")
def undo_put(subject: Subject) -> Iterator[Site]:
    """Apply a PATCH after a PUT to the item as it was before the PUT."""
    for part in _patches(subject):
        for put in subject.parts:
            if put.resource is part.resource and put.operation.method == "PUT":
                act = partial(_undo_put, part, put, settable_names(subject, part))
                yield Site((part.operation.id, put.operation.id), act)


async def _undo_put(part: Part, put: Part, names: frozenset[str], call: Call, served: Served) -> Reply:
    key, notes = key_of(part, call, served.state), _notes(part, served.state)
    before = table_of(part, served.state).get(key) if key else None
    reply = await served.answer(call)
    if key and before is not None and reply.is_success:
        if call.operation is put.operation:
            notes.put(key, before)
        elif notes.get(key) is not None:
            _put_back(part, names, key, notes[key], call, served)
    return reply


@operator("create-revives", kills="sequence-agrees")
def revive_deleted(subject: Subject) -> Iterator[Site]:
    """Bring back with a create what was deleted last."""
    for part in subject.parts_of(Kind.CREATE):
        for gone in subject.parts_of(Kind.DELETE):
            if gone.resource is part.resource:
                yield Site((part.operation.id, gone.operation.id), partial(_revive, gone))


async def _revive(gone: Part, call: Call, served: Served) -> Reply:
    notes, table = _notes(gone, served.state), table_of(gone, served.state)
    is_deletion = call.operation is gone.operation
    key = key_of(gone, call, served.state) if is_deletion else None
    before = table.get(key) if key else None
    reply = await served.answer(call)
    if key and before is not None and reply.is_success:
        notes.put(key, before)
    elif not is_deletion and reply.is_success:
        for each in [each for each in notes if table.get(each) is None]:
            table.put(each, notes[each])
            served.fire()
    return reply


def _patches(subject: Subject) -> Iterator[Part]:
    return (part for part in subject.parts_of(*_CHANGES) if part.operation.method == "PATCH")


def _notes(part: Part, state: State) -> Table:
    return state.table(f"{NOTES}sequences of {part.resource.name}")


def _put_back(part: Part, names: frozenset[str], key: Key, old: Item, call: Call, served: Served) -> None:
    """Give the properties that a call does not send the values that they had in an old item."""
    table, sent = table_of(part, served.state), call.json
    after = table[key]
    back = {name: old[name] for name in names if name in old and isinstance(sent, dict) and name not in sent}
    if {**after, **back} != after:
        table.put(key, {**after, **back})
        served.fire()
