"""No credential in any log record, `repr` or error of the five APIs' clients, however a call of theirs ends."""

from __future__ import annotations

import dataclasses
import json
import logging
import re
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest

from conformance.apis import Api
from conformance.auth import credentials
from conformance.mock import serve
from tests.clients.answers import PLACES
from tests.clients.calling import APIS, OPERATIONS, example_call, given, package, provenance, smallest, wire
from tests.generate.render.runtime.servers import Connection, Server, message

HEADERS_ARE_LOGGED = not httpx.__version__.startswith("0.23.")  # by httpcore, since 0.17
SECRET = "s3cret/k+y=1'2"
MODES = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
Texts = Callable[[], str]


@pytest.fixture
def logged() -> Iterator[Texts]:
    """Everything that any logger writes at any level, as text."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{self.format(record)} {vars(record)!r}")

    keeper, root = Keeper(), logging.getLogger()
    before = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    yield lambda: "\n".join(lines)
    root.removeHandler(keeper)
    root.setLevel(before)


def forms(secret: str) -> set[str]:
    """A secret in every notation it may be shown in."""
    encoded = b64encode(secret.encode()).decode()
    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1], encoded}


def ways(api: Api) -> list[dict[str, Any]]:
    """The keywords that a client's credentials can be given by: what is sent, and where there is one a login."""
    ready: dict[str, Any] = given(api, {name: f"{SECRET}-{name}" for name in api.spec.security_schemes})
    extra = [name for names in provenance(api.id)["security"].values() for name in names[1:]]
    logins = {name: f"{SECRET}-{name}" for name in extra}
    flows = [scheme.get("x-auth-flow", {}).get("type") for scheme in api.spec.security_schemes.values()]
    return [ready, {**dict.fromkeys(ready), **logins}] if "token-exchange" in flows else [ready]


class Echo:
    """A server that answers with everything it was sent, and remembers it; to a login it gives a token."""

    def __init__(self, api: Api, status: int, is_login_first: bool) -> None:
        self.api, self.status, self.is_login_first = api, status, is_login_first
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.is_login_first and len(self.requests) == 1:
            flow = next(s["x-auth-flow"] for s in self.api.spec.security_schemes.values())
            return httpx.Response(
                200, json={flow["token"]: f"{SECRET}-token", "token_type": "bearer", flow["expires"]: 99}
            )
        everything = f"{request.url} {request.headers.raw} {request.content!r} " + " ".join(
            f"{value}" for value in [*request.headers.values(), *request.url.params.values()]
        )
        names = ("Location", "X-Echo", "X-Request-Id", "Set-Cookie", "WWW-Authenticate", "X-RateLimit-Limit")
        return httpx.Response(self.status, headers=dict.fromkeys(names, everything), text=everything)

    def signatures(self) -> set[str]:
        """What was sent in the query by the name of a security scheme's parameter."""
        names = {str(scheme.get("name")) for scheme in self.api.spec.security_schemes.values()}
        return {value for r in self.requests for name, value in r.url.params.items() if name in names}


def shown(value: Any) -> str:
    """All that is likely to be shown of an outcome, and of what hangs on it."""
    parts = [repr(value), str(value), repr(getattr(value, "headers", "")), repr(getattr(value, "answer", ""))]
    if isinstance(value, BaseException):
        parts += [repr(value.args), repr(value.__cause__), repr(value.__context__), *traceback.format_exception(value)]
    return "\n".join(parts)


def secrets(keywords: dict[str, Any], echo: Echo | None = None) -> set[str]:
    found = {value for value in keywords.values() if value} | {f"{SECRET}-token"}
    return {form for secret in found for form in forms(secret)} | (echo.signatures() if echo else set())


CASES = [
    *((place.api_id, place.operation_id, place.status) for place in PLACES),
    *((*operation, status) for operation in OPERATIONS for status in (302, 418, 503)),
]


@MODES
@pytest.mark.parametrize(("api_id", "operation_id", "status"), dict.fromkeys(CASES))
def test_no_answer_makes_a_credential_show(
    api_id: str, operation_id: str, status: int, is_async: bool, logged: Texts
) -> None:
    api = APIS[api_id]
    operation = api.spec.operations[operation_id]
    for keywords in ways(api):
        echo = Echo(api, status, is_login_first=bool(operation.security) and None in keywords.values())
        outcome = wire(api_id, operation_id, is_async, echo).outcome(**keywords)
        texts = f"{shown(outcome)}\n{logged()}"
        sent = str([(r.url, r.headers.raw) for r in echo.requests])
        assert any(form in sent for form in secrets(keywords, echo)) == bool(operation.security)
        assert "HTTP Request: " in texts
        assert f"{operation.path}, attempt 1: {status}" in texts
        assert not [secret for secret in secrets(keywords, echo) if secret in texts]


FAILURES = (httpx.ConnectError, httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.DecodingError)


