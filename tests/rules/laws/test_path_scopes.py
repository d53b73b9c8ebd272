"""The law of scopes in paths: on services that break it, and on right ones that look as if they did."""

from __future__ import annotations

from typing import ClassVar

import pytest

from tests.rules.judged import judge
from tests.rules.notes import Item, Refused, breaks
from tests.rules.parcels import DOCUMENT, Parcels

_LAW = "item-only-in-its-scope"
_TEXT = DOCUMENT.read_text(encoding="utf-8")


@breaks(_LAW)
class _ReadsAnywhere(Parcels):
    """A parcel is read by its id alone."""

    def read(self, shop: str, name: str) -> Item:
        return super().read(self.shops.get(name, shop), name)

    def change(self, shop: str, name: str, body: Item) -> Item:
        super().read(shop, name)
        return super().change(shop, name, body)

    def delete(self, shop: str, name: str) -> None:
        super().read(shop, name)
        super().delete(shop, name)


class _ListsAll(Parcels):
    def list_parcels(self, shop: str) -> list[Item]:
        return list(self.parcels.values())


class _ChangesAnywhere(Parcels):
    def change(self, shop: str, name: str, body: Item) -> Item:
        return super().change(self.shops.get(name, shop), name, body)


class _DeletesAnywhere(Parcels):
    def delete(self, shop: str, name: str) -> None:
        super().delete(self.shops.get(name, shop), name)


@pytest.mark.parametrize(
    ("server", "operation"),
    [
        (_ReadsAnywhere, "readParcel"),
        (_ListsAll, "listParcels"),
        (_ChangesAnywhere, "changeParcel"),
        (_DeletesAnywhere, "deleteParcel"),
    ],
)
def test_an_item_that_is_reached_below_another_shop_is_found(server: type[Parcels], operation: str) -> None:
    findings = judge(server().app(), _TEXT, laws=[_LAW]).findings
    assert {(each.check, each.operation.id) for each in findings} == {(_LAW, operation)}


class _Shares(Parcels):
    """All shops have the same parcels, hooks and reports."""

    def is_of(self, shop: str, name: str) -> bool:
        return name in self.shops


def test_shops_may_share_their_items() -> None:
    judged = judge(_Shares().app(), _TEXT, laws=[_LAW])
    assert (judged.broken, judged.remarked) == (set(), set())


def test_tenants_do_not_share_their_items() -> None:
    document = _TEXT.replace("{shop}", "{tenantId}").replace("name: shop", "name: tenantId")
    findings = judge(_Shares().app(), document, laws=[_LAW]).findings
    assert {each.operation.id for each in findings} >= {"readParcel", "readHook"}


class _KnowsOwnShop(Parcels):
    """The caller has access to one shop."""

    mine: ClassVar[str] = "north"

    def list_parcels(self, shop: str) -> list[Item]:
        self.expect_own(shop)
        return super().list_parcels(shop)

    def read(self, shop: str, name: str) -> Item:
        self.expect_own(shop)
        return super().read(shop, name)

    def expect_own(self, shop: str) -> None:
        if shop != self.mine:
            raise Refused(404, "this is not your shop")


@pytest.mark.parametrize("server", [Parcels, _KnowsOwnShop])
def test_a_shop_that_has_its_own_items_is_right(server: type[Parcels]) -> None:
    judged = judge(server().app(), _TEXT, laws=[_LAW])
    assert (judged.broken, judged.remarked) == (set(), set())
    assert {each.operation: each.missing for each in judged.of(_LAW)}["readParcel"] == ""


def test_a_language_in_a_path_is_no_scope() -> None:
    document = _TEXT.replace("{shop}", "{locale}").replace("name: shop", "name: locale")
    judged = judge(_ReadsAnywhere().app(), document, laws=[_LAW])
    assert judged.broken == set()
