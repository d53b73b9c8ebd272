"""Calls before the run, whose responses give values, and what is deleted after it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.cli import main
from conformance.mock import serving
from conformance.openapi.errors import ExitCode, InputError, NotTestableError
from conformance.report.record import EventLog
from conformance.suite.engine import runner
from conformance.suite.options import Options
from conformance.suite.session import Run

DOCUMENT = """\
openapi: 3.1.0
info: { title: Shops, version: "1" }
paths:
  /shops:
    post:
      operationId: createShop
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Shop" } } } }
      responses:
        "201":
          description: Made.
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
        "422": { description: Invalid. }
  /shops/{shop_id}:
    parameters: [{ $ref: "#/components/parameters/Shop" }]
    delete:
      operationId: deleteShop
      responses: { "204": { description: Gone. }, "404": { description: None. }, "409": { description: Has orders. } }
  /shops/{shop_id}/orders:
    parameters: [{ $ref: "#/components/parameters/Shop" }]
    post:
      operationId: createOrder
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses:
        "201":
          description: Made.
          headers: { Location: { schema: { type: string } } }
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
        "404": { description: None. }
        "422": { description: Invalid. }
  /shops/{shop_id}/orders/{id}:
    parameters:
      - { $ref: "#/components/parameters/Shop" }
      - { name: id, in: path, required: true, schema: { type: string } }
    get: { operationId: getOrder, responses: { "204": { description: It. }, "404": { description: None. } } }
    delete: { operationId: deleteOrder, responses: { "204": { description: Gone. }, "404": { description: None. } } }
components:
  parameters:
    Shop: { name: shop_id, in: path, required: true, schema: { type: string } }
  schemas:
    Shop: { type: object, required: [name], properties: { name: { type: string } } }
    Order: { type: object, required: [note], properties: { note: { type: string, minLength: 2 } } }
"""
SETUP = """\
[[apis.shops.setup]]
operationId = "createShop"
body = { name = "First" }
keep = { shop_id = "/id" }

