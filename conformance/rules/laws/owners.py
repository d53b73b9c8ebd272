"""Laws of two users: who may read, change and delete what belongs to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import NOT_GIVEN, Bench, Item
from conformance.rules.claims import lister_of, reader_of, sure
from conformance.rules.comparing import agree, read_steadily
from conformance.rules.existing import find_items
from conformance.rules.items import body_of, differences, follow, is_success, key_from, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.references import own_parameter
from conformance.rules.varying import Change, change_one, unknown_path
from conformance.rules.walking import open_list

_EDITS = (Kind.REPLACE, Kind.MERGE, Kind.CHANGE)
_WRITES = (*_EDITS, Kind.DELETE)
_GONE = frozenset({404, 410})
_OTHER_REASONS = frozenset({400, 409, 412, 415, 422, 428})
_FOR_ALL = re.compile(r"\b(public(ly)?|shared?|every(one|body)|any(one|body)|(any|all|other) users?)\b", re.IGNORECASE)


@law(
    "owner-only",
    at=[Kind.READ, *_WRITES, Kind.ACTION, Kind.SEARCH, Kind.LIST],
    sources=["OWASP API1:2023", "RESTler, namespace rule (ICST 2020)"],
)
def owner_only(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A user can't read, find, change or delete an item that the list hides from them, nor list what is below it."""
    if role.kind.known in _JUDGES:
        yield from _JUDGES[role.kind.known](bench, resource, role)
        return
    second, reader = bench.second, reader_of(resource)
    is_read = role.kind.known is Kind.READ
    item = find_items(bench, resource, 1)[0] if is_read else bench.make(resource)
    before, steady = read_steadily(bench, item, role.operation_id if is_read else "")
    _expect_private(bench, role)
    _expect_closed(bench, item)
    _expect_hidden(bench, resource, item)
    if is_read:
        found = second.call(role.operation_id, item.path)
        if shown_item(role, found) is not None and not set(differences(before, body_of(found))) - steady:
            yield Violation("another user can read it", found, "403 or 404", f"{status_of(found)}, with the item")
        return
    change = _change(bench, role, reader, item, before)
    answer = _send(second, role, item, change)
    if status_of(answer) in _OTHER_REASONS:
        raise NotObservableError("the write of the second user was refused for another reason")
    for _ in bench.settle() if is_success(answer) else (None,):
        violation = _judge_write(reader, change, bench.read(item))
        if violation is not None:
            yield violation
            return


def _judge_write(reader: Role, change: Change | None, after: Exchange) -> Violation | None:
    """Return what a read of the owner shows of the write of another user, or None."""
    if change is None and status_of(after) in _GONE:
        return Violation("another user can delete it", after, "200", str(status_of(after)))
    if change is not None and agree(follow(shown_item(reader, after), f"/{change.name}"), change.value):
        return Violation("another user can change it", after, f"/{change.name} as before", repr(change.value))
    return None


