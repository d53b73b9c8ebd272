"""Bodies of `application/merge-patch+json`: null removes a property (RFC 7396), so optional properties accept null.

A component with other uses is not changed. The body accepts it, or a copy of it that accepts null.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import quote, unquote

from conformance.openapi import json_pointer, objects
from conformance.openapi.upgrade import Definition, Rewrite

TRAP = "merge-patch"
_PREFIX = "#/components/schemas/"
_PARTS = ("allOf", "anyOf", "oneOf")
_TYPED = frozenset({"$ref", "type", "enum", "const", *_PARTS})


def write_out(document: Definition) -> tuple[Definition, tuple[Rewrite, ...]]:
    """Return the 3.1 `document` in which such bodies accept null, and where that was."""
    places = [place.pointer for place in objects.walk(document) if _is_patch(place)]
    if not places:
        return document, ()
    copy = objects.copy_data(document)
    bodies = [json_pointer.follow(copy, pointer) for pointer in places]
    schemas = [body.pop("schema") for body in bodies]
    patches = _Patches(copy.get("components", {}).get("schemas", {}), _find_used(copy))
    for body, schema in zip(bodies, schemas, strict=True):
        body["schema"] = patches.body(schema)
    return copy, tuple(Rewrite(TRAP, pointer) for pointer in places)


class _Patches:
    """The components, and those that accept null in their places."""

    def __init__(self, components: Definition, used: set[str]) -> None:
        self._components = components
        self._used = used
        self._names: dict[str, str] = {}

    def body(self, schema: Any) -> Any:
        """Return the schema of a body; it accepts the component as it is too."""
        patch = self._of(schema)
        is_copy = isinstance(patch, dict) and patch.get("$ref") != schema.get("$ref")
        return {"anyOf": [patch, schema]} if is_copy else patch

    def _of(self, schema: Any) -> Any:
        if not isinstance(schema, dict) or "$ref" not in schema:
            return self._rewritten(schema) if isinstance(schema, dict) else schema
        name = json_pointer.unescape(unquote(str(schema["$ref"])).removeprefix(_PREFIX))
        known = self._components.get(name, {})
        if not isinstance(known, dict) or not known.keys() & {"$ref", "properties", "additionalProperties", *_PARTS}:
            return schema
        if name not in self._names:
            self._names[name] = new = self._free(name) if name in self._used else name
            shown = {key: value for key, value in known.items() if key != "title" or new == name}
            self._components[new] = self._of(shown)
        new = self._names[name]
        return schema if new == name else {**schema, "$ref": _PREFIX + quote(json_pointer.escape(new))}

    def _free(self, name: str) -> str:
        names = (f"{name}MergePatch{number or ''}" for number in count())
        return next(each for each in names if each not in {*self._components, *self._names.values()})

    def _rewritten(self, schema: Definition) -> Definition:
        new = dict(schema)
        for keyword in new.keys() & set(_PARTS):
            new[keyword] = [self._of(part) for part in new[keyword]]
            new.pop("discriminator", None)  # it names the components that were copied
        required = schema.get("required", ())
        if "properties" in new:
            patched = {name: self._of(each) for name, each in new["properties"].items()}
            new["properties"] = {n: each if n in required else _nullable(each) for n, each in patched.items()}
        if isinstance(new.get("additionalProperties"), dict):
            new["additionalProperties"] = _nullable(self._of(new["additionalProperties"]))
        return new


def _is_patch(place: objects.Place) -> bool:
    name = json_pointer.unescape(json_pointer.last(place.pointer)).partition(";")[0].strip().lower()
    is_body = place.kind == "media-type" and place.parent == "request-body"
    return is_body and name == "application/merge-patch+json" and isinstance(place.value.get("schema"), dict)


def _nullable(schema: Any) -> Any:
    if not isinstance(schema, dict) or not schema.keys() & _TYPED or schema.get("readOnly") is True:
        return schema
    stated = schema.get("type", [])
    types = [stated] if isinstance(stated, str) else stated
    is_null = "null" in types or any(part == {"type": "null"} for k in ("anyOf", "oneOf") for part in schema.get(k, ()))
    if is_null and None in schema.get("enum", (None,)):
        return schema
    if types and not schema.keys() & (_TYPED - {"type"}):
        return {**schema, "type": [*types, "null"]}
    told = {key: schema[key] for key in ("description", "x-facts") if key in schema}
    return {**told, "anyOf": [schema, {"type": "null"}]}


def _find_used(document: Definition) -> set[str]:
    """Return the components that the document uses elsewhere."""
    components = document.get("components", {}).get("schemas", {})
    waiting = list(_references({**document, "components": {**document.get("components", {}), "schemas": {}}}))
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(components.get(name))
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if str(value.get("$ref", "")).startswith(_PREFIX):
            yield json_pointer.unescape(unquote(value["$ref"]).removeprefix(_PREFIX).partition("/")[0])
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)
