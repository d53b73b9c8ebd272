"""A refusal has the shape that the operation documents; the reason stands in a header of its own."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api


@pytest.fixture
def mock(client: Callable[[Api], httpx.Client], toy: Callable[[str], Api]) -> httpx.Client:
    return client(toy("errors"))


def test_a_documented_status_is_answered_with_its_first_example_and_headers(mock: httpx.Client) -> None:
    """Required headers are made up, optional ones sent if they have an example."""
    response = mock.post("/exact?n=0")
    assert (response.status_code, response.json()) == (400, {"code": 1, "message": "first"})
    assert response.headers["X-Required"] == "7"
    assert response.headers["X-Shown"] == "a,b"
    assert "X-Silent" not in response.headers
    assert response.headers["X-Mock-Reason"] == "query parameter n: 0 is less than the minimum of 1"


def test_a_status_may_be_documented_by_its_class(mock: httpx.Client) -> None:
    """Without an example the error says what is wrong."""
    response = mock.post("/class?n=0")
    assert (response.status_code, response.json()) == (
        400,
        {"code": 1, "message": "query parameter n: 0 is less than the minimum of 1"},
    )
    other = mock.post("/class", content="x", headers={"Content-Type": "text/plain"})
    assert other.status_code == 415


def test_a_status_may_be_documented_by_the_default(mock: httpx.Client) -> None:
    response = mock.post("/default?n=0")
    assert (response.status_code, response.content) == (400, b"")
    assert mock.post("/default?n=1").status_code == 200


def test_an_error_may_travel_in_band(mock: httpx.Client) -> None:
    response = mock.post("/in-band?n=0")
    assert (response.status_code, response.json()) == (200, {"failure": "E400"})
    assert "minimum" in response.headers["X-Mock-Reason"]
    success = mock.post("/in-band?n=1")
    assert (success.status_code, success.json()) == (200, {"success": True})
    assert "X-Mock-Reason" not in success.headers


def test_another_media_type_is_a_bad_request_in_band_too(mock: httpx.Client) -> None:
    response = mock.post("/in-band", content="x", headers={"Content-Type": "text/plain"})
    assert response.json() == {"failure": "E400"}


def test_an_in_band_error_of_the_same_class_stands_in(mock: httpx.Client) -> None:
    response = mock.post("/in-band/secured")
    assert (response.status_code, response.json()) == (200, {"failure": "E422"})
    assert "WWW-Authenticate" not in response.headers


@pytest.mark.parametrize(("path", "status"), [("/undocumented?n=0", 400), ("/undocumented", 415)])
def test_what_is_not_documented_is_a_problem_document(mock: httpx.Client, path: str, status: int) -> None:
    """RFC 9457."""
    response = mock.post(path, content="x", headers={"Content-Type": "text/plain"})
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert (response.json()["status"], response.json()["detail"]) == (status, response.headers["X-Mock-Reason"])


@pytest.mark.parametrize("text", ["x" * 10_000, "ř\n" * 500, "%0d%0aX-Injected: 1"])
def test_the_reason_is_short_printable_ascii(mock: httpx.Client, text: str) -> None:
    reason = mock.post("/undocumented", params={"n": text}).headers["X-Mock-Reason"]
    assert reason.isascii()
    assert reason.isprintable()
    assert len(reason) <= 300


def test_the_reason_shows_no_credential(client: Callable[[Api], httpx.Client], toy: Callable[[str], Api]) -> None:
    """Wherever in the request it stands."""
    response = client(toy("errors")).post("/undocumented?n=fake-mock_errors-key")
    assert response.headers["X-Mock-Reason"] == "query parameter n: '[redacted]' is not of type integer"
    assert "fake-mock_errors-key" not in response.text
