"""Types of values in a generated client, and the properties and arguments that have them.

Tested in `tests/generate/ir/test_models.py`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

UNKNOWN_KIND = "UnknownKind"


class Scalar(enum.Enum):
    """Type of a value without parts; the members have their annotations."""

    ANY = "Any"
    NONE = "None"
    BOOLEAN = "bool"
    INTEGER = "int"
    FLOAT = "float"
    TEXT = "str"
    DATE = "datetime.date"
    DATE_TIME = "datetime.datetime"
    UUID = "UUID"
    DECIMAL = "Decimal"
    FILE = "FileTypes"

    @property
    def annotation(self) -> str:
        """The type for annotations."""
        return self.value


@dataclass(frozen=True)
class Enum:
    """Type of a value that is one of some constants."""

    annotation: str
    values: tuple[Any, ...]


@dataclass(eq=False)
class Model:
    """Class of objects; it is filled in after it is made, since models refer to each other."""

    name: str
    description: str
    example: str
    extensions: Mapping[str, Any]
    read_only: Sequence[str]  # the names in JSON of the properties that no request sends
    sent: Sequence[str]  # those of the properties that every request sends, and no response has
    properties: list[Property] = field(default_factory=list, repr=False)  # those that are always there come first
    additional: Type = Scalar.ANY

    @property
    def annotation(self) -> str:
        """The type for annotations."""
        return self.name

    @property
    def types(self) -> Iterator[Type]:
        """The types of what it holds."""
        yield from (prop.type for prop in self.properties)
        yield self.additional


@dataclass(frozen=True)
class List:
    """Type of an array."""

    inner: Type

    @property
    def annotation(self) -> str:
        """The type for annotations."""
        return f"list[{self.inner.annotation}]"


@dataclass(frozen=True)
class Map:
    """Type of a `dict` of any members, which all have one type."""

    inner: Type

    @property
    def annotation(self) -> str:
        """The type for annotations."""
        return f"dict[str, {self.inner.annotation}]"


class Kinds(NamedTuple):
    """The classes of the values of one property.

    Attributes:
        by: The names in JSON that lead to the property.
        of: The class of each value.
        rest: The class of all other values.
    """

    by: tuple[str, ...]
    of: Mapping[str, str]
    rest: str


@dataclass(frozen=True, eq=False)
class Union:
    """Type of a value of one of several types, none of which is a union; `kinds` distinguish its objects."""

    variants: tuple[Type, ...]
    kinds: tuple[Kinds, ...] = ()

    @property
    def annotation(self) -> str:
        """The type for annotations."""
        return join(each.annotation for each in self.variants)

    @property
    def others(self) -> tuple[Type, ...]:
        """The variants but null."""
        return tuple(each for each in self.variants if each is not Scalar.NONE)


Type: TypeAlias = Scalar | Enum | Model | List | Map | Union


@dataclass(frozen=True)
class Property:
    """Property of a model, or argument of a method."""

    name: str  # in JSON, or on the wire
    python_name: str
    type: Type
    is_required: bool
    default: str = ""  # as code
    description: str = ""
    example: str = ""

    @property
    def annotation(self) -> str:
        """The type for annotations."""
        if self.is_required:
            return self.type.annotation
        if isinstance(self.type, Union):
            return join([*(each.annotation for each in self.type.variants), "Unset"])
        return f"{self.type.annotation} | Unset"

    @property
    def declaration(self) -> str:
        """The parameter of a function."""
        default = self.default or ("" if self.is_required else "UNSET")
        return f"{self.python_name}: {self.annotation}" + (f" = {default}" if default else "")


def join(annotations: Iterable[str]) -> str:
    """Return the annotation of a value that has one of several types."""
    return " | ".join(sorted(dict.fromkeys(annotations), key=str.lower))


def variants(type_: Type) -> tuple[Type, ...]:
    """Return the alternatives of a type."""
    return type_.variants if isinstance(type_, Union) else (type_,)


def holds_file(type_: Type, seen: frozenset[str] = frozenset()) -> bool:
    """Return whether a value of this type can be a file or have one in it; `seen` are the models around it."""
    inner: list[Type] = [each.inner for each in variants(type_) if isinstance(each, List | Map)]
    models = [each for each in variants(type_) if isinstance(each, Model) and each.name not in seen]
    inner += [part for model in models for part in model.types]
    around = seen.union(model.name for model in models)
    return Scalar.FILE in variants(type_) or any(holds_file(each, around) for each in inner)


def models_in(type_: Type) -> Iterator[Model]:
    """Yield the models that a value of this type can be or have in it."""
    for each in variants(type_):
        if isinstance(each, Model):
            yield each
        elif isinstance(each, List | Map):
            yield from models_in(each.inner)
