"""Laws of how a list sorts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.resources import Filter, Kind, Resource, Role
from conformance.resources.criteria import Criterion
from conformance.resources.words import join_words
from conformance.rules.bench import Bench
from conformance.rules.comparing import instant_of
from conformance.rules.filtering import differ
from conformance.rules.items import follow
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import criteria_of, keywords_of, shown_places, views_of
from conformance.rules.walking import Page, open_list

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_SORTS = frozenset("sort sortby orderby ordering order".split())
_DIRECTIONS = frozenset("order direction dir sortorder sortdirection".split())


@law("sort-sorts", at=[Kind.LIST, Kind.SEARCH], sources=[_SEGURA], severity=Severity.WARNING)
def sort_sorts(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is sorted by a number, a time or a truth comes in the order of it."""
    judged = 0
    for sort in _sorts(bench, role):
        listed = open_list(bench, resource, role, sort.query)
        page = listed.first_page()
        if len(set(sort.rank(page))) < 2:
            page = differ(listed, page, Filter("", sort.place))
        values = sort.rank(page)
        if len(set(values)) < 2:
            continue
        judged += 1
        if values != sorted(values, reverse=sort.is_falling):
            shown = ", ".join(str(follow(item, sort.place)) for item in page.items[:5])
            key = " ".join(map(str, sort.query.values()))
            title, expected = f"a list that is sorted by {key} is not", f"{sort.place} in order"
            yield Violation(title, page.exchange, expected, shown, key, sort.pointer)
    if not judged:
        raise NotObservableError("no list is sorted by a property in which two items differ")


@dataclass(frozen=True)
class _Sort:
    """A query that sorts a list by the property at `place`, and what the document says of it."""

    query: Mapping[str, Any]
    place: str
    is_falling: bool
    pointer: str

    def rank(self, page: Page) -> list[Any]:
        """Return what the items of a page are sorted by; items without a plain value are free to be anywhere."""
        ranks = (_rank(follow(item, self.place)) for item in page.items)
        return [rank for rank in ranks if rank is not None]


def _sorts(bench: Bench, role: Role) -> Iterator[_Sort]:
    """Yield each query that sorts by a property of the items, also in a direction that a parameter names."""
    shown, queries = shown_places(bench.spec, role), criteria_of(bench.spec, role)
    places = {place.rpartition("/")[2]: place for place in shown}
    falling = [(each.name, down) for each in queries if (down := _find_falling(bench, each)) is not None]
    for parameter in (each for each in queries if join_words(each.word) in _SORTS):
        for key in _choices(bench, parameter):
            place = places.get(str(key).removeprefix("-").removeprefix("+"))
            if place and _is_ordered(bench, shown[place]):
                is_falling = str(key).startswith("-")
                yield _Sort({parameter.name: key}, place, is_falling, parameter.pointer)
                for direction, down in () if is_falling else falling:
                    yield _Sort({parameter.name: key, direction: down}, place, True, parameter.pointer)


def _find_falling(bench: Bench, parameter: Criterion) -> Any:
    """Return the value of a parameter that asks for a falling order, or None."""
    if join_words(parameter.word) not in _DIRECTIONS:
        return None
    return next((each for each in _choices(bench, parameter) if str(each).lower().startswith("desc")), None)


def _choices(bench: Bench, parameter: Criterion) -> list[Any]:
    return list(keywords_of(bench.spec, parameter.schema_pointer).get("enum", ()))


def _is_ordered(bench: Bench, pointer: str) -> bool:
    """Return whether values have one order only; texts have one for each language."""
    types = views_of(bench.spec).types(pointer)
    return types <= {"integer", "number", "boolean"} or keywords_of(bench.spec, pointer).get("format") == "date-time"


def _rank(value: Any) -> Any:
    """Return what a value is sorted by, None if that is not plain."""
    if isinstance(value, str):
        return instant_of(value)
    return value if isinstance(value, bool | int | float) else None
