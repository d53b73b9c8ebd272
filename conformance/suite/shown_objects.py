"""Objects that a server has shown. The ids in one of them belong together.

A stock level `{"warehouseId": 1, "sku": "A"}` names a warehouse and an item of which there is stock, and an order in a
list names a customer and an address that an order may have.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

_KEPT = 5  # objects of one collection: the latest

Scalar = str | int


class ShownObjects:
    """The latest objects of each collection, with their plain members by name in snake case."""

    def __init__(self) -> None:
        self._objects: dict[str, deque[Mapping[str, Scalar]]] = {}

    def keep(self, collection: str, members: Mapping[str, Scalar]) -> None:
        """Keep the plain members of an object of `collection`."""
        kept = self._objects.setdefault(collection, deque(maxlen=_KEPT))
        if members and members not in kept:
            kept.appendleft(members)

    def find(self, collection: str, names: Sequence[str]) -> Iterator[dict[str, Scalar]]:
        """Yield the values that `names` have together: in objects of `collection` first, the latest first.

        `from_warehouse_id` may name what a `warehouse_id` names. No two names get the value of one member.
        """
        others = (each for place, each in self._objects.items() if place != collection)
        for objects in (self._objects.get(collection, ()), *others):
            for members in objects:
                found = {name: _member(members, name) for name in names}
                if all(found.values()):
                    by_member = {member: name for name, member in reversed(found.items()) if member is not None}
                    yield {name: members[member] for member, name in by_member.items()}


def _member(members: Mapping[str, Scalar], name: str) -> str | None:
    words = name.split("_")
    shorter = ("_".join(words[start:]) for start in range(max(1, len(words) - 1)))
    return next((each for each in shorter if each in members), None)
