"""Values of random schemas are valid, and a schema is called impossible only where no value is valid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from conformance.mock.minimal_instance import smallest
from conformance.mock.shown import show
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec

PLACE = "/components/schemas/S"
NAMES = st.sampled_from("abc")
TEXTS = st.builds(
    lambda keywords, length: {"type": "string", **keywords, "maxLength": length},
    st.sampled_from([{}, {"format": "date"}, {"format": "email"}, {"pattern": "^[a-c]+$"}, {"minLength": 2}]),
    st.integers(10, 40),
)
NUMBERS = st.builds(
    lambda kind, low, size, step: {"type": kind, "minimum": low, "maximum": low + size, "multipleOf": step},
    st.sampled_from(["integer", "number"]),
    st.integers(-20, 20),
    st.integers(0, 20),
    st.sampled_from([1, 2, 0.5, 5]),
)
LITERALS = st.builds(lambda values: {"enum": values}, st.lists(st.sampled_from(["a", 1, None, True, [1]]), min_size=1))
VALUES = st.sampled_from(
    [None, True, False, 0, 1, 7.5, "", "a", "bb", [], ["a", 1], {}, {"a": "a"}, {"a": 1, "b": None}]
)


def _combine(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    members = st.dictionaries(NAMES, inner, max_size=3)
    return st.one_of(
        st.builds(
            lambda p, r: {"type": "object", "properties": p, "required": r}, members, st.lists(NAMES, unique=True)
        ),
        st.builds(lambda p: {"properties": p, "required": [*p], "additionalProperties": False}, members),
        st.builds(
            lambda items, least, unique: {"type": "array", "items": items, "minItems": least, "uniqueItems": unique},
            inner,
            st.integers(0, 2),
            st.booleans(),
        ),
        st.builds(lambda each: {"not": each}, inner),
        st.builds(
            lambda keyword, branches: {keyword: branches},
            st.sampled_from(["allOf", "anyOf", "oneOf"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        st.builds(lambda test, then, other: {"if": test, "then": then, "else": other}, inner, inner, inner),
    )


SCHEMAS = st.recursive(st.one_of(TEXTS, NUMBERS, LITERALS, st.booleans()), _combine, max_leaves=5)


@given(schema=SCHEMAS, value=VALUES, number=st.integers(0, 3))
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.nested_given],
)
def test_values_of_random_schemas_are_valid(schema: Any, value: Any, number: int) -> None:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    spec = Spec({**document, "components": {"schemas": {"S": schema}}}, Path("openapi.yaml"))
    is_valid = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid
    found = list(_found(spec, number))
    assert [each for each in found if not is_valid(each)] == []
    if not found and is_valid(value):
        with pytest.raises(InputError, match="no valid value is found"):
            smallest(spec, PLACE)
        event("a value exists and is not found")


def _found(spec: Spec, number: int) -> Iterator[Any]:
    with suppress(InputError):
        yield smallest(spec, PLACE)
        yield show(spec, PLACE, 0, number)
