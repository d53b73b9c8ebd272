"""Probes: what a server keeps is read beside its API, or the rule that needs it is not judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.mock import create_app, serving
from conformance.mock.admin import administer
from conformance.openapi.errors import InputError
from conformance.rules import NotObservableError, Probe
from conformance.suite.config import load
from conformance.suite.options import Options
from conformance.suite.probing import Prober
from conformance.suite.session import Run
from conformance.suite.target import Target

DOCUMENT = """
openapi: 3.1.0
info: { title: T, version: "1" }
security: [{ key: [] }]
paths:
  /notes/{name}:
    put:
      operationId: writeNote
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: D } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
"""
BEHAVIOUR = """
from conformance.mock import fills


@fills
def fill(state, spec):
    state.table("notes").put(("a/b",), {"text": "kept"})
"""
PROBES = """
from conformance.rules import Probe

PROBES = {"writeNote": Probe("/__mock__/state/notes/item?key={name}", "/item")}
"""


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    return make_api(DOCUMENT)


@pytest.fixture
def beside() -> Iterator[str]:
    """Serve what a probe reads, with the key that it was sent."""

    async def show(request: Request) -> JSONResponse:
        return JSONResponse({"is": {"name": request.path_params["name"], "key": request.headers.get("X-Key")}})

    with serving(Starlette(routes=[Route("/beside/{name:path}", show)])) as origin:
        yield origin


def _read(api: Api, url: str, probes: dict[str, Probe] | None = None, **parameters: str) -> Any:
    target = Target(api, url, Credentials({"key": "fake-key"}), probes=probes or {})
    return Prober(target).read(api.spec.operations["writeNote"], parameters or {"name": "a/b"})


def test_the_state_of_a_mock_is_read_by_its_administration(api: Api) -> None:
    (api.folder / "behaviour.py").write_text(BEHAVIOUR)
    (api.folder / "rules.py").write_text(PROBES)
    with serving(administer(create_app(api))) as origin:
        assert _read(api, origin) == {"text": "kept"}
        with pytest.raises(NotObservableError, match="it answered 404"):
            _read(api, origin, name="other")


def test_a_probe_of_the_server_carries_its_credential(api: Api, beside: str) -> None:
    probes = {"writeNote": Probe("/beside/{name}", "/is")}
    assert _read(api, f"{beside}/v1", probes) == {"name": "a/b", "key": "fake-key"}


def test_a_probe_of_another_server_carries_no_credential(api: Api, beside: str) -> None:
    probes = {"writeNote": Probe(f"{beside}/beside/{{name}}", "/is/key")}
    assert _read(api, "http://127.0.0.1:9", probes) is None


@pytest.mark.parametrize(
    ("probe", "missing"),
    [
        (None, "no probe shows what writeNote writes"),
        (Probe("/beside/{name}", "/was"), "shows no item"),
        (Probe("/elsewhere"), "it answered 404"),
        (Probe("/beside/{title}"), "needs 'title'"),
        (Probe("http://127.0.0.1:9/"), "was not answered: ConnectError"),
    ],
)
def test_what_nothing_shows_is_not_observable(api: Api, beside: str, probe: Probe | None, missing: str) -> None:
    with pytest.raises(NotObservableError, match=missing):
        _read(api, beside, {"writeNote": probe} if probe else None)


def test_a_setting_comes_before_the_rules_of_the_api(api: Api, beside: str) -> None:
    (api.folder / "rules.py").write_text(PROBES)
    assert _read(api, beside, {"writeNote": Probe("/beside/{name}", "/is/name")}) == "a/b"


def test_a_probe_of_no_operation_is_refused(api: Api, tmp_path: Path) -> None:
    (api.folder / "rules.py").write_text(PROBES.replace("writeNote", "readNote"))
    with pytest.raises(InputError, match="PROBES: no operation 'readNote'"):
        _read(api, "http://127.0.0.1:9")
    (api.folder / "rules.py").unlink()
    file = tmp_path / "conformance.toml"
    file.write_text("[apis.toy.probes.readNote]\nurl = '/x'\npointer = '/y'\n")
    assert load(file).of("toy").probes == {"readNote": Probe("/x", "/y")}
    with pytest.raises(InputError, match="no operation 'readNote'"):
        Run.of(Options(api.folder.parent, ["toy"], config=file))
