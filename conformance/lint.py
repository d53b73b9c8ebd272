"""Whether a document is OpenAPI 3.1 that this project can work with; all problems at once, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
from openapi_spec_validator import OpenAPIV31SpecValidator

from conformance import documents, pointers
from conformance.errors import InputError, Problem
from conformance.spec import Spec

SCHEMAS = Path(__file__).parent / "schemas"
_LITERALS = frozenset({"example", "default", "const", "enum", "value"})  # hold data, not definitions
_MAPS = frozenset(  # whose keys are names somebody chose, not keywords
    "properties patternProperties $defs dependentSchemas paths webhooks callbacks content headers responses examples "
    "schemas parameters requestBodies securitySchemes links pathItems variables encoding".split()
)
_META = jsonschema_rs.Draft202012Validator(
    {"$ref": "https://json-schema.org/draft/2020-12/schema"}, validate_formats=True
)
_TEMPLATE = re.compile(r"{([^{}]+)}")
_LONG = 210


def check(document: Any, file: Path) -> None:
    """Raise InputError with the problems of `document`, read from `file`; return if there is none.

    Later checks rely on what earlier ones found sound: the problems are all those of the first group that has any.
    """
    _check_version(document, file)
    for checks in _CHECKS:
        problems = [problem for check in checks for problem in check(document, file)]
        if problems:
            raise InputError(documents.located(file, problems))


def definitions(document: Any, pointer: str = "", in_map: bool = False) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object of the document whose keys are keywords, with its pointer.

    Left out are maps, whose keys are names somebody chose, and what lies in examples, other data and extensions.
    """
    if isinstance(document, dict) and not in_map:
        yield pointer, document
    for key, child in pointers.children(document):
        if in_map or not _is_data(key, child):
            yield from definitions(child, pointers.join(pointer, key), not in_map and key in _MAPS)


def _is_data(key: str | int, child: Any) -> bool:
    return key in _LITERALS or str(key).startswith("x-") or (key == "examples" and isinstance(child, list))


def schema_problems(name: str, data: Any, file: Path, pointer: str = "") -> list[Problem]:
    """Where `data` breaks our own JSON Schema `name` (a file of `conformance/schemas`)."""
    return [_schema_problem(error, file, pointer) for error in _validator(name).iter_errors(data)]


def _schema_problem(error: jsonschema_rs.ValidationError, file: Path, pointer: str) -> Problem:
    place = pointer + pointers.from_path(error.instance_path)
    return Problem(str(file), place, _short(error.message), "see specs/README.md for what may stand here")


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(documents.load(SCHEMAS / f"{name}.yaml"))


@cache
def _extension_validators() -> Mapping[str, jsonschema_rs.Draft202012Validator]:
    keywords = documents.load(SCHEMAS / "extensions.yaml")["$defs"]
    return {name: jsonschema_rs.Draft202012Validator(schema) for name, schema in keywords.items()}


def _check_version(document: Any, file: Path) -> None:
    version = document.get("openapi") if isinstance(document, dict) else None
    if isinstance(document, dict) and "swagger" in document:
        raise InputError.of(file, "a Swagger 2.0 document", "convert it to OpenAPI 3.1", "/swagger")
    if version is None:
        raise InputError.of(file, "not an OpenAPI document: no `openapi` field", "begin with `openapi: 3.1.0`")
    if not str(version).startswith("3.1."):
        raise InputError.of(
            file, f"OpenAPI {version} is not supported", "write `openapi: 3.1.0`, and what it asks", "/openapi"
        )


def _duplicate_ids(document: Mapping[str, Any], file: Path) -> Iterator[Problem]:
    places = [(p, v["operationId"]) for p, v in _operations(document) if isinstance(v.get("operationId"), str)]
    counts = Counter(operation_id for _, operation_id in places)
    for pointer, operation_id in places:
        if counts[operation_id] > 1:
            reason = f"operationId {operation_id!r} stands {counts[operation_id]} times"
            yield Problem(str(file), f"{pointer}/operationId", reason, "give each operation an id of its own")


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if isinstance(operation, dict):
                yield pointers.join("/paths", path, method), operation


