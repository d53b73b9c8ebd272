"""Values to answer with: the spec's own examples, else the smallest value that the schema allows.

Tested in `tests/mock/test_specs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.mock.minimal_instance import smallest
from conformance.openapi import json_pointer
from conformance.openapi.spec import Spec


@dataclass(frozen=True)
class Example:
    """An example of the spec; `error` is the status of the in-band error that it shows, if it shows one (`x-error`)."""

    value: Any
    error: int | None = None
    name: str | None = None


def examples(spec: Spec, carrier: str) -> Iterator[Example]:
    """Yield the examples of the parameter, header or media type at `carrier`, in the document's order."""
    definition = json_pointer.follow(spec.document, carrier)
    if "example" in definition:
        yield Example(definition["example"])
    for name in definition.get("examples", {}):
        example = spec.resolve(json_pointer.join(carrier, "examples", name))[1]
        if "value" in example:
            yield Example(example["value"], example.get("x-error"), name)


def sample(spec: Spec, carrier: str, schema_pointer: str | None, seed: int = 0) -> Any:
    """Return the first example at `carrier` that shows no in-band error, else the schema's smallest value.

    Raises InputError, naming the schema, if it has no example and no value of it is found.
    """
    for example in examples(spec, carrier):
        if example.error is None:
            return example.value
    return "" if schema_pointer is None else smallest(spec, schema_pointer, seed)


def has_example(spec: Spec, carrier: str, schema_pointer: str) -> bool:
    """Return whether there is an example at `carrier` or directly on its schema."""
    schema = spec.resolve(schema_pointer)[1]
    shown = isinstance(schema, dict) and bool(schema.keys() & {"example", "examples"})
    return shown or next(examples(spec, carrier), None) is not None
