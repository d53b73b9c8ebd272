"""Bodies that can't be written are refused, and nothing is sent: in each operation that takes one."""

from __future__ import annotations

from typing import Any, get_type_hints

import httpx
import pytest

from tests.clients.calling import APIS, OPERATIONS, Wire, package, smallest, wire
from tests.clients.parts import parts
from tests.clients.test_requests import made

WITH_BODY = [(api, name) for api, name in OPERATIONS if APIS[api].spec.operations[name].body is not None]


def silent(request: httpx.Request) -> httpx.Response:
    raise AssertionError("nothing is to be sent")


def client_and_method(of: Wire) -> Any:
    """A client's method."""
    client = package(of.api.id).Client(base_url="http://api.test", transport=httpx.MockTransport(silent))
    return client, of._method(client)


@pytest.mark.parametrize("body", [object(), {1, 2}, 5.5, b"{}"], ids=["object", "set", "number", "bytes"])
@pytest.mark.parametrize(("api_id", "operation_id"), WITH_BODY)
def test_a_body_of_another_type_is_refused(api_id: str, operation_id: str, body: Any) -> None:
    of = wire(api_id, operation_id, False, silent)
    client, method = client_and_method(of)
    arguments = of.arguments(client, smallest(api_id, operation_id))
    with pytest.raises(TypeError, match=r"^body: expected .*, found "):
        method(**{**arguments, "body": body})


@pytest.mark.parametrize(("api_id", "operation_id"), WITH_BODY)
def test_dict_is_taken_where_a_model_is_and_nowhere_else(api_id: str, operation_id: str) -> None:
    of = wire(api_id, operation_id, False, silent)
    client, method = client_and_method(of)
    arguments = of.arguments(client, smallest(api_id, operation_id))
    if get_type_hints(method)["body"] == list[str]:  # there is no model
        with pytest.raises(TypeError, match=r"^body: expected list, found dict$"):
            method(**{**arguments, "body": {}})
        return
    with pytest.raises((AssertionError, package(api_id).MissingCredentialError)):  # the body has been written
        method(**{**arguments, "body": arguments["body"].to_dict()})


@pytest.mark.parametrize(("api_id", "operation_id"), WITH_BODY)
def test_what_is_not_json_is_refused_wherever_it_is(api_id: str, operation_id: str) -> None:
    of = wire(api_id, operation_id, False, silent)
    client, method = client_and_method(of)
    count = 0
    for call in made(api_id, operation_id)[:6]:
        arguments = of.arguments(client, call)
        for _, change, value in parts(arguments["body"]):
            change(object())
            with pytest.raises(TypeError):
                method(**arguments)
            change(value)
            count += 1
    assert count
