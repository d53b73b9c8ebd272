"""Documents of any number of operations, as a shop's API might describe them; the same number, the same document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]
_CHAIN = 10  # things that refer to each other in a row: the stock client generator recurses along them, and gives up
_STATES = ["draft", "placed", "paid", "packed", "shipped", "returned"]


def write(operations: int, folder: Path) -> Path:
    """Write the document of that many operations as `openapi.yaml` in `folder`; returns the file."""
    folder.mkdir(parents=True)
    file = folder / "openapi.yaml"
    file.write_text(yaml.dump(document(operations), Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")
    return file


def document(operations: int) -> Json:
    """Make a document of that many operations: five for each of its resources, and three schemas."""
    paths: Json = {}
    schemas: Json = {**_make_shared()}
    for number, (path, method, operation) in zip(range(operations), _endless(), strict=False):
        paths.setdefault(path, {})[method] = operation
        if number % 5 == 0:
            schemas.update(_schemas(number // 5))
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Shop of {operations} operations", "version": "1.0.0"},
        "servers": [{"url": "https://shop.example.com/api"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _endless() -> Iterator[tuple[str, str, Json]]:
    number = 0
    while True:
        yield from _resource(number)
        number += 1


def _resource(number: int) -> Iterator[tuple[str, str, Json]]:
    many, one, name = f"/things-{number}", f"/things-{number}/{{id}}", f"Thing{number}"
    body = {"required": True, "content": {"application/json": {"schema": _ref(f"New{name}")}}}
    identity = [_parameter("id", "path", {"type": "integer", "minimum": 1}, required=True)]
    yield many, "get", _operation(f"list{name}", number, _filters(), f"{name}Page")
    yield many, "post", _operation(f"create{name}", number, [], name, requestBody=body)
    yield one, "get", _operation(f"retrieve{name}", number, identity, name)
    yield one, "put", _operation(f"replace{name}", number, identity, name, requestBody=body)
    yield one, "delete", _operation(f"delete{name}", number, identity, name)


def _operation(name: str, number: int, parameters: list[Json], answer: str, **more: Any) -> Json:
    return {
        "operationId": name,
        "tags": [f"group {number // 4}"],
        "summary": f"{name}, as the shop understands it.",
        "parameters": [*parameters, _parameter("X-Request-Name", "header", {"type": "string"})],
        **more,
        "responses": {"200": _response(answer), "404": _response("Problem")},
    }


def _filters() -> list[Json]:
    return [
        _parameter("page", "query", {"type": "integer", "minimum": 1, "default": 1}),
        _parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 500}),
        _parameter("state", "query", {"type": "string", "enum": _STATES}),
        _parameter("tag", "query", {"type": "array", "items": {"type": "string"}}),
        _parameter("since", "query", {"type": "string", "format": "date-time"}),
    ]


def _parameter(name: str, location: str, schema: Json, required: bool = False) -> Json:
    return {"name": name, "in": location, "required": required, "description": f"The {name}.", "schema": schema}


def _response(schema: str) -> Json:
    return {"description": f"{schema}.", "content": {"application/json": {"schema": _ref(schema)}}}


def _schemas(number: int) -> Json:
    name = f"Thing{number}"
    new = {
        "name": {"type": "string", "minLength": 1, "maxLength": 80},
        "state": {"type": "string", "enum": _STATES},
        "kind": {"type": "string", "enum": [f"kind {letter} of {number}" for letter in "abcd"]},
        "price": _ref("Money"),
        "address": {"oneOf": [_ref("Address"), {"type": "null"}]},
        "tags": {"type": "array", "items": {"type": "string"}},
        "lines": {"type": "array", "items": {"type": "object", "title": f"{name}Line", "properties": _line()}},
        "note": {"type": ["string", "null"]},
    }
    own = {"id": {"type": "integer"}, "created": {"type": "string", "format": "date-time"}}
    if number % _CHAIN:
        own["previous"] = _ref(f"Thing{number - 1}")
    page = {"count": {"type": "integer"}, "results": {"type": "array", "items": _ref(name)}}
    return {
        name: {"type": "object", "required": ["id", "name"], "properties": {**own, **new}},
        f"New{name}": {"type": "object", "required": ["name"], "properties": new | {"lines": _list_of(f"{name}Entry")}},
        f"{name}Entry": {"type": "object", "properties": _line()},
        f"{name}Page": {"type": "object", "required": ["count", "results"], "properties": page},
    }


def _line() -> Json:
    return {"sku": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1}, "price": _ref("Money")}


def _list_of(name: str) -> Json:
    return {"type": "array", "items": _ref(name)}


def _make_shared() -> Json:
    text = {"type": "string"}
    return {
        "Money": {"type": "object", "properties": {"amount": {"type": "number"}, "currency": text}},
        "Address": {"type": "object", "required": ["city"], "properties": {"city": text, "street": text, "zip": text}},
        "Problem": {"type": "object", "required": ["title"], "properties": {"title": text, "detail": text}},
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}
