"""A server that is gone: one cause, and the end of the run."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.network.exchange import REFUSED, UNANSWERED
from conformance.report.blocks import merge_blocks
from conformance.suite import outage
from conformance.suite.interruption import CURRENT
from conformance.suite.profiles import PROFILES
from conformance.suite.report import build_block
from conformance.suite.server_run import run_server
from conformance.suite.target import Target

NOTES = """\
openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes: { get: { operationId: listNotes, responses: { "204": { description: All. } } } }
  /crash: { post: { operationId: crash, responses: { "204": { description: Done. } } } }
  /rest: { get: { operationId: readRest, responses: { "204": { description: All. } } } }
"""


class _Crashes(BaseHTTPRequestHandler):
    """It ends at the second POST, which the engine sends, and answers nothing from then on."""

    posts = itertools.count()

    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        if next(self.posts) == 0:
            return self.do_GET()
        assert isinstance(self.server, ThreadingHTTPServer)
        self.server.server_close()
        return None

    def log_message(self, format: str, *arguments: object) -> None:
        """Print nothing."""


@contextmanager
def _serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Crashes)
    thread = threading.Thread(target=_serve, args=(server,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def _serve(server: ThreadingHTTPServer) -> None:
    try:
        server.serve_forever(0.01)
    except ValueError:
        return  # its socket is closed


def test_a_crash_is_one_cause_and_the_outage_behind_it_another_that_ends_the_run(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons: list[str] = []
    monkeypatch.setattr(outage, "PAUSE", 0)
    monkeypatch.setattr(outage, "PATIENCE", 1)
    monkeypatch.setattr(CURRENT, "stop", reasons.append)
    with _serving() as url:
        target = Target(make_api(NOTES), url, Credentials())
        run = run_server(target, list(target.api.spec.operations), PROFILES["quick"], 1)
    found = [each for record in run.recorder.records.values() for each in record.findings]
    assert run.recorder.bugs == []
    crash, gone = merge_blocks(build_block(each, target) for each in found)
    assert {crash.cause, gone.cause} == {UNANSWERED, REFUSED}
    assert {*reasons} == {f"{REFUSED} any more, after POST /crash"}
