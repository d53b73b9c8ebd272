"""Item service in the style of FastAPI that only marks what is deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.servers import Wrong
from tests.servers.soft_delete.fields import (
    Array,
    Choice,
    Model,
    Nullable,
    Number,
    NumberOrText,
    RequestValidationError,
    Text,
    decode_json,
    error,
    read_integer,
)

CREDENTIALS = {"HTTPBearer": "items-token-for-tests"}
_LIST, _CREATE = "list_items_items__get", "create_item_items__post"
_READ, _REPLACE = "read_item_items__item_id__get", "replace_item_items__item_id__put"
_UPDATE, _DELETE = "update_item_items__item_id__patch", "delete_item_items__item_id__delete"
_RESTORE, _HEALTH = "restore_item_items__item_id__restore_post", "health_health_get"
WRONGS = {
    "item-without-deleted": Wrong(_READ, "The 200 response lacks the required /deleted."),
    "price-as-text": Wrong(_READ, "/price of the 200 response is a string instead of a number."),
    "total-null": Wrong(_LIST, "/total of the 200 response is null."),
    "status-unknown": Wrong(_UPDATE, "/status of the 200 response is not in the enum."),
    "created-with-200": Wrong(_CREATE, "A valid request is answered with the undocumented status 200."),
    "deleted-with-202": Wrong(_DELETE, "A valid request is answered with the undocumented status 202."),
    "crash-without-description": Wrong(_CREATE, "A valid body without the optional /description is answered with 500."),
    "crash-at-longest-name": Wrong(_REPLACE, "A valid /name of 100 characters is answered with 500."),
    "crash-on-empty-list": Wrong(_LIST, "A page without items is answered with 500."),
    "detail-as-text": Wrong(_CREATE, "/detail of the 422 response is a string instead of an array."),
    "restore-not-implemented": Wrong(_RESTORE, "A valid request is answered with 501."),
    "accepts-missing-price": Wrong(_CREATE, "A body without the required /price is answered with 201."),
    "accepts-price-as-text": Wrong(_REPLACE, 'A /price like "11" is answered with 200.'),
    "accepts-null-name": Wrong(_REPLACE, "A /name of null is answered with 200."),
    "accepts-name-of-101": Wrong(_UPDATE, "A /name of 101 characters is answered with 200."),
    "accepts-unknown-status": Wrong(_UPDATE, "A /status that is not in the enum is answered with 200."),
    "accepts-limit-101": Wrong(_LIST, "The query parameter limit=101 is answered with 200."),
    "read-without-token": Wrong(_READ, "The credential is ignored: a request without it is answered."),
    "forbidden-without-token": Wrong(_DELETE, "A missing credential is answered with the undocumented status 403."),
    "health-as-text": Wrong(_HEALTH, "The Content-Type of the 200 response is text/plain."),
}
Item = dict[str, Any]
Handler = Callable[[Request], Awaitable[Response]]
_STATUSES = ("draft", "live", "sold")
_CREATED = Model(
    {
        "name": Text(1, 100),
        "description": Nullable(Text(0, 500)),
        "price": Number(0, 1_000_000),
        "status": Choice(_STATUSES),
        "tags": Array(Text(0, 30), 10),
    },
    required=("name", "price"),
)
_UPDATED = Model({name: Nullable(field) for name, field in _CREATED.fields.items()})


class Items:
    """The items and the path operations on them."""

    def __init__(self, wrong: str | None) -> None:
        self.wrong = wrong
        self.items: dict[int, Item] = {}
        for name in ("Lamp", "Chair"):
            self._add({"name": name, "price": 10})

    async def list_items(self, request: Request) -> Response:
        skip = _query_integer(request, "skip", 0, 0, 100_000)
        limit = _query_integer(request, "limit", 20, 1, 101 if self.wrong == "accepts-limit-101" else 100)
        q = request.query_params.get("q", "")
        problems = Text(0, 50).errors(("query", "q"), q)
        if problems:
            raise RequestValidationError(problems)
        with_deleted = _query_boolean(request, "include_deleted")
        found = [i for i in self.items.values() if q in i["name"] and (with_deleted or not i["deleted"])]
        shown = found[skip : skip + limit]
        if self.wrong == "crash-on-empty-list" and not shown:
            return JSONResponse({"detail": "Internal Server Error"}, 500)
        # The total is estimated, as a database does that counts no rows: rounded up, deleted items included.
        total = None if self.wrong == "total-null" else -(-len(self.items) // 10) * 10
        return JSONResponse({"items": shown, "total": total, "has_more": len(found) > skip + limit})

    async def create_item(self, request: Request) -> Response:
        model = replace(_CREATED, required=("name",)) if self.wrong == "accepts-missing-price" else _CREATED
        values = model.read(await _body(request))
        if self.wrong == "crash-without-description" and "description" not in values:
            return JSONResponse({"detail": "Internal Server Error"}, 500)
        return JSONResponse(self._add(values), 200 if self.wrong == "created-with-200" else 201)

    async def read_item(self, request: Request) -> Response:
        item = self._found(request)
        if self.wrong == "item-without-deleted":
            return JSONResponse({name: value for name, value in item.items() if name != "deleted"})
        if self.wrong == "price-as-text":
            return JSONResponse({**item, "price": str(item["price"])})
        return JSONResponse(item)

    async def replace_item(self, request: Request) -> Response:
        item_id = _item_id(request)
        values = self._replaced().read(await _body(request))
        if self.wrong == "crash-at-longest-name" and len(values["name"]) == 100:
            return JSONResponse({"detail": "Internal Server Error"}, 500)
        if isinstance(values["price"], str):
            values["price"] = int(values["price"])
        values["name"] = values["name"] or "unnamed"
        item = self._changeable(item_id)
        item |= {"description": None, "status": "draft", "tags": [], **values, "updated_at": _now()}
        return JSONResponse(item)

    async def update_item(self, request: Request) -> Response:
        item_id = _item_id(request)
        values = self._updated().read(await _body(request))
        item = self._changeable(item_id)
        if values.get("name"):
            values["name"] = values["name"][:100]
        if values.get("status") not in _STATUSES:
            values.pop("status", None)
        item |= {name: value for name, value in values.items() if value is not None or name == "description"}
        item["updated_at"] = _now()
        return JSONResponse({**item, "status": "unknown"} if self.wrong == "status-unknown" else item)

    async def delete_item(self, request: Request) -> Response:
        self._found(request)["deleted"] = True
        return Response(status_code=202 if self.wrong == "deleted-with-202" else 204)

    async def restore_item(self, request: Request) -> Response:
        item = self._found(request)
        if self.wrong == "restore-not-implemented":
            return JSONResponse({"detail": "Not Implemented"}, 501)
        item["deleted"] = False
        return JSONResponse(item)

    async def health(self, _: Request) -> Response:
        return JSONResponse({"status": "ok"}, media_type="text/plain" if self.wrong == "health-as-text" else None)

    def _replaced(self) -> Model:
        fields = dict(_CREATED.fields)
        if self.wrong == "accepts-price-as-text":
            fields["price"] = NumberOrText(0, 1_000_000)
        if self.wrong == "accepts-null-name":
            fields["name"] = Nullable(fields["name"])
        return replace(_CREATED, fields=fields)

    def _updated(self) -> Model:
        fields = dict(_UPDATED.fields)
        if self.wrong == "accepts-name-of-101":
            fields["name"] = Nullable(Text(1, 101))
        if self.wrong == "accepts-unknown-status":
            fields["status"] = Nullable(Text())
        return replace(_UPDATED, fields=fields)

    def _add(self, values: Mapping[str, Any]) -> Item:
        made = {"id": len(self.items) + 1, "deleted": False, "created_at": _now(), "updated_at": None}
        item = {"description": None, "price": 0, "status": "draft", "tags": [], **values, **made}
        self.items[item["id"]] = item
        return item

    def _found(self, request: Request) -> Item:
        item_id = _item_id(request)
        if item_id not in self.items:
            raise HTTPException(404, "Item not found")
        return self.items[item_id]

    def _changeable(self, item_id: int) -> Item:
        if item_id not in self.items:
            raise HTTPException(404, "Item not found")
        if self.items[item_id]["deleted"]:
            raise HTTPException(409, "The item is deleted")
        return self.items[item_id]


def create_app(wrong: str | None = None) -> Starlette:
    """Return a right item service, or one that is wrong as WRONGS says."""
    if wrong is not None and wrong not in WRONGS:
        raise ValueError(f"unknown wrong {wrong!r}")
    items = Items(wrong)

    async def validation_error(request: Request, problem: Exception) -> Response:
        errors = getattr(problem, "errors", [])
        is_text = wrong == "detail-as-text" and (request.method, request.url.path) == ("POST", "/items/")
        return JSONResponse({"detail": str(problem) if is_text else errors}, 422)

    routes = [
        _route("GET", "/items/", items.list_items, wrong),
        _route("POST", "/items/", items.create_item, wrong),
        _route("GET", "/items/{item_id}", items.read_item, wrong),
        _route("PUT", "/items/{item_id}", items.replace_item, wrong),
        _route("PATCH", "/items/{item_id}", items.update_item, wrong),
        _route("DELETE", "/items/{item_id}", items.delete_item, wrong),
        _route("POST", "/items/{item_id}/restore", items.restore_item, wrong),
        _route("GET", "/health", items.health, wrong),
    ]
    app = Starlette(routes=routes)
    app.add_exception_handler(RequestValidationError, validation_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.router.redirect_slashes = False
    return app


def _route(method: str, path: str, handler: Handler, wrong: str | None) -> Route:
    async def endpoint(request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        is_permitted = scheme.lower() == "bearer" and token.strip() == CREDENTIALS["HTTPBearer"]
        is_open = path == "/health" or (wrong == "read-without-token" and handler.__name__ == "read_item")
        if not is_permitted and not is_open:
            is_forbidden = wrong == "forbidden-without-token" and handler.__name__ == "delete_item"
            raise HTTPException(403 if is_forbidden else 401, "Not authenticated", {"WWW-Authenticate": "Bearer"})
        return await handler(request)

    route = Route(path, endpoint, methods=[method])
    route.methods = {method}  # FastAPI does not add HEAD to GET
    return route


def _http_exception(_: Request, problem: Exception) -> Response:
    if not isinstance(problem, HTTPException):
        raise problem
    return JSONResponse({"detail": problem.detail}, problem.status_code, headers=problem.headers)


async def _body(request: Request) -> Any:
    raw = await request.body()
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if raw and media_type != "application/json":
        message = "Input should be a valid dictionary or object to extract fields from"
        raise RequestValidationError([error(("body",), "model_attributes_type", message)])
    if not raw:
        raise RequestValidationError([error(("body",), "missing", "Field required")])
    return decode_json(raw)


def _item_id(request: Request) -> int:
    return read_integer(("path", "item_id"), request.path_params["item_id"], 1, 2**63)


def _query_integer(request: Request, name: str, default: int, minimum: int, maximum: int) -> int:
    text = request.query_params.get(name)
    return default if text is None else read_integer(("query", name), text, minimum, maximum)


def _query_boolean(request: Request, name: str) -> bool:
    text = request.query_params.get(name, "false")
    if text not in {"true", "false"}:
        message = "Input should be a valid boolean, unable to interpret input"
        raise RequestValidationError([error(("query", name), "bool_parsing", message)])
    return text == "true"


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
