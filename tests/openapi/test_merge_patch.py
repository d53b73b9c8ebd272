"""Bodies of JSON merge patches accept null where it removes a property."""

from __future__ import annotations

from typing import Any

from conformance.openapi import merge_patch
from conformance.openapi.upgrade import Rewrite

TEXT, NULL = {"type": "string"}, {"type": "null"}
PATCH = "application/merge-patch+json"


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def document(schema: Any, *others: Any, **schemas: Any) -> dict[str, Any]:
    bodies = {"patch": {"requestBody": {"content": {PATCH: {"schema": schema}}}}}
    responses = {str(201 + n): {"content": {"application/json": {"schema": s}}} for n, s in enumerate(others)}
    item = {"patch": {**bodies["patch"], "responses": responses}}
    return {"openapi": "3.1.0", "paths": {"/a": item}, "components": {"schemas": schemas}}


def patched(schema: Any, *others: Any, **schemas: Any) -> tuple[Any, dict[str, Any]]:
    before = document(schema, *others, **schemas)
    after, rewrites = merge_patch.write_out(before)
    assert before == document(schema, *others, **schemas)
    pointer = "/paths/~1a/patch/requestBody/content/application~1merge-patch+json"
    assert rewrites == (Rewrite("merge-patch", pointer),)
    return after["paths"]["/a"]["patch"]["requestBody"]["content"][PATCH]["schema"], after["components"]["schemas"]


def test_optional_properties_accept_null_and_required_ones_do_not() -> None:
    properties = {"a": TEXT, "b": TEXT, "c": {"enum": ["x"]}, "d": {}, "e": {"type": "array", "items": TEXT}}
    body, _ = patched({"type": "object", "required": ["a"], "properties": properties, "additionalProperties": TEXT})
    assert body["properties"] == {
        "a": TEXT,
        "b": {"type": ["string", "null"]},
        "c": {"anyOf": [{"enum": ["x"]}, NULL]},
        "d": {},
        "e": {"type": ["array", "null"], "items": TEXT},
    }
    assert body["additionalProperties"] == {"type": ["string", "null"]}


def test_what_accepts_null_or_is_read_only_stays() -> None:
    properties = {"a": {"type": ["string", "null"]}, "b": {"anyOf": [TEXT, NULL]}, "c": {**TEXT, "readOnly": True}}
    body, _ = patched({"properties": properties})
    assert body["properties"] == properties


def test_a_component_of_patches_alone_is_rewritten_where_it_stands() -> None:
    tree = {"title": "Tree", "type": "object", "properties": {"name": TEXT, "child": ref("Tree")}}
    body, schemas = patched(ref("Tree"), Tree=tree, Name=TEXT)
    assert body == ref("Tree")
    assert schemas["Tree"]["title"] == "Tree"
    assert schemas["Tree"]["properties"]["name"] == {"type": ["string", "null"]}
    assert schemas["Tree"]["properties"]["child"] == {"anyOf": [ref("Tree"), NULL]}
    assert schemas.keys() == {"Tree", "Name"}


def test_a_component_with_another_use_stays_and_is_taken_too() -> None:
    thing = {"title": "Thing", "allOf": [ref("Base"), {"properties": {"part": ref("Part")}}]}
    base, part = {"properties": {"id": TEXT}}, {"properties": {"size": {"type": "integer"}}}
    given = {"Thing": thing, "Base": base, "Part": part, "ThingMergePatch": TEXT}
    body, schemas = patched(ref("Thing"), ref("Thing"), **given)
    assert body == {"anyOf": [ref("ThingMergePatch1"), ref("Thing")]}
    assert {name: schemas[name] for name in given} == given
    assert schemas["ThingMergePatch1"] == {
        "allOf": [
            ref("BaseMergePatch"),
            {"properties": {"part": {"anyOf": [ref("PartMergePatch"), NULL]}}},
        ]
    }
    assert schemas["BaseMergePatch"] == {"properties": {"id": {"type": ["string", "null"]}}}


def test_a_document_without_patches_is_itself() -> None:
    plain: dict[str, Any] = {"openapi": "3.1.0", "paths": {}}
    assert merge_patch.write_out(plain) == (plain, ())
