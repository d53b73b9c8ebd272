"""Lists that page (`x-pagination`) and have no behaviour: the first page leads to a second, which is the last.

The example of a page says where the next one is at the vendor. Whoever follows that leaves the mock, and never gets to
an end: so the URL is one of the mock's own. The items, which only an example tells, are the same on both pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, unquote_plus

from conformance.mock.answers import Answers
from conformance.mock.behaviour import Answer, Request
from conformance.openapi.spec import Operation, Spec

_LAST = 2


@dataclass(frozen=True)
class Pages:
    """The pages of one operation: `page` is the query parameter that counts them, `next` the property with the URL."""

    first: Answer
    last: Answer
    page: str
    next: str
    leads_on: bool

    def at(self, request: Request) -> Answer:
        """The page that is asked for."""
        number = request.query.get(self.page, 1)
        if not self.leads_on or not isinstance(number, int) or number >= _LAST:
            return self.last
        return replace(self.first, body={**self.first.body, self.next: numbered(request.url, self.page, number + 1)})


def pages(spec: Spec, operation: Operation, answers: Answers) -> Pages | None:
    """The pages of `operation`, whose success is that of `answers`; None if that has no next page, or can't end.

    Whether a page fits the spec is found out here, and not for each request.
    """
    stated = operation.definition.get("x-pagination")
    first = answers.success
    if not isinstance(stated, Mapping) or not isinstance(first.body, dict) or not first.body.get(stated["next"]):
        return None
    page, following = str(stated["page"]), str(stated["next"])
    last = next(filter(answers.fits, (replace(first, body=body) for body in _ended(first.body, following))), None)
    sample = {**first.body, following: numbered(f"http://127.0.0.1{operation.path}", page, _LAST)}
    leads_on = _is_counted(spec, operation, page) and answers.fits(replace(first, body=sample))
    return Pages(first, last, page, following, leads_on) if last else None


def numbered(url: str, parameter: str, number: int) -> str:
    """The URL with this number for `parameter` of its query, the rest as it stands."""
    address, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if pair and unquote_plus(pair.partition("=")[0]) != parameter]
    return f"{address}?{'&'.join([*kept, f'{quote(parameter)}={number}'])}"


def _ended(body: Mapping[str, Any], following: str) -> Iterator[dict[str, Any]]:
    yield {**body, following: None}
    yield {name: value for name, value in body.items() if name != following}
    yield {**body, following: ""}


def _is_counted(spec: Spec, operation: Operation, page: str) -> bool:
    """Whether the second page can be asked for."""
    places = (p.schema_pointer for p in operation.parameters if (p.location, p.name) == ("query", page))
    return any(spec.validator(place).is_valid(_LAST) for place in places)
