"""Schemas of a document as views of items: their properties, and how much two of them have in common.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.schemas import in_place, most_described, types
from conformance.openapi.spec import MediaType, Operation, Spec

_SAME_ITEM = 0.7  # of the properties of the smaller view: from here on two schemas show the same kind of item


class Views:
    """The schemas of one document, looked through references and combinations; each is read once."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._properties: dict[str, Mapping[str, str]] = {}

    def properties(self, pointer: str) -> Mapping[str, str]:
        """Return the properties that the schema at `pointer` names, each with the pointer of a schema of it."""
        if pointer not in self._properties:
            found: dict[str, list[str]] = {}
            for place, schema in in_place(self.spec, pointer):
                for name in schema.get("properties", {}):
                    found.setdefault(name, []).append(json_pointer.join(place, "properties", name))
            self._properties[pointer] = {name: most_described(self.spec, places) for name, places in found.items()}
        return self._properties[pointer]

    def plain_places(self, pointer: str) -> Mapping[str, str]:
        """Return the properties of an item by JSON pointer, each with its schema: of JSON:API's, the attributes too."""
        own = self.properties(pointer)
        inner = self.properties(own["attributes"]) if {"type", "id", "attributes"} <= own.keys() else {}
        attributes = {json_pointer.join("/attributes", name): place for name, place in inner.items()}
        return {**{json_pointer.join("", name): place for name, place in own.items()}, **attributes}

    def schemas(self, pointer: str) -> Iterator[Mapping[str, Any]]:
        """Yield the schemas that may apply to the same value as the one at `pointer`, that one first."""
        return (schema for _, schema in in_place(self.spec, pointer))

    def types(self, pointer: str) -> frozenset[str]:
        """Return the JSON types of the schema at `pointer`, without null."""
        return types(self.spec, pointer) - {"null"}

    def is_array(self, pointer: str) -> bool:
        """Return whether values of the schema are arrays and nothing else; with `items`, a type may be missing."""
        if self.types(pointer) == {"array"}:
            return True
        is_meant = any("items" in schema for _, schema in in_place(self.spec, pointer))
        return is_meant and not self._is_typed(pointer) and not self.properties(pointer)

    def is_object(self, pointer: str) -> bool:
        """Return whether values of the schema are objects and nothing else."""
        return self.types(pointer) == {"object"} or (not self._is_typed(pointer) and bool(self.properties(pointer)))

    def _is_typed(self, pointer: str) -> bool:
        return any("type" in schema for _, schema in in_place(self.spec, pointer))

    def is_scalar(self, pointer: str) -> bool:
        """Return whether values of the schema are strings or numbers."""
        return self.types(pointer) <= {"string", "integer", "number"}

    def element(self, pointer: str) -> str | None:
        """Return the schema of the elements of an array, or None."""
        for place, schema in in_place(self.spec, pointer):
            if isinstance(schema.get("items"), Mapping):
                return json_pointer.join(place, "items")
        return None

    def find_required(self, pointer: str) -> frozenset[str]:
        """Return the properties that the schema requires in all its parts that always apply."""
        found: set[str] = set()
        waiting, seen = [pointer], set[str]()
        while waiting:
            place = waiting.pop()
            schema = json_pointer.follow(self.spec.document, place)
            if place in seen or not isinstance(schema, Mapping):
                continue
            seen.add(place)
            found |= set(schema.get("required", ()))
            waiting += [self.spec.resolve(place)[0]] if "$ref" in schema else []
            waiting += [json_pointer.join(place, "allOf", index) for index in range(len(schema.get("allOf", ())))]
        return frozenset(found)

    def is_read_only(self, pointer: str) -> bool:
        """Return whether the schema is marked `readOnly`."""
        return any(schema.get("readOnly") is True for _, schema in in_place(self.spec, pointer))

    def is_view(self, pointer: str, item: str) -> bool:
        """Return whether a schema shows the same kind of item as the schema `item`."""
        (shown, schema), (known_at, known_as) = self.spec.resolve(pointer), self.spec.resolve(item)
        if shown == known_at or (schema == known_as and self.properties(pointer)):
            return True
        names, known = self.properties(pointer).keys(), self.properties(item).keys()
        smaller = min(len(names), len(known))
        return smaller > 1 and len(names & known) / smaller >= _SAME_ITEM

    def shown_schema(self, operation: Operation) -> str | None:
        """Return the schema of the JSON body of the operation's first success, or None."""
        for response in operation.successes:
            found = json_schema(response.content)
            if found:
                return found
        return None

    def sent_schema(self, operation: Operation) -> str | None:
        """Return the schema of the operation's JSON or form body, or None."""
        if operation.body is None:
            return None
        content = operation.body.content
        forms = (
            m.schema_pointer for m in content.values() if m.essence.endswith(("form-data", "-www-form-urlencoded"))
        )
        return json_schema(content) or next(filter(None, forms), None)


def json_schema(content: Mapping[str, MediaType]) -> str | None:
    """Return the schema of the first JSON media type, or None."""
    return next((m.schema_pointer for m in content.values() if _is_json(m) and m.schema_pointer), None)


def _is_json(media_type: MediaType) -> bool:
    return media_type.is_json or media_type.essence in {"*/*", "application/*"}
