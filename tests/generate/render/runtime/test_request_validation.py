"""`validate=True` checks parameters and the JSON body before anything is sent."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import auth, errors, exchange, writing
from conformance.generate.render.runtime.operation import Operation, Request
from conformance.generate.render.runtime.unset import UNSET
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect

REQUESTS = {
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "integer"}, "tags": {"items": {"enum": ["a~b"]}}},
            },
            "Limit": {"type": "integer", "maximum": 100},
            "Odd": {"pattern": "("},
        }
    }
}
THING, LIMIT, ODD = (f"#/components/schemas/{name}" for name in ("Thing", "Limit", "Odd"))
SECRET = "s3cret"


def api(**schemes: Any) -> Any:
    return toy.api(schemes)._replace(requests=lambda: REQUESTS)


def request(body: Any = ..., limit: Any = UNSET, is_required: bool = False, schema: str = LIMIT) -> Request[toy.Thing]:
    operation = toy.operation("POST")._replace(bodies={"application/json": THING})
    content = {} if body is ... else {"content": writing.document(body), "content_type": "application/json"}
    parameters = lambda: [("limit", limit, schema, is_required)]  # noqa: E731 - as generated code has it
    return Request(operation, "/things", query=writing.query("Limit", limit), parameters=parameters, **content)  # type: ignore[arg-type]  # by name


class Server:
    """Answers everything, and remembers it."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.transport = httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={"id": 1})


CASES = [
    (request({"id": "1"}), "body", "/id", 'it is not of type "integer"'),
    (request({"id": 1, "tags": ["a~b", SECRET]}), "body", "/tags/1", 'it is not one of "a~b"'),
    (request({}), "body", "", '"id" is a required property'),
    (request(None), "body", "", 'it is not of type "object"'),
    (request({"id": 1}, 101), "limit", "", "it is greater than the maximum of 100"),
    (request({"id": "1"}, SECRET), "limit", "", 'it is not of type "integer"'),
    (request({"id": 1}, UNSET, is_required=True), "limit", "", "it is required, and not there"),
    (request(..., "1", schema=ODD), "limit", "", "it can't be validated (ValidationError)"),
    (request(..., 1, schema="#/nowhere"), "limit", "", "it can't be validated (ValidationError)"),
]


@pytest.mark.parametrize("is_setting", [False, True], ids=["of the call", "of the client"])
@pytest.mark.parametrize(("sent", "argument", "pointer", "reason"), CASES)
def test_what_breaks_its_schema_is_refused_and_not_sent(
    connect: Connect, sent: Request[toy.Thing], argument: str, pointer: str, reason: str, is_setting: bool
) -> None:
    server = Server()
    settings, options = ({"validate": True}, {}) if is_setting else ({}, {"validate": True})
    with pytest.raises(errors.APIRequestValidationError) as caught:
        connect("http://h.example", api=api(), transport=server.transport, **settings).call(sent, **options)
    assert (caught.value.argument, caught.value.pointer, caught.value.reason) == (argument, pointer, reason)
    at = f"{argument}, at {pointer}" if pointer else argument
    assert str(caught.value) == f"getThing: the request does not fit: {at}: {reason}"
    assert SECRET not in f"{caught.value!r}{vars(caught.value)}"
    assert server.requests == []


@pytest.mark.parametrize(
    "sent", [request({"id": 1, "more": []}, 100), request({"id": 1.0}), request(), request(..., -1, is_required=True)]
)
def test_what_fits_is_sent(connect: Connect, sent: Request[toy.Thing]) -> None:
    server = Server()
    connect("http://h.example", api=api(), transport=server.transport, validate=True).call(sent)
    assert len(server.requests) == 1


@pytest.mark.parametrize("options", [{}, {"validate": False}])
def test_whoever_does_not_ask_gets_no_validation(connect: Connect, options: dict[str, Any]) -> None:
    """A call's option wins over the client's."""
    server = Server()
    caller = connect("http://h.example", api=api(), transport=server.transport, validate=bool(options))
    caller.call(request({"id": "1"}, 101), **options)
    assert len(server.requests) == 1


def test_no_token_is_fetched_for_a_request_that_is_refused(connect: Connect) -> None:
    server = Server()
    tokens: Operation[Any] = Operation("createToken", "POST", "/token", {"200": {}})
    flow = exchange.TokenExchange(
        auth.Key("header", "Authorization"), lambda: tokens, "/token", username="user", password="pass", token="token"
    )
    caller = connect(
        "http://h.example",
        api=api(token=flow),
        transport=server.transport,
        credentials={"token": ("ada", SECRET)},
    )
    sent = request({"id": "1"})
    with pytest.raises(errors.APIRequestValidationError):
        caller.call(sent._replace(operation=sent.operation._replace(security=(("token",),))), validate=True)
    assert server.requests == []


def test_another_media_type_is_not_validated(connect: Connect) -> None:
    server = Server()
    sent = request(..., 1)._replace(content=b"not JSON", content_type="text/plain")
    connect("http://h.example", api=api(), transport=server.transport).call(sent, validate=True)
    assert server.requests[0].content == b"not JSON"


PROGRAM = """
import sys, httpx
from conformance.generate.render.runtime import clients
from tests.generate.render.runtime.test_request_validation import api, request, Server
with clients.SyncClient(api(), {}, base_url="http://h.example", transport=Server().transport) as client:
    client.call(request({"id": 1}, 5))
    before = set(sys.modules)
    client.call(request({"id": 1}, 5), validate=True)
name = "conformance.generate.render.runtime.validation"
assert name not in before and name in sys.modules
"""


def test_the_validator_is_loaded_when_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
