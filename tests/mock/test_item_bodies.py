"""Request bodies of items are read one item after the other, and each has to match the schema."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.mock.behaviour import Refusal
from conformance.mock.bodies import BodyReader

ITEM = "{ type: object, required: [n], properties: { n: { type: integer } } }"
DOCUMENT = """\
openapi: 3.1.0
info: { title: Lines, version: "1" }
paths:
  /a:
    post:
      operationId: postA
      requestBody: { required: true, content: { MEDIA: SCHEMA } }
      responses: { "204": { description: Done. } }
"""


def _reader(make_api: Callable[..., Api], media_type: str, schema: str) -> BodyReader:
    spec = make_api(DOCUMENT.replace("MEDIA", media_type).replace("SCHEMA", schema)).spec
    return BodyReader(spec, spec.operations["postA"].body)


@pytest.mark.parametrize("schema", [f"{{ schema: {ITEM} }}", f"{{ schema: {{ type: array, items: {ITEM} }} }}"])
@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/x-ndjson", b'{"n": 1}\n{"n": 2}\n'),
        ("application/jsonl", b'{"n": 1}\r\n\r\n{"n": 2}'),
        ("application/json-seq", b'\x1e{"n": 1}\n\x1e{"n": 2}\n'),
        ("application/geo+json-seq", b'\x1e{"n": 1}\n'),
    ],
)
def test_items_are_passed_on_as_they_came(
    make_api: Callable[..., Api], media_type: str, body: bytes, schema: str
) -> None:
    assert _reader(make_api, media_type, schema).read_content(body, media_type) == body


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"n": 1}\n{"n": "2"}\n', 'body, item 1 /n: "2" is not of type "integer"'),
        (b"{}", 'body, item 0: "n" is a required property'),
        (b'{"n": 1}\nn=2', "body: item 1: Expecting value: line 1 column 1 (char 0)"),
        (b'[{"n": 1}]', 'body, item 0: [{"n":1}] is not of type "object"'),
    ],
)
def test_an_item_that_does_not_match_is_named(make_api: Callable[..., Api], body: bytes, reason: str) -> None:
    reader = _reader(make_api, "application/x-ndjson", f"{{ schema: {ITEM} }}")
    with pytest.raises(Refusal) as caught:
        reader.read_content(body, "application/x-ndjson")
    assert (caught.value.status, caught.value.reason) == (400, reason)


@pytest.mark.parametrize("schema", ["{ schema: { type: string } }", "{}"])
def test_a_text_may_be_anything(make_api: Callable[..., Api], schema: str) -> None:
    """Its schema describes the whole body, or nothing."""
    assert _reader(make_api, "application/x-ndjson", schema).read_content(b"any", "application/x-ndjson") == b"any"
