"""The admin API over HTTP, as its document describes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.admin import Administered
from conformance.mock.admin.api import DOCUMENT
from conformance.mock.handle import handle_of
from conformance.openapi import lint
from tests.mock.admin.conftest import Admin

SHOWN = {"key": ["first"], "item": {"count": 1}, "version": 1}


def state(client: httpx.Client) -> Any:
    return client.get("/__mock__/state").json()["tables"]


def test_the_document_is_valid_and_every_element_is_read(counters: httpx.Client) -> None:
    assert lint.problems(DOCUMENT.document, DOCUMENT.spec_file) == []
    assert (DOCUMENT.warnings, DOCUMENT.rewrites) == ((), ())
    assert counters.get("/__mock__/openapi.json").json() == DOCUMENT.document


def test_apis_are_listed_with_their_documents(counters: httpx.Client, toy: Callable[[str], Api]) -> None:
    (api,) = counters.get("/__mock__/apis").json()["apis"]
    assert (api["id"], api["title"], api["operations"]) == ("mock_behaviour", "A counter with a behaviour", 4)
    assert counters.get("/__mock__/apis/mock_behaviour/openapi.json").json() == toy("behaviour").document
    assert counters.get("/__mock__/apis/other/openapi.json").status_code == 404


def test_credentials_are_those_that_the_operation_accepts(admin: Admin, toy: Callable[[str], Api]) -> None:
    client = admin(toy("security"))
    found = client.get("/__mock__/apis/mock_security/credentials/header").json()
    assert client.get("/header").status_code == 401
    assert client.get("/header", headers=found["headers"]).status_code == 204
    assert client.get("/__mock__/apis/mock_security/credentials/none").status_code == 404


def test_the_url_of_a_signed_request_is_signed(admin: Admin, toy: Callable[[str], Api]) -> None:
    client = admin(toy("security"))
    query = client.get("/__mock__/apis/mock_security/credentials/signed").json()["query"]
    url = str(client.build_request("GET", "/signed", params={**query, "b": "2", "a": "1"}).url)
    assert client.get(url).status_code == 401
    found = client.post("/__mock__/apis/mock_security/sign/signed", json={"url": url}).json()["url"]
    assert client.get(found).status_code == 204
    assert client.post("/__mock__/apis/mock_security/sign/header", json={"url": url}).json()["url"] == url


def test_reset_starts_again_from_a_seed(counters: httpx.Client) -> None:
    counters.put("/counters/a", json={"count": 5})
    counters.post("/__mock__/disturb", json={"latency": 1})
    drawn = counters.get("/random").json()
    assert counters.post("/__mock__/reset").json() == {"seeds": {"mock_behaviour": 0}}
    assert state(counters) == {"counters": [SHOWN]}
    assert counters.get("/__mock__/requests").json() == {"requests": []}
    assert counters.get("/__mock__/disturb").json() == {"disturbances": []}
    assert counters.get("/random").json() == drawn
    counters.post("/__mock__/reset", json={"seed": 4})
    assert counters.get("/random").json() != drawn


def test_an_item_is_put_read_and_deleted(counters: httpx.Client) -> None:
    put = counters.put("/__mock__/state/counters/item?key=a%2Fb", json={"count": 7})
    assert put.json() == {"key": ["a/b"], "item": {"count": 7}, "version": 1}
    assert counters.get("/counters/a%2Fb").json() == {"count": 7}
    assert counters.get("/__mock__/state/counters/item", params={"key": "a/b"}).json() == put.json()
    assert counters.delete("/__mock__/state/counters/item", params={"key": "a/b"}).status_code == 204
    assert counters.get("/counters/a%2Fb").status_code == 404
    assert counters.delete("/__mock__/state/counters/item", params={"key": "a/b"}).status_code == 404


def test_a_table_is_replaced(counters: httpx.Client) -> None:
    rows: list[dict[str, Any]] = [
        {"key": ["b"], "item": {"count": 2}},
        {"key": ["a"], "item": {"count": 3}, "version": 4},
    ]
    put = counters.put("/__mock__/state/counters", json=rows)
    assert put.json()["rows"] == [{**rows[0], "version": 1}, rows[1]]
    assert counters.get("/__mock__/state/counters").json() == put.json()
    assert counters.get("/counters/first").status_code == 404


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/json", '{"counters": [{"key": ["x"], "item": {"count": 9}}]}'),
        ("application/yaml", "counters:\n- key: [x]\n  item: { count: 9 }\n"),
    ],
)
def test_a_scenario_is_json_or_yaml(counters: httpx.Client, media_type: str, content: str) -> None:
    loaded = counters.put("/__mock__/state", content=content, headers={"Content-Type": media_type})
    assert loaded.json()["tables"] == {"counters": [{"key": ["x"], "item": {"count": 9}, "version": 1}]}
    assert counters.get("/counters/x").json() == {"count": 9}


def test_what_was_read_can_be_loaded(counters: httpx.Client) -> None:
    counters.put("/counters/a", json={"count": 1})
    counters.put("/counters/a", json={"count": 1})
    before = state(counters)
    counters.post("/__mock__/reset")
    assert counters.put("/__mock__/state", json=before).status_code == 200
    assert state(counters) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("counters: [{", "not YAML"),
        ("counters: 5", "expected an object with an array of items by table"),
        ("others: []", "no table 'others'; expected one of: counters"),
        ("counters: [{ count: 1 }]", "body/counters/0/name: the item's name is missing"),
        ("a: 1\na: 2", "duplicate key 'a'"),
    ],
)
def test_a_scenario_that_does_not_fit_is_refused(counters: httpx.Client, content: str, reason: str) -> None:
    refused = counters.put("/__mock__/state", content=content, headers={"Content-Type": "application/yaml"})
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, "application/problem+json")
    assert reason in refused.json()["detail"]
    assert state(counters) == {"counters": [SHOWN]}


def test_requests_are_listed_and_filtered(counters: httpx.Client) -> None:
    counters.get("/counters/first?x=1&x=2")
    counters.put("/counters/first", json={"count": 2})
    counters.get("/elsewhere")
    listed = counters.get("/__mock__/requests").json()["requests"]
    assert [each["operation"] for each in listed] == ["readCounter", "addToCounter", None]
    assert (listed[0]["query"], listed[0]["answer"]["body"]["content"]) == ({"x": ["1", "2"]}, {"count": 1})
    assert (listed[1]["body"]["content"], listed[1]["status"]) == ({"count": 2}, 200)
    for query, ids in [
        ("operation=addToCounter", [2]),
        ("method=get", [1, 3]),
        ("path=/counters/*", [1, 2]),
        ("status=404", [3]),
        ("after=1", [2, 3]),
        ("limit=1", [3]),
    ]:
        found = counters.get(f"/__mock__/requests?{query}").json()["requests"]
        assert [each["id"] for each in found] == ids, query
    assert counters.delete("/__mock__/requests").status_code == 204
    assert counters.get("/__mock__/requests").json() == {"requests": []}


def test_calls_are_verified(counters: httpx.Client) -> None:
    counters.put("/counters/a", json={"count": 2})
    asked = {"operation": "addToCounter", "body": {"count": 2}, "exactly": 1}
    verdict = counters.post("/__mock__/requests/verify", json=asked).json()
    assert (verdict["verified"], verdict["count"], verdict["nearest"]) == (True, 1, [])
    verdict = counters.post("/__mock__/requests/verify", json={**asked, "body": {"count": 3}}).json()
    assert (verdict["verified"], verdict["count"]) == (False, 0)
    assert verdict["message"] == "expected exactly 1 of 1 requests to fit, got 0"
    assert [each["differs"] for each in verdict["nearest"]] == [["body"]]


def test_disturbances_are_added_listed_and_ended(counters: httpx.Client) -> None:
    added = counters.post("/__mock__/disturb", json={"operation": "draw", "status": 429, "retry_after": 2, "count": 1})
    assert added.json() == {
        "id": "d1",
        "operation": "draw",
        "probability": 1.0,
        "left": 1,
        "status": 429,
        "retry_after": 2,
    }
    refused = counters.get("/random")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2")
    assert counters.get("/random").status_code == 200
    assert counters.get("/__mock__/disturb").json()["disturbances"][0]["left"] == 0
    assert counters.delete("/__mock__/disturb/d1").status_code == 204
    assert counters.delete("/__mock__/disturb/d1").status_code == 404
    counters.post("/__mock__/disturb", json={"status": 500})
    assert counters.delete("/__mock__/disturb").status_code == 204
    assert counters.get("/random").status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/__mock__/disturb", {}, 400),
        ("/__mock__/disturb", {"operation": "draw"}, 400),
        ("/__mock__/disturb", {"status": 200}, 400),
        ("/__mock__/disturb", {"latency": 1, "retry_after": 1}, 400),
        ("/__mock__/disturb", {"status": 500, "headers": {"a": "x\r\ny"}}, 400),
        ("/__mock__/disturb", {"latency": 1, "operation": "other"}, 404),
        ("/__mock__/disturb", {"latency": 1, "api": "other"}, 404),
        ("/__mock__/reset", {"seed": "x"}, 400),
        ("/__mock__/reset", {"api": "other"}, 404),
        ("/__mock__/requests/verify", {"exactly": -1}, 400),
    ],
)
def test_invalid_requests_are_refused_with_a_reason(
    counters: httpx.Client, path: str, body: dict[str, Any], status: int
) -> None:
    refused = counters.post(path, json=body)
    assert refused.status_code == status
    assert refused.json()["detail"]


def test_with_several_apis_state_asks_for_one(admin: Admin, toy: Callable[[str], Api]) -> None:
    apps = {"/a": create_app(toy("behaviour")), "/b": create_app(toy("security"))}
    client = admin(Administered(apps["/a"], {prefix: handle_of(app) for prefix, app in apps.items()}))
    assert client.get("/__mock__/state").status_code == 400
    assert client.get("/__mock__/state?api=mock_security").json()["tables"] == {}
    assert [each["base_path"] for each in client.get("/__mock__/apis").json()["apis"]] == ["/a", "/b"]
    assert client.post("/__mock__/reset", json={"seed": 3}).json() == {
        "seeds": {"mock_behaviour": 3, "mock_security": 3}
    }


def test_a_scenario_is_what_the_mock_then_remembers(admin: Admin, toy: Callable[[str], Api]) -> None:
    client = admin(toy("administered"))
    scenario = {
        "orders": [{"id": 5, "status": "open"}, {"id": 6, "status": "open"}],
        "lines": [{"id": 1, "order_id": 5}],
    }
    assert client.put("/__mock__/state", json=scenario).status_code == 200
    assert client.get("/orders").json() == scenario["orders"]
    assert client.get("/orders/5/lines").json() == scenario["lines"]
    created = client.post("/orders", json={"status": "new"}).json()
    assert client.get("/__mock__/state/orders/item", params={"key": created["id"]}).json()["item"] == created
    assert client.put("/__mock__/state/orders/item", json={"id": 9, "status": "x"}).json()["key"] == ["9"]
    assert client.get("/orders/9").json()["status"] == "x"


def test_what_is_below_a_deleted_item_is_deleted_too(admin: Admin, toy: Callable[[str], Api]) -> None:
    client = admin(toy("administered"))
    client.put("/__mock__/state", json={"orders": [{"id": 5, "status": "x"}], "lines": [{"id": 1, "order_id": 5}]})
    assert client.delete("/__mock__/state/orders/item?key=5").status_code == 204
    assert client.get("/__mock__/state/lines").json() == {"rows": []}
