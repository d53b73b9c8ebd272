"""Laws of caches: on answers that break them, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.rules.laws import caching
from tests.rules.laws.judging import exchange, find

SECURED = """
openapi: 3.1.0
info: { title: T, version: "1" }
security: [{ key: [] }]
paths:
  /me:
    get: { operationId: readMe, responses: { "200": { description: It. } } }
  /maybe:
    get: { operationId: readMaybe, security: [{ key: [] }, {}], responses: { "200": { description: It. } } }
  /open:
    get: { operationId: readOpen, security: [], responses: { "200": { description: It. } } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
"""


@pytest.mark.parametrize(
    ("operation", "status", "control", "is_found"),
    [
        ("readMe", 200, "public, max-age=60", True),
        ("readMe", 200, "s-maxage=60", True),
        ("readMe", 200, "private, max-age=60", False),
        ("readMe", 200, "max-age=60", False),
        ("readMe", 200, "public, no-store", False),
        ("readMe", 200, "public, no-cache", False),
        ("readMe", 200, "", False),
        ("readMe", 404, "public", False),
        ("readMaybe", 200, "public", False),
        ("readOpen", 200, "public", False),
    ],
)
def test_an_answer_that_needs_a_credential_is_not_for_shared_caches(
    make_api: Callable[[str], Api], operation: str, status: int, control: str, is_found: bool
) -> None:
    spec = make_api(SECURED).spec
    seen = exchange(status, {"Cache-Control": control}, b"", operation, sent="GET /me", spec=spec)
    assert bool(find(caching.private_not_shared, seen, spec)) == is_found
