"""Views of an item: what a schema shows of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conformance.apis import Api
from conformance.mock.stateful.views import View, defaults, place, schema_at, text, without
from conformance.mock.unchanging import Unchanging

SPEC = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths: {}
components:
  schemas:
    Closed:
      type: object
      required: [id]
      additionalProperties: false
      properties: { id: { type: integer }, size: { type: integer } }
    Open: { type: object, additionalProperties: true, properties: { id: { type: integer } } }
    Needs:
      type: object
      required: [id, kind]
      properties: { id: { type: integer }, kind: { enum: [a, b] }, more: {} }
    Owner:
      allOf: [{ $ref: "#/components/schemas/Closed" }]
      properties:
        secret: { writeOnly: true }
        inner:
          type: array
          items: { type: object, properties: { secret: { writeOnly: true }, kept: { default: 3 } } }
        size: { default: 1 }
    Keyed:
      type: object
      properties:
        key:
          type: object
          required: [enabled, value, limits]
          properties:
            enabled: { type: boolean }
            value: { type: string }
            note: { type: string }
            limits: { required: [day, hour], properties: { day: { type: integer }, hour: { type: integer } } }
    Either:
      type: object
      required: [id, round]
      properties: { id: { type: integer }, round: { type: integer }, square: { type: integer }, note: {} }
      not: { required: [round, square] }
    Text: { type: string }
    Shape:
      required: [id]
      oneOf:
        - { type: object, required: [name, round], properties: { name: {}, round: { type: object } } }
        - { type: object, required: [name, square], properties: { name: {}, square: { type: object } } }
      anyOf: [{ type: "null" }, { type: object, required: [code], properties: { id: {}, code: {} } }]
"""
ITEM = {"id": 1, "size": "large", "colour": "red"}


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    return make_api(SPEC)


@pytest.mark.parametrize(
    ("name", "base", "expected"),
    [
        ("Closed", {"id": 0, "size": 5}, {"id": 1}),
        ("Open", {"id": 0}, ITEM),
        ("Needs", {"id": 0, "kind": "b", "more": 1}, {"id": 1, "kind": "b"}),
        ("Text", "shown", "shown"),
    ],
)
def test_an_item_is_shown_as_the_schema_allows(api: Api, name: str, base: Any, expected: Any) -> None:
    view = View(api.spec, f"/components/schemas/{name}", base, Unchanging())
    assert view.show(ITEM) == expected
    assert view.show(dict(ITEM)) == expected


def test_another_item_at_the_same_place_in_memory_is_shown_as_it_is(api: Api) -> None:
    view = View(api.spec, "/components/schemas/Open", {}, Unchanging())
    assert [view.show({"id": number})["id"] for number in range(100)] == list(range(100))


def test_a_shown_value_is_known_not_to_change_while_it_is_kept(api: Api) -> None:
    unchanging = Unchanging()
    view = View(api.spec, "/components/schemas/Closed", {"id": 0, "size": 5}, unchanging)
    first = view.show({"id": 1})
    assert first in unchanging
    items = [{"id": number} for number in range(2001)]
    assert all(view.show(item) in unchanging for item in items)
    assert first not in unchanging


def test_what_a_keyword_marks_is_left_out_at_any_depth(api: Api) -> None:
    value = {"id": 1, "secret": 1, "inner": [{"secret": 1, "kept": 2}]}
    shown = without(api.spec, "/components/schemas/Owner", value, frozenset({"writeOnly"}))
    assert shown == {"id": 1, "inner": [{"kept": 2}]}


def test_the_schema_within_a_schema_is_found(api: Api) -> None:
    assert schema_at(api.spec, "/components/schemas/Owner", "/id") == "/components/schemas/Closed/properties/id"
    assert schema_at(api.spec, "/components/schemas/Owner", "/none/id") is None
    assert defaults(api.spec, "/components/schemas/Owner") == {"size": 1}


def test_a_value_is_placed_in_a_copy() -> None:
    body = {"data": {"a": 1}}
    assert place(body, "/data/b~1c", 2) == {"data": {"a": 1, "b/c": 2}}
    assert place(body, "/other/b", 2) == {"data": {"a": 1}, "other": {"b": 2}}
    assert (place(body, "", 2), body) == (2, {"data": {"a": 1}})


def test_a_value_is_written_as_in_a_path() -> None:
    assert [text(value) for value in (True, 1.0, 1.5, "a")] == ["true", "1", "1.5", "a"]


def test_what_one_alternative_requires_is_not_required_of_all(api: Api) -> None:
    view = View(api.spec, "/components/schemas/Shape", {"id": 1, "name": "a", "code": 1, "round": {}}, Unchanging())
    assert view.required == {"id", "name", "code"}
    square = {"id": 2, "name": "b", "code": 2, "square": {}}
    assert view.show(square) == square


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ({"enabled": False}, {"enabled": False, "value": "v", "limits": {"day": 1, "hour": 1}}),
        ({"enabled": False, "limits": {"day": 9}}, {"enabled": False, "value": "v", "limits": {"day": 9, "hour": 1}}),
    ],
)
def test_an_object_keeps_what_was_sent_beside_what_it_needs(api: Api, key: Any, shown: Any) -> None:
    base = {"key": {"enabled": True, "value": "v", "note": "n", "limits": {"day": 1, "hour": 1}}}
    view = View(api.spec, "/components/schemas/Keyed", base, Unchanging())
    assert view.show({"key": key})["key"] == shown


def test_an_item_that_a_response_can_not_show_keeps_its_id(api: Api) -> None:
    """And all that goes together."""
    view = View(api.spec, "/components/schemas/Either", {"id": 0, "round": 1}, Unchanging())
    assert view.show({"note": "n", "square": 2, "id": 7}) == {"note": "n", "id": 7, "round": 1}
