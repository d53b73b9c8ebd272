"""Callers of this machine may administer, those with a key too, and pages of other origins never."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.admin import administer
from conformance.mock.admin.access import refuse_access
from tests.mock.admin.conftest import Admin, scope_of

HOSTS = ["localhost", "localhost:80", "127.0.0.1:5", "127.8.0.1", "[::1]:8080"]


def status(peer: str | None = "127.0.0.1", key: str = "", **headers: str) -> int | None:
    client = (peer, 5000) if peer else None
    refused = refuse_access({**scope_of(**{"host": "localhost", **headers}), "client": client}, key)
    return refused[0] if refused else None


@pytest.mark.parametrize("host", HOSTS)
def test_names_of_this_machine_are_accepted(host: str) -> None:
    assert status(host=host) is None
    assert status(host=host, origin=f"http://{host}") is None


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.1:80", "", "[", "127.0.0.1.nip.io"])
def test_a_name_that_resolves_to_this_machine_is_refused(host: str) -> None:
    assert status(host=host) == 403


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1", None])
def test_peers_of_this_machine_are_accepted(peer: str | None) -> None:
    assert status(peer) is None


@pytest.mark.parametrize("peer", ["10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1", "unknown"])
def test_other_peers_are_refused(peer: str) -> None:
    assert status(peer) == 403


@pytest.mark.parametrize("key", ["", "fake-key"])
@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec_fetch_site": "cross-site"}]
)
def test_a_page_of_another_origin_is_refused_even_with_the_key(key: str, headers: dict[str, str]) -> None:
    assert status(key=key, authorization="Bearer fake-key", **headers) == 403


def test_with_a_key_everybody_needs_it_wherever_they_are() -> None:
    assert status(key="fake-key") == 401
    assert status(key="fake-key", authorization="Bearer fake-keys") == 401
    assert status(key="fake-key", authorization="Basic fake-key") == 401
    assert status("10.0.0.1", "fake-key", host="mock.example", authorization="bearer fake-key") is None


def test_the_administration_is_guarded_and_the_mock_is_not(admin: Admin, toy: Callable[[str], Api]) -> None:
    client = admin(administer(create_app(toy("behaviour")), "fake-key"))
    refused = client.get("/__mock__/state")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Bearer realm="administration"')
    assert "fake-key" not in refused.text
    assert client.get("/__mock__/state", headers={"Authorization": "Bearer fake-key"}).status_code == 200
    assert client.get("/random", headers={"Origin": "http://page.example", "Host": "mock.example"}).status_code == 200


def test_no_answer_of_the_administration_is_for_other_origins(admin: Admin, toy: Callable[[str], Api]) -> None:
    client = admin(toy("behaviour"))
    for origin in ("http://localhost", "http://evil.example"):
        for method in ("GET", "OPTIONS"):
            asked = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
            answered = client.request(method, "/__mock__/state", headers=asked)
            assert [name for name in answered.headers if name.startswith("access-control")] == []
    assert answered.status_code == 403
