"""Laws of pages: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import Request as StarletteRequest
from starlette.responses import JSONResponse, Response

from tests.rules import parcels
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused, Shuffles, read_edited
from tests.rules.parcels import Parcels

_PAGES = ["page-no-repeat", "page-no-loss", "page-size-kept", "page-count-true", "page-ends", "page-next-keeps-query"]


class _StartsOneEarly(Notes):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        start = max((page - 1) * size - 1, 0)
        return found[start : start + size]


class _RepeatsTheFirstPage(Notes):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return found[:size]


class _LosesTheLastOfEachPage(Notes):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return super().cut(found, page, size)[: max(size - 1, 1)]


class _IgnoresTheSize(Notes):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return super().cut(found, page, 20)


class _CountsThePage(Notes):
    def list_notes(self, query: Mapping[str, Any]) -> Any:
        shown = super().list_notes(query)
        return {**shown, "total": len(shown["items"])}


class _LeadsToItself(Notes):
    def follow(self, query: Mapping[str, Any], page: int) -> str | None:
        return super().follow(query, page - 1)


class _LosesTheSize(Notes):
    def follow(self, query: Mapping[str, Any], page: int) -> str | None:
        return super().follow({}, page)

    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return found[2:] if size == 20 and page == 2 else super().cut(found, page, size)


class _LosesABigSize(Notes):
    """Behind the first page there is nothing: the usual page would hold all."""

    def follow(self, query: Mapping[str, Any], page: int) -> str | None:
        return f"/notes?page={page}"


class _LosesTheFilter(Notes):
    def follow(self, query: Mapping[str, Any], page: int) -> str | None:
        return super().follow({name: value for name, value in query.items() if name != "pinned"}, page)


class _LeadsElsewhere(Notes):
    def follow(self, query: Mapping[str, Any], page: int) -> str | None:
        return f"http://127.0.0.2:9{super().follow(query, page)}"


class _RepeatsTheLastPage(Notes):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return super().cut(found, min(page, max(-(-len(found) // size), 1)), size)


@pytest.mark.parametrize(
    ("server", "law"),
    [
        (_StartsOneEarly, "page-no-repeat"),
        (_RepeatsTheFirstPage, "page-no-repeat"),
        (_LosesTheLastOfEachPage, "page-no-loss"),
        (_IgnoresTheSize, "page-size-kept"),
        (_CountsThePage, "page-count-true"),
        (_LeadsToItself, "page-ends"),
        (_LosesTheSize, "page-next-keeps-query"),
        (_LosesABigSize, "page-next-keeps-query"),
        (_LosesTheFilter, "page-next-keeps-query"),
        (Shuffles, "order-stable"),
    ],
)
def test_a_wrong_page_is_found_by_its_law(server: type[Notes], law: str) -> None:
    found = {(each.check, each.operation.id) for each in judge(server().app()).findings}
    assert (law, "listNotes") in found


def test_a_next_page_elsewhere_is_a_warning_and_is_not_asked_for() -> None:
    judged = judge(_LeadsElsewhere().app())
    assert (judged.broken, judged.remarked) == (set(), {"page-next-keeps-query"})


class _IsLong(Notes):
    """More notes than a walk in small pages comes to see."""

    def __init__(self) -> None:
        super().__init__()
        for number in range(110):
            self.create({"title": f"note {number}"})


class _IsLongAndLeadsToItself(_IsLong):
    def list_notes(self, query: Mapping[str, Any]) -> Any:
        shown = super().list_notes(query)
        return {**shown, "next": shown["next"] or self.follow(query, query.get("page", 1))}


class _IsLongAndBeginsAgain(_IsLong):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return super().cut(found, page, size) or super().cut(found, 1, size)


def test_the_end_of_a_long_list_is_judged() -> None:
    """It is where the total says."""
    found = judge(_IsLongAndLeadsToItself().app(), laws=["page-ends"])
    assert {each.title for each in found.findings} == {"the last page leads to itself"}
    assert judge(_IsLongAndBeginsAgain().app(), laws=["page-ends"]).remarked == {"page-ends"}
    right = judge(_IsLong().app(), laws=["page-ends"])
    assert (right.broken, right.remarked) == (set(), set())


class _EstimatesTheTotal(Notes):
    def list_notes(self, query: Mapping[str, Any]) -> Any:
        return {**super().list_notes(query), "total": 1000}


def test_an_estimated_total_is_right() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    estimated = text.replace("total: {type: integer}", "total: {type: integer, description: An estimate.}")
    assert judge(_EstimatesTheTotal().app(), estimated).broken == set()
    assert judge(_EstimatesTheTotal().app(), text).broken == {"page-count-true"}


class _CountsInAHeader(Notes):
    """The body has no total."""

    more = 0

    def answer(self, request: StarletteRequest, body: Any) -> Response:
        answer = super().answer(request, body)
        if request.url.path == "/notes" and request.method == "GET" and answer.status_code == 200:
            shown = json.loads(bytes(answer.body))
            total = str(shown.pop("total") + self.more)
            return JSONResponse(shown, headers={"X-Total-Count": total})
        return answer


class _CountsOneMoreInAHeader(_CountsInAHeader):
    more = 1


def test_a_total_may_be_in_a_header() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    text = text.replace("[items, total, next]", "[items, next]").replace(f"{' ' * 18}total: {{type: integer}}\n", "")
    assert judge(_CountsOneMoreInAHeader().app(), text).broken == {"page-count-true"}
    right = judge(_CountsInAHeader().app(), text, laws=["page-count-true"])
    assert (right.broken, {each.missing for each in right.of("page-count-true")} >= {""}) == (set(), True)


class _HasNoPageBeyond(Notes):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        if page > 1 and (page - 1) * size >= len(found):
            raise Refused(404, "there is no such page")
        return super().cut(found, page, size)


class _Clamps(Notes):
    """A page never has more than three items."""

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        return super().list_notes({**query, "size": min(query.get("size", 20), 3)})


class _Grows(Notes):
    """Somebody else creates a note before each list."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        self.create({"title": "another"})
        return list(reversed(super().select(query)))


