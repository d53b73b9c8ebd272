"""A discriminator names the alternative that a value is read as, in requests and in responses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.minimal_instance import smallest
from conformance.mock.schemas import Schema
from conformance.openapi.discriminators import narrow_alternatives
from conformance.openapi.read_write_only import Directions
from conformance.openapi.spec import Spec


def kind(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, **properties}}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


CAT, DOG = kind(m={"type": "integer"}), kind(b={"type": "string"})
BY_REFERENCE = {"c": "#/components/schemas/Cat", "d": "#/components/schemas/Dog"}
COMPONENTS: dict[str, Any] = {
    "Cat": CAT,
    "Dog": DOG,
    "Pet": {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind", "mapping": BY_REFERENCE}},
    "Base": {**kind(), "discriminator": {"propertyName": "kind", "mapping": {"lorry": "Lorry"}}},
    "Lorry": {"allOf": [ref("Base"), {"required": ["load"], "properties": {"load": {"type": "integer"}}}]},
    "Tanker": {"allOf": [ref("Lorry"), {"required": ["litres"], "properties": {"tow": ref("Base")}}]},
    "Yes": {"type": "object", "required": ["is"], "properties": {"is": {"const": True}}},
    "No": {"type": "object", "required": ["is"], "properties": {"is": {"const": False}, "why": {"type": "string"}}},
    "Loop": {**kind(), "oneOf": [ref("Inner")], "discriminator": {"propertyName": "kind"}},
    "Inner": {"allOf": [ref("Loop"), {"properties": {"n": {"type": "integer"}}}]},
    "Said": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["said", "told"]}}},
    "Asked": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "asked"}}},
    "Open": {
        "type": "object",
        "properties": {"kind": {"enum": ["Part", "other"]}},
        "discriminator": {"propertyName": "kind"},
    },
    "Part": {"allOf": [ref("Open"), {"required": ["n"]}]},
}


TANKER = {"kind": "any", "load": 1, "litres": 1}


def schema_of(definition: dict[str, Any]) -> Schema:
    spec = Spec({"paths": {}, "components": {"schemas": {**COMPONENTS, "It": definition}}}, Path("openapi.yaml"))
    return Schema(Directions(spec).requests, "/components/schemas/It")


def union(*names: str, by: str = "kind", keyword: str = "oneOf", **mapping: str) -> dict[str, Any]:
    return {keyword: [ref(name) for name in names], "discriminator": {"propertyName": by, "mapping": mapping}}


@pytest.mark.parametrize(
    ("definition", "valid", "invalid"),
    [
        (union("Cat", "Dog", c="#/components/schemas/Cat", d="Dog"), {"kind": "c", "m": 1}, {"kind": "c", "m": "x"}),
        (union("Cat", "Dog", c="#/components/schemas/Cat", d="Dog"), {"kind": "d", "m": "x"}, {"kind": "d", "b": 1}),
        (union("Cat", "Dog"), {"kind": "Cat", "b": 1}, {"kind": "cat"}),
        (union("Cat", "Dog", keyword="anyOf"), {"kind": "Dog", "m": "x"}, {"kind": "Cat", "m": "x"}),
        (union("Cat", "Dog", Dog="Cat"), {"kind": "Dog", "m": 1}, {"kind": "Dog", "m": "x"}),
        ({"items": ref("Pet")}, [{"kind": "c"}, {"kind": "d"}], [{"kind": "c"}, {"kind": "e"}]),
        ({"properties": {"a": {"allOf": [ref("Pet")]}}}, {"a": {"kind": "c", "b": 1}}, {"a": {"kind": "c", "m": ""}}),
        ({"anyOf": [ref("Pet"), {"type": "null"}]}, None, {"kind": "e"}),
        (union("Pet", "Base", c="Cat"), {"kind": "c", "b": 1}, {"kind": "c", "m": "x"}),
        (union("Pet", "Base"), {"kind": "Tanker", "load": 1, "litres": 2}, {"kind": "Tanker", "load": 1}),
        (ref("Base"), {"kind": "lorry", "load": 1}, {"kind": "lorry"}),
        (ref("Base"), {"kind": "Base"}, {"kind": "boat"}),
        (ref("Base"), {"kind": "Tanker", "load": 1, "litres": 2}, {"kind": "Tanker", "litres": 2}),
        (ref("Lorry"), {"kind": "any", "load": 1}, {"kind": "any"}),
        (ref("Tanker"), TANKER, {**TANKER, "tow": {"kind": "lorry"}}),
        ({"properties": {"a": {**ref("Base"), "title": "A"}}}, {"a": {"kind": "Base"}}, {"a": {"kind": "lorry"}}),
        ({"items": {"allOf": [ref("Base")]}}, [{"kind": "Base"}], [{"kind": "lorry"}]),
        (union("Yes", "No", by="is", true="Yes", false="No"), {"is": True, "why": 1}, {"is": False, "why": 1}),
        (ref("Loop"), {"kind": "Inner", "n": 1}, {"kind": "Inner", "n": "x"}),
        (union("Said", "Asked"), {"kind": "told"}, {"kind": "heard"}),
        (ref("Open"), {"kind": "other"}, {"kind": "Part"}),
        (union("Cat", "Dog", x="https://elsewhere.example/x.json", keyword="anyOf"), {"kind": "x"}, {"kind": "y"}),
        ({"oneOf": [ref("Cat"), {"type": "integer"}], "discriminator": {"propertyName": "kind"}}, 5, {"kind": "Dog"}),
    ],
)  # fmt: skip
def test_the_discriminator_names_the_alternative(definition: dict[str, Any], valid: Any, invalid: Any) -> None:
    schema = schema_of(definition)
    assert schema.complaint(valid) is None
    assert schema.complaint(invalid) is not None


def test_without_the_property_it_is_the_union_alone() -> None:
    schema = schema_of(
        {"oneOf": [{"properties": {"n": {"const": 1}}}, ref("Yes")], "discriminator": {"propertyName": "is"}}
    )
    assert schema.is_valid({"n": 1})
    assert not schema.is_valid({"n": 2})


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"kind": "c", "m": "x"}, ' /m: "x" is not of type "integer"'),
        ({"kind": "e"}, ' /kind: "e" is not one of "c" or "Cat", or "e" is not one of "d" or "Dog"'),
        ({}, ': "kind" is a required property'),
    ],
)
def test_the_reason_is_of_the_alternative_that_is_named(value: Any, reason: str) -> None:
    assert str(schema_of(ref("Pet")).complaint(value)) == reason


def test_a_kind_that_nothing_has_is_reported_beside_all_kinds() -> None:
    needs_more = {"properties": {"kind": {"const": "d"}}, "required": ["kind", "size"]}
    schema = schema_of({"oneOf": [{"properties": {"kind": {"const": "c"}}, "required": ["kind"]}, needs_more]})
    assert str(schema.complaint({"kind": "e"})) == ' /kind: "c" was expected, or "d" was expected'
    assert str(schema.complaint({"kind": "d"})) == ': "size" is a required property'


def document(request: Any, response: Any) -> str:
    operation = {
        "operationId": "write",
        "requestBody": {"required": True, "content": {"application/json": {"schema": request}}},
        "responses": {
            "200": {"description": "D", "content": {"application/json": {"schema": response}}},
            "400": {"description": "D"},
        },
    }
    paths = {"/r": {"post": operation}}
    head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    return json.dumps({**head, "paths": paths, "components": {"schemas": COMPONENTS}})


def test_a_mock_reads_and_answers_the_kind_that_is_named(
    make_api: Callable[..., Api], client: Callable[[Api], httpx.Client]
) -> None:
    mock = client(make_api(document(ref("Pet"), {"type": "array", "minItems": 1, "items": ref("Base")})))
    answer = mock.post("/r", json={"kind": "c", "m": 1})
    assert (answer.status_code, [item["kind"] for item in answer.json()]) == (200, ["lorry"])
    refused = mock.post("/r", json={"kind": "e"})
    assert (refused.status_code, refused.headers["X-Mock-Reason"][:10]) == (400, "body /kind")


def test_the_smallest_object_of_several_kinds_names_its_kind() -> None:
    """Though no branch requires the property, as in documents of FastAPI."""
    kinds = {
        "oneOf": [ref("Card"), ref("Cash")],
        "discriminator": {"propertyName": "kind", "mapping": {"card": ref("Card")["$ref"]}},
    }
    card = {"type": "object", "properties": {"kind": {"const": "card"}, "number": {"type": "string"}}}
    cash = {"type": "object", "properties": {"kind": {"const": "cash"}}}
    document = {"components": {"schemas": {"Card": card, "Cash": cash, "Payment": kinds}}}
    spec = narrow_alternatives(Spec(document, Path("openapi.yaml")))
    assert smallest(spec, "/components/schemas/Payment") == {"kind": "card"}
    assert smallest(spec, "/components/schemas/Cash") == {}
