"""Whether a document is OpenAPI 3.1 that this project can work with; all problems at once, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
from openapi_spec_validator import OpenAPIV31SpecValidator

from conformance import documents, pointers
from conformance.errors import InputError, Problem

SCHEMAS = Path(__file__).parent / "schemas"
_LITERALS = frozenset({"example", "default", "const", "enum", "value"})  # hold data, not definitions
_MAPS = frozenset(  # whose keys are names somebody chose, not keywords
    "properties patternProperties $defs dependentSchemas paths webhooks callbacks content headers responses examples "
    "schemas parameters requestBodies securitySchemes links pathItems variables encoding".split()
)


def check(document: Any, file: Path) -> None:
    """Raise InputError with every problem of `document`, read from `file`; return if there is none."""
    _check_version(document, file)
    problems = list(_duplicate_ids(document, file)) + list(_dangling(document, file))
    problems = problems or list(_invalid(document, file)) + list(_extensions(document, file))
    if problems:
        raise InputError(documents.located(file, problems))


def definitions(document: Any, pointer: str = "", in_map: bool = False) -> Iterator[tuple[str, Any]]:
    """Every value of the document with its pointer, but not what lies in examples and other literal data."""
    yield pointer, document
    for key, child in pointers.children(document):
        literal = key in _LITERALS or (key == "examples" and isinstance(child, list))
        if in_map or not literal:
            yield from definitions(child, pointers.join(pointer, key), not in_map and key in _MAPS)


def schema_problems(name: str, data: Any, file: Path, pointer: str = "") -> list[Problem]:
    """Where `data` breaks our own JSON Schema `name` (a file of `conformance/schemas`)."""
    return [_schema_problem(error, file, pointer) for error in _validator(name).iter_errors(data)]


def _schema_problem(error: jsonschema_rs.ValidationError, file: Path, pointer: str) -> Problem:
    place = pointer + pointers.from_path(error.instance_path)
    return Problem(str(file), place, error.message, "see specs/README.md for what may stand here")


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
        raise InputError.of(file, f"OpenAPI {version} is not supported", "convert it to OpenAPI 3.1", "/openapi")


def _duplicate_ids(document: Mapping[str, Any], file: Path) -> Iterator[Problem]:
    places = [(p, v["operationId"]) for p, v in _operations(document) if "operationId" in v]
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
        ref = value.get("$ref") if isinstance(value, dict) else None
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


def _invalid(document: Any, file: Path) -> Iterator[Problem]:
    for error in OpenAPIV31SpecValidator(document).iter_errors():
        deepest = max(_leaves(error), key=lambda e: len(e.absolute_path))
        pointer = pointers.from_path(deepest.absolute_path)
        yield Problem(str(file), pointer, deepest.message, "write it as OpenAPI 3.1 asks")


def _leaves(error: Any) -> Iterable[Any]:
    return [leaf for child in error.context for leaf in _leaves(child)] if error.context else [error]


def _extensions(document: Any, file: Path) -> Iterator[Problem]:
    for pointer, value in definitions(document):
        for keyword in _extension_validators().keys() & (value if isinstance(value, dict) else {}):
            for error in _extension_validators()[keyword].iter_errors(value[keyword]):
                yield _schema_problem(error, file, pointers.join(pointer, keyword))
