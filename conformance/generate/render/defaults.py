"""Values that a client accepts once for all its calls, as its template sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.generate.ir import expressions
from conformance.generate.ir.auth import Keyword
from conformance.generate.ir.methods import Method
from conformance.generate.ir.operations import Argument
from conformance.generate.render.docstrings import sentence
from conformance.generate.types import Enum, List, Map, Scalar, Type, Union
from conformance.openapi.spec import Parameter

_NO_TEXT = (Scalar.BOOLEAN, Scalar.FLOAT, Scalar.INTEGER, Scalar.NONE)


@dataclass(frozen=True)
class Default:
    """A keyword of the client for a parameter that every operation has.

    `env` is the environment variable that can hold it, if one can; `is_text` says that it holds text and not JSON.
    """

    name: str
    type: str
    env: str | None
    is_text: bool
    parameter: Parameter
    description: str


def defaults(methods: Iterable[Method]) -> list[Default]:
    """Return the keywords of the client for what these methods accept, in the order in which they declare it."""
    found: dict[str, Default] = {}
    for argument in (argument for method in methods for argument in method.plan.arguments):
        if argument.repeated:
            found.setdefault(argument.repeated.keyword.name, _default(argument, argument.repeated.keyword))
    return list(found.values())


def _default(argument: Argument, keyword: Keyword) -> Default:
    type_ = argument.prop.type
    env = None if expressions.is_written(type_) else keyword.env  # a value that JSON lacks is not text either
    return Default(
        keyword.name, type_.annotation, env, _is_text(type_), argument.parameter, sentence(keyword.description)
    )


def _is_text(type_: Type) -> bool:
    """Return whether a value of the type can be text."""
    if isinstance(type_, Union):
        return any(map(_is_text, type_.variants))
    if isinstance(type_, Enum):
        return any(isinstance(value, str) for value in type_.values)
    return not isinstance(type_, List | Map) and type_ not in _NO_TEXT
