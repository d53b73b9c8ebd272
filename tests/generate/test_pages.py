"""Lists that page by number, offset, cursor or the header Link; as stated, and as their documents show plainly."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import Result

from conformance.apis import Api
from tests.generate.calling import Wire
from tests.generate.conftest import Import

ALL = list("abcdefg")
Answer = Callable[[httpx.Request], httpx.Response]


def slices(request: httpx.Request, name: str, shape: Callable[[list[str], int], Any]) -> httpx.Response:
    """Three items from the number on that `name` of the query has."""
    first = int(request.url.params.get(name, 0))
    return httpx.Response(200, json=shape(ALL[first : first + 3], first))


def numbered(request: httpx.Request) -> httpx.Response:
    page = int(request.url.params.get("page", 0))
    return httpx.Response(200, json={"data": {"items": ALL[3 * page : 3 * page + 3]}} if page < 3 else {"data": None})


def counted(request: httpx.Request) -> httpx.Response:
    page = int(request.url.params.get("page", 0))
    return httpx.Response(200, json={"data": {"items": ALL[3 * page : 3 * page + 3], "pages": 2}})


def cursor(request: httpx.Request) -> httpx.Response:
    def shape(items: list[str], first: int) -> Any:
        return {"items": items, "more": first + 3 < len(ALL), "meta": {"next": str(first + 3)}}

    return slices(request, "page[after]", shape)


def link(request: httpx.Request) -> httpx.Response:
    page = int(request.url.params.get("page", 0))
    first = '<https://paging.example.com/v1/link?page=0>; rel="first"'
    links = [first, f'<?page={page + 1}>; title="x"; rel="last next"']
    headers = {"Link": ", ".join(links if page < 2 else links[:1])}
    return httpx.Response(200, json=ALL[3 * page : 3 * page + 3], headers=headers)


def search(request: httpx.Request) -> httpx.Response:
    body = json.loads(request.content)
    assert body["text"] == "t"
    page = body.get("paging", {}).get("page", 1)
    return httpx.Response(200, json={"items": ALL[3 * page - 3 : 3 * page] or None})


def offset(request: httpx.Request) -> httpx.Response:
    return slices(request, "skip", lambda items, _: {"items": items, "total": 7})


CASES: Mapping[str, tuple[Answer, int]] = {
    "numbered": (numbered, 4),
    "by_offset": (offset, 4),
    "by_total": (offset, 3),
    "by_cursor": (cursor, 3),
    "by_link": (link, 3),
    "search": (search, 4),
}


def arguments(load: Import, name: str, **more: Any) -> dict[str, Any]:
    return {"body": load("gen_paging.models").Search(text="t", **more)} if name == "search" else more


@pytest.mark.parametrize("name", CASES)
def test_all_items_of_all_pages_are_given(load: Import, name: str) -> None:
    answer, count = CASES[name]
    wire = Wire(load("gen_paging"), answer)
    listed = getattr(wire.client.lists, f"iterate_{name}")(**arguments(load, name))
    assert list(listed) == ALL
    assert len(wire.requests) == count
    assert listed.position is None
    assert len({(str(request.url), request.content) for request in wire.requests}) == count

    async def found() -> list[str]:
        async with load("gen_paging").AsyncClient(**wire.settings) as client:
            return [item async for item in getattr(client.lists, f"iterate_{name}")(**arguments(load, name))]

    assert asyncio.run(found()) == ALL


@pytest.mark.parametrize("name", CASES)
def test_an_iteration_goes_on_from_its_position(load: Import, name: str) -> None:
    wire = Wire(load("gen_paging"), CASES[name][0])
    listed = getattr(wire.client.lists, f"iterate_{name}")(**arguments(load, name))
    items = iter(listed)
    assert [next(items) for _ in range(4)] == ALL[:4]
    again = getattr(wire.client.lists, f"iterate_{name}")(**arguments(load, name))
    assert list(again.resume(listed.position)) == ALL[3:]


def test_the_number_that_the_caller_gives_is_the_first(load: Import) -> None:
    wire = Wire(load("gen_paging"), numbered)
    assert list(wire.client.lists.iterate_numbered(page=1, limit=3)) == ALL[3:]
    assert {request.url.params["limit"] for request in wire.requests} == {"3"}
    paging = load("gen_paging.models").Paging(page=2)
    body = arguments(load, "search", paging=paging)
    assert list(Wire(load("gen_paging"), search).client.lists.iterate_search(**body)) == ALL[3:]


def test_the_number_of_pages_ends_an_iteration(load: Import) -> None:
    wire = Wire(load("gen_paging"), counted)
    assert list(wire.client.lists.iterate_numbered(page=1)) == ALL[3:]
    assert len(wire.requests) == 2


def test_a_cursor_that_stays_the_same_is_an_error(load: Import) -> None:
    package = load("gen_paging")
    same = httpx.Response(200, content=json.dumps({"items": ["a"], "more": True, "meta": {"next": "x"}}))
    listed = Wire(package, lambda _: httpx.Response(200, content=same.content)).client.lists.iterate_by_cursor()
    with pytest.raises(
        package.APIResponseValidationError, match="at /meta/next: the next page was seen before"
    ) as caught:
        list(listed)
    assert (caught.value.method, caught.value.url) == ("GET", "https://paging.example.com/v1/cursor?page%5Bafter%5D=x")


@pytest.mark.parametrize("name", ["by_offset", "numbered", "search"])
def test_a_server_that_ignores_the_number_does_not_loop_for_ever(load: Import, name: str) -> None:
    package = load("gen_paging")
    content = json.dumps({"items": ["a"], "data": {"items": ["a"]}})
    wire = Wire(package, lambda _: httpx.Response(200, content=content))
    with pytest.raises(package.APIResponseValidationError, match="the page is the one before it again"):
        list(getattr(wire.client.lists, f"iterate_{name}")(**arguments(load, name)))
    assert len(wire.requests) == 2


def test_a_link_to_another_server_is_an_error(load: Import) -> None:
    package = load("gen_paging")
    answer = httpx.Response(200, json=["a"], headers={"Link": '<https://other.example/>; rel="next"'})
    with pytest.raises(package.APIResponseValidationError, match="another server"):
        list(Wire(package, answer).client.lists.iterate_by_link())


def test_plain_pages_are_inferred_and_unclear_ones_are_not(load: Import, generated: Path) -> None:
    client = load("gen_paging").Client()
    record = json.loads((generated / "gen_paging" / "provenance.json").read_text(encoding="utf-8"))
    pages = {name: each["pages"] for name, each in record["operations"].items() if each["pages"]}
    assert {name: each for name, each in pages.items() if each.pop("inferred")} == {
        "plain_cursor": {"style": "cursor", "cursor": "pageToken", "items": "results", "next": "nextPageToken"},
        "plain_url": {"style": "page", "page": "page", "items": "results", "next": "next"},
        "plain_offset": {"style": "offset", "offset": "offset", "items": "data", "total": "total"},
        "plain_page": {"style": "page", "page": "page", "items": "data", "total": "total_pages"},
        "plain_link": {"style": "link"},
        "link_or_nothing": {"style": "link"},
        "nothing_or_cursor": {"style": "cursor", "cursor": "pageToken", "items": "results", "next": "nextPageToken"},
        "cursor_in_range": {"style": "cursor", "cursor": "pageToken", "items": "results", "next": "nextPageToken"},
        "feeds_list": {"style": "link"},
        "feeds_fans": {"style": "link"},
    }
    unclear = {name for name, _ in inspect.getmembers(client.unclear, inspect.ismethod) if "iterate" in name}
    assert unclear == set()


def test_inferred_pages_are_followed(load: Import) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        first = int(request.url.params.get("pageToken", 0))
        following = str(first + 3) if first < 6 else None
        return httpx.Response(200, json={"results": ALL[first : first + 3], "nextPageToken": following})

    assert list(Wire(load("gen_paging"), answer).client.plain.iterate_cursor()) == ALL


SEVERAL = ["link_or_nothing", "nothing_or_cursor", "cursor_in_range", "stated_items", "stated_array"]


@pytest.mark.parametrize("name", SEVERAL)
def test_page_without_content_has_no_items(load: Import, name: str) -> None:
    pages = getattr(Wire(load("gen_paging"), httpx.Response(204)).client.several, f"iterate_{name}")
    assert list(pages()) == []


@pytest.mark.parametrize(("name", "shape"), [("stated_items", "items"), ("nothing_or_cursor", "results")])
def test_items_stand_in_one_of_several_successes(load: Import, name: str, shape: str) -> None:
    pages = getattr(
        Wire(load("gen_paging"), httpx.Response(200, json={shape: ["a"], "total": 1})).client.several, f"iterate_{name}"
    )
    assert list(pages()) == ["a"]


@pytest.mark.parametrize("name", ["stated_items", "stated_array"])
def test_success_of_another_type_has_no_items(load: Import, name: str) -> None:
    answer = httpx.Response(202, json={"data": ["a"]})
    assert list(getattr(Wire(load("gen_paging"), answer).client.several, f"iterate_{name}")()) == []


def test_pages_of_either_array_give_items_of_either_kind(load: Import) -> None:
    answer = httpx.Response(200, json=[{"since": "2020", "fan": {"name": "a"}}])
    wire = Wire(load("gen_paging"), answer)
    models = load("gen_paging.models")
    assert list(wire.client.feeds.iterate_fans()) == [models.Star(since="2020", fan=models.Fan(name="a"))]


def test_type_checkers_know_the_items_of_pages(root: Path, generated: Path, tmp_path: Path) -> None:
    """A method called `list` does not hide the type, and each kind of item is known."""
    lines = [
        "from gen_paging import Client",
        "client = Client()",
        "reveal_type([item for item in client.feeds.iterate()])",
        "reveal_type([item for item in client.feeds.iterate_fans()])",
        "reveal_type([page for page in client.feeds.iterate().pages()])",
    ]
    (tmp_path / "use.py").write_text("\n".join(lines), encoding="utf-8")
    project = generated / "gen_paging"
    options = ["--config-file=", "--strict", "--cache-dir", str(root / ".mypy_cache")]
    command = [sys.executable, "-m", "mypy", *options, str(project / "gen_paging"), str(tmp_path / "use.py")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    types = re.findall(
        r'Revealed type is "(.*)"', done.stdout.replace("builtins.", "").replace("gen_paging.models.", "")
    )
    assert types == ["list[str]", "list[Fan | Star]", "list[list[str]]"]


DOCUMENT = """\
openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      STATED
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses:
        "200":
          description: D
          content:
            application/json:
              schema: { type: object, properties: { a: { type: array, items: {} }, next_cursor: { type: string } } }
"""


def test_generation_says_what_it_inferred(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    make_api(DOCUMENT.replace("STATED", ""), name="small")
    assert "listThings pages as the document seems to; state `x-pagination`" in run(tmp_path, tmp_path / "out").stderr


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ("{ style: cursor, cursor: page, items: a, next: next_cursor }", "no query parameter 'page'"),
        ("{ style: cursor, cursor: cursor, items: /a/b, next: next_cursor }", "no object with properties"),
        ("{ style: cursor, cursor: cursor, items: b, next: next_cursor }", "no property 'b'"),
        ("{ style: offset, offset: cursor, items: next_cursor }", "the property 'next_cursor' is no array"),
        ("{ style: link }", "the operation's success is no array"),
    ],
)
def test_what_is_stated_and_not_there_is_refused(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path, stated: str, reason: str
) -> None:
    make_api(DOCUMENT.replace("STATED", f"x-pagination: {stated}"), name="small")
    result = run(tmp_path, tmp_path / "out")
    assert result.exit_code == 2
    assert reason in result.stderr
