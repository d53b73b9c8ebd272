"""Keys that a document leaves open are proved by reads, and by nothing less."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.responses import JSONResponse
from starlette.responses import Response as StarletteResponse

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.mock import serving
from conformance.network.exchange import Exchange, Request, Response
from conformance.resources import Confidence, read_resources
from conformance.rules import Bench
from conformance.rules.loading import laws_of_api
from conformance.suite.law_run import judge_again
from conformance.suite.proven_keys import Key, prove_keys
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender
from conformance.suite.target import Target
from tests.rules import buckets
from tests.rules.buckets import Buckets
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes

OPEN = DOCUMENT.read_text(encoding="utf-8").replace("noteId}", "note}").replace("name: noteId", "name: note")
_ID = "        id: {type: string, readOnly: true}\n        title"
NAMED = OPEN.replace(_ID, _ID.replace("        title", "        name: {type: string, readOnly: true}\n        title"))


LAWS = ("create-then-read", "page-no-loss", "put-sets-what-was-sent", "delete-then-404")  # all need a key
MakeApi = Callable[[str], Api]


class Named(Notes):
    """Notes with an id and a name, either of which `{note}` may mean."""

    def create(self, body: Item) -> Item:
        note = super().create(body)
        note["name"] = f"Note {note['id']}"
        return note

    def replace(self, name: str, body: Item) -> Item:
        old = self.read(name)
        note = super().replace(name, body)
        note["name"] = old["name"]
        return note


class ByName(Named):
    """Notes whose name is in their path, not their id."""

    def create(self, body: Item) -> Item:
        note = super().create(body)
        note["name"] = note["id"].replace("n", "note-")
        self.notes[note["name"]] = self.notes.pop(note["id"])
        return note

    def answer_creation(self, own: Sequence[str], body: Any) -> StarletteResponse:
        answer = super().answer_creation(own, body)
        if not own:
            answer.headers["location"] = f"/notes/{[*self.notes][-1]}"
        return answer


class Alike(Named):
    """Notes whose names differ from nothing else of theirs."""

    def create(self, body: Item) -> Item:
        note = super().create(body)
        note["name"] = note["id"]
        return note


class Undying(Named):
    """Notes that stay when they are deleted."""

    def delete(self, name: str) -> None:
        self.read(name)


class Keeping(Named):
    """Notes that a change leaves as they were."""

    def change(self, name: str, body: Item) -> Item:
        return {**self.read(name), **body}


@pytest.mark.parametrize(("service", "pointer"), [(Named, "/id"), (ByName, "/name"), (Alike, "/id")])
def test_the_property_that_equals_the_parameter_at_each_read_is_the_key(service: type[Notes], pointer: str) -> None:
    """Of two that always do, the id."""
    judged = judge(service().app(), NAMED, laws=LAWS)
    key = judged.run.recorder.proven["notes"]
    assert key.confidence is Confidence.CERTAIN
    assert [(part.parameter, part.pointer) for part in key.value or ()] == [("note", pointer)]
    assert not judged.findings
    assert not judged.remarked
    assert {each.law for each in judged.run.recorder.judgements if not each.missing} == {*LAWS}
    assert "keys that reads have proved: notes by " + pointer[1:] in judged.run.notes


@pytest.mark.parametrize(("service", "law"), [(Undying, "delete-then-404"), (Keeping, "patch-sets-what-was-sent")])
def test_a_wrong_server_is_found_and_found_again(service: type[Notes], law: str, tmp_path: Path) -> None:
    assert law in judge(service().app(), NAMED, laws=[law]).broken
    assert _judge_alone(service(), NAMED, law, tmp_path) == (True, "")
    assert _judge_alone(Named(), NAMED, law, tmp_path) == (False, "")


def test_what_nothing_creates_is_left_open_below_a_parent_that_is_made() -> None:
    """Two comments are not to be had: the bench asks for the parent of one while keys are still being proved."""
    start, end = OPEN.index("    post:\n      operationId: createComment"), OPEN.index("  /notes/{note}/comments/{")
    text = OPEN.replace(OPEN[start:end], "").replace("{commentId}", "{comment}")
    text = text.replace("name: commentId", "name: comment")
    judged = judge(Notes().app(), text, laws=LAWS)
    assert judged.run.recorder.proven["notes"].confidence is Confidence.CERTAIN
    assert judged.run.recorder.proven["comments"].confidence < Confidence.CERTAIN
    assert not judged.findings


REPOS = """
openapi: 3.1.0
info: {title: Repos, version: "1"}
paths:
  /repos/{owner}/{name}:
    parameters:
      - {name: owner, in: path, required: true, schema: {type: string}}
      - {name: name, in: path, required: true, schema: {type: string}}
    get:
      operationId: readRepo
      responses:
        "200": {description: One., content: {application/json: {schema: {$ref: "#/components/schemas/Repo"}}}}
        "404": {description: None.}
components:
  schemas:
    Repo:
      type: object
      required: [name, owner]
      properties: {name: {type: string}, owner: {type: string}, title: {type: string}, by: {type: object}}
