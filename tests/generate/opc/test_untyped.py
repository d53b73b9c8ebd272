"""Types that are lost on the way into the client: as few as can be, and each said on stderr with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from conformance.apis import Api
from conformance.generate.opc.untyped import says_type

TEXT = {"type": "string"}


def document(schemas: dict[str, Any], answer: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": answer}}
    parameter = {"name": "q", "in": "query", "schema": TEXT}
    responses = {"200": {"description": "It.", "content": content}}
    operation = {"operationId": "getThing", "parameters": [parameter], "responses": responses}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": operation}},
        "components": {"schemas": schemas},
    }


def generated(api: Api, run: Callable[..., Result], out: Path) -> tuple[dict[str, Any], str]:
    result = run(api.folder.parent, out, api.id)
    assert result.exit_code == 0, result.output
    return json.loads((out / api.id / "provenance.json").read_text(encoding="utf-8")), result.stderr


@pytest.mark.parametrize(
    ("schema", "is_typed"),
    [
        ({}, False),
        (True, False),
        ({"description": "Anything.", "nullable": True}, False),
        ({"type": ["string", "number", "boolean", "object", "array", "null"]}, False),
        ({"anyOf": [{}, TEXT]}, False),
        ({"$ref": "#/free"}, False),
        ({"oneOf": []}, False),
        (TEXT, True),
        ({"enum": [1, "a"]}, True),
        ({"properties": {"a": {}}}, True),
        ({"anyOf": [TEXT, {"$ref": "#/text"}]}, True),
        ({"allOf": [{}, TEXT]}, True),
    ],
)
def test_a_schema_says_its_type_or_is_free(schema: Any, is_typed: bool) -> None:
    assert says_type(schema, {"free": {"minLength": 1}, "text": TEXT}) is is_typed


def test_a_component_that_is_refused_at_first_keeps_the_types_of_its_users(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    detail = {"type": "object", "properties": {"field": TEXT}}
    variants = [
        {"title": title, "type": "object", "properties": {title: {"type": "string", "enum": [title]}}}
        for title in ("Issue", "Hint")
    ]
    error = {
        "type": "object",
        "properties": {"details": {"type": "array", "items": {"$ref": "#/components/schemas/Detail"}}},
    }
    special = {"properties": {"details": {"type": "array", "items": {"anyOf": variants}}}}
    schemas = {
        "Detail": detail,
        "Error": error,
        "Special": {"allOf": [{"$ref": "#/components/schemas/Error"}, special]},
    }
    answer = {"anyOf": [{"$ref": "#/components/schemas/Special"}, {"$ref": "#/components/schemas/Detail"}]}
    api = make_api(json.dumps(document(schemas, answer)))
    record, stderr = generated(api, run, tmp_path / "out")
    assert record["operations"]["getThing"]["responses"]["200"]["type"] == "Detail | Special"
    assert record["reading"]["untyped"] == []
    assert "the client accepts any value" not in stderr


def test_a_lost_type_is_said_with_its_place(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    schemas = {"Tree": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}
    api = make_api(json.dumps(document(schemas, {"$ref": "#/components/schemas/Tree"}), indent=1))
    record, stderr = generated(api, run, tmp_path / "out")
    (lost,) = record["reading"]["untyped"]
    assert lost["pointer"].startswith("/components/schemas/Tree")
    assert f"warning: {api.spec_file}:{lost['line']}:" in stderr
    assert "the client accepts any value here: it refers to itself, with no object in between" in stderr


def test_a_type_that_msgspec_lacks_is_said_once(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    objects = [{"type": "object", "title": name, "properties": {name: TEXT}} for name in ("Cat", "Dog")]
    schemas = {name: {"anyOf": objects} for name in ("Pet", "Friend")}
    api = make_api(json.dumps(document(schemas, {"$ref": "#/components/schemas/Pet"})))
    assert "structs accept any value here; the same at 1 more" in generated(api, run, tmp_path / "out")[1]
    result = run(api.folder.parent, tmp_path / "none", api.id, "--models", "pydantic")
    assert "structs" not in result.stderr


def test_a_type_beside_a_reference_to_a_union_keeps_the_union(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    variants = {name: {"type": "object", "properties": {name: TEXT}, "required": [name]} for name in ("Cat", "Dog")}
    pet = {"type": "object", "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in variants]}
    answer = {"$ref": "#/components/schemas/Pet", "type": "object", "title": "A pet"}
    api = make_api(json.dumps(document({**variants, "Pet": pet}, answer)))
    record = generated(api, run, tmp_path / "out")[0]
    assert record["operations"]["getThing"]["responses"]["200"]["type"] == "Cat | Dog"


def test_items_without_a_type_are_any_value_and_said(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    api = make_api(json.dumps(document({}, {"items": TEXT})))
    record, stderr = generated(api, run, tmp_path / "out")
    assert record["operations"]["getThing"]["responses"]["200"]["type"] == "Any"
    assert "the client accepts any value here: no Python type holds all of its values" in stderr


def test_a_union_may_have_a_branch_of_several_types(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}}}
    dog = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}}}
    schemas = {"Cat": cat, "Dog": dog, "Code": {"type": ["string", "integer"], "minLength": 1}}
    branches = [{"$ref": f"#/components/schemas/{name}"} for name in schemas]
    api = make_api(json.dumps(document(schemas, {"anyOf": branches})))
    types = generated(api, run, tmp_path / "out")[0]["operations"]["getThing"]["responses"]["200"]["type"]
    assert {"Cat", "Dog", "int", "str"} <= set(types.split(" | "))
