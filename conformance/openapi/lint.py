"""Check of a document against OpenAPI and the limits of this project: all problems at once, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from conformance.openapi import invalid_defaults, json_pointer, lenient, metaschema, objects, source, suggestions
from conformance.openapi.errors import Problem
from conformance.openapi.references import References

SCHEMAS = Path(__file__).parents[1] / "schemas"
_LITERALS = frozenset({"example", "default", "const", "enum", "value"})  # hold data, not definitions
_MAPS = frozenset(  # whose keys are names and not keywords
    "properties patternProperties $defs dependentSchemas paths webhooks callbacks content headers responses examples "
    "schemas parameters requestBodies securitySchemes links pathItems variables encoding".split()
)
Document = Mapping[str, Any]
Places = Sequence[objects.Place]
_VERSION = re.compile(r"3\.[01]\.\S+")
_WHOLE = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}


def problems(document: Any, file: Path) -> list[Problem]:
    """List what makes `document` invalid as OpenAPI 3.0 or 3.1, by its own version; without line numbers.

    A document of another kind or version has one problem. Otherwise each check ignores the parts that another check
    reports, so that all problems come at once.
    """
    version = _version_problem(document, file)
    if version:
        return [version]
    places = tuple(objects.walk(document))
    return list(dict.fromkeys(problem for check in _CHECKS for problem in check(document, file, places)))


def is_supported(document: Any) -> bool:
    """Return whether `document` says that it is OpenAPI 3.0 or 3.1."""
    return _version_problem(document, Path()) is None


def definitions(document: Any, pointer: str = "", in_map: bool = False) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object of the document whose keys are keywords, with its pointer, parents first.

    It omits maps, whose keys are names, and the content of examples, other data and extensions.
    """
    stack = [(pointer, document, in_map)]
    while stack:
        pointer, value, in_map = stack.pop()
        if isinstance(value, dict) and not in_map:
            yield pointer, value
        inner = [
            (json_pointer.join(pointer, key), child, not in_map and key in _MAPS)
            for key, child in json_pointer.children(value)
            if isinstance(child, dict | list) and (in_map or not _is_data(key, child))
        ]
        stack.extend(reversed(inner))


def _is_data(key: str | int, child: Any) -> bool:
    return key in _LITERALS or str(key).startswith("x-") or (key == "examples" and isinstance(child, list))


def schema_problems(name: str, data: Any, file: Path, pointer: str = "") -> list[Problem]:
    """List where `data` breaks our own JSON Schema `name` (a file of `conformance/schemas`)."""
    return [_schema_problem(error, file, pointer) for error in _validator(name).iter_errors(data)]


def _schema_problem(error: jsonschema_rs.ValidationError, file: Path, pointer: str) -> Problem:
    place = pointer + json_pointer.from_path(error.instance_path)
    return Problem(str(file), place, metaschema.short(error.message), "see docs/reference for what is allowed here")


def is_ours(document: Any) -> bool:
    """Return whether the document cites facts, and so is written for this project and its extensions."""
    return any("x-facts" in value for _, value in definitions(document))


def extension_problems(document: Any, file: Path) -> dict[tuple[str, str], list[Problem]]:
    """Find invalid extensions of this project; returns problems by the object's pointer and the keyword.

    In other documents, they may be another tool's keywords of the same name.
    """
    found: dict[tuple[str, str], list[Problem]] = {}
    for pointer, value in definitions(document):
        for keyword in _extension_validators().keys() & value:
            problems = keyword_problems(keyword, value[keyword], file, json_pointer.join(pointer, keyword))
            if problems:
                found[pointer, keyword] = problems
    return found


def keyword_problems(keyword: str, value: Any, file: Path, pointer: str) -> list[Problem]:
    """List where `value`, which is at `pointer`, breaks the schema of an extension of this project."""
    return [_schema_problem(error, file, pointer) for error in _extension_validators()[keyword].iter_errors(value)]


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(source.load(SCHEMAS / f"{name}.yaml"))


@cache
def _extension_validators() -> Mapping[str, jsonschema_rs.Draft202012Validator]:
    keywords = source.load(SCHEMAS / "extensions.yaml")["$defs"]
    return {name: jsonschema_rs.Draft202012Validator(schema) for name, schema in keywords.items()}


