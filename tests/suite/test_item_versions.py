"""A write that requires the version of its item gets the current one, so that it is reached and judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from conformance.apis import Api
from conformance.network.exchange import Exchange, Request
from conformance.network.exchange import Response as Received
from conformance.suite.item_versions import ItemVersions
from conformance.suite.profiles import PROFILES
from tests.rules.judged import Judged, judge_by
from tests.rules.notes import Item, Notes
from tests.rules.versioned import VERSIONED, Versioned

PHASES = frozenset({"values", "coverage", "negation", "laws"})
URL = "http://127.0.0.1/notes/n1"


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
        (_Resets, "merge-keeps-unsent"),
        (_IsLax, "accepts-invalid"),
    ],
)
def test_what_is_wrong_behind_a_version_is_found(server: type[Notes], check: str) -> None:
    assert _judge(server()).broken == {check}


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
