"""What the mock honours of OpenAPI 3.1 and JSON Schema 2020-12. A spec that uses anything else is refused at start.

The tables come first. To support more, extend a table and write the code that honours the entry.

Passed over, since they say nothing of what the mock receives and sends: `callbacks` and `webhooks`, which a client
serves; `servers` of a path or operation, since one mock stands in for all servers; formats that JSON Schema does not
define, which are annotations (JSON Schema Validation 2020-12, section 7.2.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.mock.parameters import is_ignored
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.schemas import Shape, reachable, shape
from conformance.openapi.spec import MediaType, Operation, Parameter, Spec

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
# All styles of OpenAPI are honoured. These can write some JSON types only, the others all.
STYLE_TYPES = {
    "spaceDelimited": frozenset({"array", "object"}),
    "pipeDelimited": frozenset({"array", "object"}),
    "deepObject": frozenset({"object"}),
}
HTTP_SCHEMES_REFUSED = frozenset({"digest", "hoba", "mutual", "negotiate", "vapid", "scram-sha-1", "scram-sha-256"})
SECURITY_TYPES = frozenset({"apiKey", "http", "oauth2", "openIdConnect"})
DIALECTS = frozenset({"https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema"})
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def check(spec: Spec) -> None:
    """Raise InputError with everything in the spec that the mock does not honour, each by name and pointer."""
    problems = [*_document(spec), *_schemas(spec)]
    for operation in spec.operations.values():
        problems += [*_parameters(spec, operation), *_contents(spec, operation)]
    if problems:
        raise InputError(spec.located(problems))


def is_text(media_type: str) -> bool:
    """Whether a media type is plain text of some kind."""
    return essence(media_type).startswith("text/")


def is_json_like(media_type: MediaType) -> bool:
    """Whether a media type is JSON, or a range of types that includes it: then JSON is what the mock speaks."""
    return media_type.is_json or essence(media_type.name) in {"*/*", "application/*"}


def essence(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def _problem(spec: Spec, pointer: str, reason: str, fix: str = "") -> Problem:
    fix = fix or "see the tables of conformance/mock/capabilities.py"
    return Problem(str(spec.file), pointer, f"the mock does not honour {reason}", fix)


def _document(spec: Spec) -> Iterator[Problem]:
    dialect = spec.document.get("jsonSchemaDialect")
    if dialect is not None and dialect not in DIALECTS:
        yield _problem(spec, "/jsonSchemaDialect", f"the JSON Schema dialect {dialect}")
    for name, scheme in spec.security_schemes.items():
        place = json_pointer.join("/components/securitySchemes", name)
        if scheme["type"] not in SECURITY_TYPES:
            yield _problem(spec, place, f"security of type {scheme['type']}")
        elif scheme["type"] == "http" and scheme["scheme"].lower() in HTTP_SCHEMES_REFUSED:
            yield _problem(spec, place, f"the HTTP scheme {scheme['scheme']}")


def _parameters(spec: Spec, operation: Operation) -> Iterator[Problem]:
    headers = (header for response in operation.responses.values() for header in response.headers)
    for header in headers:
        if not is_ignored(header):
            yield from _parameter(spec, header, is_read=False)
    for parameter in operation.parameters:
        if not is_ignored(parameter):
            yield from _parameter(spec, parameter, is_read=True)
    for parameter in operation.parameters:
        if parameter.location == "path" and f"{{{parameter.name}}}" not in operation.path:
            reason = f"a path parameter that {operation.path} does not hold"
            yield _problem(spec, parameter.pointer, reason, "name it there")


def _parameter(spec: Spec, parameter: Parameter, is_read: bool) -> Iterator[Problem]:
    media_type = parameter.media_type
    if media_type is not None:
        is_known = media_type.is_json or (is_read and (is_text(media_type.name) or essence(media_type.name) == FORM))
        if not is_known or "schema" not in media_type.definition:
            reason = f"a parameter of media type {media_type.name}, or without a schema"
            yield _problem(spec, media_type.pointer, reason)
        return
    yield from _shape(spec, parameter, shape(spec, parameter.schema_pointer))


def _shape(spec: Spec, parameter: Parameter, shape: Shape) -> Iterator[Problem]:
    nested = frozenset({"array", "object"})
    possible = STYLE_TYPES.get(parameter.style)
    if possible is not None and not shape.types <= possible | {"null"}:
        reason = f"style {parameter.style} of anything but {' and '.join(sorted(possible))}"
        yield _problem(spec, parameter.schema_pointer, reason)
    parts = [shape.items] if "array" in shape.types else []
    parts += [*shape.properties.values()] if "object" in shape.types else []
    if any(part and part <= nested for part in parts):
        yield _problem(spec, parameter.schema_pointer, "arrays and objects within a parameter's array or object")


def _contents(spec: Spec, operation: Operation) -> Iterator[Problem]:
    if operation.body is not None:
        for media_type in operation.body.content.values():
            yield from _media_type(spec, media_type, is_request=True)
    for response in operation.responses.values():
        media_types = response.content.values()
        if media_types and not any(is_json_like(m) for m in media_types):  # else the JSON one is sent
            first = next(iter(media_types))
            yield from _media_type(spec, first, is_request=False)


def _media_type(spec: Spec, media_type: MediaType, is_request: bool) -> Iterator[Problem]:
    name = essence(media_type.name)
    for prop, encoding in media_type.definition.get("encoding", {}).items() if name == FORM else ():
        if (encoding.get("style", "form"), encoding.get("explode", True)) != ("form", True):
            place = json_pointer.join(media_type.pointer, "encoding", prop)
            yield _problem(spec, place, "another style of a form's property than the default")
    is_form = is_request and name in {FORM, MULTIPART}
    if not (is_json_like(media_type) or is_text(name) or is_form) and not _is_opaque(spec, media_type):
        reason = f"a schema for {media_type.name}: it reads JSON, forms and text, and passes other bodies on unread"
        yield _problem(spec, media_type.pointer, reason, "remove the schema, or describe a string")


def _is_opaque(spec: Spec, media_type: MediaType) -> bool:
    if media_type.schema_pointer is None:
        return True
    schemas = [schema for _, schema in reachable(spec, [media_type.schema_pointer])]
    return all(isinstance(s, dict) and not (s.keys() & ASSERTIONS) - {"type", "format", "$ref"} for s in schemas) and (
        "string" in shape(spec, media_type.schema_pointer).types
    )


def _schemas(spec: Spec) -> Iterator[Problem]:
    roots = [root for operation in spec.operations.values() for root in _roots(operation)]
    for pointer, schema in reachable(spec, roots):
        if isinstance(schema, dict):
            yield from _schema(spec, pointer, schema)


def _roots(operation: Operation) -> Iterator[str]:
    contents = [operation.body.content] if operation.body else []
    contents += [response.content for response in operation.responses.values()]
    for media_type in (media_type for content in contents for media_type in content.values()):
        if media_type.schema_pointer is not None:
            yield media_type.schema_pointer
    headers = (header for response in operation.responses.values() for header in response.headers)
    for parameter in (*operation.parameters, *headers):
        if _has_schema(parameter):
            yield parameter.schema_pointer


def _has_schema(parameter: Parameter) -> bool:
    carriers = [parameter.definition, *parameter.definition.get("content", {}).values()]
    return any("schema" in carrier for carrier in carriers)


def _schema(spec: Spec, pointer: str, schema: Mapping[str, Any]) -> Iterator[Problem]:
    for keyword in schema:
        if keyword not in ASSERTIONS | ANNOTATIONS and not keyword.startswith("x-"):
            yield _problem(spec, json_pointer.join(pointer, keyword), f"the keyword {keyword!r}", _fix(keyword))


def _fix(keyword: str) -> str:
    return 'write type: [..., "null"]' if keyword == "nullable" else "remove it, or write x- before its name"
