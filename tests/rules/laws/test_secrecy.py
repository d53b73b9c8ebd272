"""Laws of secrets: on answers that show them, and on right ones that look as if they did."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from conformance.apis import Api
from conformance.auth.credentials import WRONG
from conformance.network.exchange import Exchange, Request, Response
from conformance.openapi.spec import Spec
from conformance.rules.laws import secrecy
from tests.rules.judged import judge
from tests.rules.laws.judging import find
from tests.rules.notes import DOCUMENT as NOTES
from tests.rules.notes import Item, Notes, breaks, read_edited
from tests.rules.parcels import Parcels

DOCUMENT = """
openapi: 3.1.0
info: { title: T, version: "1" }
security: [{ key: [] }]
paths:
  /users:
    post:
      operationId: createUser
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string }
                password: { type: string, format: password }
                pins: { type: array, items: { type: object, properties: { pin: { type: string, writeOnly: true } } } }
      responses: { "201": { description: It., content: { application/json: { schema: { type: object } } } } }
  /me:
    get:
      operationId: readMe
      responses:
        "200":
          description: It.
          content: { application/json: { schema: { type: object, properties: { key: { type: string } } } } }
  /token:
    post: { operationId: createToken, responses: { "200": { description: It. } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: api_key }
    session: { type: apiKey, in: cookie, name: sid }
    http: { type: http, scheme: basic }
    oauth:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: http://a.example/token, scopes: {} } }
"""
KEY = "0123456789abcdef"
PIN = "fedcba9876543210"
PASSWORD = "correct horse battery"
USER = {"name": "a", "password": PASSWORD}
BASIC = b64encode(f"me:{PASSWORD}".encode()).decode()


@pytest.fixture
def spec(make_api: Callable[[str], Api]) -> Spec:
    """The document."""
    return make_api(DOCUMENT).spec


def _exchange(spec: Spec, operation: str, answer: Any, **more: Any) -> Exchange:
    """Return an exchange of an operation with this JSON body."""
    sent = json.dumps(more["sent"]).encode() if "sent" in more else b""
    headers = tuple(more.get("headers", {"X-Key": KEY}).items())
    request = Request("POST", f"http://a.example/v1{more.get('url', '/users')}", headers, sent)
    status = more.get("status", 200)
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    response = Response(status, status, tuple(more.get("shown", {}).items()), content)
    return Exchange(spec.operations[operation], request, response, "test")


@pytest.mark.parametrize(
    ("operation", "answer", "more", "title", "severity"),
    [
        ("readMe", {"debug": f"X-Key: {KEY}"}, {}, "the credential in X-Key", "error"),
        ("readMe", {"others": [{"secret": KEY}]}, {}, "the credential in X-Key", "error"),
        ("readMe", f"key {KEY}".encode(), {}, "the credential in X-Key", "error"),
        ("readMe", {}, {"shown": {"X-Debug": KEY}}, "the credential in X-Key", "error"),
        ("readMe", {"error": f"no {KEY}"}, {"status": 400}, "the credential in X-Key", "warning"),
        ("readMe", {"sid": KEY}, {"headers": {"Cookie": f"a=b; sid={KEY}"}}, "the cookie sid", "error"),
        (
            "readMe",
            {"pw": PASSWORD},
            {"headers": {"Authorization": f"Basic {BASIC}"}},
            "the password of the credential",
            "error",
        ),
        ("createUser", {"password": PASSWORD}, {"sent": USER}, "what was sent as password", "error"),
        ("createUser", {"pin": PIN}, {"sent": {"pins": [{"pin": PIN}]}}, "what was sent as pin", "error"),
    ],
)
def test_a_secret_that_is_shown_is_found(
    spec: Spec, operation: str, answer: Any, more: dict[str, Any], title: str, severity: str
) -> None:
    seen = _exchange(spec, operation, answer, **more)
    assert find(secrecy.secret_not_shown, seen, spec) == [(f"the answer shows {title}", severity)]


@pytest.mark.parametrize(
    ("operation", "answer", "more"),
    [
        ("readMe", {"key": KEY}, {}),  # the document has a property for it
        ("readMe", {"debug": "another"}, {}),
        ("readMe", {"error": f"no {KEY}"}, {"status": 401}),  # it is no credential then
        ("readMe", {"error": f"no {WRONG}"}, {"headers": {"X-Key": WRONG}, "status": 404}),
        ("readMe", {"error": "no short"}, {"headers": {"X-Key": "short"}, "status": 404}),
        ("readMe", {"next": f"/me?api_key={KEY}"}, {"headers": {}, "url": f"/me?api_key={KEY}"}),
        ("readMe", {}, {"headers": {"Cookie": f"sid={KEY}"}, "shown": {"Set-Cookie": f"sid={KEY}"}}),
        ("createToken", {"access_token": KEY}, {}),
        ("createUser", {"name": "a"}, {"sent": USER}),
        ("createUser", {"name": PASSWORD}, {"sent": {"name": PASSWORD, "password": PASSWORD}}),
    ],
)
def test_a_right_answer_breaks_no_law(spec: Spec, operation: str, answer: Any, more: dict[str, Any]) -> None:
    assert find(secrecy.secret_not_shown, _exchange(spec, operation, answer, **more), spec) == []


def test_what_another_text_of_the_request_holds_is_no_secret(spec: Spec) -> None:
    """A made up number of a card may be of zeros only, as other texts are."""
    zeros = "0" * 16
    sent = {"name": zeros * 2, "pins": [{"pin": zeros}]}
    echo = _exchange(spec, "createUser", {"name": zeros * 2}, sent=sent)
    assert find(secrecy.secret_not_shown, echo, spec) == []
    shown = _exchange(spec, "createUser", {"name": f"{zeros}1"}, sent={**sent, "name": "a"})
    assert len(find(secrecy.secret_not_shown, shown, spec)) == 1


_ALARM = (
    "        pinned: {type: boolean}\n    NoteChange",
    "        pinned: {type: boolean}\n        alarm: {type: string, writeOnly: true}\n    NoteChange",
)


class _Alarmed(Notes):
    """Notes that keep a text that no answer shows."""

    def check(self, body: Any, required: set[str]) -> dict[str, Any]:
        alarm = {"alarm": body["alarm"]} if isinstance(body, dict) and "alarm" in body else {}
        rest = {name: value for name, value in body.items() if name != "alarm"} if isinstance(body, dict) else body
        return {**super().check(rest, required), **alarm}


class _Keeps(_Alarmed):
    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        return super().create({name: value for name, value in body.items() if name != "alarm"})


class _Masks(_Keeps):
    def read(self, name: str) -> dict[str, Any]:
        return {**super().read(name), "alarm": "****"}


@breaks("writeonly-not-readable", _ALARM)
class _ShowsLater(_Alarmed):
    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        note = super().create(body)
        return {name: value for name, value in note.items() if name != "alarm"}


@pytest.mark.parametrize(
    ("server", "broken"),
    [
        (_ShowsLater, {"writeonly-not-readable"}),
        (_Alarmed, {"writeonly-not-readable", "secret-not-shown"}),
        (_Keeps, set()),
        (_Masks, set()),
    ],
)
def test_what_is_write_only_and_read_is_found(server: type[Notes], broken: set[str]) -> None:
    assert judge(server().app(), NOTES.read_text(encoding="utf-8").replace(*_ALARM)).broken == broken


@breaks("secret-shown-once")
class _ShowsAgain(Parcels):
    """A hook is shown with its secret."""

    def create_hook(self, shop: str, body: Item) -> Item:
        made = super().create_hook(shop, body)
        self.hooks[made["hookId"]] = made
        return made


class _ShowsMasked(Parcels):
    def create_hook(self, shop: str, body: Item) -> Item:
        made = super().create_hook(shop, body)
        self.hooks[made["hookId"]] = {**made, "secret": f"****{made['secret'][-4:]}"}
        return made


_HOOKS = "{schema: {type: array, items: {$ref: '#/components/schemas/Hook'}}}"
_LISTED = (
    "  /{shop}/hooks/{hookId}:",
    "    get:\n      operationId: listHooks\n      responses: {'200': {description: Hooks., content: "
    f"{{application/json: {_HOOKS}}}}}}}\n  /{{shop}}/hooks/{{hookId}}:",
)
_UNDESCRIBED = _HOOKS, "{example: [{hookId: h1, secret: s}]}"


class _ListsSecrets(Parcels):
    """The list of hooks shows their secrets, and a read does not."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[Item] = []

    def create_hook(self, shop: str, body: Item) -> Item:
        self.made.append(super().create_hook(shop, body))
        return self.made[-1]

    def app(self) -> Starlette:
        app = super().app()
        app.routes.insert(0, Route("/{shop}/hooks", lambda _: JSONResponse(self.made), methods=["GET"]))
        return app


@pytest.mark.parametrize(("edits", "is_found"), [((_LISTED,), True), ((_LISTED, _UNDESCRIBED), False)])
def test_a_list_that_the_document_does_not_describe_may_show_a_secret(
    edits: tuple[tuple[str, str], ...], is_found: bool
) -> None:
    judged = judge(_ListsSecrets().app(), read_edited(*edits, source=_ListsSecrets.source), laws=["secret-shown-once"])
    assert {each.check for each in judged.findings} == ({"secret-shown-once"} if is_found else set())


_DOCUMENTED = (
    "      properties: {hookId: {type: string}, name: {type: string}}",
    "      properties: {hookId: {type: string}, name: {type: string}, secret: {type: string}}",
)
_ONCE = "operationId: createHook", "operationId: createHook\n      description: The secret is shown only once."


@pytest.mark.parametrize(
    ("server", "edits", "is_found"),
    [
        (_ShowsAgain, (), True),
        (_ShowsAgain, (_DOCUMENTED,), False),
        (_ShowsAgain, (_DOCUMENTED, _ONCE), True),
        (_ShowsMasked, (), False),
        (_ShowsMasked, (_DOCUMENTED, _ONCE), False),
        (Parcels, (), False),
    ],
)
def test_a_secret_that_a_create_has_shown_is_not_shown_again(
    server: type[Parcels], edits: tuple[tuple[str, str], ...], is_found: bool
) -> None:
    judged = judge(server().app(), read_edited(*edits, source=server.source), laws=["secret-shown-once"])
    found = {(each.check, each.operation.id) for each in judged.findings}
    assert found == ({("secret-shown-once", "createHook")} if is_found else set())
    assert {each.operation: each.missing for each in judged.of("secret-shown-once")}["createHook"] == ""
