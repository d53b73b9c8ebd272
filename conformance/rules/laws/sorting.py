"""Laws of how a list sorts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from conformance.resources import Filter, Kind, Resource, Role
from conformance.resources.criteria import Criterion
from conformance.resources.words import join_words, split_words
from conformance.rules.bench import Bench
from conformance.rules.comparing import instant_of
from conformance.rules.filtering import differ
from conformance.rules.items import follow
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import criteria_of, keywords_of, shown_places, views_of
from conformance.rules.walking import Lister, Page, open_list

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_SMALL, _FEW = 2, 5  # items of a page, and pages
_MONEY = [[word] for word in ("amount", "balance", "cost", "fee", "price", "subtotal", "total")]
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,6}")
_SORTS = frozenset("sort sortby orderby ordering order".split())
_DIRECTIONS = frozenset("order direction dir sortorder sortdirection".split())


@law("sort-sorts", at=[Kind.LIST, Kind.SEARCH], sources=[_SEGURA], severity=Severity.WARNING)
def sort_sorts(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is sorted by a number, a time or a truth comes in the order of it."""
    judged, sorts = 0, list(_sorts(bench, role))
    for sort in sorts:
        listed = open_list(bench, resource, role, sort.query)
        page = listed.first_page()
        if len(set(sort.rank(page.items))) < 2:
            page = differ(listed, page, Filter("", sort.place))
        values = sort.rank(page.items)
        if len(set(values)) < 2:
            continue
        judged += 1
        if values != sorted(values, reverse=sort.is_falling):
            other = next(
                (each for each in sorts if each.place == sort.place and each.is_falling != sort.is_falling), None
            )
            turned = open_list(bench, resource, role, other.query).first_page() if other else None
            is_sure = _is_by_text(sort, page) or (turned is not None and turned.keys == page.keys)
            title = f"a list that is sorted by {sort.key} is not"
            yield sort.violate(title, page, page.items, Severity.ERROR if is_sure else Severity.WARNING)
        else:
            yield from _judge_pages(listed, sort)
    if not judged:
        raise NotObservableError("no list is sorted by a property in which two items differ")


def _judge_pages(listed: Lister, sort: _Sort) -> Iterator[Violation]:
    """Yield a violation if each page is sorted and they are not together."""
    pages = listed.walk(_SMALL, most=_FEW).pages
    ranks = [rank for page in pages for rank in sort.rank(page.items)]
    each_is = all((own := sort.rank(page.items)) == sorted(own, reverse=sort.is_falling) for page in pages)
    if each_is and ranks != sorted(ranks, reverse=sort.is_falling):
        items = [item for page in pages for item in page.items]
        yield sort.violate(
            f"the pages of a list that is sorted by {sort.key} are not", pages[-1], items, Severity.ERROR
        )


def _is_by_text(sort: _Sort, page: Page) -> bool:
    """Return whether numbers are sorted as texts: 100 comes before 20."""
    texts = [str(value) for item in page.items if (value := follow(item, sort.place)) is not None]
    return len(set(texts)) > 1 and texts == sorted(texts, reverse=sort.is_falling)


@dataclass(frozen=True)
class _Sort:
    """A query that sorts a list by the property at `place`, and what the document says of it."""

    query: Mapping[str, Any]
    place: str
    is_falling: bool
    pointer: str

    @property
    def key(self) -> str:
        """The values of the query."""
        return " ".join(map(str, self.query.values()))

    def rank(self, items: Sequence[Any]) -> list[Any]:
        """Return what items are sorted by; those without a plain value are free to be anywhere."""
        ranks = (_rank(follow(item, self.place)) for item in items)
        return [rank for rank in ranks if rank is not None]

    def violate(self, title: str, page: Page, items: Sequence[Any], severity: Severity) -> Violation:
        """Return the violation that a page shows, with what items are sorted by."""
        shown = ", ".join(str(follow(item, self.place)) for item in items[:5])
        return Violation(title, page.exchange, f"{self.place} in order", shown, self.key, self.pointer, severity)


def _sorts(bench: Bench, role: Role) -> Iterator[_Sort]:
    """Yield each query that sorts by a property of the items, also in a direction that a parameter names."""
    shown, queries = shown_places(bench.spec, role), criteria_of(bench.spec, role)
    places = {place.rpartition("/")[2]: place for place in shown}
    falling = [(each.name, down) for each in queries if (down := _find_falling(bench, each)) is not None]
    for parameter in (each for each in queries if join_words(each.word) in _SORTS):
        for key in _choices(bench, parameter):
            place = places.get(str(key).removeprefix("-").removeprefix("+"))
            if place and (_is_ordered(bench, shown[place]) or _is_money(bench, place, shown[place])):
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


def _is_money(bench: Bench, place: str, pointer: str) -> bool:
    """Return whether a property is a text and called like an amount of money, which is sorted as a number."""
    is_text = views_of(bench.spec).types(pointer) == {"string"} and "enum" not in keywords_of(bench.spec, pointer)
    return is_text and split_words(place.rpartition("/")[2])[-1:] in _MONEY


def _rank(value: Any) -> Any:
    """Return what a value is sorted by, None if that is not plain."""
    if isinstance(value, str):
        return Decimal(value) if _DECIMAL.fullmatch(value) else instant_of(value)
    return value if isinstance(value, bool | int | float) else None
