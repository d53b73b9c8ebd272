"""Schemas of bodies that a document describes by an example alone: they give the mock items to remember.

Tested in `tests/mock/test_example_schemas.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from conformance.mock.examples import examples
from conformance.openapi import json_pointer
from conformance.openapi.spec import MediaType, Spec

_SILENT = frozenset({"type", "example", "examples", "description", "title", "nullable"})
_TYPES = {
    bool: "boolean",
    dict: "object",
    float: "number",
    int: "integer",
    list: "array",
    str: "string",
    type(None): "null",
}


def describe_examples(spec: Spec) -> Spec:
    """Return the spec with a schema for each JSON body, sent or shown by a success, that has an example and no schema.

    A schema such as `{"type": "object"}` says as little as none. That of a request only names properties: any value of
    them is accepted, and so are others.
    """
    sent, shown = dict(_find_sent(spec)), dict(_find_shown(spec))
    if not sent and not shown:
        return spec
    types = _Types(shown.values())
    schemas: dict[str, dict[str, Any]] = {
        pointer: {"properties": {name: {} for name in value}} for pointer, value in sent.items()
    }
    schemas |= {pointer: types.describe(value) for pointer, value in shown.items()}
    document = deepcopy(spec.document)
    for pointer, schema in schemas.items():
        media = json_pointer.follow(document, pointer)
        media["schema"] = {**media.get("schema", {}), **schema}
    return Spec(document, spec.file, spec.api_id, spec.origins)


def _find_sent(spec: Spec) -> Iterator[tuple[str, dict[str, Any]]]:
    bodies = (operation.body for operation in spec.operations.values() if operation.body)
    for media in (media for body in bodies for media in body.content.values()):
        example = _find_example(spec, media)
        if isinstance(example, dict):
            yield media.pointer, example


def _find_shown(spec: Spec) -> Iterator[tuple[str, Any]]:
    every = (pair for operation in spec.operations.values() for pair in operation.responses.items())
    successes = (response for status, response in every if status.startswith("2"))
    for media in (media for response in successes for media in response.content.values()):
        example = _find_example(spec, media)
        if isinstance(example, dict | list):
            yield media.pointer, example


def _find_example(spec: Spec, media: MediaType) -> Any:
    """Return the example of a JSON media type whose schema says nothing; None if it has a schema or no example."""
    schema = media.definition.get("schema", {})
    if not media.is_json or not isinstance(schema, Mapping) or schema.keys() - _SILENT:
        return None
    named = [example.value for example in examples(spec, media.pointer) if example.error is None]
    inside = [schema["example"]] if "example" in schema else list(schema.get("examples", ()))
    value = next(iter([*named, *inside]), None)
    return value if schema.get("type", _TYPES.get(type(value))) == _TYPES.get(type(value)) else None


class _Types:
    """The types of properties by name, as all examples show them: a total may be 3 in one and 12.5 in another."""

    def __init__(self, values: Iterable[Any]) -> None:
        self._seen: dict[str, set[str]] = {}
        for value in values:
            self._note(value)

    def _note(self, value: Any) -> None:
        for name, each in value.items() if isinstance(value, dict) else ():
            self._seen.setdefault(name, set()).add(_TYPES[type(each)])
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                self._note(each)

    def describe(self, value: Any, name: str | None = None) -> dict[str, Any]:
        """Return a schema of values like this one. Its first element describes those of an array.

        A name such as `data` may hold an array in one answer and an object in another.
        """
        types = self._seen.get(name, set()) if name is not None else set()
        types = types & {_TYPES[type(value)], "null"} if isinstance(value, dict | list) else types
        kinds = sorted(types - ({"integer"} if "number" in types else set())) or [_TYPES[type(value)]]
        schema: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds} if kinds != ["null"] else {}
        if isinstance(value, dict):
            schema["properties"] = {name: self.describe(each, name) for name, each in value.items()}
        if isinstance(value, list) and value:
            schema["items"] = self.describe(value[0])
        return schema
