"""Faults that depend on what the server holds: the run changes that, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.mock import serving
from conformance.network.connection import Connection
from conformance.openapi.errors import ExitCode
from conformance.report.blocks import Block
from conformance.report.record import EventLog
from conformance.suite.options import Options
from conformance.suite.replay import replay
from conformance.suite.report import AFTER_START
from conformance.suite.session import Run

NOTES = """\
openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes:
    get: { operationId: listNotes, responses: { "200": { description: All. } } }
    post:
      operationId: createNote
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses: { "201": { description: Created. }, "415": { description: Refused. } }
"""
KEY = "components: { securitySchemes: { Key: { type: apiKey, in: header, name: X-Key } } }\n"


def _notes(fails: Callable[[int], bool]) -> Starlette:
    """Return a server of notes; its list fails if the number of notes is such."""
    notes: list[bytes] = []

    async def show(_: Request) -> Response:
        return Response(status_code=500 if fails(len(notes)) else 200)

    async def create(request: Request) -> Response:
        notes.append(await request.body())
        is_json = request.headers.get("content-type", "").startswith("application/json")
        return JSONResponse({}, 201) if is_json and notes[-1].startswith(b"{") else Response(status_code=415)

    return Starlette(routes=[Route("/notes", show), Route("/notes", create, methods=["POST"])])


def _find(api: Api, url: str, file: Path) -> list[Block]:
    """Return what a run finds at the list, and leave its events in `file`."""
    run = Run.of(Options(api.folder.parent, [api.id], url, None, "quick", 1, events=file))
    log = EventLog(file)
    run.begin(log)
    blocks = run.blocks(api.id, "listNotes")
    log.close()
    return blocks


def test_a_fault_of_an_empty_list_asks_for_a_new_start(make_api: Callable[..., Api], tmp_path: Path) -> None:
    """A replay shows it on a server that was started again, and says on another one why it does not."""
    api, file = make_api(NOTES), tmp_path / "e.ndjson"
    with serving(_notes(lambda number: number == 0)) as origin:
        (block,) = _find(api, origin, file)
        assert AFTER_START in block.notes
        assert list(replay(block.id, file, Connection()))[-2:] == [AFTER_START, ExitCode.PASSED]
    with serving(_notes(lambda number: number == 0)) as origin:
        assert list(replay(block.id, file, Connection(), origin))[-1] is ExitCode.BROKEN


@pytest.mark.parametrize("fails", [lambda number: number > 0, lambda _: True])
def test_a_fault_that_lasts_asks_for_nothing(
    make_api: Callable[..., Api], tmp_path: Path, fails: Callable[[int], bool]
) -> None:
    with serving(_notes(fails)) as origin:
        (block,) = _find(make_api(NOTES), origin, tmp_path / "e.ndjson")
        assert AFTER_START not in block.notes
        assert list(replay(block.id, tmp_path / "e.ndjson", Connection()))[-1] is ExitCode.BROKEN


def test_a_server_that_asks_for_no_credential_has_one_fault_whatever_is_created_later(
    make_api: Callable[..., Api], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The probe alone knows which credential the request lacked."""
    api = make_api(f"{NOTES}security: [{{ Key: [] }}]\n{KEY}")
    monkeypatch.setenv(f"{api.id.upper()}_KEY", "fake-key")
    with serving(_notes(lambda _: False)) as origin:
        (block,) = _find(api, origin, tmp_path / "e.ndjson")
    assert block.cause == "answered 200 without a credential"
    assert AFTER_START not in block.notes
