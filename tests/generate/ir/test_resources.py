"""Resources and methods of generated clients: names, docstrings, pages, raw responses and errors, on a toy."""

from __future__ import annotations

import asyncio
import inspect
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from click.testing import Result

from conformance.generate.ir import responses
from conformance.generate.opc import names
from tests.generate.calling import Wire

BOOKS = [{"id": number, "title": f"Book {number}"} for number in range(1, 6)]


def page_of_books(request: httpx.Request) -> httpx.Response:
    """Two books a page."""
    number = int(request.url.params.get("page", 1))
    following = str(request.url.copy_set_param("page", number + 1)) if number < 3 else None
    return httpx.Response(200, json={"results": BOOKS[2 * number - 2 : 2 * number], "next": following})


def methods(resource: Any) -> set[str]:
    return {name for name, _ in inspect.getmembers(resource, inspect.ismethod) if not name.startswith("_")}


@pytest.mark.parametrize(
    ("text", "identifier", "class_name"),
    [
        ("příjemceZásilky", "příjemce_zásilky", "PříjemceZásilky"),
        ("Objednávky Žitné", "objednávky_žitné", "ObjednávkyŽitné"),
        ("Größe", "größe", "Größe"),
        ("注文", "注文", "注文"),
        ("OrderIDNumber2", "order_id_number_2", "OrderIDNumber2"),
        ("order-id", "order_id", "OrderId"),
    ],
)
def test_a_name_begins_words_with_capitals_of_any_script(text: str, identifier: str, class_name: str) -> None:
    assert (names.make_identifier(text, "field_"), names.make_class_name(text)) == (identifier, class_name)


def test_methods_are_called_as_stated_else_by_the_operation_id_without_its_tag(package: ModuleType) -> None:
    """A name that Python or the class needs gets an underscore, names that are the same are numbered."""
    client = package.Client()
    assert methods(client.books) == {"list", "iterate", "create_many", "get", "head", "delete", "str_"}
    assert methods(client.pages) == {"get_pages", "get_pages_2"}
    assert methods(client.close_) == {"import_"}
    assert methods(client.default) == {"get_untagged"}


def test_asynchronous_classes_and_raw_ones_have_the_same_methods(package: ModuleType) -> None:
    blocking, other = package.Client(), package.AsyncClient()
    for name in ("books", "pages", "close_", "default", "auth"):
        resource, twin = getattr(blocking, name), getattr(other, name)
        assert methods(resource) == methods(twin)
        for raw in (resource.with_raw_response, twin.with_raw_response):
            assert methods(raw) == {each for each in methods(resource) if each != "iterate"}


def test_a_class_that_a_model_is_called_like_gets_another_name(package: ModuleType) -> None:
    assert type(package.Client().pages).__name__ == "PagesResource"
    assert package.models.Pages.from_dict({"title": "a"}).title == "a"
    assert package.models.Operation.from_dict({"title": "a"}).title == "a"


def test_docstrings_tell_meaning_limits_assumptions_and_errors(package: ModuleType) -> None:
    assert inspect.getdoc(package.Client().books) == 'What stands on the "shelves".'
    assert "\nDeprecated.\n" in (inspect.getdoc(package.Client().close_.import_) or "")
    text = inspect.getdoc(package.Client().books.list) or ""
    assert text.startswith("List books.\n\nThe books of all shelves, oldest first.\n")
    assert "limit: How many books a page has. At least 1, at most 100, default `20`. Assumed: SH-2.\n" in text
    assert "timeout_query: The parameter `timeout` in query. At most 5 characters.\n" in text
    assert "RateLimitError: 429. Too many requests.\n" in text
    assert "NotFoundError: 404. No such book. Assumed: SH-2." in (inspect.getdoc(package.Client().books.get) or "")


def test_a_call_gives_the_value_and_raw_the_response(package: ModuleType) -> None:
    wire = Wire(package, httpx.Response(200, json=BOOKS[0], headers={"X-Request-Id": "r1"}))
    book = wire.client.books.get(1)
    raw = wire.client.books.with_raw_response.get(1)
    assert (type(book), book.to_dict()) == (package.models.Book, BOOKS[0])
    assert (raw.status_code, raw.request_id, raw.parsed) == (200, "r1", book)
    assert isinstance(raw, package.APIResponse)


def test_neither_defaults_nor_what_is_unset_is_sent(package: ModuleType) -> None:
    wire = Wire(package, page_of_books)
    sent = wire.sent("books.list", limit=package.UNSET, ids=["a", "b"])
    assert sent.url.params.multi_items() == [("ids", "a"), ("ids", "b")]


def test_iterate_goes_through_all_pages(package: ModuleType) -> None:
    wire = Wire(package, page_of_books)
    assert [book.id for book in wire.client.books.iterate(limit=2)] == [1, 2, 3, 4, 5]
    assert [request.url.params.get("page") for request in wire.requests] == [None, "2", "3"]


def test_iterate_does_not_block_asynchronous_clients_and_can_be_resumed(package: ModuleType) -> None:
    wire = Wire(package, page_of_books)

    async def ids() -> list[int]:
        async with package.AsyncClient(**wire.settings) as client:
            pages = client.books.iterate(limit=2)
            first = [book.id async for book in pages]
            return [*first, *[book.id async for book in pages.resume("https://shelves.example.com/v1/books?page=3")]]

    assert asyncio.run(ids()) == [1, 2, 3, 4, 5, 5]


