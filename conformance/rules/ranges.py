"""Filters of a list by a bound, such as `min_total` and `stock_lte`: which items satisfy them.

Tested in `tests/rules/test_ranges.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.openapi.spec import Parameter
from conformance.resources import Filter, Role
from conformance.resources.words import split_words
from conformance.rules.bench import Bench
from conformance.rules.items import follow
from conformance.rules.law import Severity, Violation
from conformance.rules.properties import shown_places, views_of
from conformance.rules.walking import Lister, Page

_NUMBERS = frozenset({"integer", "number"})
_UPPER = frozenset({"lt", "lte"})


@dataclass(frozen=True)
class Range:
    """A filter by a bound of a number, and its parameter."""

    filter: Filter
    parameter: Parameter

    def holds(self, found: Any, bound: float) -> bool:
        """Return whether a value is within a bound, the bound itself too; one that is no number may be anywhere."""
        if not isinstance(found, int | float) or isinstance(found, bool):
            return True
        return found <= bound if self.filter.operator in _UPPER else found >= bound

    def judge(self, listed: Lister, page: Page) -> list[Violation] | None:
        """Return the violation that a filtered list shows, if any; None if the page has no two values."""
        pointer = self.filter.pointer
        numbers = sorted({value for value in self._read(page) if isinstance(value, int | float)})
        if len(numbers) < 2:
            return None
        bound = numbers[0] if self.filter.operator in _UPPER else numbers[-1]
        filtered = listed.page({self.filter.parameter: bound, **listed.first})
        wrong = [found for found in self._read(filtered) if not self.holds(found, bound)]
        title = f"an item does not satisfy the filter {self.filter.parameter}"
        expected = f"{pointer} is {bound} at {'most' if self.filter.operator in _UPPER else 'least'}"
        severity = None if self._is_named else Severity.WARNING
        return [
            Violation(
                title, filtered.exchange, expected, repr(found), self.filter.parameter, self.parameter.pointer, severity
            )
            for found in wrong[:1]
        ]

    @property
    def _is_named(self) -> bool:
        """True if the parameter has the name of an operator: `max_stock` may mean something else."""
        return self.filter.operator in split_words(self.filter.parameter)

    def _read(self, page: Page) -> list[Any]:
        return [follow(item, self.filter.pointer) for item in page.items]


def range_filters(bench: Bench, role: Role) -> Iterator[Range]:
    """Yield the filters of a list by a bound whose parameter and property are numbers."""
    views, shown = views_of(bench.spec), shown_places(bench.spec, role)
    parameters = {p.name: p for p in bench.spec.operations[role.operation_id].parameters if p.location == "query"}
    for each in role.filters:
        parameter = parameters.get(each.parameter)
        if each.operator not in {"lt", "lte", "gt", "gte"} or parameter is None or each.pointer not in shown:
            continue
        types = views.types(parameter.schema_pointer), views.types(shown[each.pointer])
        if all(each and each <= _NUMBERS for each in types):
            yield Range(each, parameter)
