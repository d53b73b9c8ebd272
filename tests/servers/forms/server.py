"""Server of forms, files and parameters in every style."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.servers import Wrong
from tests.servers.forms.fields import (
    BadRequestError,
    Fields,
    boolean,
    integer,
    parse_multipart,
    parse_urlencoded,
    text,
)

CREDENTIALS: dict[str, str] = {}
WRONGS = {
    "age-as-text": Wrong("submitContact", "/age of the 201 response is a string instead of an integer or null."),
    "contact-created-with-200": Wrong("submitContact", "A valid request is answered with the undocumented status 200."),
    "upload-without-size": Wrong("uploadFile", "The 201 response lacks the required /size."),
    "codes-null": Wrong("search", "/codes of the 200 response is null."),
    "note-as-html": Wrong("getNote", "The Content-Type of the 200 response is text/html."),
    "blob-as-text": Wrong("getBlob", "The Content-Type of the 200 response is text/plain."),
    "blob-stored-with-200": Wrong("putBlob", "A valid request is answered with the undocumented status 200."),
    "crash-without-tags": Wrong("uploadFile", "A valid body without the optional /tags is answered with 500."),
    "crash-without-body": Wrong("ping", "A request without the optional body is answered with 500."),
    "crash-at-longest-note": Wrong("putNote", "A valid body of 200 characters is answered with 500."),
    "accepts-missing-name": Wrong("submitContact", "A body without the required /name is answered with 201."),
    "accepts-any-age": Wrong("submitContact", "An /age that is not an integer is answered with 201."),
    "accepts-country-in-lower-case": Wrong("submitContact", "A /country like us is answered with 201."),
    "accepts-title-of-51": Wrong("uploadFile", "A /title of 51 characters is answered with 201."),
    "accepts-missing-file": Wrong("uploadFile", "A body without the required /file is answered with 201."),
    "accepts-note-of-201": Wrong("putNote", "A body of 201 characters is answered with 200."),
    "accepts-message-of-any-type": Wrong("ping", "A /message that is not a string is answered with 200."),
    "accepts-six-ids": Wrong("search", "Six values of the query parameter ids are answered with 200."),
    "accepts-unknown-field": Wrong("search", "An unknown item of the query parameter fields is answered with 200."),
    "accepts-extra-filter": Wrong("search", "An unknown property of the query parameter filter is answered with 200."),
    "accepts-depth-6": Wrong("search", "A header X-Depth of 6 is answered with 200."),
}
_LONGEST_NOTE = 200
_FIELDS = "name|price|stock"


class Forms:
    """The stored notes and blobs, and the operations."""

    def __init__(self, wrong: str | None) -> None:
        self.wrong = wrong
        self.count = 0
        self.notes = {"welcome": "Welcome!"}
        self.blobs = {"welcome": bytes(range(256))}

    async def submit_contact(self, request: Request) -> Response:
        _check_content_type(request, "application/x-www-form-urlencoded")
        form = parse_urlencoded(await request.body())
        name = form.one("name", text(1, 50), "anonymous") if self.wrong == "accepts-missing-name" else None
        contact = {
            "id": self._next(),
            "name": name or form.required("name", text(1, 50)),
            "age": form.one("age", self._age),
            "country": form.one("country", self._country),
            "newsletter": form.one("newsletter", boolean, default=False),
            "tags": form.many("tags", text(1, 20), 4),
        }
        if self.wrong == "age-as-text":
            contact["age"] = str(contact["age"])
        return JSONResponse(contact, 200 if self.wrong == "contact-created-with-200" else 201)

    async def upload_file(self, request: Request) -> Response:
        _check_content_type(request, "multipart/form-data")
        form = parse_multipart(await request.body(), request.headers["content-type"])
        upload = {
            "id": self._next(),
            "title": form.required("title", text(1, 51 if self.wrong == "accepts-title-of-51" else 50))[:50],
            "copies": form.one("copies", integer(1, 9), default=1),
            "tags": form.many("tags", text(1, 20), 4),
            "size": len(self._file(form)),
        }
        if self.wrong == "crash-without-tags" and not upload["tags"]:
            return _error(500, "internal error")
        if self.wrong == "upload-without-size":
            del upload["size"]
        return JSONResponse(upload, 201)

    async def get_note(self, request: Request) -> Response:
        note = self.notes.get(request.path_params["name"])
        if note is None:
            return _error(404, "no such note")
        return PlainTextResponse(note, media_type="text/html" if self.wrong == "note-as-html" else None)

    async def put_note(self, request: Request) -> Response:
        _check_content_type(request, "text/plain")
        name = _path_name(request)
        try:
            note = (await request.body()).decode()
        except UnicodeDecodeError as error:
            raise BadRequestError("the body is not UTF-8") from error
        longest = _LONGEST_NOTE + 1 if self.wrong == "accepts-note-of-201" else _LONGEST_NOTE
        if not 1 <= len(note) <= longest:
            raise BadRequestError(f"the body has not 1 to {_LONGEST_NOTE} characters")
        if self.wrong == "crash-at-longest-note" and len(note) == _LONGEST_NOTE:
            return _error(500, "internal error")
        self.notes[name] = note[:_LONGEST_NOTE]
        return PlainTextResponse(self.notes[name])

    async def get_blob(self, request: Request) -> Response:
        blob = self.blobs.get(request.path_params["name"])
        if blob is None:
            return _error(404, "no such blob")
        return Response(blob, media_type="text/plain" if self.wrong == "blob-as-text" else "application/octet-stream")

    async def put_blob(self, request: Request) -> Response:
        _check_content_type(request, "application/octet-stream")
        self.blobs[_path_name(request)] = await request.body()
        return Response(status_code=200 if self.wrong == "blob-stored-with-200" else 204)

    async def ping(self, request: Request) -> Response:
        raw = await request.body()
        if not raw and self.wrong == "crash-without-body":
            return _error(500, "internal error")
        if not raw:
            return JSONResponse({"message": None})
        _check_content_type(request, "application/json")
        body = _json(raw)
        if not isinstance(body, dict):
            raise BadRequestError("the body is not an object")
        message = body.get("message", "")
        if not isinstance(message, str) and self.wrong == "accepts-message-of-any-type":
            return JSONResponse({"message": None})
        if not isinstance(message, str) or len(message) > 50:
            raise BadRequestError("message: expected at most 50 characters")
        return JSONResponse({"message": message if "message" in body else None})

    async def search(self, request: Request) -> Response:
        query = parse_urlencoded(request.scope["query_string"])
        found = {
            "ids": query.many("ids", integer(1, 1000), 6 if self.wrong == "accepts-six-ids" else 5),
            "fields": self._fields(query),
            "tags": query.joined("tags", text(1, 10, "[a-z]+"), 3, " "),
            "codes": query.joined("codes", text(2, 2, "[A-Z][0-9]"), 3, "|"),
            "filter": self._filter(query),
            "depth": self._depth(request),
        }
        return JSONResponse({**found, "codes": None} if self.wrong == "codes-null" else found)

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _age(self, value: str) -> Any:
        try:
            return integer(0, 150)(value)
        except ValueError:
            if self.wrong == "accepts-any-age" and not value.removeprefix("-").isdigit():
                return None
            raise

    def _country(self, value: str) -> Any:
        is_lenient = self.wrong == "accepts-country-in-lower-case"
        return text(2, 2, "[A-Za-z]{2}" if is_lenient else "[A-Z]{2}")(value).upper()

    def _file(self, form: Fields) -> bytes:
        files = [value for name, value in form.pairs if name == "file"]
        if not files and self.wrong == "accepts-missing-file":
            return b""
        if len(files) != 1:
            raise BadRequestError("file: expected one part")
        return files[0]

    def _fields(self, query: Fields) -> list[str]:
        if self.wrong == "accepts-unknown-field":
            names = query.joined("fields", text(0, 1000), 3, ",")
            return [name for name in names if name in _FIELDS.split("|")]
        return query.joined("fields", text(0, 1000, _FIELDS), 3, ",")

    def _filter(self, query: Fields) -> dict[str, Any]:
        given = query.deep("filter")
        if given.names() - {"name", "min"} and self.wrong != "accepts-extra-filter":
            raise BadRequestError("filter: unknown property")
        values = {"name": given.one("name", text(1, 20)), "min": given.one("min", integer(0, 100))}
        return {name: value for name, value in values.items() if value is not None}

    def _depth(self, request: Request) -> Any:
        given = Fields([("X-Depth", value.encode()) for value in request.headers.getlist("x-depth")])
        highest = 6 if self.wrong == "accepts-depth-6" else 5
        return given.one("X-Depth", lambda value: None if value in {"", "null"} else integer(1, highest)(value))


def create_app(wrong: str | None = None) -> Starlette:
    """Return a right server, or one that is wrong as WRONGS says."""
    if wrong is not None and wrong not in WRONGS:
        raise ValueError(f"unknown wrong {wrong!r}")
    forms = Forms(wrong)
    routes = [
        _route("/contacts", POST=forms.submit_contact),
        _route("/uploads", POST=forms.upload_file),
        _route("/notes/{name}", GET=forms.get_note, PUT=forms.put_note),
        _route("/blobs/{name}", GET=forms.get_blob, PUT=forms.put_blob),
        _route("/pings", POST=forms.ping),
        _route("/search", GET=forms.search),
    ]
    app = Starlette(routes=routes)
    app.add_exception_handler(BadRequestError, lambda _, error: _error(400, str(error)))
    app.add_exception_handler(HTTPException, _http_error)
    app.router.redirect_slashes = False
    return app


def _route(path: str, **methods: Callable[[Request], Awaitable[Response]]) -> Route:
    async def endpoint(request: Request) -> Response:
        return await methods["GET" if request.method == "HEAD" else request.method](request)

    return Route(f"/rest/v1{path}", endpoint, methods=list(methods))


def _check_content_type(request: Request, expected: str) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != expected:
        raise BadRequestError(f"expected {expected}")


def _path_name(request: Request) -> str:
    try:
        return str(text(1, 20, "[a-z]+")(request.path_params["name"]))
    except ValueError as error:
        raise BadRequestError(f"name: {error}") from error


def _json(raw: bytes) -> Any:
    try:
        body = json.loads(raw.decode(), parse_constant=_reject)
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadRequestError("the body is not JSON") from error
    return body


def _reject(constant: str) -> Any:
    raise ValueError(constant)


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status)


def _http_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)
