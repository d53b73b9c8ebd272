"""A collection while its document is read.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from conformance.openapi.spec import Operation
from conformance.resources.model import Claim, Confidence, Kind, Role
from conformance.resources.places import Path, Place, place_of


class Collection:
    """One collection while it is read: its paths, and the schema that shows its items most fully."""

    def __init__(self, place: Place, listed: Path | None, item: Path | None, *, is_singleton: bool = False) -> None:
        self.place = place
        self.listed = listed
        self.item = item
        self.is_singleton = is_singleton
        self.schema: str | None = None  # of an item
        self.views: list[str] = []
        self.roles: list[Role] = []

    @property
    def is_read(self) -> bool:
        """True if a GET of the item path shows an item."""
        get = self.item.operations.get("GET") if self.item else None
        return any(role.kind.value is Kind.READ and get and role.operation_id == get.id for role in self.roles)

    @property
    def width(self) -> int:
        """Number of path parameters that name an item."""
        return len(self.item.place) - len(self.place) if self.item else 0

    @property
    def segment(self) -> str:
        """The last literal segment: the noun of the collection."""
        return next((each for each in reversed(self.place) if each != "{}"), "")

    def weigh(self, operation: Operation, kind: Claim[Kind]) -> Claim[Kind]:
        """Return the claim, likely at most where it rests on a verb or a singular in a path, such as `/orders/create`.

        That is the operation's own path, or that of all that is done to an item: the item path makes a POST a creation.
        """
        item = self.item.operations.values() if self.item else ()
        is_plain = self._is_in_place(operation) and (not item or any(map(self._is_in_place, item)))
        if is_plain:
            return kind
        reason = f"R16: a verb or a singular in the path, {kind.rests_on}"
        return Claim(kind.value, min(kind.confidence, Confidence.LIKELY), reason)

    def _is_in_place(self, operation: Operation) -> bool:
        """Return whether the operation's own path is that of the collection or its item."""
        return place_of(operation.path) in {path.place for path in (self.listed, self.item) if path}


def claim_parent(collection: Collection, parent: Collection | None, name: str | None) -> Claim[str]:
    """Return the parent, called `name`; it is only likely where the paths call its id otherwise than its own do."""
    if parent is None or parent.item is None:
        return Claim(None)
    above, paths = parent.item.parameters, [path for path in (collection.listed, collection.item) if path]
    if all(path.parameters[: len(above)] == above for path in paths):
        return Claim(name, Confidence.CERTAIN, "below its item")
    return Claim(name, Confidence.LIKELY, "below its item, whose id has another name there")
