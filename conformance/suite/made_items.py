"""Items of the run, as the exchanges that have created them name and show them.

Tested in `tests/suite/test_law_bench.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from conformance.client_check.calls import Call
from conformance.network.exchange import Exchange
from conformance.resources import Confidence, Resource, Role
from conformance.rules.bench import Item
from conformance.rules.items import body_of, enclose, follow, is_success, key_of, shown_item, status_of
from conformance.suite.existing import ids_of
from conformance.suite.path_names import rename_values


def has_created(exchange: Exchange) -> bool:
    """Return whether a creation has succeeded. A PUT with another status than 201 has replaced an existing item."""
    is_done = is_success(exchange) or leads_to_new(exchange)
    return is_done and (exchange.request.method != "PUT" or status_of(exchange) == 201)


def leads_to_new(exchange: Exchange) -> bool:
    """Return whether a POST was answered by 303 to an item below its path (RFC 9110, section 15.4.4)."""
    location = exchange.response.header("location") if exchange.response else ""
    collection = urlsplit(urljoin(exchange.request.url, location)).path.rstrip("/").rpartition("/")[0]
    return status_of(exchange) == 303 and collection == urlsplit(exchange.request.url).path.rstrip("/")


def with_values(call: Call, pointer: str, values: Mapping[str, Any]) -> Call:
    """Return the call with other values of the item that is at `pointer` in its body."""
    item = follow(call.body, pointer)
    return replace(call, body=enclose(pointer, {**item, **values})) if values and isinstance(item, dict) else call


def path_of(call: Call) -> dict[str, Any]:
    """Return the path parameters of a call."""
    return {name: value for (name, location), value in call.parameters.items() if location == "path"}


def find_item(resource: Resource, role: Role, exchange: Exchange, call: Call) -> Item | None:
    """Return the item that a `call` has created; None if its id is not known."""
    sent, shown = follow(call.body, role.sent.known or ""), shown_item(role, exchange)
    above = {**path_of(call), **rename_values(resource.item or "", exchange.operation.path, path_of(call))}
    if exchange.request.method == "PUT":
        return Item(resource, above, sent, shown, exchange, is_canonical=True)
    names = [part.parameter for part in resource.key.known or ()]
    located = _key_of_location(exchange, len(names))
    stated = key_of(resource, shown) or located or key_of(resource, sent)
    guessed = ((text,) for text in ids_of(resource.item or "", body_of(exchange)) if len(names) == 1)
    key = stated or next(guessed, None)
    if key is None or len(key) != len(names):
        return None
    path = {**above, **dict(zip(names, key, strict=True))}
    is_named = key == located or (key == stated and resource.key.confidence >= Confidence.CERTAIN)
    return Item(resource, path, sent, shown, exchange, is_canonical=True, is_named=is_named)


def _key_of_location(exchange: Exchange, size: int) -> tuple[str, ...] | None:
    """Return the key at the end of `Location` (RFC 9110, section 10.2.2), None if that is no single segment."""
    location = exchange.response.header("location") if exchange.response else ""
    last = urlsplit(location).path.rstrip("/").rpartition("/")[2]
    return (unquote(last),) if last and size == 1 else None
