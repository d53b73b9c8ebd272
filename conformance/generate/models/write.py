"""Models next to the client: pydantic's for validation, msgspec's for fast decoding, from the same schemas.

Tested in `tests/generate/render/test_package.py`.
"""

from __future__ import annotations

import ast
import contextlib
import io
import keyword
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from datamodel_code_generator import DatetimeClassType, InputFileType, LiteralType, PythonVersion
from datamodel_code_generator import generate as generate_models
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import Formatter

from conformance.generate import processes
from conformance.generate.models.definitions import for_msgspec, for_pydantic
from conformance.generate.opc.rewriting import Definition, Trace, within, without
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Spec

_COMMON: Mapping[str, Any] = {
    "input_file_type": InputFileType.OpenAPI,
    "target_python_version": PythonVersion.PY_311,
    "disable_timestamp": True,
    "formatters": [Formatter.BUILTIN],
    # Open enums: a Literal beside `str` accepts any value in both libraries, an Enum beside `str` does not.
    "enum_field_as_literal": LiteralType.All,
    "use_standard_collections": True,
    "use_union_operator": True,
    "use_schema_description": True,
}


@dataclass(frozen=True)
class _Flavour:
    """One of the model modules: what it is, what it is made from, and how."""

    module: str
    what: str
    prepare: Callable[[Spec, Trace], dict[str, Any]]
    options: Mapping[str, Any]


_FLAVOURS = {
    "pydantic": _Flavour(
        "pydantic_models",
        "pydantic models",
        for_pydantic,
        {"output_model_type": DataModelType.PydanticV2BaseModel, "use_annotated": True, "field_constraints": True},
    ),
    "msgspec": _Flavour(
        "structs",
        "msgspec structs",
        for_msgspec,
        {"output_model_type": DataModelType.MsgspecStruct, "output_datetime_class": DatetimeClassType.Datetime},
    ),
}
# Warnings of constraints that a library does not know. The models accept more, and lose nothing.
_LOOSE = re.compile(r"generated without (this|these) constraint|format of .* not understood")
_FORMAT = re.compile(r"format of ('.*') not understood")
_SCHEMAS = "/components/schemas"
_ROUNDS = 8
_PLACE = re.compile(r"\b([A-Z]\w*)(?:\.(\w+))?")


def write_models(api_id: str, spec: Spec, folder: Path, trace: Trace, libraries: Sequence[str]) -> None:
    """Write the package `<api_id>_models` into `folder`, with one module for each of the `libraries`.

    Raises InputError if the generator warns, prints, or gives up.
    """
    package = folder / f"{api_id}_models"
    package.mkdir()
    title = " ".join(str(spec.document["info"]["title"]).split()).replace("\\", "\\\\").replace('"', "'")
    modules = {"pydantic": "validation (`pydantic_models`)", "msgspec": "bulk decoding (`structs`)"}
    about = f'"""{title}: models for {" and ".join(modules[name] for name in libraries)}; each is optional."""\n'
    (package / "__init__.py").write_text(about, encoding="utf-8")
    (package / "py.typed").touch()
    for flavour in (_FLAVOURS[name] for name in libraries):
        header = f'"""{title}: {flavour.what}, generated from its OpenAPI document."""'
        options = {**_COMMON, **flavour.options, "custom_file_header": header}
        document = flavour.prepare(spec, trace)
        aliases = {**_hiding_names(document), **_normal_names(document)}
        text = _generate_module(spec, document, {**options, "aliases": aliases}, trace)
        (package / f"{flavour.module}.py").write_text(text, encoding="utf-8")
        processes.give_back_memory()


def _generate_module(spec: Spec, document: Definition, options: Mapping[str, Any], trace: Trace) -> str:
    """Generate the module's text; a field that would hide a class from later fields gets another name in Python."""
    text = _complete(spec, document, options, trace)
    hiding = _hiding(text)
    if not hiding:
        return text
    result, complaints = _attempt(document, {**options, "aliases": {**options["aliases"], **hiding}}, trace)
    return result if isinstance(result, str) and not complaints else text


def _normal_names(document: Definition) -> dict[str, str]:
    """Return new names for properties that Python would read in another form (NFKC)."""
    schemas = document["components"]["schemas"].values()
    taken = {name for schema in schemas for each in within(schema) for name in each.get("properties", {})}
    found = {}
    for name in sorted(taken):
        new = normalize("NFKC", name)
        if new != name and name.isidentifier():
            while new in taken or keyword.iskeyword(new):
                new += "_1"
            taken.add(new)
            found[name] = new
    return found


def _hiding_names(document: Definition) -> dict[str, str]:
    """Return new names for properties that will have the name of a class.

    To find them in the text only would cost another run of the generator.
    """
    schemas = document["components"]["schemas"]
    properties = [each for schema in schemas.values() for part in within(schema) for each in _properties(part)]
    classes = {*schemas, *(name for name, schema in properties if schema.get("properties"))}
    names = {name for name, _ in properties}
    return {
        name: f"{name}_1"
        for name in sorted(names & classes)
        if name.isidentifier() and name[0].isupper() and f"{name}_1" not in names
    }


