"""Credentials that commands give."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.apis import Api
from conformance.network import tokens as module
from conformance.network.tokens import Command, Tokens
from conformance.openapi.errors import InputError, NotTestableError

DOCUMENT = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths: {}
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    header: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: session }
"""
URL = "http://127.0.0.1/orders?page=2"


@pytest.fixture
def counting(tmp_path: Path) -> Callable[..., Command]:
    """Make a command that gives another credential each time it runs."""

    def make(name: str = "count", seconds: float | None = None) -> Command:
        file = tmp_path / name
        return Command(f"echo x >> {file}; echo token-$(wc -l < {file}); echo more", seconds)

    return make


@pytest.mark.parametrize(
    ("scheme", "headers", "url", "placed"),
    [
        ("bearer", [("authorization", "Bearer token-1"), ("x", "token-1")], URL, "Bearer token-2"),
        ("header", [("x-key", "token-1")], URL, "token-2"),
        ("query", [], f"{URL}&key=token-1&key2=token-1", f"{URL}&key=token-2&key2=token-1"),
        ("cookie", [("Cookie", "a=1; session=token-1")], URL, "a=1; session=token-2"),
    ],
)
def test_a_refused_credential_is_renewed_in_its_place(
    make_api: Callable[..., Api],
    counting: Callable[..., Command],
    scheme: str,
    headers: list[tuple[str, str]],
    url: str,
    placed: str,
) -> None:
    tokens = Tokens(make_api(DOCUMENT).spec, {scheme: counting()})
    assert tokens.first == {scheme: "token-1"}
    assert tokens.place(headers, url) == (headers, url, {scheme: "token-1"})
    assert tokens.renew({scheme: "token-1"})
    assert tokens.renew({scheme: "token-1"})  # somebody else has renewed it: the command is not run again
    changed, moved, used = tokens.place(headers, url)
    assert placed in {moved, *(value for _, value in changed)}
    assert len(changed) == len(headers)
    assert (used, tokens.values) == ({scheme: "token-2"}, ("token-1", "token-2"))


def test_what_carries_another_credential_is_let_be(
    make_api: Callable[..., Api], counting: Callable[..., Command]
) -> None:
    tokens = Tokens(make_api(DOCUMENT).spec, {"bearer": counting()})
    tokens.renew({"bearer": "token-1"})
    wrong = [("Authorization", "Bearer wrong")]
    assert tokens.place(wrong, URL) == (wrong, URL, {})
    assert not tokens.renew({})


def test_a_credential_is_renewed_when_its_time_is_over(
    make_api: Callable[..., Api], counting: Callable[..., Command]
) -> None:
    tokens = Tokens(make_api(DOCUMENT).spec, {"header": counting(seconds=0.05)})
    time.sleep(0.1)
    assert tokens.place([("X-Key", "token-1")], URL)[2] == {"header": "token-2"}


def test_commands_do_not_run_for_ever_in_vain(make_api: Callable[..., Api], counting: Callable[..., Command]) -> None:
    """A server may answer 401 to whom it knows."""
    tokens = Tokens(make_api(DOCUMENT).spec, {"header": counting()})
    for _ in range(10):
        used = tokens.place([("X-Key", "token-1")], URL)[2]
        if tokens.renew(used):
            tokens.note_use(True, used)
    assert len(tokens.values) == 4


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("echo s3cr3t; echo s3cr3t >&2; exit 3", "its command ended with 3"),
        ("echo; echo s3cr3t", "the first line of its command's output is empty"),
        ("sleep 30 & sleep 30; echo s3cr3t", "its command did not end within 0 s"),
    ],
)
def test_a_command_that_fails_is_one_line_without_its_output(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch, command: str, reason: str
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.3)
    start = time.monotonic()
    with pytest.raises(NotTestableError, match=reason) as caught:
        Tokens(make_api(DOCUMENT).spec, {"bearer": Command(command)})
    assert "toy: no credential for bearer: " in str(caught.value)
    assert "s3cr3t" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - start < 10


def test_a_command_that_fails_later_is_noted(make_api: Callable[..., Api], tmp_path: Path) -> None:
    tokens = Tokens(make_api(DOCUMENT).spec, {"bearer": Command(f"mkdir {tmp_path}/once && echo token")})
    assert not tokens.renew({"bearer": "token"})
    assert tokens.notes == [
        "the credential for bearer was not renewed: its command ended with 1; run it by hand to see why"
    ]


def test_a_scheme_that_does_not_exist_is_refused(make_api: Callable[..., Api]) -> None:
    with pytest.raises(InputError, match="no security scheme is called 'other'"):
        Tokens(make_api(DOCUMENT).spec, {"other": Command("echo 1")})


def test_a_key_that_signs_is_not_given_by_a_command(toys: Path) -> None:
    signing = Api("suite_envelope", toys / "suite_envelope").spec
    (scheme,) = [n for n, s in signing.security_schemes.items() if s.get("x-auth-flow", {}).get("type") == "hmac-query"]
    with pytest.raises(InputError, match="signs requests"):
        Tokens(signing, {scheme: Command("echo 1")})
