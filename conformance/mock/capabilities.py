"""Table of what the mock checks of OpenAPI 3.1 and JSON Schema 2020-12, and the gaps that a spec has by it.

The tables come first. To support more, extend a table and write the code that honours the entry.

Ignored, since they say nothing of what the mock receives and sends: `callbacks` and `webhooks`, which a client serves;
formats that JSON Schema does not define, which are annotations (JSON Schema Validation 2020-12, section 7.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from conformance.mock.styles import is_defined
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.read_write_only import directions
from conformance.openapi.schemas import Shape, reachable
from conformance.openapi.spec import MediaType, Operation, Parameter, Spec
from conformance.openapi.streams import has_json_items, is_stream

# JSON Schema 2020-12: what jsonschema-rs asserts. Absent on purpose: $id, $anchor, $dynamicRef and their like, which
# JSON pointers can't follow.
ASSERTIONS = frozenset(
    "type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems "
    "minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired prefixItems "
    "items contains additionalProperties properties patternProperties dependentSchemas propertyNames if then else "
    "allOf anyOf oneOf not unevaluatedItems unevaluatedProperties format $ref $defs".split()
)
# JSON Schema 2020-12 and OpenAPI's vocabulary: what only describes a value and has no part in whether it is valid.
# `definitions` is of earlier versions, and asserts nothing now.
ANNOTATIONS = frozenset(
    "title description default deprecated readOnly writeOnly examples contentEncoding contentMediaType contentSchema "
    "$comment discriminator xml externalDocs example definitions".split()
)
UNCHECKED_HTTP_SCHEMES = frozenset({"digest", "hoba", "mutual", "negotiate", "vapid", "scram-sha-1", "scram-sha-256"})
SECURITY_TYPES = frozenset({"apiKey", "http", "oauth2", "openIdConnect"})
DIALECTS = frozenset({"https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema"})
IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})  # OpenAPI 3.1, "Parameter Object", `name`
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


@dataclass(frozen=True)
class Gap:
    """Part of a spec that the mock does not check, for one operation or for the whole document."""

    pointer: str
    unchecked: str
    operation: Operation | None = None


def gaps(spec: Spec) -> tuple[Gap, ...]:
    """Return what the mock does not check of `spec`; it serves that unchecked."""
    found = [*_of_document(spec), *_of_keywords(spec)]
    for operation in spec.operations.values():
        found += [*_of_parameters(spec, operation), *_of_contents(spec, operation)]
    return tuple(found)


def lines(spec: Spec, found: Iterable[Gap]) -> Iterator[str]:
    """Yield each gap as one line, with the place and the operation; what several operations share comes once."""
    operations: dict[tuple[str, str], list[Operation]] = {}
    for gap in found:
        operations.setdefault((gap.pointer, gap.unchecked), []).extend([gap.operation] if gap.operation else [])
    for (pointer, unchecked), several in operations.items():
        more = f" and {len(several) - 1} more" if len(several) > 1 else ""
        named = f"{several[0].method} {several[0].path} {several[0].id}{more}: " if several else ""
        place = spec.place(pointer)
        yield f"{place.file}:{place.line} at #{place.pointer}: {named}{unchecked}"


def parameter_gap(spec: Spec, parameter: Parameter, *, is_read: bool = True) -> str | None:
    """Return what is not checked of a parameter, or of a header that is sent; None if all is checked."""
    media_type = parameter.media_type
    if media_type is not None and not _is_readable(media_type, is_read):
        return f"its media type {media_type.name}"
    return _schema_gap(spec, parameter.schema_pointer)


def content_gap(spec: Spec, media_type: MediaType, *, is_request: bool) -> str | None:
    """Return what is not checked of a body of this media type; None if all is checked."""
    name = essence(media_type.name)
    if media_type.schema_pointer is None:
        return None
    is_read = is_json_like(media_type) or is_text(name) or has_json_items(spec, media_type)
    # Of XML and streams the values are checked that the bytes are made from.
    is_read |= name in {FORM, MULTIPART} if is_request else is_stream(media_type) or name.endswith(("/xml", "+xml"))
    try:
        is_opaque = not is_read and _is_opaque(spec, media_type.schema_pointer)
    except InputError as error:
        return error.problems[0].reason
    return _schema_gap(spec, media_type.schema_pointer) if is_read or is_opaque else f"the schema of {media_type.name}"


def scheme_gap(scheme: Mapping[str, Any]) -> str | None:
    """Return what is not checked of the credential of a security scheme; None if it is checked."""
    if scheme["type"] not in SECURITY_TYPES:
        return f"security of type {scheme['type']}"
    if scheme["type"] == "http" and scheme["scheme"].lower() in UNCHECKED_HTTP_SCHEMES:
        return f"the HTTP scheme {scheme['scheme']}"
    return None


def is_ignored(parameter: Parameter) -> bool:
    """Return whether the parameter is a header that OpenAPI describes elsewhere and therefore ignores here."""
    return parameter.location == "header" and parameter.name.lower() in IGNORED_HEADERS


def is_text(media_type: str) -> bool:
    """Return whether a media type is plain text of some kind."""
    return essence(media_type).startswith("text/")


def is_json_like(media_type: MediaType) -> bool:
    """Return whether a media type is JSON, or a range that includes it: then the mock speaks JSON."""
    return media_type.is_json or essence(media_type.name) in {"*/*", "application/*"}


def essence(media_type: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def _of_document(spec: Spec) -> Iterator[Gap]:
    dialect = spec.document.get("jsonSchemaDialect")
    if dialect is not None and dialect not in DIALECTS:
        yield Gap("/jsonSchemaDialect", f"the JSON Schema dialect {dialect}, read as 2020-12")
    for name, scheme in spec.security_schemes.items():
        if reason := scheme_gap(scheme):
            yield Gap(json_pointer.join("/components/securitySchemes", name), reason)


def _of_parameters(spec: Spec, operation: Operation) -> Iterator[Gap]:
    headers = [header for response in operation.responses.values() for header in response.headers]
    for parameter, is_read in [*((p, True) for p in operation.parameters), *((h, False) for h in headers)]:
        if is_ignored(parameter):
            continue
        directed = _towards(spec, is_read)
        reason = parameter_gap(directed, parameter, is_read=is_read) or _style_gap(directed, parameter)
        if parameter.location == "path" and f"{{{parameter.name}}}" not in operation.path:
            reason = f"a path parameter that {operation.path} does not hold"
        if reason:
            named = f"{parameter.location} {'parameter ' if is_read else ''}{parameter.name}"
            yield Gap(parameter.pointer, f"{named}: {reason}", operation)


def _style_gap(spec: Spec, parameter: Parameter) -> str | None:
    """Return what is checked as it is read here, since OpenAPI leaves open how it is written."""
    if parameter.media_type or is_defined(parameter.style, Shape(spec, [parameter.schema_pointer])):
        return None
    return "OpenAPI leaves open how it is written: it is read as the brackets in its names say, or as JSON"


def _of_contents(spec: Spec, operation: Operation) -> Iterator[Gap]:
    for media_type in operation.body.content.values() if operation.body else ():
        if reason := content_gap(_towards(spec, True), media_type, is_request=True):
            yield Gap(media_type.pointer, f"request body: {reason}", operation)
    for response in operation.responses.values():
        for media_type in response.content.values():
            if reason := content_gap(_towards(spec, False), media_type, is_request=False):
                yield Gap(media_type.pointer, f"response {response.status}: {reason}", operation)


def _towards(spec: Spec, is_request: bool) -> Spec:
    """Return the document as the readers have it, so that a schema is compiled once."""
    return directions(spec).requests if is_request else directions(spec).responses


def _is_readable(media_type: MediaType, is_read: bool) -> bool:
    return media_type.is_json or (is_read and (is_text(media_type.name) or essence(media_type.name) == FORM))


def _schema_gap(spec: Spec, pointer: str) -> str | None:
    try:
        spec.validator(pointer)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        return f"its schema, which can't be compiled ({error.message})"
    return None


def _is_opaque(spec: Spec, pointer: str) -> bool:
    schemas = [schema for _, schema in reachable(spec, [pointer])]
    return all(isinstance(s, dict) and not (s.keys() & ASSERTIONS) - {"type", "format", "$ref"} for s in schemas) and (
        "string" in Shape(spec, [pointer]).types
    )


def _of_keywords(spec: Spec) -> Iterator[Gap]:
    roots = [root for operation in spec.operations.values() for root in _roots(operation)]
    try:
        for pointer, schema in reachable(spec, roots):
            for keyword in schema if isinstance(schema, dict) else ():
                if keyword not in ASSERTIONS | ANNOTATIONS and not keyword.startswith("x-"):
                    yield Gap(json_pointer.join(pointer, keyword), f"the keyword {keyword!r}")
    except InputError as error:
        yield from (Gap(problem.pointer, problem.reason) for problem in error.problems)


def _roots(operation: Operation) -> Iterator[str]:
    contents = [operation.body.content] if operation.body else []
    contents += [response.content for response in operation.responses.values()]
    for media_type in (media_type for content in contents for media_type in content.values()):
        if media_type.schema_pointer is not None:
            yield media_type.schema_pointer
    headers = (header for response in operation.responses.values() for header in response.headers)
    for parameter in (*operation.parameters, *headers):
        yield parameter.schema_pointer
