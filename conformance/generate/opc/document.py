"""Operations for openapi-python-client. It supplies types only, under names that it can't confuse.

Every operation gets a path of its own, every parameter is in the query, and every body and response is JSON, text
or a file. `Call` keeps the real locations for the templates.

Tested in `tests/generate/test_toys.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openapi_python_client.strings import PythonIdentifier, snake_case

from conformance.generate.opc.all_of import lone_branch, lone_reference, merge_parts
from conformance.generate.opc.classes import Classes
from conformance.generate.opc.equivalent import EXACT, choose_binary, siblings_of_reference
from conformance.generate.opc.kinds import find_kinds, name_children, spread_bases
from conformance.generate.opc.properties import distinct_properties
from conformance.generate.opc.references import (
    FORMS,
    Components,
    body_schemas,
    break_circles,
    find_unused,
    in_paths,
    reachable,
    without_aliases,
)
from conformance.generate.opc.rewriting import (
    PLACE,
    Definition,
    Rewrite,
    Trace,
    distinct,
    mark_places,
    rewritten,
    rewritten_outside_in,
    types,
)
from conformance.generate.opc.shared_parts import spread_shared
from conformance.generate.opc.widening import WIDER, leave_out_conditions, loose_values, other_properties
from conformance.mock.capabilities import is_ignored
from conformance.openapi.spec import MediaType, Operation, Parameter, Response, Spec
from conformance.openapi.streams import is_stream, item_paths, item_schemas

_JSON, _TEXT, _FILE = "application/json", "text/plain", "application/octet-stream"
_TEXTS = ("text/", "application/xml", "application/graphql", "application/javascript", "application/x-ndjson")
_TEXT_ENDS = ("+xml", "yaml", "/csv", "+yaml")
_FORMS = {"application/x-www-form-urlencoded": "form", "multipart/form-data": "multipart"}


@dataclass(frozen=True)
class Call:
    """An operation: the names of its parts in the rewritten document, and the parts themselves."""

    operation: Operation
    name: str  # openapi-python-client makes the name of a function from it
    path: str  # the path in the rewritten document
    parameters: Mapping[str, Parameter]  # by the name in the rewritten document
    bodies: Mapping[
        str, tuple[MediaType, str]
    ]  # by the media type in the rewritten document; json, form, multipart, text, file
    responses: Mapping[str, str]  # by status: json, text, file, mixed, none


def kind_of(media: MediaType) -> str:
    """Return how a body of this media type is passed: json, form, multipart, text or file."""
    essence = media.name.partition(";")[0].strip().lower()
    if media.is_json or (essence == "*/*" and _is_structured(media)):
        return "json"
    if essence in _FORMS:
        return _FORMS[essence]
    return "text" if essence.startswith(_TEXTS) or essence.endswith(_TEXT_ENDS) else "file"


def _is_structured(media: MediaType) -> bool:
    schema = media.definition.get("schema", {})
    return isinstance(schema, dict) and (
        bool(schema.keys() & {"$ref", "properties", "allOf", "anyOf", "oneOf"})
        or bool(set(types(schema)) & {"object", "array"})
    )


class Normalised:
    """The document for openapi-python-client, and the calls that it describes."""

    def __init__(self, spec: Spec, trace: Trace, leave_out: frozenset[str] = frozenset()) -> None:
        self._spec = spec
        self._trace = trace
        self._components = Components(spec, trace)
        self._components.add_named()
        self.calls = _calls([o for o in spec.operations.values() if o.id not in leave_out])
        self.document = self._document()

    @property
    def schemas(self) -> Iterator[Definition]:
        """The present schemas of components, parameters, bodies and responses."""
        yield from self.document["components"]["schemas"].values()
        yield from in_paths(self.document["paths"])

    def _document(self) -> Definition:
        json_roots: list[Any] = []
        paths = {call.path: {call.operation.method.lower(): self._operation(call, json_roots)} for call in self.calls}
        for call in self.calls:
            items = [self._components.link(mark_places(*each)) for each in item_schemas(self._spec, call.operation)]
            json_roots += items
            paths |= item_paths(call.operation, call.name, call.path, items)
        schemas = self._components.schemas
        name_children(schemas, self._components.original_name)
        spread_shared(schemas, paths, self._trace)
        document = {"components": {"schemas": schemas}}
        as_json = reachable([*json_roots, *find_unused(paths, schemas)], schemas)
        as_form = reachable(body_schemas(paths, FORMS["multipart"]), schemas)
        new = {name: self._schema(each, document, name in as_json, name in as_form) for name, each in schemas.items()}
        self._rewrite_paths(paths, document)
        new = _with_kinds(without_aliases(new, in_paths(paths)), paths)
        self.property_names = distinct_properties([*new.values(), *in_paths(paths)], self._trace)
        classes = Classes(new, self._trace)
        _move_classes(paths, classes)
        find_kinds([*classes.schemas.values(), *in_paths(paths)], classes.schemas)
        new = break_circles(classes.schemas, self._trace)
        known = self._spec.document["info"]
        info = {key: known[key] for key in ("title", "description", "version") if key in known}
        return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": new}}

    def _schema(self, schema: Any, document: Mapping[str, Any], is_json: bool, is_form: bool = False) -> Any:
        first = [leave_out_conditions, other_properties, siblings_of_reference, merge_parts]
        merged = rewritten_outside_in(schema, first, document, self._trace)
        return rewritten(merged, _rewrites(is_json, is_form), document, self._trace)

    def _rewrite_paths(self, paths: Definition, document: Mapping[str, Any]) -> None:
        for item in paths.values():
            for operation in item.values():
                for parameter in operation.get("parameters", ()):
                    parameter["schema"] = self._schema(parameter["schema"], document, is_json=True)
                contents = [operation.get("requestBody", {}), *operation["responses"].values()]
                for media in (media for each in contents for media in each.get("content", {}).values()):
                    is_json = media.pop("x-json", False)
                    media["schema"] = self._schema(media["schema"], document, is_json)

    def _operation(self, call: Call, json_roots: list[Any]) -> Definition:
        source = call.operation.definition
        kept = {key: source[key] for key in ("summary", "description") if source.get(key)}
        parameters = [self._parameter(name, parameter) for name, parameter in call.parameters.items()]
        json_roots += [parameter["schema"] for parameter in parameters]
        found = {**kept, "operationId": call.name, "tags": [call.operation.tag], "parameters": parameters}
        found["responses"] = {
            status: self._response(response, json_roots)
            for status, response in call.operation.responses.items()
            if status in call.responses
        }
        if call.bodies and call.operation.body:
            content = {told: self._body(media, kind, json_roots) for told, (media, kind) in call.bodies.items()}
            found["requestBody"] = {"required": call.operation.body.required, "content": content}
        return found

    def _parameter(self, name: str, parameter: Parameter) -> Definition:
        schema = self._at(parameter.schema_pointer, parameter.definition)
        if "description" in parameter.definition and "$ref" not in schema:
            schema = {"description": parameter.definition["description"], **schema}
        is_required = (parameter.required and not is_ignored(parameter)) or parameter.location == "path"
        return {"name": name, "in": "query", "required": is_required, "schema": schema}

    def _at(self, pointer: str, holder: Mapping[str, Any]) -> Any:
        media = next(iter(holder.get("content", {}).values()), holder)
        return self._components.link(mark_places(media.get("schema", {}), pointer))

    def _body(self, media: MediaType, kind: str, json_roots: list[Any]) -> Definition:
        place = media.schema_pointer or media.pointer
        if kind in {"text", "file"}:
            return {
                "schema": {"type": "string", **({"format": "binary"} if kind == "file" else {}), PLACE: place},
                "x-kind": kind,
            }
        schema = self._components.link(mark_places(media.definition.get("schema", {}), place))
        if kind != "multipart":
            json_roots.append(schema)
        return {"schema": schema, "x-json": kind != "multipart", "x-kind": FORMS.get(kind, kind)}

    def _response(self, response: Response, json_roots: list[Any]) -> Definition:
        found: Definition = {"description": str(response.definition.get("description", ""))}
        medias = [media for media in response.content.values() if not is_stream(media)]
        if not medias:
            return found
        kinds = {kind_of(media) for media in medias}
        schemas = distinct(
            self._body(media, "json", json_roots)["schema"] for media in medias if kind_of(media) == "json"
        )
        schemas += [{"type": "string"}] if kinds & {"text", "form", "multipart"} else []
        schemas += [{"type": "string", "format": "binary"}] if "file" in kinds else []
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas, PLACE: response.pointer}
        told = _JSON if kinds != {"file"} else _FILE
        return {**found, "content": {told: {"schema": schema, "x-json": "file" not in kinds}}}


def _with_kinds(schemas: Definition, paths: Definition) -> Definition:
    """Return `schemas` with each base replaced by all its kinds. Schemas in `paths` are changed in place."""
    spread = spread_bases(schemas)
    new = {name: spread(schema) for name, schema in schemas.items()}
    for operation in (operation for item in paths.values() for operation in item.values()):
        for holder in [operation.get("requestBody", {}), *operation["responses"].values()]:
            for media in holder.get("content", {}).values():
                if media.get("x-kind") not in FORMS.values():  # the fields of a form are those of one class
                    media["schema"] = spread(media["schema"])
    return new


def _move_classes(paths: Definition, classes: Classes) -> None:
    """Move the operations' inline classes to components, named by operation and role."""
    for operation in (operation for item in paths.values() for operation in item.values()):
        parent = PythonIdentifier(operation["operationId"], "field_")
        for parameter in operation["parameters"]:
            parameter["schema"] = classes.inline(parameter["schema"], parent, parameter["name"])
        bodies = operation.get("requestBody", {}).get("content", {})
        for media in bodies.values():
            owner = f"{parent}_{media.pop('x-kind')}" if len(bodies) > 1 else parent
            media["schema"] = classes.inline(media["schema"], owner, "body")
        for status, response in operation["responses"].items():
            for media in response.get("content", {}).values():
                media["schema"] = classes.inline(media["schema"], parent, media.pop("x-role", f"response_{status}"))


