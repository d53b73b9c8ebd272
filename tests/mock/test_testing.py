"""A mock in the tests of others: steered and asked from Python."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import Refusal
from conformance.mock.admin.scenario import ScenarioError
from conformance.mock.testing import Mock, create_mock, serve_mock


@pytest.fixture
def counters(toy: Callable[[str], Api]) -> Mock:
    return create_mock(toy("behaviour"))


def send(mock: Mock, method: str, path: str, **fields: object) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=mock)
        async with httpx.AsyncClient(transport=transport, base_url=mock.url) as client:
            return await client.request(method, path, **fields)  # type: ignore[arg-type]

    return asyncio.run(ask())


def test_a_served_mock_is_steered_from_python(toy: Callable[[str], Api]) -> None:
    with serve_mock(toy("behaviour")) as mock, httpx.Client(base_url=mock.url) as client:
        client.put("/counters/a", json={"count": 4})
        assert mock.state.table("counters").get(("a",)) == {"count": 4}
        mock.assert_called("addToCounter", exactly=1, body={"count": 4})
        mock.disturb(status=503, count=1)
        assert [client.get("/random").status_code for _ in range(2)] == [503, 200]
        mock.reset()
        assert client.get("/counters/a").status_code == 404
        assert [each.path for each in mock.requests] == ["/counters/a"]


def test_an_app_needs_no_port(counters: Mock) -> None:
    assert send(counters, "GET", "/counters/first").json() == {"count": 1}
    assert counters.find_requests("readCounter", status=200)[0].answer_json == {"count": 1}


def test_a_call_that_is_missing_is_described(counters: Mock) -> None:
    send(counters, "PUT", "/counters/a", json={"count": 4})
    with pytest.raises(AssertionError) as failed:
        counters.assert_called("addToCounter", exactly=2, body={"count": 5})
    assert str(failed.value) == (
        "expected exactly 2 of 1 requests to fit, got 0: operation='addToCounter', body={'count': 5}\n"
        "  PUT /counters/a 200: body differ"
    )
    counters.assert_called("draw", exactly=0)


def test_scenarios_are_data_or_files(counters: Mock, tmp_path: Path) -> None:
    counters.load({"counters": [{"key": ["a"], "item": {"count": 2}}]})
    assert send(counters, "GET", "/counters/a").json() == {"count": 2}
    (tmp_path / "s.yaml").write_text("counters: [{ key: [b], item: { count: 3 } }]")
    counters.load(tmp_path / "s.yaml")
    assert [*counters.state.table("counters")] == [("b",)]
    with pytest.raises(ScenarioError, match="no table 'other'"):
        counters.load({"other": []})


def test_disturbances_can_be_ended(counters: Mock) -> None:
    counters.disturb(operation="draw", status=500)
    counters.end_disturbances()
    assert send(counters, "GET", "/random").status_code == 200
    with pytest.raises(Refusal, match="no operation 'other'"):
        counters.disturb(operation="other", status=500)


def test_credentials_are_those_that_are_accepted(toy: Callable[[str], Api]) -> None:
    mock = create_mock(toy("security"))
    assert send(mock, "GET", "/header").status_code == 401
    assert send(mock, "GET", "/header", headers=mock.authorize("header").headers).status_code == 204
    assert mock.environment["MOCK_SECURITY_HEADER"] == mock.credentials["header"]
    assert mock.credentials["header"] not in repr(mock)
