"""Laws of what is changed in part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Confidence, Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import reader_of
from conformance.rules.comparing import agree, is_canonical, unlike
from conformance.rules.full_items import list_kept, make_full
from conformance.rules.items import follow, is_success, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.nested_writes import find_lost_by_write, find_reset_by_merge
from conformance.rules.properties import Property, comparable_properties, keywords_of, shown_schema, views_of
from conformance.rules.varying import change_of, changeable, changeable_by, complete_body

_FEW, _MANY = 4, 8  # properties
_RFC = "RFC 7396, section 2"


@law("merge-keeps-unsent", at=[Kind.MERGE, Kind.CHANGE], sources=[_RFC, "RFC 5789, section 2"])
def merge_keeps_unsent(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A PATCH resets no property that it does not send."""
    reader = reader_of(resource)
    nested = list(find_reset_by_merge(bench, resource, role, reader))
    yield from nested
    if not nested:
        yield from _find_reset(bench, resource, role, reader)


def _find_reset(bench: Bench, resource: Resource, role: Role, reader: Role) -> Iterator[Violation]:
    """Change one property of an item; yield a violation for each other one that is empty then.

    Without a media type that says so, a second property has to reset some, too: others may depend on one of them.
    """
    if role.kind.known is not Kind.MERGE:
        raise NotObservableError("the document does not say that the write is a merge")
    properties = changeable_by(bench, role, reader)[:_FEW]
    if len(properties) < 2:
        raise NotObservableError("no two properties can be sent by PATCH and read")
    found = _reset_by(bench, resource, role, reader, properties)
    if not found:  # the one that was sent may be the only one that others reset
        properties = [*properties[1:], properties[0]]
        with suppress(NotObservableError):
            found = _reset_by(bench, resource, role, reader, properties)
    is_said = role.kind.confidence >= Confidence.CERTAIN
    lost = {each.key for each in found}
    turned = sorted([*properties[1:], properties[0]], key=lambda each: each.name in lost)
    is_sure = is_said or (found and _reset_by(bench, resource, role, reader, turned))
    for each in found:
        yield replace(each, severity=Severity.ERROR if is_sure else Severity.WARNING)


def _reset_by(
    bench: Bench, resource: Resource, role: Role, reader: Role, properties: list[Property]
) -> list[Violation]:
    """Return a violation for each other property that is empty after a PATCH of the first one."""
    item, (sent, *others) = make_full(bench, resource, reader), properties
    kept = _list_filled(bench, role, reader, item)
    kept |= _set_values(bench, role, reader, item, others)
    patch = {sent.name: change_of(bench, sent, None)}
    exchange = bench.call(role.operation_id, item.path, patch)
    latest = bench.read(item)
    after = shown_item(reader, latest)
    if not is_success(exchange) or not isinstance(after, dict) or not agree(patch[sent.name], after.get(sent.name)):
        raise NotObservableError("a PATCH of one property did not change it")
    title = "a PATCH resets a property that it does not send"
    return [
        Violation(title, latest, f"/{name} is {value!r}, as before", repr(after.get(name)), name)
        for name, value in kept.items()
        if not agree(after.get(name), value) and _is_reset(bench, role, reader, name, after.get(name))
    ]


def _set_values(bench: Bench, role: Role, reader: Role, item: Item, others: list[Property]) -> dict[str, Any]:
    """Give some properties values that no server sets by itself; return those that a read then shows."""
    values = {each.name: change_of(bench, each, None) for each in others}
    sent = {name: value for name, value in values.items() if is_canonical(value)}
    if not sent or not is_success(bench.call(role.operation_id, item.path, sent)):
        raise NotObservableError("the properties could not be set by PATCH")
    shown = shown_item(reader, bench.read(item))
    return {name: value for name, value in sent.items() if isinstance(shown, dict) and agree(value, shown.get(name))}


def _list_filled(bench: Bench, role: Role, reader: Role, item: Item) -> dict[str, Any]:
    """Return the lists of an item that a PATCH can send and that are not empty."""
    shown = shown_item(reader, bench.read(item))
    names = comparable_properties(bench.spec, role, reader, lists=True) if isinstance(shown, dict) else ()
    return {name: shown[name] for name in names if isinstance(shown.get(name), list) and shown[name]}


