"""A server that is not on this machine may be production: what it is sent, and what is said before."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from conformance.apis import Api, apis
from conformance.mock import create_app, serving
from conformance.network.connection import Connection
from conformance.openapi.errors import InputError
from conformance.suite import session
from conformance.suite.options import Options
from conformance.suite.report import format_finding
from conformance.suite.session import Run
from conformance.suite.target import Target
from tests.forks import quick_python
from tests.networks import Proxy, proxying

TOY = "suite_parcels"
HOST = "parcels.test"
KEY = f"fake-{TOY}-key"


@pytest.fixture
def live(toys: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Callable[..., Run], Proxy]]:
    """Make runs against a host that has no address: a proxy leads to the mock of the toy."""
    monkeypatch.setenv("SUITE_PARCELS_KEY", KEY)
    with serving(create_app(apis(toys, [TOY])[0])) as origin, proxying(origin, "me:secret") as (url, proxy):

        def make(allow_writes: str | None = None, generated: Path | None = None, **settings: str) -> Run:
            connection, server = Connection(proxy=url), f"http://{HOST}/v1"
            options = Options(toys, [TOY], server, generated, "quick", connection=connection, allow_writes=allow_writes)
            return Run.of(options)

        yield make, proxy


def _methods(proxy: Proxy) -> set[str]:
    return {line.split(" ")[0] for line in proxy.lines}


def _ids(proxy: Proxy) -> set[str]:
    return {match[1] for line in proxy.lines if (match := re.search(r"/v1/parcels/([^? ]+)", line))}


def _made_up(run: Run, proxy: Proxy) -> set[str]:
    """Return the ids that were sent, but for the example of the document and those that the server has shown."""
    known = run.server(TOY).recorder.known
    return {name for name in _ids(proxy) - {"7"} if not known.has_shown("id", name)}


def _texts(run: Run) -> list[str]:
    target = run.target(TOY)
    return [format_finding(f, target) for o in target.operations for f in run.findings(TOY, o.id)]


@pytest.mark.parametrize(
    ("addresses", "is_local"),
    [(["127.0.0.1"], True), (["127.0.0.1", "::1"], True), (["127.0.0.1", "10.0.0.1"], False), ([], False)],
)
def test_a_host_is_local_if_all_its_addresses_are(
    toys: Path, monkeypatch: pytest.MonkeyPatch, addresses: list[str], is_local: bool
) -> None:
    """Names such as `app.localhost`, and those of /etc/hosts; one without an address is not."""

    def resolve(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        if not addresses:
            raise socket.gaierror
        return [(socket.AF_INET, 0, 0, "", (address, 0)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    target = Target(apis(toys, [TOY])[0], "http://app.localhost:8000", {})  # type: ignore[arg-type] # none
    assert target.is_live is not is_local


def test_a_live_server_gets_no_write_and_no_id_that_is_made_up(
    live: tuple[Callable[..., Run], Proxy], generated: Path
) -> None:
    """Nor does the generated client send one, or a wrong credential."""
    make, proxy = live
    run = make(generated=generated)
    run.check()
    assert _texts(run) == []
    client = run.client(TOY)
    assert client is not None
    for operation in run.target(TOY).operations:
        assert client.run(operation).findings == []
    assert _methods(proxy) == {"GET"}
    assert _made_up(run, proxy) == set()


def test_a_host_that_is_named_may_be_changed(live: tuple[Callable[..., Run], Proxy]) -> None:
    make, proxy = live
    run = make(allow_writes=HOST)
    assert "  deletes at the end what it has created" in list(run.plan())
    run.check()
    assert _texts(run) == []
    assert run.server(TOY).record("replaceParcel").is_reached
    assert _methods(proxy) >= {"GET", "PUT"}
    assert "TRACE" not in _methods(proxy)
    assert _made_up(run, proxy) == set()


@pytest.mark.parametrize("host", ["other.test", f"{HOST}:80", f"http://{HOST}"])
def test_another_host_than_that_of_the_url_is_wrong_input(live: tuple[Callable[..., Run], Proxy], host: str) -> None:
    run = live[0](allow_writes=host)
    with pytest.raises(InputError, match=f"--allow-writes: expected the host of --url, {HOST}, got "):
        list(run.plan())


def test_no_more_is_sent_than_was_planned(
    live: tuple[Callable[..., Run], Proxy], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is said that the run was cut short."""
    monkeypatch.setattr(session, "count_most", lambda *_: 30)
    make, proxy = live
    run = make()
    run.check()
    assert _texts(run) == []
    assert len(proxy.lines) == 30
    assert "stopped after 30 requests, as planned" in run.server(TOY).notes


