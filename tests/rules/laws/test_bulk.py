"""The law of bulk creates: on services that break it, and on right ones that look as if they did."""

from __future__ import annotations

import pytest

from tests.rules.judged import judge
from tests.rules.notes import Item, Refused, breaks
from tests.rules.parcels import DOCUMENT, Parcels

_LAW = "bulk-results-true"
_TEXT = DOCUMENT.read_text(encoding="utf-8")


@breaks(_LAW)
class _Forgets(Parcels):
    """The items of a bulk create are not stored."""

    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        known = dict(self.parcels)
        results = super().create_all(shop, bodies)
        self.parcels = known
        return results


class _KeepsRefused(Parcels):
    def create_one(self, shop: str, index: int, body: Item) -> Item:
        result = super().create_one(shop, index, body)
        if result["status"] != 201:
            self.create(shop, {**body, "kind": ""})
        return result


class _SaysLess(Parcels):
    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        return super().create_all(shop, bodies)[:-1]


class _Halves(Parcels):
    def create_one(self, shop: str, index: int, body: Item) -> Item:
        return super().create_one(shop, index, {**body, "weight": body["weight"] / 2})


class _ShowsOthers(Parcels):
    def create_one(self, shop: str, index: int, body: Item) -> Item:
        result = super().create_one(shop, index, body)
        return {**result, "parcel": {**result["parcel"], "name": "?"}} if "parcel" in result else result


class _SwapsPlaces(Parcels):
    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        results = super().create_all(shop, bodies)
        return [{**each, "index": len(bodies) - 1 - each["index"]} for each in results]


@pytest.mark.parametrize(
    ("server", "keys"),
    [
        (_Forgets, {"unreadable"}),
        (_KeepsRefused, {"refused"}),
        (_SaysLess, {"omitted"}),
        (_Halves, {"weight"}),
        (_ShowsOthers, {"echo name"}),
        (_SwapsPlaces, {"place"}),
    ],
)
def test_a_bulk_create_that_says_something_else_is_found(server: type[Parcels], keys: set[str]) -> None:
    findings = judge(server().app(), _TEXT, laws=[_LAW]).findings
    assert {(each.check, each.operation.id) for each in findings} == {(_LAW, "createParcels")}
    assert {each.key for each in findings} == keys


class _ShowsFailuresOnly(Parcels):
    """The answer has the items that were refused only."""

    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        return [each for each in super().create_all(shop, bodies) if each["status"] != 201]


class _ShowsMadeOnly(Parcels):
    """The answer has the items that were made only."""

    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        return [each for each in super().create_all(shop, bodies) if each["status"] == 201]


class _MakesAllOrNone(Parcels):
    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        known = dict(self.parcels)
        results = super().create_all(shop, bodies)
        if any(each["status"] != 201 for each in results):
            self.parcels = known
            raise Refused(400, "one of the parcels is refused")
        return results


class _SortsByName(Parcels):
    """The results are in another order than the request."""

    def create_all(self, shop: str, bodies: list[Item]) -> list[Item]:
        results = super().create_all(shop, bodies)
        return sorted(results, key=lambda each: str(each.get("parcel", {}).get("name", "")))


class _CountsFromOne(Parcels):
    def create_one(self, shop: str, index: int, body: Item) -> Item:
        return super().create_one(shop, index, body) | {"index": index + 1}


class _Normalises(Parcels):
    def create(self, shop: str, body: Item) -> Item:
        return super().create(shop, {**body, "name": f" {body['name'].upper()}"})


@pytest.mark.parametrize(
    "server", [Parcels, _ShowsFailuresOnly, _ShowsMadeOnly, _MakesAllOrNone, _SortsByName, _CountsFromOne, _Normalises]
)
def test_right_bulk_creates_are_right(server: type[Parcels]) -> None:
    judged = judge(server().app(), _TEXT, laws=[_LAW])
    assert (judged.broken, judged.remarked) == (set(), set())


def test_a_bulk_operation_that_does_not_surely_create_is_not_judged() -> None:
    document = _TEXT.replace("operationId: createParcels", "operationId: deleteParcels")
    judged = judge(_Forgets().app(), document, laws=[_LAW])
    assert judged.broken == set()
    assert [each.missing for each in judged.of(_LAW)] == ["the operation does not surely create items"]
