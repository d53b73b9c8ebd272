"""A filter by a bound selects what is within it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
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
        (_Reverses, "max_version", ({"filter-holds"}, set())),
    ],
)
def test_a_bound_that_does_not_hold_is_found(server: type[Notes], name: str, found: tuple[set[str], set[str]]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace(
        _PINNED, f"- {{name: {name}, in: query, schema: {{type: integer}}}}"
    )
    judged = judge(server().app(), text, laws=["filter-holds"])
    assert (judged.broken, judged.remarked) == found
    assert {each.missing for each in judged.of("filter-holds") if each.operation == "listNotes"} == {""}


_PROPERTIES = "total: {type: string}\n        created_at: {type: string, format: date-time}\n"
_TOTALS = ("9.50", "10.00", "20.00", "99.00", "71.10")  # 99.00 leaves out nothing that is above it as a text
_INSTANT, _DAY = "{type: string, format: date-time}", "{type: string, format: date}"
_NAMES = ("min_total", "created_from", "createdBefore", "since", "from")


class _Orders(Notes):
    """Each note has a total and the time of its creation, a day after that of the note before it."""

    def create(self, body: Item) -> Item:
        note, number = super().create(body), len(self.notes)
        note["total"] = _TOTALS[number % 5]
        note["created_at"] = f"2024-0{1 + number // 28 % 9}-{1 + number % 28:02}T22:00:00Z"
        return note

    def answer(self, request: Request, body: Any) -> Response:
        self.bounds = {name: request.query_params[name] for name in _NAMES if name in request.query_params}
        return super().answer(request, body)

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = super().select(query)
        return [note for note in found if all(self.is_in(note, *bound) for bound in self.bounds.items())]

    def is_in(self, note: Item, name: str, bound: str) -> bool:
        if name == "min_total":
            return not re.fullmatch(r"[0-9.]+", bound) or float(note["total"]) >= float(bound)
        at = str(note["created_at"])[: len(bound)]
        return at < bound if name == "createdBefore" else at >= bound


class _ComparesTexts(_Orders):
    def is_in(self, note: Item, name: str, bound: str) -> bool:
        return str(note["total"]) >= bound if name == "min_total" else super().is_in(note, name, bound)


class _IgnoresBounds(_Orders):
    def is_in(self, note: Item, name: str, bound: str) -> bool:
        return True


class _IsInAnotherZone(_Orders):
    """Days begin elsewhere: that of 22:00 UTC is the next one."""

    def is_in(self, note: Item, name: str, bound: str) -> bool:
        local = datetime.fromisoformat(note["created_at"]) + timedelta(hours=3)
        return super().is_in({**note, "created_at": local.isoformat()}, name, bound)


class _RefusesBounds(_Orders):
    """A sender, such as an address, is no time."""

    def is_in(self, note: Item, name: str, bound: str) -> bool:
        raise Refused(400, "no sender")


@pytest.mark.parametrize(
    ("server", "name", "schema", "found"),
    [
        (_Orders, "min_total", "{type: string}", (set(), set())),
        (_Orders, "created_from", _INSTANT, (set(), set())),
        (_Orders, "created_from", _DAY, (set(), set())),
        (_Orders, "createdBefore", _INSTANT, (set(), set())),
        (_Orders, "since", _DAY, (set(), set())),
        (_IsInAnotherZone, "created_from", _DAY, (set(), set())),
        (_IsInAnotherZone, "createdBefore", _DAY, (set(), set())),
        (_ComparesTexts, "min_total", "{type: string}", ({"filter-holds"}, set())),
        (_IgnoresBounds, "min_total", "{type: number}", ({"filter-holds"}, set())),
        (_IgnoresBounds, "created_from", _INSTANT, ({"filter-holds"}, set())),
        (_IgnoresBounds, "created_from", _DAY, ({"filter-holds"}, set())),
        (_IgnoresBounds, "createdBefore", "{type: string}", ({"filter-holds"}, set())),
        (_IgnoresBounds, "since", _DAY, (set(), {"filter-holds"})),
    ],
)
def test_bounds_of_money_and_times_hold(
    server: type[Notes], name: str, schema: str, found: tuple[set[str], set[str]]
) -> None:
    judged = judge(server().app(), _describe(name, schema), laws=["filter-holds"])
    assert (judged.broken - {"accepts-invalid"}, judged.remarked) == found
    assert {each.missing for each in judged.of("filter-holds") if each.operation == "listNotes"} == {""}


@pytest.mark.parametrize(("name", "schema"), [("from", "{type: string}"), ("total_type", "{type: string}")])
def test_what_is_no_bound_is_not_judged(name: str, schema: str) -> None:
    judged = judge(_RefusesBounds().app(), _describe(name, schema), laws=["filter-holds"])
    assert judged.remarked == set()
    assert {each.missing for each in judged.of("filter-holds") if each.operation == "listNotes"} != {""}


def _describe(name: str, schema: str) -> str:
    version = "version: {type: integer"
    text = DOCUMENT.read_text(encoding="utf-8").replace(version, f"{_PROPERTIES}        {version}", 1)
    return text.replace(_PINNED, f"- {{name: {name}, in: query, schema: {schema}}}")
