"""The documents and pages that the benchmarks make up. What they measure is nobody's test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.types import Receive, Scope, Send

from conformance.apis import Api
from conformance.mock import create_app, serve, serving
from scripts.bench import _page, _synthetic, documents
from scripts.bench._load import measure
from scripts.bench._memory import count_held
from scripts.bench._profile import find_shares
from scripts.bench.generate import main


@pytest.mark.parametrize("operations", [1, 7, 100])
def test_a_document_is_valid_and_has_as_many_operations_as_asked_for(tmp_path: Path, operations: int) -> None:
    file = _synthetic.write(operations, tmp_path / "shop")
    assert len(Api("shop", file.parent).spec.operations) == operations


def test_the_same_number_gives_the_same_document() -> None:
    assert _synthetic.document(30) == _synthetic.document(30)


def test_nothing_is_measured_if_nothing_is_asked_for() -> None:
    result = CliRunner().invoke(main, ["--rounds", "0", "--large-rounds", "0"])
    assert (result.exit_code, result.output) == (0, "")


def test_documents_that_are_compared_are_named() -> None:
    result = CliRunner().invoke(documents.main, [])
    assert (result.exit_code, result.output.count("DOCUMENT")) == (0, 1)


def test_a_page_has_as_many_orders_as_asked_for_and_is_what_the_api_answers(root: Path) -> None:
    folder = root / "specs" / "akinon_oms"
    page = _page.page(folder, 5)
    assert len(page["results"]) == 5
    pointer = "/paths/~1orders~1/get/responses/200/content/application~1json/schema"
    assert Api("akinon_oms", folder).spec.validator(pointer).is_valid(page)
    assert page == _page.page(folder, 5)


def test_no_two_orders_of_a_page_have_the_same_numbers(root: Path) -> None:
    orders = _page.page(root / "specs" / "akinon_oms", 6)["results"]
    assert len({(order["id"], order["created_date"]) for order in orders}) == 6


def test_memory_is_what_is_held_and_not_what_was_needed() -> None:
    assert 1_000_000 <= count_held(lambda: bytes(1_000_000)) < 1_010_000
    assert count_held(lambda: len(bytes(1_000_000))) < 10_000


SERVED = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /r: { get: { responses: { "200": { description: D, content: { application/json: { example: { n: 1 } } } } } } }
"""


def test_load_counts_the_answers_of_one_status(make_api: Callable[..., Api]) -> None:
    with serve(make_api(SERVED)) as url:
        load = measure(f"{url}/r", {"Accept": "*/*"}, connections=2, seconds=0.3)
        assert (load.status, load.size) == (200, len('{"n":1}'))
        assert load.rate > 10
        assert load.p99 < 1000
        assert measure(f"{url}/unknown", {}, connections=1, seconds=0.1).status == 404


def test_load_reads_chunked_answers() -> None:
    async def chunked(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part in (b"ab", b"c" * 100):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    with serving(chunked) as url:
        assert measure(f"{url}/", {}, connections=1, seconds=0.1).size == 102


def test_the_shares_of_a_request_are_those_of_all_its_time(toys: Path) -> None:
    app = create_app(Api("mock_behaviour", toys / "mock_behaviour"))
    shares = dict(find_shares(app, "/counters/a", {}, 20))
    assert sum(shares.values()) == pytest.approx(1)
    assert {"starlette", "Python", "conformance/mock/app"} <= shares.keys()
