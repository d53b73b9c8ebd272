"""Laws of items below others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from conformance.resources import Kind, Resource, Role
from conformance.resources.words import join_words, nouns_of, split_words
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import lister_of, reader_of, sure
from conformance.rules.comparing import agree
from conformance.rules.existing import find_items, listed_items
from conformance.rules.items import body_of, differences, follow, is_success, key_from, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import shown_properties, views_of
from conformance.rules.references import names_of_id, own_parameter
from conformance.rules.varying import change_one
from conformance.rules.walking import open_list

_PARENTS = 4
_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_RESTLER = "Atlidakis et al., Checking Security Properties of Cloud Service REST APIs (ICST 2020), resource hierarchy"


@law(
    "child-only-below-parent",
    at=[Kind.READ, Kind.REPLACE, Kind.CHANGE, Kind.MERGE, Kind.DELETE],
    sources=["OWASP API1:2023", _RESTLER],
)
def child_only_below_parent(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A child can only be read, changed and deleted below its own parent."""
    reader = reader_of(resource)
    is_read = role.kind.known is Kind.READ
    parent, (own, other) = _parents(bench, resource, is_read=is_read)
    (child,) = find_items(bench, resource, 1, own.path) if is_read else [bench.make(resource, own.path)]
    before = bench.read(child)
    if not is_success(before) or _is_listed(bench, resource, child, other):
        raise NotObservableError("no child could be read that surely belongs to one parent alone")
    strange = {**child.path, **other.path}
    if is_read:
        found = bench.call(role.operation_id, strange)
        if is_success(found) and not list(differences(body_of(before), body_of(found))):
            got = f"the same child below another of {parent.name}"
            yield Violation("a child can be read below another parent", found, "404", got)
        return
    value = _write(bench, role, reader, child, strange)
    after = bench.read(child)
    if status_of(after) in {404, 410}:
        yield Violation("a child can be deleted below another parent", after, "200", str(status_of(after)))
    elif value and agree(follow(shown_item(reader, after), f"/{value[0]}"), value[1]):
        expected = f"/{value[0]} as before"
        yield Violation("a child can be changed below another parent", after, expected, repr(value[1]))


def _write(bench: Bench, role: Role, reader: Role, child: Item, path: dict[str, Any]) -> tuple[str, Any] | None:
    """Write a child at the path of another parent; return the property that was sent and its value, if any."""
    if role.kind.known is Kind.DELETE:
        bench.call(role.operation_id, path)
        return None
    change = change_one(bench, role, reader, child, shown_item(reader, bench.read(child)))
    bench.call(role.operation_id, path, change.body)
    return change.name, change.value


def _parents(bench: Bench, resource: Resource, *, is_read: bool = False) -> tuple[Resource, tuple[Item, Item]]:
    """Return the resource above, and two items of it; those that the run has not created may only be read."""
    parent = _parent(bench, resource)
    can_create = bool(resource.roles_of(Kind.CREATE))
    items = listed_items(bench, parent) if is_read and not can_create else find_items(bench, parent, 2)
    if len(items) < 2 or (not is_read and not all(item.sent for item in items)):
        raise NotObservableError(f"no two items of {parent.name} are there")
    own, other = items[:2]
    if not is_success(bench.read(own)) or not is_success(bench.read(other)):
        raise NotObservableError(f"two items of {parent.name} could not be created and read")
    return parent, (own, other)


def _parent(bench: Bench, resource: Resource) -> Resource:
    name = sure(resource.parent)
    parent = bench.model.resource(name) if name else None
    if parent is None:
        raise NotObservableError(f"{resource.name} is not surely below another resource")
    return parent


def _is_listed(bench: Bench, resource: Resource, child: Item, parent: Item) -> bool:
    """Return whether the list below a parent shows a child; not where there is no such list."""
    key = key_from(child)
    try:
        listed = open_list(bench, resource, lister_of(resource), parent.path)
        return listed.shows(key)
    except NotObservableError:
        return False


