"""The generated clients of this repository, called over a transport that a test answers."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import httpx

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.client_check import python_values
from conformance.client_check.calls import Call, smallest_call
from conformance.mock.examples import sample
from conformance.openapi.spec import Operation, Spec

ROOT = Path(__file__).parents[2]
GENERATED = Path(os.environ.get("GENERATED", ROOT / "generated"))  # `make test-libraries` has others
APIS = {api.id: api for api in apis(ROOT / "specs")}
OPERATIONS = [(api.id, operation_id) for api in APIS.values() for operation_id in api.spec.operations]
Respond = Callable[[httpx.Request], httpx.Response]


def package(api_id: str) -> ModuleType:
    """The client package of an API, with all that belongs to it, which others may have taken out of `sys.modules`."""
    if api_id not in sys.modules:
        project = str(GENERATED / api_id)
        sys.path.insert(0, project)
        try:
            found = importlib.import_module(api_id)
            for module in pkgutil.walk_packages(found.__path__, f"{api_id}."):
                importlib.import_module(module.name)
        finally:
            sys.path.remove(project)
    return sys.modules[api_id]


@cache
def provenance(api_id: str) -> Mapping[str, Any]:
    """What the generator says of the package: how operations and parameters are called there."""
    text = (GENERATED / api_id / "provenance.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def given(api: Api, values: Mapping[str, str] | None = None) -> dict[str, str]:
    """The client's keywords for the credentials of all schemes: obviously fake ones, or `values`."""
    keywords = provenance(api.id)["security"]
    return {keywords[scheme][0]: value for scheme, value in (values or credentials.fake(api.spec)).items()}


@dataclass(frozen=True)
class Wire:
    """An operation of a client, sync or async, whose requests `respond` answers."""

    api: Api
    operation: Operation
    is_async: bool
    respond: Respond

    def call(self, call: Call | None = None, /, **more: Any) -> Any:
        """The raw response to a call, by default the smallest; raises what the client raises."""
        call = call or smallest(self.api.id, self.operation.id)
        settings: dict[str, Any] = {
            "base_url": f"http://api.test{self.api.spec.base_path}",
            "max_retries": 0,
            "transport": httpx.MockTransport(self.respond),
            **given(self.api),
            **more,
        }
        return asyncio.run(self._awaited(call, settings)) if self.is_async else self._called(call, settings)

    def outcome(self, call: Call | None = None, /, **more: Any) -> Any:
        """The raw response, or the error of the package that the call or its body ends in; raises any other."""
        try:
            found = self.call(call, **more)
            _ = found.parsed
            return found
        except package(self.api.id).APIError as error:
            return error

    def _called(self, call: Call, settings: dict[str, Any]) -> Any:
        with package(self.api.id).Client(**settings) as client:
            return self._method(client)(**self.arguments(client, call))

    async def _awaited(self, call: Call, settings: dict[str, Any]) -> Any:
        async with package(self.api.id).AsyncClient(**settings) as client:
            return await self._method(client)(**self.arguments(client, call))

    def _method(self, client: Any) -> Any:
        resource, _, name = provenance(self.api.id)["operations"][self.operation.id]["call"].partition(".")
        return getattr(getattr(client, resource).with_raw_response, name)

    def arguments(self, client: Any, call: Call) -> dict[str, Any]:
        """The call as the arguments of the client's method."""
        hints = get_type_hints(self._method(client))
        stated = provenance(self.api.id)["operations"][self.operation.id]["parameters"]
        names = {(each["name"], each["in"]): each["argument"] for each in stated}
        found = {names[key]: python_values.build(hints[names[key]], value) for key, value in call.parameters.items()}
        return {**found, "body": python_values.build(hints["body"], call.body)} if call.media_type else found


@cache
def smallest(api_id: str, operation_id: str) -> Call:
    """A call with what is required alone."""
    spec = APIS[api_id].spec
    return smallest_call(spec, spec.operations[operation_id], 0)


def example_call(spec: Spec, operation: Operation) -> Call:
    """Return the smallest call with the document's examples in it: those name what the mock has."""
    smallest = smallest_call(spec, operation, 0)
    pointers = {(p.name, p.location): p for p in operation.parameters}
    parameters = {k: sample(spec, pointers[k].pointer, pointers[k].schema_pointer) for k in smallest.parameters}
    media_type = smallest.media_type
    body = sample(spec, media_type.pointer, media_type.schema_pointer) if media_type else None
    return Call(parameters, media_type, body)


def wire(api_id: str, operation_id: str, is_async: bool, respond: Respond) -> Wire:
    """An operation by the names of API and operation."""
    return Wire(APIS[api_id], APIS[api_id].spec.operations[operation_id], is_async, respond)
