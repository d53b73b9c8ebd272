"""The settings of a project: where they are looked for, and what is refused."""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.auth.redaction import MASK
from conformance.mock import serving
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec
from conformance.suite.config import Config, load
from conformance.suite.options import Options
from conformance.suite.profiles import PROFILES
from conformance.suite.report import format_finding
from conformance.suite.selection import Exclusion
from conformance.suite.server_run import run_server
from conformance.suite.session import Run
from conformance.suite.setup import SetUp, read_start
from conformance.suite.target import Target

TEXT = """
[apis.shop.values]
id = 7
"getOrder.id" = 8

[[apis.shop.exclude]]
operation = "deleteOrder"
check = "server-error"
reason = "SHOP-1"
"""


def test_settings_stand_in_a_file_of_their_own_or_in_pyproject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Config()
    Path("pyproject.toml").write_text(TEXT.replace("apis.", "tool.conformance.apis."))
    there = load()
    assert there.of("shop").values == {"id": 7, "getOrder.id": 8}
    assert there.of("shop").exclusions == (Exclusion("deleteOrder", "server-error", "SHOP-1"),)
    Path("conformance.toml").write_text("")
    assert load() == Config()
    Path("other.toml").write_text(TEXT)
    assert load(Path("other.toml")) == there


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("apis = 1", "/apis", "1 is not of type"),
        ("[[apis.shop.exclude]]\noperation = 'x'", "/apis/shop/exclude/0", '"reason" is a required property'),
        ("[[apis.shop.exclude]]\nreason = 'x'", "/apis/shop/exclude/0", "is not valid under any"),
        ("[apis.shop]\nvalue = 1", "/apis/shop", "'value'"),
        ("= 1", "", "can't be read"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_place(tmp_path: Path, text: str, place: str, reason: str) -> None:
    file = tmp_path / "conformance.toml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        load(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.pointer) == (str(file), place)
    assert reason in problem.reason


def test_a_file_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read: No such file"):
        load(tmp_path / "conformance.toml")


DOCUMENT = """
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders:
    post:
      operationId: createOrder
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [n]
              properties:
                n: { type: integer, minimum: 1 }
                coupon: { type: string }
                lines: { type: array, items: { type: object, properties: { sku: { type: string } } } }
      responses: { "204": { description: made }, "422": { description: invalid } }
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: X-Tenant, in: header, schema: { type: string } }
      responses: { "204": { description: there }, "404": { description: not there } }
"""
GIVEN = """
[apis.orders.values]
id = "A-1001"
"getOrder.X-Tenant" = "blue"
coupon = { env = "ORDERS_COUPON" }
"createOrder./lines/0/sku" = "A-1"
"""
SECRET = "s3cr3t-coupon"


def _serve(made: int, bodies: list[str] | None = None) -> Any:
    """Return a server of one order, to one tenant; it answers what makes an order with `made`, and says it back.

    What it receives goes into `bodies`.
    """

    async def orders(scope: Any, receive: Any, send: Any) -> None:
        is_there = scope["path"] == "/orders/A-1001" and (b"x-tenant", b"blue") in scope["headers"]
        methods, body = {"GET": 204 if is_there else 404}, b""
        if scope["path"] == "/orders":
            body = (await receive()).get("body", b"")
            (bodies if bodies is not None else []).append(body.decode(errors="replace"))
            methods = {"POST": made if _is_right(body) else 422}
        status = methods.get(scope["method"], 405)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body if status == 500 else b""})

    return orders


def _is_right(body: bytes) -> bool:
    """Return whether an order has a number of its own, the one coupon and the one line."""
    try:
        sent = json.loads(body)
        number = sent.pop("n")
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return type(number) is int and number > 0 and sent == {"coupon": SECRET, "lines": [{"sku": "A-1"}]}


def read_spec(tmp_path: Path, text: str) -> Spec:
    """Return a document as a spec."""
    (tmp_path / "orders.yaml").write_text(text)
    return Api("orders", tmp_path, named_file=tmp_path / "orders.yaml").spec