@pytest.mark.parametrize("server", [_Clamps, _HasNoPageBeyond, _RepeatsTheLastPage, _Grows])
def test_pages_that_look_wrong_are_right(server: type[Notes]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    text = text.replace('"400": {$ref', '"404": {$ref: "#/components/responses/Refused"}\n        "400": {$ref', 1)
    assert judge(server().app(), text).broken == set()


def test_each_law_of_pages_is_judged_on_a_right_server() -> None:
    judged = judge(Notes().app())
    for law in (*_PAGES, "order-stable"):
        missing = {each.operation: each.missing for each in judged.of(law)}
        assert missing["listNotes"] == "", law


class _LeadsBack(Notes):
    def list_notes(self, query: Mapping[str, Any]) -> Any:
        page = query.get("page", 1)
        previous = self.follow(query, self.before(page)) if page > 1 else None
        return {**super().list_notes(query), "previous": previous}

    def before(self, page: int) -> int:
        return page - 1


class _LeadsNowhere(_LeadsBack):
    def before(self, page: int) -> int:
        return page


@pytest.mark.parametrize(("server", "remarked"), [(_LeadsBack, set()), (_LeadsNowhere, {"page-ends"})])
def test_a_previous_page_that_is_another_one_is_a_warning(server: type[Notes], remarked: set[str]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    following = 'next: {type: [string, "null"]}'
    assert following in text
    judged = judge(server().app(), text.replace(following, f"{following}\n                  previous: {following[6:]}"))
    assert (judged.broken, judged.remarked) == (set(), remarked)


_PAGE = "        - {name: page, in: query, schema: {type: integer, minimum: 1, default: 1}}\n"
_AFTER = "        - {name: starting_after, in: query, schema: {type: string}}\n"
_NEXT, _MORE = 'next: {type: [string, "null"]}', "has_more: {type: boolean}"
BY_ID = (
    DOCUMENT.read_text(encoding="utf-8")
    .replace(_PAGE, _AFTER)
    .replace(_NEXT, _MORE)
    .replace("required: [items, total, next]", "required: [items, has_more]")
    .replace("                  total: {type: integer}\n", "")
)


class _ById(Notes):
    """Each page begins after the item whose id is given, as with Stripe."""

    step = 1

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        found, size = self.select(query), query.get("size", 20)
        ids = [note["id"] for note in found]
        after = query.get("starting_after")
        start = ids.index(after) + self.step if after in ids else 0
        return {"items": found[start : start + size], "has_more": self.says_more(start + size, len(found))}

    def says_more(self, end: int, total: int) -> bool:
        return end < total


class _ByIdRepeats(_ById):
    step = 0


class _ByIdLoses(_ById):
    step = 2


class _ByIdEndsEarly(_ById):
    def says_more(self, end: int, total: int) -> bool:
        return False


@pytest.mark.parametrize(
    ("server", "law"),
    [(_ById, ""), (_ByIdRepeats, "page-no-repeat"), (_ByIdLoses, "page-no-loss"), (_ByIdEndsEarly, "page-no-loss")],
)
def test_pages_after_an_id_are_judged(server: type[Notes], law: str) -> None:
    judged = judge(server().app(), BY_ID, laws=["page-no-repeat", "page-no-loss", "page-ends"])
    assert (law in judged.broken) if law else not judged.broken
    assert not any(each.missing for each in judged.of("page-no-loss") if each.operation == "listNotes")


class _Overlaps(Parcels):
    def search(self, shop: str, body: Item) -> Item:
        found, page, size = self.list_parcels(shop), int(body.get("page", 1)), int(body.get("size", 20))
        start = max(0, (page - 1) * size - 1)
        return {"parcels": found[start : start + size], "total": len(found)}


class _CountsPage(Parcels):
    def search(self, shop: str, body: Item) -> Item:
        found = super().search(shop, body)
        return {**found, "total": len(found["parcels"])}


class _IgnoresSize(Parcels):
    def search(self, shop: str, body: Item) -> Item:
        return super().search(shop, {**body, "size": 20})


@pytest.mark.parametrize(
    ("server", "law"),
    [(_Overlaps, "page-no-repeat"), (_CountsPage, "page-count-true"), (_IgnoresSize, "page-size-kept")],
)
def test_the_pages_that_the_body_of_a_search_asks_for_are_judged(server: type[Parcels], law: str) -> None:
    document = parcels.DOCUMENT.read_text(encoding="utf-8")
    findings = judge(server().app(), document, laws=[law]).findings
    assert {(each.check, each.operation.id) for each in findings} == {(law, "searchParcels")}


class _CountsFromOne(Notes):
    """Pages begin with the item of a number, the first is 1; what is less than 1 is read as 1 (RFC 7644)."""

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        found = self.select(query)
        start, size = max(query.get("startIndex", 1), 1), query.get("size", 20)
        return {"items": self.cut(found[start - 1 :], 1, size), "total": len(found), "next": None}


class _ShowsOneMore(_CountsFromOne):
    def cut(self, found: list[Item], page: int, size: int) -> list[Item]:
        return super().cut(found, page, size + 1)


_FROM_ONE = read_edited(
    (
        "{name: page, in: query, schema: {type: integer, minimum: 1, default: 1}}",
        "{name: startIndex, in: query, schema: {type: integer, example: 1}}",
    ),
    ("[items, total, next]", "[items, total]"),
    ('                  next: {type: [string, "null"]}\n', ""),
)


def test_an_offset_may_count_from_one() -> None:
    laws = ["page-no-repeat", "page-no-loss", "page-size-kept", "page-count-true"]
    right, wrong = (judge(app, _FROM_ONE, laws=laws) for app in (_CountsFromOne().app(), _ShowsOneMore().app()))
    assert not right.findings
    assert not right.of("page-no-repeat")[0].missing
    assert {"page-size-kept", "page-no-repeat"} & wrong.broken


_PAGEABLE = read_edited(
    (
        """        - {name: page, in: query, schema: {type: integer, minimum: 1, default: 1}}
        - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 20}}
""",
        """        - name: pageable
          in: query
          required: true
          schema:
            type: object
            properties:
              page: {type: integer, minimum: 1, default: 1}
              size: {type: integer, minimum: 1, maximum: 50, default: 20}
""",
    )
)


def test_the_page_of_an_object_is_asked_for_by_its_properties() -> None:
    """Spring's documents have one parameter `pageable` for both."""
    right, wrong = (judge(app, _PAGEABLE, laws=_PAGES) for app in (Notes().app(), _RepeatsTheFirstPage().app()))
    assert not right.findings
    assert not right.of("page-no-repeat")[0].missing
    assert "page-no-repeat" in wrong.broken
