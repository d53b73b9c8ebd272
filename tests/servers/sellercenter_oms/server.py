"""SellerCenter server that verifies signatures and sets status details of order items one by one."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conformance.rules import Probe
from tests.servers.sellercenter_oms.envelopes import (
    ACTION,
    NEAR_MISSES,
    WRONGS,
    Data,
    failure,
    partial_failure,
    success,
    write,
)
from tests.servers.sellercenter_oms.items import seeded_items, set_details

__all__ = ["CREDENTIALS", "NEAR_MISSES", "PROBES", "WRONGS", "create_app"]

CREDENTIALS = {"apiKey": "fake-sellercenter_oms-apiKey"}
PROBES = {"updateItemsInformation": Probe("/kept/{id_sales_order_item}")}
USER = "oms@shop.example"
TIMESTAMP = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(Z|[+-][0-9]{2}:?[0-5][0-9])"
)


def create_app(wrong: str | None = None) -> Starlette:
    """Build a fresh server; `wrong` is an id of WRONGS or NEAR_MISSES."""
    if wrong is not None and wrong not in WRONGS | NEAR_MISSES:
        raise ValueError(f"wrong: unknown id {wrong!r}")
    server = _Server(wrong)
    app = Starlette(routes=[Route("/", server.call, methods=["POST"]), Route("/kept/{item_id}", server.show_kept)])
    app.router.redirect_slashes = False
    return app


class _CallError(Exception):
    """A call that fails as a whole."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.envelope = failure(str(code), f"E{code:03}: {message}")


class _Server:
    """Order items by id."""

    def __init__(self, wrong: str | None) -> None:
        self._wrong = wrong
        self._items = {} if wrong == "no-items" else seeded_items()

    async def call(self, request: Request) -> Response:
        """Answer one call of the procedure."""
        try:
            envelope = await self._update(request)
        except _CallError as error:
            envelope = error.envelope
        return write(self._wrong, envelope)

    async def show_kept(self, request: Request) -> Response:
        """Show an order item, which the API does not."""
        item = self._items[int(request.path_params["item_id"])]
        return Response(
            json.dumps({"status": item.status, "status_detail": item.detail}), media_type="application/json"
        )

    async def _update(self, request: Request) -> Data:
        query = request.scope["query_string"].decode("ascii", "surrogateescape")
        pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        self._log_in(pairs)
        self._check_query(dict(pairs))
        changes = self._changes(await _json(request))
        messages = set_details(self._items, changes, self._wrong)
        return partial_failure(messages) if messages else success()

    def _log_in(self, pairs: list[tuple[str, str]]) -> None:
        given = [value for name, value in pairs if name == "Signature"]
        users = [value for name, value in pairs if name == "UserID"]
        if given and not users:
            raise _CallError(1, "Parameter UserID is mandatory")
        if not self._is_signed(pairs, given) or users != [USER]:
            raise _CallError(7, "Login failed. Signature mismatch")

    def _is_signed(self, pairs: list[tuple[str, str]], given: list[str]) -> bool:
        if self._wrong == "signature-not-required" and not given:
            return True
        if self._wrong == "signature-not-verified" and given:
            return True
        expected = _signature(pair for pair in pairs if pair[0] != "Signature")
        return len(given) == 1 and hmac.compare_digest(given[0].encode(errors="surrogateescape"), expected.encode())

    def _check_query(self, query: dict[str, str]) -> None:
        optional = {"Format"} if self._wrong == "format-not-required" else set()
        for name in ("Action", "Version", "Timestamp", "Format"):
            if name not in query and name not in optional:
                raise _CallError(1, f"Parameter {name} is mandatory")
        if query["Action"] != ACTION and self._wrong != "any-action-accepted":
            raise _CallError(8, "Invalid Action")
        if not TIMESTAMP.fullmatch(query["Timestamp"]) and self._wrong != "any-timestamp-accepted":
            raise _CallError(4, "Invalid Timestamp format")
        if query.get("Format", "JSON") != "JSON":
            raise _CallError(5, "Invalid Request Format")

    def _changes(self, body: Any) -> list[tuple[int, str]]:
        """Return the item ids and details of a request; nothing may be wrong with any of them."""
        items = _member(_member(body, "Request"), "Items")
        if not isinstance(items, list):
            raise _CallError(5, "Invalid Request Format")
        if not items and self._wrong != "empty-items-accepted":
            raise _CallError(1, "Parameter Items is mandatory")
        changes = []
        for item in items:
            changes.append(self._change(item))
            if self._wrong == "failed-call-updates":
                set_details(self._items, changes, None)
        return changes

    def _change(self, item: Any) -> tuple[int, str]:
        if self._wrong == "detail-not-required" and isinstance(item, dict):
            item = {"status_detail": "", **item}
        if self._wrong == "missing-property-code-5" and "status_detail" not in item:
            raise _CallError(5, "Invalid Request Format")
        item_id, detail = _member(item, "id_sales_order_item"), _member(item, "status_detail")
        if self._wrong == "item-id-coerced":
            item_id = _coerced(item_id)
        if isinstance(item_id, float) and item_id.is_integer():
            item_id = int(item_id)
        if not isinstance(item_id, int) or isinstance(item_id, bool) or not isinstance(detail, str):
            raise _CallError(5, "Invalid Request Format")
        return item_id, detail


def _coerced(value: Any) -> Any:
    is_digits = isinstance(value, str) and re.fullmatch("[0-9]{1,18}", value)
    return int(value) if is_digits or isinstance(value, bool) else value


def _member(value: Any, name: str) -> Any:
    if not isinstance(value, dict):
        raise _CallError(5, "Invalid Request Format")
    if name not in value:
        raise _CallError(1, f"Parameter {name} is mandatory")
    return value[name]


def _signature(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the lower-case hex HMAC-SHA256 of the parameters, sorted by name and percent-encoded."""
    escaped = [[quote(text, safe="", errors="surrogateescape") for text in pair] for pair in sorted(pairs, key=_name)]
    message = "&".join("=".join(pair) for pair in escaped)
    return hmac.new(CREDENTIALS["apiKey"].encode(), message.encode(), hashlib.sha256).hexdigest()


def _name(pair: tuple[str, str]) -> str:
    return pair[0]


async def _json(request: Request) -> Any:
    """Return the JSON body of a request; refuse another media type and what is not JSON."""
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise _CallError(5, "Invalid Request Format")
    try:
        return json.loads((await request.body()).decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise _CallError(5, "Invalid Request Format") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
