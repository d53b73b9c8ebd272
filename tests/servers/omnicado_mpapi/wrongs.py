"""Wrong answers of the Omnicado MPAPI server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.servers import Wrong
from tests.servers.omnicado_mpapi.answer import Answer

_SET = "setOrderItemSerialNumbers"

WRONGS = {
    "status-missing": Wrong(_SET, "The 200 lacks the required property /result/status."),
    "status-null": Wrong(_SET, "The 200 has null instead of a string at /result/status."),
    "code-as-text": Wrong(_SET, 'The 200 has the string "200" instead of an integer at /result/code.'),
    "success-is-202": Wrong(_SET, "A valid request is answered with status 202, which is not documented."),
    "success-as-plain-text": Wrong(_SET, "The 200 has the Content-Type text/plain instead of application/json."),
    "remaining-header-missing": Wrong(_SET, "The 200 lacks the required header X-RateLimit-Remaining."),
    "reset-header-as-date": Wrong(_SET, "The header X-RateLimit-Reset of the 200 is an HTTP date, not an integer."),
    "limit-header-without-windows": Wrong(_SET, "X-RateLimit-Limit of the 200 is one number without windows."),
    "error-code-is-200": Wrong(_SET, "A 400 has 200 at /result/code, which the schema of failures excludes."),
    "empty-list-500": Wrong(_SET, "The empty list of serial numbers is answered with status 500."),
    "number-in-list-accepted": Wrong(_SET, "Numbers and booleans among the serial numbers (/0) are answered with 200."),
    "null-in-list-accepted": Wrong(_SET, "null among the serial numbers (/0) is answered with 200."),
    "text-body-accepted": Wrong(_SET, "A body that is one string instead of a list is answered with 200."),
    "any-client-accepted": Wrong(_SET, "Any value of the query parameter client_id is accepted."),
    "client-not-required": Wrong(_SET, "A request without the query parameter client_id is answered with 200."),
    "unauthorized-code-is-400": Wrong(_SET, "A 401 has 400 at /result/code.", "code-is-status"),
    "unknown-item-accepted": Wrong(_SET, "An unknown item is answered with 200.", "unknown-item-is-refused"),
    "leading-quota-of-none": Wrong(_SET, "X-RateLimit-Limit begins with 1.", "leading-quota-is-of-a-window"),
    "remaining-of-the-day": Wrong(_SET, "X-RateLimit-Remaining is above 2875.", "remaining-is-within-quotas"),
    "reset-in-milliseconds": Wrong(_SET, "X-RateLimit-Reset is in milliseconds.", "reset-is-within-windows"),
    "remaining-stays": Wrong(_SET, "X-RateLimit-Remaining is always 2000.", "remaining-goes-down"),
    "reset-stays": Wrong(_SET, "X-RateLimit-Reset is always 3000.", "reset-counts-down"),
    "numbers-sorted": Wrong(_SET, "The serial numbers are kept in order of the alphabet.", "numbers-are-kept-as-sent"),
    "numbers-distinct": Wrong(_SET, "Equal serial numbers are kept once.", "numbers-are-kept-as-sent"),
    "numbers-merged": Wrong(_SET, "The serial numbers of before are kept.", "numbers-are-replaced"),
    "numbers-appended": Wrong(_SET, "The serial numbers are appended.", "same-numbers-change-nothing"),
    "empty-list-ignored": Wrong(_SET, "The empty list changes nothing.", "empty-list-clears"),
}
NEAR_MISSES = {
    "no-orders": Wrong(
        "",
        "The client has no order.",
        "remaining-goes-down reset-counts-down numbers-are-kept-as-sent numbers-are-replaced "
        "same-numbers-change-nothing empty-list-clears",
    ),
    "window-of-3-seconds": Wrong("", "A window is reset all the time.", "remaining-goes-down reset-counts-down"),
    "quota-of-smallest-window": Wrong(_SET, "X-RateLimit-Limit begins with 17250, the minute's quota."),
    "unknown-in-body-alone": Wrong(_SET, "An unknown item is answered with 200 and the /result/code 404."),
    "names-in-words": Wrong(_SET, "/result/status of the 200 is not OK."),
}


def _drop_status(answer: Answer) -> None:
    del answer.body["result"]["status"]


def _number_alone(answer: Answer) -> None:
    answer.headers["X-RateLimit-Limit"] = answer.headers["X-RateLimit-Limit"].partition(",")[0]


def _empty_remaining(answer: Answer) -> None:
    del answer.headers["X-RateLimit-Remaining"]


def _date_of_reset(answer: Answer) -> None:
    answer.headers["X-RateLimit-Reset"] = "Wed, 01 Jan 2025 10:00:00 GMT"


def _replace_first(quota: str) -> Callable[[Answer], None]:
    def replace_first(answer: Answer) -> None:
        rest = answer.headers["X-RateLimit-Limit"].partition(",")[2]
        answer.headers["X-RateLimit-Limit"] = f"{quota},{rest}"

    return replace_first


def _with_header(name: str, make: Callable[[str], str]) -> Callable[[Answer], None]:
    key = f"X-RateLimit-{name}"
    return lambda answer: answer.headers.update({key: make(answer.headers[key])})


def keep(wrong: str | None, numbers: list[str], sent: list[str]) -> None:
    """Keep the serial numbers that were sent in place of `numbers`."""
    kept = {
        "numbers-sorted": sorted(sent),
        "numbers-distinct": list(dict.fromkeys(sent)),
        "numbers-merged": list(dict.fromkeys([*numbers, *sent])),
        "numbers-appended": [*numbers, *sent],
        "empty-list-ignored": sent or list(numbers),
    }
    numbers[:] = kept.get(wrong or "", sent)


def _setting(key: str, value: Any) -> Callable[[Answer], None]:
    return lambda answer: answer.body["result"].update({key: value})


def _with(name: str, value: Any) -> Callable[[Answer], None]:
    return lambda answer: setattr(answer, name, value)


_SPOILS: dict[str, tuple[int, Callable[[Answer], None]]] = {
    "status-missing": (200, _drop_status),
    "status-null": (200, _setting("status", None)),
    "code-as-text": (200, _setting("code", "200")),
    "success-is-202": (200, _with("status", 202)),
    "success-as-plain-text": (200, _with("media_type", "text/plain")),
    "remaining-header-missing": (200, _empty_remaining),
    "reset-header-as-date": (200, _date_of_reset),
    "limit-header-without-windows": (200, _number_alone),
    "error-code-is-200": (400, _setting("code", 200)),
    "unknown-in-body-alone": (404, _with("status", 200)),
    "unauthorized-code-is-400": (401, _setting("code", 400)),
    "leading-quota-of-none": (200, _replace_first("1")),
    "remaining-of-the-day": (200, _with_header("Remaining", lambda left: str(int(left) + 2875))),
    "reset-in-milliseconds": (200, _with_header("Reset", lambda seconds: f"{seconds}000")),
    "remaining-stays": (200, _with_header("Remaining", lambda _: "2000")),
    "reset-stays": (200, _with_header("Reset", lambda _: "3000")),
    "quota-of-smallest-window": (200, _replace_first("17250")),
    "names-in-words": (200, _setting("status", "Fine")),
}


def spoil(wrong: str | None, answer: Answer) -> None:
    """Make `answer` wrong if the wrong concerns answers of its status."""
    status, change = _SPOILS.get(wrong or "", (0, None))
    if change and status == answer.status:
        change(answer)
