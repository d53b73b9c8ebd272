"""What becomes of a response: a value, or the documented error."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import errors
from conformance.generate.render.runtime.decoding import DecodeError, locate
from conformance.generate.render.runtime.operation import MIXED, RAW, TEXT, Json, Operation, Request
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect
from tests.generate.render.runtime.test_auth import Recorder

JSON = {"Content-Type": "application/json"}


def outcome(connect: Connect, responses: Any, response: httpx.Response, method: str = "GET", **options: Any) -> Any:
    """The value that a call gives, or the error it raises."""
    sent: Request[Any] = Request(Operation("op", method, "/", responses), "/")
    caller = connect("http://h.example", transport=Recorder(response).transport, max_retries=0)
    try:
        return caller.call(sent, **options)
    except errors.APIError as error:
        return error


def of(decode: Any, schema: str | None = None) -> dict[str, Any]:
    return {"200": {"application/json": Json(decode, schema)}}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (409, errors.ConflictError),
        (422, errors.UnprocessableEntityError),
        (429, errors.RateLimitError),
        (500, errors.InternalServerError),
        (599, errors.InternalServerError),
        (304, errors.APIStatusError),
        (418, errors.APIStatusError),
    ],
)
def test_each_status_has_its_error(connect: Connect, status: int, kind: type[errors.APIStatusError]) -> None:
    error = outcome(connect, {}, httpx.Response(status, json={"a": 1}, headers={"X-Request-Id": "r1"}))
    assert type(error) is kind
    assert (error.status_code, error.body, error.request_id, error.operation_id) == (status, {"a": 1}, "r1", "op")
    assert error.headers["content-TYPE"] == "application/json"
    assert str(error) == f"op: the server answered {status}"


@pytest.mark.parametrize(
    ("responses", "content", "headers", "body"),
    [
        ({"404": {"application/json": Json(lambda data: data["a"])}}, b'{"a": 1}', JSON, 1),
        ({"4XX": {"application/json": Json(lambda data: data["a"])}}, b'{"a": 1}', JSON, 1),
        ({"default": {"application/json": Json(lambda data: data["a"])}}, b'{"a": 1}', JSON, 1),
        ({"404": {"application/json": Json(lambda data: data["b"])}}, b'{"a": 1}', JSON, {"a": 1}),
        ({"404": {"application/json": Json(dict)}}, b"<h1>", {"Content-Type": "text/html"}, "<h1>"),
        ({}, b'{"a":', JSON, b'{"a":'),
        ({}, b"\xff", {"Content-Type": "text/plain"}, b"\xff"),
        ({}, b"", {}, b""),
    ],
)
def test_the_body_of_an_error_is_read_as_well_as_it_can_be(
    connect: Connect, responses: Any, content: bytes, headers: dict[str, str], body: Any
) -> None:
    error = outcome(connect, responses, httpx.Response(404, content=content, headers=headers))
    assert (error.body, error.content) == (body, content)


def decode(data: Any) -> Any:
    try:
        return [int(item) for item in data["items"]]
    except Exception as error:
        raise locate(error, "items") from None


@pytest.mark.parametrize(
    "error",
    [KeyError("s3cret"), ValueError("s3cret"), TypeError(), AttributeError(), RecursionError(), ZeroDivisionError()],
)
def test_whatever_a_decoder_raises_is_a_validation_error(connect: Connect, error: Exception) -> None:
    def fail(data: Any) -> Any:
        raise error

    found = outcome(connect, of(fail), httpx.Response(200, json={}))
    assert type(found) is errors.APIResponseValidationError
    assert (found.pointer, found.reason) == ("", f"it can't be decoded ({type(error).__name__})")
    assert "s3cret" not in str(found)


@pytest.mark.parametrize(
    ("decoder", "data", "pointer", "reason"),
    [
        (decode, {"items": ["1", "x"]}, "/items", "it can't be decoded (ValueError)"),
        (decode, {}, "/items", "it can't be decoded (KeyError)"),
        (toy.Thing.from_dict, {}, "", "it can't be decoded (KeyError)"),
    ],
)
def test_a_validation_error_says_where(connect: Connect, decoder: Any, data: Any, pointer: str, reason: str) -> None:
    found = outcome(connect, of(decoder), httpx.Response(200, json=data))
    assert (found.pointer, found.reason) == (pointer, reason)
    assert str(found) == f"op: the response does not fit at {pointer or 'its root'}: {reason}"


@pytest.mark.parametrize(("data", "pointer"), [({"id": "1"}, "/id"), ({"id": 1, "name": 2}, "/name")])
def test_validation_is_for_those_who_ask(connect: Connect, data: Any, pointer: str) -> None:
    responses = of(toy.Thing.from_dict, "#/components/schemas/Thing")
    assert outcome(connect, responses, httpx.Response(200, json=data)) == toy.Thing(data["id"])
    found = outcome(connect, responses, httpx.Response(200, json=data), validate=True)
    assert isinstance(found, errors.APIResponseValidationError)
    assert found.pointer == pointer


def test_a_client_may_ask_for_all_its_calls(connect: Connect) -> None:
    recorder = Recorder(httpx.Response(200, json={"id": "1"}))
    caller = connect("http://h.example", transport=recorder.transport, validate=True)
    with pytest.raises(errors.APIResponseValidationError):
        caller.call(toy.request())
    assert caller.call(toy.request(), validate=False) == toy.Thing("1")  # type: ignore[arg-type] # as it came


@pytest.mark.parametrize(
    ("contents", "content", "content_type", "value"),
    [
        ({"application/json": Json(list)}, b"[1]", "application/json; charset=utf-8", [1]),
        ({"application/json": Json(list)}, b"\xef\xbb\xbf[1]", "application/json", [1]),
        ({"application/json": Json(list)}, b"[1]", "", [1]),
        ({"application/json": Json(list)}, b"[1]", "text/plain", [1]),
        ({"application/*": Json(list)}, b"[1]", "application/problem+json", [1]),
        ({"text/plain": TEXT, "application/json": Json(list)}, b"[1]", "text/plain", "[1]"),
        ({"text/plain": TEXT}, "é".encode("latin-1"), "text/plain; Charset=latin-1", "é"),
        ({"text/plain": TEXT}, "é".encode(), 'text/plain; charset="utf-8"', "é"),
        ({"application/pdf": RAW}, b"%PDF", "application/pdf", b"%PDF"),
        ({"*/*": MIXED}, b"[1]", "application/json", [1]),
        ({"*/*": MIXED}, b"[1]", "text/csv", "[1]"),
        ({"*/*": MIXED}, b"[1]", "image/png", b"[1]"),
        ({}, b"anything", "text/plain", None),
    ],
)
def test_the_content_is_read_as_documented(
    connect: Connect, contents: Any, content: bytes, content_type: str, value: Any
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert outcome(connect, {"2XX": contents}, httpx.Response(200, content=content, headers=headers)) == value


@pytest.mark.parametrize(
    ("contents", "content_type", "reason"),
    [
        (
            {"text/plain": TEXT},
            "text/plain; charset=klingon",
            "it is no text of the charset that its Content-Type names",
        ),
        ({"text/plain": TEXT}, "text/plain; charset=utf-8", "it is no text of the charset that its Content-Type names"),
        ({"text/plain": TEXT}, "text/plain; charset=hex", "it is no text of the charset that its Content-Type names"),
        ({"text/plain": TEXT}, "image/png", "its media type is not documented"),
    ],
)
def test_what_is_no_text_is_a_validation_error(connect: Connect, contents: Any, content_type: str, reason: str) -> None:
    found = outcome(
        connect, {"200": contents}, httpx.Response(200, content=b"\xff", headers={"Content-Type": content_type})
    )
    assert (type(found), found.reason) == (errors.APIResponseValidationError, reason)


def test_a_response_to_head_has_no_body(connect: Connect) -> None:
    assert outcome(connect, of(dict), httpx.Response(200, headers=JSON), method="HEAD") is None


def test_an_error_in_band_is_raised_with_its_code(connect: Connect) -> None:
    data = {"problem": {"code": 7, "text": "no"}}
    caller = connect("http://h.example", transport=Recorder(httpx.Response(200, json=data)).transport)
    with pytest.raises(errors.APIResponseError) as caught:
        caller.call(toy.request())
    assert (caught.value.code, caught.value.body, caught.value.status_code) == (7, toy.Problem("no"), 200)
    assert str(caught.value) == "getThing: the server answered 200 with an error in its body"


def test_an_error_status_has_its_code_too(connect: Connect) -> None:
    data = {"problem": {"code": 9, "text": "no"}}
    caller = connect("http://h.example", transport=Recorder(httpx.Response(409, json=data)).transport)
    with pytest.raises(errors.ConflictError) as caught:
        caller.call(toy.request())
    assert (caught.value.code, caught.value.body) == (9, toy.Problem("no"))


def test_decode_errors_are_prefixed_on_their_way_up() -> None:
    error = locate(locate(DecodeError("no", "/b~1c"), "a~", 3), "root")
    assert (error.pointer, str(error)) == ("/root/a~0/3/b~1c", "/root/a~0/3/b~1c: no")
