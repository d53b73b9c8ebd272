"""Laws of requests that are sent again: a key says that they are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.network.exchange import Exchange
from conformance.openapi.idempotency import is_idempotency_key
from conformance.openapi.spec import Operation, Parameter
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench
from conformance.rules.claims import sure
from conformance.rules.items import is_success, key_of, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import Property, sent_properties
from conformance.rules.varying import change_of, changeable, other_value

_DRAFT = "draft-ietf-httpapi-idempotency-key-header"


@law("idempotency-key-once", at=[Kind.CREATE], sources=[_DRAFT])
def idempotency_key_once(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A create that is sent twice with the same idempotency key creates one item."""
    parameter = _key_parameter(bench.spec.operations[role.operation_id])
    key = other_value(bench, parameter.schema_pointer, None)
    item = bench.make(resource)
    if sure(role.sent) is None or not isinstance(item.sent, dict) or key is None:
        raise NotObservableError(f"{role.operation_id} does not surely accept an item and a key")
    first = bench.call(role.operation_id, {**item.path, parameter.name: key}, _unlike(bench, role, item.sent))
    second = bench.send(role.operation_id, first.request)
    ids = [_id_of(resource, role, each) for each in (first, second)]
    if ids[0] is None or (is_success(second) and ids[1] is None):
        raise NotObservableError(f"{role.operation_id} does not show what names the item")
    if is_success(second) and ids[0] != ids[1]:
        title = "the same request with the same key creates another item"
        yield Violation(title, second, "the item of the first request", "another id", "twice")
        return
    third = bench.call(role.operation_id, {**item.path, parameter.name: key}, _unlike(bench, role, item.sent))
    if _id_of(resource, role, third) not in {None, ids[0]}:
        title, got = "another request with the same key creates an item", str(status_of(third))
        yield Violation(title, third, "400, 409 or 422", got, "other", severity=Severity.NOTE)


def _key_parameter(operation: Operation) -> Parameter:
    """Return the header that makes it safe to send a request again."""
    for each in filter(is_idempotency_key, operation.parameters):
        return each
    raise NotObservableError("no header is an idempotency key")


def _unlike(bench: Bench, role: Role, sent: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a create with other values: a server may know an item by any of them."""
    places = sent_properties(bench.spec, role)
    known = [Property(name, places[name], places[name]) for name in sent if name in places]
    values = {each.name: change_of(bench, each, sent[each.name]) for each in changeable(bench, known)}
    return {**sent, **{name: value for name, value in values.items() if value is not None}}


def _id_of(resource: Resource, role: Role, exchange: Exchange) -> tuple[str, ...] | None:
    """Return what names the item that an answer shows, None if it shows none; a 202 shows none yet."""
    return key_of(resource, shown_item(role, exchange)) if status_of(exchange) != 202 else None
