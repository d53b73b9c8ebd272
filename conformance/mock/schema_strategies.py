"""Values of any schema, by the strategies that schemathesis builds; slow to import, and used where search fails.

This is the mock's only door to schemathesis. Tested in `tests/mock/test_values.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from random import Random
from time import thread_time
from typing import Any, cast

import jsonschema_rs
from hypothesis import HealthCheck, Phase, errors, find, settings
from hypothesis.strategies import SearchStrategy
from jsonschema_rs.canonical import Satisfiability
from schemathesis.core.errors import SchemathesisError
from schemathesis.generation.jsonschema.builder import build
from schemathesis.generation.jsonschema.context import Alphabet
from schemathesis.specs.openapi.formats import format_lengths_for, get_default_format_strategies

from conformance.mock.schemas import Schema
from conformance.openapi import json_pointer
from conformance.openapi.patterns import simplify_schema
from conformance.openapi.schemas import in_place, target
from conformance.openapi.spec import Spec

_MOST_TRIES = 1000  # values that are tried to find one and to make it smaller
# For schemas with slow tries: the tries decide elsewhere, so that results repeat. It is the time of this thread alone,
# since values were not found on a busy machine.
_MOST_SECONDS = 5.0
_DEEPEST = 4  # levels of required properties in which the reason is looked for
_SETTINGS = settings(
    database=None,
    deadline=None,
    max_examples=200,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


class NoValueError(Exception):
    """No value is found; the message says whether there can be one."""


def find_value(spec: Spec, pointer: str, seed: int) -> Any:
    """Return a small value that is valid under the schema at `pointer`, the same for the same seed.

    Raises NoValueError if there is none, or none is found in a bounded number of tries.
    """
    schema = _self_contained(spec, pointer)
    search = _Search(Schema(spec, pointer))
    try:
        found = find(_strategy(schema), search.accept, settings=_SETTINGS, random=Random(seed))  # noqa: S311
    except _EnoughError:
        found = search.best
    except (errors.NoSuchExample, errors.InvalidArgument, errors.Unsatisfiable, SchemathesisError, ValueError) as error:
        raise NoValueError(_explain(spec, pointer, schema)) from error
    if found is _NOTHING:
        raise NoValueError(_explain(spec, pointer, schema))
    return found


class _EnoughError(Exception):
    """Enough values were tried."""


_NOTHING: Any = object()


class _Search:
    """A search that counts its tries and keeps the shortest valid value."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._tries = 0
        self._end = thread_time() + _MOST_SECONDS
        self._length = 0
        self.best: Any = _NOTHING

    def accept(self, value: Any) -> bool:
        self._tries += 1
        if self._tries > _MOST_TRIES or thread_time() > self._end:
            raise _EnoughError
        if not self._schema.is_valid(value):
            return False
        length = len(json.dumps(value))
        if self.best is _NOTHING or length <= self._length:
            self.best, self._length = value, length
        return True


def _strategy(schema: Mapping[str, Any]) -> SearchStrategy[Any]:
    formats = get_default_format_strategies()
    return cast(
        "SearchStrategy[Any]",
        build(
            schema,  # type: ignore[arg-type] # JSON data
            draft=jsonschema_rs.Draft202012,
            formats=formats,
            format_lengths=format_lengths_for(formats),
            alphabet=Alphabet(allow_x00=False),
        ),
    )


def _explain(spec: Spec, pointer: str, schema: dict[str, Any]) -> str:
    bound = next(_bound_twice(spec, pointer, ""), "")
    if bound:
        return f"no value is found, since {bound}"
    try:
        is_impossible = jsonschema_rs.canonicalize(schema).satisfiability() is Satisfiability.NO
    except (ValueError, jsonschema_rs.ValidationError):
        is_impossible = False
    return "no value is valid under this schema" if is_impossible else "no valid value is found for this schema"


def _bound_twice(spec: Spec, pointer: str, at: str) -> Iterator[str]:
    """Yield where a value needs a format and a pattern of which no text is found: in itself, or in what it requires."""
    parts = [*in_place(spec, pointer)]
    formats = [str(part["format"]) for _, part in parts if "format" in part]
    patterns = [part["pattern"] for _, part in parts if "pattern" in part]
    if formats and patterns and not (at and _has_value(spec, pointer)):
        yield f"{at or 'it'} has the format {formats[0]!r} and the pattern {patterns[0]!r}"
    below = {
        json_pointer.join(at, name): json_pointer.join(place, "properties", name)
        for place, _ in parts
        for name in (name for _, part in parts for name in part.get("required", ()))
        if name in json_pointer.follow(spec.document, place).get("properties", {})
    }
    for name, place in below.items() if at.count("/") < _DEEPEST else ():
        yield from _bound_twice(spec, place, name)


def _has_value(spec: Spec, pointer: str) -> bool:
    try:
        find_value(spec, pointer, 0)
    except NoValueError:
        return False
    return True


def _self_contained(spec: Spec, pointer: str) -> dict[str, Any]:
    """Return the schema at `pointer` as one that holds in `$defs` all that it refers to."""
    names, definitions = {pointer: "0"}, dict[str, Any]()
    while len(definitions) < len(names):
        place = list(names)[len(definitions)]
        definitions[names[place]] = _rename_references(json_pointer.follow(spec.document, place), names)
    return {"$ref": "#/$defs/0", "$defs": definitions}


def _rename_references(value: Any, names: dict[str, str]) -> Any:
    """Return a copy of a schema whose references lead into `$defs`."""
    if isinstance(value, list):
        return [_rename_references(each, names) for each in value]
    if not isinstance(value, Mapping):
        return value
    copy = simplify_schema({name: _rename_references(each, names) for name, each in value.items()})
    if isinstance(value.get("$ref"), str) and value["$ref"].startswith("#"):
        copy["$ref"] = f"#/$defs/{names.setdefault(target(value), str(len(names)))}"
    return copy
