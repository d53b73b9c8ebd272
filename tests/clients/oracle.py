"""A second reading of OpenAPI, openapi-core's: what a request on the wire says."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote

import httpx
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from conformance.client_check import python_values
from tests.clients.calling import APIS


@dataclass
class Seen:
    """A request as openapi-core takes it."""

    request: httpx.Request
    parameters: RequestParameters = field(init=False)

    def __post_init__(self) -> None:
        cookies = [pair.partition("=")[::2] for pair in self.request.headers.get("Cookie", "").split("; ") if pair]
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(self.request.url.params.multi_items()),
            header=Headers(self.request.headers.multi_items()),
            cookie=ImmutableMultiDict(cookies),
        )

    @property
    def host_url(self) -> str:
        return f"{self.request.url.scheme}://{self.request.url.netloc.decode()}"

    @property
    def path(self) -> str:
        """As it is on the wire: decoded by the oracle's reader, so that an encoded slash is none."""
        return self.request.url.raw_path.partition(b"?")[0].decode("ascii")

    @property
    def method(self) -> str:
        return self.request.method.lower()

    @property
    def content_type(self) -> str:
        return str(self.request.headers.get("Content-Type", "")).lower()

    @property
    def body(self) -> bytes | None:
        return self.request.content or None


def read(api_id: str, request: httpx.Request) -> tuple[dict[tuple[str, str], Any], Any]:
    """The parameters and the body, as JSON data; raises what openapi-core finds wrong with them."""
    found = _oracle(api_id).unmarshal_request(Seen(request))
    parameters = {
        (name, location): python_values.plain(
            unquote(value) if location == "path" and isinstance(value, str) else value
        )
        for location in ("path", "query", "header", "cookie")
        for name, value in getattr(found.parameters, location).items()
    }
    empty = {(name, "query"): "" for name, value in request.url.params.multi_items() if not value}  # it drops them
    return {**empty, **parameters}, python_values.plain(found.body)


@cache
def _oracle(api_id: str) -> OpenAPI:
    document: Any = copy.deepcopy(APIS[api_id].document)
    document["servers"] = [{"url": f"http://api.test{APIS[api_id].spec.base_path}"}]
    for scheme in document["components"].get("securitySchemes", {}).values():
        _lower(scheme)
    return OpenAPI.from_dict(document)


def _lower(scheme: Mapping[str, Any]) -> None:
    """Names of authentication schemes know no case (RFC 9110, section 11.1), but openapi-core compares them so."""
    if isinstance(scheme, dict) and "scheme" in scheme:
        scheme["scheme"] = scheme["scheme"].lower()
