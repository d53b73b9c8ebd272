"""No credential in any log record, `repr` or exception: every kind of credential, every way a call ends."""

from __future__ import annotations

import asyncio
import logging
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest

from conformance.generate.render.runtime import auth, clients, exchange, signing
from conformance.generate.render.runtime.errors import APIError, APIResponseValidationError
from conformance.generate.render.runtime.operation import Json, Operation
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect
from tests.generate.render.runtime.servers import Connection, Script, Server, answering, message

TLS = httpx.create_ssl_context()  # reading the certificates takes longer than a call
SECRET = "s3cret/k+y=1'2"
USER, PASSWORD, TOKEN = "ada@example.com", "p4ss/word+1", "t0ken/abc+1="
TOKENS: Operation[Any] = Operation("createToken", "POST", "/token", {"200": {"application/json": Json(dict)}})
KINDS: dict[str, tuple[auth.Scheme, Any]] = {
    "header": (auth.Key("header", "X-Key"), SECRET),
    "bearer": (auth.Key("header", "Authorization", "Bearer "), SECRET),
    "query": (auth.Key("query", "client_id"), SECRET),
    "cookie": (auth.Key("cookie", "session"), SECRET),
    "basic": (auth.Basic(), f"{USER}:{PASSWORD}"),
    "signature": (signing.HmacQuery("Signature", user="UserID", timestamp="Timestamp"), (SECRET, "u")),
    "token": (
        exchange.TokenExchange(
            auth.Key("header", "Authorization", "Bearer "), lambda: TOKENS, "/token", "user", "pass", "token", "expires"
        ),
        (USER, PASSWORD),
    ),
}


def echo(status: str) -> Script:
    """Answer with everything that was sent, in headers and body."""

    def run(connection: Connection) -> None:
        head = connection.request.partition(b"\r\n\r\n")[0].decode("latin-1")
        lines = [line for line in head.split("\r\n") if "ookie" not in line]
        everything = " ".join(head.split("\r\n"))
        connection.send(
            message(
                everything.encode(),
                status,
                Location=lines[0].split()[1],
                X_Echo=everything,
                X_Request_Id=everything,
                Set_Cookie=f"a={everything}",
                X_RateLimit_Limit=f'1, 2;w=3;name="{everything}"',
            )
        )

    return run


def cut(connection: Connection) -> None:
    connection.send(message(b'{"id": 1}')[:-1])
    connection.close()


def reflect(connection: Connection) -> None:
    connection.send(connection.request + b"\r\n\r\n")
    connection.close()


