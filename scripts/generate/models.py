"""Models beside the client: pydantic's for those who validate, msgspec's for bulk decoding; from the same schemas."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datamodel_code_generator import DatetimeClassType, InputFileType, LiteralType, PythonVersion
from datamodel_code_generator import generate as generate_models
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import Formatter

from conformance import pointers
from conformance.errors import InputError, Problem
from conformance.spec import Spec
from scripts.generate import normalise

_COMMON: Mapping[str, Any] = {
    "input_file_type": InputFileType.OpenAPI,
    "target_python_version": PythonVersion.PY_311,
    "disable_timestamp": True,
    "formatters": [Formatter.BUILTIN],
    # Open enums: a Literal beside `str` takes any value in both libraries, an Enum beside `str` does not.
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
    normalise: Callable[[Mapping[str, Any]], dict[str, Any]]
    options: Mapping[str, Any]


_FLAVOURS = (
    _Flavour(
        "pydantic_models",
        "pydantic models",
        normalise.for_pydantic,
        {"output_model_type": DataModelType.PydanticV2BaseModel, "use_annotated": True, "field_constraints": True},
    ),
    _Flavour(
        "structs",
        "msgspec structs",
        normalise.for_msgspec,
        {"output_model_type": DataModelType.MsgspecStruct, "output_datetime_class": DatetimeClassType.Datetime},
    ),
)
_PLACE = re.compile(r"\b([A-Z]\w*)(?:\.(\w+))?")


def write(api_id: str, spec: Spec, folder: Path) -> None:
    """Write the package `<api_id>_models` into `folder`.

    Raises InputError if the generator warns, prints, or gives up.
    """
    package = folder / f"{api_id}_models"
    package.mkdir()
    title = " ".join(str(spec.document["info"]["title"]).split()).replace("\\", "\\\\").replace('"', "'")
    about = (
        f'"""{title}: models for validation (`pydantic_models`) and bulk decoding (`structs`); each is optional."""\n'
    )
    (package / "__init__.py").write_text(about, encoding="utf-8")
    (package / "py.typed").touch()
    for flavour in _FLAVOURS:
        header = f'"""{title}: {flavour.what}, generated from its OpenAPI document."""'
        options = {**_COMMON, **flavour.options, "custom_file_header": header}
        text = _generated(spec, flavour.normalise(spec.document), options)
        (package / f"{flavour.module}.py").write_text(text, encoding="utf-8")


def _generated(spec: Spec, document: dict[str, Any], options: Mapping[str, Any]) -> str:
    if not document.get("components", {}).get("schemas"):
        return f"{options['custom_file_header']}\n"
    result, noise = _quietly(spec, lambda: generate_models(document, **options))
    if noise:
        raise InputError(_problem(spec, reason) for reason in noise)
    if not isinstance(result, str):
        reason = "a schema's name has a dot, which would make it a module of its own"
        raise spec.error("/components/schemas", reason, "name the schemas without dots")
    return result


def _quietly(spec: Spec, call: Callable[[], Any]) -> tuple[Any, list[str]]:
    printed = io.StringIO()
    with (
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stderr(printed),
        contextlib.redirect_stdout(printed),
    ):
        warnings.simplefilter("always")
        try:
            result = call()
        except Exception as error:  # whatever it is: the document is what the user can mend
            raise InputError([_problem(spec, f"{type(error).__name__}: {error}")]) from error
    messages = [str(warning.message) for warning in caught] + printed.getvalue().splitlines()
    return result, [message for message in messages if message.strip()]


def _problem(spec: Spec, reason: str) -> Problem:
    mend = "write it so that the generators take all of it (see specs/README.md)"
    return Problem(str(spec.file), _pointer(spec, reason), f"no models from this: {' '.join(reason.split())}", mend)


def _pointer(spec: Spec, message: str) -> str:
    """Where the first schema or `Schema.property` that `message` names stands; else where the schemas begin."""
    schemas = spec.document["components"]["schemas"]
    for schema, member in _PLACE.findall(message):
        if schema in schemas:
            pointer = pointers.join("/components/schemas", schema)
            found = member in schemas[schema].get("properties", {})
            return pointers.join(pointer, "properties", member) if found else pointer
    return "/components/schemas"
