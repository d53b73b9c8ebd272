"""Laws of items below others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.resources import Kind, Resource, Role
from conformance.resources.words import join_words, nouns_of, split_words
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import lister_of, reader_of, sure
from conformance.rules.items import body_of, differences, follow, is_success, key_from, shown_item
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import shown_properties
from conformance.rules.walking import open_list

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_RESTLER = "Atlidakis et al., Checking Security Properties of Cloud Service REST APIs (ICST 2020), resource hierarchy"


@law("child-only-below-parent", at=[Kind.READ], sources=["OWASP API1:2023", _RESTLER])
def child_only_below_parent(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A child can only be read below its own parent."""
    reader_of(resource)
    parent, (own, other) = _parents(bench, resource)
    child = bench.make(resource, own.path)
    before = bench.read(child)
    strange = bench.call(role.operation_id, {**child.path, **other.path})
    if not is_success(before):
        raise NotObservableError("the child could not be read below its own parent")
    if not is_success(strange) or list(differences(body_of(before), body_of(strange))):
        return
    if _is_listed(bench, resource, child, other):
        return  # it belongs to both
    got = f"the same child below another of {parent.name}"
    yield Violation("a child can be read below another parent", strange, "404", got)


def _parents(bench: Bench, resource: Resource) -> tuple[Resource, tuple[Item, Item]]:
    """Return the resource above, and two items of it which the run has created."""
    name = sure(resource.parent)
    parent = bench.model.resource(name) if name else None
    if parent is None:
        raise NotObservableError(f"{resource.name} is not surely below another resource")
    own, other = bench.make(parent), bench.make(parent)
    if not is_success(bench.read(own)) or not is_success(bench.read(other)):
        raise NotObservableError(f"two items of {parent.name} could not be created and read")
    return parent, (own, other)


def _is_listed(bench: Bench, resource: Resource, child: Item, parent: Item) -> bool:
    """Return whether the list below a parent shows a child; not where there is no such list."""
    key = key_from(child)
    try:
        listed = open_list(bench, resource, lister_of(resource), parent.path)
        return key in listed.page(listed.first).keys
    except NotObservableError:
        return False


@law("child-list-is-parents", at=[Kind.LIST], sources=[_SEGURA])
def child_list_is_parents(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The list below a parent has only children of that parent."""
    parent, (own, other) = _parents(bench, resource)
    pointer = _pointer_to_parent(bench, parent, role)
    bench.make(resource, own.path)
    strange = bench.make(resource, other.path)
    listed = open_list(bench, resource, role, own.path)
    page = listed.page(listed.first)
    name = str(own.path[_own_parameter(parent)])
    wrong = [item for item in page.items if str(follow(item, pointer)) != name]
    key = key_from(strange)
    if key in page.keys and wrong:
        got = f"one of {follow(wrong[0], pointer)}"
        yield Violation("the list below a parent has children of another", page.exchange, f"only those of {name}", got)


def _own_parameter(parent: Resource) -> str:
    key = sure(parent.key)
    if not key or len(key) != 1:
        raise NotObservableError(f"no single parameter surely names an item of {parent.name}")
    return key[0].parameter


def _pointer_to_parent(bench: Bench, parent: Resource, role: Role) -> str:
    """Return where a child shows its parent's id; raises NotObservableError if no property is plainly that."""
    nouns = "".join(nouns_of(parent.name.rpartition("_")[2]))
    known = {f"{nouns}id", join_words(_own_parameter(parent))} - {"id"}
    for name in shown_properties(bench.spec, role):
        if join_words(name) in known:
            return f"/{name}"
    raise NotObservableError("no property of the child is plainly the id of its parent")


@law("counts-agree", at=[Kind.LIST], sources=["AGORA+ (TOSEM 2025)"], severity=Severity.NOTE)
def counts_agree(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A number of children that a parent states is the number in their list."""
    name = sure(resource.parent)
    parent = bench.model.resource(name) if name else None
    if parent is None:
        raise NotObservableError(f"{resource.name} is not surely below another resource")
    reader = reader_of(parent)
    counted = _counter(bench, resource, reader)
    item = bench.make(parent)
    bench.make(resource, item.path)
    listed = open_list(bench, resource, role, item.path)
    before, page, after = bench.read(item), listed.page(listed.first), bench.read(item)
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
