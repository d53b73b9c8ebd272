"""A pattern between slashes is read as the language reads it that it comes from; other patterns stay."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi.literal_patterns import read_literals


def _document(pattern: Any) -> dict[str, Any]:
    return {"components": {"schemas": {"A": {"type": "string", "pattern": pattern}}}}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/^[a-z]+$/", "^[a-z]+$"),
        ("/^a/", "^a"),
        ("/a$/g", "a$"),
        ("/^[a-z]+$/i", None),
    ],
)
def test_slashes_are_not_of_the_pattern(written: str, read: str | None) -> None:
    new, (warning,) = read_literals(_document(written), "f")
    assert new["components"]["schemas"]["A"].get("pattern") == read
    assert warning.pointer == "/components/schemas/A/pattern"
    assert ("left out" in warning.fix) is (read is None)


@pytest.mark.parametrize("pattern", ["/a/", "^/a/$", "/orders/[0-9]+$", r"/a\$/", "^/a", 7, "/"])
def test_a_pattern_that_a_text_matches_stays(pattern: Any) -> None:
    document = _document(pattern)
    assert read_literals(document, "f") == (document, [])
    assert read_literals(document, "f")[0] is document
