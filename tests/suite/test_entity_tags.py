"""A write that requires If-Match gets the current ETag of its item, so that it is reached and judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.requests import Request as StarletteRequest
from starlette.responses import JSONResponse, Response

from conformance.apis import Api
from conformance.network.exchange import Exchange, Request
from conformance.network.exchange import Response as Received
from conformance.suite.entity_tags import EntityTags
from conformance.suite.profiles import PROFILES
from tests.rules.judged import judge_by
from tests.rules.notes import DOCUMENT, Item, Notes, Refused

_REPLACE = "      operationId: replaceNote\n"
_PARAMETER = "{name: If-Match, in: header, required: true, schema: {type: string, pattern: '^\"[0-9]+\"$'}}"
_HEAD, _REST = DOCUMENT.read_text(encoding="utf-8").split(_REPLACE)
_REFUSED = '"412": {$ref: "#/components/responses/Refused"}\n        "404": {$ref'
_TAIL = _REST.replace('"404": {$ref', _REFUSED, 1)
TAGGED = f"{_HEAD}{_REPLACE}      parameters: [{_PARAMETER}]\n{_TAIL}"
PHASES = frozenset({"examples", "values", "coverage", "negation", "laws"})
CURRENT, OTHER = '"1"', '"7351"'


class Tagged(Notes):
    """Notes whose PUT needs the ETag that a read shows."""

    checks = True

    def answer(self, request: StarletteRequest, body: Any) -> Response:
        name = request.path_params.get("note", "")
        if request.method == "PUT":
            self._check_tag(self.read(name), request.headers.get("if-match", ""))
        answer = super().answer(request, body)
        if isinstance(answer, JSONResponse) and request.method == "GET" and request.url.path == f"/notes/{name}":
            answer.headers["etag"] = f'"{json.loads(bytes(answer.body))["version"]}"'
        return answer

    def _check_tag(self, note: Item, tag: str) -> None:
        if not tag.strip('"').isdecimal() or len(tag) < 3:
            raise Refused(400, "an ETag is needed")
        if self.checks and tag != f'"{note["version"]}"':
            raise Refused(412, "the note has changed")


class TakesAnyTag(Tagged):
    checks = False


class TaggedAndForgetful(Tagged):
    """A PUT loses the text."""

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {**body, "text": ""})


class TaggedAndLax(Tagged):
    """A PUT accepts any pin."""

    def check(self, body: Any, required: set[str]) -> Item:
        pin = body.get("pinned") if isinstance(body, dict) else None
        return super().check({**body, "pinned": bool(pin)} if pin is not None and required else body, required)


def _judge(server: Notes) -> Any:
    return judge_by(replace(PROFILES["quick"], phases=PHASES), server.app(), TAGGED)


def test_a_write_that_requires_the_current_tag_is_reached() -> None:
    judged = _judge(Tagged())
    assert not judged.findings
    record = judged.run.record("replaceNote")
    assert record.is_reached
    assert record.statuses[400] > 10
    put_laws = ("put-sets-what-was-sent", "put-idempotent", "if-match-stale-412")
    assert [name for name in put_laws if not any(each.missing == "" for each in judged.of(name))] == []


def test_what_is_wrong_behind_a_tag_is_found() -> None:
    assert "put-sets-what-was-sent" in _judge(TaggedAndForgetful()).broken
    assert "accepts-invalid" in _judge(TaggedAndLax()).broken
    assert "if-match-stale-412" in _judge(TakesAnyTag()).broken


def test_a_tag_is_known_until_a_write(make_api: Callable[[str], Api]) -> None:
    api = make_api(TAGGED)
    tags, put, read = EntityTags(api.spec), api.spec.operations["replaceNote"], api.spec.operations["readNote"]
    url, made_up = "http://127.0.0.1/notes/n1", (("if-match", OTHER),)
    assert tags.renew(put, url, made_up) == made_up, "none is known"
    tags.learn(_exchange(api, "readNote", "GET", url, etag=CURRENT))
    assert tags.renew(put, url, made_up) == (("if-match", CURRENT),)
    assert tags.renew(put, f"{url}1", made_up) == made_up, "it is that of another item"
    assert tags.renew(read, url, made_up) == made_up, "it has no such parameter"
    for value in ("*", "seven"):
        assert tags.renew(put, url, (("If-Match", value),)) == (("If-Match", value),), "it is sent on purpose"
    tags.learn(_exchange(api, "createComment", "POST", f"{url}/comments"))
    assert tags.renew(put, url, made_up) == made_up, "what is below has changed"


_ASKED = TAGGED.replace("header, required: true", "header").replace('"412": {$ref', '"428": {$ref', 1)


class _AsksForATag(TaggedAndForgetful):
    """An ETag may be left out, as the document says: then it is asked for."""

    def answer(self, request: StarletteRequest, body: Any) -> Response:
        if request.method == "PUT" and "if-match" not in request.headers:
            raise Refused(428, "the ETag is required")
        return super().answer(request, body)


def test_a_tag_is_sent_where_428_asks_for_it(make_api: Callable[[str], Api]) -> None:
    judged = judge_by(replace(PROFILES["quick"], phases=frozenset({"values", "laws"})), _AsksForATag().app(), _ASKED)
    assert "put-sets-what-was-sent" in judged.broken
    api, url = make_api(_ASKED), "http://127.0.0.1/notes/n1"
    tags, put = EntityTags(api.spec), api.spec.operations["replaceNote"]
    assert tags.renew(put, url, ()) == (), "none is known: the PUT may create"
    tags.learn(_exchange(api, "readNote", "GET", url, etag=CURRENT))
    assert tags.renew(put, url, ()) == (("If-Match", CURRENT),)
    required = EntityTags(make_api(TAGGED).spec)
    required.learn(_exchange(api, "readNote", "GET", url, etag=CURRENT))
    assert required.renew(put, url, ()) == (), "a request without it is invalid on purpose"


def test_a_tag_that_a_law_sends_is_kept(make_api: Callable[[str], Api]) -> None:
    api = make_api(TAGGED)
    tags, put, url = EntityTags(api.spec), api.spec.operations["replaceNote"], "http://127.0.0.1/notes/n1"
    location = {"location": "/notes/n1", "etag": CURRENT}
    tags.learn(_exchange(api, "createNote", "POST", "http://127.0.0.1/notes", status=201, **location))
    stale = (("If-Match", OTHER),)
    assert tags.renew(put, url, stale) == (("If-Match", CURRENT),)
    tags.keep(Request("PUT", url, stale))
    assert tags.renew(put, url, stale) == stale


def _exchange(api: Api, name: str, method: str, url: str, status: int = 200, **headers: str) -> Exchange:
    return Exchange(
        api.spec.operations[name], Request(method, url, ()), Received(status, status, tuple(headers.items()), b""), ""
    )
