"""Objects that responses have shown, and the ids that belong together in them."""

from __future__ import annotations

from conformance.suite.shown_objects import ShownObjects


def test_values_are_those_of_one_object() -> None:
    shown = ShownObjects()
    shown.keep("level", {"warehouse_id": 1, "sku": "A"})
    shown.keep("level", {"warehouse_id": 2, "sku": "B"})
    shown.keep("item", {"sku": "C"})
    assert list(shown.find("/reservations", ["warehouse_id", "sku"])) == [
        {"warehouse_id": 2, "sku": "B"},
        {"warehouse_id": 1, "sku": "A"},
    ]


def test_objects_of_the_own_collection_come_first() -> None:
    shown = ShownObjects()
    shown.keep("/levels", {"warehouse_id": 2, "sku": "B"})
    shown.keep("/reservations", {"warehouse_id": 1, "sku": "A", "note": "x"})
    assert next(shown.find("/reservations", ["warehouse_id", "sku"])) == {"warehouse_id": 1, "sku": "A"}


def test_a_longer_name_may_refer_to_the_same_but_no_two_names_to_one_value() -> None:
    """A transfer has two warehouses, which are not the same one."""
    shown = ShownObjects()
    shown.keep("/levels", {"warehouse_id": 2, "sku": "B"})
    found = list(shown.find("/transfers", ["from_warehouse_id", "to_warehouse_id", "sku"]))
    assert found == [{"from_warehouse_id": 2, "sku": "B"}]
    assert list(shown.find("/transfers", ["from_store_id", "sku"])) == []


def test_the_latest_five_are_kept_and_each_once() -> None:
    shown = ShownObjects()
    for number in (*range(9), 8):
        shown.keep("/levels", {"id": number})
    assert [each["id"] for each in shown.find("/levels", ["id"])] == [8, 7, 6, 5, 4]
