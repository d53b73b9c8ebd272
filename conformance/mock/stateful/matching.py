"""Items of a list: filtered by what query parameters name, sorted where that is plain.

Tested in `tests/mock/stateful/test_lists.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from conformance.mock.state import Item
from conformance.mock.stateful.views import find_at, text
from conformance.resources import Filter

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")  # digits alone may be a name, whose order is that of a text
_SORTS = ("sort", "sort_by", "sortBy", "order_by", "orderBy", "ordering")
_DIRECTIONS = ("order", "direction", "sort_order", "sortOrder", "sort_direction", "sortDirection", "dir")


def matches(item: Item, condition: Filter, wanted: Any) -> bool:
    """Return whether the item meets the condition; one without the property does not."""
    value = find_at(item, condition.pointer)
    if value is None:
        return False
    if condition.operator in _COMPARISONS:
        one, other = _comparable(value), _comparable(wanted)
        return type(one) is type(other) and bool(_COMPARISONS[condition.operator](one, other))
    choices = wanted if isinstance(wanted, list) else str(wanted).split(",") if condition.operator == "in" else [wanted]
    held = value if isinstance(value, list) else [value]
    return bool({text(each) for each in held if not isinstance(each, dict | list)} & {text(each) for each in choices})


_COMPARISONS: Mapping[str, Any] = {
    "lt": lambda one, other: one < other,
    "lte": lambda one, other: one <= other,
    "gt": lambda one, other: one > other,
    "gte": lambda one, other: one >= other,
}


def _comparable(value: Any) -> float | str | None:
    """Return a number, a decimal that is text, or a time as a number, other text as it is."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return float(value)
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return moment.timestamp() if moment.tzinfo else moment.replace(tzinfo=UTC).timestamp()
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def sort_items(items: list[Item], query: Mapping[str, Any]) -> list[Item]:
    """Return the items in the order of the property that a parameter for it names, if it names one."""
    stated = next((query[name] for name in _SORTS if isinstance(query.get(name), str)), "")
    name = stated.lstrip("+-")
    values = [_comparable(item.get(name)) if isinstance(item, dict) else None for item in items]
    if not name or any(value is None for value in values) or len({type(value) for value in values}) > 1:
        return items
    is_descending = stated.startswith("-") or any(str(query.get(each, "")).lower() == "desc" for each in _DIRECTIONS)
    ranked = sorted(zip(values, items, strict=True), key=lambda pair: pair[0], reverse=is_descending)
    return [item for _, item in ranked]
