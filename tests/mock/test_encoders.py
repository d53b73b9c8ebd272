"""Responses that are not JSON: XML, streams of items, and files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.encoders import encoder
from conformance.openapi.spec import MediaType, Spec

HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n"
STRINGS = {"type": "array", "items": {"type": "string"}}
TAG = {"type": "object", "properties": {"id": {"type": "integer", "xml": {"attribute": True}}}, "xml": {"name": "tag"}}
PET = {
    "type": "object",
    "properties": {"tags": {"type": "array", "xml": {"wrapped": True}, "items": {"$ref": "#/components/schemas/Tag"}}},
}
NAMED = {
    "type": "array",
    "xml": {"name": "aliens", "wrapped": True},
    "items": {"type": "string", "xml": {"name": "animal"}},
}


def animals(**xml: Any) -> dict[str, Any]:
    """Return the schema of an object with a property that is an array."""
    return {"properties": {"animals": {**STRINGS, "xml": xml}}}


def write(media_type: str, schema: Any, value: Any) -> str:
    definition = {"schema": schema}
    spec = Spec({"it": definition, "components": {"schemas": {"Tag": TAG, "Pet": PET}}}, Path("openapi.yaml"))
    return encoder(spec, MediaType(media_type, "/it", definition))(value).decode()


@pytest.mark.parametrize(
    ("schema", "value", "xml"),
    [
        (
            {"type": "object", "xml": {"name": "book"}},
            {"id": 5, "ok": True, "none": None},
            "<book><id>5</id><ok>true</ok><none /></book>",
        ),
        ({"$ref": "#/components/schemas/Tag"}, {"id": 5}, '<tag id="5" />'),
        (
            {"$ref": "#/components/schemas/Pet"},
            {"tags": [{"id": 1}, {"id": 2}]},
            '<Pet><tags><tag id="1" /><tag id="2" /></tags></Pet>',
        ),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Tag"}}, [{"id": 1}], '<root><tag id="1" /></root>'),
        (STRINGS, ["a"], "<root><item>a</item></root>"),
        (animals(), {"animals": ["a", "b"]}, "<root><animals>a</animals><animals>b</animals></root>"),
        (animals(name="x"), {"animals": ["a"]}, "<root><animals>a</animals></root>"),
        (animals(wrapped=True), {"animals": ["a"]}, "<root><animals><animals>a</animals></animals></root>"),
        (animals(wrapped=True, name="x"), {"animals": ["a"]}, "<root><x><x>a</x></x></root>"),
        ({"properties": {"animals": NAMED}}, {"animals": ["a"]}, "<root><aliens><animal>a</animal></aliens></root>"),
        (
            {"properties": {"a": {"xml": {"namespace": "urn:x", "prefix": "p"}}}},
            {"a": "b"},
            '<root><p:a xmlns:p="urn:x">b</p:a></root>',
        ),
        ({"xml": {"namespace": "urn:x"}}, {"a": "<&>"}, '<root xmlns="urn:x"><a>&lt;&amp;&gt;</a></root>'),
        (
            {"allOf": [{"properties": {"a": {"xml": {"name": "b"}}}}]},
            {"a": 1, "1 x/": 2},
            "<root><b>1</b><_1_x_>2</_1_x_></root>",
        ),
        ({"type": "string"}, "<raw/>", None),
    ],
)
def test_a_value_is_written_as_its_xml_objects_say(schema: Any, value: Any, xml: str | None) -> None:
    written = write("application/xml", schema, value)
    assert written == (HEAD + xml if xml else value)
    fromstring(written)


def test_what_xml_does_not_take_is_replaced() -> None:
    assert write("application/xml", {}, {"a": "\x00b"}) == f"{HEAD}<root><a>\ufffdb</a></root>"


OBJECT = {"type": "object", "properties": {"a": {"type": "integer"}}}
TWO = {"one": {"value": {"a": 1}}, "two": {"value": {"a": 2}}}
FIELDS: dict[str, Any] = {"event": {"type": "string"}, "data": {"type": "object"}, "id": {}}
EVENT = {"type": "object", "properties": FIELDS}


@pytest.mark.parametrize(
    ("media_type", "schema", "value", "text"),
    [
        ("application/x-ndjson", OBJECT, [{"a": 1}, {"a": 2}], '{"a":1}\n{"a":2}\n'),
        ("application/jsonl", {"type": "array", "items": OBJECT}, {"a": 1}, '{"a":1}\n'),
        ("application/json-seq", OBJECT, [{"a": 1}], '\x1e{"a":1}\n'),
        ("text/event-stream", OBJECT, [{"a": 1}, {"a": 2}], 'data: {"a":1}\n\ndata: {"a":2}\n\n'),
        ("text/event-stream", {"type": "string"}, ["a\nb", ""], "data: a\ndata: b\n\ndata: \n\n"),
        (
            "text/event-stream",
            EVENT,
            [{"event": "new", "data": {"a": 1}, "id": 5}],
            'event: new\ndata: {"a":1}\nid: 5\n\n',
        ),
        ("text/event-stream", {"type": "string"}, "data: 1\n\n", "data: 1\n\n"),
        ("application/x-www-form-urlencoded", OBJECT, {"a": 1, "b": "x y", "c": [1]}, "a=1&b=x+y&c=%5B1%5D"),
        ("text/csv", STRINGS, "a,b\n", "a,b\n"),
        ("application/yaml", OBJECT, {"a": 1}, '{"a":1}'),
    ],
)
def test_streams_are_written_item_by_item(media_type: str, schema: Any, value: Any, text: str) -> None:
    assert write(media_type, schema, value) == text


@pytest.fixture
def answer(make_api: Callable[..., Api], client: Callable[[Api], httpx.Client]) -> Callable[..., httpx.Response]:
    """The answer of a mock that documents one media type."""

    def get(media_type: str, **definition: Any) -> httpx.Response:
        content = {media_type: definition}
        operation = {"operationId": "a", "responses": {"200": {"description": "D", "content": content}}}
        head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
        return client(make_api(json.dumps({**head, "paths": {"/r": {"get": operation}}}))).get("/r")

    return get


NEEDED = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
CHANGE = {"event": "new", "data": {}}
OTHER = {**EVENT, "properties": {**FIELDS, "event": {"const": "old"}}}
LINES = '{"a":1}\n{"a":2}\n'


@pytest.mark.parametrize(
    ("media_type", "definition", "text"),
    [
        ("application/xml", {"schema": OBJECT, "example": "<a/>"}, "<a/>"),
        ("application/xml", {"schema": OBJECT, "example": {"a": 7}}, f"{HEAD}<root><a>7</a></root>"),
        ("application/x-ndjson", {"schema": OBJECT, "examples": TWO}, '{"a":1}\n{"a":2}\n'),
        ("application/x-ndjson", {"schema": OBJECT, "example": [{"a": 1}]}, '{"a":1}\n'),
        ("application/x-ndjson", {"schema": {**OBJECT, "type": "object"}, "example": LINES}, LINES),
        ("application/x-ndjson", {"schema": NEEDED, "example": [{"a": 1}, {"a": 2}]}, LINES),
        ("text/event-stream", {"schema": {"oneOf": [OTHER, EVENT]}, "example": [CHANGE]}, "event: new\ndata: {}\n\n"),
        ("text/event-stream", {"schema": {"anyOf": [OBJECT, EVENT]}, "example": [{"a": 1}]}, 'data: {"a":1}\n\n'),
        ("application/x-ndjson", {"schema": OBJECT, "examples": {"a": {"value": LINES}}}, LINES),
        ("text/event-stream", {"schema": {"type": "string"}, "example": "data: 1\n\n"}, "data: 1\n\n"),
        ("application/pdf", {"schema": {"type": "string", "format": "binary"}, "example": "%PDF"}, "%PDF"),
    ],
)
def test_an_example_is_sent_as_it_is_or_written(
    answer: Callable[..., httpx.Response], media_type: str, definition: dict[str, Any], text: str
) -> None:
    response = answer(media_type, **definition)
    assert (response.status_code, response.text) == (200, text)
    assert response.headers["Content-Type"].partition(";")[0] == media_type


def test_without_an_example_a_value_of_the_schema_is_written(answer: Callable[..., httpx.Response]) -> None:
    needed = {**OBJECT, "required": ["a"]}
    assert fromstring(answer("text/xml", schema=needed).content).find("a") is not None
    assert json.loads(answer("application/x-ndjson", schema=needed).text).keys() == {"a"}
    assert answer("text/event-stream", schema=needed).text.startswith('data: {"a":')
    several = {"type": "array", "minItems": 3, "items": needed}
    assert len(answer("application/x-ndjson", schema=several).text.splitlines()) == 3


@pytest.mark.parametrize(
    ("media_type", "start"),
    [
        ("image/png", b"\x89PNG"),
        ("application/pdf", b"%PDF-"),
        ("application/octet-stream", b"content"),
        ("image/*", b"content"),
    ],
)
def test_a_file_without_an_example_is_a_few_bytes(
    answer: Callable[..., httpx.Response], media_type: str, start: bytes
) -> None:
    response = answer(media_type, schema={"type": "string", "format": "binary"})
    assert response.content.startswith(start)
    assert answer(media_type).content.startswith(start)
