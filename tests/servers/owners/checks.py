"""Checks of the bodies that owners send."""

from __future__ import annotations

import json
import re
from typing import Any


class ApiError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def invalid(message: str) -> ApiError:
    return ApiError(400, "invalid", message)


def decode(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of a body."""
    try:
        value = json.loads(raw.decode(), parse_constant=_reject)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise invalid("the body is not JSON") from error
    if not isinstance(value, dict):
        raise invalid("the body is not an object")
    return value


def _reject(constant: str) -> Any:
    raise ValueError(constant)


def check_text(value: Any, what: str, pattern: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise invalid(f"{what}: expected {pattern}")
    return value


def check_integer(value: Any, what: str, lowest: int, highest: int) -> int:
    is_integer = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not is_integer or not lowest <= value <= highest:
        raise invalid(f"{what}: expected an integer from {lowest} to {highest}")
    return int(value)


def check_new_order(body: dict[str, Any], wrong: str | None) -> dict[str, Any]:
    """Return the clean properties of a new order."""
    kind = body.get("type")
    if wrong == "accepts-unknown-type" and isinstance(kind, str) and kind not in {"pickup", "delivery"}:
        kind = "pickup"
        body = {"store": "st_000", **body}
    if kind == "pickup":
        own = {"store": _store(body.get("store"), wrong)}
    elif kind == "delivery":
        own = _delivery(body, wrong)
    else:
        raise invalid("type: expected pickup or delivery")
    return {"type": kind, "items": _items(body.get("items"), wrong), **own}


def _store(value: Any, wrong: str | None) -> str:
    is_lenient = wrong == "accepts-store-of-two-digits"
    return check_text(value, "store", "st_[0-9]{2,3}" if is_lenient else "st_[0-9]{3}").ljust(6, "0")


def _delivery(body: dict[str, Any], wrong: str | None) -> dict[str, Any]:
    if not isinstance(body.get("gift", False), bool):
        raise invalid("gift: expected a boolean")
    delivery = {"gift": body.get("gift", False)}
    if wrong != "accepts-missing-address" or "address" in body:
        delivery["address"] = _address(body.get("address"))
    return delivery


def _address(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise invalid("address: expected an object")
    street = check_text(value.get("street"), "address.street", "(?s:.{1,80})")
    return {"street": street, "zip": check_text(value.get("zip"), "address.zip", "[0-9]{5}")}


def _items(value: Any, wrong: str | None) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not 1 <= len(value) <= (11 if wrong == "accepts-eleven-items" else 10):
        raise invalid("items: expected an array of 1 to 10 items")
    return [_item(item, wrong) for item in value][:10]


def _item(value: Any, wrong: str | None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise invalid("items: expected objects")
    quantity = value.get("quantity")
    if wrong == "accepts-quantity-as-text" and isinstance(quantity, str) and re.fullmatch("[1-9][0-9]?", quantity):
        quantity = int(quantity)
    sku = check_text(value.get("sku"), "items.sku", "(?s:.{1,20})")
    return {"sku": sku, "quantity": check_integer(quantity, "items.quantity", 1, 99)}


def check_change(body: dict[str, Any], wrong: str | None) -> dict[str, Any]:
    """Return the clean properties of a change."""
    if body.keys() - {"status", "note"} and wrong != "accepts-extra-property":
        raise invalid("unknown property")
    if not body:
        raise invalid("expected a property")
    change: dict[str, Any] = {name: body[name] for name in ("status", "note") if name in body}
    if "status" in change:
        check_text(change["status"], "status", "open|sent|cancelled")
    if change.get("note") is not None:
        longest = 81 if wrong == "accepts-note-of-81" else 80
        change["note"] = check_text(change["note"], "note", f"(?s:.{{0,{longest}}})")[:80]
    return change


def check_estimate(body: dict[str, Any], wrong: str | None) -> float:
    """Return the weight of a parcel."""
    check_text(body.get("zip"), "zip", "[0-9]{5}")
    weight = body.get("weight")
    highest = 51 if wrong == "accepts-weight-51" else 50
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= highest:
        raise invalid("weight: expected a number up to 50")
    return float(weight)
