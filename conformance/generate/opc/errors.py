"""Problems of the document, made from complaints of the client generator.

Tested in `tests/generate/ir/test_unsupported.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openapi_python_client import schema as oai
from openapi_python_client.parser.errors import GeneratorError
from pydantic import ValidationError

from conformance.generate.opc.document import Normalised
from conformance.generate.opc.rewriting import PLACE
from conformance.openapi import json_pointer
from conformance.openapi.errors import Problem
from conformance.openapi.spec import Spec

_OPERATION = re.compile(r"parsing (?P<method>[A-Z]+) (?P<path>.+?) within ")
_COMPONENT = re.compile(r"(?:Unable to parse (?:schema|parameter)|Unable to process schema) (?P<name>\S+?):?$")
_NOISE = re.compile(
    r"Failure to process schema has resulted in the removal of:.*|, response will be omitted from generated client"
    r"|Unable to parse this part of your OpenAPI document: : |Problem creating a Property: : ?",
    re.DOTALL,
)
_OBJECT = re.compile(r"<[\w.]+ object at 0x[0-9a-f]+>")
_FIXES = (
    ("items or prefixItems", "add `items`: what the array holds"),
    ("duplicate models", "give one of the schemas another title, or make both one component"),
    ("conflicting enums", "give one of the enums another title, or make both one component"),
    ("Unsupported content", "describe the body as application/json, text or a form"),
    ("not allowed in", "give the parameter a plain type: string, integer, number or boolean"),
    ("Path parameter must be required", "write `required: true`"),
    ("do not match with path", "name the same parameters in the path and in `parameters`"),
    ("default", "make the default a value that the schema accepts, or leave it out"),
    ("Could not find reference", "define the schema under components/schemas, or fix what its own error says"),
)


def problem(spec: Spec, error: GeneratorError, normalised: Normalised) -> Problem:
    """Turn a complaint of the generator into a problem of the document, at the innermost place that is known."""
    extra = getattr(getattr(error, "data", None), "model_extra", None) or {}
    reason = _reason(error)
    pointer = str(extra.get(PLACE) or _find_pointer(error.header, normalised))
    return Problem(str(spec.file), pointer, f"no client from this: {reason}", _fix(reason))


def invalid(spec: Spec, error: GeneratorError, normalised: Normalised) -> Iterator[Problem]:
    """Yield the problems of a document that the generator cannot even read."""
    try:
        oai.OpenAPI.model_validate(normalised.document)
    except ValidationError as invalid:
        for detail in invalid.errors():
            pointer = _innermost(normalised.document, detail["loc"])
            yield Problem(str(spec.file), pointer, f"no client from this: {detail['msg']}", _fix(""))
    else:
        yield problem(spec, error, normalised)


def _reason(error: GeneratorError) -> str:
    """Return the generator's message without places, which the pointer shows, and without announcements."""
    detail = _NOISE.sub("", _OBJECT.sub("here", error.detail or "")).strip()
    return " ".join((detail or error.header).split())


def _fix(reason: str) -> str:
    known = (fix for words, fix in _FIXES if words in reason)
    return next(known, "write it so that the generators accept all of it (see docs/reference/keyword-support.md)")


def _find_pointer(header: str, normalised: Normalised) -> str:
    """Return the pointer of the operation or component that `header` names."""
    operation = _OPERATION.search(header)
    if operation:
        return next(call.operation.pointer for call in normalised.calls if call.path == operation["path"])
    component = _COMPONENT.search(header.strip())
    name = component["name"].rpartition("/")[2] if component else ""
    return str(normalised.document["components"]["schemas"].get(name, {}).get(PLACE, ""))


def _innermost(document: Any, path: Any) -> str:
    """Return the pointer of the innermost schema along `path`; steps may name members of a union, not keys."""
    place, value = "", document
    for step in path:
        children = dict(json_pointer.children(value))
        if step in children:
            value = children[step]
            place = str(value.get(PLACE, place)) if isinstance(value, dict) else place
    return place
