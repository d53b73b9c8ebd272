"""Sellercloud server that issues tokens and updates orders."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conformance.rules import Probe
from tests.servers.sellercloud.checks import ADDRESSES, OPTIONAL, REQUIRED, is_text, is_update
from tests.servers.sellercloud.wrongs import NEAR_MISSES, WRONGS

__all__ = ["CREDENTIALS", "NEAR_MISSES", "PROBES", "WRONGS", "create_app"]

CREDENTIALS = {"bearer": "fake-access-token"}
USERS = {"ada@example.com": "fake-password"}
LIFETIME = 3600  # seconds
BASE = "/rest/api"
PROBES = {"updateOrder": Probe("/kept/{id}")}


def create_app(wrong: str | None = None, clock: Callable[[], float] = time.monotonic) -> Starlette:
    """Build a fresh server; `wrong` is an id of WRONGS or NEAR_MISSES, `clock` gives seconds."""
    if wrong is not None and wrong not in WRONGS | NEAR_MISSES:
        raise ValueError(f"wrong: unknown id {wrong!r}")
    server = _Server(wrong, clock)
    routes = [
        Route(f"{BASE}/Orders/{{order_id}}", server.update_order, methods=["PUT"]),
        Route(f"{BASE}/token", server.create_token, methods=["POST"]),
        Route("/kept/{order_id}", server.show_kept),
    ]
    if wrong == "redirect":
        routes.append(Route(f"{BASE}/Orders/{{order_id}}/", server.update_order, methods=["PUT"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refuse})
    app.router.redirect_slashes = False
    return app


class _Server:
    """Orders by id, and tokens with the time at which they end."""

    def __init__(self, wrong: str | None, clock: Callable[[], float]) -> None:
        self._wrong = wrong
        self._clock = clock
        self._orders: dict[int, dict[str, Any]] = {5012345: {}, 5012346: {"CompanyId": 163}}
        if wrong == "no-orders":
            self._orders.clear()
        self._tokens = {CREDENTIALS["bearer"]: float("inf")}

    async def create_token(self, request: Request) -> Response:
        """Exchange a user's name and password for a token."""
        body = await _json(request)
        if not isinstance(body, dict):
            raise HTTPException(400)
        name, password = body.get("Username"), body.get("Password")
        if self._wrong == "empty-password-accepted" and password == "":
            password = USERS.get(str(name))
        if not is_text(name) or not is_text(password):
            raise HTTPException(400)
        users = {} if self._wrong == "no-users" else USERS
        if users.get(name) != password and self._wrong != "any-password-accepted":
            raise HTTPException(401)
        return await self._token(self._issue())

    async def update_order(self, request: Request) -> Response:
        """Change what is given of an order."""
        self._authenticate(request)
        order_id = _integer(request.path_params["order_id"])
        body = await _json(request)
        if not is_update(body, self._wrong):
            if self._wrong == "rejected-update-applied" and isinstance(body, dict) and "CompanyId" in body:
                self._orders[order_id]["CompanyId"] = body["CompanyId"]
            raise HTTPException(400)
        if order_id not in self._orders:
            raise HTTPException(
                {"unknown-order-accepted": 200, "unknown-order-is-400": 400}.get(self._wrong or "", 404)
            )
        return self._update(request, order_id, body)

    def _update(self, request: Request, order_id: int, body: dict[str, Any]) -> Response:
        if self._wrong == "null-address-500" and body.get("ShippingAddress", 0) is None:
            return Response(status_code=500)
        if self._wrong == "redirect" and not request.url.path.endswith("/"):
            return Response(status_code=307, headers={"Location": f"{request.url.path}/"})
        order = self._orders[order_id]
        given = {name: value for name, value in body.items() if value is not None or self._wrong == "null-clears"}
        addresses = {name: self._whole(order, name, given[name]) for name in ADDRESSES if given.get(name) is not None}
        if self._wrong == "absent-clears" or (self._wrong == "empty-update-clears" and not body):
            order.clear()
        order.update(self._spoil(given | addresses))
        return Response(status_code=204 if self._wrong == "success-is-204" else 200)

    def _whole(self, order: dict[str, Any], name: str, address: dict[str, Any]) -> dict[str, Any]:
        """Return an address whose left out fields are empty, in place of what they were."""
        before = order.get(name) or {}
        given = {part: value for part, value in address.items() if value is not None}
        kept = {"address-merged": before, "null-in-address-ignored": {p: before.get(p) for p in address}}
        whole = dict.fromkeys([*REQUIRED, *OPTIONAL]) | kept.get(self._wrong or "", {}) | given
        if self._wrong == "empty-parts-left-out":
            return given
        return {part: value or "" for part, value in whole.items()} if self._wrong == "empty-parts-as-text" else whole

    def _spoil(self, given: dict[str, Any]) -> dict[str, Any]:
        if self._wrong == "sales-rep-lost":
            return {name: value for name, value in given.items() if name != "SalesRep1"}
        is_turned = self._wrong == "unlisted-currency-becomes-usd" and "CurrencyCode" in given
        return given | {"CurrencyCode": "USD"} if is_turned else given

    async def show_kept(self, request: Request) -> Response:
        """Show an order, which the API does not."""
        order = self._orders[int(request.path_params["order_id"])]
        return Response(json.dumps(order), media_type="application/json")

    def _authenticate(self, request: Request) -> None:
        header = request.headers.getlist("Authorization")
        scheme, _, token = " ".join(header).partition(" ")
        if self._wrong == "token-not-required" and not header:
            return
        if self._wrong == "any-token-accepted" and scheme.lower() == "bearer" and token:
            return
        is_alive = self._tokens.get(token.strip(), 0) > self._clock()
        if len(header) != 1 or scheme.lower() != "bearer" or not is_alive:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})

    def _issue(self) -> str:
        token = f"fake-access-token-{len(self._tokens)}"
        self._tokens[token] = self._clock() + LIFETIME
        return token

    async def _token(self, token: str) -> Response:
        body: dict[str, Any] = {"access_token": token, "token_type": "bearer", "expires_in": LIFETIME}
        if self._wrong == "slow":
            await asyncio.sleep(12)
        seconds = {"token-for-a-minute": 60, "token-for-fifty-minutes": 3000}
        body["expires_in"] = seconds.get(self._wrong or "", LIFETIME)
        if self._wrong == "lifetime-as-text":
            body["expires_in"] = str(LIFETIME)
        if self._wrong == "token-null":
            body["access_token"] = None
        if self._wrong == "type-missing":
            del body["token_type"]
        status = HTTPStatus.CREATED if self._wrong == "created" else HTTPStatus.OK
        media_type = "text/plain" if self._wrong == "token-as-plain-text" else "application/json"
        return Response(json.dumps(body), status, media_type=media_type)


async def _refuse(_: Request, error: Exception) -> Response:
    """Answer an HTTPException with its status alone, since no body is documented."""
    assert isinstance(error, HTTPException)
    return Response(status_code=error.status_code, headers=error.headers)


def _integer(text: str) -> int:
    if not re.fullmatch("[0-9]{1,19}", text) or not 1 <= int(text) < 2**63:
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
