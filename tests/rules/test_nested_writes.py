"""Losses of a PUT and of a PATCH in objects, lists of objects and maps are found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.rules.judged import judge
from tests.rules.test_nesting import DOCUMENT as CREATED

Change = Callable[[dict[str, Any]], Any]
_WRITE = """
    {method}:
      operationId: {method}Order
      requestBody: {{required: true, content: {{{media}: {{schema: {{$ref: "#/components/schemas/{schema}"}}}}}}}}
      responses:
        "200": {{description: It., content: {{application/json: {{schema: {{$ref: "#/components/schemas/Order"}}}}}}}}
        "400": {{description: Refused.}}
        "404": {{description: None.}}"""
_PUT = _WRITE.format(method="put", media="application/json", schema="NewOrder")
_PATCH = _WRITE.format(method="patch", media="application/merge-patch+json", schema="OrderChange")
_MAP = "        labels: {type: object, additionalProperties: {type: string}}\n"
_ADDRESS = '        address: {anyOf: [{$ref: "#/components/schemas/Address"}, {type: "null"}]}\n'
_CHANGE = (
    '    OrderChange: {type: object, properties: {address: {$ref: "#/components/schemas/Address"}, labels: {$ref: '
)
_CHANGE += '"#/components/schemas/NewOrder/properties/labels"}, lines: {type: array, items: {$ref: '
_CHANGE += '"#/components/schemas/Line"}}}}\n'
_HEAD, _TAIL = CREATED.split("components:\n", 1)
DOCUMENT = f"{_HEAD.rstrip()}{_PUT}{_PATCH}\ncomponents:\n{_TAIL}".replace(_ADDRESS, _ADDRESS + _MAP) + _CHANGE


def _merge(kept: dict[str, Any], sent: Any) -> dict[str, Any]:
    """Return an object after a merge (RFC 7396)."""
    inner = {name: _merge(kept.get(name) or {}, each) for name, each in sent.items() if isinstance(each, dict)}
    return {**kept, **sent, **inner}


def _overwrite(kept: dict[str, Any], sent: Any) -> dict[str, Any]:
    return {**kept, **sent}


def _serve(put: Change, patch: Change, merge: Callable[[dict[str, Any], Any], dict[str, Any]] = _merge) -> Starlette:
    """Return a service that keeps orders as they are sent, and what the writes leave of a body."""
    orders: dict[str, Any] = {}

    async def create(request: Request) -> Response:
        body = _read(await request.body(), {"lines"})
        if body is None:
            return Response(status_code=400)
        name = f"o{len(orders)}"
        orders[name] = {**body, "id": name}
        return JSONResponse(orders[name], 201)

    async def use(request: Request) -> Response:
        name = request.path_params["order"]
        if name not in orders:
            return Response(status_code=404)
        body = _read(await request.body(), {"lines"} if request.method == "PUT" else set())
        if request.method != "GET" and body is None:
            return Response(status_code=400)
        if request.method == "PUT":
            orders[name] = {**put(body or {}), "id": name}
        elif request.method == "PATCH":
            orders[name] = merge(orders[name], patch(body or {}))
        return JSONResponse(orders[name])

    routes = [Route("/orders", create, methods=["POST"])]
    return Starlette(routes=[*routes, Route("/orders/{order}", use, methods=["GET", "PUT", "PATCH"])])


def _read(content: bytes, required: set[str]) -> dict[str, Any] | None:
    try:
        body = json.loads(content)
    except ValueError:
        return None
    is_order = isinstance(body, dict) and required <= body.keys()
    lines = body.get("lines", [{"title": "a"}]) if is_order else None
    is_right = isinstance(lines, list) and all(isinstance(line, dict) and line.get("title") for line in lines)
    return body if is_right and lines and isinstance(body.get("labels", {}), dict) else None


def _same(body: dict[str, Any]) -> Any:
    return body


def _without_city(body: dict[str, Any]) -> Any:
    return {**body, "address": {**(body.get("address") or {}), "city": "x"}} if body.get("address") else body


def _with_one_line(body: dict[str, Any]) -> Any:
    return {**body, "lines": body["lines"][:1]} if "lines" in body else body


def _without_labels(body: dict[str, Any]) -> Any:
    return {**body, "labels": {}} if "labels" in body else body


def _reversed(body: dict[str, Any]) -> Any:
    """Sort the lines, and add a label."""
    return (
        {**body, "lines": body["lines"][::-1], "labels": {**body.get("labels", {}), "own": "1"}}
        if "lines" in body
        else body
    )


_LAWS = ["put-sets-what-was-sent", "patch-sets-what-was-sent"]


@pytest.mark.parametrize(
    ("change", "place"),
    [(_without_city, "/address/city"), (_with_one_line, "/lines/1"), (_without_labels, "/labels/")],
)
@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_a_write_loses_within_objects_is_found(change: Change, place: str, method: str) -> None:
    app = _serve(*((change, _same) if method == "put" else (_same, change)))
    judged = judge(app, DOCUMENT, laws=_LAWS)
    assert judged.broken == {f"{method}-sets-what-was-sent"}
    assert [each.expected.startswith(place) for each in judged.findings] == [True]


@pytest.mark.parametrize("change", [_same, _reversed])
def test_a_write_may_sort_lines_and_add_labels(change: Change) -> None:
    judged = judge(_serve(change, change), DOCUMENT, laws=_LAWS)
    assert (judged.broken, judged.remarked) == (set(), set())


def test_a_merge_that_replaces_an_object_is_found() -> None:
    wrong = judge(_serve(_same, _same, _overwrite), DOCUMENT, laws=["merge-keeps-unsent"])
    assert wrong.broken == {"merge-keeps-unsent"}
    assert {each.title for each in wrong.findings} == {"a PATCH resets a property that it does not send"}
    right = judge(_serve(_same, _same), DOCUMENT, laws=["merge-keeps-unsent"])
    assert (right.broken, right.remarked) == (set(), set())


def test_an_object_may_be_replaced_where_no_merge_is_stated() -> None:
    plain = DOCUMENT.replace("application/merge-patch+json", "application/json")
    judged = judge(_serve(_same, _same, _overwrite), plain, laws=["merge-keeps-unsent"])
    assert (judged.broken, judged.remarked) == (set(), set())
