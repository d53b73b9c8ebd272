"""Lists that page (`x-pagination`) and have no behaviour: the first page leads to a second, which is the last.

The example of a page says where the next one is at the vendor. Following it leaves the mock, and never gets to
an end: so the URL is one of the mock's own. The items, which only an example shows, are the same on both pages.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, unquote_plus

from conformance.mock.answers import Answers
from conformance.mock.behaviour import Answer, Request
from conformance.openapi.spec import Operation, Spec

_LAST = 2


@dataclass(frozen=True)
class Pages:
    """The pages of one operation: `page` is the query parameter that counts them, `next` the property with the URL.

    Without `next`, a page that is asked for is the last.
    """

    first: Answer
    last: Answer
    page: str
    next: str | None
    leads_on: bool

    def at(self, request: Request) -> Answer:
        """Return the page that is asked for."""
        if self.next is None:
            body = request.body if isinstance(request.body, dict) else {}
            is_asked = _at(body, self.page) if self.page.startswith("/") else request.query.get(self.page)
            return self.last if is_asked else self.first
        number = request.query.get(self.page, 1)
        if not self.leads_on or not isinstance(number, int) or number >= _LAST:
            return self.last
        return replace(self.first, body={**self.first.body, self.next: number_page(request.url, self.page, number + 1)})


def pages(spec: Spec, operation: Operation, answers: Answers) -> Pages | None:
    """Return the pages of `operation`, whose success is that of `answers`; None without a next page, or without an end.

    Whether a page fits the spec is found out here, and not for each request.
    """
    stated = operation.definition.get("x-pagination")
    first = answers.success
    if not isinstance(stated, Mapping) or not isinstance(first.body, dict):
        return None
    if stated["style"] in {"offset", "cursor"} or "next" not in stated:
        return _make_pages(stated, first, answers)
    if not first.body.get(stated["next"]):
        return None
    page, following = str(stated["page"]), str(stated["next"])
    last = next(filter(answers.fits, (replace(first, body=body) for body in _end_pages(first.body, following))), None)
    sample = {**first.body, following: number_page(f"http://127.0.0.1{operation.path}", page, _LAST)}
    leads_on = _is_counted(spec, operation, page) and answers.fits(replace(first, body=sample))
    return Pages(first, last, page, following, leads_on) if last else None


def _make_pages(stated: Mapping[str, Any], first: Answer, answers: Answers) -> Pages | None:
    """Return the pages of a list that asks for them by a number or a cursor: the last one has no items."""
    body = copy.deepcopy(first.body)
    for name, value in ((stated.get("next"), None), (stated.get("items"), [])):
        *above, last = _tokens(name or "/")
        holder = _at(body, "".join(f"/{each}" for each in above))
        if name and isinstance(holder, dict):
            holder[last] = value
    ended = replace(first, body=body)
    is_asked = stated["style"] in stated and answers.fits(ended)
    return Pages(first, ended, str(stated[stated["style"]]), None, leads_on=True) if is_asked else None


def _tokens(name: str) -> list[str]:
    return name[1:].split("/") if name.startswith("/") else [name]


def _at(body: Any, pointer: str) -> Any:
    for token in filter(None, pointer.split("/")):
        body = body.get(token) if isinstance(body, dict) else None
    return body


def number_page(url: str, parameter: str, number: int, others: Set[str] = frozenset()) -> str:
    """Return the URL with this number for `parameter` of its query and without the `others`, the rest unchanged."""
    address, _, query = url.partition("?")
    replaced = {parameter, *others}
    kept = [pair for pair in query.split("&") if pair and unquote_plus(pair.partition("=")[0]) not in replaced]
    return f"{address}?{'&'.join([*kept, f'{quote(parameter)}={number}'])}"


def _end_pages(body: Mapping[str, Any], following: str) -> Iterator[dict[str, Any]]:
    yield {**body, following: None}
    yield {name: value for name, value in body.items() if name != following}
    yield {**body, following: ""}


def _is_counted(spec: Spec, operation: Operation, page: str) -> bool:
    """Return whether the second page can be asked for."""
    places = (p.schema_pointer for p in operation.parameters if (p.location, p.name) == ("query", page))
    return any(spec.validator(place).is_valid(_LAST) for place in places)
