"""Omnicado MPAPI server that keeps serial numbers of order items and limits the rate of calls."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conformance.rules import Probe
from tests.servers.omnicado_mpapi.answer import Answer, result
from tests.servers.omnicado_mpapi.limits import WINDOWS, Limiter, Window
from tests.servers.omnicado_mpapi.wrongs import NEAR_MISSES, WRONGS, keep, spoil

__all__ = ["CREDENTIALS", "NEAR_MISSES", "PROBES", "WRONGS", "create_app"]

CREDENTIALS = {"clientId": "fake-omnicado_mpapi-clientId"}
PROBES = {"setOrderItemSerialNumbers": Probe("/kept/{orderId}/{itemId}")}
KEPT = "/kept/{order_id}/{item_id:path}"
INT64 = range(-(2**63), 2**63)
OTHER_PARTNERS_ORDERS = frozenset({89591399})


def create_app(
    wrong: str | None = None, windows: Sequence[Window] = WINDOWS, clock: Callable[[], float] = time.monotonic
) -> Starlette:
    """Build a fresh server; `wrong` is an id of WRONGS or NEAR_MISSES, `clock` gives seconds, `windows` are quotas."""
    if wrong is not None and wrong not in WRONGS | NEAR_MISSES:
        raise ValueError(f"wrong: unknown id {wrong!r}")
    if wrong == "window-of-3-seconds":
        windows = (*windows, Window(1000, 3, "s"))
    server = _Server(wrong, Limiter(windows, clock))
    path = "/v1/orders/{order_id}/items/{item_id:path}/serial-numbers"
    app = Starlette(
        routes=[Route(path, server.set_serial_numbers, methods=["PUT"]), Route(KEPT, server.show_kept)],
        exception_handlers={HTTPException: server.refuse},
    )
    app.router.redirect_slashes = False
    return app


class _Server:
    """The orders of one partner, by order and item, and the requests it has left."""

    def __init__(self, wrong: str | None, limiter: Limiter) -> None:
        self._wrong = wrong
        self._limiter = limiter
        self._orders: dict[int, dict[str, list[str]]] = {
            89591350: {"T429507": [], "T429508": ["DR0289910229X"]},
            89591351: {"T429600": []},
        }
        if wrong == "no-orders":
            self._orders.clear()

    async def set_serial_numbers(self, request: Request) -> Response:
        """Replace the serial numbers of one item."""
        self._authenticate(request)
        if not self._limiter.take():
            return self._too_many()
        order_id = _integer(request.path_params["order_id"])
        numbers = self._serial_numbers(await _json(request))
        item = self._item(order_id, request.path_params["item_id"])
        if self._wrong == "empty-list-500" and not numbers:
            return self._write(result(500))
        keep(self._wrong, item, numbers)
        return self._write(result(200, self._limiter.headers()))

    async def show_kept(self, request: Request) -> Response:
        """Show the serial numbers of one item, which the API does not."""
        order_id, item_id = int(request.path_params["order_id"]), request.path_params["item_id"]
        return Response(json.dumps(self._orders[order_id][item_id]), media_type="application/json")

    async def refuse(self, _: Request, error: Exception) -> Response:
        """Answer an HTTPException with the envelope of failures."""
        assert isinstance(error, HTTPException)
        return self._write(result(error.status_code, dict(error.headers or {})))

    def _write(self, answer: Answer) -> Response:
        spoil(self._wrong, answer)
        return answer.response()

    def _authenticate(self, request: Request) -> None:
        given = request.query_params.getlist("client_id")
        if self._wrong == "client-not-required" and not given:
            return
        if self._wrong == "any-client-accepted" and given:
            return
        if given != [CREDENTIALS["clientId"]]:
            raise HTTPException(401)

    def _too_many(self) -> Response:
        headers = self._limiter.headers()
        return self._write(result(429, {**headers, "Retry-After": headers["X-RateLimit-Reset"]}))

    def _serial_numbers(self, body: Any) -> list[str]:
        if self._wrong == "text-body-accepted" and isinstance(body, str):
            return [body]
        if not isinstance(body, list) or not all(self._is_serial_number(entry) for entry in body):
            raise HTTPException(400)
        return [str(entry) for entry in body]

    def _is_serial_number(self, value: Any) -> bool:
        if self._wrong == "number-in-list-accepted" and isinstance(value, int | float):
            return True
        if self._wrong == "null-in-list-accepted" and value is None:
            return True
        return isinstance(value, str)

    def _item(self, order_id: int, item_id: str) -> list[str]:
        if order_id in OTHER_PARTNERS_ORDERS:
            raise HTTPException(403)
        item = self._orders.get(order_id, {}).get(item_id)
        if item is None and self._wrong == "unknown-item-accepted":
            return []
        if item is None:
            headers = self._limiter.headers() if self._wrong == "unknown-in-body-alone" else None
            raise HTTPException(404, headers=headers)
        return item


def _integer(text: str) -> int:
    if not re.fullmatch("-?[0-9]{1,19}", text) or int(text) not in INT64:
        raise HTTPException(400)
    return int(text)


async def _json(request: Request) -> Any:
    """Return the JSON body of a request; refuse another media type and what is not JSON."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise HTTPException(400)
    try:
        return json.loads((await request.body()).decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
