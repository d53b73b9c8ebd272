"""The account: each operation, parameter, body and response of the document has its counterpart in the client.

It compares the document with what the client generator is about to write, as data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import ModelProperty, Property
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.responses import JSON_SOURCE

from conformance import pointers
from conformance.errors import InputError, Problem
from conformance.spec import MediaType, Operation, Parameter, Spec
from conformance.spec import Response as DocumentedResponse

Key = tuple[str, str]
_SUPPORT = "leave it out, or write it so that the generators take it (see specs/README.md)"


def key(method: str, path: str) -> Key:
    """What identifies an operation: its method, and its path whatever the parameters in it are called."""
    return method.upper(), re.sub(r"{[^}]*}", "{}", path)


def match(spec: Spec, data: GeneratorData) -> Mapping[str, Endpoint]:
    """The endpoint of each operation, by operationId, in the document's order.

    Raises InputError naming everything that is in the document and not in `data`.
    """
    if not spec.operations:
        raise spec.error("/paths", "there are no operations", "describe at least one")
    parsed = {
        key(endpoint.method, endpoint.path.get_untrusted_value()): endpoint
        for collection in data.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    endpoints = {
        o.id: parsed[key(o.method, o.path)] for o in spec.operations.values() if key(o.method, o.path) in parsed
    }
    lost = [*_lost(spec, endpoints), *_clashes(spec, endpoints), *_model_clashes(spec, data)]
    if lost:
        raise InputError(Problem(str(spec.file), pointer, reason, mend) for pointer, reason, mend in lost)
    return endpoints


def module(endpoint: Endpoint) -> str:
    """The module of an operation, relative to the client package: `api.orders.update_order`."""
    return f"api.{endpoint.tags[0]}.{endpoint.name}"


def _lost(spec: Spec, endpoints: Mapping[str, Endpoint]) -> Iterator[tuple[str, str, str]]:
    for operation in spec.operations.values():
        if operation.id not in endpoints:
            yield operation.pointer, f"the client generator leaves out {operation.id!r}", _SUPPORT
            continue
        for check in (_parameters, _bodies, _responses, _servers):
            for pointer, reason in check(operation, endpoints[operation.id]):
                yield pointer, reason, _SUPPORT


def _parameters(operation: Operation, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    arguments = {
        (str(location), prop.name.get_untrusted_value()): prop for location, prop in endpoint.iter_all_parameters()
    }
    for parameter in operation.parameters:
        if (parameter.location, parameter.name) not in arguments:
            yield parameter.pointer, f"parameter {parameter.name!r} becomes no argument"
        elif not _writes(parameter, arguments[parameter.location, parameter.name]):
            style = f"style {parameter.style!r}, explode {str(parameter.explode).lower()}"
            yield parameter.pointer, f"the client can't write an array or object in {parameter.location} with {style}"


def _writes(parameter: Parameter, prop: Property) -> bool:
    """Whether the client can serialise the parameter: scalars, and in the query arrays and objects value by value."""
    if not _is_compound(prop):
        return parameter.style in {"simple", "form"}
    return parameter.location == "query" and (parameter.style, parameter.explode) == ("form", True)


def _is_compound(prop: object) -> bool:
    if isinstance(prop, UnionProperty):
        return any(_is_compound(inner) for inner in prop.inner_properties)
    return isinstance(prop, ListProperty | ModelProperty)


def _bodies(operation: Operation, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    taken = {body.content_type.get_untrusted_value() for body in endpoint.bodies}
    for name, media_type in operation.body.content.items() if operation.body else ():
        if name not in taken:
            yield media_type.pointer, f"a body of type {name} can't be sent"


def _responses(operation: Operation, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    parsed = {response.status_code.pattern: response for response in endpoint.responses}
    for status, response in operation.responses.items():
        if status not in parsed:
            yield response.pointer, f"the response of status {status} is not parsed"
        else:
            is_json = parsed[status].source == JSON_SOURCE
            yield from ((media.pointer, f"{media.name} is not parsed") for media in _unread(response, is_json))


def _unread(response: DocumentedResponse, is_json: bool) -> Iterable[MediaType]:
    described = [media for media in response.content.values() if media.is_json and media.schema_pointer]
    return described[1:] if is_json else described


def _servers(operation: Operation, _: Endpoint) -> Iterator[tuple[str, str]]:
    if "servers" in operation.definition:
        yield pointers.join(operation.pointer, "servers"), "servers of a single operation are not supported"


def _clashes(spec: Spec, endpoints: Mapping[str, Endpoint]) -> Iterator[tuple[str, str, str]]:
    return _shared(endpoints, lambda name: module(endpoints[name]), lambda name: spec.operations[name].pointer)


def _model_clashes(spec: Spec, data: GeneratorData) -> Iterator[tuple[str, str, str]]:
    files = {str(model.class_info.name): str(model.class_info.module_name) for model in [*data.models, *data.enums]}
    schemas = spec.document.get("components", {}).get("schemas", {})
    place = "/components/schemas"
    return _shared(files, files.__getitem__, lambda name: pointers.join(place, name) if name in schemas else place)


def _shared(
    names: Iterable[str], file: Callable[[str], str], pointer: Callable[[str], str]
) -> Iterator[tuple[str, str, str]]:
    """Those of `names` that would be written to a file that another of them is written to."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[file(name)].append(name)
    for path, sharing in groups.items():
        for name in sharing[1:]:
            yield (
                pointer(name),
                f"{name} and {sharing[0]} would both be {path}",
                "let their names differ in more than case",
            )
