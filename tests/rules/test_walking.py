"""Walks over the pages of a list: by number, offset, cursor and URL, and what brings them to their end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from conformance.apis import Api
from conformance.network.exchange import Exchange, Request, Response
from conformance.resources import Paging, read_resources
from conformance.rules import NotObservableError, path_of
from conformance.rules.walking import Lister, is_unordered
from conformance.suite.profiles import PROFILES
from tests.rules import buckets
from tests.rules.buckets import Buckets
from tests.rules.judged import judge_by
from tests.rules.notes import DOCUMENT

_COUNT = 5


class _Bench:
    """A list of five items that answers by page, offset or cursor."""

    def __init__(self, api: Api) -> None:
        self.operation = api.spec.operations["listNotes"]
        self.asked: list[Mapping[str, Any]] = []

    def call(self, _: str, query: Mapping[str, Any]) -> Exchange:
        self.asked.append(query)
        size = query.get("size", 20)
        start = (
            query.get("offset", (query.get("page", 1) - 1) * size) if "cursor" not in query else int(query["cursor"])
        )
        items = [{"id": f"n{number}"} for number in range(_COUNT)][start : start + size]
        following = str(start + size) if start + size < _COUNT else None
        body = json.dumps({"items": items, "next": following}).encode()
        return Exchange(self.operation, Request("GET", "http://x/notes", ()), Response(200, 200, (), body), "laws")


def _lister(api: Api, paging: Paging) -> tuple[Lister, _Bench]:
    resource = read_resources(api.spec).resources[0]
    role = next(each for each in resource.roles if each.operation_id == "listNotes")
    bench = _Bench(api)
    return Lister(bench, resource, role, {}, paging), bench  # type: ignore[arg-type]


@pytest.fixture
def api(make_api: Callable[[str], Api]) -> Api:
    return make_api(DOCUMENT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("paging", "requests"),
    [
        (Paging("page", "page", "size"), 4),  # an empty page is the end
        (Paging("page", "page", "size", following="/next"), 3),
        (Paging("offset", "offset", "size", first=0), 4),
        (Paging("cursor", "cursor", "size", following="/next"), 3),
    ],
)
def test_a_walk_shows_all_items_and_comes_to_its_end(api: Api, paging: Paging, requests: int) -> None:
    listed, bench = _lister(api, paging)
    walk = listed.walk(2)
    assert (walk.keys, walk.is_whole) == ([(f"n{number}",) for number in range(_COUNT)], True)
    assert len(bench.asked) == requests


def test_a_walk_ends_with_as_many_items_as_are_wanted(api: Api) -> None:
    listed, bench = _lister(api, Paging("page", "page", "size"))
    walk = listed.walk(2, until=3)
    assert (len(walk.pages), walk.is_whole, len(bench.asked)) == (2, False, 2)
    assert not listed.walk(1, most=3).is_whole


def test_a_list_that_leads_nowhere_is_not_observable(api: Api) -> None:
    listed, _ = _lister(api, Paging("page", "page", "size", following="/next"))
    page = listed.page({"size": 2})
    with pytest.raises(NotObservableError, match="leads to the next"):
        listed.follow_page(page)


def test_path_parameters_are_read_from_an_exchange(api: Api) -> None:
    operation = api.spec.operations["readComment"]
    exchange = Exchange(operation, Request("GET", "http://x/v1/notes/n%201/comments/c2?a=b", ()), None, "laws")
    assert path_of(exchange) == {"noteId": "n 1", "commentId": "c2"}


def test_a_free_order_is_said_in_the_text(make_api: Callable[[str], Api]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    relevant = text.replace("operationId: listNotes", "operationId: listNotes\n      summary: By relevance.")
    for source, expected in ((text, False), (relevant, True)):
        listed, _ = _lister(made := make_api(source), Paging("page", "page", "size"))
        assert is_unordered(type("B", (), {"spec": made.spec})(), listed.role) is expected


@pytest.mark.parametrize("is_short", [False, True])
def test_a_filter_that_is_called_as_the_id_of_items_is_not_sent_with_a_list(*, is_short: bool) -> None:
    """Kinto lists one bucket for `GET /buckets?id=…`: another one was said to be missing."""
    phases = frozenset({"examples", "values", "laws", "sequences"})
    profile = replace(PROFILES["standard"], phases=phases, judged=4)
    judged = judge_by(profile, Buckets(is_short=is_short).app(), buckets.DOCUMENT, has_second=False)
    assert ("create-then-listed" in judged.remarked) is is_short
    assert "sequence-agrees" not in judged.broken
    assert [each.missing for each in judged.of("create-then-listed")] == [""]
