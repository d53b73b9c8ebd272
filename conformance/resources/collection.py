"""A collection while its document is read.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from conformance.resources.model import Kind, Role
from conformance.resources.places import Path, Place


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
