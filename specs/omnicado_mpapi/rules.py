"""Rules of serial numbers that are replaced as a list, and of the windows that limit calls."""

import re
from collections.abc import Iterator

from conformance.openapi.spec import Operation, Spec
from conformance.rules import (
    Bench,
    Exchange,
    NotObservableError,
    Probe,
    Violation,
    body_of,
    exchange_rule,
    follow,
    is_success,
    path_of,
    rule,
    status_of,
)

SET = "setOrderItemSerialNumbers"
PROBES = {SET: Probe("/__mock__/state/serial_numbers/item?key={orderId}&key={itemId}", "/item")}
NUMBERS = ["DR0300000002X", "DR0300000001X", "DR0300000002X"]  # neither sorted nor distinct
NO_ITEM = "no-such-item"
WINDOW = re.compile(r"([0-9]+);w=([0-9]+);name=")
SOON = 3  # seconds in which a window may begin again


@exchange_rule("code-is-status", SET, facts=["MP-11", "MP-14"])
def code_is_status(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The code of a failure is the HTTP status, unless the body alone reports the failure."""
    response, code = exchange.response, follow(body_of(exchange), "/result/code")
    if response and response.status >= 400 and code not in {None, response.status}:
        status = str(response.status)
        yield Violation("the code is another than the status", exchange, status, str(code), status)


@rule("unknown-item-is-refused", SET, facts=["MP-14"])
def unknown_item_is_refused(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The serial numbers of an item that the order does not have are refused."""
    exchange = bench.call(SET, {"itemId": NO_ITEM}, [])
    if is_success(exchange):
        yield Violation("an item that does not exist is a success", exchange, "404", str(status_of(exchange)))


# The headers


@exchange_rule("leading-quota-is-of-a-window", SET, facts=["MP-9", "MP-12"])
def leading_quota_is_of_a_window(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The first value of X-RateLimit-Limit is the quota of one of the windows behind it."""
    header, windows = _header(exchange, "Limit"), _windows(exchange)
    leading = int(header.partition(",")[0]) if windows else 0
    if windows and leading not in {quota for quota, _ in windows}:
        quotas = ", ".join(str(quota) for quota, _ in windows)
        yield Violation("the first quota is of no window", exchange, f"one of {quotas}", str(leading))


@exchange_rule("remaining-is-within-quotas", SET, facts=["MP-10"])
def remaining_is_within_quotas(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """No more requests are left than the smallest quota of all windows."""
    smallest = min((quota for quota, _ in _windows(exchange)), default=None)
    if smallest is not None and int(_header(exchange, "Remaining")) > smallest:
        yield Violation("more is left than a window has", exchange, f"<= {smallest}", _header(exchange, "Remaining"))


@exchange_rule("reset-is-within-windows", SET, facts=["MP-10"])
def reset_is_within_windows(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A window is reset before its time is over."""
    longest = max((seconds for _, seconds in _windows(exchange)), default=None)
    if longest is not None and int(_header(exchange, "Reset")) > longest:
        yield Violation("no window is as long", exchange, f"<= {longest} seconds", _header(exchange, "Reset"))


@rule("remaining-goes-down", SET, facts=["MP-10"])
def remaining_goes_down(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """Each call leaves fewer requests, until a window is reset."""
    first, second = _call(bench), _call(bench)
    before, after = (int(_header(each, "Remaining")) for each in (first, second))
    if int(_header(first, "Reset")) <= SOON or _header(first, "Limit") != _header(second, "Limit"):
        raise NotObservableError("a window is reset now")
    if after >= before:
        yield Violation("no fewer requests are left", second, f"< {before}", str(after))


@rule("reset-counts-down", SET, facts=["MP-10"])
def reset_counts_down(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The time until the reset becomes shorter."""
    first = _call(bench)
    before = int(_header(first, "Reset"))
    if before <= SOON:
        raise NotObservableError("a window is reset now")
    for _ in bench.settle():
        last = _call(bench)
        if _header(last, "Limit") != _header(first, "Limit") or int(_header(last, "Reset")) < before:
            return
    yield Violation("the reset comes no nearer", last, f"< {before} seconds", _header(last, "Reset"))


def _call(bench: Bench) -> Exchange:
    exchange = bench.call(SET)
    if not is_success(exchange) or not _windows(exchange):
        raise NotObservableError("no call succeeds with the three headers")
    return exchange


def _header(exchange: Exchange, name: str) -> str:
    return exchange.response.header(f"X-RateLimit-{name}") if exchange.response else ""


def _windows(exchange: Exchange) -> list[tuple[int, int]]:
    """Return quota and seconds of each window, none if a header is not there."""
    has_all = all(_header(exchange, name) for name in ("Remaining", "Reset"))
    return [(int(m[1]), int(m[2])) for m in WINDOW.finditer(_header(exchange, "Limit"))] if has_all else []


# The list


@rule("numbers-are-kept-as-sent", SET, facts=["MP-15"])
def numbers_are_kept_as_sent(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """Serial numbers are kept in the order sent, equal ones too."""
    yield from _expect(bench, NUMBERS, "other numbers are kept than were sent")


@rule("numbers-are-replaced", SET, facts=["MP-15"])
def numbers_are_replaced(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The list that is sent replaces the one that was there."""
    _put(bench, NUMBERS[:2])
    yield from _expect(bench, NUMBERS[:1], "numbers of before are kept")


@rule("same-numbers-change-nothing", SET, facts=["MP-15"])
def same_numbers_change_nothing(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The same request again changes nothing."""
    _put(bench, NUMBERS[:1])
    yield from _expect(bench, NUMBERS[:1], "the same numbers are kept once more")


@rule("empty-list-clears", SET, facts=["MP-15"])
def empty_list_clears(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An empty list clears the serial numbers."""
    _put(bench, NUMBERS[:1])
    yield from _expect(bench, [], "numbers are kept though none was sent")


def _put(bench: Bench, numbers: list[str]) -> Exchange:
    exchange = bench.call(SET, body=numbers)
    if not is_success(exchange):
        raise NotObservableError("no serial numbers could be set")
    return exchange


def _expect(bench: Bench, numbers: list[str], title: str) -> Iterator[Violation]:
    exchange = _put(bench, numbers)
    kept = bench.probe(SET, path_of(exchange))
    if kept != numbers:
        yield Violation(title, exchange, str(numbers), str(kept))
