"""Each trap: what is rewritten, what stays, and that the same values are accepted, or more where a trap says so."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.generate.models import definitions
from conformance.generate.opc import all_of, equivalent, properties, references, widening
from conformance.generate.opc.classes import Classes
from conformance.generate.opc.names import make_identifier
from conformance.generate.opc.rewriting import PLACE, Definition, Rewrite, Trace, mark_places, rewritten
from conformance.openapi.spec import Spec

SCHEMAS: dict[str, Any] = {
    "A": {"type": "object", "properties": {"a": {"type": "string"}}},
    "B": {"properties": {"b": {"type": "string"}}},
    "ToB": {"$ref": "#/components/schemas/B"},
    "Text": {"type": "string"},
}
DOCUMENT: dict[str, Any] = {"components": {"schemas": SCHEMAS}}


def refs(*names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def of(schemas: Mapping[str, Any]) -> Spec:
    info = {"title": "Toy", "version": "1"}
    return Spec({"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}}, Path("toy.yaml"))


CHANGED: list[tuple[Rewrite, Definition, Definition]] = [
    (equivalent.supply_items, {"type": ["array", "null"]}, {"type": ["array", "null"], "items": {}}),
    (equivalent.unwrap_single_type, {"type": ["string"]}, {"type": "string"}),
    (equivalent.leave_out_default, {"type": "array", "default": []}, {"type": "array"}),
    (
        equivalent.leave_out_default,
        {"type": "string", "enum": ["a"], "default": "b"},
        {"type": "string", "enum": ["a"]},
    ),
    (equivalent.leave_out_default, {"type": "integer", "default": True}, {"type": "integer"}),
    (equivalent.split_enum, {"enum": [None]}, {"type": "null"}),
    (equivalent.split_enum, {"type": ["string", "null"], "enum": ["a", "a"]}, {"type": "string", "enum": ["a"]}),
    (equivalent.split_enum, {"enum": [1.0]}, {"type": "integer", "enum": [1]}),
    (equivalent.plain_const, {"const": None}, {"type": "null"}),
    (equivalent.plain_const, {"type": ["string", "null"], "const": "a"}, {"const": "a"}),
    (equivalent.leave_out_annotations, {"type": "string", "xml": {}}, {"type": "string"}),
    (equivalent.text_for_binary, {"type": "string", "format": "binary"}, {"type": "string"}),
    (
        equivalent.sound_discriminator,
        {"oneOf": refs("A"), "discriminator": {"propertyName": "x"}},
        {"oneOf": refs("A")},
    ),
    (widening.keep_unknown, {"type": "object", "additionalProperties": False}, {"type": "object", "x-closed": True}),
    (widening.loose_values, {"enum": [0.5]}, {"type": "number"}),
    (widening.loose_values, {"enum": ["a", {}]}, {"type": ["string", "object"]}),
    (widening.loose_values, {"const": [1]}, {"type": "array"}),
    (widening.loose_values, {"const": {"a": 1}, "type": "object"}, {"type": "object"}),
    (widening.one_combination, {"type": "object", "anyOf": [{"required": ["a"]}]}, {"type": "object"}),
    (widening.one_combination, {"type": "object", "oneOf": refs("A", "B")}, {"oneOf": refs("A", "B")}),
    (widening.rust_patterns, {"type": "string", "pattern": "^(?!a)"}, {"type": "string"}),
    (widening.python_patterns, {"type": "string", "pattern": r"\p{L}"}, {"type": "string"}),
    (widening.strip_decimal_pattern, {"format": "decimal", "pattern": "^1$"}, {"format": "decimal"}),
    (widening.strip_ulid, {"type": "string", "format": "ulid"}, {"type": "string"}),
    (widening.remove_discriminator, {"discriminator": {"propertyName": "a"}}, {}),
    (widening.open_object_union, {"description": "Either.", "anyOf": refs("A", "ToB")}, {"description": "Either."}),
    (widening.open_object_union, {"oneOf": [{"oneOf": refs("A", "B")}, {"type": "null"}]}, {}),
    (widening.any_value, {"type": "string", "description": "What."}, {"description": "What."}),
    (all_of.lone_branch, {"title": "T", "anyOf": [{"type": "array"}]}, {"title": "T", "type": "array"}),
    (all_of.merge_parts, {"allOf": [{"type": "string"}, {"maxLength": 5}]}, {"type": "string"}),
    (all_of.merge_parts, {"allOf": [{"description": "Nothing."}]}, {}),
    (all_of.merge_parts, {"allOf": [*refs("A"), {"title": "Words"}], "title": "T"}, {"title": "T", "allOf": refs("A")}),
    (
        all_of.merge_parts,
        {"title": "T", "allOf": refs("A"), "type": "object", "properties": {"x": {}}},
        {"title": "T", "allOf": [*refs("A"), {"type": "object", "properties": {"x": {}}}]},
    ),
    (
        all_of.flatten,
        {"allOf": refs("A", "B")},
        {"type": "object", "properties": SCHEMAS["A"]["properties"] | SCHEMAS["B"]["properties"]},
    ),
    (all_of.lone_reference, {"allOf": refs("A"), "description": "It."}, {**refs("A")[0], PLACE: ""}),
]
KEPT: list[tuple[Rewrite, Definition]] = [
    (equivalent.supply_items, {"type": "array", "prefixItems": [{}]}),
    (equivalent.unwrap_single_type, {"type": ["string", "null"]}),
    (equivalent.leave_out_default, {"type": "integer", "default": 1}),
    (equivalent.split_enum, {"type": "string", "enum": ["a", "A", ""]}),
    (equivalent.plain_const, {"const": "a"}),
    (equivalent.siblings_of_reference, {**refs("A")[0], "description": "Only words."}),
    (widening.one_combination, {"anyOf": refs("A", "Text")}),
    (widening.rust_patterns, {"type": "string", "pattern": "^a$"}),
    (widening.strip_decimal_pattern, {"type": "string", "pattern": "^[0-9]+$"}),
    (widening.strip_ulid, {"type": "string", "format": "uuid"}),
    (widening.open_object_union, {"oneOf": [*refs("A", "Text"), {"type": "null"}]}),
    (all_of.merge_parts, {"allOf": refs("A", "B")}),
    (all_of.flatten_clashes, {"allOf": refs("A", "B")}),
]


@pytest.mark.parametrize(("trap", "before", "after"), CHANGED)
def test_a_trap_is_rewritten(trap: Rewrite, before: Definition, after: Definition) -> None:
    untouched = deepcopy(before)
    assert trap(before, DOCUMENT) == after
    assert before == untouched


@pytest.mark.parametrize(("trap", "schema"), KEPT)
def test_what_is_no_trap_stays(trap: Rewrite, schema: Definition) -> None:
    assert trap(schema, DOCUMENT) is schema


def test_an_enum_of_several_types_is_a_union_of_enums() -> None:
    found = equivalent.split_enum({"enum": ["a", 1, None]}, DOCUMENT)
    assert [{k: v for k, v in branch.items() if k != PLACE} for branch in found["anyOf"]] == [
        {"type": "string", "enum": ["a"]},
        {"type": "integer", "enum": [1]},
        {"type": "null"},
    ]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("/components/schemas/Größe", "Größe"),
        ("/components/schemas/错误", "错误"),
        ("/components/schemas/a.b c", "a_b_c"),
        ("/components/schemas/+", "Schema"),
    ],
)
def test_a_component_keeps_the_letters_of_its_name(place: str, name: str) -> None:
    assert references.name_of_place(place) == name


def test_references_lead_to_components_with_plain_names() -> None:
    components = references.Components(
        of({"a.B c": SCHEMAS["A"], "Alias": {"$ref": "#/components/schemas/a.B%20c"}}), Trace()
    )
    components.add_named()
    linked = components.link(
        {"anyOf": [{"$ref": "#/components/schemas/Alias"}, {"$ref": "#/components/schemas/a.B%20c/properties/a"}]}
    )
    assert linked["anyOf"] == [{"$ref": "#/components/schemas/a_B_c"}, {"$ref": "#/components/schemas/a_B_c_a"}]
    assert components.schemas.keys() == {"a_B_c", "a_B_c_a"}


def test_circles_without_a_class_are_cut_and_trees_are_not() -> None:
    value = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/components/schemas/Value"}}]}
    tree = {
        "type": "object",
        "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
    }
    found = references.break_circles({"Value": deepcopy(value), "Tree": deepcopy(tree)}, Trace())
    assert found["Value"]["anyOf"][1]["items"] == {}
    assert found["Tree"] == tree


def test_inline_classes_become_components_with_names_of_their_own() -> None:
    same = {"type": "object", "title": "Same", "properties": {"x": {"enum": ["a"]}}}
    schemas = {"Thing": {"type": "object", "properties": {"one": same, "two": same}}, "thing": same, "Response": same}
    classes = Classes(schemas, Trace())
    titles = [schema.get("title") for schema in classes.schemas.values()]
    assert len({str(title).lower() for title in titles}) == len(titles)
    assert {"Thing", "ThingSame", "ThingSame2", "Thing2", "ResponseModel"} <= set(titles)


def test_properties_that_python_can_not_tell_apart_get_other_names() -> None:
    schema: Definition = {"properties": {"+1": {}, "-1": {}, "fooBar": {}, "foo_bar": {}}, "required": ["-1"]}
    names = properties.distinct_properties([schema], Trace())
    assert names == {"minus_1": "-1"}
    assert list(schema["properties"]) == ["+1", "minus_1", "fooBar", "foo_bar"]
    assert schema["required"] == ["minus_1"]


def test_names_without_letters_get_different_attributes() -> None:
    schema: Definition = {"properties": {"①": {}, "½": {}, "㎏": {}, "²": {}}}
    properties.distinct_properties([schema], Trace())
    assert len({make_identifier(name, "field_") for name in schema["properties"]}) == 4


def test_the_document_is_not_changed_and_literal_data_is_passed_over() -> None:
    literal = {"format": "decimal", "pattern": "x"}
    schema = {"type": "string", "format": "decimal", "pattern": "^1$", "examples": [literal]}
    spec = of({"D": schema})
    before = deepcopy(spec.document)
    found = definitions.for_msgspec(spec, Trace())["components"]["schemas"]["D"]
    assert spec.document == before
    assert found == {"type": "string", "format": "decimal", "examples": [literal]}


def test_what_was_rewritten_is_recorded_by_place() -> None:
    trace = Trace()
    schema = mark_places({"type": "object", "properties": {"a": {"type": "array"}}}, "/components/schemas/A")
    rewritten(schema, equivalent.EXACT, DOCUMENT, trace)
    assert trace.as_record() == {"supply_items": ["/components/schemas/A/properties/a"]}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.5, 1.0, 2.5, "", "a", "b", "aa"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abx"), inner, max_size=3),
    max_leaves=6,
)
TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]


def leaves() -> st.SearchStrategy[Any]:
    kinds = st.sampled_from(TYPES) | st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True)
    scalar = st.fixed_dictionaries(
        {},
        optional={
            "type": kinds,
            "enum": st.lists(VALUES, min_size=1, max_size=4),
            "const": VALUES,
            "default": VALUES,
            "title": st.just("T"),
            "maxLength": st.integers(0, 2),
            "minimum": st.integers(-1, 1),
            "discriminator": st.just({"propertyName": "a"}),
            "format": st.sampled_from(["binary", "decimal"]),
        },
    )
    return scalar | st.booleans() | st.sampled_from(refs("A", "Text", "ToB"))


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["object", "array", ["object", "null"], ["array"]]),
            "properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
            "required": st.lists(st.sampled_from("ab"), max_size=2, unique=True),
            "additionalProperties": inner,
            "items": inner,
            "prefixItems": several,
            "anyOf": several,
            "oneOf": several,
            "allOf": several,
            "not": inner,
            "$ref": st.just("#/components/schemas/A"),
            "enum": st.lists(VALUES, min_size=1, max_size=4),
        },
    )


INLINE = st.recursive(leaves(), nested, max_leaves=8)


def validator(schema: Any) -> jsonschema_rs.Draft202012Validator:
    root = {"components": DOCUMENT["components"], "$ref": "#/components/schemas/Root"}
    root["components"] = {"schemas": {**SCHEMAS, "Root": schema}}
    return jsonschema_rs.Draft202012Validator(root, validate_formats=True)


@settings(max_examples=300, deadline=None)
@given(schema=INLINE, values=st.lists(VALUES, min_size=5, max_size=20))
def test_exact_rewritings_accept_exactly_what_the_original_accepts(schema: Any, values: list[Any]) -> None:
    traps = [
        equivalent.siblings_of_reference,
        equivalent.sound_discriminator,
        equivalent.text_for_binary,
        *equivalent.EXACT,
        all_of.lone_branch,
        all_of.lone_reference,
    ]
    new = rewritten(mark_places(schema, ""), traps, DOCUMENT, Trace())
    before, after = validator(schema), validator(new)
    assert [before.is_valid(value) for value in values] == [after.is_valid(value) for value in values]


@settings(max_examples=300, deadline=None)
@given(schema=INLINE, values=st.lists(VALUES, min_size=5, max_size=20))
def test_wider_rewritings_accept_all_that_the_original_accepts(schema: Any, values: list[Any]) -> None:
    traps = [*equivalent.EXACT, *widening.WIDER, *widening.MSGSPEC, widening.rust_patterns]
    if _has_inverse(schema):
        return
    new = rewritten(mark_places(schema, ""), traps, DOCUMENT, Trace())
    before, after = validator(schema), validator(new)
    assert [value for value in values if before.is_valid(value) and not after.is_valid(value)] == []


def _has_inverse(schema: Any) -> bool:
    """Whether a wider schema within makes the whole narrower: `not`, and `oneOf`, of which one alone may hold."""
    if isinstance(schema, dict):
        return bool(schema.keys() & {"not", "oneOf"}) or any(map(_has_inverse, schema.values()))
    return isinstance(schema, list) and any(map(_has_inverse, schema))
