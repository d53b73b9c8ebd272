"""Models as their template sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from conformance.generate.ir import expressions, unions
from conformance.generate.ir.dicts import dict_type
from conformance.generate.types import Model, Property, Type


@dataclass(frozen=True)
class Class:
    """One model; `tags` are conditions that distinguish its data from that of others in a union."""

    model: Model
    tags: Sequence[str]
    dicts: Mapping[str, str]  # the names of all TypedDicts, by models

    @property
    def name(self) -> str:
        """The class's name."""
        return self.model.name

    @property
    def dict_name(self) -> str:
        """Return the name of its TypedDict; empty if no request has it."""
        return self.dicts.get(self.name, "")

    @property
    def dict_fields(self) -> dict[str, tuple[str, bool]]:
        """Return the keys of the TypedDict with their types, and whether a request requires them."""
        found = {prop.name: prop for prop in self.properties if prop.name not in self.model.read_only}
        required = {*self.model.sent, *(prop.name for prop in self.required)}
        return {n: (dict_type(prop.type, self.dicts, is_member=True), n in required) for n, prop in found.items()}

    @property
    def properties(self) -> Sequence[Property]:
        """Its properties, those without a default first."""
        return self.model.properties

    @property
    def required(self) -> list[Property]:
        """The properties that are always there."""
        return [prop for prop in self.properties if prop.is_required]

    @property
    def optional(self) -> list[Property]:
        """The properties that may be UNSET."""
        return [prop for prop in self.properties if not prop.is_required]

    @property
    def looks_twice(self) -> bool:
        """True if a property is checked before it is read."""
        return any("value :=" in self.read(prop) for prop in self.properties)

    @staticmethod
    def read(prop: Property) -> str:
        """Return code that reads the property out of `data`."""
        if prop.is_required:
            return expressions.read(prop.type, f"data[{prop.name!r}]")
        source = f"data.get({prop.name!r}, UNSET)"
        if not expressions.is_read(prop.type):
            return source
        return f"UNSET if (value := {source}) is UNSET else {expressions.read(prop.type, 'value', 'value')}"

    @staticmethod
    def write(prop: Property) -> str:
        """Return code that writes the property as JSON."""
        source = f"self.{prop.python_name}" if prop.is_required else "value"
        return expressions.write_expression(prop.type, source, may_be_null=True)

    def read_additional(self) -> str:
        """Return code that reads undocumented members of `data`. In the usual case, it does not check each name."""
        # All documented properties are there, so the same count means that there are no others.
        nothing = "cls._known.issuperset(data)" if self.optional else f"len(data) == {len(self.required)}"
        found = "cls._unknown(data)"
        if expressions.is_read(self.model.additional):
            found = f"read_map({found}, {expressions.reader(self.model.additional)})"
        return f"{{}} if {nothing} else {found}"

    def write_additional(self) -> str:
        """Return code that writes undocumented members as JSON."""
        if not expressions.is_written(self.model.additional):
            return "self.additional_properties"
        item = expressions.write_expression(self.model.additional, "item", 2, may_be_null=True)
        return f"{{key: {item} for key, item in self.additional_properties.items()}}"


def classes(models: Sequence[Model], used: Iterable[Type], dicts: Mapping[str, str]) -> list[Class]:
    """Return the classes of a package; `used` are the types that its operations accept and give.

    `dicts` has the names of the TypedDicts.
    """
    tags = unions.tags(models, used)
    ordered = sorted(models, key=lambda model: model.name)
    return [Class(model, tags.get(model.name, ()), dicts) for model in ordered]
