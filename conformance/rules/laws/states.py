"""Laws of the states of an item: the document says in which of them an operation is refused, and to which it leads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from conformance.network.exchange import Exchange
from conformance.openapi import json_pointer
from conformance.resources import Kind, Resource, Role
from conformance.resources.states import States, read_states
from conformance.rules.bench import NOT_GIVEN, Bench, Item
from conformance.rules.claims import reader_of
from conformance.rules.items import follow, is_success, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation, law
from conformance.rules.properties import shown_properties
from conformance.rules.varying import change_one

_WRITES = (Kind.MERGE, Kind.CHANGE, Kind.REPLACE)
_DEEP, _WIDE = 3, 6  # actions after a creation (confirmed, shipped, delivered), and actions of an item
_SOURCE = "OpenAPI 3.1, Operation Object, description"

Way = tuple[str, ...]  # the actions that lead to a state


@law("state-refuses", at=[Kind.ACTION, Kind.DELETE, *_WRITES], sources=[_SOURCE, "RFC 9110, section 15.5.10"])
def state_refuses(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """An operation is refused in the states in which its description says so."""
    states, judged = _read(bench, resource, role), 0
    for state, item in _reach(bench, resource, states) if states.refused else ():
        if state not in states.refused or not _is_steadily(bench, item, states, state):
            continue
        judged += 1
        answer = bench.call(role.operation_id, item.path, _body(bench, role, item))
        if is_success(answer):
            title, expected = f"accepted for an item whose {states.name} is {state}", "409, as the description says"
            yield Violation(title, answer, expected, str(status_of(answer)), "", _description(bench, role))
            return
    if not judged:
        raise NotObservableError("no item of the run comes into a state in which the description refuses it")


@law("state-follows", at=[Kind.ACTION], sources=[_SOURCE])
def state_follows(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """An action does not leave an item in another state than the one that its description names."""
    states = _read(bench, resource, role)
    for state, item in _reach(bench, resource, states) if states.outcome else ():
        answer = bench.call(role.operation_id, item.path) if state not in {states.outcome, *states.refused} else None
        if answer is None or not is_success(answer) or status_of(answer) == 202:
            continue
        for _ in bench.settle():
            after = bench.read(item)
            if _state_of(after, resource, states) != state:
                return  # it may have gone on from there
        title, expected = f"an action leaves /{states.name} as it was", f"{states.outcome}, as the description says"
        yield Violation(title, after, expected, state, states.name, _description(bench, role))
        return
    raise NotObservableError("no item of the run comes into a state that an action surely changes")


def _read(bench: Bench, resource: Resource, role: Role) -> States:
    places = {name: [place] for name, place in shown_properties(bench.spec, reader_of(resource)).items()}
    found = read_states(bench.spec, bench.spec.operations[role.operation_id], resource.name, places)
    if found is None:
        raise NotObservableError("the description says nothing of the states of an item")
    return found


def _description(bench: Bench, role: Role) -> str:
    operation = bench.spec.operations[role.operation_id]
    return json_pointer.join(operation.pointer, "description" if "description" in operation.definition else "summary")


def _reach(bench: Bench, resource: Resource, states: States) -> Iterator[tuple[str, Item]]:
    """Yield each state that items of the run come into by actions, with a new item in that state, the nearest first."""
    seen: set[str] = set()
    ways: list[Way] = [()]
    for _ in range(_DEEP + 1):
        added = []
        for way in ways:
            item = _bring(bench, resource, way)
            state = _state_of(bench.read(item), resource, states) if item else None
            if item is not None and state is not None and state not in seen:
                seen.add(state)
                added += [(*way, action) for action in _list_actions(bench, resource, state)]
                yield state, item
        ways = added


def _list_actions(bench: Bench, resource: Resource, state: str) -> list[str]:
    """Return the actions that no description refuses in a state."""
    found = [each for each in resource.roles_of(Kind.ACTION) if _is_post(bench, each)][:_WIDE]
    return [each.operation_id for each in found if state not in _list_refused(bench, resource, each)]


def _is_post(bench: Bench, role: Role) -> bool:
    return bench.spec.operations[role.operation_id].method == "POST"


def _list_refused(bench: Bench, resource: Resource, role: Role) -> frozenset[str]:
    with suppress(NotObservableError):
        return _read(bench, resource, role).refused
    return frozenset()


def _bring(bench: Bench, resource: Resource, way: Way) -> Item | None:
    """Return a new item after some actions, None where one of them is refused."""
    item = bench.make(resource)
    with suppress(NotObservableError):
        return item if all(is_success(bench.call(action, item.path)) for action in way) else None
    return None


def _state_of(read: Exchange, resource: Resource, states: States) -> str | None:
    value = follow(shown_item(reader_of(resource), read), f"/{states.name}")
    return value if value in states.values else None


def _is_steadily(bench: Bench, item: Item, states: States, state: str) -> bool:
    """Return whether two reads show an item in a state: what goes on by itself may be elsewhere when it is judged."""
    return all(_state_of(bench.read(item), item.resource, states) == state for _ in range(2))


def _body(bench: Bench, role: Role, item: Item) -> Any:
    """Return the body of a write that changes no state, NOT_GIVEN for what is no write."""
    if role.kind.known not in _WRITES:
        return NOT_GIVEN
    reader = reader_of(item.resource)
    return change_one(bench, role, reader, item, shown_item(reader, bench.read(item))).body
