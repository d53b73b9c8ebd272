"""The place and the reason of what does not fit a schema, as jsonschema-rs finds it."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from conformance.generate.render.runtime.decoding import DecodeError
from conformance.generate.render.runtime.validation import NEEDED, validate
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect

ADDRESS = {"type": "object", "required": ["zip"], "properties": {"zip": {"type": "string"}}}
CAT = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}, "lives": {"maximum": 9}}}
DOG = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}, "name": {"type": "string"}}}


def outcome(value: Any, schema: Any, **more: Any) -> tuple[str, str]:
    """Return pointer and reason."""
    document = {"components": {"schemas": {"Tested": schema, **more}}}
    with pytest.raises(DecodeError) as caught:
        validate(value, "#/components/schemas/Tested", lambda: document)
    assert caught.value.__cause__ is None
    return caught.value.pointer, caught.value.reason


def test_the_deepest_place_is_told() -> None:
    schema = {"required": ["b"], "properties": {"a/b": {"items": {"properties": {"c": {"minimum": 1}}}}}}
    assert outcome({"a/b": [{}, {"c": 0}]}, schema) == ("/a~1b/1/c", "it is less than the minimum of 1")


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"zip": 5}, ("/a/zip", 'it is not of type "string"')),
        ({}, ("/a", '"zip" is a required property')),
    ],
)
def test_a_nullable_reference_has_the_place_within(keyword: str, value: Any, expected: tuple[str, str]) -> None:
    nullable = {keyword: [{"$ref": "#/components/schemas/Address"}, {"type": "null"}]}
    assert outcome({"a": value}, {"properties": {"a": nullable}}, Address=ADDRESS) == expected


def test_the_alternative_of_the_value_s_kind_is_meant() -> None:
    animal = {"oneOf": [CAT, DOG]}
    assert outcome({"kind": "cat", "lives": 10}, animal)[0] == "/lives"
    assert outcome({"kind": "dog", "name": 1}, animal)[0] == "/name"
    assert outcome({"kind": "cow"}, animal)[0] == ""
    assert outcome({"kind": "cat"}, {"oneOf": [CAT, CAT, DOG]})[0] == ""


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "additionalProperties": False},
        {"unevaluatedProperties": False},
        {"propertyNames": {"maxLength": 2}},
        {"maxProperties": 0},
        {"type": "string"},
        {"not": {"required": ["s3cret"]}},
        {"additionalProperties": {"maxLength": 1}},
        {"additionalProperties": {"const": 5}},
        {"additionalProperties": {"enum": [5]}},
        {"additionalProperties": {"pattern": "^a$"}},
        {"additionalProperties": {"format": "uuid"}},
        {"additionalProperties": {"type": "integer"}},
        {"additionalProperties": {"anyOf": [{"type": "integer"}, {"maxLength": 1}]}},
    ],
    ids=str,
)
def test_no_reason_quotes_the_value(schema: Any) -> None:
    _, reason = outcome({"s3cret": "s3cret-value"}, schema)
    assert "s3cret" not in reason.replace('{"required":["s3cret"]}', "")  # which is the schema's


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("decimal", "250.00 -1 0 1e5 8. .5", "1,5 abc --1 NaN Infinity 1.2.3"),
        ("date", "2024-02-29", "2023-02-29"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"),
    ],
)
def test_formats_are_asserted(name: str, good: str, bad: str) -> None:
    for text in good.split():
        validate(text, "#/s", lambda: {"s": {"format": name}})
    assert {outcome(text, {"format": name}) for text in bad.split()} == {("", f'it is not a "{name}"')}


@pytest.mark.parametrize("schema", [{"pattern": "("}, {"$ref": "#/nowhere"}])
def test_what_no_validator_takes_is_told(schema: Any) -> None:
    assert outcome("a", schema) == ("", "it can't be validated (ValidationError)")


@pytest.mark.parametrize("is_setting", [False, True], ids=["of the call", "of the client"])
def test_without_the_library_the_error_says_what_to_install(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, is_setting: bool
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    settings, options = ({"validate": True}, {}) if is_setting else ({}, {"validate": True})
    with pytest.raises(ImportError, match=r'the extra "validate".* pip install "jsonschema-rs>=') as caught:
        connect("http://h.example", **settings).call(toy.request(), **options)
    assert caught.value.name == "jsonschema_rs"
    connect("http://h.example", validate=False)


def test_a_package_has_the_extra(generated: Path) -> None:
    project = tomllib.loads((generated / "gen_auth" / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["optional-dependencies"]["validate"] == [NEEDED]
