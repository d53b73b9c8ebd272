"""Each trap's rewriting: what it changes, what it leaves alone, and that it means the same."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.generate.models import definitions
from conformance.generate.opc import all_of, equivalent, widening
from conformance.generate.opc.rewriting import Definition, Rewrite, Trace, rewritten
from conformance.openapi.spec import Spec
from tests.generate.schemas import schemas

SCHEMAS = {
    "A": {"type": "object", "properties": {"a": {"type": "string"}}},
    "B": {"properties": {"b": {"type": "string"}}},
    "ToB": {"$ref": "#/components/schemas/B"},
    "Text": {"type": "string"},
}
DOCUMENT: dict[str, Any] = {"components": {"schemas": SCHEMAS}}
DECIMAL = {"type": "string", "format": "decimal", "pattern": "^[0-9]+$"}
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 8), st.sampled_from(["", "a", "A", "null", 1.5, 2.5])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)),
    max_leaves=4,
)


def refs(*names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def any_of(schema: Definition, _: Any) -> Definition:
    """Clients take the first branch that fits: with `oneOf`, a branch that accepts more makes the whole accept less."""
    branches = schema.pop("oneOf", None)
    return {"anyOf": branches, **schema} if branches else schema


@pytest.mark.parametrize(
    ("rewrite", "before", "after"),
    [
        (equivalent.leave_out_annotations, {"type": "string", "xml": {}}, {"type": "string"}),
        (equivalent.supply_items, {"type": "array"}, {"type": "array", "items": {}}),
        (equivalent.unwrap_single_type, {"type": ["string"]}, {"type": "string"}),
        (equivalent.leave_out_default, {"type": "integer", "default": "1"}, {"type": "integer"}),
        (equivalent.leave_out_default, {"anyOf": [], "default": 1}, {"anyOf": []}),
        (equivalent.plain_const, {"const": None}, {"type": "null"}),
        (equivalent.plain_const, {"type": ["string", "null"], "const": "a"}, {"const": "a"}),
        (equivalent.split_enum, {"type": "string", "enum": ["a", 1]}, {"type": "string", "enum": ["a"]}),
        (widening.strip_decimal_pattern, DECIMAL, {"type": "string", "format": "decimal"}),
        (widening.open_object_union, {"description": "Any.", "oneOf": refs("A", "ToB")}, {"description": "Any."}),
    ],
)
def test_a_trap_is_rewritten(rewrite: Rewrite, before: Definition, after: Definition) -> None:
    assert rewrite(before, DOCUMENT) == after


@pytest.mark.parametrize(
    ("rewrite", "schema"),
    [
        (equivalent.supply_items, {"type": "array", "items": {"type": "string"}}),
        (equivalent.unwrap_single_type, {"type": ["string", "null"]}),
        (equivalent.leave_out_default, {"type": "integer", "default": 1}),
        (equivalent.split_enum, {"type": "string", "enum": ["a", "b"]}),
        (widening.strip_decimal_pattern, {"type": "string", "pattern": "^[0-9]+$"}),
        (widening.open_object_union, {"oneOf": [*refs("A", "Text"), {"type": "null"}]}),
    ],
)
def test_what_is_no_trap_stays(rewrite: Rewrite, schema: Definition) -> None:
    assert rewrite(schema, DOCUMENT) is schema


def test_a_nullable_enum_is_a_union() -> None:
    new = equivalent.split_enum({"type": ["string", "null"], "enum": ["a", None]}, DOCUMENT)
    assert [branch["type"] for branch in new["anyOf"]] == ["string", "null"]


@settings(max_examples=150)
@given(schemas([]).filter(lambda schema: isinstance(schema, dict)), st.lists(VALUES, min_size=1, max_size=6))
def test_an_exact_rewriting_accepts_exactly_the_same_values(schema: Definition, values: list[Any]) -> None:
    before = deepcopy(schema)
    new = rewritten(schema, [*equivalent.EXACT, equivalent.siblings_of_reference], DOCUMENT, Trace())
    assert schema == before
    old_validator, new_validator = map(jsonschema_rs.Draft202012Validator, (schema, new))
    assert [old_validator.is_valid(value) for value in values] == [new_validator.is_valid(value) for value in values]


@settings(max_examples=150)
@given(schemas([]).filter(lambda schema: isinstance(schema, dict)), st.lists(VALUES, min_size=1, max_size=6))
def test_a_merged_schema_accepts_whatever_the_original_accepts(schema: Definition, values: list[Any]) -> None:
    schema = rewritten(deepcopy(schema), [any_of], DOCUMENT, Trace())
    new = rewritten(schema, [all_of.merge_parts], DOCUMENT, Trace())
    old_validator, new_validator = map(jsonschema_rs.Draft202012Validator, (schema, new))
    assert all(new_validator.is_valid(value) for value in values if old_validator.is_valid(value))


def test_what_is_negated_or_a_condition_stays_as_it_is() -> None:
    merged = {"allOf": [{"type": ["string", "null"]}], "type": "object"}
    schema = {"not": merged, "if": merged}
    assert rewritten(schema, [all_of.merge_parts], DOCUMENT, Trace()) == schema


@pytest.mark.parametrize("prepare", [definitions.for_pydantic, definitions.for_msgspec])
def test_the_document_stays_and_what_was_rewritten_is_recorded(prepare: Callable[..., Definition]) -> None:
    literal = {"format": "decimal", "pattern": "x"}
    named = {"D": {**DECIMAL, "examples": [literal]}, "L": {"type": "array"}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": named},
    }
    before, trace = deepcopy(document), Trace()
    copy = prepare(Spec(document, Path("openapi.yaml")), trace)["components"]["schemas"]
    assert document == before
    assert "pattern" not in copy["D"]
    assert copy["D"]["examples"] == [literal]
    assert trace.as_record()["supply_items"] == ["/components/schemas/L"]
    assert trace.as_record()["strip_decimal_pattern"] == ["/components/schemas/D"]
