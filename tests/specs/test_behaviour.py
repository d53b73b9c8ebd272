"""The mocks of the five APIs: what they remember, and the rules that only the vendors' prose states."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import apis
from conformance.auth.credentials import fake, flow_of, sign_url
from conformance.mock import State, create_app
from tests.mock.conftest import InProcess

ROOT = Path(__file__).parents[2]


class Mock:
    """A fresh mock of one API: `send` adds its fake credential, `state` is what it remembers."""

    def __init__(self, name: str) -> None:
        self.api = apis(ROOT / "specs", [name])[0]
        app = create_app(self.api)
        self.state: State = app.state.handle.state
        self._client = httpx.Client(transport=InProcess(app), base_url=f"http://mock.example{self.api.spec.base_path}")

    def send(self, method: str, path: str, token: str | None = None, **parts: Any) -> httpx.Response:
        ((name, scheme),) = self.api.spec.security_schemes.items()
        value = token or fake(self.api.spec)[name]
        request = self._client.build_request(method, path, **parts)
        flow = flow_of(scheme, "hmac-query")
        if flow is not None:
            request.url = httpx.URL(sign_url(str(request.url), value, flow))
        elif scheme["type"] == "http":
            request.headers["Authorization"] = f"{scheme['scheme']} {value}"
        elif scheme["in"] == "query":
            request.url = request.url.copy_merge_params({scheme["name"]: value})
        else:
            request.headers[scheme["name"]] = value
        return self._client.send(request)


# Akinon OMS


@pytest.fixture(scope="module")
def akinon() -> Mock:
    return Mock("akinon_oms")


@pytest.mark.parametrize("path", ["/orders/", "/orders/short/", "/orders/list-simple/"])
def test_pages_lead_to_each_order_once_newest_first(akinon: Mock, path: str) -> None:
    page = akinon.send("GET", path, params={"limit": 100}).json()
    count, orders = page["count"], page["results"]
    while page["next"]:
        page = akinon.send("GET", page["next"]).json()
        orders += page["results"]
    ids = [order["id"] for order in orders]
    assert (len(orders), len(set(ids)), page["previous"] is not None) == (count, count, True)
    assert [order["created_date"] for order in orders] == sorted((o["created_date"] for o in orders), reverse=True)


def test_a_page_past_the_last_is_invalid(akinon: Mock) -> None:
    response = akinon.send("GET", "/orders/", params={"page": 38})
    assert (response.status_code, response.json()) == (404, {"detail": "Invalid page."})


def test_all_views_show_one_order(akinon: Mock) -> None:
    full = akinon.send("GET", "/orders/6500/").json()
    short = next(o for o in _all(akinon, "/orders/short/") if o["id"] == 6500)
    assert (full["number"], full["state"]["id"], full["customer"]["pk"]) == (
        short["number"],
        short["state"],
        short["customer"],
    )
    assert short["order_item_count"] == len(full["orderitem_set"])
    assert akinon.send("GET", "/orders/6500/short/").json()["number"] == full["number"]
    assert {item["order"] for item in full["orderitem_set"]} == {6500}


def _all(mock: Mock, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    following: str | None = f"{path}?limit=100"
    while following:
        page = mock.send("GET", following).json()
        found += page["results"]
        following = page["next"]
    return found


def test_an_event_is_readable_below_its_own_order_only(akinon: Mock) -> None:
    event = akinon.send("GET", "/orders/6997/webhook_events/").json()["results"][0]
    statuses = [akinon.send("GET", f"/orders/{pk}/webhook_events/{event['id']}/").status_code for pk in (6997, 6998)]
    assert statuses == [200, 404]
    assert "payload" not in akinon.send("GET", "/orders/6997/webhook_events/short/").json()["results"][0]


@pytest.mark.parametrize("path", ["/orders/1/", "/orders/1/short/", "/orders/1/webhook_events/"])
def test_an_unknown_order_is_not_found(akinon: Mock, path: str) -> None:
    response = akinon.send("GET", path)
    assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


def test_a_pulled_order_is_the_newest_and_is_pulled_once() -> None:
    mock = Mock("akinon_oms")
    number = "2291095510018274"
    results = mock.send("POST", "/orders/pull_from_omnitron/", json={"order_numbers": [number, number]}).json()
    newest = mock.send("GET", "/orders/", params={"limit": 1}).json()
    assert [result["success"] for result in results] == [True, False]
    assert (newest["count"], newest["results"][0]["number"]) == (723, number)
    assert len(mock.send("GET", f"/orders/{newest['results'][0]['id']}/webhook_events/").json()["results"]) == 1


def test_a_pull_that_fails_says_why() -> None:
    mock = Mock("akinon_oms")
    numbers = ["2291090711512921", "1000", *(key[0] for key in mock.state.table("omnitron"))]
    results = mock.send("POST", "/orders/pull_from_omnitron/", json={"order_numbers": numbers}).json()
    assert [result["order_number"] for result in results] == numbers
    assert [error for result in results for error in result.get("errors", [])] == [
        "Order number: 2291090711512921 already exists in PZ Shop channel!",
        "Order not found with Order number:1000",
        "Order create operation does not allowed! Because of Order ID: 62999 lower than MIN_ORDER_OMNITRON_ID: 63000 ",
        "Order create operation does not allowed! Because of Channel ID:2 provided with Order ID:63463 does not "
        "allowed in the system.",
        "Cargo company:35 provided with order number:2291095510018277 does not exists in the system.",
    ]


# Omnicado MPAPI

SERIAL_NUMBERS = "/orders/89591350/items/T429507/serial-numbers"


@pytest.fixture
def mpapi() -> Mock:
    return Mock("omnicado_mpapi")


@pytest.mark.parametrize("numbers", [["1", "1", "2"], []])
def test_serial_numbers_are_replaced_as_they_are_sent(mpapi: Mock, numbers: list[str]) -> None:
    mpapi.send("PUT", SERIAL_NUMBERS, json=["9"])
    assert mpapi.send("PUT", SERIAL_NUMBERS, json=numbers).json() == {"result": {"code": 200, "status": "OK"}}
    assert mpapi.state.table("serial_numbers")["89591350", "T429507"] == numbers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/orders/1/items/T429507/serial-numbers", 404),
        ("/orders/89591350/items/T1/serial-numbers", 404),
        ("/orders/89591399/items/T429507/serial-numbers", 403),
    ],
)
def test_an_item_out_of_reach_is_refused(mpapi: Mock, path: str, status: int) -> None:
    response = mpapi.send("PUT", path, json=[])
    assert (response.status_code, response.json()["result"]["code"]) == (status, status)


def test_the_headers_tell_the_window_with_the_fewest_requests_left(mpapi: Mock) -> None:
    responses = [mpapi.send("PUT", SERIAL_NUMBERS, json=[]) for _ in range(2)]
    assert [r.headers["X-RateLimit-Remaining"] for r in responses] == ["2874", "2873"]
    assert responses[0].headers["X-RateLimit-Limit"].startswith("2875, 5750;w=86400;name=")
    assert 3590 <= int(responses[0].headers["X-RateLimit-Reset"]) <= 3600


def test_an_exhausted_window_refuses_until_it_begins_again(mpapi: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    windows, minute = mpapi.state.table("windows"), ("m",)
    windows.put(minute, windows[minute] | {"quota": 1})
    first, second = (mpapi.send("PUT", SERIAL_NUMBERS, json=[]) for _ in range(2))
    assert (first.status_code, second.status_code, second.headers["Retry-After"]) == (200, 429, "60")
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert mpapi.send("PUT", SERIAL_NUMBERS, json=[]).status_code == 200


# Omnicado services


def test_one_item_and_the_time_of_the_order_change() -> None:
    mock = Mock("omnicado_services")
    before = mock.state.table("orders")["43",]
    change = {"orderItemId": 46, "serialNumbers": "000001;000002"}
    after = mock.send("PATCH", "/orders/item-serial-numbers/43", json=change).json()
    items = [item | {"serialNumbers": "000001;000002"} if item["id"] == 46 else item for item in before["items"]]
    assert after == {**before, "items": items, "updatedAt": after["updatedAt"]} == mock.state.table("orders")["43",]
    assert after["updatedAt"] > before["updatedAt"]


@pytest.mark.parametrize(("order", "item"), [(1, 42), (42, 45)])
def test_an_item_of_another_order_is_not_found(order: int, item: int) -> None:
    mock = Mock("omnicado_services")
    change = {"orderItemId": item, "serialNumbers": ""}
    assert mock.send("PATCH", f"/orders/item-serial-numbers/{order}", json=change).status_code == 404


# Sellercloud

ADDRESS = {
    "FirstName": "Ada",
    "LastName": "Byron",
    "ZipCode": "1",
    "City": "Brno",
    "Country": "CZ",
    "AddressLine1": "1 Street",
}


@pytest.fixture
def sellercloud() -> Mock:
    return Mock("sellercloud")


def test_null_and_absent_leave_an_order_alone(sellercloud: Mock) -> None:
    update = {"CompanyId": None, "CustomerId": 0}
    assert sellercloud.send("PUT", "/Orders/5012346", json=update).status_code == 200
    assert sellercloud.state.table("orders")["5012346",] == {"CompanyId": 163, "CustomerId": 0, "CurrencyCode": "USD"}


def test_an_address_is_replaced_whole(sellercloud: Mock) -> None:
    for extra in ({"Phone": "1", "AddressLine2": "2"}, {"Phone": None}):
        sellercloud.send("PUT", "/Orders/5012345", json={"ShippingAddress": {**ADDRESS, **extra}})
    address = sellercloud.state.table("orders")["5012345",]["ShippingAddress"]
    assert (address["Phone"], address["AddressLine2"], address["City"]) == (None, None, "Brno")


@pytest.mark.parametrize("change", [{"ShippingAddress": {**ADDRESS, "Country": "US"}}, {"CompanyId": "1"}])
def test_a_rejected_update_changes_nothing(sellercloud: Mock, change: dict[str, Any]) -> None:
    response = sellercloud.send("PUT", "/Orders/5012346", json={"CustomerId": 1, **change})
    assert (response.status_code, sellercloud.state.table("orders")["5012346",]["CustomerId"]) == (400, 48211)


def test_an_unknown_order_can_not_be_updated(sellercloud: Mock) -> None:
    assert sellercloud.send("PUT", "/Orders/1", json={}).status_code == 404


def test_an_issued_token_ends_after_an_hour(sellercloud: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    user = {"Username": "ada@example.com", "Password": "fake-password"}
    issued = sellercloud.send("POST", "/token", json=user).json()
    update: Callable[[], httpx.Response] = lambda: sellercloud.send(  # noqa: E731 - read twice
        "PUT", "/Orders/5012345", issued["access_token"], json={}
    )
    assert update().status_code == 200
    later = time.time() + issued["expires_in"] + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert update().status_code == 401


@pytest.mark.parametrize("user", [{"Username": "ada@example.com", "Password": "x"}, {"Username": "x", "Password": "x"}])
def test_a_wrong_password_gets_no_token(sellercloud: Mock, user: dict[str, str]) -> None:
    assert sellercloud.send("POST", "/token", json=user).status_code == 401


# SellerCenter OMS

QUERY = {"Action": "UpdateItemsInformation", "UserID": "oms@shop.example", "Version": "1.0", "Format": "JSON"}


@pytest.fixture
def sellercenter() -> Mock:
    return Mock("sellercenter_oms")


def _update(mock: Mock, *changes: tuple[int, str], token: str | None = None) -> Any:
    items = [{"id_sales_order_item": item, "status_detail": detail} for item, detail in changes]
    query = {**QUERY, "Timestamp": "2015-07-02T12:26:03+02:00"}
    return mock.send("POST", "/", token, params=query, json={"Request": {"Items": items}}).json()


def test_items_are_updated_independently(sellercenter: Mock) -> None:
    changes = ((11, "failed_in_warehouse"), (99, ""), (12, "returned_location_1"), (13, "returned_location_1"))
    failure = _update(sellercenter, *changes)["ErrorResponse"]
    failed = failure["Body"]["UpdateItemsInformation"]
    assert (failure["Head"]["ErrorCode"], [item["Position"] for item in failed]) == ("0", [1, 3])
    assert failed[1]["ErrorMessage"] == (
        'The Status Detail "returned_location_1" does not match with current status (id:1) for Order Item with '
        "src_id: 100411"
    )
    items = sellercenter.state.table("order_items")
    assert [item["status_detail"] for item in items.below()] == ["failed_in_warehouse", "returned_location_1", ""]
    assert [item["status"] for item in items.below()] == [5, 5, 1]


def test_a_call_without_failures_succeeds(sellercenter: Mock) -> None:
    assert _update(sellercenter, (11, ""), (13, "being_packed"))["SuccessResponse"]["Body"] == []


def test_a_wrong_signature_updates_nothing(sellercenter: Mock) -> None:
    failure = _update(sellercenter, (11, "failed_in_warehouse"), token="another-key")["ErrorResponse"]
    assert (failure["Head"]["ErrorCode"], failure["Body"]) == ("7", "")
    assert sellercenter.state.table("order_items")["11",]["status_detail"] == ""
