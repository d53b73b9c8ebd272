"""Python code that writes the fields of multipart forms.

Tested in `tests/generate/test_files.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.generate.ir.operations import Body, Plan, form_styles
from conformance.generate.opc.equivalent import binary_by_media_type
from conformance.openapi import json_pointer
from conformance.openapi.spec import MediaType, Spec
from conformance.openapi.upgrade import UPGRADED_FROM


def parts(spec: Spec, plan: Plan, body: Body) -> str:
    """Return the parts that are not written by their types alone, as a dict; empty text if there are none."""
    media = next(media for media, _ in plan.call.bodies.values() if media.name == body.name)
    styles = {} if UPGRADED_FROM in spec.document else form_styles(plan, body)  # 3.0.3: of urlencoded forms only
    found = {}
    for name in dict.fromkeys([*_properties(spec, media), *media.definition.get("encoding", {})]):
        found_headers = dict(_read_headers(spec, media, name))
        if name in styles and not _is_file(_schema(spec, media, name), spec.document):
            found_headers["style"] = styles[name][:2]
        if found_headers:
            found[name] = f"files.Part({', '.join(f'{key}={value!r}' for key, value in found_headers.items())})"
    return f"{{{', '.join(f'{name!r}: {part}' for name, part in found.items())}}}" if found else ""


def _read_headers(spec: Spec, media: MediaType, name: str) -> Iterator[tuple[str, Any]]:
    encoding = media.definition.get("encoding", {}).get(name, {})
    content_type = encoding.get("contentType") or _of_schema(spec, media, name)
    if content_type:
        yield "content_type", content_type
    pointer = json_pointer.join(media.pointer, "encoding", name, "headers")
    constants = {header: _constant(spec, json_pointer.join(pointer, header)) for header in encoding.get("headers", {})}
    known = {header: text for header, text in constants.items() if text is not None}
    if known:
        yield "headers", known


def _constant(spec: Spec, pointer: str) -> str | None:
    """Return the only value that a header can have; any other is given with the file."""
    pointer, header = spec.resolve(pointer)
    schema = spec.resolve(json_pointer.join(pointer, "schema"))[1] if "schema" in header else {}
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    return str(values[0]) if len(values) == 1 and isinstance(values[0], str | int) else None


def _properties(spec: Spec, media: MediaType) -> Mapping[str, Any]:
    schema = spec.resolve(media.schema_pointer)[1] if media.schema_pointer else {}
    return schema.get("properties", {}) if isinstance(schema, Mapping) else {}


def _of_schema(spec: Spec, media: MediaType, name: str) -> str:
    """Return the media type that a field, or each of its items, has by its schema."""
    return str(_schema(spec, media, name).get("contentMediaType", ""))


def _schema(spec: Spec, media: MediaType, name: str) -> dict[str, Any]:
    """Return the schema of a field, or of each of its items, or an empty one."""
    if not media.schema_pointer or name not in _properties(spec, media):
        return {}
    place, schema = spec.resolve(json_pointer.join(spec.resolve(media.schema_pointer)[0], "properties", name))
    if isinstance(schema, Mapping) and "items" in schema:
        schema = spec.resolve(json_pointer.join(place, "items"))[1]
    return dict(schema) if isinstance(schema, Mapping) else {}


def _is_file(schema: dict[str, Any], document: Mapping[str, Any]) -> bool:
    """Return whether the content has no textual form, so that no style can write it."""
    return binary_by_media_type(schema, document).get("format") == "binary"
