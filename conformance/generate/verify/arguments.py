"""Sample arguments for the function of one operation.

Tested in `tests/generate/test_toys.py`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import httpx

from conformance.generate.ir import samples
from conformance.generate.ir.operations import Argument, Body, Plan
from conformance.generate.opc.document import kind_of
from conformance.generate.verify import wiring
from conformance.generate.verify.findings import Finding
from conformance.openapi.discriminators import narrow_alternatives
from conformance.openapi.errors import InputError
from conformance.openapi.read_write_only import drop_read_only
from conformance.openapi.spec import MediaType, Spec
from conformance.openapi.streams import is_stream, item_pointer


class NoSampleError(Exception):
    """No value of a body that its type accepts was found. `str` gives the body's place."""


class SampleCall:
    """One operation's sample arguments."""

    def __init__(
        self,
        spec: Spec,
        plan: Plan,
        places: frozenset[tuple[str, str]],
        hints: Mapping[str, Any],
        signature: Mapping[str, Any],
    ) -> None:
        self.plan = plan
        self._places = places
        self._spec = spec
        self._hints = hints
        self._signature = signature

    @cached_property
    def _values(self) -> dict[str, tuple[Argument, Any, Any]]:
        """By argument: the parameter, its value as JSON, and as the function accepts it."""
        found = {}
        taken = {argument.parameter.name for argument in self.plan.arguments_in("query")}
        for argument in self.plan.arguments:
            name = argument.prop.python_name
            hint, pointer = self._hints[name], argument.parameter.schema_pointer
            schema = argument.parameter.definition.get("schema")
            value, built = self._build_value(hint, pointer, schema=schema)
            is_spread = isinstance(value, dict) and argument.style == "form" and argument.parameter.explode
            if is_spread and taken & value.keys():
                value = {key: item for key, item in value.items() if key not in taken}  # given twice, it is refused
                built = wiring.build(hint, value, is_json=True)
            taken |= set(value) if is_spread else set()
            found[name] = (argument, value, built)
        return found

    @property
    def arguments(self) -> dict[str, Any]:
        """Every parameter."""
        return {name: built for name, (_, _, built) in self._values.items()}

    @property
    def required(self) -> dict[str, Any]:
        """The required parameters."""
        return {name: built for name, (argument, _, built) in self._values.items() if argument.prop.is_required}

    def body(self, body: Body | None) -> dict[str, Any]:
        """Return the arguments for one type of body."""
        if body is None:
            return {}
        value, built = self._bodies[body.name]
        if value is None and built is None and body.is_required:
            raise NoSampleError(
                next(media.pointer for media, _ in self.plan.call.bodies.values() if media.name == body.name)
            )
        told = {"content_type": body.name} if "content_type" in self._signature else {}
        return {"body": built, **told}

    @cached_property
    def _bodies(self) -> dict[str, tuple[Any, Any]]:
        return {body.name: self._body(body) for body in self.plan.bodies}

    def _body(self, body: Body) -> tuple[Any, Any]:
        if body.kind == "text":
            return "content", "content"
        if body.kind == "file":
            files = (hint for hint in values_of(self._hints["body"]) if getattr(hint, "__name__", "") == "File")
            file = next(files, SimpleNamespace)  # a body of any type accepts whatever has a payload
            told = body.name.replace("*", "x") if "*" in body.name else None
            return b"content", file(payload=io.BytesIO(b"content"), mime_type=told)
        media = next(media for media, _ in self.plan.call.bodies.values() if media.name == body.name)
        hints = values_of(self._hints["body"])
        named = [hint for hint in hints if getattr(hint, "__name__", "") == body.type.annotation]
        hint = named[0] if named else self._hints["body"]
        schema = media.definition.get("schema")
        return self._build_value(hint, media.schema_pointer or media.pointer, body.kind != "multipart", schema)

    def _build_value(self, hint: Any, pointer: str, is_json: bool = True, schema: Any = None) -> tuple[Any, Any]:
        for value in (drop_read_only(self._spec, schema, each) for each in self._candidates(pointer)):
            try:
                return value, wiring.build(hint, value, is_json)
            except (ValueError, TypeError, KeyError, AttributeError):
                if is_json and self._is_valid(pointer, value):
                    raise
        return None, None

    def _is_valid(self, pointer: str, value: Any) -> bool:
        """Return whether a sample is valid. If so, a type that rejects it is wrong."""
        return narrow_alternatives(self._spec).validator(pointer).is_valid(json.loads(json.dumps(value)))

    def _candidates(self, pointer: str) -> Iterator[Any]:
        schema = _resolve(self._spec, pointer)
        yield samples.sample(self._spec, schema)
        yield from _smallest(self._spec, pointer)

    def samples(self, media: MediaType | None) -> Iterator[tuple[Any, bool]]:
        """Yield values for responses, each with whether it is known to be valid."""
        is_read = media is not None and (is_stream(media) or kind_of(media) == "json")
        pointer = item_pointer(self._spec, media) if media is not None and is_read else None
        if pointer is None:
            yield "any" if media and is_stream(media) else {"any": ["value"]}, True
            return
        first = json.loads(json.dumps(samples.sample(self._spec, self._spec.resolve(pointer)[1])))  # no text for a file
        yield first, False
        if narrow_alternatives(self._spec).validator(pointer).is_valid(first):
            yield first, True
            return
        yield from ((value, True) for value in _smallest(self._spec, pointer))

    def compare_request(self, request: httpx.Request, body: Body | None, with_parameters: bool) -> Iterator[Finding]:
        """Yield a finding if the request does not go where it should, or lacks a parameter or the body."""
        if reason := wiring.describe_misdirection(self.plan.operation, request):
            yield Finding("operations", self.plan.operation.pointer, reason)
        if with_parameters:
            for argument, value, _ in self._values.values():
                reason = wiring.missing(argument, value, request, self.plan.operation.path, self._places)
                yield Finding("parameters", argument.parameter.pointer, reason)
        if body is not None:
            media = next(media for media, _ in self.plan.call.bodies.values() if media.name == body.name)
            yield Finding("bodies", media.pointer, wiring.missing_body(body, self._bodies[body.name][0], request))


def values_of(hint: Any) -> tuple[Any, ...]:
    """Return the types that `hint` allows."""
    return getattr(hint, "__args__", (hint,)) if not isinstance(hint, type) else (hint,)


def _resolve(spec: Spec, pointer: str) -> Any:
    try:
        return spec.resolve(pointer)[1]
    except InputError:
        return {}


def _smallest(spec: Spec, pointer: str) -> Iterator[Any]:
    """Yield the smallest valid value, if there is one, by the mock's search, which may be slow."""
    from conformance.mock.minimal_instance import smallest  # noqa: PLC0415 - brings the mock's server along

    try:
        yield smallest(narrow_alternatives(spec), pointer)
    except InputError:
        return
