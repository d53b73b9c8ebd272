"""Akinon OMS server with orders in several views, webhook events and the pull from Omnitron."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from copy import deepcopy
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.servers.akinon_oms.answer import Answer, RefusalError, invalid, refusal
from tests.servers.akinon_oms.orders import Orders, detail_short, short, simple, without_payload
from tests.servers.akinon_oms.parts import Data
from tests.servers.akinon_oms.wrongs import NEAR_MISSES, WRONGS, spoil

__all__ = ["CREDENTIALS", "NEAR_MISSES", "WRONGS", "create_app"]

CREDENTIALS = {"token": "fake-akinon_oms-token"}
KEY_WITHOUT_RIGHTS = "fake-key-without-rights"
BASE = "/api/v1/oms/orders"
DELIVERY_TYPES = [{"value": "standard", "label": "Standard"}, {"value": "same_day", "label": "Same day"}]
PAYMENT_TYPES = [{"value": "credit_card", "label": "Credit card"}, {"value": "funds_transfer", "label": "Transfer"}]
INT32_MAX = 2**31 - 1

Handler = Callable[[Request], Awaitable[Any]]


def create_app(wrong: str | None = None) -> Starlette:
    """Build a fresh server; `wrong` is an id of WRONGS or NEAR_MISSES."""
    if wrong is not None and wrong not in WRONGS | NEAR_MISSES:
        raise ValueError(f"wrong: unknown id {wrong!r}")
    app = Starlette(routes=_Server(wrong).routes(), exception_handlers={HTTPException: _outside})
    app.router.redirect_slashes = False
    return app


class _Server:
    """The orders of one shop."""

    def __init__(self, wrong: str | None) -> None:
        self._wrong = wrong
        self._orders = Orders(is_empty=wrong == "empty-shop")
        self._calls = 0  # of the delivery types

    def routes(self) -> list[Route]:
        """Return the routes of all operations, literal paths first."""
        order = f"{BASE}/{{pk}}"
        routes = [
            self._route("listOrders", f"{BASE}/", self._list(dict)),
            self._route("listOrdersShort", f"{BASE}/short/", self._list(short)),
            self._route("listOrdersSimple", f"{BASE}/list-simple/", self._list(self._simple)),
            self._route("listDeliveryTypes", f"{BASE}/delivery_type_enums/", self._types),
            self._route("listPaymentTypes", f"{BASE}/payment_type_enums/", _constant(PAYMENT_TYPES)),
            self._route("pullOrdersFromOmnitron", f"{BASE}/pull_from_omnitron/", self._pull, "POST"),
            Route(f"{BASE}/pull_from_omnitron/", _post_only, methods=["GET"]),  # it is not the order of that id
            self._route("retrieveOrder", f"{order}/", self._retrieve(dict)),
            self._route("retrieveOrderShort", f"{order}/short/", self._retrieve(detail_short)),
            self._route("listOrderWebhookEvents", f"{order}/webhook_events/", self._list_events(dict)),
            self._route(
                "listOrderWebhookEventsShort", f"{order}/webhook_events/short/", self._list_events(without_payload)
            ),
            self._route("retrieveOrderWebhookEvent", f"{order}/webhook_events/{{event}}/", self._retrieve_event),
        ]
        if self._wrong == "redirect":
            routes.append(self._route("retrieveOrderShort", f"{order}/short", self._retrieve(detail_short)))
        return routes

    def _route(self, operation: str, path: str, handler: Handler, method: str = "GET") -> Route:
        async def endpoint(request: Request) -> Response:
            request.state.operation = operation
            try:
                self._authenticate(request)
                answer = Answer(200, deepcopy(await handler(request)))
                await self._before(request, answer)
            except RefusalError as error:
                answer = error.answer
            spoil(self._wrong, operation, answer)
            return answer.response()

        return Route(path, endpoint, methods=[method])

    async def _before(self, request: Request, answer: Answer) -> None:
        """Be slow, fail or redirect where that is the wrong of this request."""
        path = request.url.path
        if self._is_wrong("slow", request):
            await asyncio.sleep(12)
        if self._is_wrong("largest-limit-500", request) and request.query_params.get("limit") == "100":
            answer.fail(500)
        if self._is_wrong("redirect", request) and path.endswith("/"):
            answer.status, answer.headers = 301, {"Location": path.removesuffix("/")}

    def _authenticate(self, request: Request) -> None:
        headers = request.headers.getlist("Authorization")
        if not headers and self._is_wrong("token-not-required", request):
            return
        scheme, _, key = " ".join(headers).partition(" ")
        challenge = {"WWW-Authenticate": "Token"}
        if scheme.lower() != "token":
            raise refusal(401, "Authentication credentials were not provided.", challenge)
        if key.strip() == KEY_WITHOUT_RIGHTS:
            raise refusal(403, "You do not have permission to perform this action.")
        is_any = key and self._is_wrong("any-token-accepted", request)
        if key.strip() != CREDENTIALS["token"] and not is_any:
            raise refusal(401, "Invalid token.", challenge)

    def _is_wrong(self, wrong: str, request: Request) -> bool:
        return self._wrong == wrong and WRONGS[wrong].operation == request.state.operation

    def _simple(self, order: Data) -> Data:
        return dict(order) if self._wrong == "full-orders-in-simple-list" else simple(order)

    async def _types(self, _: Request) -> list[dict[str, str]]:
        self._calls += 1
        is_turned = self._wrong == "types-change" and self._calls % 2
        return DELIVERY_TYPES[::-1] if is_turned else DELIVERY_TYPES

    def _list(self, view: Callable[[Data], Data]) -> Handler:
        async def handler(request: Request) -> Data:
            return self._page(request, [view(order) for order in self._orders.by_id.values()])

        return handler

    def _list_events(self, view: Callable[[Data], Data]) -> Handler:
        async def handler(request: Request) -> Data:
            order = self._order(request)
            events = [] if self._wrong == "no-events" else self._orders.events[order["id"]]
            return self._page(request, [view(event) for event in events])

        return handler

    def _retrieve(self, view: Callable[[Data], Data]) -> Handler:
        async def handler(request: Request) -> Data:
            return view(self._order(request))

        return handler

    async def _retrieve_event(self, request: Request) -> Data:
        events = self._orders.events[self._order(request)["id"]]
        if self._wrong == "event-below-any-order":
            events = [event for each in self._orders.events.values() for event in each]
        event = next((event for event in events if str(event["id"]) == request.path_params["event"]), None)
        if event is None:
            raise refusal(404, "Not found.")
        return event

    def _order(self, request: Request) -> Data:
        key = request.path_params["pk"]
        order = self._orders.by_id.get(int(key)) if re.fullmatch("[1-9][0-9]{0,18}", key) else None
        if order is None and self._is_wrong("unknown-order-is-newest", request):
            return next(iter(self._orders.by_id.values()))
        if order is None:
            raise refusal(404, "Not found.")
        return order

    def _page(self, request: Request, entries: list[Data]) -> Data:
        default = 10 if self._is_wrong("ten-by-default", request) else 20
        limit = self._bounded(request, "limit", default, 101 if self._is_wrong("limit-101-accepted", request) else 100)
        number = self._bounded(request, "page", 1, INT32_MAX)
        start, end = (number - 1) * limit, number * limit
        if start and start >= len(entries) and not self._is_wrong("past-the-end-empty", request):
            raise refusal(404, "Invalid page.")
        if start and self._is_wrong("order-on-two-pages", request):
            entries = [entries[0], *entries[:-1]]
        return {
            "count": len(entries),
            "next": _link(request, number + 1) if end < len(entries) else None,
            "previous": _link(request, number - 1) if number > 1 else None,
            "results": entries[start:end],
        }

    def _bounded(self, request: Request, name: str, default: int, maximum: int) -> int:
        text = request.query_params.get(name, str(default))
        if not re.fullmatch("-?[0-9]{1,19}", text):
            if self._is_wrong("page-in-words-accepted", request) and name == "page":
                return default
            raise invalid(name, "A valid integer is required.")
        if int(text) < 1:
            raise invalid(name, "Ensure this value is greater than or equal to 1.")
        if int(text) > maximum:
            raise invalid(name, f"Ensure this value is less than or equal to {maximum}.")
        return int(text)

    async def _pull(self, request: Request) -> list[Data]:
        numbers = self._numbers(await _json(request))
        orders = deepcopy(self._orders) if self._wrong == "pulled-order-lost" else self._orders
        return [orders.pull(number) for number in numbers[:100]]

    def _numbers(self, body: Any) -> list[str]:
        if not isinstance(body, dict):
            raise invalid("non_field_errors", "Invalid data. Expected a dictionary.")
        if "order_numbers" not in body:
            raise invalid("order_numbers", "This field is required.")
        numbers = body["order_numbers"]
        if self._wrong == "numbers-coerced" and isinstance(numbers, list):
            numbers = [str(number) if isinstance(number, int | float) else number for number in numbers]
        problem = _problem(numbers, 101 if self._wrong == "number-101-ignored" else 100)
        if problem:
            raise invalid("order_numbers", problem)
        return [str(number) for number in numbers]


def _problem(numbers: Any, most: int) -> str | None:
    if not isinstance(numbers, list):
        return "Expected a list of items."
    if not numbers:
        return "This list may not be empty."
    if len(numbers) > most:
        return f"Ensure this field has no more than {most} elements."
    return None if all(isinstance(number, str) for number in numbers) else "Not a valid string."


def _constant(entries: list[dict[str, str]]) -> Handler:
    async def handler(_: Request) -> list[dict[str, str]]:
        return entries

    return handler


async def _post_only(_: Request) -> Response:
    raise HTTPException(405, headers={"Allow": "POST"})


def _link(request: Request, page: int) -> str:
    return str(request.url.include_query_params(page=page))


async def _outside(request: Request, error: Exception) -> Response:
    """Answer a request that no operation takes."""
    assert isinstance(error, HTTPException)
    details = {404: "Not found.", 405: f'Method "{request.method}" not allowed.'}
    detail = details.get(error.status_code, error.detail)
    return Answer(error.status_code, {"detail": detail}, dict(error.headers or {})).response()


async def _json(request: Request) -> Any:
    """Return the JSON body of a request; refuse another media type and what is not JSON."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise refusal(400, f'Unsupported media type "{media_type}" in request.')
    try:
        return json.loads((await request.body()).decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise refusal(400, f"JSON parse error - {error}") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
