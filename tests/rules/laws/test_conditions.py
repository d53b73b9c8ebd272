"""Laws of conditional requests: on servers that break them, and on right ones that look as if they did."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance.suite.profiles import PROFILES
from tests.rules.judged import judge, judge_by
from tests.rules.notes import DOCUMENT, Item, Notes
from tests.rules.versioned import VERSIONED, AcceptsAnyVersion, Versioned

TEXT = DOCUMENT.read_text(encoding="utf-8").replace(
    "    put:\n      operationId: replaceNote\n",
    "    put:\n      operationId: replaceNote\n"
    "      parameters: [{ name: If-Match, in: header, schema: { type: string } }]\n",
)
CONDITIONAL = TEXT.replace(
    '        "404": {$ref: "#/components/responses/Refused"}\n    patch:',
    '        "404": {$ref: "#/components/responses/Refused"}\n'
    '        "412": {$ref: "#/components/responses/Refused"}\n    patch:',
)


class _Tagged(Notes):
    """Notes with strong ETags and both conditions."""

    def tag(self, name: str) -> str:
        return '"' + hashlib.sha256(json.dumps(self.read(name)).encode()).hexdigest()[:12] + '"'

    def answer(self, request: Request, body: Any) -> Response:
        name = request.path_params.get("note")
        if name not in self.notes or "comments" in request.url.path:
            return super().answer(request, body)
        if request.method == "PUT" and not self.matches(request, name):
            return JSONResponse({"message": "it has changed"}, 412)
        if request.method == "GET" and self.is_unmodified(request, name):
            return Response(status_code=304)
        answer = super().answer(request, body)
        if request.method != "DELETE":
            answer.headers["ETag"] = self.tag(name)
        return answer

    def matches(self, request: Request, name: str) -> bool:
        return request.headers.get("if-match", self.tag(name)) == self.tag(name)

    def is_unmodified(self, request: Request, name: str) -> bool:
        return request.headers.get("if-none-match") == self.tag(name)


class _Constant(_Tagged):
    def tag(self, name: str) -> str:
        return '"1"'


class _NeverModified(_Tagged):
    def is_unmodified(self, request: Request, name: str) -> bool:
        return "if-none-match" in request.headers


class _Ignores(_Tagged):
    def matches(self, request: Request, name: str) -> bool:
        return True


class _RefusesAll(_Tagged):
    def matches(self, request: Request, name: str) -> bool:
        return "if-match" not in request.headers


class _Weak(_Tagged):
    """Weak ETags say nothing of bytes; and the framework that adds them knows nothing of writes."""

    def tag(self, name: str) -> str:
        return "W/" + super().tag(name)

    def matches(self, request: Request, name: str) -> bool:
        return True


class _Answers200(_Tagged):
    """No server has to answer 304."""

    def is_unmodified(self, request: Request, name: str) -> bool:
        return False


def _titles(server: Notes, text: str = CONDITIONAL) -> set[tuple[str, str, str]]:
    judged = judge(server.app(), text)
    return {(each.check, each.operation.id, each.title) for each in judged.findings}


@pytest.mark.parametrize(
    ("server", "found"),
    [
        (_Constant, ("etag-tells-change", "readNote", "another representation has the same ETag")),
        (_NeverModified, ("etag-tells-change", "readNote", "304 for a representation that has changed")),
        (_Ignores, ("if-match-stale-412", "replaceNote", "a write is accepted though its If-Match is stale")),
        (_RefusesAll, ("if-match-stale-412", "replaceNote", "a write is refused though its If-Match is current")),
    ],
)
def test_a_wrong_condition_is_found(server: type[Notes], found: tuple[str, str, str]) -> None:
    assert found in _titles(server())


@pytest.mark.parametrize("server", [_Tagged, _Weak, _Answers200, Notes])
def test_a_right_server_is_green(server: type[Notes]) -> None:
    assert _titles(server()) == set()


def test_an_undocumented_condition_that_is_ignored_is_a_warning() -> None:
    judged = judge(_Ignores().app(), DOCUMENT.read_text(encoding="utf-8"))
    assert "if-match-stale-412" in judged.remarked
    assert judged.broken == set()


class _HasVersionsOfItsOwn(AcceptsAnyVersion):
    """The version is one of the text: no write changes it by itself."""

    def change(self, name: str, body: Item) -> Item:
        changed = super().change(name, body)
        changed["version"] -= 1
        return changed


VERSIONS = replace(PROFILES["quick"], phases=frozenset({"values", "laws"}))


def test_a_stale_version_that_is_accepted_is_found() -> None:
    assert judge_by(VERSIONS, AcceptsAnyVersion().app(), VERSIONED).broken == {"stale-version-refused"}


@pytest.mark.parametrize("server", [Versioned, _HasVersionsOfItsOwn])
def test_a_version_that_is_checked_or_that_no_write_changes_is_right(server: type[Notes]) -> None:
    assert not judge_by(VERSIONS, server().app(), VERSIONED).findings
