"""Operations that end the access of the credential they are called with."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.mock import serving
from conformance.network.connection import Connection
from conformance.suite.access import ends_access
from conformance.suite.contract import Contract
from conformance.suite.options import Options
from conformance.suite.selection import Selection
from conformance.suite.session import Run

DOCUMENT = """
openapi: 3.1.0
info: {{ title: T, version: "1" }}
security: [{{ key: [] }}]
paths:
  {path}:
    {method}:
      operationId: end
      responses: {{ "204": {{ description: Done }} }}
  /orders:
    get:
      operationId: listOrders
      responses: {{ "204": {{ description: Done }} }}
components: {{ securitySchemes: {{ key: {{ type: apiKey, in: header, name: X-Key }} }} }}
"""


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("get", "/auth/logout", True),
        ("post", "/user/sign-out", True),
        ("post", "/users/signOut", True),
        ("post", "/logoutAll", True),
        ("delete", "/session", True),
        ("delete", "/users/me", True),
        ("delete", "/tokens/current", True),
        ("get", "/users/me", False),
        ("delete", "/carts/current", False),
        ("get", "/catalog/outlets", False),
        ("post", "/orders/sign-off", False),
        ("delete", "/sessions", False),
        ("post", "/api/current-user/reset-token/", True),
        ("post", "/api/v2/token/rotate", True),
        ("post", "/oauth/revoke-token", True),
        ("put", "/me/change-password", True),
        ("post", "/api/token/refresh", False),
        ("post", "/api/invite/reset-token", False),
        ("post", "/clients/reset-token", False),
        ("get", "/token/revoke", False),
        ("post", "/orders/revoke", False),
    ],
)
def test_an_end_of_access_is_known_by_its_path(
    make_api: Callable[[str], Api], method: str, path: str, *, expected: bool
) -> None:
    assert ends_access(make_api(DOCUMENT.format(method=method, path=path)).spec.operations["end"]) is expected


def test_an_operation_without_a_credential_ends_no_access(make_api: Callable[[str], Api]) -> None:
    document = DOCUMENT.format(method="get", path="/logout").replace("security: [{ key: [] }]", "security: []")
    assert not ends_access(make_api(document).spec.operations["end"])


def _guarded() -> Starlette:
    """Return a server that refuses the key after `GET /logout`."""
    keys = {"fake-key"}

    async def answer(request: Request) -> Response:
        if request.headers.get("x-key") not in keys:
            return JSONResponse({}, 401)
        if request.url.path == "/logout":
            keys.clear()
        return Response(status_code=204)

    return Starlette(routes=[Route("/logout", answer), Route("/orders", answer)])


@pytest.mark.parametrize(("named", "is_admitted"), [((), True), (("end", "listOrders"), False)])
def test_a_server_keeps_its_session_unless_the_end_is_named(
    make_api: Callable[[str], Api], monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...], *, is_admitted: bool
) -> None:
    api = make_api(DOCUMENT.format(method="get", path="/logout"))
    with serving(_guarded()) as origin:
        monkeypatch.setenv(f"{api.id.upper()}_KEY", "fake-key")
        run = Run.of(Options(api.folder.parent, [api.id], origin, None, "quick", 1, selection=Selection(named)))
        chosen = run.selection_of(api.id)
        run.selected[api.id] = [each.id for each in api.spec.operations.values() if chosen.includes(each)]
        assert run.server(api.id).record("end").is_reached is not is_admitted
        run.close()
        status = httpx.get(f"{origin}/orders", headers={"X-Key": "fake-key"}).status_code
    assert status == (204 if is_admitted else 401)
    note = "excluded: end (it ends the access of the credential; --operation end tests it)"
    assert (note in chosen.notes()) is is_admitted


UNSAID = """
openapi: 3.1.0
info: {{ title: T, version: "1" }}
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{{ name: state, in: query, schema: {{ type: string }} }}]
      responses: {{ "204": {{ description: Done }} }}
  {path}: {{ {method}: {{ operationId: end, responses: {{ "204": {{ description: Done }} }} }} }}
"""


@pytest.mark.parametrize(("path", "is_noted"), [("/renew-all", True), ("/ping", False)])
@pytest.mark.parametrize("is_said", [True, False])
def test_a_write_that_ends_the_access_by_surprise_is_named(
    make_api: Callable[[str], Api], monkeypatch: pytest.MonkeyPatch, path: str, *, is_noted: bool, is_said: bool
) -> None:
    """The document of Kinto asks for no credential: the deletion of all accounts was not named."""
    keys = {"fake-key"}

    async def answer(request: Request) -> Response:
        if request.headers.get("x-key") not in keys:
            return JSONResponse({}, 401)
        if request.url.path == "/renew-all":
            keys.clear()
        return Response(status_code=204)

    api = make_api((DOCUMENT if is_said else UNSAID).format(method="post", path=path))
    assert any(each.security for each in api.spec.operations.values()) is is_said
    with serving(Starlette(routes=[Route(path, answer, methods=["POST"]), Route("/orders", answer)])) as origin:
        monkeypatch.setenv(f"{api.id.upper()}_KEY", "fake-key")
        connection = Connection(headers=() if is_said else (("X-Key", "fake-key"),))
        run = Run.of(Options(api.folder.parent, [api.id], origin, None, "quick", 1, connection=connection))
        run.selected[api.id] = [*api.spec.operations]
        notes = run.server(api.id).notes
        run.close()
    assert any("if end, the last write before, ended the access" in note for note in notes) is is_noted


def test_a_mock_is_tested_whole(make_api: Callable[[str], Api]) -> None:
    api = make_api(DOCUMENT.format(method="get", path="/logout"))
    run = Run.of(Options(api.folder.parent, [api.id], None, None, "quick", 1))
    assert run.selection_of(api.id).includes(api.spec.operations["end"])


def test_a_contract_test_of_ones_own_is_spared_too(make_api: Callable[[str], Api]) -> None:
    api = make_api(DOCUMENT.format(method="get", path="/logout"))
    options = Options(api.folder.parent, [api.id], "http://127.0.0.1:1", None, "quick", 1)
    assert [each.id for each in Contract(options).operations()] == ["listOrders"]
