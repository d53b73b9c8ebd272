"""A filter by a bound selects what is within it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused

_PINNED = "- {name: pinned, in: query, schema: {type: boolean}}"


class _Bounded(Notes):
    """Each note begins with another version; `version_gte` and `max_version` select by it."""

    def create(self, body: Item) -> Item:
        note = super().create(body)
        note["version"] = int(note["id"].removeprefix("n"))
        return note

    def answer(self, request: Request, body: Any) -> Response:
        self.bounds = {name: request.query_params.get(name) for name in ("version_gte", "max_version")}
        if not all(each is None or each.removeprefix("-").isdecimal() for each in self.bounds.values()):
            raise Refused(400, "a bound is an integer")
        return super().answer(request, body)

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in super().select(query) if self.is_within(note["version"])]

    def is_within(self, version: int) -> bool:
        least, most = self.bounds["version_gte"], self.bounds["max_version"]
        return (least is None or version >= int(least)) and (most is None or version <= int(most))


class _IsStrict(_Bounded):
    """The bound itself is outside."""

    def is_within(self, version: int) -> bool:
        return super().is_within(version) and str(version) not in self.bounds.values()


class _Ignores(_Bounded):
    def is_within(self, version: int) -> bool:
        return True


class _Reverses(_Bounded):
    def is_within(self, version: int) -> bool:
        return not any(self.bounds.values()) or not super().is_within(version)


@pytest.mark.parametrize(
    ("server", "name", "found"),
    [
        (_Bounded, "version_gte", (set(), set())),
        (_Bounded, "max_version", (set(), set())),
        (_IsStrict, "version_gte", (set(), set())),
        (_Ignores, "version_gte", ({"filter-holds"}, set())),
        (_Reverses, "version_gte", ({"filter-holds"}, set())),
        (_Reverses, "max_version", (set(), {"filter-holds"})),
    ],
)
def test_a_bound_that_does_not_hold_is_found(server: type[Notes], name: str, found: tuple[set[str], set[str]]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace(
        _PINNED, f"- {{name: {name}, in: query, schema: {{type: integer}}}}"
    )
    judged = judge(server().app(), text, laws=["filter-holds"])
    assert (judged.broken, judged.remarked) == found
    assert {each.missing for each in judged.of("filter-holds") if each.operation == "listNotes"} == {""}
