"""The way to a server: a right server stays right over TLS, by a proxy, with a rate limit and tokens that expire."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conformance.apis import Api, apis
from conformance.auth.redaction import MASK
from conformance.mock import create_app, serving
from conformance.network.connection import Connection
from conformance.network.pacing import Rate
from conformance.network.tokens import Command
from conformance.openapi.errors import InputError, NotTestableError
from conformance.suite.options import Options
from conformance.suite.report import format_finding
from conformance.suite.session import Run
from tests.networks import make_certificates, proxying, serving_tls

TOY = "suite_parcels"
KEY = f"fake-{TOY}-key"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def app(toys: Path) -> ASGIApp:
    return create_app(apis(toys, [TOY])[0])


def _run(
    toys: Path, origin: str, connection: Connection, generated: Path | None = None, operation: str = "getParcel"
) -> Run:
    """A run of one operation: all that sends has sent by its end."""
    run = Run.of(Options(toys, [TOY], f"{origin}/v1", generated, profile="quick", connection=connection))
    run.selected[TOY] = [operation]
    return run


def _findings(run: Run) -> list[str]:
    """Return what is found at the server, and in the generated client if there is one."""
    run.check()
    target = run.target(TOY)
    found = []
    for operation in (target.api.spec.operations[name] for name in run.selected[TOY]):
        found += [format_finding(finding, target) for finding in run.findings(TOY, operation.id)]
        client = run.client(TOY)
        found += client.run(operation).findings if client else []
    return found


def _assert_green(run: Run) -> None:
    assert _findings(run) == []
    assert all(run.server(TOY).record(name).is_reached for name in run.selected[TOY])


def test_a_server_with_a_ca_of_its_own_knows_its_clients_by_certificate(
    toys: Path, generated: Path, app: ASGIApp, certificates: Path
) -> None:
    """The suite's two libraries, and the generated client."""
    ca, cert, key = (certificates / name for name in ("ca.pem", "client.pem", "client.key"))
    with serving_tls(app, certificates) as origin:
        _assert_green(_run(toys, origin, Connection(ca=ca, cert=cert, key=key), generated))
        with pytest.raises(NotTestableError, match=r"can't be reached: .*; --ca names the certificate of its CA"):
            _run(toys, origin, Connection()).check()
        with pytest.raises(NotTestableError, match="can't be reached"):
            _run(toys, origin, Connection(ca=ca)).check()


