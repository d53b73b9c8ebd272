"""The evaluator of JSON Schema, against an independent one."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance.generate.render.runtime.validation import violations

NAMES = st.sampled_from(["a", "b", "ab", "c~/d"])
TEXTS = st.sampled_from(["", "a", "ab", "b1", "é", "2020-02-29", "2021-02-29", "x" * 7])
NUMBERS = st.sampled_from([-1, 0, 1, 1.0, 2, 2.5, 3, 1e300, 0.3])
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)
TYPES = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
COUNTS = st.integers(0, 3)
PATTERNS = st.sampled_from(["^a", "b$", "[0-9]", r"^\w+$", r"\d", "^$", r"^\p{L}+$", r"[^\s]"])


def _keywords(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    schemas, some = st.dictionaries(NAMES, inner, max_size=2), st.lists(inner, min_size=1, max_size=2)
    keywords: dict[str, st.SearchStrategy[Any]] = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=2, unique=True),
        "enum": st.lists(VALUES, min_size=1, max_size=3, unique_by=repr),
        "const": VALUES,
        "multipleOf": st.sampled_from([1, 2, 0.1, 0.5]),
        "pattern": PATTERNS,
        "uniqueItems": st.booleans(),
        "required": st.lists(NAMES, max_size=2, unique=True),
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2),
        "format": st.sampled_from(["date", "uuid", "unheard-of"]),
        "$ref": st.sampled_from(["#/$defs/text", "#/$defs/pair"]),
        "patternProperties": st.dictionaries(PATTERNS, inner, max_size=1),
    }
    keywords |= dict.fromkeys(("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"), NUMBERS)
    lengths = "maxLength minLength maxItems minItems maxContains minContains maxProperties minProperties"
    keywords |= dict.fromkeys(lengths.split(), COUNTS)
    keywords |= dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), some)
    keywords |= dict.fromkeys(("properties", "dependentSchemas"), schemas)
    nested = "items contains additionalProperties propertyNames if then else not unevaluatedItems unevaluatedProperties"
    keywords |= dict.fromkeys(nested.split(), inner)
    return st.lists(st.sampled_from(sorted(keywords)), min_size=1, max_size=4, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: keywords[name] for name in names})
    )


SCHEMAS: st.SearchStrategy[Any] = st.recursive(st.booleans() | st.just({}), _keywords, max_leaves=8)
DEFINITIONS = {
    "text": {"type": "string", "minLength": 1},
    "pair": {"type": "array", "prefixItems": [True, {"$ref": "#/$defs/text"}]},
}


def is_valid(value: Any, schema: Any, document: Any = None) -> bool:
    return not list(violations(value, schema, document or {"$defs": DEFINITIONS}))


@given(SCHEMAS, VALUES)
@settings(max_examples=400)
def test_it_agrees_with_another_evaluator(schema: Any, value: Any) -> None:
    whole = {"$ref": "#/$defs/tested", "$defs": {**DEFINITIONS, "tested": schema}}
    try:
        other = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    except jsonschema_rs.ValidationError:
        assume(False)
    assert is_valid(value, {"$ref": "#/$defs/tested"}, whole) == other.is_valid(value), json.dumps([schema, value])


FORMATTED = {
    "date": st.dates().map(str)
    | st.text("0123456789-", min_size=8, max_size=10)
    | st.sampled_from(["2020-W01-1", "0000-01-01", "0000-02-29", "0000-02-30"]),
    "date-time": st.datetimes().map(lambda value: value.isoformat() + "Z")
    | st.from_regex(
        r"\A20[0-3][0-9]-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]"
        r"(\.[0-9]+)?(Z|[+-][0-2][0-9]:?[0-6][0-9])?\Z"
    )
    | st.sampled_from(["2016-12-31T23:59:60Z", "2017-01-01T00:59:60+01:00", "2016-12-31T23:58:60Z"])
    | st.just("0000-02-29T00:00:00Z"),
    "uuid": st.uuids().map(str) | st.text("0123456789abcdefAF-", min_size=32, max_size=38),
    "ipv4": st.ip_addresses(v=4).map(str) | st.text("0123456789.", max_size=16),
    "ipv6": st.ip_addresses(v=6).map(str) | st.text("0123456789abcdef:.%", max_size=20),
}


@pytest.mark.parametrize("name", FORMATTED)
def test_a_format_is_an_assertion_as_elsewhere(name: str) -> None:
    other = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)

    @given(FORMATTED[name])
    @settings(max_examples=300)
    def agree(text: str) -> None:
        assert is_valid(text, {"format": name}) == other.is_valid(text), text

    agree()


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "email",
            "ada@example.com ada.l+x@mail.example.co o'neil@example.com",
            "ada ada@ @example.com a..b@x.com a@-x.com",
        ),
        ("uri", "https://example.com/a?b#c urn:isbn:1 mailto:a@b.c", "/a a%zz:b https://x/{id} http://x/a#b#c 1a:b"),
        ("decimal", "250.00 -1 0 1e5 8. .5", "1,5 abc --1 NaN 1.2.3"),
    ],
)
def test_a_format_refuses_what_it_is_not(name: str, good: str, bad: str) -> None:
    assert [is_valid(text, {"format": name}) for text in good.split()] == [True] * len(good.split())
    assert [is_valid(text, {"format": name}) for text in bad.split()] == [False] * len(bad.split())
    assert not is_valid("", {"format": name})


PEOPLE = {
    "components": {
        "schemas": {
            "Page": {
                "type": "object",
                "required": ["items"],
                "properties": {"items": {"items": {"$ref": "#/components/schemas/Person"}}},
            },
            "Person": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "a/b": {"minimum": 1},
                    "boss": {"oneOf": [{"$ref": "#/components/schemas/Person"}, {"type": "null"}]},
                },
            },
        }
    }
}


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ({}, ""),
        ({"items": [{"name": "a"}, {"name": 1}]}, "/items/1/name"),
        ({"items": [{"name": "a", "a/b": 0}]}, "/items/0/a~1b"),
        ({"items": [{"name": "a", "boss": {"name": "b", "boss": {}}}]}, "/items/0/boss/boss"),
    ],
)
def test_a_violation_has_the_pointer_of_the_deepest_place(value: Any, pointer: str) -> None:
    found = list(violations(value, {"$ref": "#/components/schemas/Page"}, PEOPLE))
    assert found[0][0] == pointer


def test_a_violation_does_not_quote_the_value() -> None:
    found = list(
        violations({"a": "s3cret"}, {"properties": {"a": {"maxLength": 1, "type": "integer", "const": 5}}}, {})
    )
    assert sorted(reason for _, reason in found) == [
        "const 5 is violated",
        "maxLength 1 is violated",
        'type "integer" is violated',
    ]


@pytest.mark.parametrize(
    ("expression", "fits", "other"),
    [
        ("^a$", "a", "a\n"),
        (r"^\d$", "1", "\u0661"),
        (r"^[[|&&~]+$", "[|", "a"),
        (r"^(?<x>.)\k<x>$", "aa", "ab"),
        (r"^\u{e9}\/$", "é/", "e/"),
        (r"^[\p{Lu}_]$", "É", "é"),
        (r"^\P{L}$", "1", "a"),
    ],
)
def test_patterns_are_those_of_ecma_262(expression: str, fits: str, other: str) -> None:
    assert is_valid(fits, {"pattern": expression})
    assert not is_valid(other, {"pattern": expression})


def test_a_reference_that_leads_nowhere_and_a_pattern_without_counterpart_are_told() -> None:
    with pytest.raises(LookupError):
        list(violations(1, {"$ref": "#/nowhere"}, {}))
    with pytest.raises(ValueError, match="can't be evaluated"):
        list(violations("a", {"pattern": r"\p{Script=Greek}"}, {}))
