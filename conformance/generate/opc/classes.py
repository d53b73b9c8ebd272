"""Every schema that becomes a class is a component with a name that no other has.

The generator makes classes of inline schemas too, but refuses two of the same name, and makes some of them twice. The
names are those it would give: the class around it and the property, or the title.

Tested in `tests/generate/opc/test_rewriting.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier, pascal_case

from conformance.generate.opc.rewriting import KINDS, PLACE, Definition, Trace, map_schemas, types, without

# What generated modules import: a class of that name would hide it.
_IMPORTED = frozenset(
    "Any BinaryIO BytesIO ClassVar Client Decimal File FileTypes Literal Mapping NotRequired Response Security Self "
    "Sequence TypedDict Unpack Unset UNSET UUID UnknownKind".split()
)


class Classes:
    """The components of a document, to which inline classes are added."""

    def __init__(self, schemas: Definition, trace: Trace) -> None:
        self.schemas: Definition = {}
        self._trace = trace
        self._modules: set[str] = set()
        self._enums: dict[tuple[str, str], str] = {}
        names = _name_classes(schemas)
        for name, schema in schemas.items():
            self.schemas[name] = schema
            if is_class(schema):
                names[name] = self._reserve(names[name], schema)
        for name, schema in schemas.items():
            self.schemas[name] = self._component(name, schema, names[name])

    def inline(self, schema: Any, parent: str, name: str) -> Any:
        """Return `schema` with references in place of the classes in it; `parent` is the class around it."""
        if not isinstance(schema, dict) or "$ref" in schema:
            return schema
        if _is_mixed(schema):
            schema = _spread(schema)
        if is_class(schema):
            return self._add(schema, parent, name)
        return self._outside(schema, parent, name)

    def _component(self, name: str, schema: Any, title: str) -> Any:
        if is_class(schema):
            return {**self._inside(schema, title), "title": title}
        found = self.inline(_spread(schema) if _is_mixed(schema) else schema, "", name)
        return without(found, "title")

    def _add(self, schema: Definition, parent: str, name: str) -> Definition:
        wanted = _stable(f"{pascal_case(parent)}{pascal_case(_text(schema.get('title') or name))}")
        same = (wanted, repr(sorted(schema["enum"], key=repr))) if "enum" in schema else None
        if same and same in self._enums:
            return {"$ref": f"#/components/schemas/{self._enums[same]}"}
        title = self._reserve(wanted, schema)
        key = title
        while key in self.schemas:
            key += "_"
        self.schemas[key] = {}
        self.schemas[key] = {**self._inside(schema, title), "title": title}
        if same:
            self._enums[same] = key
        return {"$ref": f"#/components/schemas/{key}"}

    def _reserve(self, wanted: str, schema: Definition) -> str:
        for title in _number_names(f"{wanted}Model" if wanted in _IMPORTED else wanted):
            module = PythonIdentifier(title, "field_")
            if module not in self._modules:
                self._modules.add(module)
                if title != wanted:
                    self._trace.add("distinct_classes", str(schema.get(PLACE, "")))
                return title
        raise AssertionError

    def _inside(self, schema: Definition, title: str) -> Definition:
        """Return a class with references for the classes of its properties."""
        copy = dict(schema)
        if "properties" in copy:
            copy["properties"] = {key: self.inline(each, title, key) for key, each in copy["properties"].items()}
        if isinstance(copy.get("additionalProperties"), dict):
            copy["additionalProperties"] = self.inline(copy["additionalProperties"], title, "AdditionalProperty")
        if "allOf" in copy:
            copy["allOf"] = [part if "$ref" in part else self._inside(part, title) for part in copy["allOf"]]
        return copy

    def _outside(self, schema: Definition, parent: str, name: str) -> Definition:
        """Return a schema that is not a class, with references for the classes in it."""
        copy = dict(schema)
        for keyword, offset in (("anyOf", 0), ("oneOf", len(copy.get("anyOf", ())))):
            if keyword in copy:
                copy[keyword] = [
                    self.inline(each, parent, f"{name}_{_subscript(each, schema, offset + index)}")
                    for index, each in enumerate(copy[keyword])
                ]
        if "prefixItems" in copy:
            copy["prefixItems"] = [
                self.inline(each, parent, f"{name}_item_{_subscript(each, schema, index)}")
                for index, each in enumerate(copy["prefixItems"])
            ]
        if isinstance(copy.get("items"), dict):
            copy["items"] = self.inline(copy["items"], parent, f"{name}_item")
        if is_map(copy) and isinstance(copy.get("additionalProperties"), dict):
            copy["additionalProperties"] = self.inline(copy["additionalProperties"], parent, f"{name}_value")
        return copy


def is_class(schema: Any) -> bool:
    """Return whether the generator makes a class, or a type with a name, of the schema."""
    if not isinstance(schema, dict) or schema.keys() & {"$ref", "anyOf", "oneOf"} or types(schema) == ["boolean"]:
        return False
    if "enum" in schema:
        return True
    return not is_map(schema) and (types(schema) == ["object"] or "type" not in schema) and bool(_OWN & schema.keys())


def is_map(schema: Mapping[str, Any]) -> bool:
    """Return whether the schema is an object without properties of its own, which becomes a plain `dict`."""
    return types(schema) == ["object"] and not schema.get("properties") and not schema.get("allOf")


_OWN = frozenset({"properties", "allOf"})


def _name_classes(schemas: Mapping[str, Any]) -> dict[str, str]:
    """Return the class of each component: by its title, or by its own name if others share the title."""
    by_title = {name: _stable(_text(schema.get("title") or name)) for name, schema in schemas.items()}
    by_name = {name: _stable(_text(name)) for name in schemas}
    owners: dict[str, int] = {}
    for name in schemas:
        for each in {by_title[name], by_name[name]}:
            owners[each] = owners.get(each, 0) + 1
    return {name: by_title[name] if owners[by_title[name]] == 1 else by_name[name] for name in schemas}


def _is_mixed(schema: Mapping[str, Any]) -> bool:
    """Return whether the schema allows several types, an object among them."""
    return (
        isinstance(schema.get("type"), list) and "object" in schema["type"] and not schema.keys() & {"anyOf", "oneOf"}
    )


def _spread(schema: Definition) -> Definition:
    shared = {key: schema[key] for key in ("title", "description", PLACE) if key in schema}
    rest = without(schema, "type", "description")
    return {
        **shared,
        "anyOf": [
            {**(rest if kind in {"object", "array"} else {PLACE: rest.get(PLACE, "")} | _scalar(rest)), "type": kind}
            for kind in schema["type"]
        ],
    }


def _scalar(schema: Definition) -> Definition:
    return {key: schema[key] for key in ("format", "enum", "pattern") if key in schema}


def _subscript(schema: Any, union: Mapping[str, Any], index: int) -> str:
    title = schema.get("title") if isinstance(schema, dict) and "$ref" not in schema else None
    return str(title) if title is not None and title != union.get("title") else f"type_{index}"


_ATTEMPTS = 5  # for some names, the capitals alternate, since they decide where words begin


def _stable(name: str) -> str:
    """Return a class name that the generator does not change any further."""
    for _ in range(_ATTEMPTS):
        found = str(ClassName(name, "field_"))
        if found == name:
            return found
        name = found
    return str(ClassName(f"Class{''.join(filter(str.isalnum, name.title().encode('ascii', 'ignore').decode()))}", ""))


def _text(name: Any) -> str:
    """Return a title as a name. As for a reference, the generator uses the part after the last slash."""
    return str(name).rsplit("/", maxsplit=1)[-1]


def _number_names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}{number}"
        number += 1


def remove_marks(schema: Any) -> Any:
    """Return a copy without the keywords that are our own."""
    if not isinstance(schema, dict):
        return schema
    return without(map_schemas(schema, lambda child, *_: remove_marks(child)), PLACE, KINDS)
