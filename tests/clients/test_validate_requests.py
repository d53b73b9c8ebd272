"""`validate=True` refuses what breaks the schemas of a request, and nothing else: jsonschema-rs is the other judge."""

from __future__ import annotations

import json
from itertools import chain
from random import Random
from typing import Any

import httpx
import pytest

from conformance.client_check.calls import Call
from conformance.openapi import json_pointer
from tests.clients.calling import APIS, OPERATIONS, package, provenance, smallest, wire
from tests.clients.parts import parts
from tests.clients.test_requests import made

_OTHERS: tuple[Any, ...] = (
    *(None, True, 0, 1.0, -1, 0.5, 2**31, 2**63, 1e300, "", "text", "12.50", "2024-02-30", "a\n", "ada@"),
    *([], [None], {}, {"x": 1}),
)
_MOST = 60  # of the parts of the bodies of one operation
WITH_BODY = [(api, name) for api, name in OPERATIONS if APIS[api].spec.operations[name].body is not None]
WITH_PARAMETERS = [(api, name) for api, name in OPERATIONS if APIS[api].spec.operations[name].parameters]


class Operation:
    """An operation of a client that validates, and the requests that it sends."""

    def __init__(self, api_id: str, operation_id: str) -> None:
        self.requests: list[httpx.Request] = []
        self.wire = wire(api_id, operation_id, False, self._respond)
        self.package = package(api_id)
        names = chain.from_iterable(provenance(api_id)["security"].values())
        keywords: dict[str, Any] = dict.fromkeys(names, "a:b")
        transport = httpx.MockTransport(self._respond)
        base_url = f"http://api.test{APIS[api_id].spec.base_path}"
        client = self.package.Client(**keywords, base_url=base_url, transport=transport, validate=True)
        self.method, self._client = self.wire._method(client), client

    def arguments(self, call: Call) -> dict[str, Any]:
        """The arguments of a call."""
        return self.wire.arguments(self._client, call)

    def error(self, arguments: dict[str, Any]) -> Exception | None:
        """What a call raises before it sends anything; None if it sends a request."""
        self.requests.clear()
        try:
            self.method(**arguments)
        except self.package.APIStatusError:
            assert len(self.requests) == 1
            return None
        except (TypeError, ValueError, self.package.APIRequestValidationError) as error:
            assert self.requests == []
            return error
        raise AssertionError("the server answers with an error")

    def _respond(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(418)


@pytest.mark.parametrize(("api_id", "operation_id"), OPERATIONS)
def test_what_the_schemas_take_is_sent(api_id: str, operation_id: str) -> None:
    operation = Operation(api_id, operation_id)
    for call in made(api_id, operation_id):
        assert operation.error(operation.arguments(call)) is None, call


@pytest.mark.parametrize(("api_id", "operation_id"), WITH_BODY)
def test_exactly_the_bodies_that_break_the_schema_are_refused(api_id: str, operation_id: str) -> None:
    operation, random = Operation(api_id, operation_id), Random(0)
    (media,) = APIS[api_id].spec.operations[operation_id].body.content.values()  # type: ignore[union-attr]  # it has one
    validator = APIS[api_id].spec.validator(media.schema_pointer or "")
    seen = {True: 0, False: 0}
    for call in made(api_id, operation_id)[:8]:
        arguments = operation.arguments(call)
        everywhere = list(parts(arguments["body"]))
        for part in random.sample(everywhere, min(_MOST // 8 + 1, len(everywhere))):
            for other in random.sample(_OTHERS, 8):
                part.change(other)
                error = operation.error(arguments)
                if type(error) not in {TypeError, ValueError}:  # those can't even be written
                    sent = _plain(arguments["body"])
                    wrong = {json_pointer.from_path(tuple(each.instance_path)) for each in validator.iter_errors(sent)}
                    assert (error is not None) == bool(wrong), (part, other, wrong, error)
                    assert error is None or error.argument == "body"  # type: ignore[attr-defined]  # see above
                    assert error is None or any(error.pointer.startswith(each) for each in wrong)  # type: ignore[attr-defined]
                    seen[bool(wrong)] += 1
            part.change(part.value)
    assert seen[True]
    assert seen[False]


@pytest.mark.parametrize(("api_id", "operation_id"), WITH_PARAMETERS)
def test_exactly_the_parameters_that_break_their_schemas_are_refused(api_id: str, operation_id: str) -> None:
    operation = Operation(api_id, operation_id)
    arguments = operation.arguments(smallest(api_id, operation_id))
    stated = provenance(api_id)["operations"][operation_id]["parameters"]
    names = {(each["name"], each["in"]): each["argument"] for each in stated}
    count = 0
    for parameter in APIS[api_id].spec.operations[operation_id].parameters:
        validator = APIS[api_id].spec.validator(parameter.schema_pointer)
        name = names[parameter.name, parameter.location]
        for other in _OTHERS:
            error = operation.error({**arguments, name: other})
            if type(error) not in {TypeError, ValueError}:
                assert (error is None) == validator.is_valid(other), (name, other, error)
                assert error is None or (error.argument, error.pointer) == (name, "")  # type: ignore[attr-defined]
                count += 1
    assert count


def _plain(body: Any) -> Any:
    return json.loads(json.dumps(body.to_dict() if hasattr(body, "to_dict") else body))
