"""An `allOf` whose parts contradict each other: one requires what another one refuses."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi.closed_parts import open_parts

PAGE = {"type": "object", "required": ["total"], "properties": {"total": {"type": "integer"}}}
CLOSED = {"type": "object", "additionalProperties": False, "properties": {"images": {"type": "array"}}}


def _document(**schemas: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": schemas}}


@pytest.mark.parametrize(
    ("schemas", "pointer"),
    [
        ({"Images": {**CLOSED, "allOf": [{"$ref": "#/components/schemas/Page"}]}, "Page": PAGE}, "Images"),
        ({"Images": {"allOf": [CLOSED, {"$ref": "#/components/schemas/Page"}]}, "Page": PAGE}, "Images/allOf/0"),
        ({"Images": {"allOf": [{"$ref": "#/components/schemas/Own"}], **PAGE}, "Own": CLOSED}, "Own"),
        ({"Images": {**CLOSED, "required": ["total"], "allOf": [{"properties": PAGE["properties"]}]}}, "Images"),
        ({"Images": {"allOf": [{"allOf": [CLOSED]}, PAGE]}}, "Images/allOf/0/allOf/0"),
    ],
)
def test_a_part_that_no_object_satisfies_is_opened(schemas: dict[str, Any], pointer: str) -> None:
    document, warnings = open_parts(_document(**schemas), "shop.yaml")
    assert [str(each).partition(";")[0] for each in warnings] == [
        f"shop.yaml at #/components/schemas/{pointer}/additionalProperties: no object is valid: "
        "a part of the `allOf` requires total\n  fix: it is left out"
    ]
    assert "additionalProperties" not in str(document)
    assert open_parts(document, "shop.yaml") == (document, [])


@pytest.mark.parametrize(
    "images",
    [
        {"allOf": [CLOSED, {**PAGE, "required": []}]},
        {"allOf": [{**CLOSED, "properties": {"total": {}}}, PAGE]},
        {"allOf": [{**CLOSED, "patternProperties": {"^t": {}}}, PAGE]},
        {"allOf": [{**CLOSED, "additionalProperties": {"type": "integer"}}, PAGE]},
        {"allOf": [CLOSED, {"$ref": "#/components/schemas/Missing"}]},
        {"allOf": [{"$ref": "#/components/schemas/Images"}]},
        {"anyOf": [CLOSED, PAGE]},
    ],
)
def test_what_some_object_satisfies_stays(images: dict[str, Any]) -> None:
    document = _document(Images=images)
    assert open_parts(document, "shop.yaml") == (document, [])
