"""The README's examples: a real call of each operation, with values from the document's own examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pprint import pformat
from typing import Any

from conformance.auth import credentials
from conformance.generate.ir import samples
from conformance.generate.ir.auth import Access, Credential
from conformance.generate.ir.methods import Method, is_asked_for
from conformance.generate.ir.operations import Body
from conformance.generate.ir.resources import Resource
from conformance.generate.types import List, Model, Scalar, Type, Union
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.spec import MediaType, Parameter, Spec

_WIDTH = 96
_READ: Mapping[Type, tuple[str, str]] = {
    Scalar.DATE_TIME: ("datetime.datetime.fromisoformat({})", "import datetime"),
    Scalar.DATE: ("datetime.date.fromisoformat({})", "import datetime"),
    Scalar.UUID: ("UUID({})", "from uuid import UUID"),
    Scalar.DECIMAL: ("Decimal({})", "from decimal import Decimal"),
}


@dataclass(frozen=True)
class Program:
    """A program that calls one operation."""

    title: str  # resource and method
    method: Method
    imports: tuple[str, ...]
    client: str  # the arguments of the client
    call: str
    iterate: str | None  # resource and the method that goes through all pages

    @property
    def is_silent(self) -> bool:
        """True if a success has no content to show."""
        return self.method.type == "None"

    @property
    def is_stream(self) -> bool:
        """Return whether a success is a stream of items."""
        return self.method.type.startswith("streaming.Stream[") and " | " not in self.method.type


class Snippets:
    """Programs for all operations of one package."""

    def __init__(self, spec: Spec, access: Access, package: str) -> None:
        self._spec = spec
        self._access = access
        self._package = package

    def program(self, resource: Resource, method: Method) -> Program:
        """Write the program for one method, with what the operation requires."""
        imports: set[str] = {f"from {self._package} import Client"}
        arguments = list(self._arguments(method, imports))
        call = f"client.{resource.attribute}.{method.name}({', '.join(arguments)})"
        if len(call) > _WIDTH or "\n" in call:
            lines = "".join(f"        {each},\n" for each in arguments)
            call = f"client.{resource.attribute}.{method.name}(\n{lines}    )"
        order = sorted(imports, key=lambda line: (line.startswith(f"from {self._package}"), line))
        iterate = f"{resource.attribute}.{method.iterator}" if method.iterator else None
        title = f"{resource.attribute}.{method.name}"
        return Program(title, method, tuple(order), self._client(method), call, iterate)

    def _client(self, method: Method) -> str:
        """Return the keywords that the client needs for the call, with fake values."""
        chosen = next(iter(self._access.alternatives(method.operation)), ())
        by_keyword = {c.argument: c for c in self._access.credentials.values()}
        found = [] if self._access.has_host else ['base_url="https://api.example.com"']
        for name in chosen:
            found += [
                f"{keyword}={_quote(value)}" for keyword, value in self._list_credentials(method, by_keyword[name])
            ]
        return ", ".join(found)

    def _list_credentials(self, method: Method, credential: Credential) -> Iterator[tuple[str, str]]:
        names = [keyword.name for keyword in credential.keywords]
        if credential.kind == "token-exchange":
            login = self._login(credential)
            yield names[1], str(login.get(credential.flow["username"], "ada"))
            yield names[2], str(login.get(credential.flow["password"], "fake-password"))
            return
        if credential.kind == "basic":
            yield from zip(names[1:], self._fake(credential.scheme).partition(":")[::2], strict=True)
            return
        yield names[0], self._fake(credential.scheme)
        if len(names) > 1:
            yield names[1], self._user(method, credential.flow["user"])

    def _login(self, credential: Credential) -> Mapping[str, Any]:
        """Return the example of the body that asks for a token."""
        body = self._spec.operations[credential.flow["operationId"]].body
        found = _body_example(self._spec, next(iter(body.content.values()))) if body else {}
        return found if isinstance(found, Mapping) else {}

    def _fake(self, scheme: str) -> str:
        """Return the value that the mock accepts, if it accepts one of its own."""
        return self._fakes.get(scheme, "fake-credential")

    @cached_property
    def _fakes(self) -> Mapping[str, str]:
        try:
            return credentials.fake(self._spec)
        except InputError:  # a token exchange without an example of a token, which the mock reports at its start
            return {}

    def _user(self, method: Method, name: str) -> str:
        parameter = next((p for p in method.operation.parameters if p.name == name), None)
        return str(_parameter_example(self._spec, parameter)) if parameter else "ada@example.com"

    def _arguments(self, method: Method, imports: set[str]) -> Iterator[str]:
        for argument in sorted(method.plan.arguments, key=lambda each: each.parameter.location != "path"):
            is_positional = argument.parameter.location == "path"
            if argument.prop.is_required if is_positional else is_asked_for(argument.prop):
                value = self._code(argument.prop.type, _parameter_example(self._spec, argument.parameter), imports)
                yield value if is_positional else f"{argument.prop.python_name}={value}"
        if method.plan.bodies:
            body = next((body for body in method.plan.bodies if body.kind == "json"), method.plan.bodies[0])
            yield f"body={self._body(method, body, imports)}"
            if method.plan.is_body_ambiguous and body is not method.plan.bodies[0]:
                yield f"content_type={_quote(body.name)}"

    def _body(self, method: Method, body: Body, imports: set[str]) -> str:
        if body.kind == "file":
            return 'b"content"'
        if body.kind == "text":
            return '"content"'
        media = next(media for media, _ in method.plan.call.bodies.values() if media.name == body.name)
        return self._code(body.type, _body_example(self._spec, media), imports)

    def _code(self, type_: Type, value: Any, imports: set[str]) -> str:
        """Return a value of the type, as code."""
        if isinstance(type_, Union):
            return self._code_of_one(type_, value, imports)
        if isinstance(type_, Model) and isinstance(value, Mapping):
            imports.add(f"from {self._package}.models import {type_.name}")
            return f"{type_.name}.from_dict({_literal(value)})"
        if isinstance(type_, List) and isinstance(value, list):
            return f"[{', '.join(self._code(type_.inner, item, imports) for item in value)}]"
        if type_ in _READ and isinstance(value, str):
            call, line = _READ[type_]
            imports.add(line)
            return call.format(_quote(value))
        return _literal(value)

    def _code_of_one(self, union: Union, value: Any, imports: set[str]) -> str:
        if isinstance(value, str) and not all(map(_is_no_text, union.others)):
            return _literal(value)
        wanted = Model if isinstance(value, dict) else List if isinstance(value, list) else object
        fitting = [each for each in union.others if isinstance(each, wanted)]
        return self._code(fitting[0], value, imports) if fitting and value is not None else _literal(value)


def _is_no_text(type_: Type) -> bool:
    return isinstance(type_, Model | List) or type_ is Scalar.FILE or type_ in _READ


def _literal(value: Any) -> str:
    return (
        _quote(value)
        if isinstance(value, str)
        else pformat(value, width=_WIDTH, sort_dicts=False).replace("\n", "\n        ")
    )


def _quote(text: str) -> str:
    return f'"{text}"' if text.isprintable() and not set(text) & {'"', "\\"} else repr(text)


def _parameter_example(spec: Spec, parameter: Parameter) -> Any:
    _, schema = spec.resolve(parameter.schema_pointer)
    schema = schema if isinstance(schema, dict) else {}
    found = (_first(spec, parameter.pointer), _first(spec, parameter.schema_pointer), samples.sample(spec, schema))
    return next((value for value in found if value is not None), "…")


def _body_example(spec: Spec, media_type: MediaType) -> Any:
    found = _first(spec, media_type.pointer)
    if found is None and media_type.schema_pointer:
        found = _first(spec, media_type.schema_pointer)
        return samples.sample(spec, media_type.definition["schema"]) if found is None else found
    return {} if found is None else found


def _first(spec: Spec, pointer: str) -> Any:
    """Return the first example of the parameter, media type or schema at `pointer`."""
    pointer, definition = spec.resolve(pointer)
    if not isinstance(definition, Mapping):
        return None
    if "example" in definition:
        return definition["example"]
    examples = definition.get("examples", ())
    if not isinstance(examples, Mapping):
        return next(iter(examples), None)
    resolved = (spec.resolve(json_pointer.join(pointer, "examples", name))[1] for name in examples)
    return next((example["value"] for example in resolved if "value" in example), None)
