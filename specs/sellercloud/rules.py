"""Rules of partial updates of an order, which no operation reads, and of the tokens that open it."""

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.openapi.spec import Operation, Spec
from conformance.rules import (
    Bench,
    Exchange,
    NotObservableError,
    Probe,
    Severity,
    Violation,
    body_of,
    exchange_rule,
    follow,
    is_success,
    path_of,
    read_sent,
    rule,
    status_of,
)

UPDATE, TOKEN = "updateOrder", "createToken"
PROBES = {UPDATE: Probe("/__mock__/state/orders/item?key={id}", "/item")}
Data = dict[str, Any]
REQUIRED = {"FirstName": "Ada", "LastName": "Byron", "ZipCode": "10115", "City": "Berlin", "Country": "DE"}
SHORT = {**REQUIRED, "AddressLine1": "Main Street 1"}
LONG = {**SHORT, "MiddleName": "King", "Business": "Engines", "AddressLine2": "Unit 2", "Region": "West"}
LONG |= {"Phone": "123456", "Fax": "654321", "State": "BE"}
ORDER: Data = {
    "CompanyId": 163,
    "CustomerId": 48211,
    "OrderSource": "Local_Store",
    "OrderSubType": "None",
    "SalesRep1": 7,
    "CurrencyCode": "USD",
    "DisableInventoryCount": True,
    "ShippingAddress": LONG,
    "BillingAddress": SHORT,
}
OTHER: Data = {"CompanyId": 164}
NO_ORDER = 2**62 + 1
HOUR = range(1800, 7201)  # seconds that are about an hour, SC-13


@rule("update-is-kept", UPDATE, facts=["SC-4"])
def update_is_kept(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An update keeps each value that it gives."""
    _update(bench, OTHER)
    yield from _expect(bench, _update(bench, ORDER), ORDER, "what was given is not kept")


@rule("unlisted-value-is-kept", UPDATE, facts=["SC-11"])
def unlisted_value_is_kept(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A source, sub-type or currency that the document does not list is kept as it was given."""
    given = {"OrderSource": "Website", "OrderSubType": "Wholesale", "CurrencyCode": "EUR"}
    yield from _expect(bench, _update(bench, given), given, "a value that is not listed is not kept")


@rule("null-means-no-update", UPDATE, facts=["SC-5"])
def null_means_no_update(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A property that is null is not changed."""
    _update(bench, ORDER)
    exchange = _update(bench, {**dict.fromkeys(ORDER), **OTHER})
    yield from _expect(bench, exchange, ORDER | OTHER, "null changes a property")


@rule("absent-means-no-update", UPDATE, facts=["SC-5"])
def absent_means_no_update(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A property that is left out is not changed."""
    _update(bench, ORDER)
    yield from _expect(bench, _update(bench, OTHER), ORDER | OTHER, "a property that was left out is changed")


@rule("empty-update-changes-nothing", UPDATE, facts=["SC-16"])
def empty_update_changes_nothing(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The empty update changes nothing."""
    _update(bench, ORDER)
    yield from _expect(bench, _update(bench, {}), ORDER, "the empty update changes a property")


@rule("address-is-replaced-whole", UPDATE, facts=["SC-6"])
def address_is_replaced_whole(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A property that a new address leaves out is empty afterwards."""
    for name in ("ShippingAddress", "BillingAddress"):
        _update(bench, {name: LONG})
        yield from _expect(bench, _update(bench, {name: SHORT}), {name: SHORT}, "parts of an address are kept")


@rule("null-in-address-empties", UPDATE, facts=["SC-6"])
def null_in_address_empties(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A property that is null in a new address is empty afterwards."""
    _update(bench, {"ShippingAddress": LONG})
    address = dict.fromkeys(LONG) | SHORT
    exchange = _update(bench, {"ShippingAddress": address})
    yield from _expect(bench, exchange, {"ShippingAddress": SHORT}, "null leaves a part of an address")


@rule("rejected-update-changes-nothing", UPDATE, facts=["SC-14"])
def rejected_update_changes_nothing(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """No property of a rejected update is applied."""
    _update(bench, ORDER)
    exchange = bench.call(UPDATE, body={**OTHER, "ShippingAddress": {**SHORT, "Country": "US"}})  # lacks State, SC-8
    if status_of(exchange) != 400:
        raise NotObservableError("an address in the US without a state is not rejected")
    yield from _expect(bench, exchange, ORDER, "a rejected update is applied in part")


@rule("unknown-order-is-refused", UPDATE, facts=["SC-12"])
def unknown_order_is_refused(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An order that does not exist is answered with 404 or 400."""
    exchange = bench.call(UPDATE, {"id": NO_ORDER}, OTHER)
    if status_of(exchange) not in {400, 404}:
        yield Violation("an order that does not exist is updated", exchange, "404 or 400", str(status_of(exchange)))


def _update(bench: Bench, body: Mapping[str, Any]) -> Exchange:
    exchange = bench.call(UPDATE, body=dict(body))
    if not is_success(exchange):
        raise NotObservableError("no order is known that can be updated")
    return exchange


def _expect(bench: Bench, exchange: Exchange, expected: Data, title: str) -> Iterator[Violation]:
    """Yield the first difference between what is kept and what is expected; what is not there is null or empty."""
    kept = bench.probe(UPDATE, path_of(exchange))
    for name, value in expected.items():
        whole = _whole(value)
        found = _whole(kept.get(name))
        if found != whole:
            yield Violation(title, exchange, f"{name}: {value}", str(kept.get(name)), name)


def _whole(value: Any) -> Any:
    """Return an address with null for each part that is empty, any other value as it is."""
    return {part: value.get(part) or None for part in LONG} if isinstance(value, dict) else value


# Tokens


@rule("wrong-password-is-401", TOKEN, facts=["SC-18"])
def wrong_password_is_401(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """No token is issued for a password that is wrong."""
    known = bench.call(TOKEN)
    if not is_success(known):
        raise NotObservableError("no password is known that is right")
    login = {**read_sent(known), "Password": "no-such-password"}
    exchange = bench.call(TOKEN, body=login)
    if status_of(exchange) != 401:
        yield Violation("a wrong password is not 401", exchange, "401", str(status_of(exchange)))


@exchange_rule("token-lives-about-an-hour", TOKEN, facts=["SC-13"], severity=Severity.WARNING)
def token_lives_about_an_hour(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A token lives for about an hour."""
    seconds = follow(body_of(exchange), "/expires_in") if is_success(exchange) else None
    if seconds is not None and seconds not in HOUR:
        yield Violation("a token lives for another time", exchange, "about 3600 seconds", str(seconds))