def prepare(tmp_path: Path, given: str, url: str | None = None, document: str = DOCUMENT) -> Run:
    """Prepare a run of the document with these settings."""
    (tmp_path / "orders.yaml").write_text(document)
    (tmp_path / "conformance.toml").write_text(given)
    names, config = [str(tmp_path / "orders.yaml")], tmp_path / "conformance.toml"
    return Run.of(Options(tmp_path, names, url, profile="quick", config=config))


SECURED = f"{DOCUMENT}\ncomponents: {{ securitySchemes: {{ bearer: {{ type: http, scheme: bearer }} }} }}\n"
OTHER = '[apis.orders.second_credentials]\nbearer = { env = "ORDERS_OTHER" }'


def test_a_second_user_has_credentials_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERS_OTHER", "s3cr3t-other")
    (tmp_path / "conformance.toml").write_text(OTHER)
    spec = read_spec(tmp_path, SECURED)
    start = read_start(load(tmp_path / "conformance.toml").of("orders"), spec, os.environ)
    assert start.second is not None
    assert start.second.credentials == {"bearer": "s3cr3t-other"}
    assert (start.second.variables, start.secrets) == ({"bearer": "ORDERS_OTHER"}, {"ORDERS_OTHER": "s3cr3t-other"})
    assert "s3cr3t-other" not in repr(start)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (OTHER, "the environment variable ORDERS_OTHER is not set"),
        (OTHER.replace("bearer =", "basic ="), "no security scheme is called 'basic'"),
        (OTHER.replace('{ env = "ORDERS_OTHER" }', '"written-here"'), "not an environment variable"),
    ],
)
def test_a_wrong_second_user_is_refused(tmp_path: Path, given: str, reason: str) -> None:
    (tmp_path / "conformance.toml").write_text(given)
    with pytest.raises(InputError) as caught:
        read_start(load(tmp_path / "conformance.toml").of("orders"), read_spec(tmp_path, SECURED), {})
    assert reason in caught.value.problems[0].reason
    assert "written-here" not in str(caught.value)


@pytest.mark.parametrize(("given", "is_reached"), [("", False), (GIVEN, True)])
def test_what_only_the_user_knows_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, is_reached: bool
) -> None:
    """An id, the value of an optional header, an optional property, and an item deep in the body."""
    monkeypatch.setenv("ORDERS_COUPON", SECRET)
    with serving(_serve(204)) as url:
        run = prepare(tmp_path, given, url)
        for name in ("getOrder", "createOrder"):
            assert run.server("orders").record(name).is_reached is is_reached
            assert run.findings("orders", name) == []


def test_examples_come_before_given_values(tmp_path: Path) -> None:
    """A given value is sent though the example has succeeded."""
    text = DOCUMENT.replace("name: id, in: path, required: true,", "name: id, in: path, required: true, example: E-1,")
    sent: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "GET":
            sent.append(scope["path"].rpartition("/")[2])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    (tmp_path / "orders.yaml").write_text(text)
    with serving(app) as url:
        target = Target(Api("orders", tmp_path, named_file=tmp_path / "orders.yaml"), url, Credentials({}))
        profile = replace(PROFILES["quick"], phases=frozenset({"values"}))
        run_server(target, ["getOrder"], profile, 1, SetUp({"getOrder.id": "G-1"}))
    assert list(dict.fromkeys(sent))[:2] == ["E-1", "G-1"]