[[apis.shops.setup]]
operationId = "createOrder"
parameters = { shop_id = "{shop_id}" }
body = { note = "for {shop_id}" }
"""


class Shops:
    """A server whose shops and orders can be made and deleted; a shop with orders stays."""

    def __init__(self) -> None:
        self.shops: dict[str, Any] = {}
        self.orders: dict[str, str] = {}
        self.notes: list[str] = []
        self.refuse_delete = False
        self._numbers = itertools.count(1)
        item = Route("/shops/{shop}/orders/{id}", self._item, methods=["GET", "DELETE"])
        shop = Route("/shops/{shop}", self._delete_shop, methods=["DELETE"])
        orders = Route("/shops/{shop}/orders", self._create_order, methods=["POST"])
        self.app = Starlette(routes=[Route("/shops", self._create_shop, methods=["POST"]), shop, orders, item])

    async def _create_shop(self, request: Request) -> Response:
        body = await _json(request)
        if not isinstance(body.get("name"), str):
            return Response(status_code=422)
        name = f"s-{next(self._numbers)}"
        self.shops[name] = body
        return JSONResponse({"id": name}, 201)

    async def _delete_shop(self, request: Request) -> Response:
        name = request.path_params["shop"]
        if name in self.orders.values() or self.refuse_delete:
            return Response(status_code=409)
        return Response(status_code=204 if self.shops.pop(name, None) else 404)

    async def _create_order(self, request: Request) -> Response:
        body, shop = await _json(request), request.path_params["shop"]
        if shop not in self.shops:
            return Response(status_code=404)
        if not isinstance(body.get("note"), str) or len(body["note"]) < 2:
            return Response(status_code=422)
        name = f"o-{next(self._numbers)}"
        self.orders[name] = shop
        self.notes.append(body["note"])
        return JSONResponse({"id": name, "shop_id": shop}, 201, {"Location": f"/shops/{shop}/orders/{name}"})

    async def _item(self, request: Request) -> Response:
        name = request.path_params["id"]
        is_there = self.orders.get(name) == request.path_params["shop"]
        if is_there and request.method == "DELETE":
            del self.orders[name]
        return Response(status_code=204 if is_there else 404)


async def _json(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


Prepare = Callable[..., Run]


@pytest.fixture
def prepare(tmp_path: Path) -> Prepare:
    """Prepare a run of the shops with these settings."""

    def make(settings: str, url: str = "http://127.0.0.1:1", **more: Any) -> Run:
        (tmp_path / "shops.yaml").write_text(DOCUMENT)
        (tmp_path / "conformance.toml").write_text(settings)
        names, config = [str(tmp_path / "shops.yaml")], tmp_path / "conformance.toml"
        return Run.of(Options(tmp_path, names, url, profile="quick", config=config, **more))

    return make


def notes_of_teardown(run: Run) -> list[str]:
    """Return what the summary says of the teardown."""
    run.begin(EventLog())
    run.tear_down()
    (summary,) = run.results.sort_summaries()
    return summary.notes


@pytest.mark.parametrize("is_all", [False, True])
def test_the_setup_is_deleted_after_the_run(prepare: Prepare, is_all: bool) -> None:
    """The newest first; what the run itself has created only if that is asked for."""
    shops = Shops()
    with serving(shops.app) as url:
        run = prepare(SETUP, url, teardown=is_all)
        run.check()
        assert (list(shops.shops), shops.notes) == (["s-1"], ["for s-1"])
        results = run.server("shops")
        assert results.record("createShop").origins["setup"] == 1
        assert all(run.findings("shops", name) == [] for name in run.apis["shops"].spec.operations)
        assert results.record("getOrder").is_reached
        assert len(shops.shops) > 1
        notes = notes_of_teardown(run)
    assert "o-2" not in shops.orders
    if is_all:
        assert (shops.shops, shops.orders, notes) == ({}, {}, [])
    else:
        assert shops.shops


def test_what_a_cut_run_has_created_is_deleted(prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here by a signal while the engine runs."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "run_engine", interrupt)
    shops = Shops()
    with serving(shops.app) as url:
        run = prepare(SETUP, url, teardown=True)
        run.check()
        with pytest.raises(KeyboardInterrupt):
            run.server("shops")
        assert len(shops.shops) + len(shops.orders) > 2
        assert notes_of_teardown(run) == []
    assert (shops.shops, shops.orders) == ({}, {})


def test_what_is_kept_is_a_value_of_the_run(prepare: Prepare) -> None:
    """Under any name that the settings could give it; no response and no example has such a note."""
    shops = Shops()
    with serving(shops.app) as url:
        step = SETUP.partition("\n\n")[0]
        run = prepare(step.replace("keep = {", 'keep = { "createOrder.note" = "/id",'), url)
        run.check()
        run.server("shops")
    assert "s-1" in shops.notes


@pytest.mark.parametrize(
    ("is_all", "hint"), [(False, "; --teardown deletes what the run has created, too"), (True, "")]
)
def test_what_can_t_be_deleted_is_a_note(prepare: Prepare, is_all: bool, hint: str) -> None:
    """An item of the run may be the reason, where those are left."""
    shops = Shops()
    shops.refuse_delete = True
    with serving(shops.app) as url:
        run = prepare(SETUP, url, teardown=is_all)
        run.check()
        assert notes_of_teardown(run) == [f"teardown left /shops/s-1 (deleteShop: answered 409{hint})"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            'note = "for {shop_id}"',
            'note = "1"',
            "createOrder: answered 422, expected a success; the request is not valid: body /note: ",
        ),
        ('"/id"', '"/ids/0"', "shops: setup step 1, createShop: its response has nothing at /ids/0, kept as 'shop_id'"),
        ('{ shop_id = "{shop_id}" }', '{ shop_id = "s-9" }', "setup step 2, createOrder: answered 404"),
    ],
)
def test_a_setup_that_fails_is_not_testable(prepare: Prepare, tmp_path: Path, old: str, new: str, reason: str) -> None:
    """In one line; what the steps before it have made is deleted."""
    assert old in SETUP
    shops = Shops()
    with serving(shops.app) as url:
        with pytest.raises(NotTestableError) as caught:
            prepare(SETUP.replace(old, new), url).check()
        words = ["run", str(tmp_path / "shops.yaml"), "--url", url, "--config", str(tmp_path / "conformance.toml")]
        done = CliRunner().invoke(main, words)
    assert reason in str(caught.value)
    assert done.exit_code == ExitCode.NOT_TESTABLE
    assert done.output.startswith("not testable: shops: setup step ")
    assert shops.shops == {}


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('"createShop"', '"createShops"', "0/operationId", "no operation has the operationId 'createShops'"),
        ("parameters = { shop_id", "parameters = { shop", "1/parameters/shop", "no parameter is called 'shop'"),
        ("for {shop_id}", "for {shop}", "1", "no value is called 'shop'"),
        ("for {shop_id}", "for {order_id}", "1", "no value is called 'order_id'"),
        ('{ name = "First" }', '{ name = { env = "NOT_SET" } }', "0/body/name", "NOT_SET is not set"),
        ('"/id"', '"id"', "0/keep/shop_id", "does not match"),
    ],
)
def test_a_setup_without_meaning_is_refused(prepare: Prepare, old: str, new: str, place: str, reason: str) -> None:
    assert old in SETUP
    with pytest.raises(InputError) as caught:
        prepare(SETUP.replace(old, new))
    problem = caught.value.problems[0]
    assert problem.pointer == f"/apis/shops/setup/{place}"
    assert reason in problem.reason


def test_a_secret_of_the_setup_is_hidden(prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_NAME", "s3cr3t-name")
    shops = Shops()
    with serving(shops.app) as url:
        run = prepare(SETUP.replace('"First"', '{ env = "SHOP_NAME" }'), url)
        run.check()
        assert "s3cr3t" not in run.target("shops").redaction.text(json.dumps(shops.shops))
    assert shops.shops["s-1"] == {"name": "s3cr3t-name"}
