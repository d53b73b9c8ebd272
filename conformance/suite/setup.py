"""Setup: calls that the settings name, sent before everything else. Values in their responses are kept for later."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from conformance.auth.credentials import Identity
from conformance.client_check.calls import Call
from conformance.network.exchange import Exchange, Response
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError, NotTestableError, Problem
from conformance.openapi.spec import MediaType, Operation, Spec
from conformance.suite.config import ApiConfig
from conformance.suite.created import Created
from conformance.suite.given import read_given, read_second, read_secrets
from conformance.suite.recorder import Recorder
from conformance.suite.request_reader import Validity
from conformance.suite.sender import Sender
from conformance.suite.target import Target

ORIGIN = "setup"
_SECONDS = 600.0  # that the setup may last
_SHOWN = 400  # characters of an answer
_LONGEST = 4000  # characters in which secrets are looked for
_PLACE = re.compile(r"\{([\w.-]+)\}")


@dataclass(frozen=True)
class Step:
    """A call of the setup. `{name}` in its parameters and body is a value that was given, or kept by a step before."""

    operation: Operation
    parameters: Mapping[str, Any] = field(repr=False)
    body: Any = field(repr=False)  # None: no body
    keep: Mapping[str, str]  # JSON pointers into the response by name


@dataclass(frozen=True)
class Start:
    """Start of a run by the settings: given values, secrets by environment variable, the setup, and another user."""

    values: Mapping[str, Any] = field(repr=False)
    secrets: Mapping[str, str] = field(repr=False)
    steps: tuple[Step, ...]
    second: Identity | None = None


@dataclass
class SetUp:
    """Values that a run begins with, given ones and those that were kept, and the exchanges of the setup.

    `created` holds the items of setup and run that still exist, by path. All are deleted at the end if it
    `deletes_all`, else only those of the setup. `error` says why the setup did not come to its end.
    """

    values: dict[str, Any] = field(default_factory=dict, repr=False)
    exchanges: list[Exchange] = field(default_factory=list, repr=False)
    created: dict[bytes, Created] = field(default_factory=dict, repr=False)
    deletes_all: bool = False
    error: str = ""


def read_start(settings: ApiConfig, spec: Spec, environ: Mapping[str, str]) -> Start:
    """Return the start of a run by the settings of an API.

    Raises InputError for an operation, a parameter, a property or a value that does not exist.
    """
    given = read_given(settings, spec, environ)
    secrets = dict(given.secrets)
    problems, steps, names = [], [], set(given.values)
    for index, raw in enumerate(settings.setup):
        found = list(_problems(settings, spec, index, raw, names))
        problems += found
        names |= raw.get("keep", {}).keys()
        if not found:
            data = read_secrets(settings, raw, environ, secrets, "setup", index)
            operation = spec.operations[data["operationId"]]
            steps.append(Step(operation, data.get("parameters", {}), data.get("body"), data.get("keep", {})))
    if problems:
        raise InputError(problems)
    second = read_second(settings, spec, environ, secrets)
    return Start(given.values, secrets, tuple(steps), second)


def set_up(target: Target, steps: Iterable[Step], done: SetUp) -> None:
    """Send the calls in their order, and note the results in `done`.

    Raises NotTestableError for one that does not succeed, or whose response lacks what is to be kept.
    """
    try:
        _set_up(target, steps, done)
    except NotTestableError as error:
        done.error = str(error)
        raise


def _set_up(target: Target, steps: Iterable[Step], done: SetUp) -> None:
    recorder = Recorder(target, _SECONDS)
    recorder.created = done.created
    recorder.may_make_up_ids = True  # the settings give them
    with Sender(recorder) as sender:
        for number, step in enumerate(steps, 1):
            where = f"{target.api.id}: setup step {number}, {step.operation.id}"
            if not target.permits(step.operation.method):
                raise NotTestableError(f"{where}: {step.operation.method} is withheld from {target.url}")
            sender.call(step.operation, _call(step, done.values), ORIGIN)
            exchange = recorder.pop_latest()
            if exchange is None:
                raise NotTestableError(f"{where}: its values have no place in a request")
            done.exchanges.append(exchange)
            done.values.update(_keep(step, _success(recorder, where, exchange), where))


def _call(step: Step, values: Mapping[str, Any]) -> Call:
    given = [parameter for parameter in step.operation.parameters if parameter.name in step.parameters]
    parameters = {(p.name, p.location): _fill(step.parameters[p.name], values) for p in given}
    if step.body is None:
        return Call(parameters)
    return Call(parameters, _media_type(step.operation), _fill(step.body, values))


def _media_type(operation: Operation) -> MediaType | None:
    content = list(operation.body.content.values()) if operation.body else []
    return next((media_type for media_type in content if media_type.is_json), content[0] if content else None)


def _fill(value: Any, values: Mapping[str, Any]) -> Any:
    """Return the value with each `{name}` replaced: a text that is one name by the value itself."""
    if isinstance(value, list):
        return [_fill(item, values) for item in value]
    if isinstance(value, dict):
        return {name: _fill(member, values) for name, member in value.items()}
    if not isinstance(value, str):
        return value
    whole = _PLACE.fullmatch(value)
    return values[whole[1]] if whole else _PLACE.sub(lambda match: str(values[match[1]]), value)


def _success(recorder: Recorder, where: str, exchange: Exchange) -> Response:
    response = exchange.response
    if response is None:
        raise NotTestableError(f"{where}: {exchange.error}")
    if not 200 <= response.effective < 300:
        reading = recorder.judge.requests.read(exchange.operation, exchange.request)
        is_wrong = reading.validity in {Validity.INVALID, Validity.INVALID_PATH}
        reason = f"; the request is not valid: {reading.reason}" if is_wrong else ""
        body = response.content.decode(errors="replace")[:_LONGEST]
        hidden = recorder.target.redaction.text(f"answered {response.effective}, expected a success{reason}: {body}")
        raise NotTestableError(f"{where}: {' '.join(hidden[:_SHOWN].split()).rstrip(': ')}")
    return response


def _keep(step: Step, response: Response, where: str) -> Iterator[tuple[str, Any]]:
    try:
        body = json.loads(response.content) if step.keep else None
    except ValueError as error:
        raise NotTestableError(f"{where}: its response is not JSON, from which values are kept") from error
    for name, pointer in step.keep.items():
        try:
            yield name, json_pointer.follow(body, pointer)
        except LookupError as error:
            raise NotTestableError(f"{where}: its response has nothing at {pointer}, kept as {name!r}") from error


def _problems(
    settings: ApiConfig, spec: Spec, index: int, raw: Mapping[str, Any], names: Iterable[str]
) -> Iterator[Problem]:
    operation = spec.operations.get(raw["operationId"])
    if operation is None:
        like = get_close_matches(raw["operationId"], spec.operations, n=3) or list(spec.operations)[:5]
        reason = f"no operation has the operationId {raw['operationId']!r}"
        yield settings.problem(reason, f"name one, such as {', '.join(like)}", "setup", index, "operationId")
        return
    known = [parameter.name for parameter in operation.parameters]
    for name in raw.get("parameters", {}).keys() - known:
        fix = f"name one of: {', '.join(known)}" if known else "remove it"
        yield settings.problem(f"no parameter is called {name!r}", fix, "setup", index, "parameters", name)
    if "body" in raw and operation.body is None:
        yield settings.problem(f"{operation.id} has no body", "remove it", "setup", index, "body")
    for name in sorted({match for text in _texts(raw) for match in _PLACE.findall(text)} - set(names)):
        fix = "give the value, or keep it in a step before this one"
        yield settings.problem(f"no value is called {name!r}", fix, "setup", index)


def _texts(raw: Mapping[str, Any]) -> Iterator[str]:
    for name in ("parameters", "body"):
        yield from (value for _, value in json_pointer.walk(raw.get(name)) if isinstance(value, str))