def test_generated_requests_carry_given_values(tmp_path: Path) -> None:
    """But for those that are about the parameter, or that have something invalid in its place."""
    sent: list[tuple[str, str]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        sent.append((scope["path"].rpartition("/")[2], headers.get(b"x-tenant", b"").decode("latin-1")))
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    (tmp_path / "orders.yaml").write_text(DOCUMENT)
    with serving(app) as url:
        target = Target(Api("orders", tmp_path, named_file=tmp_path / "orders.yaml"), url, Credentials({}))
        profile = replace(PROFILES["quick"], fuzzing=40, phases=frozenset({"coverage", "fuzzing"}))
        run_server(target, ["getOrder"], profile, 1, SetUp({"getOrder.id": "G/1", "X-Tenant": "blue"}))
    for place, value in enumerate(("1", "blue")):
        found = [each[place] for each in sent if each[place]]  # the header is optional
        assert len(found) > 20
        assert found.count(value) > len(found) / 4, found
    assert {name for name, _ in sent} > {"1"}


@pytest.mark.parametrize(
    ("given", "place", "reason"),
    [
        ("[apis.orders.values]\ncupon = 'x'", "/apis/orders/values/cupon", "no parameter or property"),
        ("[apis.orders.values]\n'createOrder./line' = 'x'", "/apis/orders/values/createOrder.~1line", "no parameter"),
        ("[apis.orders.values]\nn = 0", "/apis/orders/values/n", "the value is not valid"),
        ("[apis.orders.values]\ncoupon = {env = 'NOT_SET'}", "/apis/orders/values/coupon", "NOT_SET is not set"),
        ("[apis.order.values]\nn = 1", "/apis/order", "no API is called 'order'"),
        ("[[apis.orders.exclude]]\noperation = 'getOrders'\nreason = 'x'", "/apis/orders/exclude/0", "no operation"),
        ("[[apis.orders.exclude]]\ncheck = 'reach'\nreason = 'x'", "/apis/orders/exclude/0", "no check is called"),
    ],
)
def test_a_name_that_the_document_lacks_is_refused_with_its_place(
    tmp_path: Path, given: str, place: str, reason: str
) -> None:
    with pytest.raises(InputError) as caught:
        prepare(tmp_path, given)
    (problem,) = caught.value.problems
    assert (problem.file, problem.pointer) == (str(tmp_path / "conformance.toml"), place)
    assert reason in problem.reason


def test_a_table_of_another_document_is_told(tmp_path: Path) -> None:
    run = prepare(tmp_path, "[apis.invoices.values]\nnumber = 1")
    assert run.notices == (f"ignored [apis.invoices] of {tmp_path}/conformance.toml: this run tests orders",)


def test_a_given_secret_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In findings, where a variable stands for it, and in whatever else is shown."""
    monkeypatch.setenv("ORDERS_COUPON", SECRET)
    with serving(_serve(500)) as url:
        run = prepare(tmp_path, GIVEN, url)
        (finding,) = run.findings("orders", "createOrder")
        text = format_finding(finding, run.target("orders"))
    assert finding.exchange is not None
    assert SECRET.encode() in finding.exchange.request.body
    assert SECRET not in text + repr(run)
    assert "$ORDERS_COUPON" in text
    assert f'"coupon": "{MASK}"' in text


def test_no_near_miss_of_a_secret_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be shown, since it is not the secret; other values of the same body have near misses."""
    monkeypatch.setenv("ORDERS_COUPON", SECRET)
    bodies: list[str] = []
    with serving(_serve(204, bodies)) as url:
        run = prepare(tmp_path, GIVEN, url)
        assert run.server("orders").record("createOrder").refused > 10
    rest = [body.replace(SECRET, "") for body in bodies]
    assert len(set(bodies)) > len(set(rest)) > 10
    assert all(part not in body.lower() for body in rest for part in (SECRET[:-1], SECRET[1:]))
    assert any('"sku": "A-"' in body for body in bodies)


def test_a_time_for_answers_reaches_the_laws(tmp_path: Path) -> None:
    run = prepare(tmp_path, "[apis.orders]\nanswers-within = 0.5")
    with closing(run):
        assert run.target("orders").budget == 0.5


def test_the_plan_names_the_second_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERS_OTHER", "s3cr3t-other")
    monkeypatch.delenv("ORDERS_BEARER", raising=False)
    with closing(prepare(tmp_path, OTHER, "http://127.0.0.1:9", SECURED)) as run:
        lines = list(run.plan())
    assert lines[-1] == "  credentials: ORDERS_BEARER (not set), ORDERS_OTHER (of the second user)"
