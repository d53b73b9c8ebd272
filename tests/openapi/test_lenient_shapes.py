"""A schema in the wrong shape or place is read as it was meant; other mistakes stay."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi import lenient

TEXT = {"type": "string"}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "array", "items": [TEXT]}, {"type": "array", "items": TEXT}),
        ({"type": "array", "items": [TEXT, TEXT]}, None),
        ({"properties": {"a": [{"properties": {"b": [TEXT]}}]}},
         {"properties": {"a": {"type": "array", "items": {"properties": {"b": {"type": "array", "items": TEXT}}}}}}),
        ({"properties": {"a": []}}, None),
        ({"properties": {"type": "object", "a": TEXT}}, {"type": "object", "properties": {"a": TEXT}}),
        ({"properties": {"type": TEXT}}, None),
        ({"type": "object", "properties": {"type": "object"}}, None),
        ({"type": "object", "enum": ["a"]}, {"type": "string", "enum": ["a"]}),
        ({"type": "array", "enum": ["a"]}, {"type": "string", "enum": ["a"]}),
        ({"type": "object", "enum": [{}]}, None),
        ({"type": "object", "properties": {}, "enum": ["a"]}, None),
        ({"type": "aray", "items": TEXT}, {"type": "array", "items": TEXT}),
        ({"type": "quux"}, None),
    ],
)  # fmt: skip
def test_a_schema_is_read_as_it_was_meant(before: dict[str, Any], after: dict[str, Any] | None, version: str) -> None:
    new, problems = lenient.repair_document({"openapi": version, "components": {"schemas": {"A": before}}}, "f")
    assert new["components"]["schemas"]["A"] == (before if after is None else after)
    assert bool(problems) is (after is not None)