def test_a_documented_error_is_raised_decoded(package: ModuleType) -> None:
    wire = Wire(package, httpx.Response(404, json={"title": "Gone"}))
    with pytest.raises(package.NotFoundError) as caught:
        wire.client.books.get(1)
    assert (caught.value.status_code, caught.value.body) == (404, package.models.Problem(title="Gone"))
    teapot = Wire(package, httpx.Response(418, json={"title": "Teapot"}))
    with pytest.raises(package.APIStatusError) as other:
        teapot.client.books.get(1)
    assert other.value.body.title == "Teapot"


def test_default_stands_for_no_success_where_successes_are_documented(package: ModuleType) -> None:
    wire = Wire(package, httpx.Response(202, json={"title": "Later"}))
    assert wire.client.books.get(1) == {"title": "Later"}
    with pytest.raises(package.APIResponseValidationError, match="202 is not documented"):
        wire.client.books.get(1, validate=True)


def test_an_error_in_the_body_of_a_success_is_raised(package: ModuleType) -> None:
    settings = {"signature": "fake-key", "user": "ada"}
    wire = Wire(package, httpx.Response(200, json={"failed": {"code": "7"}}), **settings)
    with pytest.raises(package.APIResponseError) as caught:
        wire.client.auth.get_signed()
    assert (caught.value.code, type(caught.value.body)) == ("7", package.models.Failed)
    assert Wire(package, httpx.Response(200, json={"done": True}), **settings).client.auth.get_signed().done


def test_a_constant_tells_an_error_from_a_success_of_the_same_shape(package: ModuleType) -> None:
    """An error that no document foresaw is none of the success's class."""
    done = Wire(package, httpx.Response(200, json={"result": {"code": 200}})).client.auth.get_outcome(validate=True)
    assert type(done) is package.models.Fine
    for code in (404, 0, "200"):
        wire = Wire(package, httpx.Response(200, json={"result": {"code": code}}))
        with pytest.raises(package.APIResponseError) as caught:
            wire.client.auth.get_outcome()
        assert (caught.value.code, type(caught.value.body)) == (code, package.models.Refused)
    assert "the body a `Refused`. Assumed: SH-2." in (inspect.getdoc(package.Client().auth.get_outcome) or "")


@pytest.mark.parametrize(
    ("body", "options", "pointer"),
    [
        ({"results": [{"id": 1}], "next": None}, {}, "/results/0"),
        ({"results": "none", "next": None}, {}, "/results"),
        ({"results": [{"id": "1", "title": "a"}], "next": None}, {"validate": True}, "/results/0/id"),
        ({"results": None, "next": None}, {"validate": True}, "/results"),
        (None, {"validate": True}, ""),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(
    package: ModuleType, body: Any, options: dict[str, Any], pointer: str
) -> None:
    wire = Wire(package, httpx.Response(200, json=body))
    with pytest.raises(package.APIResponseValidationError) as caught:
        wire.client.books.list(**options)
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("body", [{"results": None, "next": None}, None])
def test_a_page_without_items_is_the_last(package: ModuleType, body: Any) -> None:
    wire = Wire(package, httpx.Response(200, content=json.dumps(body), headers={"Content-Type": "application/json"}))
    assert list(wire.client.books.iterate()) == []


def test_what_is_idempotent_by_the_document_is_sent_again(package: ModuleType) -> None:
    answers = [httpx.Response(503, headers={"Retry-After": "0"}), httpx.Response(201, json=BOOKS)]
    wire = Wire(package, lambda _: answers[len(wire.requests) - 1])
    assert len(wire.client.books.create_many(body=[], max_retries=1)) == len(BOOKS)
    assert [request.method for request in wire.requests] == ["POST", "POST"]


def test_head_gives_nothing(package: ModuleType) -> None:
    assert Wire(package, httpx.Response(200, headers={"Content-Type": "application/json"})).client.books.head(1) is None


def test_options_of_a_call_are_taken_by_name_only(package: ModuleType) -> None:
    wire = Wire(package, page_of_books)
    wire.client.books.list(extra_headers={"X-Mine": "1"}, timeout=5)
    assert wire.requests[0].headers["X-Mine"] == "1"
    with pytest.raises(TypeError, match="retries"):
        wire.client.books.list(retries=1)


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (("items: results", "items: books"), "paths/~1books/get/x-pagination", "no property 'books'"),
        (("items: results", "items: next"), "paths/~1books/get/x-pagination", "'next' is no array"),
        (
            ("operationId: createToken, username", "operationId: getPrivate, username"),
            "components/securitySchemes/session/x-auth-flow/operationId",
            "no operation 'getPrivate' accepts JSON or a form",
        ),
    ],
)
def test_what_an_extension_names_has_to_be_there(
    run: Callable[..., Result], specs: Path, change: tuple[str, str], place: str, reason: str
) -> None:
    file = specs / "shelves" / "openapi.yaml"
    text = file.read_text(encoding="utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change), encoding="utf-8")
    result = run(specs, specs.parent / "out")
    assert result.exit_code == 2
    assert f"#/{place}: " in result.stderr
    assert reason in result.stderr


@pytest.fixture
def specs(toys: Path, tmp_path: Path) -> Path:
    """A folder with a copy of the toy."""
    shutil.copytree(toys / "gen_resources", tmp_path / "specs" / "shelves")
    return tmp_path / "specs"


def test_errors_that_operations_have_alike_stand_once() -> None:
    """Of each status the most frequent contents, and none that one operation alone has; successes stay."""
    error, other = {"application/json": "Json(Error)"}, {"application/json": "Json(Other)"}
    found = [{"200": error, "400": error, "4XX": other}, {"200": error, "400": error}, {"400": other, "500": error}]
    results = [responses.Result((), contents, (), "") for contents in found]
    assert responses.shared_errors(results) == {"400": error}
