"""Calls of an app in this process, with the document's examples and the credentials that the mock accepts.

Tested in `tests/scripts/test_try_mock.py`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType
from typing import Any
from urllib.parse import quote

import httpx
from starlette.applications import Starlette

from conformance.auth.credentials import apply, fake
from conformance.client_check.calls import Call, smallest_call
from conformance.mock.answers import REASON
from conformance.mock.handle import handle_of
from conformance.mock.minimal_instance import smallest
from conformance.mock.stateful.views import find_at, items_of, place
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec
from conformance.suite.requests import example_calls, is_valid


@dataclass(frozen=True)
class Response:
    """An answer: its status, its body as JSON data (None where it is not JSON), and the mock's reason."""

    status: int
    body: Any
    reason: str

    @property
    def is_success(self) -> bool:
        """Return whether the status is of the class 2xx."""
        return 200 <= self.status < 300


class Caller:
    """Client of an app that `create_app` made; `last_path` and `last_body` are what the last call sent."""

    def __init__(self, app: Starlette, spec: Spec) -> None:
        self.spec = spec
        self.state = handle_of(app).state
        self.last_path: Mapping[str, str] = {}
        self.last_body: Any = None
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://mock.example")
        self._runner = asyncio.Runner()
        self._headers: dict[str, str] = {}
        self._calls: dict[str, Call | None] = {}

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def get(self, url: str) -> Response:
        """Return the response to a GET of a URL that an answer has named, with the headers of the last call."""
        return self._send(self._client.build_request("GET", url, headers=self._headers))

    def call(
        self,
        operation: Operation,
        path: Mapping[str, str],
        more: Mapping[tuple[str, str], Any] | None = None,
        names: Iterable[str] = (),
    ) -> Response:
        """Return the response to a valid call, these texts in the path, and no empty text at `names` in the body."""
        call = self._call(operation)
        if call is None:
            return Response(0, None, "no valid request is found")
        values = {**call.parameters, **(more or {})}
        named = {name: text(value) for (name, location), value in values.items() if location == "path"}
        url = self.spec.base_path + operation.path
        self.last_path = {**named, **path}
        for name, value in self.last_path.items():
            url = url.replace(f"{{{name}}}", quote(value, safe=""))
        headers, query, cookies = apply(operation, fake(self.spec), self.spec)
        own = {name: text(value) for (name, location), value in values.items() if location == "header"}
        self._headers = headers = {**own, **headers}
        stated = {name: value for (name, location), value in values.items() if location == "query"}
        params = {**query, **_spread(operation, stated)}
        call = replace(call, body=_fill_names(call.body, names))
        self.last_body = call.body if call.media_type else None
        body, kind = _body(call)
        sent = {**headers, **_cookies(cookies), **kind}
        return self._send(self._client.build_request(operation.method, url, headers=sent, params=_flat(params), **body))

    def _call(self, operation: Operation) -> Call | None:
        if operation.id not in self._calls:
            stated = islice(example_calls(self.spec, operation), 5)
            shown = (_drop_optional(operation, call) for call in stated if is_valid(self.spec, operation, call))
            try:
                call = next(shown, None) or smallest_call(self.spec, operation, 1)
                self._calls[operation.id] = self._fill_lists(operation, call)
            except InputError:
                self._calls[operation.id] = None
        return self._calls[operation.id]

    def _fill_lists(self, operation: Operation, call: Call) -> Call:
        """Return the call with an item in each required array of a query: without one nothing would be sent."""
        empty = [each for each in operation.parameters if call.parameters.get((each.name, each.location)) == []]
        schemas = {(each.name, each.location): items_of(self.spec, each.schema_pointer) for each in empty}
        items = {key: [smallest(self.spec, pointer)] if pointer else [""] for key, pointer in schemas.items()}
        return replace(call, parameters={**call.parameters, **items})

    def _send(self, request: httpx.Request) -> Response:
        response = self._runner.run(self._client.send(request))
        try:
            body = response.json()
        except ValueError:
            body = None
        return Response(response.status_code, body, response.headers.get(REASON, ""))


def _drop_optional(operation: Operation, call: Call) -> Call:
    """Return the call without optional parameters: those of a list select."""
    needed = {(parameter.name, parameter.location) for parameter in operation.parameters if parameter.required}
    return replace(call, parameters={key: value for key, value in call.parameters.items() if key in needed})


def _fill_names(body: Any, names: Iterable[str]) -> Any:
    """Return a body with a text at each of `names` where it has an empty one: no path names an empty text."""
    for name in names:
        body = place(body, name, "a") if find_at(body, name) == "" else body
    return body


def text(value: Any) -> str:
    """Return a value as it is written in a path or a header."""
    return value if isinstance(value, str) else json.dumps(value)


def _spread(operation: Operation, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the query with the members of each object of style `form` in its place."""
    found: dict[str, Any] = {}
    styles = {each.name: each.style for each in operation.parameters if each.location == "query"}
    for name, value in params.items():
        is_form = isinstance(value, dict) and styles.get(name) == "form"
        found |= value if is_form else {name: value}
    return found


def _flat(params: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in params.items():
        members = value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}[{key}]": text(member) for key, member in members}
        if not isinstance(value, dict):
            flat[name] = [text(each) for each in value] if isinstance(value, list) else text(value)
    return flat


def _cookies(cookies: Mapping[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}


def _body(call: Call) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the body as httpx accepts it, and its headers."""
    if call.media_type is None:
        return {}, {}
    kind = {"Content-Type": call.media_type.name.replace("*/*", "application/json")}
    if call.media_type.is_json or call.media_type.name == "*/*":
        return {"content": json.dumps(call.body)}, kind
    if call.media_type.essence == "multipart/form-data":
        parts = call.body.items() if isinstance(call.body, dict) else ()
        if not parts:  # httpx would send no body at all
            return {"content": "--end--\r\n"}, {"Content-Type": "multipart/form-data; boundary=end"}
        return {
            "files": {name: (None, value if isinstance(value, bytes) else text(value)) for name, value in parts}
        }, {}
    if isinstance(call.body, dict):
        return {"data": _flat(call.body)}, {}
    return {"content": call.body if isinstance(call.body, bytes) else text(call.body)}, kind
