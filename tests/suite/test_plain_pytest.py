"""The suite under plain pytest: options of its own, and tests in several processes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.mock import serving
from conformance.report.record import read_events
from conformance.suite.baseline import load
from tests.forks import quick_python

DOCUMENT = """\
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders:
    post:
      operationId: addOrder
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, properties: { note: { type: string } } } } }
      responses:
        "201": { description: Made., content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        "400": { description: Not an order. }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getOrder
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        "404": { description: Not there. }
components: { schemas: { Order: { type: object, required: [id], properties: { id: { type: integer } } } } }
"""
SETUP = """
[[apis.orders.setup]]
operationId = "addOrder"
body = { note = "of the setup" }
keep = { id = "/id" }
"""
SHORT = ["--conformance-phase", "values"]
Pytest = Callable[..., subprocess.CompletedProcess[str]]


class Orders:
    """Orders by id. Each is read with a text as its id."""

    def __init__(self) -> None:
        self.orders: dict[str, object] = {}

    async def add(self, request: Request) -> Response:
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict) or not isinstance(body.get("note", ""), str):
            return Response(status_code=400)
        self.orders[str(len(self.orders) + 1)] = body
        return JSONResponse({"id": len(self.orders)}, 201)

    async def get(self, request: Request) -> Response:
        name = request.path_params["id"]
        return JSONResponse({"id": name}) if name in self.orders else Response(status_code=404)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Pytest]:
    """Return what runs the suite under plain pytest."""
    (tmp_path / "orders.yaml").write_text(DOCUMENT)
    orders = Orders()
    routes = [Route("/orders", orders.add, methods=["POST"]), Route("/orders/{id}", orders.get)]
    with serving(Starlette(routes=routes)) as url:

        def start(*words: str) -> subprocess.CompletedProcess[str]:
            command = [quick_python(), "-m", "pytest", "--pyargs", "conformance.suite", "-q", "-p", "no:cacheprovider"]
            about = ["--conformance-api", "orders.yaml", "--conformance-url", url, "--conformance-profile", "quick"]
            given = [*command, *about, "--conformance-events", "e.ndjson", *words]
            return subprocess.run(given, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=300)

        yield start


def test_a_setup_is_sent_once_in_however_many_processes(run: Pytest, tmp_path: Path) -> None:
    """The tests of an API are run in one of them, be it without `--dist loadgroup`."""
    (tmp_path / "conformance.toml").write_text(SETUP)
    done = run("-n", "2", *SHORT)
    assert "failed" in done.stdout, done.stdout + done.stderr
    events = list(read_events(tmp_path / "e.ndjson"))
    assert [sum(event["event"] == name for event in events) for name in ("plan", "teardown")] == [1, 1]


def test_a_setup_that_fails_is_told_of_each_test(run: Pytest, tmp_path: Path) -> None:
    """And sent once."""
    (tmp_path / "conformance.toml").write_text(SETUP.replace("/id", "/nothing"))
    done = run("-n", "2", *SHORT)
    assert "not testable: orders: setup step 1, addOrder: its response has nothing at /nothing" in done.stdout
    assert re.search(r"\n\d passed, 5 errors in ", done.stdout)  # the tests of the document need no server


def test_known_failures_are_written_and_pass(run: Pytest, tmp_path: Path) -> None:
    """By one process: each of several would know its own failures alone."""
    known = ["--conformance-baseline", "known.toml", *SHORT]
    assert run(*SHORT).returncode == 1
    written = run(*known, "--conformance-update-baseline")
    assert "known.toml: known failures: 1 (1 added, 0 removed)" in written.stdout
    assert [cause.operation for cause in load(tmp_path / "known.toml").failures] == ["getOrder"]
    assert run(*known).returncode == 0
    refused = run(*known, "--conformance-update-baseline", "-n", "2")
    assert refused.returncode == 4
    assert "needs all tests in one process" in refused.stderr


def test_a_run_is_about_phases_and_ends_in_time(run: Pytest, tmp_path: Path) -> None:
    assert run("--conformance-phase", "examples", "-k", "addOrder").returncode == 0
    origins = {event["origin"] for event in read_events(tmp_path / "e.ndjson") if event["event"] == "exchange"}
    assert origins <= {"example"}
    assert run("--conformance-phase", "exampels").returncode == 4
    cut = run("--conformance-max-time", "6", "--conformance-profile", "deep")
    assert cut.returncode == 2, cut.stdout
    assert list(read_events(tmp_path / "e.ndjson"))[-1]["cut"] == "the 6 s of --max-time were over"
