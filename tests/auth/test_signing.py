"""Query signatures."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
import requests

from conformance.apis import apis
from conformance.auth import signing
from conformance.auth.credentials import UNSIGNED, Credentials
from conformance.auth.signing import Signer

KEY = "fake-key"
OPEN = f"https://rpc.example/?Version=1&Action=Ping&Signature={UNSIGNED}"
EXPECTED = hmac.new(KEY.encode(), b"Action=Ping&Version=1", hashlib.sha256).hexdigest()


@pytest.fixture
def signer(toys: Path) -> Signer:
    """The signer of a spec with a signing scheme."""
    found = signing.signer(apis(toys, ["suite_envelope"])[0].spec, Credentials({"signature": KEY}))
    assert found is not None
    return found


def _signature(url: str) -> str:
    return dict(parse_qsl(urlsplit(url).query))["Signature"]


def test_the_placeholder_becomes_the_signature(signer: Signer) -> None:
    """Of the other parameters, sorted by name (fact CT-13)."""
    assert _signature(signer.url(OPEN)) == EXPECTED


@pytest.mark.parametrize("url", ["https://rpc.example/?Action=Ping", OPEN.replace(UNSIGNED, "other")])
def test_a_url_without_the_placeholder_stays(signer: Signer, url: str) -> None:
    """A missing or wrong signature is not repaired."""
    assert signer.url(url) == url


def test_requests_are_signed(signer: Signer) -> None:
    """By both HTTP libraries alike."""
    prepared = requests.Request("POST", OPEN, auth=signing.RequestsSigner(signer)).prepare()
    assert _signature(str(prepared.url)) == EXPECTED
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer), auth=signing.HttpxSigner(signer)) as client:
        client.post(OPEN)
    assert [_signature(url) for url in seen] == [EXPECTED]


def test_the_key_itself_is_never_sent(toys: Path) -> None:
    """What a client sends for a signing scheme is the placeholder."""
    spec = apis(toys, ["suite_envelope"])[0].spec
    assert signing.sent_values(spec, Credentials({"signature": KEY})) == {"signature": UNSIGNED}
    assert KEY not in repr(signing.signer(spec, Credentials({"signature": KEY})))


def test_a_spec_without_a_signing_scheme_has_no_signer(toys: Path) -> None:
    """Nothing to sign, nothing that signs."""
    spec = apis(toys, ["suite_parcels"])[0].spec
    assert signing.signer(spec, Credentials({"key": KEY})) is None
    assert signing.sent_values(spec, Credentials({"key": KEY})) == {"key": KEY}
