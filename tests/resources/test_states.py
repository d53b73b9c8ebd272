"""States that descriptions name: what is read of them, and what says something else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from conformance.apis import Api
from conformance.resources.states import States, read_states

_VALUES = ["draft", "confirmed", "shipped", "onHold"]
_ALL = frozenset(_VALUES)
_SCHEMA = "/paths/~1o/post/requestBody/content/application~1json/schema"


def _read(make_api: Callable[..., Api], text: str, *statuses: str, **more: Any) -> States | None:
    names = {"status": {"type": "string", "enum": _VALUES}, **more}
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": names}}}}
    responses = {each: {"description": "-"} for each in ("200", *(statuses or ("409",)))}
    operation = {"description": text, "requestBody": body, "responses": responses}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/o": {"post": operation}}}
    spec = make_api(json.dumps(document)).spec
    places = {name: [f"{_SCHEMA}/properties/{name}"] for name in names}
    return read_states(spec, next(iter(spec.operations.values())), "purchase-orders", places)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("Only a `draft` order can be confirmed; otherwise 409.", {"draft"}),
        ("Only draft or confirmed orders can be changed.", {"draft", "confirmed"}),
        ("Only an order with status `draft` can be put on hold, otherwise 409.", {"draft"}),
        ("Only while the order is a draft (409).", {"draft"}),
        ("An order can only be shipped\nwhen it is `confirmed`.", {"confirmed"}),
        ("Releases an order that is `onHold`, otherwise 409.", {"onHold"}),
        ("Only orders that are on hold may be released.", {"onHold"}),
        ("A shipped order can't be cancelled; the answer is 409.", _ALL - {"shipped"}),
        ("A shipped order can\u2019t be cancelled.", _ALL - {"shipped"}),
        ("An order that is `onHold` or `shipped` cannot be closed (409).", {"draft", "confirmed"}),
        ("Cancel an order. It may not be cancelled once it is shipped.", _ALL - {"shipped"}),
        ("Cancel it. 409 if the order is already shipped.", _ALL - {"shipped"}),
        ("It returns 409 conflict when the order is shipped.", _ALL - {"shipped"}),
        ("A purchase order can be cancelled only while it is a draft.", {"draft"}),
        ("A shipped order can't be changed or cancelled any more.", _ALL - {"shipped"}),
    ],
)
def test_states_that_refuse_are_read(make_api: Callable[..., Api], text: str, allowed: set[str]) -> None:
    found = _read(make_api, text)
    assert found is not None
    assert found.refused == _ALL - allowed


@pytest.mark.parametrize(
    "text",
    [
        "Only an order of a confirmed customer can be shipped.",
        "Only orders whose payment is confirmed can be shipped.",
        "Only a manager can confirm a draft order.",
        "Only an order that is not shipped can be cancelled.",
        "A confirmed order can't be changed by the customer unless it is on hold.",
        "A draft or confirmed or shipped or onHold order can't be changed.",
        "A shipped order without tracking cannot be cancelled.",
        "It cannot be shipped to a country whose customs are on hold.",
        "A draft order can be confirmed, and a confirmed one shipped.",
        "409 if the order is shipped and older than a day.",
        "Only a draft order can be changed by customers.",
        "Only draft orders can have their address changed.",
        "A shipped order can't have its address changed.",
        "A shipped order can't be changed by customers.",
        "The address can only be changed while the order is a draft.",
        "Lines can't be added once the order is shipped.",
        "Changing the address is a 409 when the order is shipped.",
        "Only draft orders can be cancelled. Cancelling twice is idempotent.",
        "Only draft orders can be deleted, unless `force` is true.",
        "The confirmed quantity is not in stock.",
    ],
)
def test_what_says_more_than_states_says_nothing(make_api: Callable[..., Api], text: str) -> None:
    assert _read(make_api, text) is None


def test_a_refusal_has_to_be_documented(make_api: Callable[..., Api]) -> None:
    text = "Only a draft order can be confirmed."
    assert _read(make_api, text, "400", "404") is None
    assert _read(make_api, text, "422") is not None


def test_two_properties_leave_open_which_is_meant(make_api: Callable[..., Api]) -> None:
    assert _read(make_api, "Only a draft order can be confirmed.", stage={"enum": ["draft"]}) is None
    assert _read(make_api, "Only a draft order can be confirmed.", kind={"enum": ["draft"]}) is not None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The order becomes `confirmed`, and `confirmed_at` is set.", "confirmed"),
        ("Its status becomes `onHold`.", "onHold"),
        ("Its status is set to draft again.", "draft"),
        ("Sends a mail. The status changes to shipped.", "shipped"),
        ("The customer becomes confirmed.", None),
        ("A draft order becomes confirmed.", None),
        ("The order becomes confirmed. The order becomes shipped.", None),
        ("The order becomes confirmed if it is paid.", None),
    ],
)
def test_the_outcome_is_read_where_nothing_else_decides(
    make_api: Callable[..., Api], text: str, outcome: str | None
) -> None:
    found = _read(make_api, text)
    assert (found.outcome if found else None) == outcome
