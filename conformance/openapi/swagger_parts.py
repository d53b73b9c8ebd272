"""Parameters, forms and responses of Swagger 2.0 as the request bodies, schemas and media types of OpenAPI 3.0.

Sources: Swagger 2.0, sections "Parameter Object", "Items Object", "Response Object" and "Header Object"; OpenAPI 3.0.3,
sections "Style Values" and "Request Body Object".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Definition = dict[str, Any]
BODIES = frozenset({"body", "formData"})
"""The locations that are a request body in OpenAPI 3."""
SECTIONS = {  # of Swagger 2.0, and where OpenAPI 3 has them
    "definitions": "schemas",
    "parameters": "parameters",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}
_JSON = "application/json"
_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_MULTIPART, _URLENCODED = _FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_TYPED = frozenset(  # what a parameter or a header has itself, and its schema in OpenAPI 3
    "type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems "
    "minItems uniqueItems enum multipleOf".split()
)
_STYLES: dict[str, Definition] = {  # of arrays in the query. OpenAPI 3 has no tabs: the lint refuses that name
    "multi": {"style": "form", "explode": True},
    "csv": {"style": "form", "explode": False},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "tsv": {"style": "tabDelimited"},
}


def convert_scheme(scheme: Any) -> Any:
    """Return a security scheme: `basic` is one of HTTP, and OAuth 2 has its flow by name."""
    kind = scheme.get("type") if isinstance(scheme, dict) else None
    if kind == "basic":
        return {**scheme, "type": "http", "scheme": "basic"}
    if kind != "oauth2" or "flow" not in scheme:
        return scheme
    own = {"authorizationUrl", "tokenUrl", "scopes"}
    flow = {"scopes": {}, **{key: each for key, each in scheme.items() if key in own}}
    rest = {key: each for key, each in scheme.items() if key not in {*own, "flow"}}
    return {**rest, "flows": {_FLOWS.get(str(scheme["flow"]), str(scheme["flow"])): flow}}


def convert_reference(definition: Definition) -> None:
    """Let a reference to a section of Swagger 2.0 lead to the components of OpenAPI 3."""
    ref = definition.get("$ref")
    for old, new in SECTIONS.items() if isinstance(ref, str) else ():
        if str(ref).startswith(f"#/{old}/"):
            definition["$ref"] = str(ref).replace(old, f"components/{new}", 1)
            return


def convert_parameter(parameter: Mapping[str, Any]) -> Definition:
    """Return a parameter of a path, a query or a header, with its type in a schema."""
    new = {key: value for key, value in parameter.items() if key not in _TYPED | {"collectionFormat", "x-example"}}
    if "type" in parameter:
        new["schema"] = _schema_of(parameter)
    if "x-example" in parameter:
        new["example"] = parameter["x-example"]
    if parameter.get("type") == "array" and parameter.get("in") == "query":
        new |= _STYLES.get(str(parameter.get("collectionFormat", "csv")), {})
    return new


def convert_body(parameter: Mapping[str, Any], consumes: Sequence[str]) -> Definition:
    """Return the request body that a parameter in the body is, in each media type that is no form."""
    new = {key: value for key, value in parameter.items() if key in {"description", "required"} or _is_extension(key)}
    schema = {"schema": parameter["schema"]} if "schema" in parameter else {}
    types = [name for name in consumes if name not in _FORMS] or [_JSON]
    return {**new, "content": {name: {**schema} for name in types}}


def convert_form(fields: Sequence[Mapping[str, Any]], consumes: Sequence[str]) -> Definition:
    """Return the request body that parameters in a form are; files need multipart."""
    has_file = any(field.get("type") == "file" for field in fields)
    types = [name for name in _FORMS if name in consumes] or [_URLENCODED]
    required = [str(field.get("name")) for field in fields if field.get("required") is True]
    schema: Definition = {"type": "object", "properties": {str(f.get("name")): _form_field(f) for f in fields}}
    schema |= {"required": required} if required else {}
    lists = {str(f.get("name")): _STYLES.get(str(f.get("collectionFormat", "csv")), {}) for f in _arrays(fields)}
    content = {name: {"schema": schema} for name in ([_MULTIPART] if has_file else types)}
    if lists and _URLENCODED in content:
        content[_URLENCODED] = {**content[_URLENCODED], "encoding": lists}
    return {"required": bool(required), "content": content}


def convert_response(response: Mapping[str, Any], produces: Sequence[str]) -> Definition:
    """Return a response whose schema and examples are in its media types."""
    new = {key: value for key, value in response.items() if key not in {"schema", "examples", "headers"}}
    headers = response.get("headers")
    if isinstance(headers, dict):
        new["headers"] = {name: _convert_header(header) for name, header in headers.items()}
    examples = response.get("examples")
    examples = examples if isinstance(examples, dict) else {}
    schema = {"schema": response["schema"]} if "schema" in response else {}
    shown = {name: {"example": value} for name, value in examples.items() if "/" in name}
    types = produces or [*shown] or [_JSON]
    if schema or shown:
        new["content"] = {name: {**schema, **shown.get(name, {})} for name in types}
    return new


def _convert_header(header: Any) -> Any:
    if not isinstance(header, dict) or "type" not in header:
        return header
    new = {key: value for key, value in header.items() if key not in _TYPED | {"collectionFormat"}}
    return {**new, "schema": _schema_of(header)}


def _schema_of(typed: Mapping[str, Any]) -> Definition:
    """Return the schema of what a parameter, a header or their items say of their values."""
    schema = {key: value for key, value in typed.items() if key in _TYPED}
    if isinstance(schema.get("items"), dict):
        items = schema["items"]
        schema["items"] = _schema_of(items) if "type" in items else items
    return schema


def _form_field(field: Mapping[str, Any]) -> Definition:
    said = {key: value for key, value in field.items() if key in {"description", "x-nullable"}}
    return {**said, **_schema_of(field)}


def _arrays(fields: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [field for field in fields if field.get("type") == "array"]


def _is_extension(key: str) -> bool:
    return key.startswith("x-")