def test_what_is_about_a_server_needs_its_url(toys: Path) -> None:
    connection = Connection(headers=(("X-Tenant", "blue"),), rate=Rate(5, "s"), timeout=3)
    with pytest.raises(InputError, match="--url: is missing, and without it --header, --rate-limit has no meaning"):
        Run.of(Options(toys, [TOY], connection=connection))
    Run.of(Options(toys, [TOY], connection=Connection(timeout=3)))


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({"ca": "client.key"}, "the certificates can't be loaded"),
        ({"cert": "client.pem"}, "the client certificate can't be loaded"),
        ({"key": "client.key"}, "give --cert too"),
    ],
)
def test_a_file_that_is_not_a_certificate_is_wrong_input(
    toys: Path, certificates: Path, names: dict[str, str], reason: str
) -> None:
    connection = Connection(**{option: certificates / name for option, name in names.items()})  # type: ignore[arg-type]
    with pytest.raises(InputError, match=reason):
        _run(toys, "http://127.0.0.1:1", connection).check()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_is_used_by_all_that_sends(
    toys: Path, generated: Path, app: ASGIApp, certificates: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    """The host has no address: only the proxy knows it. A host that does not resolve is not local."""
    monkeypatch.setenv("SUITE_PARCELS_KEY", KEY)
    monkeypatch.setenv("PROXY_PASSWORD", "p%40ss")
    ca, cert, key = (certificates / name for name in ("ca.pem", "client.pem", "client.key"))
    tls = Connection(ca=ca, cert=cert, key=key) if scheme == "https" else Connection()
    served = serving(app) if scheme == "http" else serving_tls(app, certificates)
    with served as origin, proxying(origin, "me:p@ss") as (url, proxy):
        connection = Connection(proxy=url.replace("p@ss", "$PROXY_PASSWORD")).over(tls)
        run = _run(toys, f"{scheme}://shop.test", connection, generated)
        assert _findings(run) == []
        assert run.target(TOY).is_live
        assert len(proxy.lines) > (5 if scheme == "http" else 1)


def test_the_environment_names_a_proxy_but_for_this_machine(
    toys: Path, app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUITE_PARCELS_KEY", KEY)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving(app) as origin, proxying(origin, "me:secret") as (url, proxy):
        monkeypatch.setenv("http_proxy", url)
        run = _run(toys, "http://shop.test", Connection())
        assert run.target(TOY).channel.proxy == url
        assert "secret" not in run.target(TOY).redaction.text("me:secret")
        seen = len(proxy.lines)
        run = _run(toys, origin, Connection())
        run.check()
        assert 0 < seen == len(proxy.lines)


def test_headers_are_sent_with_every_request(
    toys: Path, generated: Path, app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In place of other values of the same name; the reproduction names the variable."""
    monkeypatch.setenv("TENANT", "s3cr3t-tenant")
    seen: set[tuple[bytes, ...]] = set()

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        seen.add(tuple(value for name, value in scope["headers"] if name in {b"x-depot", b"x-tenant"}))

        async def answer(message: Message) -> None:
            is_start = message["type"] == "http.response.start" and message["status"] == 200
            await send({**message, "status": 500} if is_start and scope["path"] == "/v1/parcels" else message)

        await app(scope, receive, answer)

    headers = (("X-Depot", "north"), ("X-Tenant", "${TENANT}"))
    with serving(asgi) as origin:
        found = "\n".join(_findings(_run(toys, origin, Connection(headers=headers), generated, "listParcels")))
    assert set(map(frozenset, seen)) == {frozenset({b"north", b"s3cr3t-tenant"})}
    assert "s3cr3t-tenant" not in found
    assert '-H "X-Tenant: $TENANT"' in found


def test_a_rate_is_kept_by_all_that_sends(toys: Path, generated: Path, app: ASGIApp) -> None:
    """By the server's count in windows of one second."""
    times: list[float] = []

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        times.append(time.monotonic())
        await app(scope, receive, send)

    with serving(asgi) as origin:
        run = _run(toys, origin, Connection(rate=Rate(40, "s")), generated, "listParcels")
        run.check()
        run.findings(TOY, "listParcels")
        operation = run.target(TOY).api.spec.operations["listParcels"]
        client = run.client(TOY)
        assert client is not None
        client.run(operation)
    assert len(times) > 100
    assert max(sum(t <= other < t + 1 for other in times) for t in times) <= 44  # the network is not as even


@pytest.mark.parametrize("after", [b"1", b"date"])
def test_everybody_waits_for_a_server_that_limits_its_rate(
    toys: Path, generated: Path, app: ASGIApp, after: bytes
) -> None:
    """Bursts of fifty; then nothing for a second. The generated client waits too."""
    window = [0.0, 0]

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        now = time.time()
        if now >= window[0]:
            window[:] = [now + 1, 0]
        window[1] += 1
        if window[1] <= 50:
            await app(scope, receive, send)
            return
        at = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(now + 1.5)).encode()
        headers = [(b"retry-after", at if after == b"date" else after)]
        await send({"type": "http.response.start", "status": 429, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    with serving(asgi) as origin:
        run = _run(toys, origin, Connection(), generated)
        run.check()
        assert run.findings(TOY, "getParcel") == []
        assert run.server(TOY).record("getParcel").is_reached
        client, operation = run.client(TOY), run.target(TOY).api.spec.operations["getParcel"]
        assert client is not None
        window[:] = [time.time() + 1, 50]
        outcome = client.run(operation)
    assert outcome.findings == []
    assert outcome.reached


def test_a_token_that_expires_is_renewed_by_its_command(
    toys: Path, generated: Path, app: ASGIApp, tmp_path: Path
) -> None:
    """Each is good for ten requests. Probes with wrong credentials do not count."""
    served = itertools.count()

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        given = dict(scope["headers"]).get(b"x-key", b"")
        current = f"token-{(tmp_path / 'runs').read_text().count('x')}".encode()
        is_right = given == current and next(served) % 10 != 9
        if given == current and not is_right:
            with (tmp_path / "runs").open("a") as file:  # expired: what was given before is refused now
                file.write("x")
        key = KEY.encode() if is_right else b"wrong" if given else b""
        headers = [(n, v) for n, v in scope["headers"] if n != b"x-key"] + ([(b"x-key", key)] if key else [])
        await app({**scope, "headers": headers}, receive, send)

    command = f"printf x >> {tmp_path}/runs; echo token-$(wc -c < {tmp_path}/runs)"
    with serving(asgi) as origin:
        run = _run(toys, origin, Connection(commands={"key": Command(command)}), generated)
        _assert_green(run)
        tokens = run.target(TOY).channel.tokens.values
        assert len(tokens) > 3
        assert {run.target(TOY).hide(token) for token in tokens} == {MASK}


STREAMS = """
openapi: 3.1.0
info: { title: Streams, version: "1" }
paths:
  /events:
    get:
      operationId: listenToEvents
      responses: { "200": { description: Events, content: { text/event-stream: { schema: { type: string } } } } }
  /lines:
    get:
      operationId: readLines
      responses: { "200": { description: Lines, content: { application/x-ndjson: {} } } }
  /numbers:
    get:
      operationId: listNumbers
      responses: { "200": { description: Numbers, content: { application/json: { schema: { type: array } } } } }
"""
CHUNKS = {
    "/events": (b"text/event-stream", b"data: 1\n\n"),
    "/lines": (b"application/x-ndjson", b'{"n": 1}\n'),
    "/numbers": (b"application/json", b" "),
}


@pytest.mark.parametrize("pause", [0.01, 60.0])
def test_an_answer_that_never_ends_is_cut(make_api: Callable[..., Api], pause: float) -> None:
    """Be it that it goes on, or that nothing more comes; JSON that does not end is no answer."""
    api = make_api(STREAMS)

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] not in CHUNKS or scope["method"] != "GET":
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        media_type, chunk = CHUNKS[scope["path"]]
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", media_type)]})
        gone = asyncio.ensure_future(_until_gone(receive))
        while not gone.done():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await asyncio.wait([gone], timeout=pause)

    with serving(asgi) as origin:
        connection, start = Connection(timeout=0.5), time.monotonic()
        options = Options(api.folder.parent, [api.id], origin, profile="quick", connection=connection)
        run = Run.of(options)
        run.check()
        checks = {o: [f.check for f in run.findings(api.id, o)] for o in api.spec.operations}
        assert checks == {"listenToEvents": [], "readLines": [], "listNumbers": ["no-response"]}
        assert run.server(api.id).record("listenToEvents").is_reached
    assert time.monotonic() - start < 60


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
