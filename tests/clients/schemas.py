"""Strategies for the values that a schema takes: schemathesis', which know more, need a second for an Akinon page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from conformance.openapi import json_pointer
from tests.clients.calling import APIS

_CHARACTERS = st.characters(exclude_categories=["Cs"])  # half a surrogate pair is no character
_TEXT = st.text(_CHARACTERS, max_size=8)
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXT, inner, max_size=2),
    max_leaves=3,
)
# Times that fit a schema and that no client decodes: RFC 3339 has leap seconds and a year 0000, Python has not. They
# are left out of the strategies below; `test_undecodable.py` sees that they are refused.
BEYOND_PYTHON = {
    "date-time": ("2016-12-31T23:59:60Z", "2017-01-01T00:59:60.5+01:00", "0000-02-29T00:00:00Z"),
    "date": ("0000-01-01", "0000-02-29"),
}
_TIMES = st.sampled_from(["00:00:00", "07:08:09", "23:59:59", "07:08:09.5", "07:08:09.123456", "07:08:09.123456789"])
_OFFSETS = st.sampled_from(["Z", "+00:00", "-00:00", "+05:30", "-11:59"])
_APPROXIMATE = {"if", "oneOf", "pattern", "format", "multipleOf"}  # strategies for these give more than they take
_FORMATS = {
    "date-time": st.builds("{}T{}{}".format, st.dates(), _TIMES, _OFFSETS),
    "date": st.dates().map(str),
    "uuid": st.uuids().map(str),
    "email": st.sampled_from(["ada@shop.example", "a.b+c@[127.0.0.1]", '"a b"@shop.example']),
    "uri": st.sampled_from(["https://shop.example/a%20b?c=d#e", "urn:x"]),
}


def examples(count: int) -> settings:
    """Settings of a test with so many examples. An order has 200 values: to shrink one takes minutes."""
    phases = [Phase.explicit, Phase.generate]
    return settings(max_examples=count, deadline=None, phases=phases, suppress_health_check=list(HealthCheck))


@cache
def values_of(api_id: str, pointer: str) -> st.SearchStrategy[Any]:
    """JSON values that the schema at a pointer takes, each with what is optional or not, and unknown properties."""
    spec = APIS[api_id].spec
    pointer, schema = spec.resolve(pointer)
    made = _unfiltered(api_id, pointer, schema)
    return made.filter(spec.validator(pointer).is_valid) if _APPROXIMATE & schema.keys() else made


def _unfiltered(api_id: str, pointer: str, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    for keyword in ("oneOf", "anyOf"):
        if keyword in schema:
            places = [json_pointer.join(pointer, keyword, index) for index in range(len(schema[keyword]))]
            return st.one_of([values_of(api_id, place) for place in places])
    types = schema.get("type", [])
    names = [types] if isinstance(types, str) else types
    return st.one_of([_of_type(api_id, pointer, schema, name) for name in names]) if names else _ANY


def _of_type(api_id: str, pointer: str, schema: Mapping[str, Any], name: str) -> st.SearchStrategy[Any]:
    if name == "object":
        return _object(api_id, pointer, schema)
    if name == "array":
        items = values_of(api_id, json_pointer.join(pointer, "items")) if "items" in schema else _ANY
        least = schema.get("minItems", 0)
        return st.lists(items, min_size=least, max_size=min(schema.get("maxItems", least + 2), least + 2))
    if name in {"integer", "number"}:
        return _number(schema, name)
    return {"string": _string(schema), "boolean": st.booleans(), "null": st.none()}[name]


def _object(api_id: str, pointer: str, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    known = {
        name: values_of(api_id, json_pointer.join(pointer, "properties", name)) for name in schema.get("properties", {})
    }
    required = {name: known.pop(name, _ANY) for name in schema.get("required", ())}
    additional = schema.get("additionalProperties", True)
    if additional is False:
        return st.fixed_dictionaries(required, optional=known)
    others = _ANY if additional is True else values_of(api_id, json_pointer.join(pointer, "additionalProperties"))
    names = _TEXT.filter(lambda name: name not in schema.get("properties", {}))
    more: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.dictionaries(
        names, others, min_size=schema.get("minProperties", 0), max_size=2
    )
    return st.builds(dict.__or__, more, st.fixed_dictionaries(required, optional=known))


def _number(schema: Mapping[str, Any], name: str) -> st.SearchStrategy[Any]:
    least, most = schema.get("minimum"), schema.get("maximum")
    if name == "integer":
        return st.integers(least, most)
    if "multipleOf" in schema:
        step = schema["multipleOf"]
        return st.integers(0, 10**6).map(lambda number: round(number * step, 6))
    return st.floats(least, most, allow_nan=False, allow_infinity=False)


def _string(schema: Mapping[str, Any]) -> st.SearchStrategy[str]:
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], alphabet=st.characters(max_codepoint=127))
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    return st.text(_CHARACTERS, min_size=schema.get("minLength", 0), max_size=schema.get("maxLength", 12))
