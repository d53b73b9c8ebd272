"""Checks of what is sent to Sellercloud; each function returns whether a value is valid."""

from __future__ import annotations

import re
from typing import Any, TypeGuard

INT32 = range(-(2**31), 2**31)
REQUIRED = "FirstName LastName ZipCode City Country AddressLine1".split()
OPTIONAL = "MiddleName Business AddressLine2 Fax Region State Phone".split()
INTEGERS = "CompanyId CustomerId SalesRep1".split()
TEXTS = "OrderSource OrderSubType CurrencyCode".split()
ADDRESSES = "ShippingAddress BillingAddress".split()


def is_update(body: Any, wrong: str | None) -> bool:
    """Return whether `body` is a valid update, as the wrong `wrong` sees it."""
    if not isinstance(body, dict) or (wrong == "empty-update-refused" and not body):
        return False
    if wrong == "null-refused" and body.get("CompanyId", 0) is None:
        return False
    return (
        all(_is_integer(body[name], name, wrong) for name in _given(body, INTEGERS))
        and all(isinstance(body[name], str) for name in _given(body, TEXTS))
        and all(_is_flag(body[name], wrong) for name in _given(body, ["DisableInventoryCount"]))
        and all(_is_address(body[name], wrong) for name in _given(body, ADDRESSES))
    )


def is_text(value: Any) -> TypeGuard[str]:
    """Return whether `value` is a string that is not empty."""
    return isinstance(value, str) and value != ""


def _given(body: dict[str, Any], names: list[str]) -> list[str]:
    return [name for name in names if body.get(name) is not None]


def _is_integer(value: Any, name: str, wrong: str | None) -> bool:
    if wrong == "company-coerced" and name == "CompanyId" and _looks_like_integer(value):
        return True
    if wrong == "company-too-large" and name == "CompanyId" and value == 2**31:
        return True
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # JSON Schema takes 1.0 for an integer
    return isinstance(value, int) and not isinstance(value, bool) and value in INT32


def _looks_like_integer(value: Any) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and re.fullmatch("-?[0-9]{1,9}", value) is not None)


def _is_flag(value: Any, wrong: str | None) -> bool:
    if wrong == "flag-coerced" and value in (0, 1, "true", "false"):
        return True
    return isinstance(value, bool)


def _is_address(value: Any, wrong: str | None) -> bool:
    if not isinstance(value, dict):
        return False
    required = [name for name in REQUIRED if not (wrong == "city-not-required" and name == "City")]
    has_texts = all(isinstance(value[name], str) for name in _given(value, [*REQUIRED, *OPTIONAL]))
    is_whole = set(required) <= value.keys() and all(value.get(name, "") is not None for name in REQUIRED)
    return has_texts and is_whole and _has_valid_codes(value, wrong)


def _has_valid_codes(address: dict[str, Any], wrong: str | None) -> bool:
    country, state = address["Country"], address.get("State")
    if wrong == "country-in-lower-case":
        country = country.upper()
    if wrong == "state-of-three-letters" and re.fullmatch("[A-Z]{3}", state or ""):
        state = "XX"
    if state is None and country in {"US", "CA"} and wrong != "state-not-required":
        return False
    return all(re.fullmatch("[A-Z]{2}", code) for code in (country, state) if code is not None)
