"""Curl commands, run by bash: what they send is what was sent."""

from __future__ import annotations

import os
import subprocess
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.types import Receive, Scope, Send

from conformance.apis import Api
from conformance.auth.credentials import Credentials, Identity, sign
from conformance.mock import serving
from conformance.network.exchange import Request
from conformance.network.tokens import Command, Tokens
from conformance.suite.curl import format_curl
from conformance.suite.target import Target

DOCUMENT = """\
openapi: 3.1.0
info: { title: Shop, version: "1", x-facts: [SH-1] }
paths:
  /a:
    post:
      operationId: a
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Login" } } } }
      responses: { "204": { description: Done. } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    basic: { type: http, scheme: basic }
    key: { type: apiKey, in: header, name: X-Key, x-sensitive: true }
    session: { type: apiKey, in: cookie, name: sid }
    token: { type: apiKey, in: query, name: token, x-sensitive: true }
    signature:
      type: apiKey
      in: query
      name: Signature
      x-auth-flow: { type: hmac-query, algorithm: sha256, encoding: hex, parameter: Signature, user: a, timestamp: b }
  schemas:
    Login: { type: object, properties: { password: { type: string, x-sensitive: true } } }
"""
FLOW = {"type": "hmac-query", "algorithm": "sha256", "parameter": "Signature"}
SECRETS = {
    "bearer": "t0k.en",
    "basic": 'me:p"w $1',
    "key": "a'b\\c",
    "session": "s3ss",
    "token": "q +%&",
    "signature": "k",
}


class Sent:
    """A server that notes each request."""

    def __init__(self) -> None:
        self.requests: list[tuple[HttpRequest, bytes]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        self.requests.append((request, await request.body()))
        await HttpResponse(status_code=204)(scope, receive, send)


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    return make_api(DOCUMENT, name="shop")


def _run(api: Api, request: Request, **secrets: str) -> tuple[HttpRequest, bytes, str]:
    """Send `request` by its command; return what arrived, and the command."""
    server = Sent()
    with serving(server) as origin:
        moved = replace(request, url=request.url.replace("http://shop", origin))
        target = Target(api, origin, Credentials(secrets))
        command = format_curl(moved, target).command
        given = {f"SHOP_{name.upper()}": value for name, value in secrets.items()}
        done = subprocess.run(
            ["bash", "-c", command], env={**os.environ, **given}, capture_output=True, check=False, timeout=20
        )
    assert done.returncode == 0, (command, done.stderr)
    assert done.stdout.startswith(b"HTTP/1.1 204")
    assert not any(secret in command for name, secret in secrets.items() if name != "signature")
    assert "\n" not in command
    ((received, body),) = server.requests
    return received, body, command


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "O\'Hara $HOME `id` \\"x\\" \\u00e9 !"}',
        b"@/etc/hostname",
        "a=1&b=\u00e9\n\r\tend".encode(),
        b"\xff\xfe\x80 no text",
        bytes(range(256)),
        b"x" * 5000,
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\n\r\n\x00\x01\r\n--b--\r\n',
    ],
    ids=["json", "at", "lines", "bytes", "null", "long", "multipart"],
)
def test_each_body_arrives_as_it_was(api: Api, body: bytes) -> None:
    request = Request("POST", "http://shop/a", (("Content-Type", 'application/json; x="y"'),), body)
    received, sent, _ = _run(api, request)
    assert (received.method, sent) == ("POST", body)
    assert received.headers["content-type"] == 'application/json; x="y"'


def test_urls_and_headers_arrive_as_they_were(api: Api) -> None:
    """Without what curl would make of dots and brackets, and with a header that is empty."""
    headers = (("X-Empty", ""), ("X-Odd", "caf\xe9 'q' \"d\" $HOME"), ("Accept", "text/csv"))
    received, _, _ = _run(api, Request("GET", "http://shop/a/../%2E/b%20c?f[]={1}&x=%C3%A9&empty=", headers))
    assert received.scope["raw_path"] == b"/a/../%2E/b%20c"
    assert received.scope["query_string"] == b"f[]={1}&x=%C3%A9&empty="
    assert (received.headers["x-empty"], received.headers["x-odd"]) == ("", "caf\xe9 'q' \"d\" $HOME")
    assert received.headers["accept"] == "text/csv"


def test_a_request_without_a_body_has_no_type(api: Api) -> None:
    received, body, _ = _run(api, Request("PUT", "http://shop/a", ()))
    assert (received.method, body, received.headers["content-length"]) == ("PUT", b"", "0")
    assert "content-type" not in received.headers
    received, _, _ = _run(api, Request("POST", "http://shop/a", (), b"x"))
    assert "content-type" not in received.headers


def test_credentials_are_variables_wherever_they_stand(api: Api) -> None:
    """And arrive as they were, whatever characters they have."""
    headers = (("Authorization", f"Bearer {SECRETS['bearer']}"), ("X-Key", SECRETS["key"]), ("Cookie", "a=1; sid=s3ss"))
    request = Request("POST", "http://shop/a?x=1&token=q+%2B%25%26", headers, b'{"said": "t0k.en", "password": "s3ss"}')
    kept = {name: SECRETS[name] for name in ("bearer", "key", "session", "token")}
    received, body, command = _run(api, request, **kept)
    assert '-H "Authorization: Bearer $SHOP_BEARER"' in command
    assert received.headers["authorization"] == "Bearer t0k.en"
    assert received.headers["x-key"] == SECRETS["key"]
    assert received.cookies == {"a": "1", "sid": "s3ss"}
    assert sorted(parse_qsl(received.url.query)) == [("token", "q +%&"), ("x", "1")]
    assert body == request.body


