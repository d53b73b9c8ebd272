"""Items that a mock remembers, as faults change them: by the part that an operation plays for their resource.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.mock.behaviour import Refusal
from conformance.mock.faults.acts import change_reply
from conformance.mock.faults.fault import Act, Served
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.state import Item, Key, State, Table
from conformance.mock.stateful.views import find_at, place, property_schemas
from conformance.openapi.schemas import in_place
from conformance.resources import Kind

NOTES = "notes of faults: "  # tables of their own, which no operation shows
Rewrite = Callable[[Item | None, Item, Mapping[str, Any]], Item | None]  # of the item before, after, and what was sent


def table_of(part: Part, state: State) -> Table:
    """Return the items of the part's resource."""
    return state.table(part.resource.name)


def key_of(part: Part, call: Call, state: State) -> Key | None:
    """Return the key of the item that a call names, or has just created, or None."""
    table = table_of(part, state)
    if part.role.kind.known is Kind.CREATE:
        return table.last
    try:
        key = part.address.find(state, call.values)
    except (Refusal, KeyError):
        return None
    return key if table.get(key) is not None else None


def sent_item(part: Part, call: Call) -> Mapping[str, Any]:
    """Return the item in the body of a call, or an empty one."""
    sent = find_at(call.json, part.role.sent.known or "")
    return sent if isinstance(sent, dict) else {}


def rewrite(part: Part, change: Rewrite) -> Act:
    """Return an act that stores another item than a success has stored; None leaves it as it is."""

    async def act(call: Call, served: Served) -> Reply:
        before = _item(part, call, served.state) if part.role.kind.known is not Kind.CREATE else None
        reply = await served.answer(call)
        key = key_of(part, call, served.state) if reply.is_success else None
        if key is not None:
            after = table_of(part, served.state)[key]
            new = change(before, after, sent_item(part, call)) if isinstance(after, dict) else None
            if new is not None and new != after:
                table_of(part, served.state).put(key, new)
                served.fire()
        return reply

    return act


def _item(part: Part, call: Call, state: State) -> Item | None:
    key = key_of(part, call, state)
    return table_of(part, state).get(key) if key is not None else None


def neighbour(part: Part, state: State, key: Key) -> Key | None:
    """Return the key of the item after another below the same parent, else of the one before it."""
    keys = table_of(part, state).keys(key[: len(key) - len(part.store.parts)])
    if key not in keys:
        return keys[-1] if keys else None
    at = keys.index(key)
    return next(iter([*keys[at + 1 : at + 2], *keys[max(0, at - 1) : at]]), None)


def own_names(part: Part) -> frozenset[str]:
    """Return the properties that name an item."""
    return frozenset(each.pointer[1:].partition("/")[0] for each in part.store.parts)


def settable_names(subject: Subject, part: Part) -> frozenset[str]:
    """Return the properties that a request sets and a response shows, without those that name the item."""
    only_server = {pointer[1:] for pointer in part.resource.server_set}
    hidden = frozenset(n for n in subject.sent_names(part) if _is_hidden(subject, part, n))
    return (subject.sent_names(part) & subject.shown_names(part)) - own_names(part) - only_server - hidden


def _is_hidden(subject: Subject, part: Part, name: str) -> bool:
    schemas = _schemas(subject, part, name)
    return any(schema.get("readOnly") or schema.get("writeOnly") for schema in schemas)


def _schemas(subject: Subject, part: Part, name: str) -> Iterator[dict[str, Any]]:
    for view in part.resource.views:
        for pointer in property_schemas(subject.spec, view).get(name, ()):
            yield from (schema for _, schema in in_place(subject.spec, pointer))


def is_scalar(subject: Subject, part: Part, name: str) -> bool:
    """Return whether no view of an item has an object or an array as a property."""
    schemas = _schemas(subject, part, name)
    return not any(schema.get("type") in ("object", "array") or "properties" in schema for schema in schemas)


def is_shown_so(subject: Subject, part: Part, name: str, value: Any) -> bool:
    """Return whether every view of an item that has a property allows it a value."""
    views = (property_schemas(subject.responses, view).get(name, ()) for view in part.resource.views)
    return all(subject.responses.validator(place).is_valid(value) for places in views for place in places)


def another_value(subject: Subject, part: Part, name: str, value: Any) -> Any:
    """Return another value of a property that its views allow, None if none is found."""
    listed = [each for schema in _schemas(subject, part, name) for each in schema.get("enum", ())]
    others = [*listed, *_others(value)]
    return next((each for each in others if each != value and is_shown_so(subject, part, name, each)), None)


def _others(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value - 1)
    elif isinstance(value, str):
        yield from (f"{value}x", value[:-1], f"{value[:-1]}a", f"{value[:-1]}1", f"{value[:-1]}2")
        yield from (value.replace(old, new, 1) for old, new in (("20", "19"), ("19", "20"), ("0", "1")))
    elif isinstance(value, list):
        yield from (value[1:], [])


def change_items(part: Part, change: Callable[[list[Any], Call], list[Any] | None]) -> Act:
    """Return an act that changes the items that a list shows; None leaves them as they are."""

    def change_items(call: Call, reply: Reply) -> Reply | None:
        items = items_of(part, reply)
        new = change(items, call) if items is not None else None
        return with_items(part, reply, new) if new is not None and new != items else None

    return change_reply(change_items)


def items_of(part: Part, reply: Reply) -> list[Any] | None:
    """Return the items that a success of a list shows."""
    shown = find_at(reply.json, part.role.shown.known or "") if reply.is_success else None
    return shown if isinstance(shown, list) else None


def with_items(part: Part, reply: Reply, items: list[Any]) -> Reply:
    """Return the reply with other items."""
    return reply.with_json(place(reply.json, part.role.shown.known or "", items))
