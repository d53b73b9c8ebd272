"""Losses in objects and lists of objects of a create are found. Another order and more elements are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.resources import read_resources
from conformance.rules.nesting import find_lost, nested_properties
from tests.rules.judged import judge

Change = Callable[[dict[str, Any]], Any]
DOCUMENT = """
openapi: 3.1.0
info: {title: Orders, version: "1"}
paths:
  /orders:
    post:
      operationId: createOrder
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewOrder"}}}}
      responses:
        "201": {description: Made., content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
        "400": {description: Refused.}
  /orders/{orderId}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
    get:
      operationId: readOrder
      responses:
        "200": {description: One., content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
        "404": {description: None.}
components:
  schemas:
    Line:
      type: object
      required: [title]
      properties:
        title: {type: string, minLength: 1}
        quantity: {type: integer, minimum: 1, maximum: 99}
        tags: {type: array, items: {type: string}}
        pin: {type: string, format: password}
    Address:
      type: object
      properties: {city: {type: string}, geo: {type: object, properties: {note: {type: string}}}}
    NewOrder:
      type: object
      required: [lines]
      properties:
        lines: {type: array, minItems: 1, items: {$ref: "#/components/schemas/Line"}}
        address: {anyOf: [{$ref: "#/components/schemas/Address"}, {type: "null"}]}
        marks: {type: array, items: {type: string}}
    Order:
      type: object
      required: [id, lines]
      properties:
        id: {type: string}
        lines: {type: array, items: {$ref: "#/components/schemas/Line"}}
        address: {anyOf: [{$ref: "#/components/schemas/Address"}, {type: "null"}]}
        marks: {type: array, items: {type: string}}
"""


def _serve(change: Change, refuses: str = "") -> Starlette:
    """Return a service that keeps orders as `change` leaves them, and refuses those with a member `refuses`."""
    orders: dict[str, Any] = {}

    async def create(request: Request) -> Response:
        try:
            body = json.loads(await request.body())
        except ValueError:
            return Response(status_code=400)
        spec = isinstance(body, dict) and isinstance(body.get("lines"), list) and body["lines"]
        if (
            not spec
            or not all(isinstance(line, dict) and line.get("title") for line in body["lines"])
            or refuses in body
        ):
            return Response(status_code=400)
        name = f"o{len(orders)}"
        orders[name] = {**change(body), "id": name}
        return JSONResponse(orders[name], 201)

    async def read(request: Request) -> Response:
        name = request.path_params["order"]
        return JSONResponse(orders[name]) if name in orders else Response(status_code=404)

    return Starlette(routes=[Route("/orders", create, methods=["POST"]), Route("/orders/{order}", read)])


def _without_tags(order: dict[str, Any]) -> Any:
    return {**order, "lines": [{**line, "tags": []} for line in order["lines"]]}


def _with_one_each(order: dict[str, Any]) -> Any:
    return {**order, "lines": [{**line, "quantity": 1} for line in order["lines"]]}


def _without_geo(order: dict[str, Any]) -> Any:
    return {**order, "address": {key: value for key, value in (order.get("address") or {}).items() if key != "geo"}}


def _with_shipping(order: dict[str, Any]) -> Any:
    """Sort the lines, add one, and hide what is secret."""
    shown = [{key: value for key, value in line.items() if key != "pin"} for line in order["lines"]]
    return {**order, "lines": [{"title": "shipping", "quantity": 1}, *shown[::-1]]}


@pytest.mark.parametrize(
    ("change", "refuses", "lost"),
    [
        (lambda order: {**order, "lines": order["lines"][:1]}, "", "/lines/1"),
        (
            lambda order: {**order, "lines": [{**line, "quantity": 1} for line in order["lines"]]},
            "",
            "/lines/0/quantity",
        ),
        (_without_tags, "", "/lines/0/tags"),
        (lambda order: {**order, "address": None}, "", "/address"),
        (_without_geo, "", "/address/geo"),
        (lambda order: {**order, "marks": []}, "", "/marks"),
        (_without_tags, "address", "/lines/0/tags"),
        (lambda order: order, "", ""),
        (_with_shipping, "", ""),
    ],
)
def test_what_a_create_loses_within_objects_is_found(change: Change, refuses: str, lost: str) -> None:
    judged = judge(_serve(change, refuses), DOCUMENT, laws=["create-then-read"])
    assert judged.remarked == set()
    assert [each.expected.partition(" ")[0] for each in judged.findings] == ([lost] if lost else [])


def test_a_list_of_other_elements_is_a_warning() -> None:
    judged = judge(_serve(_with_an_example, ""), DOCUMENT, laws=["create-then-read"])
    assert (judged.broken, judged.remarked) == (set(), {"create-then-read"})


def _with_an_example(order: dict[str, Any]) -> Any:
    """Return an order whose lines are those of an example, as a mock has them where a client can't send all."""
    return {**order, "lines": [{"title": "an example", "quantity": 99, "tags": ["of a line"]}]}


@pytest.mark.parametrize(
    ("sent", "shown", "found"),
    [
        ([{"title": "a"}, {"title": "b"}], [{"title": "B "}, {"title": "x"}, {"title": "a"}], []),
        ([{"title": "a"}, {"title": "b"}], [{"title": "a"}, {"title": "c"}], ["/lines/1/title"]),
        ([{"title": "a"}], None, ["/lines/0"]),
        ([{"title": "a", "quantity": None, "pin": "1"}], [{"title": "a"}], []),
        ([{"title": "a", "tags": ["x", "y"]}], [{"title": "a", "tags": ["y", "x"]}], []),
    ],
)
def test_elements_are_compared_without_their_order(
    make_api: Callable[[str], Api], sent: Any, shown: Any, found: list[str]
) -> None:
    spec = make_api(DOCUMENT).spec
    (resource,) = read_resources(spec).resources
    roles: Mapping[str, Any] = {role.operation_id: role for role in resource.roles}
    lines = next(
        each for each in nested_properties(spec, roles["createOrder"], roles["readOrder"]) if each.name == "lines"
    )
    assert [place for place, _, _ in find_lost(spec, lines, sent, shown, "/lines")] == found


def _with_known_kinds(order: dict[str, Any]) -> Any:
    """Keep the kinds that a read can show only, as an item whose schema names them has to."""
    address = order.get("address") or {}
    return {**order, "address": {k: v for k, v in address.items() if k != "kind" or v in {"home", "work"}}}


def _without_kinds(order: dict[str, Any]) -> Any:
    return {**order, "address": {k: v for k, v in (order.get("address") or {}).items() if k != "kind"}}


@pytest.mark.parametrize(("change", "is_lost"), [(_with_known_kinds, False), (_without_kinds, True)])
def test_what_a_read_can_not_show_is_not_sent_within_objects(change: Change, is_lost: bool) -> None:
    city, shown = "{city: {type: string}, ", "{$ref: '#/components/schemas/Shown'}"
    text = DOCUMENT.replace(city, f"{city}kind: {{type: string}}, ", 1)
    head, tail = text.split("    Order:\n")
    schema = "    Shown: {type: object, properties: {city: {type: string}, kind: {enum: [home, work], type: string}}}\n"
    tail = tail.replace('{$ref: "#/components/schemas/Address"}', shown)
    judged = judge(_serve(change), f"{head}{schema}    Order:\n{tail}", laws=["create-then-read"])
    assert [each.expected.partition(" ")[0] for each in judged.findings] == ["/address/kind"] * is_lost


def _without_visits(order: dict[str, Any]) -> Any:
    return {**order, "address": {k: v for k, v in (order.get("address") or {}).items() if k != "visits"}}


@pytest.mark.parametrize(("keyword", "is_lost"), [("readOnly: true, ", False), ("", True)])
def test_a_list_that_only_the_server_sets_is_not_sent_within_objects(keyword: str, is_lost: bool) -> None:
    visits = f"visits: {{{keyword}type: array, items: {{$ref: '#/components/schemas/Line'}}}}"
    document = DOCUMENT.replace("{city: {type: string}, ", f"{{city: {{type: string}}, {visits}, ", 1)
    judged = judge(_serve(_without_visits), document, laws=["create-then-read"])
    assert [each.expected.partition(" ")[0] for each in judged.findings] == ["/address/visits/0"] * is_lost
