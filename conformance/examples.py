"""The examples of a spec, and whether they are what they are examples of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance import lint, pointers
from conformance.errors import Problem
from conformance.spec import Spec


@dataclass(frozen=True)
class Example:
    """A value the spec gives as an example: where it stands, and where the schema is that it has to match."""

    pointer: str
    schema_pointer: str
    value: Any


def examples(spec: Spec) -> Iterator[Example]:
    """Every example of media types, parameters, headers and schemas, in the document's order.

    An example that stands in `components` and is referred to comes once for each reference: each has a schema.
    """
    for pointer, definition in lint.definitions(spec.document):
        schema = pointers.join(pointer, "schema") if "schema" in definition else pointer
        if "example" in definition:
            yield Example(pointers.join(pointer, "example"), schema, definition["example"])
        several = pointers.join(pointer, "examples")
        if isinstance(definition.get("examples"), list):
            yield from (Example(f"{several}/{i}", schema, value) for i, value in enumerate(definition["examples"]))
        elif "schema" in definition:
            yield from _named(spec, several, schema, definition.get("examples", {}))


def invalid(spec: Spec) -> Iterator[Problem]:
    """Each way in which an example does not match its schema."""
    for example in examples(spec):
        for error in spec.validator(example.schema_pointer).iter_errors(example.value):
            place = example.pointer + pointers.from_path(error.instance_path)
            mend = f"correct the example, or the schema at #{example.schema_pointer}"
            yield Problem(str(spec.file), place, f"the example does not match its schema: {error.message}", mend)


def _named(spec: Spec, pointer: str, schema: str, named: dict[str, Any]) -> Iterator[Example]:
    for name in named:
        place, example = spec.resolve(pointers.join(pointer, name))
        if "value" in example:
            yield Example(pointers.join(place, "value"), schema, example["value"])
