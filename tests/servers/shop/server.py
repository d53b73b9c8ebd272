"""Shop with customers and orders, written like the backend of a small team."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.servers.shop.answers import Answer, Call, RefusedError
from tests.servers.shop.parsing import InvalidError, decode_json, parse_object, parse_query
from tests.servers.shop.shapes import BODIES, PATH, QUERIES, Shape
from tests.servers.shop.wrongs import PREEMPTIVE, SECURITY, SPOILED, WRONGS, loosen

__all__ = ["CREDENTIALS", "WRONGS", "create_app"]

CREDENTIALS = {"bearer": "shop-token-for-tests", "keyA": "key-a-for-tests", "keyB": "key-b-for-tests"}
_PRICES = {"AAA-0001": 4.5, "BBB-0002": 12.25}
_SECURITY: dict[str, tuple[tuple[str, ...], ...]] = {
    "setStock": (("keyA", "keyB"),),
    "getSales": (("bearer",), ("keyA",)),
    "listProducts": (("bearer",), ("no token",)),
}


class Shop:
    """The shop's state and its operations."""

    def __init__(self) -> None:
        self.customers: dict[int, dict[str, Any]] = {}
        self.orders: dict[int, dict[str, Any]] = {}
        self.last_id = {"customers": 0, "orders": 0}
        for name, country in (("Ada", "GB"), ("Grace", "US"), ("Emmy", "DE")):
            self._add_customer({"name": name, "country": country})
        for customer_id in (1, 1, 2):
            self._add_order({"customer_id": customer_id, "kind": "standard", "quantity": customer_id})

    def list_customers(self, call: Call) -> Answer:
        return _page(call, _filtered(self.customers.values(), call.query, "country"))

    def create_customer(self, call: Call) -> Answer:
        customer = self._add_customer(call.body)
        return Answer(201, customer, {"Location": f"/v1/customers/{customer['id']}"})

    def get_customer(self, call: Call) -> Answer:
        return Answer(200, _known(self.customers, call))

    def replace_customer(self, call: Call) -> Answer:
        old = _known(self.customers, call)
        kept = {name: old[name] for name in ("id", "created_at", "reference")}
        old.update({"phone": None, "vip": False, **kept, **call.body})
        return Answer(200, old)

    def update_customer(self, call: Call) -> Answer:
        customer = _known(self.customers, call)
        customer.update(call.body)
        return Answer(200, customer)

    def delete_customer(self, call: Call) -> Answer:
        customer = _known(self.customers, call)
        if any(order["customer_id"] == customer["id"] for order in self.orders.values()):
            raise RefusedError(409, "the customer has orders")
        del self.customers[customer["id"]]
        return Answer(204)

    def list_orders(self, call: Call) -> Answer:
        return _page(call, _filtered(self.orders.values(), call.query, "status", "customer_id"))

    def create_order(self, call: Call) -> Answer:
        self._check_customer(call)
        order = self._add_order(call.body)
        return Answer(201, order, {"Location": f"/v1/orders/{order['id']}"})

    def get_order(self, call: Call) -> Answer:
        return Answer(200, _known(self.orders, call))

    def replace_order(self, call: Call) -> Answer:
        order = _known(self.orders, call)
        self._check_customer(call)
        order.update({"message": None, "deliver_at": None, "tags": [], **call.body, "total": _total(call.body)})
        return Answer(200, order)

    def update_order(self, call: Call) -> Answer:
        order = _known(self.orders, call)
        order.update(call.body)
        order["total"] = _total(order)
        return Answer(200, order)

    def delete_order(self, call: Call) -> Answer:
        del self.orders[_known(self.orders, call)["id"]]
        return Answer(204)

    def list_products(self, call: Call) -> Answer:
        is_member = call.query["is_member"]
        products = []
        for sku, price in _PRICES.items():
            member_price = round(price * 0.9, 2) if is_member else None
            products.append({"sku": sku, "name": f"Product {sku}", "price": price, "member_price": member_price})
        return Answer(200, products)

    def set_stock(self, call: Call) -> Answer:
        return Answer(200, {"sku": call.path["sku"], "pieces": call.body["pieces"]})

    def get_sales(self, call: Call) -> Answer:
        day = call.query.get("day", "2024-01-01")
        sold = [order["total"] for order in self.orders.values() if order["created_at"].startswith(day)]
        return Answer(200, {"day": day, "orders": len(sold), "revenue": round(sum(sold), 2)})

    def _add_customer(self, body: Mapping[str, Any]) -> dict[str, Any]:
        made = {"id": self._next("customers"), "created_at": datetime.now(UTC).isoformat()}
        customer = {"phone": None, "vip": False, "reference": str(uuid.uuid4()), **body, **made}
        self.customers[customer["id"]] = customer
        return customer

    def _add_order(self, body: Mapping[str, Any]) -> dict[str, Any]:
        made = {"id": self._next("orders"), "status": "new", "created_at": datetime.now(UTC).isoformat()}
        order = {"quantity": 1, "message": None, "deliver_at": None, "tags": [], **body, **made}
        self.orders[order["id"]] = {**order, "total": _total(order)}
        return self.orders[order["id"]]

    def _next(self, kind: str) -> int:
        self.last_id[kind] += 1
        return self.last_id[kind]

    def _check_customer(self, call: Call) -> None:
        if call.body["customer_id"] not in self.customers:
            raise RefusedError(409, "there is no such customer")


