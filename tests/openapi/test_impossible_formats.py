"""A format of which no text matches the pattern beside it."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi.impossible_formats import drop_impossible_formats


def _document(**schemas: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": schemas}}


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"format": "date", "pattern": r"^\d{8}$"}, r"'date' and matches the pattern '^\\d{8}$'"),
        (
            {"format": "date-time", "allOf": [{"$ref": "#/components/schemas/Id"}]},
            "'date-time' and matches the pattern '^se-[a-z0-9]+$'",
        ),
        ({"format": "uuid", "pattern": "^[0-9a-f]{32}$"}, "'uuid' and matches the pattern '^[0-9a-f]{32}$'"),
    ],
)
def test_a_format_is_left_out_that_no_text_of_the_pattern_has(schema: dict[str, Any], reason: str) -> None:
    document, warnings = drop_impossible_formats(
        _document(Day={"type": "string", **schema}, Id={"type": "string", "pattern": "^se-[a-z0-9]+$"}), "shop.yaml"
    )
    assert [(each.pointer, each.reason) for each in warnings] == [
        ("/components/schemas/Day/format", f"no text has the format {reason}")
    ]
    assert "format" not in document["components"]["schemas"]["Day"]
    assert drop_impossible_formats(document, "shop.yaml") == (document, [])


@pytest.mark.parametrize(
    "schema",
    [
        {"format": "date", "pattern": r"^20\d\d-\d\d-\d\d$"},
        {"format": "date", "pattern": "^1999-12"},
        {"format": "date-time", "pattern": r"\.\d{3}Z$"},
        {"format": "date-time", "pattern": r"^\d+-\d+-\d+T\d+:\d+:\d+[+-]\d+:\d+$"},
        {"format": "uuid", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"},
        {"format": "date", "pattern": "("},
        {"format": "hostname", "pattern": "^ $"},
        {"format": ["date"], "pattern": "^ $"},
    ],
)
def test_what_some_text_satisfies_or_nobody_knows_stays(schema: dict[str, Any]) -> None:
    document = _document(Day={"type": "string", **schema})
    assert drop_impossible_formats(document, "shop.yaml") == (document, [])
