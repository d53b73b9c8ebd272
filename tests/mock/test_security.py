"""Only the accepted credential is admitted, and none is ever shown."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest

from conformance.apis import Api
from conformance.auth.credentials import apply, fake, fake_second, sign_url
from conformance.mock import serve

BASIC = b64encode(b"fake-mock_security-basic:fake-password").decode()
ADMITTED = {
    "bearer": {"headers": {"Authorization": "Bearer fake-token"}},
    "basic": {"headers": {"Authorization": f"Basic {BASIC}"}},
    "named": {"headers": {"Authorization": "Token fake-mock_security-named"}},
    "oauth": {"headers": {"Authorization": "Bearer fake-mock_security-oauth"}},
    "header": {"headers": {"x-key": "fake-mock_security-header"}},
    "query": {"params": {"client_id": "fake-mock_security-query"}},
    "cookie": {"headers": {"Cookie": "session=fake-mock_security-cookie"}},
    "optional": {},
}
CHALLENGES = {"bearer": "Bearer", "basic": "Basic", "named": "Token", "oauth": "Bearer", "either": "Basic"}


@pytest.fixture
def api(toy: Callable[[str], Api]) -> Api:
    return toy("security")


@pytest.fixture
def mock(client: Callable[[Api], httpx.Client], api: Api) -> httpx.Client:
    return client(api)


@pytest.mark.parametrize("name", ADMITTED)
def test_the_accepted_credential_is_admitted(mock: httpx.Client, name: str) -> None:
    assert mock.request("GET", f"/{name}", **ADMITTED[name]).status_code == 204  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["bearer", "basic", "named", "header", "query", "cookie", "signed"])
def test_the_second_user_is_admitted(mock: httpx.Client, api: Api, name: str) -> None:
    parts = apply(api.spec.operations[name], fake_second(api.spec).credentials, api.spec)
    url = f"http://mock/{name}?{urlencode(parts.query)}"
    if name == "signed":
        key, flow = fake_second(api.spec).credentials["signature"], api.spec.security_schemes["signature"]
        url = sign_url(url, key, flow["x-auth-flow"])
    cookies = "; ".join(f"{key}={value}" for key, value in parts.cookies.items())
    assert mock.get(url, headers={**parts.headers, "Cookie": cookies}).status_code == 204


def test_credentials_of_two_users_together_are_refused(mock: httpx.Client, api: Api) -> None:
    first, second = fake(api.spec), fake_second(api.spec).credentials
    headers, query = {"x-key": first["header"]}, {"client_id": second["query"]}
    response = mock.get("/either", headers=headers, params=query)
    assert (response.status_code, second["query"] in response.text) == (401, False)


@pytest.mark.parametrize("name", [*(name for name in ADMITTED if name != "optional"), "signed", "either"])
def test_no_credential_is_401_with_a_challenge_for_http_schemes(mock: httpx.Client, name: str) -> None:
    response = mock.get(f"/{name}")
    assert response.status_code == 401
    assert "credential in" in response.headers["X-Mock-Reason"]
    assert response.headers.get("WWW-Authenticate", "").partition(" ")[0] == CHALLENGES.get(name, "")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/bearer", {"Authorization": "Bearer FAKE-TOKEN"}),
        ("/bearer", {"Authorization": "Basic fake-token"}),
        ("/bearer", {"Authorization": "fake-token"}),
        ("/bearer", {"Authorization": "Bearer"}),
        ("/basic", {"Authorization": "Basic fake-mock_security-basic:fake-password"}),
        ("/header", {"X-Key": "hunter2"}),
        ("/query?client_id=hunter2", {}),
        ("/query?client_id=", {}),
        ("/query?client_id=hunter2&client_id=fake-mock_security-query", {}),
        ("/cookie", {"Cookie": "session=hunter2"}),
        ("/either", {"X-Key": "fake-mock_security-header"}),
        ("/signed?Signature=hunter2", {}),
    ],
)
def test_another_credential_is_401_and_is_not_shown(mock: httpx.Client, path: str, headers: dict[str, str]) -> None:
    response = mock.get(path, headers=headers)
    assert response.status_code == 401
    shown = str(response.headers) + response.text
    assert not any(secret in shown for secret in ("hunter2", "fake-", "FAKE-", BASIC))


def test_the_name_of_an_http_scheme_has_no_case(mock: httpx.Client) -> None:
    assert mock.get("/bearer", headers={"Authorization": "bEARER fake-token"}).status_code == 204


def test_an_alternative_needs_all_of_its_schemes(mock: httpx.Client) -> None:
    both = {"headers": {"X-Key": "fake-mock_security-header"}, "params": {"client_id": "fake-mock_security-query"}}
    assert mock.request("GET", "/either", **both).status_code == 204  # type: ignore[arg-type]
    assert mock.get("/either", headers={"Authorization": f"Basic {BASIC}"}).status_code == 204


def test_a_signature_is_verified_over_all_other_parameters(mock: httpx.Client) -> None:
    """The expected signature is computed here by hand (fact CT-13)."""
    text = b"Action=a%20b%2F~&Version=1.0"
    signature = hmac.new(b"fake-mock_security-signature", text, hashlib.sha256).hexdigest()
    assert mock.get(f"/signed?Version=1.0&Action=a+b%2F~&Signature={signature}").status_code == 204
    assert mock.get(f"/signed?Signature={signature}&Action=a%20b/%7E&Version=1.0").status_code == 204
    assert mock.get(f"/signed?Version=1.1&Action=a+b%2F~&Signature={signature}").status_code == 401
    assert mock.get(f"/signed?Version=1.0&Action=a+b%2F~&Signature={signature.upper()}").status_code == 401


def test_what_the_suite_applies_and_signs_is_admitted(mock: httpx.Client, api: Api) -> None:
    credentials = fake(api.spec)
    flow = api.spec.security_schemes["signature"]["x-auth-flow"]
    for operation in api.spec.operations.values():
        headers, query, cookies = apply(operation, credentials, api.spec)
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        request = mock.build_request(operation.method, operation.path, params=query, headers=headers)
        if operation.id == "signed":
            request.url = httpx.URL(sign_url(str(request.url), credentials["signature"], flow))
        assert mock.send(request).status_code in {200, 204}, operation.id


def test_the_token_that_the_exchange_answers_with_is_accepted(mock: httpx.Client) -> None:
    token = mock.post("/token").json()["token"]
    assert mock.get("/bearer", headers={"Authorization": f"Bearer {token}"}).status_code == 204


def test_of_two_schemes_in_one_header_either_is_enough(make_api: Callable[..., Api]) -> None:
    """PagerDuty's SCIM requires a key and a token together, both in `Authorization`."""
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
security: [{ key: [], token: [] }]
paths: { /r: { get: { responses: { "200": { description: D }, "401": { description: D } } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: Authorization }
    token: { type: http, scheme: bearer }
"""
    api = make_api(text)
    values = fake(api.spec)
    with serve(api) as url:
        sent = (values["key"], f"Bearer {values['token']}", "Bearer other", "")
        found = [httpx.get(f"{url}/r", headers={"Authorization": each}).status_code for each in sent]
    assert found == [200, 200, 401, 401]
