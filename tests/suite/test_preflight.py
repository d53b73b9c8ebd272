"""The look at a server before it is tested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.auth.credentials import Credentials
from conformance.auth.redaction import MASK
from conformance.mock import serve, serving
from conformance.openapi.errors import NotTestableError
from conformance.suite import preflight
from conformance.suite.target import Target

OPEN = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /admin: { get: { operationId: a, security: [{ key: [] }], responses: { "200": { description: D } } } }
  /open: { get: { operationId: o, responses: { "200": { description: D } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
"""


@pytest.fixture(params=["suite_parcels", "suite_envelope"])
def target(request: pytest.FixtureRequest, toys: Path) -> Iterator[Target]:
    """The mock of a toy."""
    (api,) = apis(toys, [request.param])
    with serve(api) as url:
        yield Target(api, url, credentials.fake(api.spec))


def test_a_server_that_takes_the_credential_can_be_tested(target: Target) -> None:
    """Also where the credential is a signature."""
    preflight.check(target)


def test_a_refused_credential_is_one_line(target: Target) -> None:
    """Also where the refusal travels in band."""
    wrong = Credentials(dict.fromkeys(target.credentials, "wrong"))
    with pytest.raises(NotTestableError, match="refuses the credential") as caught:
        preflight.check(replace(target, credentials=wrong))
    assert "\n" not in str(caught.value)
    assert "wrong" not in str(caught.value)


def test_where_none_is_given_a_credential_is_asked_for(target: Target) -> None:
    """Nobody has named one that could be wrong."""
    with serving(_refuse) as origin, pytest.raises(NotTestableError, match=r"needs a credential .*: set [A-Z_]+"):
        preflight.check(replace(target, url=origin))


def test_what_needs_no_credential_is_tested_where_the_rest_is_forbidden(make_api: Callable[..., Api]) -> None:
    """A 403 admits the credential, and one operation for others says nothing of the open ones."""
    api = make_api(OPEN)
    for status, is_testable in ((403, True), (401, False)):
        with serving(partial(_refuse, status=status)) as origin:
            target = Target(api, origin, Credentials({"key": "k"}))
            with nullcontext() if is_testable else pytest.raises(NotTestableError, match="refuses the credential"):
                preflight.check(target)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int = 401) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def test_a_missing_credential_names_its_variable(target: Target) -> None:
    """So that the fix is clear."""
    scheme = next(iter(target.credentials))
    name = credentials.variable(target.api.id, scheme)
    with pytest.raises(NotTestableError, match=rf"no credential for {scheme}.*{name}"):
        preflight.check(replace(target, credentials=Credentials({})))


def test_a_server_that_is_not_there_is_one_line(target: Target) -> None:
    """With its address."""
    with pytest.raises(NotTestableError, match=r"http://127\.0\.0\.1:1 can't be reached"):
        preflight.check(replace(target, url="http://127.0.0.1:1"))


def test_a_credential_that_can_t_be_sent_is_not_shown(toys: Path) -> None:
    """Though the reason why is."""
    (api,) = apis(toys, ["suite_parcels"])
    with serve(api) as url, pytest.raises(NotTestableError, match="Illegal header value") as caught:
        preflight.check(Target(api, url, Credentials({"key": "s3cr3t\0word"})))
    assert MASK in str(caught.value)
    assert "s3cr3t" not in str(caught.value)


def test_a_live_server_without_safe_operations_is_left_alone(toys: Path) -> None:
    """Not even asked whether it is there: the host of this URL does not exist."""
    (api,) = apis(toys, ["suite_envelope"])
    with pytest.raises(NotTestableError, match="nothing is permitted"):
        preflight.check(Target(api, "https://nowhere.invalid", credentials.fake(api.spec)))
