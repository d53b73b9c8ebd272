"""Credentials are found, faked, sent and signed, and never shown."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.apis import Api, apis
from conformance.auth.credentials import (
    UNSIGNED,
    WRONG,
    Credentials,
    apply,
    fake,
    from_environment,
    sign,
    sign_url,
    spoil,
    variable,
)
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec

FLOW = {"type": "hmac-query", "algorithm": "sha256", "encoding": "hex", "parameter": "Signature"}
QUERY = [
    ("Version", "1.0"),
    ("Action", "UpdateItemsInformation"),
    ("UserID", "ada@shop.example"),
    ("Timestamp", "+02:00"),
]
# What `printf %s "$text" | openssl dgst -sha256 -hmac fake-key` prints for the text of the next line.
TEXT = "Action=UpdateItemsInformation&Timestamp=%2B02%3A00&UserID=ada%40shop.example&Version=1.0"
SIGNATURE = "2e58ecb77f93c7ad8407d1d801cd68a948feb7d4e9cbc66403824a53d65c9b5f"


@pytest.fixture(scope="module")
def spec(toys: Path) -> Spec:
    """One scheme of each kind."""
    return apis(toys, ["mock_security"])[0].spec


def test_a_repr_shows_no_value() -> None:
    credentials = Credentials({"bearer": "hunter2"})
    assert "hunter2" not in f"{credentials!r} {credentials}"
    assert dict(credentials) == {"bearer": "hunter2"}


def test_fakes_are_obvious_and_always_the_same(spec: Spec) -> None:
    """The bearer is the token that the exchange's example shows."""
    assert fake(spec) == fake(spec)
    assert fake(spec)["bearer"] == "fake-token"
    assert fake(spec)["query"] == "fake-mock_security-query"
    assert fake(spec)["basic"] == "fake-mock_security-basic:fake-password"


def test_a_token_exchange_without_an_example_is_refused(edited: Callable[..., Api]) -> None:
    api = edited("mock_security", old="{ token: fake-token }", new="{}")
    with pytest.raises(InputError, match="no answer of 'createToken' shows the property 'token'"):
        fake(api.spec)


@pytest.mark.parametrize(
    ("api_id", "scheme", "name"),
    [
        ("sellercloud", "bearer", "SELLERCLOUD_BEARER"),
        ("omnicado_mpapi", "clientId", "OMNICADO_MPAPI_CLIENT_ID"),
        ("a", "api-key.v2", "A_API_KEY_V2"),
    ],
)
def test_a_credential_has_a_variable_of_its_own(api_id: str, scheme: str, name: str) -> None:
    assert variable(api_id, scheme) == name


def test_credentials_come_from_the_environment(spec: Spec) -> None:
    environ = {"SHOP_QUERY": "a", "SHOP_BASIC": "", "OTHER_BEARER": "b"}
    assert dict(from_environment("shop", spec, environ)) == {"query": "a"}


@pytest.mark.parametrize(
    ("operation_id", "headers", "query", "cookies"),
    [
        ("createToken", {}, {}, {}),
        ("bearer", {"Authorization": "Bearer fake-token"}, {}, {}),
        ("named", {"Authorization": "Token fake-mock_security-named"}, {}, {}),
        ("basic", {"Authorization": "Basic ZmFrZS1tb2NrX3NlY3VyaXR5LWJhc2ljOmZha2UtcGFzc3dvcmQ="}, {}, {}),
        ("cookie", {}, {}, {"session": "fake-mock_security-cookie"}),
        ("signed", {}, {"Signature": UNSIGNED}, {}),
        ("either", {"X-Key": "fake-mock_security-header"}, {"client_id": "fake-mock_security-query"}, {}),
    ],
)
def test_a_credential_is_sent_where_its_scheme_says(
    spec: Spec, operation_id: str, headers: dict[str, str], query: dict[str, str], cookies: dict[str, str]
) -> None:
    assert apply(spec.operations[operation_id], fake(spec), spec) == (headers, query, cookies)


