"""Book API in the style of Django REST framework, documented by drf-spectacular."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.servers.drf_books.serializers import AUTHOR, BOOK, LANGUAGES, Serializer, ValidationError, parse_json
from tests.servers.drf_books.wrongs import SPOILED, WRONGS, loosen

__all__ = ["CREDENTIALS", "WRONGS", "create_app"]

CREDENTIALS = {"tokenAuth": "Token books-token-for-tests"}
_PAGE_SIZE = 5
_PUBLIC = {"authors_list", "authors_retrieve"}
_ORDERINGS = ("title", "-title", "id", "-id")
Record = dict[str, Any]
View = Callable[["Call"], Awaitable[Response]]


class Call:
    """One request of one operation, and how the API is wrong in it."""

    def __init__(self, request: Request, operation: str, wrong: str | None) -> None:
        self.request = request
        self.operation = operation
        self.wrong = wrong if wrong and WRONGS[wrong].operation == operation else None

    def authenticate(self) -> None:
        """Raise HTTPException if the credential is wrong, or missing where it is needed."""
        word, _, token = self.request.headers.get("authorization", "").partition(" ")
        is_token = word.lower() == "token"
        is_wrong = is_token and token.strip() != CREDENTIALS["tokenAuth"].partition(" ")[2]
        if is_wrong and self.wrong not in {"any-token", "destroy-without-token"}:
            raise HTTPException(403, "Invalid token.")
        is_public = self.operation in _PUBLIC and self.wrong != "authors-demand-token"
        if not is_token and not is_public and self.wrong != "destroy-without-token":
            status = 401 if self.wrong == "unauthorized" else 403
            raise HTTPException(status, "Authentication credentials were not provided.")

    async def data(self) -> Any:
        raw = await self.request.body()
        content_type = self.request.headers.get("content-type", "")
        if raw and content_type.partition(";")[0].strip().lower() != "application/json":
            raise HTTPException(415, f'Unsupported media type "{content_type}" in request.')
        try:
            return parse_json(raw)
        except ValueError as error:
            raise ValidationError({"detail": "JSON parse error"}) from error

    async def validated(self, serializer: Serializer, partial: bool = False) -> Record:
        return loosen(serializer, self.wrong).to_internal_value(await self.data(), partial)

    def respond(self, data: Mapping[str, Any], status: int = 200, **headers: str) -> Response:
        shown = SPOILED[self.wrong](data) if self.wrong in SPOILED else data
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return JSONResponse(shown, status, headers={"Vary": "Accept", **named})

    def found(self, records: Mapping[int, Record]) -> Record:
        text = self.request.path_params["id"]
        if not re.fullmatch("[1-9][0-9]{0,17}", text) or int(text) not in records:
            raise HTTPException(404, "Not found.")
        return records[int(text)]


class Library:
    """The authors and books, and the views on them."""

    def __init__(self) -> None:
        self.authors: dict[int, Record] = {}
        self.books: dict[int, Record] = {}
        for name in ("Ada Lovelace", "Emmy Noether", "Maria Mitchell"):
            self._add(self.authors, {"name": name})
        for number in range(1, 8):
            self._add(self.books, {"title": f"Volume {number}", "author": 1 + number % 3, "price": f"{number}.50"})

    async def list_authors(self, call: Call) -> Response:
        return _page(call, [self._author(author) for author in self.authors.values()])

    async def create_author(self, call: Call) -> Response:
        if call.wrong == "authors-moved":
            return Response(status_code=301, headers={"Location": "/api/authors/"})
        author = self._add(self.authors, await call.validated(AUTHOR))
        return call.respond(self._author(author), 201)

    async def retrieve_author(self, call: Call) -> Response:
        return call.respond(self._author(call.found(self.authors)))

    async def list_books(self, call: Call) -> Response:
        query = call.request.query_params
        language, ordering = query.get("language"), query.get("ordering", "id")
        if language not in {None, *LANGUAGES}:
            raise ValidationError({"language": [f"Select a valid choice. {language} is not available."]})
        if ordering not in _ORDERINGS:
            if call.wrong != "accepts-unknown-ordering":
                raise ValidationError({"ordering": [f"Select a valid choice. {ordering} is not available."]})
            ordering = "id"
        search = query.get("search", "").lower()
        books = [
            self._book(call, book) for book in self.books.values() if language in {None, book.get("language", "en")}
        ]
        books.sort(key=lambda book: book[ordering.strip("-")], reverse=ordering.startswith("-"))
        return _page(call, [book for book in books if search in book["title"].lower()])

    async def create_book(self, call: Call) -> Response:
        valid = {"title": "untitled", **await call.validated(BOOK)}
        self._check_author(valid)
        if call.wrong == "crash-without-isbn" and "isbn" not in valid:
            return call.respond({"detail": "A server error occurred."}, 500)
        book = self._add(self.books, valid)
        return call.respond(self._book(call, book), 200 if call.wrong == "created-with-200" else 201)

    async def retrieve_book(self, call: Call) -> Response:
        book = self._book(call, call.found(self.books))
        if call.wrong == "formats-missing":
            return call.respond(book)
        return call.respond(book, X_Formats="epub, mobi" if call.wrong == "formats-unknown" else "epub, pdf,  print")

    async def update_book(self, call: Call) -> Response:
        book = call.found(self.books)
        valid = await call.validated(BOOK)
        self._check_author(valid)
        if call.wrong == "crash-at-longest-title" and len(valid["title"]) == 200:
            return call.respond({"detail": "A server error occurred."}, 500)
        book |= valid
        return call.respond(self._book(call, book))

    async def partial_update_book(self, call: Call) -> Response:
        book = call.found(self.books)
        valid = await call.validated(BOOK, partial=True)
        self._check_author(valid)
        book |= valid
        return call.respond(self._book(call, book))

    async def destroy_book(self, call: Call) -> Response:
        del self.books[call.found(self.books)["id"]]
        return Response(status_code=204)

    def _add(self, records: dict[int, Record], valid: Record) -> Record:
        pk = max(records, default=0) + 1
        records[pk] = {**valid, "id": pk, "created": datetime.now(UTC).isoformat()}
        return records[pk]

    def _author(self, author: Record) -> Record:
        count = sum(book["author"] == author["id"] for book in self.books.values())
        return {"id": author["id"], "name": author["name"], "born": author.get("born"), "book_count": count}

    def _book(self, call: Call, book: Record) -> Record:
        url = str(call.request.url.replace(path=f"/api/books/{book['id']}/", query=""))
        blank = {"isbn": None, "language": "en", "pages": None, "published": None}
        return {**blank, **book, "author_name": self.authors[book["author"]]["name"], "url": url}

    def _check_author(self, valid: Record) -> None:
        if "author" in valid and valid["author"] not in self.authors:
            raise ValidationError({"author": ["Invalid pk - object does not exist."]})


def _page(call: Call, records: list[Record]) -> Response:
    text = call.request.query_params.get("page", "1")
    last = max(1, -(-len(records) // _PAGE_SIZE))
    if not re.fullmatch("[1-9][0-9]{0,8}", text) or int(text) > last:
        raise HTTPException(404, "Invalid page.")
    number = int(text)

    def link(page: int) -> str | None:
        return str(call.request.url.include_query_params(page=page)) if 1 <= page <= last else None

    shown = records[(number - 1) * _PAGE_SIZE : number * _PAGE_SIZE]
    return call.respond(
        {"count": len(records), "next": link(number + 1), "previous": link(number - 1), "results": shown}
    )


def create_app(wrong: str | None = None) -> Starlette:
    """Return a right book API, or one that is wrong as WRONGS says."""
    if wrong is not None and wrong not in WRONGS:
        raise ValueError(f"unknown wrong {wrong!r}")
    library = Library()
    views: dict[str, dict[str, tuple[str, View]]] = {
        "/api/authors/": {
            "GET": ("authors_list", library.list_authors),
            "POST": ("authors_create", library.create_author),
        },
        "/api/authors/{id}/": {"GET": ("authors_retrieve", library.retrieve_author)},
        "/api/books/": {"GET": ("books_list", library.list_books), "POST": ("books_create", library.create_book)},
        "/api/books/{id}/": {
            "GET": ("books_retrieve", library.retrieve_book),
            "PUT": ("books_update", library.update_book),
            "PATCH": ("books_partial_update", library.partial_update_book),
            "DELETE": ("books_destroy", library.destroy_book),
        },
    }
    app = Starlette(routes=[_route(path, methods, wrong) for path, methods in views.items()])
    app.add_exception_handler(ValidationError, _invalid)
    app.add_exception_handler(HTTPException, _detail)
    app.router.redirect_slashes = False
    return app


def _route(path: str, methods: Mapping[str, tuple[str, View]], wrong: str | None) -> Route:
    async def endpoint(request: Request) -> Response:
        operation, view = methods["GET" if request.method == "HEAD" else request.method]
        call = Call(request, operation, wrong)
        call.authenticate()
        return await view(call)

    return Route(path, endpoint, methods=list(methods))


def _invalid(_: Request, error: Exception) -> Response:
    return JSONResponse(getattr(error, "detail", {}), 400)


def _detail(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    detail = f'Method "{request.method}" not allowed.' if error.status_code == 405 else error.detail
    return JSONResponse({"detail": detail}, error.status_code, headers=error.headers)
