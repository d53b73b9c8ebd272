"""JSON Schema validation for `validate=True`, by jsonschema-rs, which the extra `validate` installs."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module
from typing import Any

from .decoding import DecodeError, pointer
from .errors import APIRequestValidationError
from .operation import Request
from .unset import UNSET

Document = Callable[[], Mapping[str, Any]]
NEEDED = "jsonschema-rs>=0.60,<1"
_BASE = "urn:openapi"
# Messages of these quote names of properties, which in a map are data.
_QUOTING = frozenset({"additionalProperties", "propertyNames", "unevaluatedProperties"})


def library() -> Any:
    """Return jsonschema-rs. Raises ImportError, which says what to install."""
    try:
        return import_module("jsonschema_rs")
    except ModuleNotFoundError:
        pass
    ways = f'the extra "validate" of this package installs it, as does: pip install "{NEEDED}"'
    raise ImportError(f"validate=True: jsonschema-rs is not installed\nfix: {ways}", name="jsonschema_rs")


def validate_request(request: Request[Any], document: Document) -> None:
    """Raise APIRequestValidationError if a parameter or the JSON body does not fit its schema in `document`."""
    library()  # nothing is sent without it
    for argument, value, schema in _parts(request):
        try:
            if value is UNSET:
                raise DecodeError("it is required, and not there")
            validate(value, schema, document)
        except DecodeError as error:
            found = APIRequestValidationError(request.operation.id, argument, error.reason, error.pointer)
            raise found from None


def validate(value: Any, schema: str, document: Document) -> None:
    """Raise DecodeError, with the deepest place, if JSON data does not fit the schema that a reference leads to."""
    try:
        found = list(_validator(schema, document).iter_errors(value))
    except (OverflowError, TypeError, ValueError) as error:  # a pattern that is not one, half a surrogate pair, …
        raise DecodeError(f"it can't be validated ({type(error).__name__})") from None
    if found:
        deepest = _deepest(found)
        reason = f"{deepest.kind.name} is violated" if deepest.kind.name in _QUOTING else deepest.message
        raise DecodeError(reason, pointer(*deepest.instance_path))


def _parts(request: Request[Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield what has a schema, as JSON data: the arguments that are sent or have to be, and the body."""
    for argument, value, schema, is_required in request.parameters():
        if is_required or value is not UNSET:
            yield argument, value, schema
    known = request.operation.bodies.get(request.content_type or "")
    if known is not None and isinstance(request.content, bytes):
        yield "body", json.loads(request.content), known


@cache
def _registry(document: Document) -> Any:
    return library().Registry([(_BASE, dict(document()))])


@cache
def _validator(schema: str, document: Document) -> Any:
    """Return a validator that asserts formats, and whose messages say `it` for the value, which may be a secret."""
    settings = {"registry": _registry(document), "mask": "it", "validate_formats": True}
    return library().Draft202012Validator({"$ref": _BASE + schema}, formats={"decimal": _is_decimal}, **settings)


def _deepest(errors: Iterable[Any]) -> Any:
    return max(map(_find_meant, errors), key=lambda error: len(error.instance_path))


def _find_meant(error: Any) -> Any:
    """Return the deepest error of the alternative that was meant, where none of them fits and one can be identified."""
    branches: list[list[Any]] = getattr(error.kind, "context", [])
    if not branches or not all(branches):  # one of them fits
        return error
    depth = len(error.instance_path)
    for names, below in (({"type"}, 0), ({"const", "enum"}, 1), (None, 0)):
        others = [branch for branch in branches if not any(_has(each, names, depth + below) for each in branch)]
        branches = others or branches
    return _deepest(branches[0]) if len(branches) == 1 else error


def _has(error: Any, names: set[str] | None, depth: int) -> bool:
    return len(error.instance_path) == depth and (names is None or error.kind.name in names)


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
