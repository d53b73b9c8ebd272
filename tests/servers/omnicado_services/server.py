"""Omnicado services server that changes serial numbers of order items and shows the whole order."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.servers.omnicado_services.orders import Data, seeded_orders
from tests.servers.omnicado_services.wrongs import NEAR_MISSES, SPOILS, STATUSES, WRONGS, set_numbers

__all__ = ["CREDENTIALS", "NEAR_MISSES", "WRONGS", "create_app"]

CREDENTIALS = {"omnicadoToken": "fake-omnicado_services-omnicadoToken"}
TOKEN_WITHOUT_RIGHTS = "fake-token-without-rights"
INT64 = range(-(2**63), 2**63)


def create_app(wrong: str | None = None) -> Starlette:
    """Build a fresh server; `wrong` is an id of WRONGS or NEAR_MISSES."""
    if wrong is not None and wrong not in WRONGS | NEAR_MISSES:
        raise ValueError(f"wrong: unknown id {wrong!r}")
    path = "/api/v2/orders/item-serial-numbers/{order_id}"
    app = Starlette(
        routes=[Route(path, _Server(wrong).change_serial_numbers, methods=["PATCH"])],
        exception_handlers={HTTPException: _refuse},
    )
    app.router.redirect_slashes = False
    return app


class _Server:
    """Orders by id."""

    def __init__(self, wrong: str | None) -> None:
        self._wrong = wrong
        self._orders = {} if wrong == "no-orders" else seeded_orders()
        if wrong == "one-item-orders":
            self._orders = {42: self._orders[42] | {"items": self._orders[42]["items"][:1]}}

    async def change_serial_numbers(self, request: Request) -> Response:
        """Change the serial numbers of one item."""
        self._authenticate(request)
        order_id = _path_integer(request.path_params["order_id"])
        item_id, numbers = self._change(await _json(request))
        order = self._orders.get(order_id) or _no()
        item = next((item for item in order["items"] if item["id"] == item_id), None)
        if item is None and self._wrong == "unknown-item-is-200":
            return self._success(order)
        if item is None and self._wrong == "refused-change-applied":
            order["orderStatus"] += "!"
        if item is None or (self._wrong == "item-id-is-order-id" and item_id != order_id):
            raise HTTPException(404)
        if self._wrong == "empty-numbers-500" and not numbers:
            return Response(status_code=500)
        set_numbers(self._wrong, order, item, numbers)
        return self._success(order)

    def _authenticate(self, request: Request) -> None:
        tokens = request.headers.getlist("X-OMNICADO-TOKEN")
        if self._wrong == "any-token-accepted" and tokens:
            return
        if self._wrong == "token-by-its-beginning" and tokens and tokens[0][:8] == CREDENTIALS["omnicadoToken"][:8]:
            return
        if tokens == [TOKEN_WITHOUT_RIGHTS]:
            raise HTTPException(403)
        if tokens != [CREDENTIALS["omnicadoToken"]]:
            raise HTTPException(401)

    def _change(self, body: Any) -> tuple[int, str]:
        """Return the item's id and its new serial numbers."""
        if not isinstance(body, dict):
            raise HTTPException(400)
        if self._wrong == "item-id-not-required":
            body = {"orderItemId": 42, **body}
        if self._wrong == "numbers-coerced" and isinstance(body.get("serialNumbers"), int | float):
            body = {**body, "serialNumbers": str(body["serialNumbers"])}
        numbers = body.get("serialNumbers")
        if not isinstance(numbers, str):
            raise HTTPException(400)
        return self._item_id(body.get("orderItemId")), numbers

    def _item_id(self, value: Any) -> int:
        if self._wrong == "item-id-coerced" and isinstance(value, str | bool):
            return _path_integer(str(int(value) if isinstance(value, bool) else value))
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value not in INT64:
            raise HTTPException(400)
        return value

    def _success(self, order: Data) -> Response:
        shown = deepcopy(order)
        spoil = SPOILS.get(self._wrong or "")
        if spoil:
            spoil(shown)
        media_type = "text/html" if self._wrong == "success-as-html" else "application/json"
        status = STATUSES.get(self._wrong or "", 200)
        return Response(json.dumps(shown if status < 300 else {}), status, media_type=media_type)


async def _refuse(_: Request, error: Exception) -> Response:
    """Answer an HTTPException with its status alone, since no body is documented."""
    assert isinstance(error, HTTPException)
    return Response(status_code=error.status_code, headers=error.headers)


def _no() -> Data:
    raise HTTPException(404)


def _path_integer(text: str) -> int:
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
