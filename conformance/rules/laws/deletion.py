"""Laws of what is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role
from conformance.resources.words import split_words
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import creator_of, lister_of, reader_of, sure
from conformance.rules.comparing import read_steadily
from conformance.rules.items import body_of, differences, is_success, key_from, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.walking import open_list

_GONE = frozenset({404, 410})
_SOFT = frozenset(
    "cancel dismiss archive deactivate disable revoke void close suspend trash withdraw unpublish retire".split()
)
_DELETED, _INCLUDES = frozenset("deleted archived trashed removed".split()), frozenset("include with show".split())
_RFC = "RFC 9110, sections 9.3.5 and 15.5.5"


@law("delete-then-404", at=[Kind.DELETE], sources=[_RFC])
def delete_then_404(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """What was deleted can't be read any more, nor can what was below it."""
    expect_hard(bench, resource, role)
    item = bench.make(resource)
    below = _make_below(bench, resource, item)
    before, steady = _delete(bench, role, item)
    for _ in bench.settle():
        after = bench.read(item)
        if not is_success(after):
            yield from _judge_below(bench, below)
            return
    changed = set(differences(before, body_of(after))) - steady
    if not changed:  # else it says of itself that it is deleted, as `status` or `deleted_at`
        yield Violation("what was deleted can still be read", after, "404 or 410", str(status_of(after)), "readable")


def _delete(bench: Bench, role: Role, item: Item) -> tuple[Any, frozenset[str]]:
    """Read and delete an item; return what it was, and what changes of it by itself."""
    before, steady = read_steadily(bench, item)
    deletion = bench.call(role.operation_id, item.path)
    if not is_success(deletion) or status_of(deletion) == 202 or shown_item(role, deletion) is not None:
        raise NotObservableError("the DELETE did not surely end an item of the run")
    return before, steady


def _make_below(bench: Bench, resource: Resource, item: Item) -> Item | None:
    """Create an item below another one, if a resource is surely there and can be created and read."""
    for each in bench.model.resources:
        if sure(each.parent) == resource.name and each.roles_of(Kind.CREATE):
            try:
                reader_of(each)
                child = bench.make(each, item.path)
            except NotObservableError:
                continue
            return child if is_success(bench.read(child)) else None
    return None


def _judge_below(bench: Bench, child: Item | None) -> Iterator[Violation]:
    if child is None:
        return
    for _ in bench.settle():
        after = bench.read(child)
        if not is_success(after):
            return
    got = str(status_of(after))
    yield Violation("what was below a deleted item can still be read", after, "404 or 410", got, "below")


def expect_hard(bench: Bench, resource: Resource, role: Role) -> None:
    """Raise NotObservableError if the document says that what is deleted may stay."""
    operation = bench.spec.operations[role.operation_id]
    text = f"{operation.id} {operation.definition.get('summary', '')} {operation.definition.get('description', '')}"
    is_soft = any(word.startswith(start) for word in split_words(text) for start in _SOFT)
    if resource.has_soft_delete or is_soft or sure(role.kind) is None:
        raise NotObservableError("the document says that what is deleted may stay")


@law("delete-then-unlisted", at=[Kind.DELETE], sources=[_RFC])
def delete_then_unlisted(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """What was deleted is not listed any more."""
    expect_hard(bench, resource, role)
    item = bench.make(resource)
    listed = open_list(bench, resource, lister_of(resource), item.path)
    key = key_from(item)
    before = next((each for known, each in listed.walk_wide().items if known == key), None)
    if before is None:
        raise NotObservableError("the list does not show a new item")
    if not is_success(bench.call(role.operation_id, item.path)) or is_success(bench.read(item)):
        raise NotObservableError("the DELETE did not surely end an item of the run")
    for _ in bench.settle():
        walk = listed.walk_wide()
        if key not in walk.keys:
            return
    page = next(each for each in walk.pages if key in each.keys)
    is_marked = any(differences(before, page.items[page.keys.index(key)]))
    severity = Severity.WARNING if is_marked and not _asks_for_deleted(bench, listed.role) else None
    title = "what was deleted is still listed"
    yield Violation(title, page.exchange, "a list without it", "it is there", severity=severity)


def _asks_for_deleted(bench: Bench, role: Role) -> bool:
    """Return whether a list has an optional parameter for what is deleted, as `include_deleted`: no law sends it."""
    parameters = bench.spec.operations[role.operation_id].parameters
    words = [set(split_words(each.name)) for each in parameters if each.location == "query" and not each.required]
    return any(each & _DELETED and each & _INCLUDES for each in words)


@law("deleted-stays-deleted", at=[Kind.DELETE], sources=["RESTler, use after free (ICST 2020)"])
def deleted_stays_deleted(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A PATCH does not bring back what was deleted."""
    expect_hard(bench, resource, role)
    creator_of(bench.spec, resource)
    patches = resource.roles_of(Kind.MERGE, Kind.CHANGE)
    operations = bench.spec.operations
    patching = next((each for each in patches if operations[each.operation_id].method == "PATCH"), None)
    if patching is None:
        raise NotObservableError("no PATCH changes an item")
    item = bench.make(resource)
    deletion = bench.call(role.operation_id, item.path)
    if not is_success(deletion) or not _is_gone(bench, item):
        raise NotObservableError("the DELETE did not surely end an item of the run")
    bench.call(patching.operation_id, item.path)
    after: Exchange = bench.read(item)
    if is_success(after):
        yield Violation("a PATCH brings back what was deleted", after, "404 or 410", str(status_of(after)))


def _is_gone(bench: Bench, item: Item) -> bool:
    return any(status_of(bench.read(item)) in _GONE for _ in bench.settle())
