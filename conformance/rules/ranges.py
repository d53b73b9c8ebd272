"""Filters of a list by a bound, such as `min_total` and `created_from`: which items satisfy them.

A bound may be a number, a decimal that is written as text, a day or an instant. Tested in `tests/rules/test_ranges.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from conformance.resources import Role
from conformance.resources.bounds import NUMBER, TEXT, UPPER, are_comparable, kind_of, names_property
from conformance.resources.criteria import Criterion
from conformance.rules.bench import Bench
from conformance.rules.comparing import instant_of
from conformance.rules.items import follow
from conformance.rules.law import NotObservableError, Severity, Violation
from conformance.rules.properties import criteria_of, shown_places, views_of
from conformance.rules.walking import Lister, Page

_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Range:
    """A filter by a bound, its parameter, and the property that it is about."""

    parameter: Criterion
    pointer: str
    is_upper: bool
    is_time: bool
    is_named: bool  # after the property, and not only as the one time that an item has
    margin: timedelta  # between a day and an instant: nobody says in which time zone the day is

    def holds(self, found: Any, bound: Any) -> bool:
        """Return whether a value is within a bound, the bound itself too; one without an order may be anywhere."""
        one, other = self.rank(found), self.rank(bound)
        if one is None or other is None:
            return True
        if isinstance(one, datetime):
            one += -self.margin if self.is_upper else self.margin
        return bool(one <= other if self.is_upper else one >= other)

    def rank(self, value: Any) -> Any:
        """Return what a value is compared by, None if it has no order here."""
        if self.is_time:
            return _rank_time(value) if isinstance(value, str) else None
        is_text = isinstance(value, str) and _DECIMAL.fullmatch(value)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return Decimal(str(value)) if is_text or is_number else None

    def judge(self, listed: Lister, page: Page) -> list[Violation] | None:
        """Return the violation that a filtered list shows, if any; None if the page shows no two values for it."""
        bound = self.choose_bound(listed.bench, self._read(page))
        if bound is None:
            return None
        try:
            filtered = listed.page({self.parameter.name: bound, **listed.first})
        except NotObservableError:
            return None  # it may accept something else; other filters may be judged
        wrong = [found for found in self._read(filtered) if not self.holds(found, bound)]
        title = f"an item does not satisfy the filter {self.parameter.name}"
        expected = f"{self.pointer} is {bound} at {'most' if self.is_upper else 'least'}"
        severity = None if self.is_named else Severity.WARNING
        name, pointer = self.parameter.name, self.parameter.pointer
        return [
            Violation(title, filtered.exchange, expected, repr(found), name, pointer, severity) for found in wrong[:1]
        ]

    def choose_bound(self, bench: Bench, values: list[Any]) -> Any:
        """Return a value that leaves out another one, as the parameter accepts it; None without such a value.

        It is one by which numbers that are compared as texts show, else the one that leaves out most.
        """
        ranked = sorted(
            (each for each in values if self.rank(each) is not None), key=self.rank, reverse=not self.is_upper
        )
        valid = bench.spec.validator(self.parameter.schema_pointer)
        for each in sorted(ranked, key=lambda bound: not self._shows_text_order(bound, ranked)):
            for bound in _write(each):
                if valid.is_valid(bound) and not all(self.holds(other, bound) for other in ranked):
                    return bound
        return None

    def _shows_text_order(self, bound: Any, values: list[Any]) -> bool:
        """Return whether a value that a bound leaves out is within it as a text, as `9.50` is above `100.00`."""
        outside = [str(each) for each in values if not self.holds(each, bound)]
        return any(each <= str(bound) if self.is_upper else each >= str(bound) for each in outside)

    def _read(self, page: Page) -> list[Any]:
        return [follow(item, self.pointer) for item in page.items]


def range_filters(bench: Bench, role: Role) -> Iterator[Range]:
    """Yield the filters of a list by a bound whose parameter and property are of one kind."""
    views, shown = views_of(bench.spec), shown_places(bench.spec, role)
    criteria = {each.name: each for each in criteria_of(bench.spec, role)}
    for each in role.filters:
        parameter = criteria.get(each.parameter)
        if parameter is None or each.operator in {"eq", "in", "has"} or each.pointer not in shown:
            continue
        kinds = kind_of(views, parameter.schema_pointer), kind_of(views, shown[each.pointer])
        both = {*kinds} - {TEXT}
        if all(kinds) and are_comparable(*kinds):
            is_time = not both <= {NUMBER}
            margin = timedelta(days=len(both) - 1 if is_time else 0)
            is_named = names_property(parameter.word)
            yield Range(parameter, each.pointer, each.operator in UPPER, is_time, is_named, margin)


def _rank_time(text: str) -> datetime | None:
    """Return the instant that a text names; a day begins at midnight UTC."""
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if is_day else instant_of(text)
    except ValueError:
        return None


def _write(value: Any) -> Iterator[Any]:
    """Yield a value in the forms in which a parameter may accept it."""
    yield value
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        yield float(value)
    elif isinstance(value, str):
        yield value[:10]
        yield f"{value}T00:00:00Z"
    else:
        yield from (str(value), f"{value:.2f}")
