"""Operations on one item: create, read, replace, change, delete, and what is done to an item without changing it.

Tested in `tests/mock/stateful/test_answers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from conformance.mock.behaviour import Answer, Refusal, Request
from conformance.mock.state import Item, Key
from conformance.mock.stateful.batches import show_results
from conformance.mock.stateful.items import Items
from conformance.mock.stateful.part import Part
from conformance.mock.stateful.views import find_at, place, property_schemas
from conformance.openapi import json_pointer
from conformance.resources import Kind, Shows
from conformance.resources.words import join_words, last_segment, singular

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
Operate = Callable[[Items, Part, Request], Answer]


def create(items: Items, part: Part, request: Request) -> Answer:
    """Store what was sent as a new item, or update the one that it names, where the document says so.

    It is a 409 if the client has named one that is there, where that is documented.
    """
    sent = part.read_sent(request)
    named = _find_sent(items, part, request, sent) if part.is_upsert else None
    if named is not None:
        changed = items.merge(part, items.store.table(request.state)[named], sent)
        items.store.table(request.state).put(named, changed)
        return _as_changed(part, _receipt(items, part, changed))
    key, item = _store(items, part, request, sent)
    is_receipt = part.role.shows.known is Shows.RECEIPT
    answer = _receipt(items, part, item) if is_receipt else part.shows(item)
    return _add_location(items, part, request, key, _show_bare_id(items, part, item, answer))


def _find_sent(items: Items, part: Part, request: Request, sent: Any) -> Key | None:
    """Return the key of the item that the body of a creation names, or None."""
    names = property_schemas(part.spec, part.sent_schema).keys() if part.sent_schema else set[str]()
    return items.store.find_sent(request.state, part.address.parent(request.state, request.path), sent, names)


def create_several(items: Items, part: Part, request: Request) -> Answer:
    """Store each element of an array that is posted, and show what was made where the answer shows items."""
    several = part.read_sent(request)
    if part.operation.method != "POST" or not isinstance(several, list) or not items.are_made_by(part):
        return act(items, part, request)
    made = [_store(items, part, request, find_at(each, part.held))[1] for each in several]
    if part.view:
        return part.shows_value([part.view.show(item) for item in made])
    success = part.answers.success
    answer = replace(success, body=show_results(items.store, made, success.body))
    return answer if part.answers.fits(answer) else success


def _store(items: Items, part: Part, request: Request, sent: Any) -> tuple[Key, Item]:
    """Return a new item with its key, which the table holds now."""
    parent = part.address.parent(request.state, request.path)
    values = part.address.rename_values(request.path)
    item = items.create(request.state, part, sent, values, parent)
    key = (*parent, *items.store.own_key(item))
    table = items.store.table(request.state)
    if table.get(key) is not None and part.answers.documents(409):
        raise Refusal(409, f"there is a {items.store.resource.name} {'/'.join(key)}", cause="conflict")
    table.put(key, item)
    return key, item


def read(items: Items, part: Part, request: Request) -> Answer:
    """Show an item."""
    return part.shows(_current(items, part, request)[1])


def replace_item(items: Items, part: Part, request: Request) -> Answer:
    """Replace what a client can set; where no 404 is documented, a PUT makes the item that it names."""
    if _is_new(part, request):
        return _create_named(items, part, request)
    return _as_changed(part, _change(items, part, request, items.replace))


def _is_new(part: Part, request: Request) -> bool:
    """Return whether the request names an item that is not there, and the operation documents no 404."""
    return not part.answers.documents(404) and not part.is_there(request)


def _create_named(items: Items, part: Part, request: Request) -> Answer:
    created = create(items, part, request)
    as_new = replace(created, status=201)
    return as_new if "201" in part.operation.responses and part.answers.fits(as_new) else created


def merge(items: Items, part: Part, request: Request) -> Answer:
    """Change what was sent; where no 404 is documented, a PUT makes the item that it names."""
    if part.operation.method == "PUT" and part.kind is Kind.CHANGE and _is_new(part, request):
        return _create_named(items, part, request)
    return _change(items, part, request, items.merge)


def delete(items: Items, part: Part, request: Request) -> Answer:
    """Delete an item with everything below it; where no 404 is documented, it may be gone already."""
    if _is_new(part, request):
        return part.answers.success
    key, item = _current(items, part, request)
    items.actions.expect_allowed(part, item)
    if items.store.resource.has_soft_delete:
        item = _mark_deleted(item)
        items.store.table(request.state).put(key, item)
    else:
        items.store.delete(request.state, key)
    if items.store.resource.is_singleton:
        items.store.table(request.state).put(key, None)  # what is not there from the start is not made again
    return _receipt(items, part, item)


def act(items: Items, part: Part, request: Request) -> Answer:
    """Answer what is done to an item, or asked of it. It changes a state that is named after the path's verb only."""
    if part.address.has_item and items.store.parts:
        key, item = _current(items, part, request)
        items.actions.expect_allowed(part, item)
        if part.kind is Kind.ACTION and (outcome := items.actions.find_outcome(part)):
            item = {**item, **outcome}
            items.store.table(request.state).put(key, item)
        return part.shows(item)
    part.address.parent(request.state, request.path)
    return part.answers.success


