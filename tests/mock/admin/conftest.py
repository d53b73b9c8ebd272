"""Administered mocks of toys, in the test's own process; openapi-core judges every answer of the administration."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qsl

import httpx
import pytest
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from starlette.datastructures import Headers

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.admin import Administered, administer
from conformance.mock.admin.api import DOCUMENT
from conformance.mock.answers import REASON
from conformance.mock.responses import PROBLEM
from tests.mock.conftest import InProcess

ROOT = "/__mock__"
Admin = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def oracle() -> OpenAPI:
    """The document of the admin API, read by openapi-core."""
    document = {**DOCUMENT.document, "servers": [{"url": f"http://localhost{ROOT}"}]}
    return OpenAPI.from_dict(document, Config(extra_media_type_deserializers={PROBLEM: json.loads}))


@pytest.fixture
def judge(oracle: OpenAPI) -> Callable[[httpx.Response], None]:
    """Fail for an answer of the administration that its document does not allow."""

    def check(response: httpx.Response) -> None:
        request = response.request
        path = request.url.path
        is_outside = response.status_code in {401, 403, 405} or response.headers.get(REASON) == "unknown path"
        if is_outside or request.method == "OPTIONS" or not path.startswith(f"{ROOT}/"):
            return
        content_type = response.headers.get("Content-Type", "")
        asked = MockRequest("http://localhost", request.method, path, args=dict(parse_qsl(request.url.query.decode())))
        response.read()
        seen = MockResponse(response.content, response.status_code, dict(response.headers), content_type)
        assert [*oracle.iter_response_errors(asked, seen)] == []

    return check


@pytest.fixture
def admin(judge: Callable[[httpx.Response], None]) -> Admin:
    """A client of a mock of an API, or of an app, with its administration."""

    def make(subject: Api | Administered) -> httpx.Client:
        app = administer(create_app(subject)) if isinstance(subject, Api) else subject
        hooks = {"response": [judge]}
        return httpx.Client(transport=InProcess(app), base_url="http://localhost", event_hooks=hooks)

    return make


@pytest.fixture
def counters(admin: Admin, toy: Callable[[str], Api]) -> httpx.Client:
    """A client of the counters, with their administration."""
    return admin(toy("behaviour"))


def scope_of(method: str = "GET", path: str = "/", **headers: str) -> dict[str, object]:
    """Return the scope of a request."""
    raw = Headers({name.replace("_", "-"): value for name, value in headers.items()}).raw
    return {"type": "http", "method": method, "path": path, "query_string": b"", "headers": raw}