def _conformance(*words: object) -> subprocess.CompletedProcess[str]:
    command = [quick_python(), "-m", "conformance", "run", TOY, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_plan_comes_first_and_what_is_withheld_is_incomplete(
    live: tuple[Callable[..., Run], Proxy], toys: Path
) -> None:
    proxy = live[1]
    address = f"http://me:secret@127.0.0.1:{proxy.server_address[1]}"
    words = ["--specs", toys, "--profile", "quick", "--url", f"http://{HOST}/v1", "--proxy", address]
    done = _conformance(*words, "--rate-limit", "500/s")
    assert done.returncode == 4, done.stdout + done.stderr
    plan = done.stdout[: done.stdout.index("credentials")].splitlines()
    assert plan[:5] == [
        f"plan: {TOY} at http://{HOST}/v1, not on this machine",
        "  tests 2 of 3 operations:",
        "    GET listParcels, getParcel",
        "  withholds 1, which may change data:",
        "    PUT replaceParcel",
    ]
    assert re.search(r"requests: at most [\d,]+, at most 500/s\n", done.stdout)
    assert "credentials: SUITE_PARCELS_KEY (set)\n" in done.stdout
    (line,) = (line for line in done.stdout.splitlines() if "WITHHELD" in line)
    assert f"1 operation (replaceParcel) may change data at {HOST}" in line
    assert f"--allow-writes {HOST}" in line
    checked = _conformance(*words, "--check", "server-error")
    assert (checked.returncode, "WITHHELD" in checked.stdout) == (4, True), checked.stdout


DOCUMENT = """
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: "^[0-9]+$" } }]
      responses: { "204": { description: there }, "404": { description: not there } }
"""
GIVEN = """
[apis.orders.values]
id = "1001"
"""


@pytest.mark.parametrize(("given", "code"), [("", 4), (GIVEN, 0)])
def test_an_id_that_nobody_knows_has_to_be_given(tmp_path: Path, given: str, code: int) -> None:
    (tmp_path / "orders.yaml").write_text(DOCUMENT)
    (tmp_path / "conformance.toml").write_text(given)

    async def orders(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    with serving(orders) as origin, proxying(origin, "me:secret") as (url, proxy):
        command = [quick_python(), "-m", "conformance", "run", "orders.yaml", "--url", f"http://{HOST}", "--proxy", url]
        done = subprocess.run(
            [*command, "--profile", "standard"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == code, done.stdout + done.stderr
    paths = {line.split(" ")[1] for line in proxy.lines}
    assert paths == {f"http://{HOST}/", *([f"http://{HOST}/orders/1001"] if given else [])}
    assert ("give it in [apis.orders.values]" in done.stdout) is not bool(given)


LISTED = """
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders:
    get:
      operationId: listOrders
      responses: { "200": { description: all, content: { application/json: { schema: { type: array } } } } }
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
        - { name: depth, in: query, schema: { type: integer, minimum: 1 } }
      responses: { "200": { description: there }, "400": { description: wrong }, "404": { description: not there } }
"""
SHOWN = "6d8c5f2e-5a70-4c5e-9d0a-7d6f3ad0d1c4"


def test_an_id_that_the_server_shows_takes_the_place_of_those_that_are_made_up(make_api: Callable[..., Api]) -> None:
    """So that other parameters of the operation are varied all the same."""
    api = make_api(LISTED)

    async def orders(scope: Scope, receive: Receive, send: Send) -> None:
        depth = re.fullmatch(r"(?:depth=(\d+))?", scope["query_string"].decode())
        is_wrong = scope["path"] == f"/orders/{SHOWN}" and (depth is None or depth[1] == "0")
        await JSONResponse([{"id": SHOWN}], 400 if is_wrong else 200)(scope, receive, send)

    with serving(orders) as origin, proxying(origin, "me:secret") as (url, proxy):
        connection = Connection(proxy=url)
        run = Run.of(Options(api.folder.parent, [api.id], f"http://{HOST}", profile="standard", connection=connection))
        run.check()
        assert run.findings(api.id, "getOrder") == []
        record = run.server(api.id).record("getOrder")
    targets = {line.split(" ")[1].partition(f"/orders/{SHOWN}")[2] for line in proxy.lines if "/orders/" in line}
    assert {target.partition("?")[0] for target in targets} == {""}
    assert len(targets) > 10
    assert record.origins["coverage"] > 3
    assert record.origins["fuzzing"] > 30


@contextmanager
def _counting() -> Iterator[tuple[str, list[object]]]:
    """Listen, and note who comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        came: list[object] = []
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1", came
        with suppress(TimeoutError):
            came.append(listener.accept())


def test_a_dry_run_sends_nothing_and_runs_nothing(toys: Path, tmp_path: Path) -> None:
    """On this machine too."""
    words = ["--specs", toys, "--dry-run", "--auth-command", f"key=touch {tmp_path}/ran", "--json", tmp_path / "r.json"]
    with _counting() as (url, came):
        done = _conformance(*words, "--url", url)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"plan: {TOY} at {url}, on this machine\n  tests 3 of 3 operations:\n    GET ")
    assert "credentials: key by its command" in done.stdout
    assert came == []
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_needs_no_server(toys: Path) -> None:
    done = _conformance("--specs", toys, "--dry-run")
    assert (done.returncode, done.stdout) == (0, f"plan: {TOY} at an embedded mock server\n")
