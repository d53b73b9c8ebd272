"""Common code of all models."""

import copy
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ._runtime.decoding import DecodeError, located
from ._runtime.unset import UNSET
from .decoding import kind

T = TypeVar("T")

if TYPE_CHECKING:
    from attrs import define
else:

    def define(**_: Any) -> Callable[[T], T]:
        """Models are attrs classes, whose methods are written out: attrs takes thirty times as long to make one."""
        return lambda model: model


_MASK = "[redacted]"


class _Fields:
    """Return the attrs fields of a model, made when attrs first asks for them, from what `__init__` takes."""

    def __get__(self, instance: object, owner: "type[Model]") -> tuple[Any, ...]:
        import attrs  # here, since it takes longer to import than all else  # noqa: PLC0415

        if owner.__init__ is object.__init__:  # what models have in common has nothing in itself
            return ()
        _, *parameters = inspect.signature(owner.__init__).parameters.values()
        made = attrs.make_class(owner.__name__, {each.name: _field(each, attrs) for each in parameters})
        fields: tuple[Any, ...] = attrs.fields(made)
        owner.__attrs_attrs__ = fields
        return fields


def _field(parameter: inspect.Parameter, attrs: Any) -> Any:
    default = attrs.NOTHING if parameter.default is inspect.Parameter.empty else parameter.default
    return attrs.field(default=default, type=parameter.annotation, kw_only=True)


class Model:
    """An object of the API: `from_dict` reads it, `to_dict` writes it just as it was, unknown properties included."""

    __slots__ = ("additional_properties",)
    __attrs_attrs__: ClassVar[Any] = _Fields()
    _names: ClassVar[Mapping[str, str]] = {}
    """The attributes by what the properties are called in JSON, in the order in which they are read."""
    _known: ClassVar[frozenset[str]] = frozenset()
    _sensitive: ClassVar[frozenset[str]] = frozenset()
    """The names of properties that are never shown, wherever they stand."""
    additional_properties: dict[str, Any]

    def __init_subclass__(cls) -> None:
        cls._known = frozenset(cls._names)

    def evolve(self, **changes: Any) -> Self:
        """Copy with other values for the attributes in `changes`; raises TypeError for an unknown attribute."""
        new = copy.copy(self)
        new.additional_properties = dict(self.additional_properties)
        for name, value in changes.items():
            if name not in self._attributes():
                raise TypeError(f"{type(self).__name__} has no attribute {name!r}")
            setattr(new, name, value)
        return new

    def copy(self) -> Self:
        """Copy; objects and arrays in it are the same."""
        return self.evolve()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._attributes())

    def __repr__(self) -> str:
        values = {attribute: (name, getattr(self, attribute)) for name, attribute in self._names.items()}
        shown = [
            f"{attribute}={self._shown(name, value)}"
            for attribute, (name, value) in values.items()
            if value is not UNSET
        ]
        if self.additional_properties:
            shown.append(f"additional_properties={self._shown('', self.additional_properties)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def _shown(self, name: str, value: object) -> str:
        if name in self._sensitive and value is not None:
            return repr(_MASK)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key!r}: {self._shown(key, member)}" for key, member in value.items()) + "}"
        if isinstance(value, list):
            return f"[{', '.join(self._shown('', item) for item in value)}]"
        return repr(value)

    @classmethod
    def _attributes(cls) -> tuple[str, ...]:
        return (*cls._names.values(), "additional_properties")

    @classmethod
    def _fits(cls, data: Any) -> bool:
        """Return whether the data has the constants that tell this class from others."""
        return isinstance(data, Mapping)

    @classmethod
    def _unknown(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """The properties that are not documented."""
        return {name: value for name, value in data.items() if name not in cls._known}

    @classmethod
    def _refused(cls, error: Exception, new: Self, data: Any) -> Self:
        """Return null, which is taken for anything unless it is validated. Raises DecodeError for other data."""
        if data is None:
            return data  # type: ignore[return-value]
        raise cls._located(error, new, data) from None

    @classmethod
    def _located(cls, error: Exception, new: Self, data: Any) -> DecodeError:
        """Say why `data` can't be read into `new`: the first attribute that it does not have yet is the one that failed."""
        if not isinstance(data, Mapping):
            return DecodeError(f"expected an object, found {kind(data)}")
        name = next((name for name, attribute in cls._names.items() if not hasattr(new, attribute)), None)
        if name is None:  # all are there: it was one of the others
            return error if isinstance(error, DecodeError) else located(error)
        if isinstance(error, KeyError) and name not in data:
            return DecodeError(f"the required property {name!r} is missing")
        return located(error, name)


__all__ = ["Model", "define"]