def test_a_cut_credential_is_a_cut_variable(api: Api) -> None:
    """Bash cuts it: what is left of a secret is not shown either."""
    secrets = {"bearer": "fake-bearer-of-shop", "basic": "me:fake-password-of-me", "session": "fake-session-of-me"}
    for name, headers in {
        "bearer": (("Authorization", "Bearer fake-bearer-of-"),),
        "basic": (("Authorization", f"Basic {b64encode(b'me:fake-password-o').decode()}"),),
        "session": (("Cookie", "sid=fake-session-o"),),
    }.items():
        received, _, command = _run(api, Request("GET", "http://shop/a", headers), **secrets)
        assert f"${{SHOP_{name.upper()}%????}}" in command
        assert received.headers[headers[0][0]] == headers[0][1]


def test_a_user_and_a_password_are_one_variable(api: Api) -> None:
    encoded = b64encode(SECRETS["basic"].encode()).decode()
    received, _, command = _run(
        api, Request("GET", "http://shop/a", (("Authorization", f"Basic {encoded}"),)), basic=SECRETS["basic"]
    )
    assert '-u "$SHOP_BASIC"' in command
    assert received.headers["authorization"] == f"Basic {encoded}"


def test_a_signature_is_made_by_the_command(api: Api) -> None:
    """A wrong one stays as it is."""
    pairs = [("b", "x'y z"), ("a", "1")]
    for signature in (sign(pairs, "k", FLOW), "wrong"):
        request = Request("GET", f"http://shop/a?b=x%27y%20z&a=1&Signature={signature}", ())
        received, _, command = _run(api, request, signature="k")
        assert parse_qsl(received.url.query) == [*pairs, ("Signature", signature)]
        assert (signature in command) == (signature == "wrong")


def test_what_is_sensitive_is_masked_and_said(api: Api) -> None:
    """Wrong credentials are shown: they are what the request is about."""
    headers = (("X-Key", "wrong"),)
    request = Request("POST", "http://shop/a?token=other", headers, b'{"password": "hunter2", "note": "password"}')
    curl = format_curl(request, Target(api, "http://shop", Credentials({"key": "right"})))
    assert "hunter2" not in curl.command
    assert "-H 'X-Key: wrong'" in curl.command
    assert '"note": "password"' in curl.command
    assert any("[redacted]" in note for note in curl.notes)


def test_a_key_may_hold_the_word_of_its_header(make_api: Callable[..., Api]) -> None:
    """As the key `Token abc` of an `apiKey` called Authorization does."""
    keyed = DOCUMENT.replace("in: header, name: X-Key, x-sensitive: true", "in: header, name: Authorization")
    request = Request("GET", "http://shop/a", (("Authorization", "Token abc"),))
    received, _, command = _run(make_api(keyed, name="shop"), request, key="Token abc")
    assert received.headers["authorization"] == "Token abc"
    assert '-H "Authorization: $SHOP_KEY"' in command


def test_what_the_document_shows_is_not_secret(make_api: Callable[..., Api]) -> None:
    """Such as the password of an example; nor is an empty one."""
    shown = DOCUMENT.replace("x-sensitive: true } } }", "x-sensitive: true } }, example: { password: shown } }")
    target = Target(make_api(shown, name="shop"), "http://shop", Credentials({}))
    for value, is_shown in (("shown", True), ("", True), ("hidden", False)):
        request = Request("POST", "http://shop/a", (), b'{"password": "%s"}' % value.encode())
        assert (f'{{"password": "{value}"}}' in format_curl(request, target).command) == is_shown


SECOND = {**{name: f"{value}2" for name, value in SECRETS.items()}, "basic": "you:pw2"}


@pytest.mark.parametrize(
    ("name", "headers", "query"),
    [
        ("bearer", (("Authorization", f"Bearer {SECOND['bearer']}"),), ""),
        ("basic", (("Authorization", f"Basic {b64encode(SECOND['basic'].encode()).decode()}"),), ""),
        ("session", (("Cookie", f"sid={SECOND['session']}"),), ""),
        ("signature", (), f"?a=1&Signature={sign([('a', '1')], SECOND['signature'], FLOW)}"),
    ],
)
def test_the_second_user_has_variables_of_their_own(
    api: Api, name: str, headers: tuple[tuple[str, str], ...], query: str
) -> None:
    variables = {scheme: f"OTHER_{scheme.upper()}" for scheme in SECOND}
    second = Identity(Credentials(SECOND), variables)
    target = Target(api, "http://shop", Credentials(SECRETS), second=second)
    command = format_curl(Request("GET", f"http://shop/a{query}", headers), target).command
    assert f"$OTHER_{name.upper()}" in command
    assert SECOND[name] not in command or name == "signature"


def test_a_credential_of_a_command_has_to_be_set_too(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOP_KEY", raising=False)
    tokens = Tokens(api.spec, {"key": Command("echo printed")})
    target = Target(api, "http://shop", Credentials({"key": "printed"}), tokens=tokens)
    curl = format_curl(Request("GET", "http://shop/a", (("X-Key", "printed"),)), target)
    assert curl.notes == ("set SHOP_KEY first: the run had it from --auth-command",)


def test_a_variable_that_is_not_set_is_named(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOP_KEY", raising=False)
    target = Target(api, "http://shop", Credentials({"key": "fake"}))
    curl = format_curl(Request("GET", "http://shop/a", (("X-Key", "fake"),)), target)
    assert any(note.startswith("set SHOP_KEY first") for note in curl.notes)
    monkeypatch.setenv("SHOP_KEY", "fake")
    assert format_curl(Request("GET", "http://shop/a", (("X-Key", "fake"),)), target).notes == ()
