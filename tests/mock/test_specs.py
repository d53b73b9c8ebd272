"""The mocks of the real specs, seen by a second reading of OpenAPI: openapi-core."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from conformance.apis import Api, apis
from conformance.auth.credentials import apply, fake, flow_of, sign_url
from conformance.mock.examples import examples
from conformance.mock.routing import Router, segments_of
from conformance.openapi.spec import Operation

SPECS = Path(__file__).parents[2] / "specs"
APIS = apis(SPECS)
OPERATIONS = [
    pytest.param(api, operation, id=f"{api.id}-{operation.id}")
    for api in APIS
    for operation in api.spec.operations.values()
]


def build(client: httpx.Client, api: Api, operation: Operation, secured: bool = True) -> httpx.Request:
    """A request made of the operation's own examples."""
    headers, query, cookies = apply(operation, fake(api.spec), api.spec) if secured else ({}, {}, {})
    values: dict[str, dict[str, str]] = {"path": {}, "query": query, "header": headers, "cookie": cookies}
    for parameter in operation.parameters:
        for example in list(examples(api.spec, parameter.pointer))[:1]:
            values[parameter.location][parameter.name] = str(example.value)
    path = operation.path
    for name, value in values["path"].items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    request = client.build_request(operation.method, path, params=query, headers=headers, **body(api, operation))
    return sign(api, operation, request) if secured else request


def body(api: Api, operation: Operation) -> dict[str, Any]:
    if operation.body is None:
        return {}
    media_type = next(iter(operation.body.content.values()))
    return {"json": next(examples(api.spec, media_type.pointer)).value}


def sign(api: Api, operation: Operation, request: httpx.Request) -> httpx.Request:
    for name in (name for names in operation.security for name in names):
        flow = flow_of(api.spec.security_schemes[name], "hmac-query")
        if flow is not None:
            request.url = httpx.URL(sign_url(str(request.url), fake(api.spec)[name], flow))
    return request


def complaints(api: Api, operation: Operation, response: httpx.Response) -> Iterator[Exception]:
    """What openapi-core says of a response."""
    url = api.document["servers"][0]["url"]
    for name, variable in api.document["servers"][0].get("variables", {}).items():
        url = url.replace(f"{{{name}}}", variable["default"])
    path = operation.path.replace("{", "").replace("}", "")
    request = MockRequest(url.removesuffix(api.spec.base_path), operation.method, api.spec.base_path + path)
    content_type = response.headers.get("Content-Type", "")
    seen = MockResponse(response.content, response.status_code, dict(response.headers), content_type)
    yield from OpenAPI.from_dict(api.document).iter_response_errors(request, seen)


@pytest.fixture
def mock(client: Callable[[Api], httpx.Client], api: Api) -> httpx.Client:
    return client(api)


@pytest.mark.parametrize(("api", "operation"), OPERATIONS)
def test_a_request_made_of_the_examples_succeeds(mock: httpx.Client, api: Api, operation: Operation) -> None:
    response = mock.send(build(mock, api, operation))
    assert response.status_code == 200, response.headers.get("X-Mock-Reason")
    assert "X-Mock-Reason" not in response.headers
    assert list(complaints(api, operation, response)) == []


@pytest.mark.parametrize(("api", "operation"), OPERATIONS)
def test_a_request_without_credential_gets_the_documented_answer(
    mock: httpx.Client, api: Api, operation: Operation
) -> None:
    """A 401, or its in-band counterpart where the operation documents no 401."""
    response = mock.send(build(mock, api, operation, secured=False))
    assert list(complaints(api, operation, response)) == []
    assert ("X-Mock-Reason" in response.headers) == bool(operation.security)
    if operation.security and operation.response_for(401):
        assert response.status_code == 401
    else:
        assert response.status_code == 200


@pytest.mark.parametrize(("api", "operation"), OPERATIONS)
def test_another_method_is_405(mock: httpx.Client, api: Api, operation: Operation) -> None:
    request = build(mock, api, operation)
    documented = Router.of(api.spec).methods(segments_of({"raw_path": request.url.raw_path.partition(b"?")[0]}))
    for method in {"GET", "PUT", "POST", "DELETE", "PATCH"}.difference(documented):
        assert mock.request(method, request.url).status_code == 405


@pytest.mark.parametrize("api", APIS, ids=lambda api: api.id)
def test_no_answer_shows_a_credential(mock: httpx.Client, api: Api) -> None:
    """A request that is admitted and then refused."""
    for operation in api.spec.operations.values():
        request = build(mock, api, operation)
        request = mock.build_request(operation.method, request.url, headers=request.headers, content=b"{")
        response = mock.send(request)
        if operation.body:
            assert "X-Mock-Reason" in response.headers
            assert not any(secret in str(response.headers) for secret in fake(api.spec).values())
