"""Laws of scopes in a path that no resource of the document is, such as the shop of `/{shop}/orders`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Parameter
from conformance.resources import Kind, Resource, Role
from conformance.resources.words import split_words
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import lister_of, reader_of, sure
from conformance.rules.comparing import agree
from conformance.rules.items import body_of, differences, follow, is_success, key_from, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation, law
from conformance.rules.properties import keywords_of
from conformance.rules.varying import change_one, other_value
from conformance.rules.walking import open_list

_GONE = frozenset({404, 410})
_VIEWS = frozenset("version v api lang language locale format region country currency channel env environment".split())
_TENANTS = frozenset("tenant account org organization organisation workspace".split())  # others may share items
_WRITES = (Kind.REPLACE, Kind.CHANGE, Kind.MERGE, Kind.DELETE)


@law("item-only-in-its-scope", at=[Kind.READ, Kind.LIST, *_WRITES], sources=["OWASP API1:2023"])
def item_only_in_its_scope(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """An item that is created below a tenant's path is not read, listed or changed below that of another tenant."""
    reader, name = reader_of(resource), _find_scope(resource)
    if role.kind.known in {Kind.READ, Kind.LIST} and role not in (reader, *_listers(resource)):
        raise NotObservableError("another operation surely reads or lists the item")
    item = bench.make(resource)
    before = bench.read(item)
    own, parameter = item.path.get(name), _parameter(bench, reader, name)
    others = [value for value in _known_values(bench, parameter) if str(value) != str(own)]
    other = next(iter(others), None) or other_value(bench, parameter.schema_pointer, own)
    if other is None or not is_success(before):
        raise NotObservableError(f"no other {name} is known, or what was created could not be read")
    strange = {**item.path, name: other}
    read = bench.call(reader.operation_id, strange)
    is_read = is_success(read) and not list(differences(body_of(before), body_of(read)))
    if role.kind.known in _WRITES:
        yield from () if is_read else _judge_write(bench, role, reader, item, strange)
        return
    listed = _lists(bench, resource, item, strange)
    if role.kind.known is Kind.LIST:
        if listed is not None and listed[0] and status_of(read) in _GONE:
            title = f"an item is listed below another {name}"
            yield Violation(title, listed[1], f"only items of {other}", f"one of {own}", name)
    elif is_read and (_is_hidden(listed) or (_is_tenant(name) and _is_checked(bench, reader, item, name, others))):
        yield Violation(f"an item can be read below another {name}", read, "404", f"the item of {own}", name)


def _listers(resource: Resource) -> tuple[Role, ...]:
    try:
        return (lister_of(resource),)
    except NotObservableError:
        return ()


def _find_scope(resource: Resource) -> str:
    """Return the last path parameter of a scope that is not only a view of the same items."""
    names = [each for each in resource.scope if not _VIEWS & set(split_words(each))]
    if not names or not sure(resource.key):
        raise NotObservableError("no parameter in the path is the scope of an item with a sure id")
    return names[-1]


def _is_tenant(name: str) -> bool:
    return bool(_TENANTS & set(split_words(name)))


def _parameter(bench: Bench, role: Role, name: str) -> Parameter:
    return next(each for each in bench.spec.operations[role.operation_id].parameters if each.name == name)


def _known_values(bench: Bench, parameter: Parameter) -> list[Any]:
    """Return the values of a parameter that the document names."""
    examples = parameter.definition.get("examples", {})
    shown = [each["value"] for each in examples.values() if isinstance(each, Mapping) and "value" in each]
    keywords = keywords_of(bench.spec, parameter.schema_pointer)
    return [*keywords.get("enum", ()), *shown, *keywords.get("examples", ())]


def _lists(bench: Bench, resource: Resource, item: Item, path: Mapping[str, Any]) -> tuple[bool, Exchange] | None:
    """Return whether the list below `path` shows an item, None where nothing says so, or the own list hides it."""
    try:
        lister = lister_of(resource)
        if not open_list(bench, resource, lister, item.path).shows(key_from(item)):
            return None
        elsewhere = bench.call(lister.operation_id, path)
        if status_of(elsewhere) in {403, *_GONE}:
            return False, elsewhere
        listed = open_list(bench, resource, lister, path)
        return listed.shows(key_from(item)), elsewhere
    except NotObservableError:
        return None


def _is_hidden(listed: tuple[bool, Exchange] | None) -> bool:
    return listed is not None and not listed[0]


def _is_checked(bench: Bench, reader: Role, item: Item, name: str, others: list[Any]) -> bool:
    """Return whether the document knows another tenant, and the server refuses one that nobody has."""
    parameter = _parameter(bench, reader, name)
    unknown = other_value(bench, parameter.schema_pointer, item.path[name])
    if not others or unknown in (None, *others):
        return bool(others)
    return not is_success(bench.call(reader.operation_id, {**item.path, name: unknown}))


def _judge_write(bench: Bench, role: Role, reader: Role, item: Item, path: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield what a write at the path of another scope changes of an item, though it can't be read there."""
    value: tuple[str, Any] | None = None
    if role.kind.known is Kind.DELETE:
        bench.call(role.operation_id, path)
    else:
        change = change_one(bench, role, reader, item, shown_item(reader, bench.read(item)))
        bench.call(role.operation_id, path, change.body)
        value = change.name, change.value
    after = bench.read(item)
    if status_of(after) in _GONE:
        title = "an item can be deleted below another scope"
        yield Violation(title, after, "200", str(status_of(after)))
    elif value and agree(follow(shown_item(reader, after), f"/{value[0]}"), value[1]):
        title, expected = "an item can be changed below another scope", f"/{value[0]} as before"
        yield Violation(title, after, expected, repr(value[1]))
