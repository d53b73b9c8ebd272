"""Laws of what is changed in part: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import pytest

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, TYPES, Item, Notes, Refused, breaks


class _Replaces(Notes):
    def change(self, name: str, body: Item) -> Item:
        return self.replace(name, {"title": "untitled", **body})


class _Derives(Notes):
    """The text follows the title."""

    def change(self, name: str, body: Item) -> Item:
        derived = {"text": f"about {body['title']}"} if "title" in body and "text" not in body else {}
        return super().change(name, {**derived, **body})


_TEXT = "text: {type: string}"


class _IgnoresNull(Notes):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {key: value for key, value in body.items() if value is not None})


class _TakesNull(Notes):
    pass


def test_a_patch_that_replaces_is_found() -> None:
    found = judge(_Replaces().app()).findings
    assert {(each.check, each.operation.id) for each in found} == {("merge-keeps-unsent", "changeNote")}


def test_without_a_merge_patch_it_is_a_warning() -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace("application/merge-patch+json", "application/json")
    judged = judge(_Replaces().app(), text)
    assert (judged.broken, judged.remarked) == (set(), {"merge-keeps-unsent"})


def test_a_property_that_follows_another_is_right() -> None:
    judged = judge(_Derives().app())
    assert judged.broken == set()
    assert {each.operation: each.missing for each in judged.of("merge-keeps-unsent")}["changeNote"] == ""


@pytest.mark.parametrize(("server", "broken"), [(_TakesNull, set()), (_IgnoresNull, {"merge-null-removes"})])
def test_null_that_removes_nothing_is_found(
    server: type[Notes], broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "text", (str, type(None)))
    text = DOCUMENT.read_text(encoding="utf-8").replace(_TEXT, 'text: {type: [string, "null"]}')
    assert judge(server().app(), text).broken == broken


def test_null_removes_nothing_that_a_read_requires(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer without it would break the document."""
    monkeypatch.setitem(TYPES, "text", (str, type(None)))
    assert judge(_IgnoresNull().app()).broken == set()


@breaks("patch-sets-what-was-sent")
class _Ignores(Notes):
    def change(self, name: str, body: Item) -> Item:
        return self.read(name)


class _Capitalises(Notes):
    def change(self, name: str, body: Item) -> Item:
        texts = {key: value.title() for key, value in body.items() if isinstance(value, str)}
        return super().change(name, {**body, **texts})


class _Refuses(Notes):
    """A change needs a title, though the document does not say so."""

    def change(self, name: str, body: Item) -> Item:
        if "title" not in body:
            raise Refused(400, "the title is missing")
        return super().change(name, body)


@pytest.mark.parametrize(
    ("server", "broken"), [(_Ignores, {"patch-sets-what-was-sent"}), (_Capitalises, set()), (_Refuses, set())]
)
def test_a_patch_that_sets_nothing_is_found(server: type[Notes], broken: set[str]) -> None:
    judged = judge(server().app())
    assert (judged.broken, judged.remarked) == (broken, set())
    assert {each.missing for each in judged.of("patch-sets-what-was-sent")} == {""}
