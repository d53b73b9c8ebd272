"""Valid calls of an operation: the document's own examples, what has succeeded, and generated ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.client_check.calls import Call, smallest_call, write_items
from conformance.client_check.expressible import is_expressible
from conformance.mock.examples import examples
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import Operation, Spec
from conformance.suite.engine.generation import generate_calls
from conformance.suite.target import Target


def make_calls(target: Target, operation: Operation, count: int, seed: int, known: Iterable[Call] = ()) -> list[Call]:
    """Make at least one and up to `count` valid calls of `operation`; the same seed gives the same calls.

    The document's examples come first, then those of `known`, which have succeeded before, then generated ones; if
    there are none it is the smallest. Raises InputError, naming the schema, if there is no valid call.
    """
    spec = target.api.spec
    stated = [*example_calls(spec, operation), *known][:count]
    missing = count - len(stated)
    generated = generate_calls(target, operation, missing, seed) if missing > 0 else []
    valid = [_without_null_headers(call) for call in (*stated, *generated) if is_valid(spec, operation, call)]
    calls = [call for call in valid if is_expressible(spec, operation, call)]
    return calls or [smallest_call(spec, operation, seed)]


def example_calls(spec: Spec, operation: Operation) -> Iterator[Call]:
    """Yield the calls that consist of the document's examples alone, one for each example of the body."""
    stated = {(p.name, p.location): dict(_examples(spec, p.pointer, p.schema_pointer)) for p in operation.parameters}
    given = {key: shown for key, shown in stated.items() if shown}
    required = [(p.name, p.location) for p in operation.parameters if p.required]
    if not given.keys() >= set(required):
        return
    body = operation.body
    media_type = next(iter(body.content.values()), None) if body else None
    bodies = dict(_examples(spec, media_type.pointer, media_type.schema_pointer)) if media_type else {}
    if body is not None and body.required and not bodies:
        return
    for name, value in bodies.items():
        written = write_items(spec, media_type, value) if media_type else value
        yield Call(_choose_examples(given, name), media_type, written)
    if body is None:  # a request without one is not an example where the document has a body
        yield Call(_choose_examples(given, ""))


def _without_null_headers(call: Call) -> Call:
    """Return the call without headers that are null: a header cannot say so."""
    given = {key: value for key, value in call.parameters.items() if value is not None or key[1] != "header"}
    return replace(call, parameters=given)


def is_valid(spec: Spec, operation: Operation, call: Call) -> bool:
    """Return whether each value of `call` is valid by its schema."""
    schemas = {(p.name, p.location): p.schema_pointer for p in operation.parameters}
    is_right = all(spec.validator(schemas[key]).is_valid(value) for key, value in call.parameters.items())
    if call.media_type is None:
        return is_right
    if not call.media_type.is_json or call.media_type.schema_pointer is None:
        return is_right and (call.media_type.is_json or call.body is not None)  # only JSON has null
    pointer = call.media_type.schema_pointer
    # A server ignores any value of a `readOnly` property, and a client has a type for valid ones only.
    strict = spec.validator(pointer).iter_errors(call.body)
    is_typed = all(error.kind.name == "required" for error in strict)
    return is_right and is_typed and directions(spec).requests.validator(pointer).is_valid(call.body)


def _examples(spec: Spec, carrier: str, schema_pointer: str | None) -> Iterator[tuple[str, Any]]:
    """Yield the examples of a parameter or media type by name; else the first one of its schema."""
    definition = dict(spec.resolve(carrier)[1])
    names = [*([""] if "example" in definition else []), *definition.get("examples", {})]
    found = list(zip(names, examples(spec, carrier), strict=False))
    yield from ((name, example.value) for name, example in found if example.error is None)
    if not found and schema_pointer is not None:
        schema = spec.resolve(schema_pointer)[1]
        shown = schema if isinstance(schema, dict) else {}
        values = [shown["example"]] if "example" in shown else list(shown.get("examples") or ())
        yield from (("", value) for value in values[:1])


def _choose_examples(given: Mapping[tuple[str, str], Mapping[str, Any]], name: str) -> dict[tuple[str, str], Any]:
    """Return the example of each parameter: the one called `name`, else its first."""
    return {key: shown.get(name, next(iter(shown.values()))) for key, shown in given.items()}