def test_the_first_alternative_that_credentials_are_enough_for_is_sent(spec: Spec) -> None:
    only_basic = Credentials({"basic": "a:b", "header": "c"})
    assert apply(spec.operations["either"], only_basic, spec).headers == {"Authorization": "Basic YTpi"}


def test_a_missing_credential_is_named(spec: Spec) -> None:
    with pytest.raises(InputError, match="no credential for header and query or basic"):
        apply(spec.operations["either"], Credentials(), spec)


def test_a_signature_is_the_known_one() -> None:
    """Sorted by name, percent-encoded as RFC 3986 has it, without the signature itself (fact CT-13)."""
    assert sign(QUERY, "fake-key", FLOW) == SIGNATURE
    assert sign([*QUERY, ("Signature", "any")], "fake-key", FLOW) == SIGNATURE
    assert hmac.new(b"fake-key", TEXT.encode(), hashlib.sha256).hexdigest() == SIGNATURE


def test_a_url_is_signed_in_place_of_the_placeholder() -> None:
    start = "https://shop.example/?Version=1.0&Action=UpdateItemsInformation"
    rest = "UserID=ada@shop.example&Timestamp=%2B02:00"
    assert sign_url(f"{start}&Signature={UNSIGNED}&{rest}", "fake-key", FLOW) == f"{start}&{rest}&Signature={SIGNATURE}"
    assert sign_url(f"{start}&{rest}", "fake-key", FLOW) == f"{start}&{rest}&Signature={SIGNATURE}"


def test_a_url_without_a_query_is_signed_too() -> None:
    expected = hmac.new(b"k", b"", hashlib.sha256).hexdigest()
    assert sign_url("https://shop.example/", "k", FLOW) == f"https://shop.example/?Signature={expected}"


def test_a_certificate_is_no_part_of_a_request(make_api: Callable[..., Api]) -> None:
    api = make_api(
        """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: { operationId: a, security: [{ tls: [], key: [] }], responses: { "204": { description: D } } } }
  /b: { get: { operationId: b, security: [{ tls: [] }], responses: { "204": { description: D } } } }
components:
  securitySchemes: { tls: { type: mutualTLS }, key: { type: apiKey, in: query, name: key } }
"""
    )
    given = Credentials({"key": "k"})
    assert apply(api.spec.operations["a"], given, api.spec) == ({}, {"key": "k"}, {})
    assert apply(api.spec.operations["b"], given, api.spec) == ({}, {}, {})


UNSTATED = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: { operationId: unstated, responses: { "204": { description: D } } } }
  /b: { get: { operationId: optional, security: [{}, { key: [] }], responses: { "204": { description: D } } } }
  /c: { get: { operationId: open, security: [], responses: { "204": { description: D } } } }
components:
  securitySchemes:
    tls: { type: mutualTLS }
    bearer: { type: http, scheme: bearer, x-auth-flow: { type: token-exchange } }
    key: { type: apiKey, in: header, name: X-Key }
"""


@pytest.mark.parametrize(
    ("operation_id", "sent"), [("unstated", {"X-Key": "k"}), ("optional", {"X-Key": "k"}), ("open", {})]
)
def test_a_credential_is_sent_where_it_is_optional_or_the_document_forgets_security(
    make_api: Callable[..., Api], operation_id: str, sent: dict[str, str]
) -> None:
    """A fake one is not: a server that does not know it may refuse it."""
    spec = make_api(UNSTATED).spec
    operation = spec.operations[operation_id]
    assert operation.security == ()
    assert apply(operation, Credentials({"key": "k"}), spec).headers == sent
    assert apply(operation, Credentials(), spec).headers == {}
    assert apply(operation, Credentials({"key": "k"}, is_fake=True), spec).headers == {}


@pytest.mark.parametrize(
    ("credential", "wrong"),
    [
        ("token", WRONG),
        ("Token abc", f"Token {WRONG}"),
        ("ada:secret", f"ada:{WRONG}"),
        ("sk_test_1:", f"{WRONG}:"),
        ("ada::", f"ada::{WRONG}"),
    ],
)
def test_a_spoiled_credential_is_wrong_where_its_secret_is(credential: str, wrong: str) -> None:
    assert spoil(credential) == wrong