"""
ONE, TWO = ("ann", "one"), ("bob", "two")


@pytest.mark.parametrize(
    ("one", "two", "pointers"),
    [
        ({"owner": "ann", "name": "one", "title": "one"}, {"owner": "bob", "name": "two"}, ["/owner", "/name"]),
        ({"by": {"login": "ann"}, "name": "one"}, {"by": {"login": "bob"}, "name": "two"}, ["/by/login", "/name"]),
    ],
)
def test_both_parts_of_a_key_are_proved(make_api: MakeApi, one: Item, two: Item, pointers: list[str]) -> None:
    key = _prove(make_api(REPOS), {ONE: one, TWO: two})
    assert key.confidence is Confidence.CERTAIN
    assert [(part.parameter, part.pointer) for part in key.value or ()] == [
        *zip(("owner", "name"), pointers, strict=True)
    ]


def test_methods_of_a_path_may_name_its_parameter_otherwise() -> None:
    """The first of them names the key, and reads have another name."""
    path = "  /notes/{note}:"
    code = "parameters: [{name: code, in: path, required: true, schema: {type: string}}]"
    answers = "responses: {'200': {description: It.}, '404': {description: None.}}"
    other = f"  /notes/{{code}}:\n    head: {{operationId: headNote, {code}, {answers}}}\n{path}"
    judged = judge(Named().app(), NAMED.replace(path, other), laws=["create-then-read"])
    assert not judged.findings
    assert judged.run.recorder.proven["notes"].confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ({ONE: {"owner": "ann", "name": "one"}}, "one read proves nothing"),
        (
            {ONE: {"owner": "ann", "name": "one"}, TWO: {"owner": "ann", "name": "two"}},
            "the owner is another",
        ),
        ({ONE: {"owner": "ann", "name": "one"}, TWO: {"owner": "bob", "label": "two"}}, "the name is not shown"),
        (
            {
                ONE: {"owner": "ann", "title": "one", "label": "one"},
                TWO: {"owner": "bob", "title": "two", "label": "two"},
            },
            "two values equal the name, and neither is called like an id",
        ),
    ],
)
def test_what_reads_leave_open_stays_as_it_was(
    make_api: MakeApi, shown: Mapping[tuple[str, str], Item], why: str
) -> None:
    assert _prove(make_api(REPOS), shown).confidence is Confidence.LIKELY, why


def test_a_key_may_be_the_end_of_a_name(make_api: MakeApi) -> None:
    """Names of Google's APIs are paths: `shops/1/orders/7` is read at `/orders/7`."""
    shown = {ONE: {"owner": "ann", "label": "repos/ann/one"}, TWO: {"owner": "bob", "label": "repos/bob/two"}}
    key = _prove(make_api(REPOS), shown)
    assert key.confidence is Confidence.CERTAIN
    assert [(part.pointer, part.is_path) for part in key.value or ()] == [("/owner", False), ("/label", True)]


class Pathed(Notes):
    """Notes that are named by their path, without an id."""

    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return [_name_by_path(note) for note in super().cut(found, page, size)]

    def answer_creation(self, own: Sequence[str], body: Any) -> StarletteResponse:
        if own:
            return super().answer_creation(own, body)
        return JSONResponse(_name_by_path(self.create(self.check(body, {"title"}))), 201)

    def answer_item(self, method: str, own: Any, body: Any, *, is_below: bool) -> Any:
        shown = super().answer_item(method, own, body, is_below=is_below)
        return shown if is_below or len(own) > 1 else _name_by_path(shown)


def _name_by_path(note: Item) -> Item:
    return {**{key: value for key, value in note.items() if key != "id"}, "name": f"notes/{note['id']}"}


class PathedAndUndying(Pathed):
    """They stay when they are deleted."""

    def delete(self, name: str) -> None:
        self.read(name)


def test_items_that_are_named_by_their_path_are_judged() -> None:
    document = OPEN.replace(_ID, _ID.replace(" id:", " name:")).replace("[id, title", "[name, title")
    judged = judge(Pathed().app(), document, laws=LAWS)
    assert judged.broken == set()
    assert [name for name in LAWS if not any(each.missing == "" for each in judged.of(name))] == []
    assert judge(PathedAndUndying().app(), document, laws=LAWS).broken == {"delete-then-404"}


def _prove(api: Api, shown: Mapping[tuple[str, str], Item]) -> Key:
    """Return the key of repos, which a run knows from a server that shows these."""

    class Repos:
        spec = api.spec

        def call(self, operation_id: str, path: Mapping[str, Any]) -> Exchange:
            content = json.dumps(shown[path["owner"], path["name"]]).encode()
            url = f"http://127.0.0.1/repos/{path['owner']}/{path['name']}"
            response = Response(200, 200, (("content-type", "application/json"),), content)
            return Exchange(api.spec.operations[operation_id], Request("GET", url, (), b""), response, "laws")

    paths: list[Mapping[str, Any]] = [{"owner": owner, "name": name} for owner, name in shown]
    proven: dict[str, Key] = {}
    prove_keys(cast("Bench", Repos()), read_resources(api.spec), lambda _: paths, proven)
    return proven["repos"]


def _judge_alone(service: Notes, document: str, name: str, folder: Path) -> tuple[bool, str]:
    """Judge one law by a run that has sent nothing yet, as a replay does; returns a violation, and what was missing."""
    file = folder / "served.yaml"
    file.write_text(document, encoding="utf-8")
    (api,) = apis(folder, [str(file)])
    law = next(law for law in laws_of_api(api) if law.id == name)
    with serving(service.app()) as origin:
        recorder = Recorder(Target(api, origin, credentials.fake(api.spec)), 60.0)
        with Sender(recorder) as sender:
            (judgement,) = judge_again(recorder, sender, law, _PLACES[name], 1)
    return judgement.is_broken, judgement.missing


_PLACES = {"delete-then-404": "deleteNote", "patch-sets-what-was-sent": "changeNote"}


def test_the_id_of_items_is_proved_where_no_schema_has_it() -> None:
    """The documents of Kinto leave the objects open, and name neither their id nor what else it sets."""
    judged = judge(Buckets().app(), buckets.DOCUMENT, laws=["create-then-read", "delete-then-404"])
    assert judged.broken == set()
    assert [each.missing for law in ("create-then-read", "delete-then-404") for each in judged.of(law)] == ["", ""]