def _is_reset(bench: Bench, role: Role, reader: Role, name: str, found: Any) -> bool:
    """Return whether a value is one that a property has when nobody has set it."""
    each = comparable_properties(bench.spec, role, reader, lists=True)[name]
    defaults = [keywords_of(bench.spec, place).get("default") for place in (each.sent, each.shown)]
    return found in (None, "", 0, False, []) or found in defaults


@law("merge-null-removes", at=[Kind.MERGE], sources=[_RFC])
def merge_null_removes(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Null in a merge patch removes a property, or sets it to null."""
    reader = reader_of(resource)
    if role.kind.confidence < Confidence.CERTAIN:
        raise NotObservableError("the document does not say that the PATCH is a merge patch")
    item = bench.make(resource)
    nullable = [each for each in _nullable(bench, role, reader) if _can_be_removed(bench, reader, each)]
    kept = _set_values(bench, role, reader, item, changeable(bench, nullable)[:2])
    for name, value in kept.items():
        patch: Mapping[str, Any] = {name: None}
        exchange = bench.call(role.operation_id, item.path, patch)
        after = bench.read(item)
        shown = shown_item(reader, after)
        if is_success(exchange) and isinstance(shown, dict) and agree(shown.get(name), value):
            yield Violation("null does not remove a property", after, f"/{name} is null or absent", repr(value), name)


def _nullable(bench: Bench, role: Role, reader: Role) -> list[Property]:
    return list(comparable_properties(bench.spec, role, reader).values())


def _can_be_removed(bench: Bench, reader: Role, each: Property) -> bool:
    """Return whether null can be sent, and a read may show it or leave the property out."""
    schema = shown_schema(bench.spec, reader)
    is_required = schema is not None and each.name in views_of(bench.spec).find_required(schema)
    validator = bench.spec.validator
    return validator(each.sent).is_valid(None) and (validator(each.shown).is_valid(None) or not is_required)


@law("patch-sets-what-was-sent", at=[Kind.MERGE, Kind.CHANGE], sources=["RFC 5789, section 2"])
def patch_sets_what_was_sent(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A read after a PATCH, or a POST on an item, shows what that has sent."""
    method, reader = bench.spec.operations[role.operation_id].method, reader_of(resource)
    if method == "PUT":
        raise NotObservableError("the laws of a PUT judge it")
    item = make_full(bench, resource, reader)
    settable = list_kept(bench, reader, item)
    properties = changeable_by(bench, role, reader, lists=True)
    tried = sorted(properties, key=lambda each: each.name not in settable)[:_MANY]
    judged = [found for each in tried if (found := _try_change(bench, role, item, each)) is not None]
    wrong = [violation for found in judged for violation in found]
    for each in wrong[:1] if len(wrong) == len(judged) else wrong:  # a write that sets nothing has one cause
        is_sure = role.kind.confidence >= Confidence.CERTAIN or each.key in settable
        yield replace(each, severity=Severity.ERROR if is_sure else Severity.WARNING)
    nested = [] if wrong else list(find_lost_by_write(bench, resource, role, reader))
    yield from nested
    if not judged and not nested:
        raise NotObservableError(f"no property can be sent alone by {method} and read")


def _try_change(bench: Bench, role: Role, item: Item, each: Property) -> list[Violation] | None:
    """Change one property; None if that is refused, as it may go together with another one."""
    method, reader = bench.spec.operations[role.operation_id].method, reader_of(item.resource)
    before = shown_item(reader, bench.read(item))
    value = change_of(bench, each, follow(before, f"/{each.name}"))
    if value is None or not is_canonical(value):
        return None
    exchange = bench.call(role.operation_id, item.path, complete_body(bench, role, item, before, {each.name: value}))
    if not is_success(exchange) or status_of(exchange) == 202:
        return None
    after = _read_unsettled(bench, item, reader, each.name, value)
    if after is None:
        return []
    got, expected = repr(follow(shown_item(reader, after), f"/{each.name}")), f"/{each.name} is {value!r}, as sent"
    return [Violation(f"a {method} does not set /{each.name}", after, expected, got, each.name)]


def _read_unsettled(bench: Bench, item: Item, reader: Role, name: str, value: Any) -> Exchange | None:
    """Return the last read of an item that does not show a value in time, None if one does or none shows the item."""
    after = None
    for _ in bench.settle():
        after = bench.read(item)
        shown = shown_item(reader, after)
        if shown is None or not unlike({name: value}, shown, [name]):
            return None
    return after
