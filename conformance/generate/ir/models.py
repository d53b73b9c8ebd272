"""Models as their template sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openapi_python_client.parser.properties import AnyProperty, LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.union import UnionProperty

from conformance.generate.ir import expressions
from conformance.generate.opc.types import MapProperty


@dataclass(frozen=True)
class Class:
    """One model; `tags` are conditions that tell its data from that of others in a union."""

    model: ModelProperty
    tags: Sequence[str]

    @property
    def name(self) -> str:
        """The class's name."""
        return str(self.model.class_info.name)

    @cached_property
    def properties(self) -> list[Any]:
        """Its properties, those without a default first."""
        return [*self.required, *self.optional]

    @property
    def required(self) -> list[Any]:
        """The properties that are always there."""
        return list(self.model.required_properties or ())

    @property
    def optional(self) -> list[Any]:
        """The properties that may be UNSET."""
        return list(self.model.optional_properties or ())

    @staticmethod
    def wire(prop: Any) -> str:
        """The property's name in JSON."""
        return str(prop.name.get_untrusted_value())

    @property
    def looks_twice(self) -> bool:
        """Whether a property is looked at before it is read."""
        return any("value :=" in self.read(prop) for prop in self.properties)

    def read(self, prop: Any) -> str:
        """The property's value, out of `data`."""
        name = repr(self.wire(prop))
        if prop.required:
            return expressions.read(prop, f"data[{name}]")
        source = f"data.get({name}, UNSET)"
        if not expressions.is_read(prop):
            return source
        return f"UNSET if (value := {source}) is UNSET else {expressions.read(prop, 'value', 'value')}"

    def write(self, prop: Any) -> str:
        """The property in JSON."""
        return expressions.written(prop, f"self.{prop.python_name}" if prop.required else "value")

    @property
    def additional_type(self) -> str:
        """The type of what is not documented."""
        prop = self._additional
        return "Any" if prop is None else str(prop.get_type_string().as_unembedded_code())

    @property
    def _additional(self) -> Any:
        prop = self.model.additional_properties
        return None if type(prop) is AnyProperty else prop

    def read_additional(self) -> str:
        """What of `data` is not documented; the usual case, nothing, is found out without looking at each name."""
        # Each one is there, so that no more of them are no others.
        nothing = "cls._known.issuperset(data)" if self.optional else f"len(data) == {len(self.required)}"
        found = "cls._unknown(data)"
        if self._additional is not None and expressions.is_read(self._additional):
            found = f"read_map({found}, {expressions.reader(self._additional)})"
        return f"{{}} if {nothing} else {found}"

    def write_additional(self) -> str:
        """What is not documented, in JSON."""
        if self._additional is None or not expressions.is_written(self._additional):
            return "self.additional_properties"
        item = expressions.written(self._additional, "item", 2)
        return f"{{key: {item} for key, item in self.additional_properties.items()}}"


def classes(models: Sequence[ModelProperty], used: Iterable[Any]) -> list[Class]:
    """The classes of a package; `used` are the types that its operations take and give."""
    by_name = {str(model.class_info.name): model for model in models}
    within = [prop for model in models for prop in _members(model)]
    wanted = set(_in_unions([*within, *used]))
    tagged = _tagged(by_name)
    reached: set[str] = set()
    while wanted - reached:  # a class whose tags are asked for asks for those of its properties
        name = (wanted - reached).pop()
        reached.add(name)
        wanted |= {each for each in _nested(by_name[name]).values() if each in tagged}
    return [
        Class(model, list(_tags(model, tagged)) if str(model.class_info.name) in reached else [])
        for model in sorted(models, key=lambda model: str(model.class_info.name))
    ]


def _members(model: ModelProperty) -> Iterator[Any]:
    yield from model.required_properties or ()
    yield from model.optional_properties or ()
    if model.additional_properties is not None:
        yield model.additional_properties


def _in_unions(props: Iterable[Any]) -> Iterator[str]:
    """The models that are one of several things."""
    waiting = list(props)
    while waiting:
        prop = waiting.pop()
        if isinstance(prop, ListProperty | MapProperty):
            waiting.append(prop.inner_property)
        elif isinstance(prop, UnionProperty):
            waiting += prop.inner_properties
            found = [str(each.class_info.name) for each in prop.inner_properties if isinstance(each, ModelProperty)]
            yield from found if len(found) > 1 else ()


def _tagged(models: Mapping[str, ModelProperty]) -> set[str]:
    """The models that have constants, in themselves or in what is always in them."""
    found: set[str] = set()
    size = -1
    while size != len(found):
        size = len(found)
        found |= {name for name, model in models.items() if any(True for _ in _tags(model, found))}
    return found


def _tags(model: ModelProperty, tagged: set[str]) -> Iterator[str]:
    nested = _nested(model)
    for prop in _members(model):
        if prop is model.additional_properties:
            continue
        name = repr(Class.wire(prop))
        values = constants(prop)
        if values:
            yield f"({name} not in data or data[{name}] in {tuple(values)!r})"
        elif nested.get(Class.wire(prop)) in tagged:
            yield f"({name} not in data or {nested[Class.wire(prop)]}._fits(data[{name}]))"


def _nested(model: ModelProperty) -> dict[str, str]:
    """The properties that are models, and which."""
    return {Class.wire(p): str(p.class_info.name) for p in _members(model) if isinstance(p, ModelProperty)}


def constants(prop: Any) -> list[Any]:
    """The values that a property has to have one of; none if others may stand."""
    if isinstance(prop, ConstProperty):
        return [prop.value.raw_value]
    if isinstance(prop, LiteralEnumProperty):
        return sorted(prop.values, key=str)
    if isinstance(prop, UnionProperty):
        branches = [[None] if isinstance(each, NoneProperty) else constants(each) for each in prop.inner_properties]
        return [value for branch in branches for value in branch] if all(branches) else []
    return []
