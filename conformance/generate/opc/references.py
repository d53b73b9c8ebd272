"""Every `$ref` leads to a component with a plain name, and none leads in a circle that the generator can't resolve.

Tested in `tests/generate/opc/test_rewriting.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from conformance.generate.opc.rewriting import (
    KINDS,
    PLACE,
    READ_ONLY,
    Definition,
    Trace,
    map_schemas,
    mark_places,
    types,
    within,
)
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.read_write_only import read_only, sends_read_only
from conformance.openapi.spec import Spec

FORMS = {"form": "data", "multipart": "files"}  # their names in the names of classes
_PREFIX = "/components/schemas/"
_PLAIN = re.compile(r"[\w-]+")


class Components:
    """The schemas that references lead to, by names of our own: those of the document and what has to join them."""

    def __init__(self, spec: Spec, trace: Trace) -> None:
        self._spec = spec
        self._trace = trace
        self._sends_read_only = sends_read_only(spec.document)
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self.schemas: Definition = {}

    def add_named(self) -> None:
        """Use the document's own component schemas, except those that only name another one."""
        schemas = self._spec.document.get("components", {}).get("schemas", {})
        places = [json_pointer.join("/components/schemas", name) for name in schemas]
        for place in places:
            if self._spec.resolve(place)[0] == place:
                self._name(place)
        for place in places:
            self._reserve(self._spec.resolve(place)[0])
        order = [name for place, name in self._names.items() if name in self.schemas]
        self.schemas = {name: self.schemas[name] for name in order}

    def link(self, schema: Any) -> Any:
        """Copy a marked schema so that its references lead to these components."""
        if not isinstance(schema, dict):
            return schema
        copy = map_schemas(schema, lambda child, *_: self.link(child))
        if isinstance(by := schema.get("discriminator", {}).get("propertyName"), str):
            copy[KINDS] = {"by": [by], "of": self._kinds(schema)}
        copy.pop("default", None)  # the server's concern, since the client does not send defaults
        unsent = () if self._sends_read_only else read_only(schema, self._spec.document)
        copy |= {READ_ONLY: unsent} if unsent else {}
        if "$ref" in copy:
            place = self._spec.resolve(unquote(copy["$ref"][1:]))[0]
            name = self._reserve(place)
            if copy["$ref"] != f"#{_PREFIX}{name}":
                self._trace.add("lead_to_component", str(copy.get(PLACE, "")))
            copy["$ref"] = f"#{_PREFIX}{name}"
        return copy

    def original_name(self, name: str) -> str:
        """Return the document's own name of a component."""
        place = next(place for place, known in self._names.items() if known == name)
        return json_pointer.unescape(place.rpartition("/")[2])

    def _kinds(self, schema: Definition) -> dict[str, str]:
        """Return the component of each value of a discriminator: by its name, or by the mapping."""
        branches = [branch for key in ("anyOf", "oneOf") for branch in schema.get(key, ())]
        refs = [branch["$ref"] for branch in branches if "$ref" in branch]
        named = {json_pointer.unescape(unquote(ref).rpartition("/")[2]): ref for ref in refs}
        found = {}
        for value, target in {**named, **schema["discriminator"].get("mapping", {})}.items():
            is_ref = target.startswith("#")
            place = unquote(target[1:]) if is_ref else json_pointer.join("/components/schemas", target)
            with suppress(InputError):  # of another document
                found[value] = self._reserve(self._spec.resolve(place)[0])
        return found

    def _reserve(self, place: str) -> str:
        name = self._name(place)
        if name not in self.schemas:
            self.schemas[name] = {}  # it may refer to itself
            self.schemas[name] = self.link(mark_places(self._spec.resolve(place)[1], place))
        return name

    def _name(self, place: str) -> str:
        if place not in self._names:
            self._names[place] = next(name for name in _number_names(name_of_place(place)) if name not in self._taken)
            self._taken.add(self._names[place])
        return self._names[place]


def name_of_place(place: str) -> str:
    """Return the name of a component for the schema at `place`."""
    last = [json_pointer.unescape(token) for token in place.split("/")]
    if place.startswith(_PREFIX) and len(last) == 4 and _PLAIN.fullmatch(last[3]):
        return last[3]
    words = [
        word for token in last[3:] for word in re.findall(r"[^\W_]+", token) if word not in {"schema", "properties"}
    ]
    return "_".join(words) or "Schema"


