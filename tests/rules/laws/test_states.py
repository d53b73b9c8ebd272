"""The laws of states: on services that break them, and on right ones that look as if they did."""

from __future__ import annotations

import pytest

from tests.rules.judged import judge
from tests.rules.notes import Item, Refused, breaks, read_edited
from tests.rules.parcels import DOCUMENT, Parcels

_HOLD, _RELEASE = "      operationId: holdParcel\n", "      operationId: releaseParcel\n"
_SAID = (
    (_HOLD, f"{_HOLD}      description: Only a free parcel can be held. The parcel becomes `held`.\n"),
    (_RELEASE, f"{_RELEASE}      description: A free parcel can't be released (409). Its state becomes `free`.\n"),
)
_TEXT = read_edited(*_SAID, source=DOCUMENT)
_LAWS = ["state-refuses", "state-follows"]


@breaks("state-refuses", *_SAID)
class _HoldsTwice(Parcels):
    """A parcel on hold can be held again."""

    def act(self, shop: str, name: str, act: str) -> Item:
        try:
            return super().act(shop, name, act)
        except Refused:
            return self.read(shop, name)


@breaks("state-follows", *_SAID)
class _StaysFree(Parcels):
    """The answer says that the parcel is as it was."""

    def act(self, shop: str, name: str, act: str) -> Item:
        super().act(shop, name, act)
        self.parcels[name] = {**self.parcels[name], "state": "free"}
        return self.parcels[name]


class _MovesOn(Parcels):
    """Others release a parcel at once: it is free when it is read."""

    def read(self, shop: str, name: str) -> Item:
        found = super().read(shop, name)
        if found["state"] == "held":
            self.parcels[name] = {**found, "state": "free"}
        return found


class _RefusesAll(Parcels):
    def act(self, shop: str, name: str, act: str) -> Item:
        if len(self.parcels) > 6:
            raise Refused(409, f"nothing is ready to {act}")
        return super().act(shop, name, act)


def _find(server: type[Parcels], text: str = _TEXT) -> set[tuple[str, str]]:
    judged = judge(server().app(), text, laws=_LAWS)
    assert judged.remarked == set()
    return {(each.check, each.operation.id) for each in judged.findings}


def test_an_operation_that_its_description_refuses_is_found() -> None:
    refused = {("state-refuses", "holdParcel"), ("state-refuses", "releaseParcel")}
    assert _find(_HoldsTwice) == refused


def test_an_action_that_leaves_the_state_is_found() -> None:
    assert ("state-follows", "holdParcel") in _find(_StaysFree)


@pytest.mark.parametrize("server", [Parcels, _MovesOn, _RefusesAll])
def test_right_states_are_right(server: type[Parcels]) -> None:
    assert _find(server) == set()


@pytest.mark.parametrize("said", ["Holds a parcel.", "Only a parcel of a free shop can be held."])
def test_what_no_description_surely_says_is_not_judged(said: str) -> None:
    text = read_edited((_HOLD, f"{_HOLD}      description: {said}\n"), source=DOCUMENT)
    assert ("state-refuses", "holdParcel") not in _find(_HoldsTwice, text)


def test_a_write_is_judged_after_an_action() -> None:
    change, refused = "      operationId: changeParcel\n", '": {$ref: "#/components/responses/Refused"}\n'
    documented = (f'        "400{refused}', f'        "400{refused}        "409{refused}')
    said = (change, f"{change}      description: A held parcel cannot be changed (409).\n")
    text = read_edited(said, documented, source=DOCUMENT)

    class _Guards(Parcels):
        def change(self, shop: str, name: str, body: Item) -> Item:
            if self.parcels[name]["state"] == "held":
                raise Refused(409, "it is held")
            return super().change(shop, name, body)

    assert _find(_Guards, text) == set()
    assert _find(Parcels, text) == {("state-refuses", "changeParcel")}