def _dangling(document: Any, file: Path) -> Iterator[Problem]:
    for pointer, value in definitions(document):
        ref = value.get("$ref")
        if isinstance(ref, str):
            yield from _ref_problem(document, ref, Problem(str(file), f"{pointer}/$ref", "", ""))


def _ref_problem(document: Any, ref: str, at: Problem) -> Iterator[Problem]:
    if not ref.startswith("#"):
        yield Problem(at.file, at.pointer, f"$ref leaves the document: {ref}", "copy its target into this document")
        return
    try:
        pointers.follow(document, unquote(ref[1:]))
    except LookupError:
        yield Problem(at.file, at.pointer, f"$ref to {ref}, which does not exist", "define it, or name what exists")


def _circular(document: Any, file: Path) -> Iterator[Problem]:
    spec = Spec(document, file)
    for pointer, value in definitions(document):
        try:
            spec.resolve(pointer if isinstance(value.get("$ref"), str) else "")
        except InputError as error:
            yield from error.problems


def _not_openapi(document: Any, file: Path) -> Iterator[Problem]:
    for error in OpenAPIV31SpecValidator(document).schema_validator.iter_errors(document):
        yield _openapi_problem(error, file)


def _not_json_schema(document: Any, file: Path) -> Iterator[Problem]:
    for pointer, schema in _schemas(document):
        for error in _META.iter_errors(schema):
            place = pointer + pointers.from_path(error.instance_path)
            yield Problem(str(file), place, _short(error.message), "write it as JSON Schema 2020-12 asks")


def _schemas(document: Any) -> Iterator[tuple[str, Any]]:
    for pointer, value in definitions(document):
        if pointer == "/components":
            named = value.get("schemas", {})
            yield from ((pointers.join("/components/schemas", name), schema) for name, schema in named.items())
        elif "schema" in value:
            yield pointers.join(pointer, "schema"), value["schema"]


def _wrong_defaults(document: Any, file: Path) -> Iterator[Problem]:
    spec = Spec(document, file)
    for pointer, value in definitions(document):
        for error in spec.validator(pointer).iter_errors(value["default"]) if "default" in value else ():
            reason = f"the default does not match its schema: {_short(error.message)}"
            yield Problem(str(file), f"{pointer}/default", reason, "correct the default or the schema")


def _wrong_path_parameters(document: Any, file: Path) -> Iterator[Problem]:
    for operation in Spec(document, file).operations.values():
        declared = {parameter.name for parameter in operation.parameters if parameter.location == "path"}
        for name in sorted(declared ^ set(_TEMPLATE.findall(operation.path))):
            reason = f"path parameter {name!r} stands either in the path or among the parameters, not in both"
            yield Problem(str(file), operation.pointer, reason, "declare it, and name it in the path")


def _inconsistent(document: Any, file: Path) -> Iterator[Problem]:
    """What else OpenAPI asks for that no schema says; such an error names no place of its own."""
    for error in OpenAPIV31SpecValidator(document).iter_errors():
        yield _openapi_problem(error, file)


def _openapi_problem(error: Any, file: Path) -> Problem:
    pointer = pointers.from_path(error.absolute_path)
    return Problem(str(file), pointer, _short(error.message), "write it as OpenAPI 3.1 asks")


def _short(message: str) -> str:
    """The first line of `message`, the middle left out if it is long: messages quote what they are about."""
    line = message.partition("\n")[0]
    return line if len(line) <= _LONG else f"{line[:60]} … {line[-140:]}"


def _extensions(document: Any, file: Path) -> Iterator[Problem]:
    for pointer, value in definitions(document):
        for keyword in _extension_validators().keys() & value:
            for error in _extension_validators()[keyword].iter_errors(value[keyword]):
                yield _schema_problem(error, file, pointers.join(pointer, keyword))


_CHECKS = (
    (_duplicate_ids, _dangling),
    (_circular, _not_openapi, _extensions),
    (_not_json_schema,),
    (_wrong_defaults, _wrong_path_parameters),
    (_inconsistent,),
)
