"""Where credentials go, where they come from, and which of them a call takes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import auth, errors
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect

SCHEMES: dict[str, auth.Scheme] = {
    "key": auth.Key("header", "X-Key", env="TOY_API_KEY"),
    "bearer": auth.Key("header", "Authorization", "Bearer "),
    "query": auth.Key("query", "client_id"),
    "cookie": auth.Key("cookie", "session"),
    "basic": auth.Basic(env="TOY_API_BASIC"),
}


class Recorder:
    """A transport that keeps requests, and answers by turns."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = answers or (httpx.Response(200, json={"id": 1}),)

    @property
    def transport(self) -> httpx.MockTransport:
        """The transport."""
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        given = self._answers[min(len(self.requests), len(self._answers)) - 1]
        return httpx.Response(given.status_code, headers=given.headers, content=given.content)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("key", "k=1", {"x-key": "k=1"}),
        ("bearer", "abc", {"authorization": "Bearer abc"}),
        ("basic", "ada:p4ss", {"authorization": "Basic YWRhOnA0c3M="}),
        ("cookie", "abc", {"cookie": "a=1; session=abc"}),
    ],
)
def test_a_header_holds_the_credential(connect: Connect, name: str, value: str, expected: dict[str, str]) -> None:
    recorder = Recorder()
    caller = connect("http://h.example", api=toy.api(SCHEMES), credentials={name: value}, transport=recorder.transport)
    caller.call(toy.request(security=[[name]], cookies=[("a", "1")]))
    sent = {key: recorder.requests[0].headers[key] for key in expected}
    assert sent == expected


def test_the_query_holds_the_credential_once_and_encoded(connect: Connect) -> None:
    recorder = Recorder()
    caller = connect(
        "http://h.example", api=toy.api(SCHEMES), credentials={"query": "a/b c+d"}, transport=recorder.transport
    )
    caller.call(toy.request(security=[["query"]], query=[("client_id", "x"), ("q", "1%202%263")]))
    assert recorder.requests[0].url.query == b"q=1%202%263&client_id=a%2Fb%20c%2Bd"


def test_a_credential_goes_only_where_it_is_taken(connect: Connect) -> None:
    recorder = Recorder()
    caller = connect("http://h.example", api=toy.api(SCHEMES), credentials={"key": "k"}, transport=recorder.transport)
    caller.call(toy.request())
    assert "x-key" not in recorder.requests[0].headers


@pytest.mark.parametrize(
    ("security", "given", "expected"),
    [
        ([["key"], ["bearer"]], {"key": "k", "bearer": "b"}, {"x-key"}),
        ([["key"], ["bearer"]], {"bearer": "b"}, {"authorization"}),
        ([["key", "bearer"], ["bearer"]], {"bearer": "b"}, {"authorization"}),
        ([["key", "bearer"]], {"key": "k", "bearer": "b"}, {"x-key", "authorization"}),
        ([[], ["key"]], {"key": "k"}, {"x-key"}),
        ([["key"], []], {}, set()),
    ],
)
def test_the_first_alternative_that_is_complete_is_sent(
    connect: Connect, security: list[list[str]], given: dict[str, str], expected: set[str]
) -> None:
    recorder = Recorder()
    connect("http://h.example", api=toy.api(SCHEMES), credentials=given, transport=recorder.transport).call(
        toy.request(security=security)
    )
    assert {"x-key", "authorization"} & set(recorder.requests[0].headers) == expected


def test_a_missing_credential_is_named_with_its_environment_variable(connect: Connect) -> None:
    recorder = Recorder()
    caller = connect("http://h.example", api=toy.api(SCHEMES), transport=recorder.transport)
    with pytest.raises(errors.MissingCredentialError) as caught:
        caller.call(toy.request(security=[["key"], ["bearer", "basic"]]))
    wanted = "key or bearer and basic; environment variables: TOY_API_KEY, TOY_API_BASIC"
    assert str(caught.value) == f"getThing: a credential is needed: {wanted}"
    assert recorder.requests == []


def test_the_environment_supplies_what_is_not_given(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_API_KEY", "from-environment")
    for given, expected in (({"key": None}, "from-environment"), ({"key": "given"}, "given")):
        recorder = Recorder()
        connect("http://h.example", api=toy.api(SCHEMES), credentials=given, transport=recorder.transport).call(
            toy.request(security=[["key"]])
        )
        assert recorder.requests[0].headers["x-key"] == expected


def test_a_given_client_sends_credentials_too(is_async: bool, connect: Connect) -> None:
    recorder = Recorder()
    kind: Any = httpx.AsyncClient if is_async else httpx.Client
    given = kind(transport=recorder.transport, base_url="http://given.example/v2", headers={"X-Own": "1"})
    caller = connect(None, api=toy.api(SCHEMES), credentials={"query": "q"}, http_client=given)
    caller.call(toy.request(security=[["query"]]))
    assert str(recorder.requests[0].url) == "http://given.example/v2/things/1"  # taken away again
    assert recorder.requests[0].headers["x-own"] == "1"
