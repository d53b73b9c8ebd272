"""Laws of what a client may not set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.resources import Kind, Resource, Role
from conformance.resources.words import split_words
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import reader_of
from conformance.rules.comparing import agree, is_canonical
from conformance.rules.items import is_success, shown_item
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import keywords_of, sent_properties, sent_schema, shown_properties, views_of
from conformance.rules.varying import other_value, whole_body

_SENSITIVE = frozenset("role roles owner price balance verified admin status state permissions credit".split())
_SCALARS = frozenset({"string", "integer", "number", "boolean"})
_WRITES = (Kind.CREATE, Kind.REPLACE, Kind.MERGE, Kind.CHANGE)
_OPEN = frozenset({"additionalProperties", "patternProperties", "unevaluatedProperties"})


@law(
    "readonly-not-writable",
    at=_WRITES,
    sources=["OWASP API3:2023", "WFC F203", "OpenAPI 3.1, readOnly"],
)
def readonly_not_writable(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A property that the server sets can't be set by a client."""
    reader = reader_of(resource)
    marked = _forbidden(bench, resource, role, reader)
    if not marked:
        raise NotObservableError("the document leaves no property to the server that a write could carry")
    item = bench.make(resource)
    before = shown_item(reader, bench.read(item))
    sent = {name: other_value(bench, pointer, (before or {}).get(name)) for name, pointer in marked.items()}
    values = {name: value for name, value in sent.items() if value is not None and _is_conclusive(value, before, name)}
    written = _write(bench, resource, role, item, before, values)
    after = bench.read(written)
    shown = shown_item(reader, after)
    wrong = [name for name, value in values.items() if isinstance(shown, dict) and agree(shown.get(name), value)]
    weighty = [name for name in wrong if _is_weighty(bench, role, name)]
    names = weighty or wrong  # a server that binds all it gets has one cause
    if names:
        expected = f"{', '.join(f'/{name}' for name in names)} as the server sets {'it' if len(names) == 1 else 'them'}"
        got = ", ".join(f"/{name}: {json.dumps(values[name])}, as sent" for name in names[:3])
        severity = Severity.ERROR if weighty else Severity.WARNING
        several = ", ".join(f"/{name}" for name in names[:3]) + f" and {len(names) - 3} more" * (len(names) > 3)
        title = f"a client can set {several}, which {_describe_reason(bench, role, names)}"
        yield Violation(title, after, expected, got, severity=severity)


def _is_conclusive(value: Any, before: Any, name: str) -> bool:
    return is_canonical(value) and not agree(value, (before or {}).get(name))


def _forbidden(bench: Bench, resource: Resource, role: Role, reader: Role) -> dict[str, str]:
    """Return what a read shows, and a write must not set: `readOnly`, or not in the schema of the write."""
    schema = sent_schema(bench.spec, role)
    if schema is None:
        return {}
    views, sent, shown = views_of(bench.spec), sent_properties(bench.spec, role), shown_properties(bench.spec, reader)
    own = {part.pointer.removeprefix("/") for part in resource.key.known or ()}
    is_closed = bool(keywords_of(bench.spec, schema).keys() & _OPEN)  # or open on purpose
    found = {}
    others = _set_by_clients(bench, resource)
    for name, pointer in shown.items():
        is_marked = views.is_read_only(pointer) or (name in sent and views.is_read_only(sent[name]))
        is_absent = name not in sent and not is_closed and name not in others
        is_kept = is_absent or (is_marked and (name in sent or not is_closed))
        if is_kept and name not in own and views.types(pointer) <= _SCALARS:
            found[name] = pointer
    return found


def _set_by_clients(bench: Bench, resource: Resource) -> set[str]:
    """Return the properties that some write of a resource sends: they are not left to the server."""
    views, found = views_of(bench.spec), set[str]()
    for role in resource.roles_of(*_WRITES):
        found |= {name for name, place in sent_properties(bench.spec, role).items() if not views.is_read_only(place)}
    return found


def _is_weighty(bench: Bench, role: Role, name: str) -> bool:
    """Return whether it matters most: the document says `readOnly`, or the name is about rights or money."""
    return _is_read_only(bench, role, name) or bool(_SENSITIVE & set(split_words(name)))


def _describe_reason(bench: Bench, role: Role, names: Sequence[str]) -> str:
    is_marked = any(_is_read_only(bench, role, name) for name in names)
    be = "is" if len(names) == 1 else "are"
    return f"{be} readOnly" if is_marked else "the document has in the response and not in the request"


def _is_read_only(bench: Bench, role: Role, name: str) -> bool:
    sent = sent_properties(bench.spec, role)
    return name in sent and views_of(bench.spec).is_read_only(sent[name])


def _write(bench: Bench, resource: Resource, role: Role, item: Item, before: Any, values: Mapping[str, Any]) -> Item:
    """Write the values together, else one by one; return the item that was written."""
    if not values:
        raise NotObservableError("no value differs from what the server sets")
    if role.kind.known is Kind.CREATE:
        return bench.make(resource, item.path, values)
    whole = {} if role.kind.known is Kind.MERGE else whole_body(bench, role, item, before)
    if not is_success(bench.call(role.operation_id, item.path, {**whole, **values})):
        for name, value in list(values.items())[:3]:
            bench.call(role.operation_id, item.path, {**whole, name: value})
    return item
