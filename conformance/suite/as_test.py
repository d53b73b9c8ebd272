"""A recorded sequence as a test of pytest that calls the generated client.

Tested in `tests/suite/test_as_test.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from conformance.apis import Api
from conformance.auth.credentials import variable
from conformance.client_check.client import GeneratedClient
from conformance.openapi.errors import InputError
from conformance.resources import Kind, read_resources
from conformance.rules.laws.sequences import SEQUENCE_AGREES
from conformance.suite.recorded import Recorded, Step

_VALUE = re.compile(r"/(?P<name>[^/ ]+) is (?P<value>.+)")
_HEAD = '''"""{cause}."""

from __future__ import annotations

import os  # noqa: F401 - for credentials

import pytest  # noqa: F401 - for what has to be refused
from {package} import APIStatusError, Client  # noqa: F401


def test_{name}() -> None:
    with Client({arguments}) as client:
'''


def write_test(recorded: Recorded, api: Api, client: GeneratedClient) -> str:
    """Return a test that fails as long as the sequence shows the fault. Raises InputError for other findings."""
    finding = recorded.finding
    if finding["check"] != SEQUENCE_AGREES.id:
        reason = f"finding {finding['id']} is not a sequence; expected one of {SEQUENCE_AGREES.id}"
        raise InputError.of("--as-test", reason, "replay the finding without --as-test")
    named = ((client.keyword_of(each), variable(api.id, each)) for each in _list_schemes(recorded, api))
    settings = [f"base_url={recorded.server['url']!r}", *(f"{keyword}=os.environ[{each!r}]" for keyword, each in named)]
    name = re.sub(r"\W+", "_", finding["title"].lower())
    head = _HEAD.format(cause=finding["title"], package=client.name, name=name, arguments=", ".join(settings))
    lines = _Lines(recorded, api, client).write()
    return head + "".join(f"        {line}\n" for line in lines)


def _list_schemes(recorded: Recorded, api: Api) -> list[str]:
    """Return the security schemes that the operations of a sequence ask for first."""
    asked = (api.spec.operations[step.operation].security for step in recorded.steps)
    return list(dict.fromkeys(scheme for alternatives in asked for scheme in next(iter(alternatives), {})))


@dataclass
class _Lines:
    """The lines of one test: a call for each request, and the assertions on the last response."""

    recorded: Recorded
    api: Api
    client: GeneratedClient
    shown: dict[str, str] = field(default_factory=dict)  # by id: the expression that gives it

    def write(self) -> Iterator[str]:
        """Yield the lines."""
        *before, last = self.recorded.steps
        for number, step in enumerate(before, 1):
            is_last = step.request.method == "GET" and step.request.url == last.request.url  # it waited for a change
            if not self._is_list(step) and not is_last:
                yield from self._call(step, f"answer{number}")
        yield from self._expect(last)

    def _call(self, step: Step, name: str) -> Iterator[str]:
        call = f"client.{self._method(step)}({self._arguments(step)})"
        response = step.response
        if response is not None and response.effective >= 400:
            yield from ("with pytest.raises(APIStatusError):", f"    {call}")
        elif response is not None and _read(response.content):
            yield f"{name} = {call}.to_dict()"
            for member, value in _read(response.content).items():
                self.shown.setdefault(str(value), f'{name}["{member}"]')
        else:
            yield call

    def _expect(self, step: Step) -> Iterator[str]:
        key, call = self.recorded.finding["key"], f"client.{self._method(step)}({self._arguments(step)})"
        match = _VALUE.fullmatch(self.recorded.finding["block"]["expected"])
        if key == "value" and match:
            yield f'assert {call}.to_dict()["{match["name"]}"] == {match["value"]}'
        elif key == "back":
            yield from ("with pytest.raises(APIStatusError):", f"    {call}")
        elif self._is_list(step):
            yield from self._expect_listed(step, key)
        elif key == "same":
            yield f"answer = {call}.to_dict()"
            yield f"assert answer not in ({', '.join(_holders(self.shown.values()))},)"
        else:
            yield f"{call}  # raises while the item is not found"

    def _expect_listed(self, step: Step, key: str) -> Iterator[str]:
        """Yield the assertions on each created item in a list."""
        iterate = self.client.call_of(self._operation(step), is_iterating=True)
        parts = read_resources(self.api.spec)
        found = parts.role_of(step.operation)
        pointer = found[0].key.known[-1].pointer if found and found[0].key.known else "/id"
        member = pointer.removeprefix("/")
        yield f'shown = [item.to_dict()["{member}"] for item in client.{iterate}()]'
        gone = {self._id_of(each) for each in self.recorded.steps if self._kind(each) is Kind.DELETE}
        for name in _holders(self.shown.values()):
            is_gone = any(self.shown.get(each, "").startswith(f"{name}[") for each in gone)
            if is_gone == (key == "listed"):
                yield f'assert {name}["{member}"] {"not in" if is_gone else "in"} shown'

    def _id_of(self, step: Step) -> str:
        return next(iter([*self._path(step).values()][::-1]), "")

    def _kind(self, step: Step) -> Kind | None:
        found = read_resources(self.api.spec).role_of(step.operation)
        return found[1].kind.known if found else None

    def _is_list(self, step: Step) -> bool:
        return self._kind(step) is Kind.LIST

    def _operation(self, step: Step) -> Any:
        return self.api.spec.operations[step.operation]

    def _method(self, step: Step) -> str:
        return self.client.call_of(self._operation(step))

    def _arguments(self, step: Step) -> str:
        names = self.client.arguments_of(self._operation(step))
        given = [
            f"{names[name, 'path']}={self.shown.get(value, repr(value))}" for name, value in self._path(step).items()
        ]
        body = _load(step.request.body)
        return ", ".join([*given, *([f"body={body!r}"] if body is not None else [])])

    def _path(self, step: Step) -> Mapping[str, str]:
        names = self._operation(step).path.rstrip("/").split("/")
        texts = urlsplit(step.request.url).path.rstrip("/").split("/")[-len(names) :]
        return {n[1:-1]: unquote(text) for n, text in zip(names, texts, strict=False) if n[:1] == "{"}


def _read(content: bytes) -> Mapping[str, Any]:
    """Return the texts and numbers of an object, an empty one of anything else."""
    body = _load(content)
    members = body.items() if isinstance(body, dict) else ()
    return {name: value for name, value in members if isinstance(value, str | int) and not isinstance(value, bool)}


def _load(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _holders(expressions: Any) -> list[str]:
    """Return the names of the answers that expressions read, each once."""
    return list(dict.fromkeys(each.partition("[")[0] for each in expressions))
