"""Faults of the states in which the description of an operation refuses it, and of those that it leads to.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.items import key_of, rewrite, table_of
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.state import Item
from conformance.mock.stateful.views import property_schemas
from conformance.resources import Kind
from conformance.resources.states import States, read_states

_REFUSABLE = (Kind.ACTION, Kind.DELETE, Kind.MERGE, Kind.CHANGE, Kind.REPLACE)


@operator("state-unchecked", kills="state-refuses")
def skip_state(subject: Subject) -> Iterator[Site]:
    """Do what the description refuses in the state of the item."""
    for part, states in _find_states(subject, *_REFUSABLE):
        allowed = sorted({*states.values} - states.refused)
        if states.refused:
            yield _site(subject, part, partial(_do_anyway, part, states.name, allowed[0]))


async def _do_anyway(part: Part, name: str, allowed: str, call: Call, served: Served) -> Reply:
    key, table = key_of(part, call, served.state), table_of(part, served.state)
    item = table.get(key) if key else None
    reply = await served.answer(call)
    if key is None or item is None or reply.status not in {409, 422}:
        return reply
    table.put(key, {**item, name: allowed})
    done = await served.answer(call)
    if not done.is_success:
        table.put(key, item)
        return reply
    served.fire()
    return done


@operator("state-stays", kills="state-follows")
def keep_state(subject: Subject) -> Iterator[Site]:
    """Answer as if an item had come into the state that the description names, and leave it in the one before."""
    for part, states in _find_states(subject, Kind.ACTION):
        if states.outcome is not None:
            yield _site(subject, part, rewrite(part, partial(_keep, states.name)))


def _keep(name: str, before: Item | None, after: Item, sent: object) -> Item:
    return {**after, name: before.get(name)} if before else after


def _find_states(subject: Subject, *kinds: Kind) -> Iterator[tuple[Part, States]]:
    """Yield the operations whose descriptions say something of the states of an item."""
    for part in subject.parts_of(*kinds):
        reader = next((each for each in subject.parts_of(Kind.READ) if each.resource is part.resource), None)
        response = reader.operation.response_for(200) if reader else None
        pointer = next((each.schema_pointer for each in response.content.values()), None) if response else None
        places = property_schemas(subject.responses, pointer) if pointer else {}
        states = read_states(subject.spec, part.operation, part.resource.name, places)
        if states is not None:
            yield part, states


def _site(subject: Subject, part: Part, act: Act) -> Site:
    return Site((part.operation.id,), act, shown_by=subject.beside(part, Kind.READ, Kind.CREATE, Kind.ACTION))