ENDS: dict[str, Script] = {
    "success": answering(b'{"id": 1}'),
    "wrong body": echo("200 OK"),
    "redirect": echo("302 Found"),
    "refused": echo("401 Unauthorized"),
    "too many": echo("429 Too Many Requests"),
    "broken": echo("500 Internal Server Error"),
    "cut": cut,
    "nonsense": reflect,
    "hang": lambda connection: connection.hang(),
}


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """Everything that any logger writes at any level, as text."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{self.format(record)} {vars(record)!r}")

    keeper, root = Keeper(), logging.getLogger()
    root.addHandler(keeper)
    before = root.level
    root.setLevel(logging.DEBUG)
    yield lambda: "\n".join(lines)
    root.removeHandler(keeper)
    root.setLevel(before)


def forms(*secrets: str) -> set[str]:
    """The secrets in every notation they may be shown in."""
    return {
        form
        for secret in secrets
        for form in (
            secret,
            quote(secret),
            quote(secret, safe=""),
            quote_plus(secret),
            b64encode(secret.encode()).decode(),
        )
    }


def shown(value: BaseException | Any) -> str:
    if not isinstance(value, BaseException):
        return repr(value)
    lines = traceback.format_exception(value)
    parts = [repr(value), str(value), repr(value.args), repr(value.__cause__), repr(value.__context__), *lines]
    if isinstance(value, APIError):
        answer = getattr(value, "answer", None)
        parts += [repr(answer), repr(getattr(value, "headers", None)), repr(getattr(value, "rate_limit", None))]
    return "\n".join(parts)


def given_client(is_async: bool) -> Any:
    return httpx.AsyncClient(verify=TLS) if is_async else httpx.Client(verify=TLS)


@pytest.mark.parametrize("is_given", [False, True], ids=["own", "given"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("end", ENDS)
def test_nothing_shows_a_credential(
    connect: Connect, is_async: bool, logged: Callable[[], str], end: str, kind: str, is_given: bool
) -> None:
    scheme, value = KINDS[kind]
    token = answering(f'{{"token": "{TOKEN}", "expires": 100}}'.encode())
    scripts = [token, ENDS[end]] if kind == "token" else [ENDS[end]]
    with Server(*scripts) as server:
        more = {"http_client": given_client(is_async)} if is_given else {}
        caller = connect(server.url, api=toy.api({"it": scheme}), credentials={"it": value}, max_retries=0, **more)
        outcome: Any
        try:
            outcome = caller.raw(toy.request(security=[["it"]]), timeout=0.1 if end == "hang" else 5)
        except APIError as error:
            outcome = error
        texts = "\n".join([shown(outcome), repr(caller.client), repr(caller.client.core), logged()])
        sent = server.received(len(scripts)).decode("latin-1")
    assert "attempt 1: " in logged()
    written = [part.partition("&")[0] for part in sent.split("Signature=")[1:]]
    signatures = {part.split()[0] for part in written}
    secrets = forms(SECRET, PASSWORD, f"{USER}:{PASSWORD}", TOKEN) | signatures
    assert any(secret in sent for secret in secrets)
    assert [secret for secret in secrets if secret in texts] == []


@pytest.mark.parametrize("kind", ["header", "cookie", "bearer"])
@pytest.mark.parametrize("value", ["s3c\r\nret", "é", " s3cret"])
def test_a_credential_that_cannot_be_sent_is_refused_without_being_shown(
    connect: Connect, kind: str, value: str
) -> None:
    with pytest.raises(ValueError, match="the credential for") as caught:
        connect("http://127.0.0.1:1", api=toy.api({"it": KINDS[kind][0]}), credentials={"it": value})
    assert not any(part in shown(caught.value) for part in ("s3c", "é"))


HALVES = {
    "query": "s3c\udce9ret",
    "basic": "ada:s3c\udce9ret",
    "signature": ("s3c\udce9ret", "u"),
    "signing user": ("k", "s3c\udce9ret"),
    "token": (USER, "s3c\udce9ret"),
    "user of a token": ("s3c\udce9ret", PASSWORD),
}


@pytest.mark.parametrize("kind", HALVES)
def test_so_is_half_a_surrogate_pair_which_bytes_of_the_environment_become(connect: Connect, kind: str) -> None:
    scheme = KINDS[kind.replace("signing user", "signature").rpartition(" ")[2]][0]
    with pytest.raises(ValueError, match=r"the credential for .* has half a surrogate pair") as caught:
        connect("http://127.0.0.1:1", api=toy.api({"it": scheme}), credentials={"it": HALVES[kind]})
    assert type(caught.value) is ValueError  # a UnicodeEncodeError shows the whole text
    assert "s3c" not in shown(caught.value)


def test_a_server_url_with_credentials_is_refused_without_being_shown(connect: Connect) -> None:
    with pytest.raises(ValueError, match="credentials have keywords of their own") as caught:
        connect("http://ada:s3cret@127.0.0.1:1")
    assert "s3cret" not in str(caught.value)


def test_a_given_client_s_request_does_not_keep_the_credential(is_async: bool, connect: Connect) -> None:
    seen: list[httpx.Response] = []

    async def keep_async(response: httpx.Response) -> None:
        seen.append(response)

    hooks: Any = {"response": [keep_async if is_async else seen.append]}
    given = httpx.AsyncClient(event_hooks=hooks) if is_async else httpx.Client(event_hooks=hooks)
    with Server(answering(b'{"id": 1}')) as server:
        caller = connect(
            server.url, api=toy.api({"it": KINDS["query"][0]}), credentials={"it": SECRET}, http_client=given
        )
        caller.call(toy.request(security=[["it"]]))
        assert quote(SECRET, safe="").encode() in server.requests[0]
    assert str(seen[0].request.url) == f"{server.url}/things/1"


def test_other_users_of_the_http_library_are_not_affected(logged: Callable[[], str]) -> None:
    with Server(answering(b"{}")) as server, httpx.Client() as client:
        client.get(server.url, params={"client_id": SECRET})
    assert quote(SECRET, safe="") in logged()


def test_the_log_of_the_package_has_templates_of_paths(connect: Connect, logged: Callable[[], str]) -> None:
    with Server(answering(b'{"id": 1}')) as server:
        connect(server.url).call(toy.request())
    assert "GET /things/{id}, attempt 1: 200" in logged()


def test_concurrent_calls_hide_their_own_credentials(logged: Callable[[], str]) -> None:
    async def run(url: str) -> None:
        api = toy.api({"it": KINDS["query"][0]})
        names = [f"s3cret-{number}" for number in range(5)]
        made = [clients.AsyncClient(api, {"it": name}, base_url=url) for name in names]
        calls = (client.call(toy.request(security=[["it"]])) for client in made)
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [APIResponseValidationError] * 5
        await asyncio.gather(*(client.aclose() for client in made))

    with Server(echo("200 OK")) as server:
        asyncio.run(run(server.url))
    assert "HTTP Request" in logged()
    assert "s3cret" not in logged()
