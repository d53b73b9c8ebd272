"""A method: one operation as it is declared and called in Python.

Tested in `tests/generate/ir/test_resources.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.generate.ir import responses, unions
from conformance.generate.ir.dicts import dict_type
from conformance.generate.ir.operations import Plan
from conformance.generate.ir.pagination import Pages
from conformance.generate.ir.shared_parameters import Repeated
from conformance.openapi.spec import Operation

_QUOTED = re.compile(r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
_LIST = re.compile(r"(?<![\w.])list\[")


@dataclass(frozen=True)
class Method:
    """One operation as a method."""

    plan: Plan
    name: str
    constant: str
    result: responses.Result
    pagination: Pages | None
    iterator: str | None  # the method that goes through all pages
    dicts: Mapping[str, str]  # the names of the TypedDicts, by models
    hides_list: bool  # whether a method of the same class is called `list`

    @property
    def operation(self) -> Operation:
        """The operation of the document."""
        return self.plan.operation

    @property
    def type(self) -> str:
        """The type of a success, for annotations outside classes."""
        return self.result.type

    @property
    def positional(self) -> Sequence[Any]:
        """The path's parameters."""
        return list(self.plan.endpoint.path_parameters)

    @property
    def named(self) -> Sequence[Any]:
        """All other parameters but the body."""
        endpoint = self.plan.endpoint
        return [*endpoint.query_parameters, *endpoint.header_parameters, *endpoint.cookie_parameters]

    @property
    def body_type(self) -> str:
        """The types that the body can have."""
        return " | ".join(dict.fromkeys(dict_type(body.prop, self.dicts) for body in self.plan.bodies))

    @property
    def body_classes(self) -> str:
        """The classes one of which a body has to be, if it has one media type and they decide it."""
        if len(self.plan.bodies) != 1 or not self.plan.bodies[0].is_told:
            return ""
        return self.plan.bodies[0].runtime_types + ("" if self.is_body_required else " | Unset")

    @property
    def is_body_required(self) -> bool:
        """True if every call has a body."""
        return all(body.prop.required for body in self.plan.bodies)

    def annotation(self, type_: str) -> str:
        """Return a type as an annotation within the class, where `list` may be a method."""
        if not self.hides_list:
            return type_
        pieces = _QUOTED.split(type_)
        pieces[::2] = [_LIST.sub("builtins.list[", piece) for piece in pieces[::2]]
        return "".join(pieces)

    @property
    def parameters(self) -> Iterator[str]:
        """The parameters as they are declared, for annotations outside classes."""
        return self._parameters(lambda prop: _declared(prop) + _constant(prop))

    def _parameters(self, named: Callable[[Any], str]) -> Iterator[str]:
        yield from (_declared(prop) for prop in self.positional)
        if self.named or self.plan.bodies:
            yield "*"
        if self.plan.bodies:
            yield f"body: {self.body_type}" + ("" if self.is_body_required else " | Unset = UNSET")
        if self.plan.is_body_ambiguous:
            names = ", ".join(repr(body.name) for body in self.plan.bodies)
            yield f"content_type: Literal[{names}] | Unset = UNSET"
        yield from map(named, self.named)

    @property
    def own_parameters(self) -> Iterator[str]:
        """The parameters as the class's method declares them: what the client may have can be left out."""
        return map(self.annotation, self._parameters(self._own))

    def _own(self, prop: Any) -> str:
        if str(prop.python_name) not in self.repeated:
            return _declared(prop) + _constant(prop)
        return f"{prop.python_name}: {type_of(prop)} | Unset = UNSET"

    @cached_property
    def repeated(self) -> Mapping[str, Repeated]:
        """The arguments that the client may have."""
        return {str(each.prop.python_name): each.repeated for each in self.plan.arguments if each.repeated}

    @property
    def handed_on(self) -> str:
        """The arguments of the call of the function that makes the request."""
        names = [str(prop.python_name) for prop in self.positional]
        told = ["body"] if self.plan.bodies else []
        told += ["content_type"] if self.plan.is_body_ambiguous else []
        given = {str(prop.python_name): self._given(prop) for prop in self.named}
        return ", ".join([*names, *(f"{name}={given.get(name, name)}" for name in [*told, *given])])

    def _given(self, prop: Any) -> str:
        """Return what is handed on for a parameter: the call's value, else the client's."""
        name = str(prop.python_name)
        if name not in self.repeated:
            return name
        keyword = repr(self.repeated[name].keyword.name)
        if prop.required:
            return f"self._client.core.defaults.needed({self.operation.id!r}, {keyword}, {name})"
        return f"self._client.core.defaults.given({keyword}, {name})"


def is_asked_for(prop: Any) -> bool:
    """Return whether a caller has to pass a parameter: it is required and allows more than one value."""
    return prop.required and len(unions.constants(prop)) != 1


def _constant(prop: Any) -> str:
    """Return the default of a required parameter that can have one value only."""
    return f" = {unions.constants(prop)[0]!r}" if prop.required and not is_asked_for(prop) else ""


def _declared(prop: Any) -> str:
    return str(prop.to_string().as_unembedded_code())


def type_of(prop: Any) -> str:
    """Return the type of a value that is there."""
    return str(prop.get_type_string(no_optional=True).as_unembedded_code())
