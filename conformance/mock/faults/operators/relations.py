"""Faults between parents and children.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from conformance.mock.behaviour import Refusal
from conformance.mock.faults.acts import change_body, see_otherwise
from conformance.mock.faults.fault import Served, Site, operator
from conformance.mock.faults.items import table_of
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.state import State
from conformance.resources import Kind
from conformance.resources.words import singular


@operator("child-of-another", kills="child-only-below-parent")
def reach_child(subject: Subject) -> Iterator[Site]:
    """Reach a child below a parent that is not its own."""
    for part in subject.parts_of(Kind.READ, Kind.REPLACE, Kind.MERGE, Kind.CHANGE, Kind.DELETE):
        parent = part.store.parent
        if parent and not parent.resource.is_singleton and part.store.parts and part.address.has_item:
            shown_by = subject.beside(part, Kind.READ, Kind.CREATE, Kind.LIST)
            yield Site((part.operation.id,), partial(_reach, part), shown_by=shown_by)


async def _reach(part: Part, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    own = part.address.own(call.values)
    keys = table_of(part, served.state).keys() if reply.status == 404 else []
    key = next((key for key in keys if key[len(key) - len(own) :] == own), None)
    if key is None:
        return reply
    served.fire()
    return await served.answer(call.with_values(**part.address.values_of(key)))


@operator("child-list-whole", kills="child-list-is-parents")
def list_all_children(subject: Subject) -> Iterator[Site]:
    """List the children of all parents below each."""
    for part in subject.parts_of(Kind.LIST):
        if part.store.parent and not part.store.parent.resource.is_singleton and part.store.parts:
            shown_by = subject.beside(part, Kind.READ, Kind.CREATE)
            yield Site((part.operation.id,), see_otherwise(partial(_gather, part)), shown_by=shown_by)


def _gather(part: Part, call: Call, state: State) -> bool:
    try:
        parent = part.address.parent(state, call.values)
    except (Refusal, KeyError):
        return False
    table, size = table_of(part, state), len(part.store.parts)
    others = [key for key in table if key[:-size] != parent]
    for key in others:
        table.put((*parent, *key[-size:]), table[key])
    return bool(others)


@operator("count-wrong", kills="counts-agree")
def count_one_more(subject: Subject) -> Iterator[Site]:
    """Count one child more than there are."""
    for part in subject.parts_of(Kind.READ):
        for child in part.store.children:
            noun = child.resource.name.rpartition("/")[2]
            names = {f"{each}{suffix}" for each in (noun, singular(noun)) for suffix in ("_count", "Count")}
            for name in sorted(names & subject.shown_names(part)):
                lists = tuple(role.operation_id for role in child.resource.roles_of(Kind.LIST))
                act = change_body(f"{part.role.shown.known or ''}/{name}", _one_more)
                yield Site((part.operation.id,), act, f"/{name}", shown_by=lists)


def _one_more(value: Any) -> Any:
    return value + 1 if isinstance(value, int) else None


@operator("reference-dangles", kills="reference-resolves", shown_in="successes")
def name_nothing(subject: Subject) -> Iterator[Site]:
    """Show the id of another resource that names nothing."""
    ids = {part.operation.path.rpartition("{")[2].rstrip("/}"): part for part in subject.parts_of(Kind.READ)}
    for part in subject.parts_of(Kind.READ):
        for name in sorted(subject.shown_names(part)):
            if name in ids and ids[name].resource is not part.resource:
                pointer = f"{part.role.shown.known or ''}/{name}"
                shown_by = (*subject.beside(part, Kind.LIST, Kind.CREATE), ids[name].operation.id)
                yield Site((part.operation.id,), change_body(pointer, _unknown), f"/{name}", shown_by=shown_by)


def _unknown(value: Any) -> Any:
    return value + 7_351_000 if isinstance(value, int) else f"{value}0"
