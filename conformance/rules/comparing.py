"""Equality of values as laws see it: a server may normalise, and some values change by themselves.

Tested in `tests/rules/test_comparing.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from conformance.rules.bench import Bench, Item
from conformance.rules.items import body_of, differences, is_success
from conformance.rules.law import NotObservableError

_LONGEST = 200  # characters: a longer text may be cut


def agree(one: Any, other: Any) -> bool:
    """Return whether two scalars are the same: numbers and instants by value, texts after normalisation.

    Lists of scalars are the same without their order. One that is missing is empty.
    """
    if isinstance(one, list) or isinstance(other, list):
        return _agree_on_all(one or [], other or []) and _agree_on_all(other or [], one or [])
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    numbers = _number(one), _number(other)
    if None not in numbers:
        return numbers[0] == numbers[1]
    if isinstance(one, str) and isinstance(other, str):
        return _plain(one) == _plain(other) or (instant_of(one) is not None and instant_of(one) == instant_of(other))
    return bool(one == other)


def _agree_on_all(one: Any, other: Any) -> bool:
    """Return whether each element of a list is in another one."""
    are_lists = isinstance(one, list) and isinstance(other, list)
    return are_lists and all(any(agree(mine, yours) for yours in other) for mine in one)


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if isinstance(value, int | float | str) else None
    except InvalidOperation:
        return None


def _plain(text: str) -> str:
    """Return the text without what servers normalise: case, blanks at the edges, Unicode form, the last slash."""
    return unicodedata.normalize("NFKC", text).strip().rstrip("/").casefold()


def instant_of(text: str) -> datetime | None:
    """Return the instant that a text names, in whole seconds; None if it names none, or no time zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(microsecond=0) if found.tzinfo else None


def is_canonical(value: Any) -> bool:
    """Return whether a value is such that no normalisation changes it."""
    if isinstance(value, str):
        return bool(value) and value == value.strip() and value.isprintable() and len(value) <= _LONGEST
    if isinstance(value, float):
        return round(value, 2) == value and abs(value) < 1e9
    if isinstance(value, list):
        return all(map(is_canonical, value))
    return isinstance(value, bool | int) and abs(value) < 2**31


def unlike(sent: Mapping[str, Any], shown: Any, names: Iterable[str]) -> list[str]:
    """Return which of the properties `names` were sent with a canonical value and are shown with another one."""
    if not isinstance(shown, Mapping):
        return []
    given = [name for name in names if name in sent and is_canonical(sent[name])]
    return [name for name in given if not agree(sent[name], shown.get(name))]


def read_steadily(bench: Bench, item: Item, operation_id: str = "") -> tuple[Any, frozenset[str]]:
    """Read an item twice by one operation. Return its body, and the pointers of values that change by themselves."""
    read = partial(bench.call, operation_id, item.path) if operation_id else partial(bench.read, item)
    first, second = read(), read()
    if not is_success(first) or not is_success(second):
        raise NotObservableError(f"an item of {item.resource.name} that was created could not be read")
    return body_of(second), frozenset(differences(body_of(first), body_of(second)))
