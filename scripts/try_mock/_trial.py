"""Trial of the mock on one document: each operation once, then the life of one item of each resource.

Tested in `tests/scripts/test_try_mock.py`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.apis import apis
from conformance.mock import create_app
from conformance.mock.handle import handle_of
from conformance.mock.stateful.stores import Address, Store, stores
from conformance.mock.stateful.views import find_at, text
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation
from conformance.resources import Kind, ResourceModel, Role, Shows
from conformance.resources.places import place_of
from scripts.try_mock._caller import Caller, Response

STEPS = ("create", "read", "list", "change", "delete")
_MOST_PAGES = 30


@dataclass
class Row:
    """Trial of one document; `tried` and `right` count resources by step."""

    name: str
    megabytes: float = 0
    operations: int = 0
    served: int = 0
    resources: int = 0
    remembered: int = 0
    lives: int = 0  # resources with a creation and a read or a list
    kept: int = 0  # those of them that the mock remembers
    start: float = 0  # seconds until the mock was ready
    tried: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))
    wrong: list[str] = field(default_factory=list)
    error: str = ""


def try_document(document: Path) -> Row:
    """Try the mock of a document, repaired where there is one obvious reading."""
    row = Row(document.stem, document.stat().st_size / 1e6)
    try:
        api = apis(Path(), [str(document.resolve())], lenient=True)[0]
        began = time.perf_counter()
        app = create_app(api, seed=1)
    except InputError as error:
        row.error = str(error).splitlines()[0]
        return row
    row.start = time.perf_counter() - began
    handle = handle_of(app)
    made = stores(handle.model)
    row.resources = len(handle.model.resources)
    remembered = [made[name] for name in made if name in handle.state.tables]
    row.remembered = len(remembered)
    _count_lives(row, handle.model, handle.state.tables)
    with Caller(app, api.spec) as caller:
        state = handle.state
        for store in remembered:
            _Life(row, caller, store, state.tables).try_all()
        state.reset(1)
        _try_operations(row, caller, made, handle.model.role_of)
    return row


def _try_operations(row: Row, caller: Caller, made: Mapping[str, Store], role_of: Any) -> None:
    for operation in caller.spec.operations.values():
        row.operations += 1
        known = role_of(operation.id)
        store = made.get(known[0].name) if known else None
        response = caller.call(operation, _existing(caller, store, operation) if store else {})
        if 0 < response.status < 500 or operation.response_for(response.status):
            row.served += 1
        else:
            row.wrong.append(f"{operation.id}: {response.status} {response.reason}")


def _existing(caller: Caller, store: Store, operation: Operation) -> dict[str, str]:
    """Return values of the path that name what is there: an item of the store, or one of the nearest above it."""
    for each in (store, *store.ancestors):
        key = next(iter(caller.state.tables.get(each.resource.name, ())), None)
        if key:
            return Address(each, operation.path).values_of(key)
    return {}


def _count_lives(row: Row, model: ResourceModel, tables: Mapping[str, Any]) -> None:
    """Count the resources whose items are created and seen, and name those that the mock forgets."""
    for resource in model.resources:
        seen = resource.roles_of(Kind.READ, Kind.LIST)
        if resource.views and seen and resource.roles_of(Kind.CREATE):
            row.lives += 1
            row.kept += resource.name in tables
            if resource.name not in tables:
                row.wrong.append(f"{resource.name}: not remembered, {resource.key.rests_on or 'no key'}")


class _Life:
    """The life of one item of a resource: from its creation to its end."""

    def __init__(self, row: Row, caller: Caller, store: Store, tables: Mapping[str, Any]) -> None:
        self._row = row
        self._caller = caller
        self._store = store
        self._table = tables[store.resource.name]
        self._scope: Mapping[str, str] = {}  # the path of the creation: examples of one tenant may differ by operation

    def try_all(self) -> None:
        create, read = self._role(Kind.CREATE), self._role(Kind.READ)
        if create is None:
            return
        response = self._create(create)
        self._scope = self._caller.last_path
        if not self._note("create", create, response, None if response.is_success else "refused"):
            return
        key = self._key(create, response)
        if read:
            seen = self._send(read, key)
            self._note("read", read, seen, _difference(create, response, read, seen, self._caller.last_body))
        self._try_list(key)
        self._try_change(key, read)
        self._try_delete(key, read)

    def _create(self, role: Role) -> Response:
        """Create an item; those that are there go if one of them has the id of the document's example."""
        operation, parents = self._operation(role), self._parents(role)
        names = [f"{role.sent.known or ''}{part.pointer}" for part in self._store.parts]
        response = self._caller.call(operation, parents, names=names)
        if response.status == 409:
            for key in list(self._table):
                self._table.delete(key)
            response = self._caller.call(operation, parents, names=names)
        return response

    def _try_list(self, key: tuple[str, ...]) -> None:
        role = self._role(Kind.LIST)
        if role is None or role.shown.known is None or role.shows.known is not Shows.ITEMS:
            return
        own = key[len(key) - len(self._store.parts) :]
        pages = list(self._pages(role, key, self._find_needed(role, key)))
        items = [item for page in pages for item in find_at(page.body, role.shown.known) or ()]
        # Where a list does not show the key of its items, their number has to do.
        is_there = own in map(self._store.own_key, items) or (
            not any(map(self._store.holds_key, items)) and len(items) == len(self._table.keys(key[: -len(own) or None]))
        )
        self._note("list", role, pages[-1], None if is_there else f"{'/'.join(own)} is not among {len(items)} items")

    def _find_needed(self, role: Role, key: tuple[str, ...]) -> dict[tuple[str, str], Any]:
        """Return the filters that the list requires, with the values of the item."""
        required = {each.name for each in self._operation(role).parameters if each.required}
        filters = [each for each in role.filters if each.operator == "eq" and each.parameter in required]
        values = {(each.parameter, "query"): find_at(self._table.get(key), each.pointer) for each in filters}
        paging = role.paging.known
        size = {(paging.size, "query"): 20} if paging and paging.size in required else {}  # the smallest may be 0
        return {**size, **{name: value for name, value in values.items() if value is not None}}

    def _pages(self, role: Role, key: tuple[str, ...], needed: dict[tuple[str, str], Any]) -> Iterator[Response]:
        response = self._send(role, key, needed)
        yield response
        paging, count = role.paging.known, 0
        for number in range(_MOST_PAGES):
            following = find_at(response.body, paging.following) if paging and paging.following else None
            if paging is None or not paging.position or not response.is_success:
                return
            shown = find_at(response.body, role.shown.known or "")
            count += len(shown or ())
            if paging.style == "cursor":
                position = following
            else:
                position = paging.first + number + 1 if paging.style == "page" else count
            if not position or not shown:
                return
            if isinstance(position, str) and "/" in position:
                response = self._caller.get(position)
            else:
                response = self._send(role, key, {**needed, (paging.position, "query"): position})
            yield response

    def _try_change(self, key: tuple[str, ...], read: Role | None) -> None:
        role = self._role(Kind.REPLACE, Kind.MERGE, Kind.CHANGE)
        if role is None:
            return
        response = self._send(role, key)
        sent = self._caller.last_body
        seen = self._send(read, key) if read and response.is_success else response
        wrong = _difference(role, response, read, seen, sent) if read and response.is_success else None
        self._note("change", role, response, wrong if response.is_success else "refused")

    def _try_delete(self, key: tuple[str, ...], read: Role | None) -> None:
        role = self._role(Kind.DELETE)
        if role is None:
            return
        response = self._send(role, key)
        after = self._send(read, key) if read and response.is_success else None
        is_gone = after is None or after.status in {404, 410} or key not in self._table
        self._note("delete", role, response, None if response.is_success and is_gone else "not gone")

    def _note(self, step: str, role: Role, response: Response, wrong: str | None) -> bool:
        self._row.tried[step] += 1
        self._row.right[step] += wrong is None
        if wrong is not None:
            self._row.wrong.append(f"{step} {role.operation_id}: {response.status} {response.reason} {wrong}")
        return wrong is None

    def _key(self, role: Role, response: Response) -> tuple[str, ...]:
        last: tuple[str, ...] = self._table.last
        if role.shows.known is not Shows.ITEM or role.shown.known is None:
            return last
        shown = find_at(response.body, role.shown.known)
        own = self._store.own_key(shown) if self._store.holds_key(shown) else last
        if last[len(last) - len(own) :] == own:
            return last
        above = next(iter(self._table), ())[: -len(own) or None]
        return next((key for key in self._table if key[len(key) - len(own) :] == own), (*above, *own))

    def _send(self, role: Role, key: tuple[str, ...], more: Mapping[tuple[str, str], Any] | None = None) -> Response:
        operation = self._operation(role)
        path = {**self._scope, **Address(self._store, operation.path).values_of(key)}
        is_item = place_of(operation.path) == place_of(self._store.resource.item or "")
        return self._caller.call(operation, {**path, **(self._rename(path, key) if is_item else {})}, more or {})

    def _rename(self, path: Mapping[str, str], key: tuple[str, ...]) -> dict[str, str]:
        """Return what an item has for a parameter that its own path names otherwise: `{id}` beside `{key}`."""
        item, template = self._table.get(key), self._store.resource.item or ""
        others = [name for name in path if f"{{{name}}}" not in template]
        return {name: text(item[name]) for name in others if isinstance(item, dict) and name in item}

    def _parents(self, role: Role) -> dict[str, str]:
        key = next(iter(self._table), None)
        operation = self._operation(role)
        return Address(self._store, operation.path).values_of(key) if key else {}

    def _operation(self, role: Role) -> Operation:
        return self._caller.spec.operations[role.operation_id]

    def _role(self, *kinds: Kind) -> Role | None:
        return next((role for kind in kinds for role in self._store.resource.roles_of(kind)), None)


def _difference(role: Role, answer: Response, read: Role, seen: Response, body: Any) -> str | None:
    """Return what of `body` is not shown as it was sent, or None."""
    if not seen.is_success:
        return f"then {seen.status} {seen.reason}"
    sent, shown = find_at(body, role.sent.known or ""), find_at(seen.body, read.shown.known or "")
    if not isinstance(sent, dict) or not isinstance(shown, dict):
        return None
    changed = [name for name, value in sent.items() if name in shown and _is_other(shown[name], value)]
    answered = find_at(answer.body, role.shown.known) if role.shown.known is not None else None
    if isinstance(answered, dict) and role.shows.known is Shows.ITEM:
        changed = [name for name in changed if name not in answered or _is_other(answered[name], shown[name])]
    return f"{', '.join(changed)}: sent and shown differ" if changed else None


def _is_other(one: Any, other: Any) -> bool:
    return not isinstance(one, dict | list) and not isinstance(other, dict | list) and one != other
