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
}


def _drop_status(answer: Answer) -> None:
    del answer.body["result"]["status"]


def _number_alone(answer: Answer) -> None:
    answer.headers["X-RateLimit-Limit"] = answer.headers["X-RateLimit-Limit"].partition(",")[0]


def _empty_remaining(answer: Answer) -> None:
    del answer.headers["X-RateLimit-Remaining"]


def _date_of_reset(answer: Answer) -> None:
    answer.headers["X-RateLimit-Reset"] = "Wed, 01 Jan 2025 10:00:00 GMT"


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
}


def spoil(wrong: str | None, answer: Answer) -> None:
    """Make `answer` wrong if the wrong concerns answers of its status."""
    status, change = _SPOILS.get(wrong or "", (0, None))
    if change and status == answer.status:
        change(answer)
