"""Given values: values in the settings for parameters and properties, and their places in a call.

Tested in `tests/suite/test_config.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from conformance.auth.credentials import Credentials, Identity
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.read_write_only import directions
from conformance.openapi.schemas import in_place, reachable
from conformance.openapi.spec import Operation, Spec
from conformance.suite.config import ApiConfig


@dataclass(frozen=True)
class GivenValues:
    """Values by name, and the secrets among them by the environment variable that holds each."""

    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def read_given(settings: ApiConfig, spec: Spec, environ: Mapping[str, str]) -> GivenValues:
    """Return the values that the settings give for an API.

    Raises InputError for a name that is not in the document, a value that its schema refuses, or a variable that the
    environment lacks.
    """
    secrets: dict[str, str] = {}
    values = {
        name: read_secrets(settings, value, environ, secrets, "values", name) for name, value in settings.values.items()
    }
    problems = [problem for name, value in values.items() for problem in _problems(settings, spec, name, value)]
    if problems:
        raise InputError(problems)
    return GivenValues(values, secrets)


def read_secrets(
    settings: ApiConfig, value: Any, environ: Mapping[str, str], secrets: dict[str, str], *path: str | int
) -> Any:
    """Return `value`, at `path` of the settings, with each `{ env = "NAME" }` read and put into `secrets`."""
    if isinstance(value, list):
        return [read_secrets(settings, item, environ, secrets, *path, n) for n, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    name = value.get("env") if value.keys() == {"env"} else None
    if not isinstance(name, str):
        return {key: read_secrets(settings, member, environ, secrets, *path, key) for key, member in value.items()}
    if not environ.get(name):
        problem = settings.problem(f"the environment variable {name} is not set", f"set {name}", *path)
        raise InputError([problem])
    secrets[name] = environ[name]
    return environ[name]


def read_second(
    settings: ApiConfig, spec: Spec, environ: Mapping[str, str], secrets: dict[str, str]
) -> Identity | None:
    """Return the other user whose credentials the settings name, with their values put into `secrets`, or None.

    Raises InputError for an unknown scheme, and for a variable that the environment lacks.
    """
    stated = settings.second_credentials
    for name, value in stated.items():
        if name not in spec.security_schemes:
            reason, fix = f"no security scheme is called {name!r}", ", ".join(spec.security_schemes) or "none"
            raise InputError([settings.problem(reason, f"choose from: {fix}", "second_credentials", name)])
        if not (isinstance(value, dict) and value.keys() == {"env"} and isinstance(value["env"], str)):
            reason, fix = "not an environment variable", 'write { env = "NAME" }'  # the value may be secret
            raise InputError([settings.problem(reason, fix, "second_credentials", name)])
    found = read_secrets(settings, stated, environ, secrets, "second_credentials")
    return Identity(Credentials(found), {name: each["env"] for name, each in stated.items()}) if stated else None


def add_to_body(spec: Spec, operation: Operation, pointer: str, body: Any, given: Mapping[str, Any]) -> Any:
    """Return `body`, of the schema at `pointer`, with the values that `given` holds for its properties."""
    if not isinstance(body, dict):
        return body
    filled = copy.deepcopy(body)
    for name in _properties(spec, [pointer]):
        value = given.get(f"{operation.id}.{name}", given.get(name))
        if value is not None:
            filled[name] = value
    for name, value in given.items():
        if name.startswith(f"{operation.id}./"):
            _set(filled, [json_pointer.unescape(t) for t in name.removeprefix(f"{operation.id}./").split("/")], value)
    return filled


def is_given(spec: Spec, operation: Operation, given: Mapping[str, Any]) -> bool:
    """Return whether `given` holds a value for a parameter of the operation, or for its body."""
    names = [parameter.name for parameter in operation.parameters]
    has_parameter = any(given.keys() & {name, f"{operation.id}.{name}"} for name in names)
    bodies = (add_to_body(spec, operation, pointer, {}, given) for pointer in _bodies(operation))
    return has_parameter or any(bodies)


def _set(target: Any, path: list[str], value: Any) -> None:
    """Set the value at `path`, with the objects and items above it that are missing."""
    for token, following in zip(path, [*path[1:], None], strict=True):
        inner: Any = value if following is None else ([] if following.isdigit() else {})
        if isinstance(target, list):
            index = min(int(token), len(target))
            target[index : index + 1] = [inner if following is None or index == len(target) else target[index]]
            target = target[index]
        else:
            target[token] = inner if following is None else target.get(token, inner)
            target = target[token]


def _problems(settings: ApiConfig, spec: Spec, name: str, value: Any) -> Iterator[Problem]:
    requests = directions(spec).requests
    places = list(_places(requests, name))
    if not places:
        known = sorted(set(_names(requests)))
        like = get_close_matches(name, known, n=3, cutoff=0.5) or known[:5]
        reason = f"no parameter or property of a request is called {name!r}"
        yield settings.problem(reason, f"name one, such as {', '.join(like)}", "values", name)
    elif not any(requests.validator(place).is_valid(value) for place in places):
        fix = f"give a value that is valid by the schema at #{places[0]}"
        yield settings.problem("the value is not valid", fix, "values", name)


def _places(spec: Spec, name: str) -> Iterator[str]:
    """Yield the pointers of the schemas that a value of this name has to match."""
    for operation in spec.operations.values():
        own = name.removeprefix(f"{operation.id}.")
        if own.startswith("/") and own != name:
            yield from _follow(spec, _bodies(operation), own)
        else:
            yield from (p.schema_pointer for p in operation.parameters if p.name == own)
            yield from _places_of_property(spec, _bodies(operation), own)


def _places_of_property(spec: Spec, bodies: Iterable[str], name: str) -> Iterator[str]:
    for pointer, schema in reachable(spec, bodies):
        if isinstance(schema, dict) and name in schema.get("properties", {}):
            yield json_pointer.join(pointer, "properties", name)


def _follow(spec: Spec, bodies: Iterable[str], pointer: str) -> Iterable[str]:
    found = list(bodies)
    for token in map(json_pointer.unescape, pointer.split("/")[1:]):
        found = [inner for place in found for inner in _inner(spec, place, token)]
    return found


def _inner(spec: Spec, pointer: str, token: str) -> Iterator[str]:
    for place, schema in in_place(spec, pointer):
        if token in schema.get("properties", {}):
            yield json_pointer.join(place, "properties", token)
        elif token.isdigit() and "items" in schema:
            yield json_pointer.join(place, "items")
        elif isinstance(schema.get("additionalProperties"), dict):
            yield json_pointer.join(place, "additionalProperties")


def _names(spec: Spec) -> Iterator[str]:
    for operation in spec.operations.values():
        yield from (parameter.name for parameter in operation.parameters)
        for _, schema in reachable(spec, _bodies(operation)):
            yield from schema.get("properties", {}) if isinstance(schema, dict) else ()


def _properties(spec: Spec, pointers: Iterable[str]) -> Iterator[str]:
    for pointer in pointers:
        for _, schema in in_place(spec, pointer):
            yield from schema.get("properties", {})


def _bodies(operation: Operation) -> list[str]:
    content = operation.body.content.values() if operation.body else ()
    return [media_type.schema_pointer for media_type in content if media_type.schema_pointer is not None]
