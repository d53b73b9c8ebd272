"""Values that responses show, and the calls that they make possible."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.mock import serving
from conformance.suite.filling import fill_calls
from conformance.suite.known_values import KnownValues, resource_of
from conformance.suite.profiles import PROFILES
from conformance.suite.recorder import Recorder
from conformance.suite.report import format_finding
from conformance.suite.server_run import run_server, with_producers
from conformance.suite.setup import SetUp
from conformance.suite.target import Target

LIBRARY = """\
openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    post:
      operationId: createBook
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [author]
              properties:
                author: { type: integer }
                isbn: { type: [string, "null"], pattern: "^[0-9]{13}$" }
      responses:
        "201": { description: Created., content: { application/json: { schema: { type: object } } } }
        "422": { description: Invalid, or there is no such author. }
  /authors:
    post:
      operationId: createAuthor
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }
      responses:
        "201": { description: Created., content: { application/json: { schema: { type: object } } } }
        "422": { description: Invalid. }
  /books/{book_id}/summary:
    get:
      operationId: getSummary
      parameters: [{ name: book_id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: The summary., content: { application/json: { schema: { type: object } } } }
        "404": { description: There is none. }
"""


NESTED = """\
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders: { get: { operationId: listOrders, responses: { "200": { description: The orders. } } } }
  /orders/{order}/lines:
    get:
      operationId: listLines
      parameters: [{ name: order, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The lines. } }
  /orders/{order}/lines/{line}:
    get:
      operationId: readLine
      parameters:
        - { name: order, in: path, required: true, schema: { type: string } }
        - { name: line, in: path, required: true, schema: { type: string } }
      responses: { "200": { description: The line. } }
"""


def _spec(make_api: Callable[..., Api]) -> Any:
    return make_api(LIBRARY).spec


@pytest.mark.parametrize(
    ("path", "resource"),
    [("/api/Categories/", "category"), ("/orders/{id}/line-items", "line_item"), ("/boxes/{id}", "box"), ("/{id}", "")],
)
def test_a_path_is_about_its_last_fixed_segment(path: str, resource: str) -> None:
    assert resource_of(path) == resource


def test_values_are_found_by_the_resource_that_a_name_refers_to(make_api: Callable[..., Api]) -> None:
    """Of lists in envelopes and of nested objects too, the latest first, and not what is gone."""
    known, spec = KnownValues(), _spec(make_api)
    author, book = spec.operations["createAuthor"], spec.operations["createBook"]
    summary = spec.operations["getSummary"]
    known.learn(author, json.dumps({"count": 2, "results": [{"id": 7, "name": "Ada"}, {"id": 8}]}).encode())
    known.learn(book, json.dumps({"bookId": "b-1", "publisher": {"id": 5}}).encode())
    known.learn(book, b"no JSON")
    for name in ("author", "author_id", "authorId", "co_author_ids"):
        assert known.for_member(name) == [8, 7], name
    assert known.for_member("author_name") == ["Ada"]
    assert known.for_member("publisher") == [5]
    assert known.for_path(summary, "book_id") == known.for_path(replace(summary, path="/books/{id}"), "id") == ["b-1"]
    assert known.for_member("title") == known.for_path(replace(summary, path="/shops/{id}"), "id") == []
    known.forget(author, b"/authors/8")
    assert known.for_member("author") == [7]


def _learned(make_api: Callable[..., Api], shown: Mapping[str, Any], path: Mapping[str, Any]) -> Callable[..., Any]:
    """Return what finds the values for a path parameter after GETs of templates have shown something."""
    known, get = KnownValues(), _spec(make_api).operations["getSummary"]
    for template, body in shown.items():
        known.learn(replace(get, path=template), json.dumps(body).encode(), path)
    return lambda template, name: known.for_path(replace(get, path=template), name)


def test_two_collections_of_one_name_have_ids_of_their_own(make_api: Callable[..., Api]) -> None:
    shown = {"/accounts": [{"id": 1}], "/bank/accounts": [{"accountId": "a"}], "/orders": {"accounts": [{"id": 9}]}}
    find = _learned(make_api, shown, {})
    assert find("/accounts/{id}", "id") == [1]
    assert find("/bank/accounts/{id}", "id") == ["a"]


def test_an_id_may_be_called_sid(make_api: Callable[..., Api]) -> None:
    find = _learned(make_api, {"/Users": {"users": [{"sid": "US1", "account_sid": "AC1"}]}}, {})
    assert find("/Users/{UserSid}/Roles", "UserSid") == ["US1"]


def test_the_answer_of_a_search_names_what_it_shows(make_api: Callable[..., Api]) -> None:
    find = _learned(
        make_api, {"/logs/search": {"total": 1, "eventLogs": [{"id": 7}]}, "/any": {"items": [{"id": 8}]}}, {}
    )
    assert find("/event-log/{eventLogId}", "eventLogId") == [7]
    assert find("/item/{itemId}", "itemId") == []


@pytest.mark.parametrize(
    ("template", "name", "found"),
    [
        ("/orders/find/{id}", "id", [7]),
        ("/orders/slug/{slug}", "slug", ["seven"]),
        ("/orders/by-email/{email}", "email", ["a@example.com"]),
        ("/orders/lines/{id}", "id", []),
    ],
)
def test_a_word_before_an_id_says_what_finds_the_item(
    make_api: Callable[..., Api], template: str, name: str, found: list[Any]
) -> None:
    """A verb, or the name of the property."""
    find = _learned(make_api, {"/orders/list": [{"id": 7, "slug": "seven", "email": "a@example.com"}]}, {})
    assert find(template, name) == found


def test_an_item_is_asked_for_below_its_own_parent(make_api: Callable[..., Api]) -> None:
    """The latest order is another one."""
    recorder = Recorder(Target(make_api(NESTED), "http://127.0.0.1", Credentials({})), 1.0)
    spec, known = recorder.target.api.spec, recorder.known
    known.learn(spec.operations["listOrders"], b'[{"id": "o1"}, {"id": "o2"}]')
    known.learn(spec.operations["listLines"], b'[{"id": "l1"}]', {"order": "o1"})
    assert known.for_path(spec.operations["readLine"], "order")[0] == "o2"
    call = next(fill_calls(recorder, spec.operations["readLine"], 1))
    assert call.parameters == {("order", "path"): "o1", ("line", "path"): "l1"}


def test_only_ids_and_values_of_the_same_name_may_be_in_a_path(make_api: Callable[..., Api]) -> None:
    """A server that is not on this machine gets no number of stars as an id."""
    known = KnownValues()
    book = _spec(make_api).operations["createBook"]
    known.learn(book, b'[{"book_id": 7, "slug": "emma", "stars": 0, "shelf": 3}]')
    assert all(known.has_shown("any", text) for text in ("7", "emma"))
    assert not any(known.has_shown("id", text) for text in ("0", "3"))
    assert known.has_shown("shelf", "3")


def _library() -> Starlette:
    """Return a server that creates a book only for an author that exists."""
    authors: set[int] = set()
    books: dict[str, int] = {}
    numbers = itertools.count(40)

    async def create_author(request: Request) -> Response:
        name = await _read(request)
        if not isinstance(name, dict) or not isinstance(name.get("name", ""), str):
            return Response(status_code=422)
        authors.add(number := next(numbers))
        return JSONResponse({"id": number}, 201)

    async def create_book(request: Request) -> Response:
        book = await _read(request)
        author = book.get("author") if isinstance(book, dict) else None
        isbn = book.get("isbn") if isinstance(book, dict) else None
        is_isbn = isbn is None or (isinstance(isbn, str) and len(isbn) == 13 and isbn.isascii() and isbn.isdigit())
        if type(author) is not int or author not in authors or not is_isbn:
            return Response(status_code=422)
        books[name := f"b{next(numbers)}"] = 0
        return JSONResponse({"id": name, "author": author}, 201)

    async def summary(request: Request) -> Response:
        return JSONResponse({}) if request.path_params["book_id"] in books else Response(status_code=404)

    routes = [
        Route("/authors", create_author, methods=["POST"]),
        Route("/books", create_book, methods=["POST"]),
        Route("/books/{book_id}/summary", summary),
    ]
    return Starlette(routes=routes)


async def _read(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError:
        return None


def test_what_refers_to_another_resource_is_reached(make_api: Callable[..., Api]) -> None:
    """A book needs an author that exists, and then what is below it is reached too."""
    api = make_api(LIBRARY)
    with serving(_library()) as origin:
        target = Target(api, origin, Credentials({}))
        run = run_server(target, list(api.spec.operations), PROFILES["quick"], 1)
    assert [format_finding(f, target) for name in api.spec.operations for f in run.findings(name)] == []
    assert {name for name in api.spec.operations if not run.record(name).is_reached} == set()
    assert run.record("createBook").origins["negation"] > 5


SEARCH = """\
openapi: 3.1.0
info: { title: Search, version: "1" }
paths:
  /authors:
    get:
      operationId: listAuthors
      responses:
        "200": { description: All., content: { application/json: { schema: { type: array } } } }
  /search/{author_name}:
    get:
      operationId: search
      parameters: [{ name: author_name, in: path, required: true, schema: { type: string }, example: Nobody }]
      responses:
        "200":
          description: What was found.
          content: { application/json: { schema: { type: array, items: { type: string } } } }
"""


def test_what_was_empty_is_read_again_with_known_values(make_api: Callable[..., Api]) -> None:
    """The document's example has found nothing."""
    api = make_api(SEARCH)
    routes = [
        Route("/authors", lambda _: JSONResponse([{"id": 7, "name": "Ada"}])),
        Route("/search/{name}", lambda request: JSONResponse([7] if request.path_params["name"] == "Ada" else [])),
    ]
    with serving(Starlette(routes=routes)) as origin:
        target = Target(api, origin, Credentials({}))
        run = run_server(target, list(api.spec.operations), replace(PROFILES["quick"], coverage=0, sequences=0), 1)
    (finding,) = run.findings("search")
    assert finding.check == "response-body"


def test_an_id_that_a_server_can_not_read_is_tried(make_api: Callable[..., Api]) -> None:
    """A number beyond 64 bits, and base64 of what is no text, make many a server fail."""
    api = make_api(LIBRARY)

    async def summary(request: Request) -> Response:
        name = request.path_params["book_id"]
        return Response(status_code=500 if name.isdecimal() and int(name) >= 2**63 else 404)

    with serving(Starlette(routes=[Route("/books/{book_id}/summary", summary)])) as origin:
        target = Target(api, origin, Credentials({}))
        run = run_server(target, ["getSummary"], replace(PROFILES["quick"], coverage=0, sequences=0), 1)
    (finding,) = run.findings("getSummary")
    assert finding.check == "server-error"
    assert run.record("getSummary").origins["ids"] == 7


def test_an_operation_that_is_selected_alone_has_what_it_refers_to(make_api: Callable[..., Api]) -> None:
    assert with_producers(_spec(make_api), ["createBook"]) == {"createBook", "createAuthor"}
    assert with_producers(_spec(make_api), ["createAuthor"]) == {"createAuthor"}


SHELVES = """\
openapi: 3.1.0
info: { title: Shelves, version: "1" }
paths:
  /shelves:
    get:
      operationId: listShelves
      responses: { "200": { description: All., content: { application/json: { schema: { type: array } } } } }
  /shelves/{id}:
    get:
      operationId: getShelf
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: It. }, "404": { description: None. } }
"""


def test_a_given_id_comes_before_learned_ones_unless_it_is_gone(make_api: Callable[..., Api]) -> None:
    sent: list[str] = []

    async def list_all(request: Request) -> Response:
        return JSONResponse([{"id": "learned"}])

    async def show(request: Request) -> Response:
        sent.append(request.path_params["id"])
        return Response(status_code=204 if sent[-1] == "learned" else 404)

    app = Starlette(routes=[Route("/shelves", list_all), Route("/shelves/{id}", show)])
    with serving(app) as url:
        target = Target(make_api(SHELVES), url, Credentials({}))
        profile = replace(PROFILES["quick"], phases=frozenset({"values"}))
        run = run_server(target, ["getShelf"], profile, 1, SetUp({"getShelf.id": "given"}))
    assert sent[:2] == ["given", "learned"]
    assert run.record("getShelf").is_reached


FAMILIES = """\
openapi: 3.1.0
info: { title: Families, version: "1" }
paths:
  /parents:
    get:
      operationId: listParents
      responses:
        "200": { description: All., content: { application/json: { schema: { type: array } } } }
  /parents/{parent}/children/{child}:
    get:
      operationId: readChild
      parameters:
        - { name: parent, in: path, required: true, schema: { type: integer }, example: 1 }
        - { name: child, in: path, required: true, schema: { type: integer }, example: 7391 }
      responses: { "204": { description: It is there. }, "404": { description: None. } }
    delete:
      operationId: deleteChild
      parameters:
        - { name: parent, in: path, required: true, schema: { type: integer } }
        - { name: child, in: path, required: true, schema: { type: integer } }
      responses: { "204": { description: Gone. }, "404": { description: None. } }
"""


def test_a_child_is_sent_with_its_own_parent(make_api: Callable[..., Api]) -> None:
    """The latest parent that the server shows has no child."""
    api = make_api(FAMILIES)

    def child(request: Request) -> Response:
        return Response(status_code=204 if request.path_params == {"parent": "1", "child": "7391"} else 404)

    routes = [
        Route("/parents", lambda _: JSONResponse([{"id": number} for number in range(9, 0, -1)])),
        Route("/parents/{parent}/children/{child}", child, methods=["GET", "DELETE"]),
    ]
    with serving(Starlette(routes=routes)) as origin:
        target = Target(api, origin, Credentials({}))
        profile = replace(PROFILES["quick"], phases=frozenset({"examples", "values"}))
        run = run_server(target, list(api.spec.operations), profile, 1)
    assert run.record("deleteChild").is_reached


NAMES = """\
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /things:
    get: { operationId: listThings, responses: { "200": { description: All. } } }
    post:
      operationId: createThing
      requestBody: { required: true, content: { application/json: { schema: {
        type: object, required: [name, notes, kind, code], properties: {
          name: { type: string }, notes: { type: array, minItems: 1, items: { type: string } },
          kind: { enum: [""] }, code: { type: string, maxLength: 3 } } } } } }
      responses: { "201": { description: Created. } }
"""


CLIENTS_NAME = """\
openapi: 3.1.0
info: { title: Adapters, version: "1" }
paths:
  /adapters:
    post:
      operationId: createAdapter
      requestBody: { required: true, content: { application/json: { schema: {
        type: object, required: [adapterId, ownerId], properties: {
          adapterId: { type: string, format: uuid }, ownerId: { type: string } } } } } }
      responses: { "201": { description: Created. } }
"""


def test_an_id_that_clients_give_is_sent_anew(make_api: Callable[..., Api]) -> None:
    """The known one is in use; another resource is still referred to."""
    recorder = Recorder(Target(make_api(CLIENTS_NAME), "http://127.0.0.1", Credentials({})), 1.0)
    operation = recorder.target.api.spec.operations["createAdapter"]
    known = "00000000-0000-4000-8000-000000000001"
    recorder.known.learn(operation, json.dumps({"adapterId": known}).encode())
    recorder.known.learn(replace(operation, path="/owners"), b'{"id": "o1"}')
    first, second, *_ = (call.body for call in fill_calls(recorder, operation, 1))
    assert (first, second["ownerId"]) == ({"adapterId": known, "ownerId": "o1"}, "o1")
    assert second["adapterId"] != known


STOCK = """\
openapi: 3.1.0
info: { title: Stock, version: "1" }
paths:
  /items: { get: { operationId: listItems, responses: { "200": { description: All. } } } }
  /items/{sku}:
    get:
      operationId: readItem
      parameters: [{ name: sku, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The item. } }
  /reservations:
    post:
      operationId: reserve
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Some" } } } }
      responses: { "201": { description: Created. } }
  /items/by-sku:
    post:
      operationId: createItem
      requestBody: { required: true, content: { application/json: { schema: {
        type: object, required: [sku], properties: { sku: { type: string } } } } } }
      responses: { "201": { description: Created. } }
components:
  schemas:
    Some:
      type: object
      required: [warehouseId, sku, reason]
      properties: { warehouseId: { type: integer }, sku: { type: string }, reason: { enum: [x] } }
"""


def test_ids_are_sent_as_they_were_shown_together(make_api: Callable[..., Api]) -> None:
    """An item is referred to by what is in its path; the latest warehouse has no stock of the latest item."""
    recorder = Recorder(Target(make_api(STOCK), "http://127.0.0.1", Credentials({})), 1.0)
    operation = recorder.target.api.spec.operations["reserve"]
    recorder.known.learn(replace(operation, path="/items"), b'[{"sku": "B", "reason": "no id"}]')
    first = next(fill_calls(recorder, operation, 1)).body
    assert first["sku"] == "B"
    recorder.known.learn(replace(operation, path="/levels"), b'[{"warehouseId": 1, "sku": "A"}]')
    recorder.known.learn(replace(operation, path="/warehouses"), b'[{"id": 2}]')
    bodies = [call.body for call in fill_calls(recorder, operation, 1)]
    assert bodies[0] == {"warehouseId": 1, "sku": "A", "reason": "x"}
    assert {"warehouseId": 2, "sku": "A", "reason": "x"} in bodies


def test_the_id_of_a_new_item_refers_to_no_other(make_api: Callable[..., Api]) -> None:
    recorder = Recorder(Target(make_api(STOCK), "http://127.0.0.1", Credentials({})), 1.0)
    recorder.known.learn(recorder.target.api.spec.operations["listItems"], b'[{"sku": "B"}]')
    operation = replace(recorder.target.api.spec.operations["createItem"], path="/items")
    assert "B" not in [call.body["sku"] for call in fill_calls(recorder, operation, 1)]


def test_texts_are_sent_filled_and_names_anew(make_api: Callable[..., Api]) -> None:
    """Unless the schema asks for an empty text, or for a short one."""
    recorder = Recorder(Target(make_api(NAMES), "http://127.0.0.1", Credentials({})), 1.0)
    operation = recorder.target.api.spec.operations["createThing"]
    first, second, *_ = (call.body for call in fill_calls(recorder, operation, 1))
    assert len({"", first["name"], second["name"]}) == 3
    assert all(body["kind"] == "" and 1 <= len(body["code"]) <= 3 for body in (first, second))
    assert "" not in {*first["notes"], *second["notes"]}


PICKY = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /settings:
    patch:
      operationId: changeSettings
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Some" } } } }
      responses: { "204": { description: Changed. }, "400": { description: Nothing to change. } }
  /promotions:
    post:
      operationId: promote
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Some" } } } }
      responses: { "204": { description: Done. }, "400": { description: Nothing to promote. } }
components:
  schemas:
    Some:
      type: object
      properties:
        id: { type: string, readOnly: true }
        color: { type: string }
        size: { type: integer, minimum: 3 }
"""


def test_a_server_that_refuses_a_change_of_nothing_is_reached(make_api: Callable[..., Api]) -> None:
    """Kinto wants `data` or `permissions`, though its document requires neither; Directus a body that is optional."""
    seen: list[Any] = []

    async def answer(request: Request) -> Response:
        seen.append(json.loads(await request.body() or b"{}"))
        return Response(status_code=204 if {"color", "size"} <= seen[-1].keys() else 400)

    app = Starlette(routes=[Route(path, answer, methods=["PATCH", "POST"]) for path in ("/settings", "/promotions")])
    api = make_api(PICKY)
    with serving(app) as origin:
        profile = replace(PROFILES["quick"], phases=frozenset({"values"}))
        run = run_server(Target(api, origin, Credentials({})), list(api.spec.operations), profile, 1)
    assert all(record.is_reached for record in run.recorder.records.values())
    assert not any("id" in body for body in seen)


NOTES = """\
openapi: 3.1.0
info: { title: Notes, version: "1" }
security: [{ key: [] }]
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  responses: { None: { description: No such note. }, Wrong: { description: It is invalid. } }
paths:
  /notes:
    get: { operationId: listNotes, responses: { "200": { description: All. } } }
    post:
      operationId: createNote
      requestBody: &body
        required: true
        content: { application/json: { schema: { type: object, required: [text], properties: {
          text: { type: string } } } } }
      responses:
        "201": { description: Created., content: { application/json: { schema: { type: object } } } }
        "400": { $ref: "#/components/responses/Wrong" }
    delete: { operationId: deleteNotes, responses: { "204": { description: All are deleted. } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: readNote
      responses: { "204": { description: It is there. }, "404": { $ref: "#/components/responses/None" } }
    put:
      operationId: replaceNote
      requestBody: *body
      responses:
        "204": { description: Replaced. }
        "400": { $ref: "#/components/responses/Wrong" }
        "404": { $ref: "#/components/responses/None" }
  /notes/{id}/comments:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      operationId: createComment
      requestBody: *body
      responses:
        "201": { description: Created., content: { application/json: { schema: { type: object } } } }
        "400": { $ref: "#/components/responses/Wrong" }
        "404": { $ref: "#/components/responses/None" }
"""


def _notes() -> Starlette:
    """Notes that anybody may delete, as at Kinto."""
    notes: set[str] = set()
    numbers = itertools.count(1)

    async def every(request: Request) -> Response:
        if request.method == "DELETE":
            notes.clear()
            return Response(status_code=204)
        return JSONResponse(sorted(notes))

    async def create(request: Request) -> Response:
        if not _is_note(await _read(request)):
            return Response(status_code=400)
        notes.add(name := f"n{next(numbers)}")
        return JSONResponse({"id": name}, 201)

    async def one(request: Request) -> Response:
        if request.path_params["id"] not in notes:
            return Response(status_code=404)
        if request.method != "GET" and not _is_note(await _read(request)):
            return Response(status_code=400)
        return Response(status_code=204) if request.method != "POST" else JSONResponse({"id": next(numbers)}, 201)

    routes = [
        Route("/notes", every, methods=["GET", "DELETE"]),
        Route("/notes", create, methods=["POST"]),
        Route("/notes/{id}", one, methods=["GET", "PUT"]),
        Route("/notes/{id}/comments", one, methods=["POST"]),
    ]
    return Starlette(routes=routes)


def _is_note(sent: Any) -> bool:
    return isinstance(sent, dict) and isinstance(sent.get("text"), str)


def test_wrong_requests_are_sent_though_a_probe_has_deleted_all(make_api: Callable[..., Api]) -> None:
    """At Kinto, a DELETE of all buckets without a credential left nothing to change."""
    api = make_api(NOTES)
    with serving(_notes()) as origin:
        target = Target(api, origin, Credentials({"key": "fake-key"}))
        profile = replace(PROFILES["quick"], phases=frozenset({"values", "credentials", "negation"}))
        run = run_server(target, list(api.spec.operations), profile, 1)
    assert run.record("createNote").origins["negation"] > 5
    assert run.record("createComment").origins["negation"] > 5
