"""Laws of what a client may not set: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused

_CLOSED = "      additionalProperties: false\n"


class _BindsAll(Notes):
    def check(self, body: Any, required: set[str]) -> Item:
        return {**super().check(_known(body), required), **body}

    def create(self, body: Item) -> Item:
        note = super().create(body)
        note.update(body)
        return note

    def replace(self, name: str, body: Item) -> Item:
        return self._bind(super().replace(name, body), body)

    def change(self, name: str, body: Item) -> Item:
        return self._bind(super().change(name, body), body)

    def _bind(self, note: Item, body: Item) -> Item:
        note.update(body)
        return note


class _Binds(_BindsAll):
    """The version is the server's."""

    def check(self, body: Any, required: set[str]) -> Item:
        return {name: value for name, value in super().check(body, required).items() if name not in {"id", "version"}}


class _IgnoresOthers(Notes):
    def check(self, body: Any, required: set[str]) -> Item:
        return super().check(_known(body), required)


class _RefusesOthers(Notes):
    """Extra properties are refused, though the document says nothing of them."""


def _known(body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    found = {name: value for name, value in body.items() if name in {"title", "text", "pinned"}}
    if not found:
        raise Refused(400, "nothing is known of it")
    return found


def _open(*, is_marked: bool) -> str:
    text = DOCUMENT.read_text(encoding="utf-8").replace(_CLOSED, "")
    marked = "        pinned: {type: boolean}\n        version: {type: integer, readOnly: true}\n"
    return text.replace("        pinned: {type: boolean}\n", marked, 2) if is_marked else text


@pytest.mark.parametrize("is_marked", [True, False])
def test_what_a_client_sets_though_it_is_the_servers_is_found(is_marked: bool) -> None:
    judged = judge(_BindsAll().app(), _open(is_marked=is_marked))
    assert (judged.broken if is_marked else judged.remarked) == {"readonly-not-writable"}
    found = judged.findings if is_marked else judged.run.recorder.remarks
    reason = "is readOnly" if is_marked else "the document has in the response and not in the request"
    assert all(f"a client can set /version, which {reason}" in each.title for each in found)


@pytest.mark.parametrize("server", [_IgnoresOthers, _RefusesOthers])
def test_what_is_ignored_or_refused_is_right(server: type[Notes]) -> None:
    judged = judge(server().app(), _open(is_marked=True))
    assert (judged.broken, judged.remarked) == (set(), set())


def test_what_a_create_may_set_is_not_the_servers() -> None:
    """The PATCH does not name it, and does not forbid it."""
    text = _open(is_marked=False)
    change = "      minProperties: 1\n      properties:\n        title: {type: string, minLength: 1, maxLength: 40}\n"
    assert f"{change}        text: {{type: string}}\n" in text
    judged = judge(_Binds().app(), text.replace(f"{change}        text: {{type: string}}\n", change))
    assert (judged.broken, judged.remarked) == (set(), set())


def test_properties_that_are_open_on_purpose_are_right() -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace("additionalProperties: false", "additionalProperties: true")
    judged = judge(_BindsAll().app(), text)
    assert (judged.broken, judged.remarked) == (set(), set())
