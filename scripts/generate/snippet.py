"""The README's example: one real call, with values from the document's own examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pprint import pformat
from typing import Any

from conformance import pointers
from conformance.spec import MediaType, Parameter, Spec
from scripts.generate.endpoints import Client
from scripts.generate.security import Access

_FAKE = {"Basic ": "user:password"}
_CLASS = re.compile(r"[A-Z]\w*")


class Snippet:
    """A call of the document's first operation that JSON is enough for, as the lines of a Python program."""

    def __init__(self, spec: Spec, access: Access, client: Client) -> None:
        self._access = access
        plans = list(client.plans.values())
        self._plan = next((p for p in plans if all(body.kind == "json" for body in p.bodies)), plans[0])
        self._operation = self._plan.operation
        self._endpoint = self._plan.endpoint
        self._spec = spec

    @property
    def imports(self) -> Iterator[str]:
        """What the program imports from the package, without the package's name: `api.orders import update_order`."""
        package, _, name = self._plan.module.rpartition(".")
        yield f".{package} import {name}"
        if self._model:
            yield f".models import {self._model}"

    @property
    def client_arguments(self) -> str:
        """The keywords that the client needs for the call, with fake values."""
        chosen = next(iter(self._access.alternatives(self._operation)), ())
        prefixes = {c.argument: c.prefix for c in self._access.credentials.values()}
        server = [] if self._access.server else ['base_url="https://api.example.com"']
        return ", ".join(server + [f'{name}="{_FAKE.get(prefixes[name], "fake-credential")}"' for name in chosen])

    @property
    def call(self) -> str:
        """The call's function and arguments, one argument a line."""
        arguments = "".join(f"        {argument},\n" for argument in self._arguments())
        return f"{self._endpoint.name}.sync_detailed(\n{arguments}    )"

    def _arguments(self) -> Iterator[str]:
        yield "client=client"
        for argument in sorted(self._plan.arguments, key=lambda each: each.parameter.location != "path"):
            if argument.prop.required:
                yield f"{argument.prop.python_name}={_parameter_example(self._spec, argument.parameter)!r}"
        if self._operation.body and self._endpoint.bodies:
            example = _body_example(self._spec, next(iter(self._operation.body.content.values())))
            body = pformat(example, width=96, sort_dicts=False)
            indented = body.replace("\n", "\n        ")
            yield f"body={self._model}.from_dict({indented})" if self._model else f"body={indented}"

    @property
    def _model(self) -> str | None:
        """The class of the body, if it is a model."""
        if not self._endpoint.bodies:
            return None
        name = self._endpoint.bodies[0].prop.get_type_string(no_optional=True).as_unembedded_code()
        return name if _CLASS.fullmatch(name) and name != "Any" else None


def _parameter_example(spec: Spec, parameter: Parameter) -> Any:
    _, schema = spec.resolve(parameter.schema_pointer)
    schema = schema if isinstance(schema, dict) else {}
    candidates = (_first(spec, parameter.pointer), _first(spec, parameter.schema_pointer), schema.get("const"))
    plain = {"integer": 1, "number": 1.5, "boolean": True}.get(str(schema.get("type")), "…")
    return next((value for value in candidates if value is not None), plain)


def _body_example(spec: Spec, media_type: MediaType) -> Any:
    found = _first(spec, media_type.pointer)
    if found is None and media_type.schema_pointer:
        found = _first(spec, media_type.schema_pointer)
    return {} if found is None else found


def _first(spec: Spec, pointer: str) -> Any:
    """The first example of the parameter, media type or schema at `pointer`."""
    pointer, definition = spec.resolve(pointer)
    if "example" in definition:
        return definition["example"]
    examples = definition.get("examples", ())
    if not isinstance(examples, Mapping):
        return next(iter(examples), None)
    resolved = (spec.resolve(pointers.join(pointer, "examples", name))[1] for name in examples)
    return next((example["value"] for example in resolved if "value" in example), None)