def _judge_action(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Yield what the owner reads otherwise after an action of another user."""
    operation = bench.spec.operations[role.operation_id]
    if operation.method == "GET" or f"{{{own_parameter(resource)}}}" not in operation.path:
        raise NotObservableError("the action is not one on an item")
    second, item = bench.second, bench.make(resource)
    before, steady = read_steadily(bench, item)
    _expect_private(bench, role)
    _expect_closed(bench, item)
    _expect_hidden(bench, resource, item)
    answer = second.call(role.operation_id, item.path)
    if status_of(answer) in _OTHER_REASONS:
        raise NotObservableError("the action of the second user was refused for another reason")
    for _ in bench.settle() if is_success(answer) else (None,):
        after = bench.read(item)
        changed = sorted(set(differences(before, body_of(after))) - steady) if is_success(after) else []
        if changed:
            title, got = "another user can act on it", f"{changed[0]} is another one"
            yield Violation(title, after, "the item as before", got)
            return


def _judge_search(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Yield a search that shows another user an item which the list hides from them."""
    second = bench.second
    (item,) = find_items(bench, resource, 1)
    search, key = open_list(bench, resource, role, item.path), key_from(item)
    _expect_private(bench, role)
    _expect_closed(bench, item)
    _expect_hidden(bench, resource, item)
    if not search.shows(key):
        raise NotObservableError("the search does not show the item to its owner")
    pages = replace(search, bench=second).walk_wide().pages
    found = next((page for page in pages if key in page.keys), None)
    if found is not None:
        yield Violation("another user can find it", found.exchange, "a search without it", "the item")


def _judge_children(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Yield a list that shows another user what is below an item which they can neither list nor read."""
    second, parent = bench.second, bench.model.resource(sure(resource.parent) or "")
    if parent is None:
        raise NotObservableError("the list is not below an item of another resource")
    item = bench.make(parent)
    child = bench.make(resource, item.path)
    _expect_private(bench, role)
    _expect_closed(bench, item)
    _expect_hidden(bench, parent, item)
    listed = open_list(bench, resource, role, item.path)
    if not listed.shows(key_from(child)) or is_success(second.read(item)):
        raise NotObservableError("the owner does not see what is below, or the second user can read what is above")
    found = second.call(role.operation_id, item.path)
    if is_success(found) and key_from(child) in listed.read(found).keys:
        yield Violation("another user can list what is below it", found, "403 or 404", f"{status_of(found)}, with it")


_JUDGES = {Kind.ACTION: _judge_action, Kind.SEARCH: _judge_search, Kind.LIST: _judge_children}


@law("same-verdict-for-writes", at=_WRITES, sources=["WFC F206", "EvoMaster (ISSRE 2025)"], severity=Severity.WARNING)
def same_verdict_for_writes(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A user who is refused one change of an item by 403 is refused the others, too."""
    second, reader, item = bench.second, reader_of(resource), bench.make(resource)
    before, _ = read_steadily(bench, item)
    _expect_private(bench, role)
    others = [each for each in resource.roles_of(*_EDITS) if each.operation_id != role.operation_id]
    refused = next((each for each in others if _is_refused(bench, each, reader, item, before)), None)
    if refused is None:
        raise NotObservableError("no other change by the second user is answered 403")
    answer = _send(second, role, item, _change(bench, role, reader, item, before))
    if is_success(answer):
        title = f"another user can write it, though {refused.operation_id} refuses them"
        yield Violation(title, answer, "403", str(status_of(answer)), refused.operation_id)


def _is_refused(bench: Bench, role: Role, reader: Role, item: Item, shown: Any) -> bool:
    return status_of(_send(bench.second, role, item, _change(bench, role, reader, item, shown))) == 403


@law(
    "recognised-is-not-401",
    at=[Kind.READ, *_WRITES],
    sources=["RFC 9110, sections 15.5.2 and 15.5.4", "WFC F205"],
    severity=Severity.NOTE,
)
def recognised_is_not_401(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A credential that is accepted elsewhere is not answered 401 where it lacks rights."""
    second, lister = bench.second, lister_of(resource)
    operations = bench.spec.operations
    if operations[lister.operation_id].security != operations[role.operation_id].security:
        raise NotObservableError("the list accepts other credentials")
    item = find_items(bench, resource, 1)[0] if role.kind.known is Kind.READ else bench.make(resource)
    before, _ = read_steadily(bench, item)
    _expect_private(bench, role)
    if not is_success(second.call(lister.operation_id, item.path)):
        raise NotObservableError("the list is not shown to the second user")
    answer = _send(second, role, item, _change(bench, role, reader_of(resource), item, before))
    if status_of(answer) == 401:
        title = f"a credential that {lister.operation_id} accepts is answered 401"
        yield Violation(title, answer, "403 or 404", "401")


@law(
    "existence-not-told",
    at=[Kind.READ],
    sources=["RFC 9110, section 15.5.4", "WFC F204"],
    severity=Severity.NOTE,
)
def existence_not_told(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A user who may not read an item gets the status of an item that does not exist."""
    second = bench.second
    (item,) = find_items(bench, resource, 1)
    before = bench.read(item)
    refused = second.call(role.operation_id, item.path)
    if not is_success(before) or status_of(refused) not in {403, 404}:
        raise NotObservableError("the second user is not refused an item of the first one")
    unknown = second.call(role.operation_id, unknown_path(bench, role, item))
    if status_of(unknown) in {403, 404} and status_of(unknown) != status_of(refused):
        title = "another user can see which items exist"
        yield Violation(title, refused, f"{status_of(unknown)}, as for an unknown id", str(status_of(refused)))


def _expect_private(bench: Bench, role: Role) -> None:
    """Raise NotObservableError if the document lets everybody do it."""
    operation = bench.spec.operations[role.operation_id]
    if not operation.security or not all(operation.security):
        raise NotObservableError("it needs no credential")
    if _FOR_ALL.search(f"{operation.definition.get('summary', '')} {operation.definition.get('description', '')}"):
        raise NotObservableError("the document says that it is for others too")


def _expect_closed(bench: Bench, item: Item) -> None:
    """Raise NotObservableError if the server shows an item to everybody."""
    own = bench.read(item)
    if is_success(bench.send(own.operation.id, bench.without_credential(own))):
        raise NotObservableError("everybody can read it")


def _expect_hidden(bench: Bench, resource: Resource, item: Item) -> None:
    """Raise NotObservableError unless the list shows an item to its owner, and to the second user all but it."""
    key, lister = key_from(item), lister_of(resource)
    listed = open_list(bench, resource, lister, item.path)
    if not listed.shows(key):
        raise NotObservableError("the list does not show the item to its owner")
    walk = replace(listed, bench=bench.second).walk_wide()
    if not walk.is_whole:
        raise NotObservableError("the list of the second user is too long")
    if key in walk.keys:
        raise NotObservableError("both users see the same")


def _change(bench: Bench, role: Role, reader: Role, item: Item, shown: Any) -> Change | None:
    """Return a change of one property by an operation; None if it changes none."""
    if role.kind.known not in _EDITS:
        return None
    return change_one(bench, role, reader, item, follow(shown, reader.shown.known or ""))


def _send(bench: Bench, role: Role, item: Item, change: Change | None) -> Exchange:
    return bench.call(role.operation_id, item.path, NOT_GIVEN if change is None else change.body)
