"""Calls: what is sent where, what goes with it, and what is told of what went wrong."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from conformance.generate.render.runtime.api import Place
from tests.generate.calling import Wire
from tests.generate.conftest import Import

OWNER = {"revision": 3, "id": 7, "title": "Ada"}
SENT_OWNER = {"title": "Ada"}
ACCOUNT: dict[str, Any] = {
    "id": 1,
    "name": "one",
    "created": "2024-05-06T12:00:00Z",
    "owner": OWNER,
    "locked": OWNER,
    "children": [{"id": 2, "name": "two", "owner": OWNER}],
    "by_name": {"a": OWNER},
    "alias": {"kind": "alias", "id": 5},
    "unknown": {"id": 9},
}
SENT_ACCOUNT = {
    "name": "one",
    "owner": SENT_OWNER,
    "children": [{"name": "two", "owner": SENT_OWNER}],
    "by_name": {"a": SENT_OWNER},
    "alias": {"kind": "alias", "id": 5},
    "unknown": {"id": 9},
}


def test_what_a_3_0_document_has_as_read_only_is_not_sent(load: Import) -> None:
    wire = Wire(load("gen_read_only"), lambda _: httpx.Response(200, json=ACCOUNT))
    account = wire.client.accounts.get(1, validate=True)
    assert json.loads(wire.sent("accounts.put", 1, body=account, validate=True).content) == SENT_ACCOUNT
    assert account.to_dict() == ACCOUNT
    sent = wire.sent("accounts.post", 1, body=[account], filter_=account.owner)
    assert json.loads(sent.content) == [SENT_ACCOUNT]
    assert sent.url.params.multi_items() == [("filter[title]", "Ada")]


def test_read_only_fields_of_a_3_0_form_are_not_sent(load: Import) -> None:
    form = load("gen_read_only.models").PatchAccountForm(id=1, name="n")
    assert Wire(load("gen_read_only")).sent("accounts.patch", 1, body=form).content == b"name=n"


def test_what_one_part_of_a_schema_requires_is_sent(load: Import) -> None:
    """Though another part has it as read only."""
    tag = load("gen_read_only.models").Tag(id=1, type_="tag", label="l")
    sent = Wire(load("gen_read_only")).sent("tags.post", body=tag, validate=True)
    assert json.loads(sent.content) == {"type": "tag", "label": "l"}


def test_what_a_3_1_document_has_as_read_only_is_sent(load: Import) -> None:
    body = load("gen_bodies.models").Directed(id=1, name="n", word="w")
    sent = Wire(load("gen_bodies")).sent("default.send_directed", body=body)
    assert json.loads(sent.content) == {"id": 1, "name": "n", "word": "w"}


@pytest.fixture
def calls(load: Import) -> Wire:
    """A client of the toy, whose requests are kept."""
    return Wire(load("gen_calls"), bearer="s3cret")


def test_headers_that_are_none_are_left_out(calls: Wire) -> None:
    sent = calls.sent("payments.list", x_trace=None, x_size=None)
    assert {"x-trace", "x-size"}.isdisjoint(sent.headers)
    assert calls.sent("payments.list", x_trace="").headers["X-Trace"] == ""


def test_defaults_of_the_document_are_not_sent(calls: Wire, load: Import) -> None:
    assert calls.sent("payments.list").url.query == b""
    assert calls.sent("payments.note", body=load("gen_calls.models").Payment()).content == b"{}"
    assert "Default `20`" in (calls.client.payments.list.__doc__ or "")


def test_null_removes_in_a_merge_patch(calls: Wire, load: Import) -> None:
    models = load("gen_calls.models")
    for plan in models.Plan(id="a", due=None), models.Plan(id="a", due=None, payment=None):
        sent = calls.sent("payments.merge_plan", body=plan, validate=True)
        assert json.loads(sent.content) == plan.to_dict()
        assert plan.to_dict()["due"] is None
    nested = models.Plan(id="a", payment=models.PaymentMergePatch(currency=None))
    sent = calls.sent("payments.merge_plan", body=nested, validate=True)
    assert json.loads(sent.content) == {"id": "a", "payment": {"currency": None}}
    for payment in models.PaymentMergePatch(amount=None), models.Payment(amount=1):
        sent = calls.sent("payments.merge", body=payment, validate=True)
        assert json.loads(sent.content) == payment.to_dict()
        assert sent.headers["Content-Type"] == "application/merge-patch+json"


def test_a_relative_server_says_which_path_is_missing(load: Import) -> None:
    with pytest.raises(ValueError, match=r"names no host; give base_url=\.\.\. ending in /api/v2$"):
        Wire(load("gen_servers")).client.files.get_root()


@pytest.mark.parametrize(("server", "ending"), [("./", ""), ("/", ""), ("./v1/", " ending in /v1")])
def test_a_server_beside_its_document_says_the_path_alone(server: str, ending: str) -> None:
    api: Any = SimpleNamespace(name="calls", server=server, variables={}, choices={})
    with pytest.raises(ValueError, match=rf"names no host; give base_url=\.\.\.{ending}$"):
        _ = Place(api, None, {}).url


@pytest.mark.parametrize(
    ("method", "settings", "url"),
    [
        ("get_root", {}, "http://127.0.0.1:1/api/v2/root"),
        ("get_path_level", {}, "https://eu.upload.example.com/files/path-level"),
        ("get_path_level", {"server": {"zone": "us"}}, "https://us.upload.example.com/files/path-level"),
        ("post_relative", {}, "http://127.0.0.1:1/api/upload/path-level"),
        ("put_other", {"server": {"zone": "us"}}, "https://mars.example.com/path-level"),
    ],
)
def test_base_url_stands_for_the_servers_of_the_document_alone(
    load: Import, method: str, settings: dict[str, Any], url: str
) -> None:
    wire = Wire(load("gen_servers"), base_url="http://127.0.0.1:1/api/v2/", **settings)
    assert str(wire.sent(f"files.{method}").url) == url


def test_a_server_variable_accepts_the_values_of_its_enum_alone(load: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    package = load("gen_servers")
    told = "gen_servers: the variable zone: expected eu or us, got moon"
    with pytest.raises(ValueError, match=told):
        Wire(package, base_url="http://127.0.0.1:1", server={"zone": "moon"}).client.files.get_path_level()
    monkeypatch.setenv("GEN_SERVERS_ZONE", "moon")
    with pytest.raises(ValueError, match=told):
        Wire(package, base_url="http://127.0.0.1:1").client.files.get_path_level()


def test_a_server_that_begins_with_a_variable_keeps_it(load: Import) -> None:
    package = load("gen_calls")
    for server, url in ({}, "https://calls.example.com"), ({"endpoint": "http://127.0.0.1:1/"}, "http://127.0.0.1:1"):
        wire = Wire(package, bearer="s3cret", server=server)
        assert str(wire.sent("payments.list").url).startswith(f"{url}/v1/payments")
    with pytest.raises(ValueError, match=r'give server=\{"endpoint": \.\.\.\} or base_url=\.\.\. ending in /a/v1$'):
        Wire(package, bearer="s3cret", server={"endpoint": "/a"}).client.payments.list()


@pytest.mark.parametrize("method", ["create", "create_refund"])
@pytest.mark.parametrize("given", [None, "k1"])
def test_a_post_with_the_documents_key_is_sent_again(load: Import, method: str, given: str | None) -> None:
    header = {"create": "Idempotency-Key", "create_refund": "X-Token-Of-Request"}[method]
    argument = {"create": "idempotency_key", "create_refund": "x_token_of_request"}[method]
    answers = iter([httpx.Response(500), httpx.Response(204)])
    wire = Wire(load("gen_calls"), lambda _: next(answers), bearer="s3cret", max_retries=1)
    body = {"body": load("gen_calls.models").Payment()} if method == "create" else {}
    value = {"create": "k1", "create_refund": UUID(int=1)}[method] if given else None
    getattr(wire.client.payments, method)(**body, **({argument: value} if given else {}))
    sent = [request.headers[header] for request in wire.requests]
    assert len(sent) == 2
    assert sent[0] == sent[1] == (str(value) if given else str(UUID(sent[0])))


def test_each_call_gets_another_key(calls: Wire, load: Import) -> None:
    body = load("gen_calls.models").Payment()
    keys = {calls.sent("payments.create", body=body).headers["Idempotency-Key"] for _ in range(3)}
    assert len(keys) == 3


def test_a_key_that_the_document_lacks_makes_nothing_safe(load: Import) -> None:
    wire = Wire(load("gen_calls"), httpx.Response(500), bearer="s3cret", max_retries=2)
    with pytest.raises(load("gen_calls").InternalServerError):
        wire.client.payments.note(body=load("gen_calls.models").Payment(), extra_headers={"Idempotency-Key": "k"})
    assert len(wire.requests) == 1


def test_a_function_gives_the_credential_of_each_attempt(load: Import) -> None:
    package, tokens = load("gen_calls"), iter(["t1", "t2", "t3"])
    wire = Wire(package, lambda _: httpx.Response(500), bearer=lambda: next(tokens), max_retries=1)
    with pytest.raises(package.InternalServerError):
        wire.client.payments.list()
    assert [request.headers["Authorization"] for request in wire.requests] == ["Bearer t1", "Bearer t2"]

    async def token() -> str:
        return next(tokens)

    async def call() -> None:
        async with package.AsyncClient(**{**wire.settings, "bearer": token, "max_retries": 0}) as client:
            await client.payments.list()

    with pytest.raises(package.InternalServerError):
        asyncio.run(call())
    assert wire.requests[-1].headers["Authorization"] == "Bearer t3"


def test_what_a_function_gives_is_hidden(load: Import) -> None:
    package = load("gen_calls")
    wire = Wire(package, httpx.Response(400, json={"detail": "no such token: s3cret"}), bearer=lambda: "s3cret")
    with pytest.raises(package.BadRequestError, match=r"answered 400: no such token: \[redacted\]$"):
        wire.client.payments.list()
    for wrong, kind in ((1, TypeError), ("", ValueError), ("a\n", ValueError)):
        with pytest.raises(kind, match="credential"):
            Wire(package, bearer=lambda wrong=wrong: wrong).client.payments.list()


def test_basic_takes_user_name_and_password(load: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    package = load("gen_calls")
    both: list[dict[str, Any]] = [{"username": "ada", "password": "p:w"}, {"login": "ada:p:w"}]
    for settings in both:
        sent = Wire(package, **settings).sent("payments.list")
        assert sent.headers["Authorization"] == f"Basic {b64encode(b'ada:p:w').decode()}"
    with pytest.raises(ValueError, match="the user name has a colon"):
        package.Client(username="a:b", password="c")
    monkeypatch.setenv("GEN_CALLS_USERNAME", "eve")
    assert Wire(package).sent("payments.list").headers["Authorization"] == f"Basic {b64encode(b'eve:').decode()}"


def test_extra_query_and_body_are_sent_besides_or_in_place(calls: Wire, load: Import) -> None:
    sent = calls.sent("payments.list", limit=5, extra_query={"limit": 7, "expand": ["a b", "c"]})
    assert sent.url.params.multi_items() == [("limit", "7"), ("expand", "a b"), ("expand", "c")]
    models = load("gen_calls.models")
    payment = models.Payment(amount=1, currency="USD")
    sent = calls.sent("payments.create", body=payment, extra_body={"amount": 2, "note": None})
    assert json.loads(sent.content) == {"amount": 2, "currency": "USD", "note": None}
    form = calls.sent("payments.create_refund", body=models.CreateRefundRefund(amount=1), extra_body={"why": "a b"})
    assert form.content == b"amount=1&why=a+b"
    with pytest.raises(TypeError, match="extra_query: expected Mapping, found list"):
        calls.client.payments.list(extra_query=[1])


def test_with_options_gives_a_client_of_other_settings(calls: Wire) -> None:
    assert calls.client.payments is calls.client.payments
    other = calls.client.with_options(headers={"X-Team": "a"}, timeout=5)
    other.payments.list()
    calls.client.payments.list()
    assert [request.headers.get("X-Team") for request in calls.requests] == ["a", None]
    with pytest.raises(TypeError, match="no such keyword: verify"):
        calls.client.with_options(verify=False)


def test_request_sends_what_the_document_lacks(load: Import) -> None:
    package = load("gen_calls")
    wire = Wire(package, httpx.Response(200, json={"id": 1}), bearer="s3cret", server={"endpoint": "https://h.example"})
    body = load("gen_calls.models").Payment(amount=3)
    response = wire.client.request("post", "/beta?x=1", body=body, extra_query={"y": 2})
    assert (response.status_code, response.parsed) == (200, {"id": 1})
    sent = wire.requests[-1]
    assert (sent.method, str(sent.url)) == ("POST", "https://h.example/v1/beta?x=1&y=2")
    assert sent.headers["Authorization"] == "Bearer s3cret"
    assert json.loads(sent.content)["amount"] == 3
    for body, content_type in ((b"a", None), ("a", "text/csv")):
        wire.client.request("PUT", "/files", body=body, content_type=content_type)
        assert (wire.requests[-1].content, wire.requests[-1].headers["Content-Type"]) == (
            b"a",
            content_type or "application/octet-stream",
        )
    with pytest.raises(ValueError, match="path: it begins with a slash"):
        wire.client.request("GET", "https://other.example/")


def test_request_of_an_asynchronous_client_sends_the_same(calls: Wire, load: Import) -> None:
    async def call() -> int:
        async with load("gen_calls").AsyncClient(**calls.settings) as client:
            response = await client.request("DELETE", "/beta")
            return int(response.status_code)

    assert asyncio.run(call()) == 204
    assert calls.requests[-1].method == "DELETE"


def test_errors_carry_method_url_cause_and_hooks_see_failed_attempts(load: Import) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    package = load("gen_calls")
    seen: list[Any] = []
    settings = {"bearer": "s3cret", "max_retries": 1, "failure_hooks": [seen.append]}
    with pytest.raises(package.APIConnectionError) as caught:
        Wire(package, answer, **settings).client.payments.list(extra_query={"q": "s3cret"})
    assert (caught.value.method, caught.value.url) == ("GET", "https://calls.example.com/v1/payments?q=[redacted]")
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
    assert [(type(event), event.method, event.reason, event.attempt) for event in seen] == [
        (package.FailureEvent, "GET", "ConnectError: no route", attempt) for attempt in (1, 2)
    ]


def test_a_cause_that_shows_a_credential_is_left_out(load: Import) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("sent s3cret") from OSError(1, "broken")

    package = load("gen_calls")
    with pytest.raises(package.APIConnectionError, match=r"sent .redacted.") as caught:
        Wire(package, answer, bearer="s3cret").client.payments.list()
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"type": "about:blank", "title": "Not Found", "detail": "no payment 7"}, "Not Found: no payment 7"),
        ({"title": "Gone"}, "Gone"),
        ({"detail": "a\n b"}, "a b"),
        ({"Message": "capital"}, "capital"),
        ({"error": "invalid_grant", "error_description": "expired"}, "expired"),
        ({"error": {"code": 1, "message": "inner"}}, "inner"),
        ({"errors": [{"title": "First", "detail": "one"}, {"title": "Second"}]}, "First: one"),
        ({"detail": [{"loc": ["body"], "msg": "Field required"}]}, "Field required"),
        ({"detail": "x" * 1000}, "x" * 300),
    ],
)
def test_the_servers_own_message_is_in_the_text(load: Import, body: Any, message: str) -> None:
    package = load("gen_calls")
    with pytest.raises(package.NotFoundError) as caught:
        Wire(package, httpx.Response(404, json=body), bearer="s3cret").client.payments.list()
    assert str(caught.value) == f"listPayments: the server answered 404: {message}"
    assert caught.value.method == "GET"


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"{}", b'{"detail": 5}', b'"text"', b"{"])
def test_a_body_without_a_message_leaves_the_text_as_it_is(load: Import, content: bytes) -> None:
    package = load("gen_calls")
    with pytest.raises(package.NotFoundError, match=r"answered 404(: text)?$"):
        Wire(package, httpx.Response(404, content=content), bearer="s3cret").client.payments.list()
