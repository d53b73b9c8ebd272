"""Where a value may be one of several kinds, the reason of a refusal is about the one that was meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.schemas import Schema
from conformance.openapi.spec import Spec


@pytest.fixture
def mock(client: Callable[[Api], httpx.Client], toy: Callable[[str], Api]) -> httpx.Client:
    return client(toy("alternatives"))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"radius": -1}, "body /radius: -1 is less than or equal to the minimum of 0"),
        ({"radius": "x"}, 'body /radius: "x" is not of type "number"'),
        ({"radius": 1, "colour": "blue"}, 'body /colour: "red" was expected, or "green" was expected'),
        ({}, 'body: "radius" is a required property'),
        ({"width": "x"}, 'body /width: "x" is not of type "number"'),
        (5, 'body: 5 is not of type "object", or 5 is not of type "string"'),
    ],
)
def test_the_reason_is_that_of_the_nearest_alternative(mock: httpx.Client, body: Any, reason: str) -> None:
    """Where the value errs deepest, of its own type, with the fewest errors; several if they are equally near."""
    response = mock.post("/shapes", json=body)
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (400, reason)


def test_the_alternative_that_a_constant_names_was_meant() -> None:
    """The other ones err deeper, in that constant."""
    pickup = {"properties": {"type": {"const": "pickup"}, "store": {"type": "string"}}, "required": ["type", "store"]}
    delivery = {"properties": {"type": {"enum": ["delivery"]}}, "required": ["type", "address"]}
    spec = Spec({"components": {"schemas": {"Order": {"oneOf": [pickup, delivery]}}}}, Path("openapi.yaml"))
    schema = Schema(spec, "/components/schemas/Order")
    assert str(schema.complaint({"type": "delivery"})) == ': "address" is a required property'
    assert str(schema.complaint({"type": "pickup", "store": 7})) == ' /store: 7 is not of type "string"'


OWN = {"a": {"type": "integer"}, "b": {"type": "string"}, "rows": {"items": {"properties": {"n": {"type": "integer"}}}}}


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"a": 1, "b": "x"}, []),
        ({"a": "1", "b": 2}, [" /a: type", " /b: type"]),
        ({"b": 2}, [": required a", " /b: type"]),
        ({}, [": required a"]),  # an object of another kind lacks many properties, and is one defect
        ({"a": 1, "b": "x", "rows": [{"n": "1"}, {"n": "2"}]}, [" /rows/*/n: type"]),
        ({"a": "1", "b": "x"}, [" /a: type"]),  # which is unevaluated then, too
        ({"a": 1, "b": "x", "c": 0}, [": unevaluatedProperties"]),
        (5, [": type"]),
    ],
)
def test_each_place_that_is_invalid_is_a_complaint_of_its_own(body: Any, places: list[str]) -> None:
    thing = {"type": "object", "properties": OWN, "required": ["a", "b"], "unevaluatedProperties": False}
    spec = Spec({"components": {"schemas": {"Thing": thing}}}, Path("openapi.yaml"))
    complaints = Schema(spec, "/components/schemas/Thing").complaints(body)
    assert [complaint.cause for complaint in complaints] == places


def test_at_most_ten_places_are_reported() -> None:
    thing = {"properties": {f"p{count}": {"type": "string"} for count in range(12)}}
    schema = Schema(Spec({"components": {"schemas": {"T": thing}}}, Path("openapi.yaml")), "/components/schemas/T")
    assert len(schema.complaints({f"p{count}": count for count in range(12)})) == 10


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, 'body: "password" is a required property'),
        ({"password": "hunter2hunter2"}, "body /password: breaks 'maxLength'"),
    ],
)
def test_a_sensitive_value_is_not_part_of_the_reason(mock: httpx.Client, body: Any, reason: str) -> None:
    """The name of a property that is missing is no value."""
    assert mock.post("/secrets", json=body).headers["X-Mock-Reason"] == reason
