"""Models as their template sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from conformance.generate.ir import expressions, unions
from conformance.generate.ir.dicts import dict_type
from conformance.generate.opc.all_of import needed
from conformance.generate.opc.rewriting import READ_ONLY, SENT, resolved


@dataclass(frozen=True)
class Class:
    """One model; `tags` are conditions that distinguish its data from that of others in a union."""

    model: Any
    tags: Sequence[str]
    read_only: Sequence[str] = ()  # the names in JSON of the properties that no request sends
    sent: Sequence[str] = ()  # those of the properties that every request sends, and no response has
    dicts: Mapping[str, str] = field(default_factory=dict)  # the names of all TypedDicts, by models

    @property
    def name(self) -> str:
        """The class's name."""
        return str(self.model.class_info.name)

    @property
    def dict_name(self) -> str:
        """Return the name of its TypedDict; empty if no request has it."""
        return self.dicts.get(self.name, "")

    @property
    def dict_fields(self) -> dict[str, tuple[str, bool]]:
        """Return what the TypedDict holds, by names in JSON: the types, and whether a request has to have it."""
        found = {self.wire(prop): prop for prop in self.properties if self.wire(prop) not in self.read_only}
        required = {*self.sent, *(self.wire(prop) for prop in self.required)}
        return {n: (dict_type(prop, self.dicts, is_member=True), n in required) for n, prop in found.items()}

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
        """Return the property's name in JSON."""
        return str(prop.name.get_untrusted_value())

    @property
    def looks_twice(self) -> bool:
        """True if a property is looked at before it is read."""
        return any("value :=" in self.read(prop) for prop in self.properties)

    def read(self, prop: Any) -> str:
        """Return code that reads the property out of `data`."""
        name = repr(self.wire(prop))
        if prop.required:
            return expressions.read(prop, f"data[{name}]")
        source = f"data.get({name}, UNSET)"
        if not expressions.is_read(prop):
            return source
        return f"UNSET if (value := {source}) is UNSET else {expressions.read(prop, 'value', 'value')}"

    def write(self, prop: Any) -> str:
        """Return code that writes the property as JSON."""
        return expressions.written(prop, f"self.{prop.python_name}" if prop.required else "value", may_be_null=True)

    @property
    def additional_type(self) -> str:
        """The type of what is not documented."""
        prop = self._additional
        return "Any" if prop is None else str(prop.get_type_string().as_unembedded_code())

    @property
    def _additional(self) -> Any:
        prop = self.model.additional_properties
        return None if expressions.is_any(prop) else prop

    def read_additional(self) -> str:
        """Return code that reads undocumented members of `data`; the usual case, none, needs no look at each name."""
        # Each one is there, so that no more of them are no others.
        nothing = "cls._known.issuperset(data)" if self.optional else f"len(data) == {len(self.required)}"
        found = "cls._unknown(data)"
        if self._additional is not None and expressions.is_read(self._additional):
            found = f"read_map({found}, {expressions.reader(self._additional)})"
        return f"{{}} if {nothing} else {found}"

    def write_additional(self) -> str:
        """Return code that writes undocumented members as JSON."""
        if self._additional is None or not expressions.is_written(self._additional):
            return "self.additional_properties"
        item = expressions.written(self._additional, "item", 2, may_be_null=True)
        return f"{{key: {item} for key, item in self.additional_properties.items()}}"


def classes(
    models: Sequence[Any], used: Iterable[Any], document: Mapping[str, Any], dicts: Mapping[str, str]
) -> list[Class]:
    """Return the classes of a package; `used` are the types that its operations accept and give.

    `document` is the one that the models were made from, `dicts` has the names of the TypedDicts.
    """
    tags = unions.tags(models, used)
    schemas = {str(each.get("title")): each for each in document["components"]["schemas"].values()}
    by_name = {str(model.class_info.name): model for model in models}
    return [
        Class(model, tags.get(name, ()), *_directions(schemas.get(name), document), dicts)
        for name, model in sorted(by_name.items())
    ]


def _directions(schema: Any, document: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the properties that no request sends, which a part has so and none requires, and those that all send."""
    parts = list(_parts(schema, document))
    read_only = {name for part in parts for name in part.get(READ_ONLY, ())} - needed(parts)
    return sorted(read_only), sorted({name for part in parts for name in part.get(SENT, ())})


def _parts(schema: Any, document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    found = resolved(schema, document)
    yield found
    for part in found.get("allOf", ()):
        yield from _parts(part, document)