def _properties(schema: Definition) -> list[tuple[str, Definition]]:
    return [(name, each) for name, each in schema.get("properties", {}).items() if isinstance(each, dict)]


def _hiding(text: str) -> dict[str, str]:
    """Return the fields with the name of a class of the module, with the names that pydantic gives them."""
    body = ast.parse(text).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    known = {node.name for node in classes} | {str(name) for name in map(_get_annotated_name, body) if name}
    fields = {str(name) for node in classes for name in map(_get_annotated_name, node.body) if name}
    return {name: f"{name}_1" for name in sorted(fields & known) if f"{name}_1" not in fields}


def _get_annotated_name(node: ast.stmt) -> str | None:
    return node.target.id if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else None


def _complete(spec: Spec, document: Definition, options: Mapping[str, Any], trace: Trace) -> str:
    """Generate the module's text. Schemas that the generator complains about accept any value in the next attempt."""
    if not document.get("components", {}).get("schemas"):
        return f"{options['custom_file_header']}\n"
    for _ in range(_ROUNDS):
        result, complaints = _attempt(document, options, trace)
        if not complaints and isinstance(result, str):
            return result
        if not _loosen(document, complaints, trace):
            break
    raise InputError(_problem(spec, document, reason) for reason in complaints or ["more than one module"])


def _attempt(document: Definition, options: Mapping[str, Any], trace: Trace) -> tuple[Any, list[str]]:
    """Generate the module's text. Returns it with the complaints, except those on constraints that a library lacks."""
    result, noise = _quietly(lambda: generate_models(deepcopy(document), **options))
    for message in filter(_LOOSE.search, noise):
        trace.add("models_without_constraint", _pointer(document, message) + _format(message))
    return result, [message for message in noise if not _LOOSE.search(message)]


def _loosen(document: Definition, complaints: Sequence[str], trace: Trace) -> bool:
    """Let what the complaints name be any value; returns whether anything changed."""
    found = {place for complaint in complaints for place in _places(document, complaint)} - {_SCHEMAS}
    changed = False
    for pointer in found:
        try:
            schema = json_pointer.follow(document, pointer)
        except LookupError:  # removed with its parent
            continue
        if isinstance(schema, dict) and without(schema, "title", "description"):
            kept = {key: schema[key] for key in ("title", "description") if key in schema}
            schema.clear()
            schema.update(kept)
            trace.add("models_any_value", pointer)
            changed = True
    return changed


def _quietly(call: Callable[[], Any]) -> tuple[Any, list[str]]:
    printed = io.StringIO()
    result = None
    with (
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stderr(printed),
        contextlib.redirect_stdout(printed),
    ):
        warnings.simplefilter("always")
        try:
            result = call()
        except Exception as error:  # whatever it is: the document is what the user can fix
            printed.write(f"{type(error).__name__}: {' '.join(str(error).split())}")
    messages = [str(warning.message) for warning in caught] + printed.getvalue().splitlines()
    return result, [message for message in messages if message.strip()]


def _problem(spec: Spec, document: Definition, reason: str) -> Problem:
    fix = "write it so that the generators accept all of it (see docs/reference/keyword-support.md)"
    pointer = _pointer(document, reason)
    return Problem(str(spec.file), pointer, f"no models from this: {' '.join(reason.split())}", fix)


def _format(message: str) -> str:
    """Return the format that is not understood, since the message does not name a place."""
    found = _FORMAT.search(message)
    return f" (format {found[1]})" if found else ""


def _places(document: Definition, message: str) -> list[str]:
    """Return the places to loosen for `message`: those that it names, or the properties of a class that it names."""
    pointer = _pointer(document, message)
    if pointer != _SCHEMAS:
        return [pointer]
    words = {word.rstrip("0123456789").lower() for word, _ in _PLACE.findall(message)}
    return [
        place
        for place, value in json_pointer.walk(document["components"]["schemas"], _SCHEMAS)
        if isinstance(value, dict) and "/properties/" in place and _singular(place) in words
    ]


def _singular(place: str) -> str:
    return place.rpartition("/")[2].replace("_", "").lower().removesuffix("s")


def _pointer(document: Definition, message: str) -> str:
    """Return the place of the first schema or `Schema.property` in `message`, else where the schemas begin."""
    schemas = document["components"]["schemas"]
    known = {name.replace("_", "").replace("-", "").lower(): name for name in reversed(schemas)}
    for word, member in _PLACE.findall(message):
        schema = known.get(word.lower(), known.get(word.rstrip("0123456789").lower()))
        if schema:
            pointer = json_pointer.join(_SCHEMAS, schema)
            is_found = member in schemas[schema].get("properties", {})
            return json_pointer.join(pointer, "properties", member) if is_found else pointer
    return _SCHEMAS