@MODES
@pytest.mark.parametrize("kind", FAILURES)
@pytest.mark.parametrize(("api_id", "operation_id"), OPERATIONS)
def test_no_failure_to_send_makes_a_credential_show(
    api_id: str, operation_id: str, kind: type[Exception], is_async: bool, logged: Texts
) -> None:
    """Though the HTTP library's error may quote what was sent."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise kind(f"{request.url} {request.headers.raw} {request.content!r}")

    for keywords in ways(APIS[api_id]):
        outcome = wire(api_id, operation_id, is_async, fail).outcome(**keywords)
        assert isinstance(outcome, package(api_id).APIConnectionError)
        texts = f"{shown(outcome)}\n{logged()}"
        assert not [secret for secret in secrets(keywords) if secret in texts]


LOGINS = [
    (api.id, scheme["x-auth-flow"])
    for api in APIS.values()
    for scheme in api.spec.security_schemes.values()
    if scheme.get("x-auth-flow", {}).get("type") == "token-exchange"
]


@MODES
@pytest.mark.parametrize(("api_id", "flow"), LOGINS)
def test_no_login_and_no_token_is_shown(api_id: str, flow: dict[str, str], is_async: bool, logged: Texts) -> None:
    """Neither in the models they travel in."""
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json={flow["token"]: SECRET, "token_type": "bearer", flow["expires"]: 99})

    call = smallest(api_id, flow["operationId"])
    call = dataclasses.replace(call, body={flow["username"]: "ada", flow["password"]: f"p{SECRET}"})
    one = wire(api_id, flow["operationId"], is_async, respond)
    outcome = one.outcome(call)
    body = one.arguments(package(api_id).Client(), call)["body"]
    assert json.loads(requests[0].content)[flow["password"]] == f"p{SECRET}"
    assert outcome.parsed.to_dict()[flow["token"]] == SECRET
    texts = f"{shown(outcome)} {outcome.parsed!r} {outcome.parsed} {body!r} {body} {logged()}"
    assert not [form for secret in (SECRET, f"p{SECRET}") for form in forms(secret) if form in texts]


@pytest.mark.parametrize("api_id", APIS)
def test_no_client_shows_what_it_was_given(api_id: str) -> None:
    api = APIS[api_id]
    for keywords in ways(api):
        found = package(api_id)
        for kind in (found.Client, found.AsyncClient):
            client = kind(**keywords)
            held = [client, client.core, client.core.credentials, *client.core.credentials.values(), vars(client)]
            assert not [secret for secret in secrets(keywords) for value in held if secret in f"{value!r} {value}"]


@pytest.mark.parametrize(("api_id", "operation_id"), OPERATIONS)
def test_a_missing_credential_is_told_without_the_others(
    api_id: str, operation_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = APIS[api_id]
    for scheme in api.spec.security_schemes:
        monkeypatch.delenv(credentials.variable(api_id, scheme), raising=False)
    nothing = dict.fromkeys(given(api), None)
    outcome = wire(api_id, operation_id, False, lambda _: httpx.Response(418)).outcome(**nothing)
    is_needed = bool(api.spec.operations[operation_id].security)
    assert isinstance(outcome, package(api_id).MissingCredentialError) == is_needed
    if is_needed:
        scheme = next(iter(api.spec.operations[operation_id].security[0]))
        assert credentials.variable(api_id, scheme) in str(outcome)


@MODES
@pytest.mark.parametrize(("api_id", "operation_id"), OPERATIONS)
def test_nothing_shows_a_credential_over_the_network(
    api_id: str, operation_id: str, is_async: bool, logged: Texts
) -> None:
    """Against the mock, with what it accepts and with what it refuses, and the HTTP library's own log."""
    api = APIS[api_id]
    operation = api.spec.operations[operation_id]
    fake = credentials.fake(api.spec)
    with serve(api) as url:
        for values in (dict(fake), dict.fromkeys(fake, SECRET)):
            one = wire(api_id, operation.id, is_async, lambda _: httpx.Response(418))
            keywords = given(api, values)
            call = example_call(api.spec, operation)
            outcome = one.outcome(call, base_url=url, transport=None, verify=False, **keywords)
            assert not [
                secret for v in values.values() for secret in forms(v) if secret in f"{shown(outcome)}{logged()}"
            ]
            assert isinstance(outcome, package(api_id).APIResponse) == (values == fake or not operation.security)
    assert ("send_request_headers" in logged()) == HEADERS_ARE_LOGGED
    assert "HTTP Request: " in logged()


def echo(connection: Connection) -> None:
    """Answer with everything that was sent."""
    everything = " ".join(connection.request.decode("latin-1").split("\r\n"))
    connection.send(message(everything.encode("latin-1"), "429 Too Many Requests", X_Echo=everything))


@MODES
@pytest.mark.parametrize(
    ("api_id", "operation_id"), [(a, o) for a, o in OPERATIONS if APIS[a].spec.operations[o].security]
)
def test_no_log_shows_what_a_server_sends_back(api_id: str, operation_id: str, is_async: bool, logged: Texts) -> None:
    """The HTTP library logs the headers of responses."""
    api = APIS[api_id]
    operation = api.spec.operations[operation_id]
    keywords = ways(api)[0]
    with Server(echo) as server:
        one = wire(api_id, operation.id, is_async, lambda _: httpx.Response(418))
        outcome = one.outcome(base_url=server.url, transport=None, verify=False, **keywords)
        sent = server.received(1).decode("latin-1")
    assert isinstance(outcome, package(api_id).RateLimitError)
    signatures = set(re.findall(r"Signature=(\w+)", sent))
    hidden = secrets(keywords) | signatures
    assert any(secret in sent for secret in hidden)
    assert ("x-echo" in logged().lower()) == HEADERS_ARE_LOGGED
    assert not [secret for secret in hidden if secret in f"{shown(outcome)}{logged()}"]
