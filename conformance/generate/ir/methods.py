"""Methods: operations as Python declares and calls them.

Tested in `tests/generate/ir/test_resources.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from conformance.generate.ir import responses, unions
from conformance.generate.ir.dicts import dict_type
from conformance.generate.ir.operations import Plan
from conformance.generate.ir.pagination import Pages
from conformance.generate.ir.shared_parameters import Repeated
from conformance.generate.types import Property
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
    def body_type(self) -> str:
        """The types that the body can have."""
        return " | ".join(dict.fromkeys(dict_type(body.type, self.dicts) for body in self.plan.bodies))

    @property
    def body_classes(self) -> str:
        """The possible classes of a body, if it has one media type and a class decides."""
        if len(self.plan.bodies) != 1 or not self.plan.bodies[0].is_identifiable:
            return ""
        return self.plan.bodies[0].runtime_types + ("" if self.is_body_required else " | Unset")

    @property
    def is_body_required(self) -> bool:
        """True if every call has a body."""
        return all(body.is_required for body in self.plan.bodies)

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
        return self._parameters(_write_type)

    def _parameters(self, declared: Callable[[Property], str]) -> Iterator[str]:
        yield from (argument.prop.declaration for argument in self.plan.positional)
        if self.plan.named or self.plan.bodies:
            yield "*"
        if self.plan.bodies:
            yield f"body: {self.body_type}" + ("" if self.is_body_required else " | Unset = UNSET")
        if self.plan.is_body_ambiguous:
            names = ", ".join(repr(body.name) for body in self.plan.bodies)
            yield f"content_type: Literal[{names}] | Unset = UNSET"
        yield from (declared(argument.prop) for argument in self.plan.named)

    @property
    def own_parameters(self) -> Iterator[str]:
        """The parameters of the class's method. Those that the client may have are optional."""
        return map(self.annotation, self._parameters(self._own))

    def _own(self, prop: Property) -> str:
        if prop.python_name not in self.repeated:
            return _write_type(prop)
        return f"{prop.python_name}: {prop.type.annotation} | Unset = UNSET"

    @cached_property
    def repeated(self) -> Mapping[str, Repeated]:
        """The arguments that the client may have."""
        return {each.prop.python_name: each.repeated for each in self.plan.arguments if each.repeated}

    @property
    def handed_on(self) -> str:
        """The arguments for the function that makes the request."""
        names = [argument.prop.python_name for argument in self.plan.positional]
        told = ["body"] if self.plan.bodies else []
        told += ["content_type"] if self.plan.is_body_ambiguous else []
        given = {argument.prop.python_name: self._write_argument(argument.prop) for argument in self.plan.named}
        return ", ".join([*names, *(f"{name}={given.get(name, name)}" for name in [*told, *given])])

    def _write_argument(self, prop: Property) -> str:
        """Return the expression of a parameter's value: the call's, else the client's."""
        name = prop.python_name
        if name not in self.repeated:
            return name
        keyword = repr(self.repeated[name].keyword.name)
        if prop.is_required:
            return f"self._client.core.defaults.require_value({self.operation.id!r}, {keyword}, {name})"
        return f"self._client.core.defaults.choose_value({keyword}, {name})"


def is_asked_for(prop: Property) -> bool:
    """Return whether a caller has to pass a parameter: it is required and allows more than one value."""
    return prop.is_required and len(unions.constants(prop.type)) != 1


def _write_type(prop: Property) -> str:
    """Return the declaration of a parameter. If a required one has only one value, that is its default."""
    is_constant = prop.is_required and not is_asked_for(prop)
    return prop.declaration + (f" = {unions.constants(prop.type)[0]!r}" if is_constant else "")