@law("child-list-is-parents", at=[Kind.LIST], sources=[_SEGURA])
def child_list_is_parents(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The list below a parent has only children of that parent."""
    if not resource.roles_of(Kind.CREATE):
        yield from _judge_listed(bench, resource, role)
        return
    parent, (own, other) = _parents(bench, resource)
    mine, strange = bench.make(resource, own.path), bench.make(resource, other.path)
    page = open_list(bench, resource, role, own.path).first_page()
    key, name = key_from(strange), str(own.path[own_parameter(parent)])
    if key not in page.keys or key == key_from(mine):
        return
    try:
        pointer = _pointer_to_parent(bench, parent, role)
    except NotObservableError:
        _expect_unreadable(bench, resource, {**strange.path, **own.path})
        got = "one that can be read below another parent only"
    else:
        wrong = [found for item in page.items if str(found := follow(item, pointer)) != name]
        got = f"one of {wrong[0]}" if wrong else ""
    if got:
        yield Violation("the list below a parent has children of another", page.exchange, f"only those of {name}", got)


def _judge_listed(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Judge children that no run can create: the lists of two parents have each a child of the other.

    One of them may be above the other, and show all that is below it.
    """
    parent = _parent(bench, resource)
    pointer, key = _pointer_to_parent(bench, parent, role), own_parameter(parent)
    parents = listed_items(bench, parent)[:_PARENTS]
    pages = [open_list(bench, resource, role, each.path).first_page() for each in parents]
    names = [str(each.path[key]) for each in parents]
    shown = [{str(follow(item, pointer)) for item in page.items} for page in pages]
    if sum(name in found for name, found in zip(names, shown, strict=True)) < 2:
        raise NotObservableError("no two parents have children")
    for one, other in combinations(range(len(names)), 2):
        if names[other] in shown[one] and names[one] in shown[other]:
            title, expected = "the list below a parent has children of another", f"only those of {names[one]}"
            yield Violation(title, pages[one].exchange, expected, f"one of {names[other]}")
            return


def _expect_unreadable(bench: Bench, resource: Resource, path: Mapping[str, Any]) -> None:
    """Raise NotObservableError if a child can be read below a parent that lists it: it may be a child of both."""
    if status_of(bench.call(reader_of(resource).operation_id, path)) not in {404, 410}:
        raise NotObservableError("the child may be one of several parents")


def _pointer_to_parent(bench: Bench, parent: Resource, role: Role) -> str:
    """Return where a child shows its parent's id; raises NotObservableError if no property is plainly that."""
    known = names_of_id(parent)
    for name in shown_properties(bench.spec, role):
        if join_words(name) in known:
            return f"/{name}"
    raise NotObservableError("no property of the child is plainly the id of its parent")


@law("counts-agree", at=[Kind.LIST], sources=["AGORA+ (TOSEM 2025)"], severity=Severity.NOTE)
def counts_agree(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A number of children that a parent states is the number in their list."""
    parent = _parent(bench, resource)
    reader = reader_of(parent)
    counted = _counter(bench, resource, reader)
    item = bench.make(parent)
    bench.make(resource, item.path)
    listed = open_list(bench, resource, role, item.path)
    before, page, after = bench.read(item), listed.first_page(), bench.read(item)
    stated = [follow(shown_item(reader, each), f"/{counted}") for each in (before, after)]
    if stated[0] == stated[1] and isinstance(stated[0], int) and stated[0] < len(set(page.keys)):
        expected = f"/{counted} is {len(page.keys)}, as in the list"
        yield Violation("a parent miscounts its children", after, expected, str(stated[0]), counted)


def _counter(bench: Bench, resource: Resource, reader: Role) -> str:
    """Return the property of a parent that counts the children of `resource`."""
    noun = nouns_of(resource.name.rpartition("_")[2])
    for name in shown_properties(bench.spec, reader):
        words: list[Any] = split_words(name)
        if words[-1:] == ["count"] and nouns_of("_".join(words[:-1])) == noun:
            return name
    raise NotObservableError(f"no property of the parent counts {resource.name}")


@law("reference-resolves", at=[Kind.READ], sources=["OpenAPI 3.1, links", "EvoMaster 980"], severity=Severity.NOTE)
def reference_resolves(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """An id in an answer that names an item of another resource can be read there."""
    references = dict(_references(bench, resource, role))
    if not references:
        raise NotObservableError("no property is plainly the id of another resource")
    (item,) = find_items(bench, resource, 1, _path_above(bench, resource))
    read = bench.call(role.operation_id, item.path)
    shown, judged = shown_item(role, read), 0
    sent = item.sent if isinstance(item.sent, dict) else {}
    for name, (other, reader) in references.items():
        value = follow(shown, f"/{name}")
        if not isinstance(value, str | int) or isinstance(value, bool) or value == "" or name in sent:
            continue  # what the run has sent itself need not exist
        judged += 1
        found = bench.call(reader.operation_id, {own_parameter(other): value})
        if status_of(found) in {404, 410}:
            got = str(status_of(found))
            yield Violation(f"/{name} names none of {other.name}", found, "200", got, name)
    if not judged:
        raise NotObservableError("no answer has shown the id of another resource")


def _path_above(bench: Bench, resource: Resource) -> Mapping[str, Any]:
    """Return the path of a parent of an item, an empty one if the resource is not surely below another."""
    try:
        return find_items(bench, _parent(bench, resource), 1)[0].path
    except NotObservableError:
        return {}


def _references(bench: Bench, resource: Resource, role: Role) -> Iterator[tuple[str, tuple[Resource, Role]]]:
    """Yield the properties called like the id of one other resource, which a single id names, with its reader."""
    for name, place in shown_properties(bench.spec, role).items():
        others = (each for each in bench.model.resources if each is not resource and _is_read_alone(bench, each, place))
        named = [each for each in others if join_words(name) in names_of_id(each)]
        if len(named) == 1:
            yield name, (named[0], reader_of(named[0]))


def _is_read_alone(bench: Bench, resource: Resource, place: str) -> bool:
    """Return whether an id with the schema at `place` is all that a read of `resource` needs."""
    try:
        reader, name = reader_of(resource), own_parameter(resource)
    except NotObservableError:
        return False
    paths = [each for each in bench.spec.operations[reader.operation_id].parameters if each.location == "path"]
    views = views_of(bench.spec)
    return [each.name for each in paths] == [name] and views.types(paths[0].schema_pointer) == views.types(place)
