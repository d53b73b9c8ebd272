"""Integers have the range of their format, whatever a validator thinks of formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.apis import Api
from conformance.openapi import int_ranges

INT32 = {"minimum": -(2**31), "maximum": 2**31 - 1}
INT64 = {"minimum": -(2**63), "maximum": 2**63 - 1}


@pytest.mark.parametrize(
    ("definition", "bounds"),
    [
        ({"type": "integer", "format": "int32"}, INT32),
        ({"type": "integer", "format": "int64"}, INT64),
        ({"type": ["integer", "null"], "format": "int32"}, INT32),
        ({"type": "integer", "format": "int32", "minimum": 0}, {**INT32, "minimum": 0}),
        ({"type": "integer", "format": "int32", "exclusiveMaximum": 9}, {"minimum": -(2**31), "exclusiveMaximum": 9}),
    ],
)
def test_a_format_gives_the_bounds_that_are_not_stated(definition: dict[str, object], bounds: object) -> None:
    assert int_ranges.add_bounds(definition) == {**definition, **bounds}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "definition",
    [
        {"type": "integer"},
        {"type": "integer", "format": "int16"},
        {"type": "string", "format": "int64"},
        {"type": "integer", "format": "int32", "enum": [1, 2]},
        {"type": "integer", "format": "int32", "minimum": 1, "maximum": 5},
    ],
)
def test_other_schemas_stay_as_they_are(definition: dict[str, object]) -> None:
    assert int_ranges.add_bounds(definition) is definition


def test_a_document_tells_where_they_were_written_out(toys: Path) -> None:
    api = Api("suite_foreign", toys / "suite_foreign")
    assert [rewrite.pointer for rewrite in api.rewrites if rewrite.trap == int_ranges.TRAP] == [
        "/paths/~1reports/get/parameters/4/schema/properties/size",
        "/paths/~1reports~1{id}/put/parameters/0/schema",
        "/components/schemas/Row/properties/size",
        "/components/schemas/Total/properties/total",
    ]
    assert api.spec.validator("/components/schemas/Total").is_valid({"total": 2**63 - 1})
    assert not api.spec.validator("/components/schemas/Total").is_valid({"total": 2**63})