def _version_problem(document: Any, file: Path) -> Problem | None:
    version = document.get("openapi") if isinstance(document, dict) else None
    if isinstance(document, dict) and "swagger" in document:
        reason = f"Swagger {document['swagger']} is not supported"
        return Problem(str(file), "/swagger", reason, "write it as Swagger 2.0, or as OpenAPI 3")
    if version is None:
        return Problem(str(file), "", "not an OpenAPI document: no `openapi` field", "begin with `openapi: 3.1.0`")
    if str(version) in _WHOLE:
        reason = f"OpenAPI {version} is not a whole version"
        return Problem(str(file), "/openapi", reason, f"write `openapi: {_WHOLE[str(version)]}`")
    if not _VERSION.fullmatch(str(version)) or not isinstance(version, str):
        fix = "write `openapi: 3.1.0`, and what it asks"
        return Problem(str(file), "/openapi", f"OpenAPI {version} is not supported", fix)
    return None


def _not_openapi(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    version = metaschema.version_of(document)
    defects = metaschema.defects(document)
    where = {place.pointer: place.kind for place in places} if defects else {}
    for defect in defects:
        kind = where.get(json_pointer.from_path(defect.path), "")
        fix = suggestions.suggest_fix(defect, json_pointer.at(document, defect.path), version, kind)
        yield Problem(str(file), defect.pointer, metaschema.short(defect.message), fix)


def _references(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    yield from References(document, places).problems(str(file))


def _duplicate_ids(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    ids = [(p, v["operationId"]) for p, v in _operations(places) if isinstance(v.get("operationId"), str)]
    counts = Counter(operation_id for _, operation_id in ids)
    for pointer, operation_id in ids:
        if counts[operation_id] > 1:
            reason = f"operationId {operation_id!r} is given {counts[operation_id]} times"
            yield Problem(str(file), f"{pointer}/operationId", reason, "give each operation an id of its own")


def _operations(places: Places) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((place.pointer, place.value) for place in places if place.kind == "operation")


def _wrong_path_parameters(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method in objects.METHODS if isinstance(item, dict) else ():
            if isinstance(item.get(method), dict):
                declared = lenient.declared_in_path(document, item, item[method])
                pointer = json_pointer.join("/paths", path, method)
                yield from _path_parameters(path, declared, Problem(str(file), pointer, "", ""))


def _path_parameters(path: str, declared: set[str], at: Problem) -> Iterator[Problem]:
    named = set(lenient.TEMPLATE.findall(path))
    for name in sorted(named - declared):
        fix = f"add `{{name: {name}, in: path, required: true, schema: …}}` to `parameters`"
        yield Problem(at.file, at.pointer, f"path parameter {name!r} is not declared", fix)
    for name in sorted(declared - named):
        fix = f"remove it, or write {{{name}}} in the path"
        yield Problem(at.file, at.pointer, f"path parameter {name!r} is not in the path", fix)


def _repeated_parameters(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    for place in places:
        several = place.value.get("parameters") if place.kind in {"operation", "path-item"} else None
        resolved = [lenient.resolve(document, p) for p in several] if isinstance(several, list) else []
        keys = [(p.get("in"), p.get("name")) if isinstance(p, dict) else None for p in resolved]
        for index, key in enumerate(keys):
            if key and None not in key and key in keys[:index]:
                pointer = json_pointer.join(place.pointer, "parameters", index)
                yield Problem(str(file), pointer, f"{key[0]} parameter {key[1]!r} is declared twice", "remove one")


def _undefined_schemes(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    components = document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    defined = [*schemes] if isinstance(schemes, dict) else []
    for place in places:
        for name in [n for n in place.value if n not in defined] if place.kind == "security-requirement" else ():
            fix = f"define it in `components/securitySchemes`, or name what is there: {', '.join(defined) or 'nothing'}"
            yield Problem(str(file), place.pointer, f"security scheme {name!r} is not defined", fix)


def _unsatisfiable(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    yield from invalid_defaults.unsatisfiable(places, str(file))


def _extensions(document: Document, file: Path, places: Places) -> Iterator[Problem]:
    found = extension_problems(document, file)
    if found and is_ours(document):
        yield from (problem for problems in found.values() for problem in problems)


_CHECKS = (
    _not_openapi,
    _references,
    _duplicate_ids,
    _wrong_path_parameters,
    _repeated_parameters,
    _undefined_schemes,
    _unsatisfiable,
    _extensions,
)
