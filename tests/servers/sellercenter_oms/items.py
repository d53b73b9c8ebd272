"""Order items of one venture, their main status and the details that fit it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

_RETURNED = frozenset({"", "failed_in_warehouse", "returned_location_1"})
DETAILS = {1: frozenset({"", "being_packed"}), 5: _RETURNED, 6: _RETURNED}


@dataclass
class Item:
    """An order item; `source` is its id in the shop."""

    source: int
    status: int
    detail: str = ""


def seeded_items() -> dict[int, Item]:
    """Return the items by id, made anew."""
    return {1: Item(100399, 5), 11: Item(100409, 5), 12: Item(100410, 5), 13: Item(100411, 1)}


def set_details(items: dict[int, Item], changes: list[tuple[int, str]], wrong: str | None) -> dict[int, str]:
    """Set the status details of items; return what is wrong by position where they can't be set."""
    before = deepcopy(items)
    results = [set_detail(items, *change, wrong) for change in changes]
    messages = {place: text for place, text in enumerate(results) if text}
    if messages and wrong == "good-items-not-updated":
        items.update(before)
    if messages and wrong == "all-items-listed":
        return {place: text or "not processed" for place, text in enumerate(results)}
    return messages


def set_detail(items: dict[int, Item], item_id: int, detail: str, wrong: str | None = None) -> str | None:
    """Set the status detail of one item; return what is wrong instead if it can't be set."""
    item = items.get(item_id)
    if item is None:
        return f"Order Item with id {item_id} does not exist"
    if wrong == "failed-item-updated":
        item.detail = detail
    details = {"failed_in_warehouse"} if wrong == "one-detail-for-each" else DETAILS[item.status]
    if detail not in details and wrong != "any-detail-accepted":
        status, source = item.status, item.source
        return (
            f'The Status Detail "{detail}" does not match with current status (id:{status})'
            f" for Order Item with src_id: {source}"
        )
    item.detail = detail
    if wrong == "status-follows-detail":
        item.status = 5 if detail == "failed_in_warehouse" else 6
    return None
