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
