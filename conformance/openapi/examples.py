"""The examples of a spec, and a check of each against its schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

from conformance.openapi import json_pointer, lint
from conformance.openapi.errors import Problem
from conformance.openapi.read_write_only import Directions
from conformance.openapi.spec import Spec
from conformance.openapi.streams import item_pointer, streams


@dataclass(frozen=True)
class Example:
    """A value the spec gives as an example: where it is, and where the schema is that it has to match.

    `entry` is the value itself, or the entry of `examples` that leads to it.
    """

    pointer: str
    schema_pointer: str
    entry: str
    value: Any = field(compare=False)


def examples(spec: Spec) -> Iterator[Example]:
    """Every example of media types, parameters, headers and schemas, in the document's order.

    An example that is in `components` and is referred to comes once for each reference: each has a schema. Examples of
    XML are omitted, and those of streams that are text: they show the text, and the schema describes its data.
    """
    streamed = {media.pointer: media for op in spec.operations.values() for _, media in streams(op)}
    for example in _every(spec):
        media = streamed.get(_owner(example.entry))
        yield from [example] if media is None else _list_items(example, item_pointer(spec, media))


def _list_items(example: Example, item: str | None) -> Iterator[Example]:
    """Yield the examples of the items that the example of a stream lists, where its schema describes one item."""
    if isinstance(example.value, list) and item == example.schema_pointer:
        for index, value in enumerate(example.value):
            yield replace(example, pointer=f"{example.pointer}/{index}", value=value)
    elif not isinstance(example.value, str):
        yield example


def _owner(entry: str) -> str:
    """Return the media type that an example is of."""
    owner, _, name = entry.rpartition("/")
    return owner if name == "example" else owner.removesuffix("/examples")


def _every(spec: Spec) -> Iterator[Example]:
    for pointer, definition in lint.definitions(spec.document):
        if _is_serialized(pointer):
            continue
        schema = json_pointer.join(pointer, "schema") if "schema" in definition else pointer
        if "example" in definition:
            place = json_pointer.join(pointer, "example")
            yield Example(place, schema, place, definition["example"])
        several = json_pointer.join(pointer, "examples")
        if isinstance(definition.get("examples"), list):
            places = [f"{several}/{index}" for index in range(len(definition["examples"]))]
            yield from map(Example, places, repeat(schema), places, definition["examples"])
        elif "schema" in definition:
            yield from _list_named(spec, several, schema, definition.get("examples", {}))


def invalid(spec: Spec) -> Iterator[Problem]:
    """Each way in which an example does not match its schema."""
    directions = Directions(spec)
    for example in examples(spec):
        for error in directions.errors(example.schema_pointer, example.value):
            place = example.pointer + json_pointer.from_path(error.instance_path)
            fix = f"correct the example, or the schema at #{example.schema_pointer}"
            yield Problem(str(spec.file), place, f"the example does not match its schema: {error.message}", fix)


def _is_serialized(pointer: str) -> bool:
    owner, _, name = pointer.rpartition("/")
    return owner.endswith("/content") and json_pointer.unescape(name).partition(";")[0].strip().endswith(
        ("/xml", "+xml")
    )


def _list_named(spec: Spec, pointer: str, schema: str, named: dict[str, Any]) -> Iterator[Example]:
    for name in named:
        entry = json_pointer.join(pointer, name)
        place, example = spec.resolve(entry)
        if "value" in example:
            yield Example(json_pointer.join(place, "value"), schema, entry, example["value"])
