"""Law of values at an edge: on servers that lose one, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.rules.judged import judge
from tests.rules.notes import TYPES, Item, Notes, Refused, breaks, read_edited

_PINNED = "pinned: {type: boolean}"
_MORE = f"""{_PINNED}
        width: {{type: integer}}
        due: {{type: string, format: date-time}}
        zip: {{type: string, pattern: "^[0-9]{{5}}$"}}
        tags: {{type: array, items: {{type: string}}}}"""
_LAW = "edges-are-kept"
_TYPES = {"width": int, "due": str, "zip": str, "tags": list}


class _Stores(Notes):
    """A write keeps what `keep` makes of it."""

    def keep(self, body: Item) -> Item:
        return body

    def create(self, body: Item) -> Item:
        return super().create(self.keep(body))

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, self.keep(body))

    def change(self, name: str, body: Item) -> Item:
        return super().change(name, self.keep(body))


def _with(name: str, make: Callable[[Any], Any]) -> type[_Stores]:
    """Return a service that keeps another value of one property."""

    class Other(_Stores):
        def keep(self, body: Item) -> Item:
            return {**body, name: make(body[name])} if name in body else body

    return Other


_LONGER = "title: {type: string, minLength: 1, maxLength: 40}", "title: {type: string, minLength: 1, maxLength: 80}"


@breaks(_LAW, _LONGER)
class _CutsTheTitle(_Stores):
    def keep(self, body: Item) -> Item:
        return {**body, "title": body["title"][:30]} if "title" in body else body

    def check(self, body: Any, required: set[str]) -> Item:
        short = super().check({**body, "title": body["title"][:40]}, required) if "title" in body else {}
        return {**super().check({**body, **short}, required), **body}


def test_a_text_that_is_cut_is_named_at_each_write() -> None:
    found = judge(_CutsTheTitle().app(), read_edited(_LONGER), laws=[_LAW]).findings
    names = {"createNote", "replaceNote", "changeNote"}
    assert {each.operation.id for each in found if "the longest text in /title" in each.title} == names


def _judge(service: type[Notes], edits: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Return the operations at which each title was found."""
    for name, kind in _TYPES.items():
        monkeypatch.setitem(TYPES, name, kind)
    judged = judge(service().app(), read_edited(edits), laws=[_LAW])
    found: dict[str, set[str]] = {}
    for each in (each for each in judged.findings if each.check == _LAW):
        found.setdefault(each.title.rpartition(" keep ")[2], set()).add(each.operation.id)
    return found


@pytest.mark.parametrize(
    ("service", "title"),
    [
        (_with("width", lambda value: value or 5), "zero in /width"),
        (_with("text", lambda value: value.encode("ascii", "replace").decode()), "letters beyond ASCII in /text"),
        (_with("due", lambda value: f"{value[:19]}Z"), "the offset of a time in /due"),
        (_with("zip", lambda value: str(int(value))), "leading zeros in /zip"),
        (_with("tags", lambda value: value[:1]), "each of two elements in /tags"),
    ],
)
def test_each_write_has_to_keep_an_edge(service: type[Notes], title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _judge(service, (_PINNED, _MORE), monkeypatch)
    assert found == {title: {"createNote", "replaceNote", "changeNote"}}


def test_false_is_named_at_the_create(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PUT and a PATCH of false are judged by their own laws."""
    found = _judge(_with("pinned", lambda value: value or None), (_PINNED, _MORE), monkeypatch)
    assert found == {"false in /pinned": {"createNote"}}


def _to_utc(value: str) -> str:
    return datetime.fromisoformat(value).astimezone(tz=None).isoformat()


class _Right(_Stores):
    """Lists are in an order of their own, times in another zone, and texts without capitals."""

    def keep(self, body: Item) -> Item:
        makers: dict[str, Callable[[Any], Any]] = {
            "tags": lambda value: sorted(value, reverse=True),
            "due": _to_utc,
            "title": str.lower,
        }
        return {name: makers.get(name, lambda each: each)(value) for name, value in body.items()}


class _Omits(_Stores):
    """Zero and false are not shown, as in JSON of protocol buffers."""

    def read(self, name: str) -> Item:
        return {key: value for key, value in super().read(name).items() if value}


class _RefusesEdges(_Stores):
    def keep(self, body: Item) -> Item:
        texts = [value for value in body.values() if isinstance(value, str)]
        if body.get("width") == 0 or len(body.get("tags", ())) > 1 or not all(map(str.isascii, texts)):
            raise Refused(400, "not at an edge")
        return body


class _OwnsTheList(_Stores):
    """The server has labels of its own, and measures by itself."""

    def keep(self, body: Item) -> Item:
        return {**body, **{name: value for name, value in {"tags": ["a"], "width": 7}.items() if name in body}}


@pytest.mark.parametrize("service", [_Right, _Omits, _RefusesEdges, _OwnsTheList])
def test_a_right_server_keeps_edges_in_its_own_way(service: type[Notes], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _judge(service, (_PINNED, _MORE), monkeypatch) == {}


def test_one_value_that_is_refused_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong(_Stores):
        def keep(self, body: Item) -> Item:
            if not body.get("text", "").isascii():
                raise Refused(400, "the text is ASCII")
            return {**body, "title": body["title"].encode("ascii", "replace").decode()} if "title" in body else body

    assert _judge(Wrong, (_PINNED, _MORE), monkeypatch).keys() == {"letters beyond ASCII in /title"}