def _as_changed(part: Part, answer: Answer) -> Answer:
    """Return the answer with a status that does not say that an item was made, where the document has one."""
    if answer.status != 201:
        return answer
    others = (replace(answer, status=200), Answer(204))
    return next(
        (each for each in others if str(each.status) in part.operation.responses and part.answers.fits(each)), answer
    )


def _change(items: Items, part: Part, request: Request, change: Callable[[Part, Item, Any], Item]) -> Answer:
    key, item = _current(items, part, request)
    items.actions.expect_allowed(part, item)
    changed = change(part, item, part.read_sent(request))
    items.store.table(request.state).put(key, changed)
    return part.shows(changed)


def _current(items: Items, part: Part, request: Request) -> tuple[Key, Item]:
    """Return the item that the request names, with its key; raises Refusal (404) without one."""
    table = items.store.table(request.state)
    if items.store.is_open:
        key = part.address.find(request.state, request.path)
        if key not in table and not table.has_deleted(key):
            table.put(key, items.name_item(items.base, part.address.rename_values(request.path)))
    key = part.key(request)
    item = table.get(key)
    if item is None and key in table:
        raise Refusal(404, f"{items.store.resource.name} was deleted", cause="unknown item")
    return key, items.base if item is None else item


def _mark_deleted(item: Item) -> Item:
    """Return the item as one that is deleted, as far as a property says so."""
    return {**item, **{name: True for name, value in item.items() if value is False and "deleted" in name.lower()}}


def _receipt(items: Items, part: Part, item: Item) -> Answer:
    """Return the success with the item, or else with its key where the body has one."""
    if part.role.shows.known is Shows.ITEM:
        return part.shows(item)
    success = part.answers.success
    body, noun = success.body, singular(last_segment(items.store.resource.name))
    for key in items.store.parts:
        names = (json_pointer.last(key.pointer), key.parameter, f"{noun}_id")
        pointer = next((found for name in names if (found := _find_name(success.body, name))), None)
        body = place(body, pointer, find_at(item, key.pointer)) if pointer else body
    answer = replace(success, body=body)
    return answer if part.answers.fits(answer) else success


def _show_bare_id(items: Items, part: Part, item: Item, answer: Answer) -> Answer:
    """Return the answer to a creation with the new id where the body is a bare one, as MediatR's commands answer."""
    own = find_at(item, items.store.parts[0].pointer) if len(items.store.parts) == 1 else None
    if not _is_id(answer.body) or type(own) is not type(answer.body):
        return answer
    named = replace(answer, body=own)
    return named if part.answers.fits(named) else answer


def _is_id(value: Any) -> bool:
    """Return whether a value is surely an id: a number or a UUID. A text may be a message."""
    return type(value) is int or (isinstance(value, str) and bool(_UUID.fullmatch(value)))


def _find_name(body: Any, name: str) -> str | None:
    """Return the pointer of the property of this name that is nearest to the top of a body: `/result/orderId`."""
    level = [("", body)]
    while level:
        holders = [(pointer, value) for pointer, value in level if isinstance(value, Mapping)]
        for pointer, value in holders:
            for each in value:
                if join_words(each) == join_words(name):
                    return json_pointer.join(pointer, each)
        level = [(json_pointer.join(p, n), each) for p, value in holders for n, each in value.items()]
    return None


def _add_location(items: Items, part: Part, request: Request, key: Key, answer: Answer) -> Answer:
    """Return the answer with the address of the new item (RFC 9110, section 15.3.2), as the document writes it."""
    reading = next((each for each in items.parts if each.kind is Kind.READ and each.address.has_item), None)
    if answer.status != 201 or reading is None:
        return answer
    path = reading.operation.path
    values = reading.address.values_of(items.store.address_of(request.state, key))
    for name, value in {**_texts(request.path), **values}.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    base = request.url.partition("?")[0].rsplit("/", part.operation.path.count("/"))[0]
    absolute = base + path
    for address in (absolute, urlsplit(absolute).path, path.removeprefix("/")):
        located = replace(answer, headers={**answer.headers, "Location": address})
        if part.answers.fits(located):
            return located
    return answer


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


OPERATIONS: Mapping[Kind, Operate] = {
    Kind.CREATE: create,
    Kind.READ: read,
    Kind.REPLACE: replace_item,
    Kind.MERGE: merge,
    Kind.CHANGE: merge,
    Kind.DELETE: delete,
    Kind.ACTION: act,
    Kind.PART: act,
    Kind.BULK: create_several,
}