def _number_names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def without_aliases(schemas: Definition, users: Iterable[Any]) -> Definition:
    """Replace components that only name another one by that one: the generator makes copies."""
    targets = {name: _last(name, schemas) for name, schema in schemas.items() if "$ref" in schema}
    kept = {name: schema for name, schema in schemas.items() if name not in targets}
    for root in [*kept.values(), *users]:
        for schema in within(root):
            name = str(schema.get("$ref", "")).removeprefix(f"#{_PREFIX}")
            if targets.get(name):
                schema["$ref"] = f"#{_PREFIX}{targets[name]}"
            elif name in targets:  # a circle of names: any value
                del schema["$ref"]
            if KINDS in schema:
                schema[KINDS]["of"] = {value: targets.get(n) or n for value, n in schema[KINDS]["of"].items()}
    return kept


def _last(name: str, schemas: Definition) -> str | None:
    seen: set[str] = set()
    while "$ref" in schemas[name]:
        if name in seen:
            return None
        seen.add(name)
        name = schemas[name]["$ref"].removeprefix(f"#{_PREFIX}")
    return name


def break_circles(schemas: Definition, trace: Trace) -> Definition:
    """Cut circles of references through arrays and unions alone: the generator resolves only circles with a class.

    The cut place accepts any value. Referenced components come first: the generator retries the rest.
    """
    done: dict[str, Any] = {}
    begun: set[str] = set()
    for start in schemas:
        if start not in begun:
            _visit(start, schemas, begun, done, trace)
    return done


def _visit(start: str, schemas: Definition, begun: set[str], done: Definition, trace: Trace) -> None:
    begun.add(start)
    stack = [(start, iter(list(_find_unclassed(schemas[start]))))]
    while stack:
        name, edges = stack[-1]
        holder = next(edges, None)
        if holder is None:
            done[name] = schemas[name]
            stack.pop()
            continue
        target = holder["$ref"].removeprefix(f"#{_PREFIX}")
        if target not in begun:
            begun.add(target)
            stack.append((target, iter(list(_find_unclassed(schemas[target])))))
        elif target not in done:
            trace.add("break_circles", str(holder.get(PLACE, "")))
            del holder["$ref"]


def _find_unclassed(schema: Any, in_union: bool = False) -> Iterator[Definition]:
    """Yield the references in `schema` that the generator resolves before any class is made."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        yield schema
        return
    for child in _inner(schema, in_union):
        yield from _find_unclassed(child, in_union or bool(schema.keys() & {"anyOf", "oneOf"}))


def _inner(schema: Mapping[str, Any], in_union: bool) -> Iterable[Any]:
    parts: list[Any] = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if len(schema.get("allOf", ())) == 1 and "$ref" in schema["allOf"][0]:
        parts += schema["allOf"]
    if "array" in types(schema):
        parts += [schema.get("items"), *schema.get("prefixItems", ())]
    is_map = types(schema) == ["object"] and not schema.get("properties") and not schema.get("allOf")
    # The generator makes classes within a union at once.
    if in_union or isinstance(schema.get("type"), list) or is_map:
        parts += [*schema.get("properties", {}).values(), schema.get("additionalProperties"), *schema.get("allOf", ())]
    return parts


def reachable(roots: Iterable[Any], schemas: Mapping[str, Any]) -> set[str]:
    """Return the names of the components that can be reached from `roots`."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        for schema in within(waiting.pop()):
            name = str(schema.get("$ref", "")).removeprefix(f"#{_PREFIX}")
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
    return found


def find_unused(paths: Definition, schemas: Definition) -> list[Any]:
    """Return the components that no operation reaches. They are read as those of JSON bodies."""
    used = reachable(body_schemas(paths), schemas)
    return [{"$ref": f"#/components/schemas/{name}"} for name in schemas if name not in used]


def body_schemas(paths: Definition, kind: str | None = None) -> list[Any]:
    """Return the schemas of all bodies of requests, or of those of one kind."""
    operations = [operation for item in paths.values() for operation in item.values()]
    medias = [media for each in operations for media in each.get("requestBody", {}).get("content", {}).values()]
    return [media["schema"] for media in medias if kind in {None, media["x-kind"]}]


def in_paths(paths: Definition) -> Iterator[Definition]:
    """Yield the schemas of all parameters, bodies and responses in `paths`."""
    for item in paths.values():
        for operation in item.values():
            yield from (parameter["schema"] for parameter in operation.get("parameters", ()))
            for holder in [operation.get("requestBody", {}), *operation["responses"].values()]:
                yield from (media["schema"] for media in holder.get("content", {}).values())
