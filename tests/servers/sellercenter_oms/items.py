"""Order items of one venture, their main status and the details that fit it."""

from __future__ import annotations

from dataclasses import dataclass

DETAILS = {1: frozenset({"", "being_packed"}), 5: frozenset({"", "failed_in_warehouse", "returned_location_1"})}


@dataclass
class Item:
    """An order item; `source` is its id in the shop."""

    source: int
    status: int
    detail: str = ""


def seeded_items() -> dict[int, Item]:
    """Return the items by id, made anew."""
    return {1: Item(100399, 5), 11: Item(100409, 5), 12: Item(100410, 5), 13: Item(100411, 1)}


def set_detail(items: dict[int, Item], item_id: int, detail: str) -> str | None:
    """Set the status detail of one item; return what is wrong instead if it can't be set."""
    item = items.get(item_id)
    if item is None:
        return f"Order Item with id {item_id} does not exist"
    if detail not in DETAILS[item.status]:
        status, source = item.status, item.source
        return (
            f'The Status Detail "{detail}" does not match with current status (id:{status})'
            f" for Order Item with src_id: {source}"
        )
    item.detail = detail
    return None
