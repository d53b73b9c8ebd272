"""Signed queries; the signatures were computed by others."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote

import pytest

from conformance.generate.render.runtime import signing
from conformance.generate.render.runtime.errors import MissingCredentialError
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect
from tests.generate.render.runtime.test_auth import Recorder

SCHEME = signing.HmacQuery(
    "Signature",
    env="TOY_API_KEY",
    user="UserID",
    timestamp="Timestamp",
    env_user="TOY_API_USER",
    user_keyword="user_id",
)

VECTORS = [
    (  # the example of SellerCenter's own documentation
        "b1bdb357ced10fe4e9a69840cdd4f0e9c03d77fe",
        [("UserID", "look@me.com"), ("Version", "1.0"), ("Action", "FeedList"), ("Format", "XML")],
        "2015-07-01T11:11:11+00:00",
        "3ceb8ed91049dfc718b0d2d176fb2ed0e5fd74f76c5971f34cdab48412476041",
    ),
    (  # printf %s 'Action=Say%20%22hi%22%20%2B%20~%2F%C3%A9&Empty=&…' | openssl dgst -sha256 -hmac 'k&y=1'
        "k&y=1",
        [("UserID", "ada@example.com"), ("Empty", ""), ("Action", 'Say "hi" + ~/é')],
        "2026-11-22T10:00:00+00:00",
        "2bc3f5665af8c462c2cfb05d5637f8196dea9d1e8f7a4cb8361fd967a2224286",
    ),
]


def sent_query(connect: Connect, credentials: Any, query: list[tuple[str, str]], url: str = "") -> dict[str, str]:
    recorder = Recorder()
    api = toy.api({"signature": SCHEME})
    caller = connect("http://h.example", api=api, credentials={"signature": credentials}, transport=recorder.transport)
    caller.call(
        toy.request(security=[["signature"]], query=[(name, quote(value)) for name, value in query], url=url or None)
    )
    return dict(parse_qsl(recorder.requests[0].url.query.decode(), keep_blank_values=True, strict_parsing=True))


@pytest.mark.parametrize(("key", "query", "timestamp", "signature"), VECTORS)
def test_the_query_is_signed(
    connect: Connect, key: str, query: list[tuple[str, str]], timestamp: str, signature: str
) -> None:
    sent = sent_query(connect, key, [*query, ("Timestamp", timestamp), ("Signature", "placeholder")])
    assert sent == {**dict(query), "Timestamp": timestamp, "Signature": signature}


def test_user_and_time_are_supplied_and_signed(connect: Connect) -> None:
    sent = sent_query(connect, ("k", "ada@example.com"), [("Action", "Ping")])
    assert sent["UserID"] == "ada@example.com"
    assert sent["Timestamp"].endswith("+00:00")
    rest = [(name, value) for name, value in sent.items() if name != "Signature"]
    assert sent["Signature"] == SCHEME.sign(rest, "k")


def test_a_user_that_is_given_stays(connect: Connect) -> None:
    assert sent_query(connect, ("k", "ada"), [("UserID", "bob")])["UserID"] == "bob"


def test_the_environment_supplies_key_and_user(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_API_KEY", "k")
    monkeypatch.setenv("TOY_API_USER", "ada")
    sent = sent_query(connect, (None, None), [("Timestamp", "now")])
    assert (sent["UserID"], sent["Signature"]) == ("ada", SCHEME.sign([("UserID", "ada"), ("Timestamp", "now")], "k"))


@pytest.mark.parametrize("given", [None, ("s3cret", None), (None, "ada")])
def test_whoever_signs_needs_key_and_user(connect: Connect, given: Any) -> None:
    with pytest.raises(MissingCredentialError) as caught:
        sent_query(connect, given, [])
    told = "a credential is needed: signature and user_id; environment variables: TOY_API_KEY, TOY_API_USER"
    assert str(caught.value) == f"getThing: {told}"
    assert caught.value.alternatives == (("signature", "user_id"),)


def test_a_call_may_name_the_user_in_place_of_the_client(connect: Connect) -> None:
    assert sent_query(connect, "k", [("UserID", "bob")])["UserID"] == "bob"
    assert sent_query(connect, "k", [], "http://h.example/things?UserID=bob%20b")["UserID"] == "bob b"
    with pytest.raises(MissingCredentialError):
        sent_query(connect, "k", [], "http://h.example/things?User=bob")
