"""Commands that create an item first, and run as they are pasted."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.mock import serving
from conformance.network import exchange
from conformance.network.exchange import Exchange
from conformance.suite.creation import format_request
from conformance.suite.findings import Finding
from conformance.suite.target import Target

DOCUMENT = """\
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /customers: { post: { operationId: addCustomer, responses: { "201": { description: Made. } } } }
  /orders: { post: { operationId: addOrder, responses: { "201": { description: Made. } } } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getOrder, responses: { "200": { description: It. } } }
  /orders/{id}/pay:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post: { operationId: pay, responses: { "200": { description: Paid. } } }
  /orders/{id}/lines:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post: { operationId: addLine, responses: { "201": { description: Made. } } }
  /orders/{id}/lines/{line}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: line, in: path, required: true, schema: { type: string } }
    get: { operationId: getLine, responses: { "200": { description: It. } } }
"""
Step = tuple[str, str, Any, int, Any, str]  # operation, path, body, status, answer, location


@pytest.fixture
def received() -> list[tuple[str, str, str]]:
    """Return the requests that the server has received: method, path and body."""
    return []


@pytest.fixture
def origin(received: list[tuple[str, str, str]]) -> Iterator[str]:
    """Serve creations that answer with new ids: 101, 102 and so on."""

    async def answer(request: HttpRequest) -> Response:
        received.append((request.method, request.url.path, (await request.body()).decode()))
        new = 100 + len(received)
        if request.url.path == "/customers":
            return Response(status_code=201, headers={"Location": f"http://shop/customers/{new}/"})
        return JSONResponse({"order_id": 5, "id": new, "name": "a"}, 201)

    with serving(Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])) as url:
        yield url


@pytest.fixture
def paste(make_api: Callable[..., Api], origin: str) -> Callable[..., None]:
    """Return what runs the command for the last of several steps, of which the others are its chain."""
    api = make_api(DOCUMENT, name="shop")

    def run(*steps: Step) -> None:
        exchanges = [_exchange(api, origin, number, step) for number, step in enumerate(steps, 1)]
        finding = Finding("server-error", exchanges[-1].operation, "", "500", chain=tuple(exchanges[:-1]))
        target = Target(api, origin, Credentials({}))
        curl = format_request(finding, exchanges[-1], target, None)
        subprocess.run(["bash", "-c", curl.command], capture_output=True, check=True, timeout=60)

    return run


def _exchange(api: Api, origin: str, number: int, step: Step) -> Exchange:
    name, path, body, status, answer, location = step
    operation = api.spec.operations[name]
    sent = b"" if body is None else json.dumps(body).encode()
    headers = (("Content-Type", "application/json"),) if sent else ()
    request = exchange.Request(operation.method, origin + path, headers, sent)
    places = (("Location", location),) if location else ()
    response = exchange.Response(status, status, places, json.dumps(answer).encode())
    return Exchange(operation, request, response, "test", number=number)


ORDER: Step = ("addOrder", "/orders", {"sku": "A", "customer_id": 7}, 201, {"name": "a", "id": 7, "customer_id": 7}, "")
LINE: Step = ("addLine", "/orders/7/lines", {"sku": "B"}, 201, {"order_id": 7, "id": 7}, "/orders/7/lines/7")
PAY: Step = ("pay", "/orders/7/pay", None, 200, {}, "")
READ: Step = ("getOrder", "/orders/7", None, 200, {}, "")
READ_LINE: Step = ("getLine", "/orders/7/lines/7", None, 200, {}, "")
CUSTOMER: Step = ("addCustomer", "/customers", {"name": "C"}, 201, None, "/customers/7")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([READ], ["GET /orders/7"]),
        ([ORDER, READ], ["POST /orders", "GET /orders/101"]),
        ([ORDER, PAY, READ], ["POST /orders", "POST /orders/101/pay", "GET /orders/101"]),
        ([ORDER, LINE, READ_LINE], ["POST /orders", "POST /orders/101/lines", "GET /orders/101/lines/102"]),
        ([READ, ORDER, PAY], ["POST /orders", "POST /orders/101/pay"]),
    ],
)
def test_each_id_is_read_from_the_response_that_shows_it(
    paste: Callable[..., None], received: list[tuple[str, str, str]], steps: list[Step], expected: list[str]
) -> None:
    """Ids of different resources may be the same number; reads change nothing, so they are left out."""
    paste(*steps)
    assert [f"{method} {path}" for method, path, _ in received] == expected


def test_an_id_is_read_from_the_header_location(
    paste: Callable[..., None], received: list[tuple[str, str, str]]
) -> None:
    """And goes into a body, as a number where one was."""
    paste(CUSTOMER, ORDER, READ)
    assert [path for _, path, _ in received] == ["/customers", "/orders", "/orders/102"]
    assert json.loads(received[1][2]) == {"sku": "A", "customer_id": 101}


def test_an_id_that_the_client_has_chosen_stays(
    paste: Callable[..., None], received: list[tuple[str, str, str]]
) -> None:
    order = ("addOrder", "/orders", {"id": "A-1"}, 201, {"id": "A-1"}, "")
    paste(order, ("getOrder", "/orders/A-1", None, 200, {}, ""))
    assert [path for _, path, _ in received] == ["/orders", "/orders/A-1"]


def test_work_in_the_background_is_waited_for(paste: Callable[..., None], received: list[tuple[str, str, str]]) -> None:
    """A second before each read that was sent after a 202."""
    order = (*ORDER[:3], 202, *ORDER[4:])
    paste(order, READ, PAY)
    assert [path for _, path, _ in received] == ["/orders", "/orders/101", "/orders/101/pay"]


def test_what_is_gone_is_not_created(paste: Callable[..., None], received: list[tuple[str, str, str]]) -> None:
    paste(ORDER, ("getOrder", "/orders/7", None, 404, {}, ""))
    assert [path for _, path, _ in received] == ["/orders/7"]


def test_a_command_has_a_bound(paste: Callable[..., None], received: list[tuple[str, str, str]]) -> None:
    paste(ORDER, *[PAY] * 9, READ)
    assert len(received) == 7