def _rewrites(is_json: bool, is_form: bool) -> list[Rewrite]:
    first = [choose_binary(is_json, is_form), loose_values]
    return [*first, *EXACT, *WIDER, lone_branch, lone_reference]


def _calls(operations: list[Operation]) -> list[Call]:
    taken: set[tuple[str, str]] = set()
    found = []
    for number, operation in enumerate(operations):
        tag = PythonIdentifier(operation.tag, "tag")
        name = next(name for name in _names(operation) if (tag, PythonIdentifier(name, "field_")) not in taken)
        taken.add((tag, PythonIdentifier(name, "field_")))
        found.append(_call(operation, name, f"/{number}"))
    return found


def _names(operation: Operation) -> Iterator[str]:
    """Yield the operation's id, or its method and path if the id cannot be a name; with a number if that is in use."""
    place = re.sub(r"\W+", "_", operation.path)
    name = operation.id if snake_case(operation.id) else f"{operation.method.lower()}{place}"
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _call(operation: Operation, name: str, path: str) -> Call:
    bodies = list(operation.body.content.values()) if operation.body else []
    told = {(_JSON if number == 0 else f"application/x{number}+json"): media for number, media in enumerate(bodies)}
    return Call(
        operation,
        name,
        path,
        _parameters(operation),
        {key: (media, kind_of(media)) for key, media in told.items()},
        {status: _kind(response) for status, response in operation.responses.items() if not status.startswith("x-")},
    )


def _kind(response: Response) -> str:
    kinds = {kind_of(media) for media in response.content.values() if not is_stream(media)}
    kinds = {"text" if kind in {"form", "multipart"} else kind for kind in kinds}
    return "none" if not kinds else kinds.pop() if len(kinds) == 1 else "mixed"


def _parameters(operation: Operation) -> dict[str, Parameter]:
    """Return the parameters by names that remain different in Python."""
    found: dict[str, Parameter] = {}
    taken: set[str] = set()
    for parameter in operation.parameters:
        for name in _candidates(parameter):
            if PythonIdentifier(name, "field_") not in taken:
                taken.add(PythonIdentifier(name, "field_"))
                found[name] = parameter
                break
    return found


def _candidates(parameter: Parameter) -> Iterator[str]:
    yield parameter.name
    yield f"{parameter.name}_{parameter.location}"
    number = 2
    while True:
        yield f"{parameter.name}_{parameter.location}_{number}"
        number += 1
