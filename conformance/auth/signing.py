"""Query signatures (`x-auth-flow: hmac-query`). They replace a placeholder in the finished request.

A request without the placeholder is not changed, so that tests can send a missing or wrong signature.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import requests
from requests.auth import AuthBase

from conformance.auth import credentials
from conformance.auth.credentials import UNSIGNED, Credentials
from conformance.openapi.spec import Spec


@dataclass(frozen=True)
class Signer:
    """Signs URLs that carry the placeholder, by the flow and key of one security scheme."""

    flow: Mapping[str, Any]
    key: str = field(repr=False)

    def url(self, url: str) -> str:
        """Return `url` with its placeholder, if any, replaced by the signature of the other query parameters."""
        sent = parse_qs(urlsplit(url).query, keep_blank_values=True).get(self.flow["parameter"])
        return credentials.sign_url(url, self.key, self.flow) if sent == [UNSIGNED] else url


class RequestsSigner(AuthBase):
    """`Signer` as an authentication of the library requests."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign the URL of the request."""
        request.url = self.signer.url(request.url or "")
        return request


class HttpxSigner(httpx.Auth):
    """`Signer` as an authentication of the library httpx."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign the URL of the request."""
        request.url = httpx.URL(self.signer.url(str(request.url)))
        yield request


def signer(spec: Spec, values: Credentials) -> Signer | None:
    """Return the signer of the spec's signing scheme with its key from `values`, None without such a scheme."""
    for name, scheme in spec.security_schemes.items():
        flow = credentials.flow_of(scheme, "hmac-query")
        if flow is not None and name in values:
            return Signer(flow, values[name])
    return None


def sent_values(spec: Spec, values: Credentials) -> dict[str, str]:
    """Return what a client sends for each scheme: the credential, or the placeholder of a signature."""
    signed = {name for name, scheme in spec.security_schemes.items() if credentials.flow_of(scheme, "hmac-query")}
    return {name: UNSIGNED if name in signed else value for name, value in values.items()}
