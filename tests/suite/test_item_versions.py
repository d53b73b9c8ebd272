"""A write that requires the version of its item gets the current one, so that it is reached and judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request as StarletteRequest
from starlette.responses import Response

from conformance.apis import Api
from conformance.network.exchange import Exchange, Request
from conformance.network.exchange import Response as Received
from conformance.suite.item_versions import ItemVersions
from conformance.suite.profiles import PROFILES
from tests.rules.judged import Judged, judge_by
from tests.rules.notes import Item, Notes, Refused, breaks, read_edited

_CHANGE = 'application/merge-patch+json: {schema: {$ref: "#/components/schemas/NoteChange"}}}\n      responses:\n'
_EDITS = (
    (_CHANGE, f'{_CHANGE}        "409": {{$ref: "#/components/responses/Refused"}}\n'),
    ("      minProperties: 1\n", "      required: [version]\n"),
    (
        "        pinned: {type: boolean}\n    Note:",
        "        pinned: {type: boolean}\n        version: {type: integer}\n    Note:",
    ),
)
VERSIONED = read_edited(*_EDITS)
PHASES = frozenset({"values", "coverage", "negation", "laws"})
URL = "http://127.0.0.1/notes/n1"


class Versioned(Notes):
    """A PATCH names the version that it changes, and gives the note another one."""

    def answer(self, request: StarletteRequest, body: Any) -> Response:
        is_change = request.method == "PATCH" and "comment" not in request.path_params
        return super().answer(request, self._take_version(request.path_params["note"], body) if is_change else body)

    def _take_version(self, name: str, body: Any) -> Any:
        note, version = self.read(name), body.get("version") if isinstance(body, dict) else None
        rest = {key: value for key, value in body.items() if key != "version"} if isinstance(body, dict) else body
        if type(version) is not int or (rest and self.check(rest, set()) is None):
            raise Refused(400, "the version is needed")
        if self.is_stale(note, version):
            raise Refused(409, "the note has changed")
        return rest or {"title": note["title"]}

    def is_stale(self, note: Item, version: int) -> bool:
        return bool(note["version"] != version)


@breaks("stale-version-refused", *_EDITS)
class _AcceptsAnyVersion(Versioned):
    def is_stale(self, note: Item, version: int) -> bool:
        return False


class _HasVersionsOfItsOwn(_AcceptsAnyVersion):
    """The version is one of the text: no write changes it by itself."""

    def change(self, name: str, body: Item) -> Item:
        changed = super().change(name, body)
        changed["version"] -= 1
        return changed


class _Resets(Versioned):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {"text": "", **body})


class _IsLax(Versioned):
    """A PATCH accepts any pin."""

    def check(self, body: Any, required: set[str]) -> Item:
        pin = body.get("pinned") if isinstance(body, dict) and not required else None
        return super().check({**body, "pinned": bool(pin)} if pin is not None else body, required)


def _judge(server: Notes) -> Judged:
    return judge_by(replace(PROFILES["quick"], phases=PHASES), server.app(), VERSIONED)


def test_a_write_that_requires_the_current_version_is_reached() -> None:
    judged = _judge(Versioned())
    assert not judged.findings
    assert judged.run.record("changeNote").is_reached
    for name in ("merge-keeps-unsent", "stale-version-refused"):
        assert "" in {each.missing for each in judged.of(name) if each.operation == "changeNote"}, name


@pytest.mark.parametrize(
    ("server", "check"),
    [
        (_AcceptsAnyVersion, "stale-version-refused"),
        (_Resets, "merge-keeps-unsent"),
        (_IsLax, "accepts-invalid"),
    ],
)
def test_what_is_wrong_behind_a_version_is_found(server: type[Notes], check: str) -> None:
    assert _judge(server()).broken == {check}


def test_a_version_that_no_write_changes_may_be_any() -> None:
    assert not _judge(_HasVersionsOfItsOwn()).findings


def test_a_version_is_known_until_a_write(make_api: Callable[[str], Api]) -> None:
    api = make_api(VERSIONED)
    versions, change = ItemVersions(api.spec), api.spec.operations["changeNote"]
    made_up = {"title": "a", "version": 7351}
    assert versions.renew(change, URL, made_up) == made_up, "none is known"
    versions.learn(_exchange(api, "readNote", "GET", URL, b'{"version": 4}'))
    assert versions.renew(change, URL, made_up) == {"title": "a", "version": 4}
    for body in ({"title": "a"}, {"version": "7"}, [1], None):
        assert versions.renew(change, URL, body) == body, "it is sent on purpose"
    versions.keep(change, Request("PATCH", URL, (), b'{"version": 7351}'))
    assert versions.renew(change, URL, made_up) == made_up, "a law keeps it"
    versions.learn(_exchange(api, "createComment", "POST", f"{URL}/comments", b"{}"))
    assert not versions.knows(URL), "what is below has changed"


def _exchange(api: Api, name: str, method: str, url: str, content: bytes) -> Exchange:
    return Exchange(api.spec.operations[name], Request(method, url, ()), Received(200, 200, (), content), "")
