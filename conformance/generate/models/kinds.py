"""Properties that distinguish kinds, written so that those of a base and of its kinds agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.generate.opc.rewriting import Definition, Rewrite, resolve_references, types, within

_KEPT = ("type", "enum", "const", "description")


def inline_kinds(schemas: Mapping[str, Any]) -> Rewrite:
    """Return a function that replaces references by the texts that `discriminator`s of `schemas` name.

    The generator gives each kind a constant, which is no subtype of the class that a reference becomes.
    """
    stated = (each.get("discriminator", {}) for schema in schemas.values() for each in within(schema))
    names = {about["propertyName"] for about in stated if "propertyName" in about}

    def inline_kind(schema: Definition, document: Mapping[str, Any]) -> Definition:
        properties = schema.get("properties", {})
        new = {name: _write_out(properties[name], document) for name in names & properties.keys()}
        changed = {name: each for name, each in new.items() if each is not properties[name]}
        return {**schema, "properties": {**properties, **changed}} if changed else schema

    return inline_kind


def _write_out(schema: Any, document: Mapping[str, Any]) -> Any:
    parts = schema.get("allOf", []) if isinstance(schema, dict) else []
    found = resolve_references(parts[0] if len(parts) == 1 else schema, document)
    if found is schema or types(found) != ["string"]:
        return schema
    return {key: value for key, value in {**found, **schema}.items() if key in _KEPT}
