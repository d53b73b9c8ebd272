"""Names with brackets are read as objects and arrays within the parameter that they belong to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import brackets
from conformance.openapi.schemas import Shape
from conformance.openapi.spec import Spec

INTEGERS = {"type": "array", "items": {"type": "integer"}}
LINE = {"type": "object", "properties": {"price": {"type": "string"}, "count": {"type": "integer"}}}
LINES = {"type": "array", "items": LINE}
NESTED = {
    "type": "object",
    "properties": {"a": {"type": "object", "properties": {"b": {"type": "integer"}}}, "ids": INTEGERS},
}
CLOSED = {"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": False}
PATTERN = {
    "type": "object",
    "patternProperties": {"^n": {"type": "integer"}},
    "additionalProperties": {"type": "string"},
}


def read(schema: Any, query: str) -> Any:
    spec = Spec({"it": schema}, Path("openapi.yaml"))
    node = brackets.find("f", parse_qsl(query, keep_blank_values=True))
    return None if node is None else node.value(Shape(spec, ["/it"]))


@pytest.mark.parametrize(
    ("schema", "query", "value"),
    [
        (NESTED, "f[a][b]=1&f[ids]=2&f[ids]=3", {"a": {"b": 1}, "ids": [2, 3]}),
        (NESTED, "f[ids][]=2&f[ids][]=3", {"ids": [2, 3]}),
        (NESTED, "f[ids][1]=3&f[ids][0]=2", {"ids": [2, 3]}),
        (NESTED, 'f[a]={"b":1}', {"a": {"b": 1}}),
        (INTEGERS, "f[]=1", [1]),
        (INTEGERS, "f[0]=1&f[1]=2", [1, 2]),
        (INTEGERS, "f=1&f=2", [1, 2]),
        (LINES, "f[0][price]=1&f[0][count]=2&f[1][price]=3", [{"price": "1", "count": 2}, {"price": "3"}]),
        (LINES, "f[][price]=1&f[][count]=2&f[][price]=3", [{"price": "1", "count": 2}, {"price": "3"}]),
        ({"type": "object"}, "f[1]=a&f[x]=2", {"1": "a", "x": 2}),
        ({"type": "integer"}, "f=5", 5),
        (PATTERN, "f[n]=5&f[m]=5", {"n": 5, "m": "5"}),
        ({"anyOf": [LINE, {"properties": {"count": {"type": "string"}}}]}, "f[count]=x", {"count": "x"}),
        (NESTED, "g[a]=1&ff[a]=1&f[a=1&f]a[=1", None),
    ],
)  # fmt: skip
def test_brackets_are_read_by_the_schema(schema: Any, query: str, value: Any) -> None:
    assert read(schema, query) == value


@pytest.mark.parametrize(
    ("schema", "query", "reason"),
    [
        (NESTED, "f[a][b]=x", "'x' is not of type integer"),
        (NESTED, "f[a]=x", "'x' is not of type object"),
        (CLOSED, "f[b]=1", "property 'b' is none that can be written here"),
        (CLOSED, "f[a]=1&f[a]=2", "property 'a' is given more than once"),
        (CLOSED, "f[a][b]=1&f[a]=2", "is given with and without brackets"),
        ({}, "f" + "[a]" * 101 + "=1", "nested more than 100 levels deep"),
    ],
)
def test_brackets_that_mean_nothing_are_refused(schema: Any, query: str, reason: str) -> None:
    with pytest.raises(ValueError, match="^" + reason.replace("[", r"\[")):
        read(schema, query)


def test_a_mock_serves_deep_objects_of_any_kind(
    make_api: Callable[..., Api], client: Callable[[Api], httpx.Client]
) -> None:
    schemas = {
        "expand": {"type": "array", "items": {"type": "string", "maxLength": 3}},
        "f": NESTED,
        "n": {"type": "integer"},
    }
    parameters = [
        {"name": n, "in": "query", "style": "deepObject", "explode": True, "schema": s} for n, s in schemas.items()
    ]
    content = {"application/json": {"schema": {"type": "object"}}}
    operation = {
        "operationId": "a",
        "parameters": parameters,
        "responses": {"200": {"description": "D", "content": content}},
    }
    head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    mock = client(make_api(json.dumps({**head, "paths": {"/r": {"get": operation}}})))
    assert mock.get("/r?expand[]=a&expand[]=b&f[a][b]=1&f[ids][]=3&n=5").status_code == 200
    assert mock.get("/r?expand[0]=a&f=ignored").status_code == 200
    assert mock.get("/r?expand[]=long").headers["X-Mock-Reason"].startswith("query parameter expand /0")
    assert mock.get("/r?f[a][b]=x").headers["X-Mock-Reason"] == "query parameter f: 'x' is not of type integer"
