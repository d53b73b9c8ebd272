"""The law of actions: on services that break it, and on right ones that look as if they did."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.judged import judge
from tests.rules.notes import TYPES, Item, Notes, Refused, breaks, read_edited
from tests.rules.parcels import DOCUMENT, Parcels

_LAW = "action-is-kept"
_TEXT = DOCUMENT.read_text(encoding="utf-8")


@breaks(_LAW)
class _OnlySays(Parcels):
    """The answer of an action shows what is not kept."""

    acts: tuple[str, ...] = ("hold", "release")

    def act(self, shop: str, name: str, act: str) -> Item:
        before = self.read(shop, name)
        after = super().act(shop, name, act)
        if act in self.acts:
            self.parcels[name] = before
        return after


class _OnlySaysReleased(_OnlySays):
    acts = ("release",)


class _Copies(Parcels):
    """The answer shows a copy of the parcel."""

    def act(self, shop: str, name: str, act: str) -> Item:
        return self.create(shop, {"name": "copy", "weight": self.read(shop, name)["weight"]})


class _MovesOn(Parcels):
    """A parcel that was held is soon held by others."""

    def read(self, shop: str, name: str) -> Item:
        found = super().read(shop, name)
        return {**found, "weight": found["weight"] + 1} if found["state"] == "held" else found


def test_an_action_that_is_not_kept_is_found() -> None:
    findings = judge(_OnlySays().app(), _TEXT, laws=[_LAW]).findings
    assert {(each.check, each.operation.id, each.key) for each in findings} == {(_LAW, "holdParcel", "state")}


def test_an_action_is_judged_after_another_one_that_it_needs() -> None:
    findings = judge(_OnlySaysReleased().app(), _TEXT, laws=[_LAW]).findings
    assert {(each.operation.id, each.key) for each in findings} == {("releaseParcel", "state")}


@pytest.mark.parametrize("server", [Parcels, _Copies, _MovesOn])
def test_right_actions_are_right(server: type[Parcels]) -> None:
    judged = judge(server().app(), _TEXT, laws=[_LAW])
    assert (judged.broken, judged.remarked) == (set(), set())


def test_an_action_that_only_previews_is_not_judged() -> None:
    document = _TEXT.replace("operationId: holdParcel", "operationId: previewHold")
    judged = judge(_OnlySays().app(), document, laws=[_LAW])
    assert judged.broken == set()


_STATED = (
    ("pinned: {type: boolean}\n", "pinned: {type: boolean}\n        status: {type: string, enum: [draft, done]}\n"),
)


class _HasStates(Notes):
    def create(self, body: Item) -> Item:
        return super().create({"status": "draft", **body})


class _OnlySaysDone(_HasStates):
    def answer_item(self, method: str, own: Any, body: Any, *, is_below: bool) -> Any:
        kept = {name: value for name, value in body.items() if name != "status"} if method == "PATCH" else body
        if not kept and method == "PATCH":
            return {**self.read(own[0]), **body}
        return super().answer_item(method, own, kept, is_below=is_below)


class _GoesOn(_HasStates):
    """A note that is set to done is filed at once."""

    def read(self, name: str) -> Item:
        found = super().read(name)
        return {**found, "status": "filed"} if found.get("status") == "done" else found


class _RefusesStates(_HasStates):
    def change(self, name: str, body: Item) -> Item:
        if "status" in body:
            raise Refused(400, "the state is changed by others")
        return super().change(name, body)


@pytest.mark.parametrize(
    ("server", "operations"),
    [(_HasStates, set()), (_GoesOn, set()), (_RefusesStates, set()), (_OnlySaysDone, {"changeNote"})],
)
def test_a_patch_to_another_state_is_kept(
    server: type[Notes], operations: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "status", str)
    findings = judge(server().app(), read_edited(*_STATED), laws=[_LAW]).findings
    assert {each.operation.id for each in findings if each.check == _LAW} == operations
