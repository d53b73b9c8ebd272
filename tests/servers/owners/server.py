"""Order service in which each key sees only the orders of its owner."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.servers import Wrong
from tests.servers.owners.checks import (
    ApiError,
    check_change,
    check_estimate,
    check_new_order,
    check_text,
    decode,
    invalid,
)

CREDENTIALS = {"api_key": "key-of-alice-for-tests"}
SECOND = {"OWNERS_API_KEY_OF_BOB": "key-of-bob-for-tests"}  # by the variables of conformance.toml
WRONGS = {
    "order-id-without-prefix": Wrong("listOrders", "/orders/0/id of the 200 response breaks its pattern."),
    "order-without-owner": Wrong("getOrder", "The 200 response lacks the required /owner."),
    "quantity-as-text": Wrong("updateOrder", "/items/0/quantity of the 200 response is a string."),
    "created-null": Wrong("createOrder", "/created of the 201 response is null."),
    "error-without-message": Wrong("getOrder", "The 404 response lacks the required /error/message."),
    "orders-as-text": Wrong("listOrders", "The Content-Type of the 200 response is text/plain."),
    "price-as-text": Wrong("estimateDelivery", "/price of the 200 response is a string instead of a number."),
    "crash-without-gift": Wrong("createOrder", "A valid delivery without the optional /gift is answered with 500."),
    "crash-on-null-note": Wrong("updateOrder", "A valid /note of null is answered with 500."),
    "create-order-moved": Wrong("createOrder", "A valid request is answered with 301 instead of 201."),
    "delete-not-implemented": Wrong("deleteOrder", "A valid request is answered with 501."),
    "accepts-missing-address": Wrong("createOrder", "A delivery without the required /address is answered with 201."),
    "accepts-unknown-type": Wrong("createOrder", "A /type that is not of the discriminator is answered with 201."),
    "accepts-store-of-two-digits": Wrong("createOrder", "A /store like st_12 is answered with 201."),
    "accepts-quantity-as-text": Wrong("createOrder", 'An /items/0/quantity like "11" is answered with 201.'),
    "accepts-eleven-items": Wrong("createOrder", "An /items of eleven items is answered with 201."),
    "accepts-extra-property": Wrong("updateOrder", "An additional property of the body is answered with 200."),
    "accepts-note-of-81": Wrong("updateOrder", "A /note of 81 characters is answered with 200."),
    "accepts-weight-51": Wrong("estimateDelivery", "A /weight of 51 is answered with 200."),
    "accepts-limit-101": Wrong("listOrders", "The query parameter limit=101 is answered with 200."),
    "delete-without-key": Wrong("deleteOrder", "The credential is ignored: a request without it is answered."),
    "any-key": Wrong("getOrder", "Any value of the query parameter api_key is accepted instead of 401."),
    "owners-without-key": Wrong("listOwners", "A request without a credential is answered with 200."),
    "order-of-others-shown": Wrong("getOrder", "The 200 response shows an order of another owner."),
    "order-of-others-changed": Wrong("updateOrder", "/note of an order of another owner is changed."),
    "order-of-others-deleted": Wrong("deleteOrder", "An order of another owner is deleted."),
    "slow-order": Wrong("getOrder", "The response takes 12 seconds."),
}
CARRIER_SECONDS = 6
_OTHERS = {
    "order-of-others-shown": "GET",
    "order-of-others-changed": "PATCH",
    "order-of-others-deleted": "DELETE",
}  # the method that does not look at the owner
_OWNERS = {
    CREDENTIALS["api_key"]: "alice",
    SECOND["OWNERS_API_KEY_OF_BOB"]: "bob",
    "key-of-the-administrator-for-tests": "admin",
}
Order = dict[str, Any]
Endpoint = Callable[[Request, str], Awaitable[Response]]


class Orders:
    """The orders of all owners."""

    def __init__(self, wrong: str | None) -> None:
        self.wrong = wrong
        items = [{"sku": "lamp", "quantity": 2}]
        self.orders: dict[str, Order] = {}
        for order_id, owner in (("ord_7f3a", "alice"), ("ord_7f3b", "bob"), ("ord_80c1", "alice")):
            self._add(order_id, owner, {"type": "pickup", "items": items, "store": "st_001"})

    async def list_owners(self, _: Request, owner: str) -> Response:
        if owner != "admin" and not (self.wrong == "owners-without-key" and not owner):
            raise ApiError(403, "forbidden", "for administrators only")
        return JSONResponse({"owners": ["admin", "alice", "bob"]})

    async def list_orders(self, request: Request, owner: str) -> Response:
        status = _one(request, "status", "open|sent|cancelled")
        limit = _one(request, "limit", "[1-9][0-9]?|100" + ("|101" if self.wrong == "accepts-limit-101" else ""))
        after = _one(request, "after", "ord_[0-9a-f]{4,8}")
        own = [order for order in reversed(self.orders.values()) if order["owner"] == owner]
        ids = [order["id"] for order in own]
        start = ids.index(after) + 1 if after in ids else len(own) if after else 0
        found = [order for order in own[start:] if status in {None, order["status"]}]
        shown = found[: int(limit or 25)]
        if self.wrong == "order-id-without-prefix":
            shown = [{**order, "id": order["id"].removeprefix("ord_")} for order in shown]
        media_type = "text/plain" if self.wrong == "orders-as-text" else None
        return JSONResponse({"orders": shown, "has_more": len(found) > len(shown)}, media_type=media_type)

    async def create_order(self, request: Request, owner: str) -> Response:
        body = await _body(request)
        checked = check_new_order(body, self.wrong)
        if self.wrong == "crash-without-gift" and checked["type"] == "delivery" and "gift" not in body:
            raise ApiError(500, "internal", "internal error")
        if self.wrong == "create-order-moved":
            return Response(status_code=301, headers={"Location": f"{request.url.path}?{request.url.query}"})
        order = self._add(f"ord_{secrets.token_hex(4)}", owner, checked)
        return JSONResponse({**order, "created": None} if self.wrong == "created-null" else order, 201)

    async def get_order(self, request: Request, owner: str) -> Response:
        if self.wrong == "slow-order":
            await asyncio.sleep(12)
        order = self._own(request, owner)
        if self.wrong == "order-without-owner":
            order = {name: value for name, value in order.items() if name != "owner"}
        return JSONResponse(order)

    async def update_order(self, request: Request, owner: str) -> Response:
        order = self._own(request, owner)
        change = check_change(await _body(request), self.wrong)
        if self.wrong == "crash-on-null-note" and change.get("note", "") is None:
            raise ApiError(500, "internal", "internal error")
        order |= change
        if self.wrong == "quantity-as-text":
            items = [{**item, "quantity": str(item["quantity"])} for item in order["items"]]
            return JSONResponse({**order, "items": items})
        return JSONResponse(order)

    async def delete_order(self, request: Request, owner: str) -> Response:
        order = self._own(request, owner or "alice")
        if self.wrong == "delete-not-implemented":
            raise ApiError(501, "not_implemented", "not implemented")
        del self.orders[order["id"]]
        return Response(status_code=204)

    async def estimate_delivery(self, request: Request, _: str) -> Response:
        weight = check_estimate(await _body(request), self.wrong)
        await asyncio.sleep(CARRIER_SECONDS)
        price = round(4 + weight / 2, 2)
        return JSONResponse({"days": 2, "price": str(price) if self.wrong == "price-as-text" else price})

    def _add(self, order_id: str, owner: str, checked: dict[str, Any]) -> Order:
        made = {"id": order_id, "owner": owner, "status": "open", "note": None}
        self.orders[order_id] = {**checked, **made, "created": datetime.now(UTC).isoformat()}
        return self.orders[order_id]

    def _own(self, request: Request, owner: str) -> Order:
        order = self.orders.get(request.path_params["order_id"], {})
        if not order or (order["owner"] != owner and _OTHERS.get(self.wrong or "") != request.method):
            raise ApiError(404, "not_found", "no such order")
        return order


def create_app(wrong: str | None = None) -> Starlette:
    """Return a right order service, or one that is wrong as WRONGS says."""
    if wrong is not None and wrong not in WRONGS:
        raise ValueError(f"unknown wrong {wrong!r}")
    orders = Orders(wrong)
    routes = [
        _route("/admin/owners", wrong, GET=orders.list_owners),
        _route("/orders", wrong, GET=orders.list_orders, POST=orders.create_order),
        _route(
            "/orders/{order_id}",
            wrong,
            GET=orders.get_order,
            PATCH=orders.update_order,
            DELETE=orders.delete_order,
        ),
        _route("/estimates", wrong, POST=orders.estimate_delivery),
    ]
    app = Starlette(routes=routes)
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.router.redirect_slashes = False
    return app


def _route(path: str, wrong: str | None, **methods: Endpoint) -> Route:
    async def endpoint(request: Request) -> Response:
        handler = methods["GET" if request.method == "HEAD" else request.method]
        try:
            return await handler(request, _owner(request, handler.__name__, wrong))
        except ApiError as error:
            is_read = handler.__name__ == "get_order" and error.status == 404
            if wrong == "error-without-message" and is_read:
                return JSONResponse({"error": {"code": error.code}}, error.status)
            raise

    return Route(f"/orders-api/v1{path}", endpoint, methods=list(methods))


def _owner(request: Request, operation: str, wrong: str | None) -> str:
    """Return the owner of the request's key; "" if a wrong server does not ask for one."""
    keys = request.query_params.getlist("api_key")
    if len(keys) == 1 and keys[0] in _OWNERS:
        return _OWNERS[keys[0]]
    if keys and wrong == "any-key" and operation == "get_order":
        return "alice"
    if (wrong, operation) in {("delete-without-key", "delete_order"), ("owners-without-key", "list_owners")}:
        return ""
    raise ApiError(401, "unauthorized", "the key is missing or wrong")


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    if raw and request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ApiError(415, "unsupported", "expected application/json")
    return decode(raw)


def _one(request: Request, name: str, pattern: str) -> str | None:
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise invalid(f"{name}: given more than once")
    return check_text(values[0], name, pattern) if values else None


def _api_error(_: Request, error: Exception) -> Response:
    status, code = getattr(error, "status", 400), getattr(error, "code", "invalid")
    return JSONResponse({"error": {"code": code, "message": str(error)}}, status)


def _http_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    content = {"error": {"code": "http", "message": error.detail}}
    return JSONResponse(content, error.status_code, headers=error.headers)
