"""Items in envelopes, such as `{"note": {…}}`, are made and changed as others are."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from conformance.client_check.calls import Call
from conformance.resources import Confidence, read_resources
from conformance.rules.items import enclose
from conformance.suite.made_items import with_values
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused

_HELD = "schema: {{type: object, additionalProperties: false, required: [note], properties: {{note: {}}}}}"
ENCLOSED = DOCUMENT.read_text(encoding="utf-8")
for _name in ("NewNote", "NoteChange", "Note"):
    _schema = f'{{$ref: "#/components/schemas/{_name}"}}'
    ENCLOSED = ENCLOSED.replace(f"schema: {_schema}", _HELD.format(_schema))


class Enclosed(Notes):
    """Notes that are sent and shown as `{"note": {…}}`; lists show them as they are."""

    def answer(self, request: Request, body: Any) -> Response:
        if request.method in {"POST", "PUT", "PATCH"} and "comments" not in request.url.path:
            if not isinstance(body, dict) or body.keys() != {"note"}:
                raise Refused(400, "a note is expected")
            body = body["note"]
        return super().answer(request, body)

    def answer_creation(self, own: Any, body: Any) -> Response:
        return super().answer_creation(own, body) if own else _enclose(super().answer_creation(own, body))

    def answer_item(self, method: str, own: Any, body: Any, *, is_below: bool) -> Any:
        shown = super().answer_item(method, own, body, is_below=is_below)
        return shown if is_below or len(own) > 1 else {"note": shown}


def _enclose(answer: Response) -> Response:
    content = b'{"note":' + bytes(answer.body) + b"}"
    return Response(content, answer.status_code, {"location": answer.headers["location"]}, "application/json")


class Resets(Enclosed):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {"text": "", "pinned": False, **body})


class Ignores(Enclosed):
    def replace(self, name: str, body: Item) -> Item:
        return {**self.read(name), **body}


class KeepsWhatItRefuses(Enclosed):
    def answer_item(self, method: str, own: Any, body: Any, *, is_below: bool) -> Any:
        if method in {"PUT", "PATCH"} and isinstance(body, dict) and isinstance(body.get("title"), str):
            self.read(own[0])["title"] = body["title"][:40]
        return super().answer_item(method, own, body, is_below=is_below)


def test_a_right_server_with_envelopes_is_right() -> None:
    judged = judge(Enclosed().app(), ENCLOSED)
    assert judged.broken == set()
    laws = ("create-then-read", "put-sets-what-was-sent", "merge-keeps-unsent", "rejected-write-changes-nothing")
    assert [name for name in laws if not any(each.missing == "" for each in judged.of(name))] == []


@pytest.mark.parametrize(
    ("server", "law"),
    [
        (Resets, "merge-keeps-unsent"),
        (Ignores, "put-sets-what-was-sent"),
        (KeepsWhatItRefuses, "rejected-write-changes-nothing"),
    ],
)
def test_what_is_wrong_with_an_item_in_an_envelope_is_found(server: type[Notes], law: str) -> None:
    assert law in judge(server().app(), ENCLOSED).broken


@pytest.mark.parametrize(
    ("schema", "is_sure"),
    [
        ("{type: object, properties: {order: {$ref: '#/components/schemas/Order'}}}", True),
        ("{type: object, properties: {data: {$ref: '#/components/schemas/Order'}}}", True),
        ("{type: object, properties: {gift: {$ref: '#/components/schemas/Order'}}}", False),
        ("{type: object, properties: {order: {$ref: '#/components/schemas/Order'}, gift: {type: boolean}}}", False),
    ],
)
def test_an_envelope_holds_nothing_but_the_item(make_api: Any, schema: str, *, is_sure: bool) -> None:
    """The run does not know which other members the body needs."""
    answer = "{content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}, description: One.}"
    order = "{type: object, properties: {id: {type: string}, note: {type: string}}}"
    text = f"""
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths:
  /orders:
    post:
      operationId: create
      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}
      responses: {{"201": {answer}}}
  /orders/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get: {{operationId: read, responses: {{"200": {answer}}}}}
components: {{schemas: {{Order: {order}}}}}
"""
    found = read_resources(make_api(text).spec).role_of("create")
    assert found is not None
    assert (found[1].sent.confidence is Confidence.CERTAIN) == is_sure


def test_values_go_to_the_item_in_the_body() -> None:
    assert with_values(Call({}, body={"note": {"a": 1}}), "/note", {"b": 2}).body == {"note": {"a": 1, "b": 2}}
    assert with_values(Call({}, body=[1]), "", {"b": 2}).body == [1]
    bodies: list[Any] = [{"a": 1}, {"note": {}}, [1]]
    assert [enclose("/note", body) for body in bodies] == [{"note": {"a": 1}}, {"note": {}}, [1]]
    assert enclose("", {"a": 1}) == {"a": 1}
