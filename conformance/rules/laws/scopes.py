"""Laws of scopes that a request names, such as `companyId`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from conformance.network.exchange import Exchange, Request
from conformance.openapi.spec import Parameter
from conformance.resources import Kind, Resource, Role
from conformance.resources.words import join_words
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import creator_of, reader_of
from conformance.rules.comparing import agree
from conformance.rules.items import is_success, key_of, query_of, shown_item
from conformance.rules.law import NotObservableError, Violation, law
from conformance.rules.properties import views_of
from conformance.rules.varying import other_value


@law("read-only-in-its-scope", at=[Kind.READ], sources=["OWASP API1:2023"])
def read_only_in_its_scope(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """An item that shows its scope can't be read in another one."""
    reader = reader_of(resource)
    if role != reader:
        raise NotObservableError("another operation surely reads the item")
    item = bench.make(resource)
    known = bench.read(item)
    shown = shown_item(role, known)
    if not is_success(known) or not isinstance(shown, Mapping):
        raise NotObservableError("what was created could not be read")
    parameter, name = _find_scope(bench, role, known, shown)
    value = other_value(bench, parameter.schema_pointer, shown[name])
    _expect_set_by_scope(bench, item, parameter.name, name, value)
    strange = bench.send(role.operation_id, _move(known.request, parameter.name, str(value)))
    found = shown_item(role, strange) or {}
    is_same = key_of(resource, found) == key_of(resource, shown) is not None
    if is_same and agree(found.get(name), shown[name]):  # else it is shown as was asked for, as a price in a currency
        title = f"an item can be read under another {parameter.name}"
        got = f"the item of {shown[name]!r}"
        yield Violation(title, strange, f"no item, as its /{name} is {shown[name]!r}", got, parameter.name)


def _expect_set_by_scope(bench: Bench, item: Item, parameter: str, name: str, value: object) -> None:
    """Raise NotObservableError unless an item that is created in another scope shows that one."""
    if value is None or f"{parameter}=" not in item.creation.request.query:
        raise NotObservableError(f"no item can be created under another {parameter}")
    creation = bench.send(item.creation.operation.id, _move(item.creation.request, parameter, str(value)))
    made = shown_item(creator_of(bench.spec, item.resource), creation)
    if made is None or not agree(made.get(name), value):
        raise NotObservableError(f"no item that was created under another {parameter} shows it")


def _find_scope(bench: Bench, role: Role, known: Exchange, shown: Mapping[str, object]) -> tuple[Parameter, str]:
    """Return the required parameter of a read that is a property of the item, with its name, as it was sent."""
    sent, views = query_of(known), views_of(bench.spec)
    for parameter in bench.spec.operations[role.operation_id].parameters:
        is_scope = parameter.location == "query" and parameter.required
        names = [name for name in shown if join_words(name) == join_words(parameter.name)]
        is_plain = views.types(parameter.schema_pointer) in ({"integer"}, {"string"})
        if is_scope and is_plain and names and agree(sent.get(parameter.name), shown[names[0]]):
            return parameter, names[0]
    raise NotObservableError("no item shows a query parameter that its read requires")


def _move(request: Request, name: str, value: str) -> Request:
    """Return a request with another value of a query parameter."""
    parts = urlsplit(request.url)
    query = [(each, value if each == name else text) for each, text in parse_qsl(parts.query, keep_blank_values=True)]
    return replace(request, url=parts._replace(query=urlencode(query)).geturl())
