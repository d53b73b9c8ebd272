"""Envelopes that SellerCenter answers with, right and wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from tests.servers import Wrong

Data = dict[str, Any]
ACTION = "UpdateItemsInformation"
_UPDATE = "updateItemsInformation"

WRONGS = {
    "request-id-missing": Wrong(_UPDATE, "The success lacks the property /SuccessResponse/Head/RequestId."),
    "time-with-colon": Wrong(
        _UPDATE, "/SuccessResponse/Head/Timestamp has a colon in its offset, against the pattern."
    ),
    "action-in-lower-case": Wrong(_UPDATE, "The success has the constant at Head/RequestAction in lower case."),
    "success-body-null": Wrong(_UPDATE, "The success has null instead of a list at /SuccessResponse/Body."),
    "success-as-xml": Wrong(_UPDATE, "The success has the Content-Type application/xml instead of application/json."),
    "error-code-as-integer": Wrong(_UPDATE, "Errors have a number instead of a string at Head/ErrorCode."),
    "error-body-as-list": Wrong(_UPDATE, "A failed call has [] at /ErrorResponse/Body instead of the empty string."),
    "both-envelopes": Wrong(_UPDATE, "A partial failure has /SuccessResponse beside /ErrorResponse."),
    "position-as-text": Wrong(_UPDATE, "A failed item has a string instead of an integer at Position."),
    "item-code-missing": Wrong(_UPDATE, "A failed item lacks the required property ErrorCode."),
    "partial-failure-500": Wrong(_UPDATE, "A partial failure is answered with status 500 instead of 200."),
    "login-failure-401": Wrong(_UPDATE, "A failed login is answered with status 401, which is not documented."),
    "signature-not-verified": Wrong(_UPDATE, "Any value of the query parameter Signature is accepted."),
    "signature-not-required": Wrong(_UPDATE, "A request without the query parameter Signature is processed."),
    "any-timestamp-accepted": Wrong(_UPDATE, "The query parameter Timestamp is not checked against its pattern."),
    "any-action-accepted": Wrong(_UPDATE, "The query parameter Action may have any value."),
    "format-not-required": Wrong(_UPDATE, "A request without the required query parameter Format is processed."),
    "empty-items-accepted": Wrong(_UPDATE, "The empty list at /Request/Items of the request is a success."),
    "detail-not-required": Wrong(_UPDATE, "An item of the request without /status_detail is a success."),
    "item-id-coerced": Wrong(_UPDATE, 'Look-alikes of integers at an id_sales_order_item ("11", true) are accepted.'),
    "positions-from-100": Wrong(_UPDATE, "Position counts from 100.", "position-is-of-the-request"),
    "failure-listed-twice": Wrong(_UPDATE, "The first failed item is listed twice.", "position-is-of-the-request"),
    "partial-failure-code-1": Wrong(_UPDATE, "A partial failure has the code 1.", "code-0-lists-items"),
    "login-code-1": Wrong(_UPDATE, "A failed login (E007) has the code 1.", "code-is-that-of-message"),
    "missing-property-code-5": Wrong(_UPDATE, "A missing property has the code 5.", "missing-property-has-code-1"),
    "positions-from-one": Wrong(_UPDATE, "Position counts from one.", "position-counts-from-zero"),
    "first-failure-alone": Wrong(_UPDATE, "The first failed item alone is listed.", "failed-items-alone-are-listed"),
    "all-items-listed": Wrong(_UPDATE, "All items are listed if one failed.", "failed-items-alone-are-listed"),
    "any-detail-accepted": Wrong(_UPDATE, "Any status detail is accepted.", "unfitting-detail-fails"),
    "good-items-not-updated": Wrong(_UPDATE, "No item is updated if one failed.", "items-are-independent"),
    "failed-call-updates": Wrong(_UPDATE, "Items are updated though the call failed.", "failed-call-updates-nothing"),
    "failed-item-updated": Wrong(_UPDATE, "An item that failed is updated.", "failed-item-keeps-its-detail"),
    "status-follows-detail": Wrong(_UPDATE, "The main status changes with the detail.", "main-status-stays"),
}
NEAR_MISSES = {
    "no-items": Wrong(
        "",
        "There is no order item.",
        "position-counts-from-zero failed-items-alone-are-listed unfitting-detail-fails missing-property-has-code-1 "
        "items-are-independent failed-call-updates-nothing failed-item-keeps-its-detail main-status-stays",
    ),
    "one-detail-for-each": Wrong(
        "",
        "Each item takes one detail alone.",
        "items-are-independent failed-call-updates-nothing main-status-stays",
    ),
    "item-code-is-text": Wrong(_UPDATE, "A failed item has the text 12 at ErrorCode."),
    "failures-in-reverse": Wrong(_UPDATE, "Failed items are listed in reverse order."),
}


def success() -> Data:
    """Return the envelope of a call that updated all items."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S%z")
    head = {"RequestId": "", "RequestAction": ACTION, "ResponseType": "", "Timestamp": now}
    return {"SuccessResponse": {"Head": head, "Body": []}}


