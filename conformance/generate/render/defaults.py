"""Values that a client accepts once for all its calls, as its template sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openapi_python_client.parser.properties import LiteralEnumProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.union import UnionProperty

from conformance.generate.ir import expressions
from conformance.generate.ir.auth import Keyword
from conformance.generate.ir.methods import Method, type_of
from conformance.generate.ir.operations import Argument
from conformance.generate.opc.types import MapProperty
from conformance.generate.render.docstrings import sentence
from conformance.openapi.spec import Parameter

_NO_TEXT = (BooleanProperty, FloatProperty, IntProperty, ListProperty, MapProperty, NoneProperty)


@dataclass(frozen=True)
class Default:
    """A keyword of the client for a parameter that every operation has.

    `env` is the environment variable that can hold it, if one can; `is_text` says that it holds text, and no JSON.
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
    prop = argument.prop
    env = None if expressions.is_written(prop) else keyword.env  # a value that JSON has not is no text either
    return Default(keyword.name, type_of(prop), env, _is_text(prop), argument.parameter, sentence(keyword.description))


def _is_text(prop: Any) -> bool:
    """Return whether a value of the type can be text."""
    if isinstance(prop, UnionProperty):
        return any(map(_is_text, prop.inner_properties))
    if isinstance(prop, LiteralEnumProperty):
        return any(isinstance(value, str) for value in prop.values)
    return not isinstance(prop, _NO_TEXT)