Handler = Callable[[Shop, Call], Answer]
_ROUTES: dict[str, dict[str, tuple[str, Handler]]] = {
    "/customers": {"GET": ("listCustomers", Shop.list_customers), "POST": ("createCustomer", Shop.create_customer)},
    "/customers/{id}": {
        "GET": ("getCustomer", Shop.get_customer),
        "PUT": ("replaceCustomer", Shop.replace_customer),
        "PATCH": ("updateCustomer", Shop.update_customer),
        "DELETE": ("deleteCustomer", Shop.delete_customer),
    },
    "/orders": {"GET": ("listOrders", Shop.list_orders), "POST": ("createOrder", Shop.create_order)},
    "/orders/{id}": {
        "GET": ("getOrder", Shop.get_order),
        "PUT": ("replaceOrder", Shop.replace_order),
        "PATCH": ("updateOrder", Shop.update_order),
        "DELETE": ("deleteOrder", Shop.delete_order),
    },
    "/products": {"GET": ("listProducts", Shop.list_products)},
    "/stock/{sku}": {"PUT": ("setStock", Shop.set_stock)},
    "/sales": {"GET": ("getSales", Shop.get_sales)},
}


def create_app(wrong: str | None = None) -> Starlette:
    """Return a right shop, or one that is wrong as WRONGS says."""
    if wrong is not None and wrong not in WRONGS:
        raise ValueError(f"unknown wrong {wrong!r}")
    shop = Shop()
    routes = [_route(shop, wrong, path, methods) for path, methods in _ROUTES.items()]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _http_error})
    app.router.redirect_slashes = False
    return app


def _route(shop: Shop, wrong: str | None, path: str, methods: Mapping[str, tuple[str, Handler]]) -> Route:
    async def endpoint(request: Request) -> Response:
        operation, handler = methods["GET" if request.method == "HEAD" else request.method]
        shown = wrong if wrong and WRONGS[wrong].operation == operation else None
        try:
            answer = await _answer(shop, handler, shown, operation, request)
        except InvalidError as error:
            answer = Answer(422, {"error": "invalid", "fields": error.fields})
        except RefusedError as error:
            answer = error.answer
        return answer.response()

    return Route(f"/v1{path}", endpoint, methods=list(methods))


async def _answer(shop: Shop, handler: Handler, wrong: str | None, operation: str, request: Request) -> Answer:
    _authenticate(request, operation, wrong)
    if wrong in PREEMPTIVE:
        return PREEMPTIVE[wrong]
    if wrong == "slow-customer":
        await asyncio.sleep(12)
    path = parse_object(request.path_params, PATH.fields)
    call = Call(operation, path, _query(request, operation, wrong), await _body(request, operation, wrong))
    answer = handler(shop, call)
    return SPOILED[wrong](call, answer) if wrong in SPOILED else answer


def _authenticate(request: Request, operation: str, wrong: str | None) -> None:
    alternatives = _SECURITY.get(operation, (("bearer",),))
    if wrong in SECURITY:
        alternatives = SECURITY[wrong]
    if wrong == "any-token" and request.headers.get("authorization", "").startswith("Bearer "):
        return
    if wrong == "token-by-its-beginning" and request.headers.get("authorization", "").startswith("Bearer shop-tok"):
        return
    if not any(all(_has(request, name) for name in names) for names in alternatives):
        raise RefusedError(401, "a credential is missing or wrong", {"WWW-Authenticate": 'Bearer realm="shop"'})


def _has(request: Request, scheme: str) -> bool:
    given = request.headers.get("authorization")
    if scheme == "no token":
        return given is None
    if scheme == "bearer":
        word, _, token = (given or "").partition(" ")
        return word.lower() == "bearer" and token.strip() == CREDENTIALS["bearer"]
    return request.headers.get(f"x-key-{scheme[-1]}") == CREDENTIALS[scheme]


def _query(request: Request, operation: str, wrong: str | None) -> dict[str, Any]:
    shape = loosen(QUERIES.get(operation, Shape({})), wrong)
    values = parse_query(request.query_params, shape.fields, shape.required)
    return {**values, "is_member": _has(request, "bearer")}


async def _body(request: Request, operation: str, wrong: str | None) -> dict[str, Any]:
    if operation not in BODIES:
        return {}
    raw = await request.body()
    if raw and request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, "expected application/json")
    try:
        value = decode_json(raw)
    except ValueError as error:
        raise RefusedError(400, "the body is not JSON") from error
    return _checked(value, loosen(BODIES[operation], wrong))


def _checked(value: Any, shape: Shape) -> dict[str, Any]:
    body = parse_object(value, shape.fields, shape.required, shape.is_closed)
    if len(value) < shape.minimum:
        raise InvalidError({"body": "expected at least one property"})
    if shape.gift_needs_message and body["kind"] == "gift" and "message" not in body:
        raise InvalidError({"message": "required for a gift"})
    return body


def _known(things: Mapping[int, dict[str, Any]], call: Call) -> dict[str, Any]:
    if call.path["id"] not in things:
        raise RefusedError(404, "there is no such thing")
    return things[call.path["id"]]


def _filtered(things: Iterable[dict[str, Any]], query: Mapping[str, Any], *names: str) -> list[dict[str, Any]]:
    wanted = {name: query[name] for name in names if query.get(name) is not None}
    return [thing for thing in things if all(thing[name] == value for name, value in wanted.items())]


def _page(call: Call, things: list[dict[str, Any]]) -> Answer:
    page, size = call.query.get("page", 1), call.query.get("size", 20)
    items = things[(page - 1) * size : page * size]
    body = {"items": items, "page": page, "size": size, "total": len(things)}
    return Answer(200, body, {"X-Total-Count": str(len(things))})


def _total(order: Mapping[str, Any]) -> float:
    return float(order["quantity"] * _PRICES["AAA-0001"])


def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)