def failure(code: str, message: str, body: Any = "") -> Data:
    """Return the envelope of a call that failed, as a whole or for the items in `body`."""
    head = {"RequestAction": ACTION, "ErrorType": "Sender", "ErrorCode": code, "ErrorMessage": message}
    return {"ErrorResponse": {"Head": head, "Body": body}}


def partial_failure(messages: dict[int, str]) -> Data:
    """Return the envelope of a call in which the items at some positions failed."""
    items = [{"ErrorCode": None, "ErrorMessage": text, "Position": place} for place, text in messages.items()]
    return failure("0", "Some elements were not processed", {ACTION: items})


def write(wrong: str | None, envelope: Data) -> Response:
    """Write an envelope as a response, made wrong if `wrong` concerns it."""
    kind = _kind(envelope)
    if (wrong, kind) in _SPOILS:
        _SPOILS[wrong, kind](envelope)
    status = _STATUSES.get((wrong, kind), 200)
    is_xml = (wrong, kind) == ("success-as-xml", "success")
    return Response(json.dumps(envelope), status, media_type="application/xml" if is_xml else "application/json")


def _kind(envelope: Data) -> str:
    if "SuccessResponse" in envelope:
        return "success"
    code: str = envelope["ErrorResponse"]["Head"]["ErrorCode"]
    return {"0": "partial", "7": "login"}.get(code, "failure")


def _code_as_integer(envelope: Data) -> None:
    head = envelope["ErrorResponse"]["Head"]
    head["ErrorCode"] = int(head["ErrorCode"])


def _body_as_list(envelope: Data) -> None:
    envelope["ErrorResponse"]["Body"] = []


def _with_success(envelope: Data) -> None:
    envelope.update(success())


def _position_as_text(envelope: Data) -> None:
    for item in envelope["ErrorResponse"]["Body"][ACTION]:
        item["Position"] = str(item["Position"])


def _without_item_code(envelope: Data) -> None:
    for item in envelope["ErrorResponse"]["Body"][ACTION]:
        del item["ErrorCode"]


def _without_request_id(envelope: Data) -> None:
    del envelope["SuccessResponse"]["Head"]["RequestId"]


def _null_body(envelope: Data) -> None:
    envelope["SuccessResponse"]["Body"] = None


def _time_with_colon(envelope: Data) -> None:
    head = envelope["SuccessResponse"]["Head"]
    head["Timestamp"] = head["Timestamp"].replace("+0000", "+00:00")


def _action_in_lower_case(envelope: Data) -> None:
    envelope["SuccessResponse"]["Head"]["RequestAction"] = ACTION.lower()


def _with_code(code: str) -> Callable[[Data], None]:
    return lambda envelope: envelope["ErrorResponse"]["Head"].update(ErrorCode=code)


def _with_positions(first: int) -> Callable[[Data], None]:
    def move(envelope: Data) -> None:
        for item in envelope["ErrorResponse"]["Body"][ACTION]:
            item["Position"] += first

    return move


def _first_alone(envelope: Data) -> None:
    del envelope["ErrorResponse"]["Body"][ACTION][1:]


def _first_twice(envelope: Data) -> None:
    items = envelope["ErrorResponse"]["Body"][ACTION]
    items.insert(0, items[0])


def _in_reverse(envelope: Data) -> None:
    envelope["ErrorResponse"]["Body"][ACTION].reverse()


def _code_as_text(envelope: Data) -> None:
    for item in envelope["ErrorResponse"]["Body"][ACTION]:
        item["ErrorCode"] = "12"


_SPOILS: dict[tuple[str | None, str], Callable[[Data], None]] = {
    ("request-id-missing", "success"): _without_request_id,
    ("time-with-colon", "success"): _time_with_colon,
    ("action-in-lower-case", "success"): _action_in_lower_case,
    ("success-body-null", "success"): _null_body,
    ("error-code-as-integer", "login"): _code_as_integer,
    ("error-code-as-integer", "failure"): _code_as_integer,
    ("error-code-as-integer", "partial"): _code_as_integer,
    ("error-body-as-list", "login"): _body_as_list,
    ("error-body-as-list", "failure"): _body_as_list,
    ("both-envelopes", "partial"): _with_success,
    ("position-as-text", "partial"): _position_as_text,
    ("item-code-missing", "partial"): _without_item_code,
    ("positions-from-100", "partial"): _with_positions(100),
    ("positions-from-one", "partial"): _with_positions(1),
    ("partial-failure-code-1", "partial"): _with_code("1"),
    ("login-code-1", "login"): _with_code("1"),
    ("first-failure-alone", "partial"): _first_alone,
    ("failure-listed-twice", "partial"): _first_twice,
    ("item-code-is-text", "partial"): _code_as_text,
    ("failures-in-reverse", "partial"): _in_reverse,
}
_STATUSES: dict[tuple[str | None, str], int] = {
    ("partial-failure-500", "partial"): 500,
    ("login-failure-401", "login"): 401,
}
