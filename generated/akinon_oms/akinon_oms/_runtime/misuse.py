"""What is wrong with the arguments of a call: looked for only when they can't be written into a request."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from .decoding import pointer
from .unset import UNSET, Unset


class Misfit(NamedTuple):
    """A value that can't stand where it does.

    Attributes:
        place: Where it stands in the argument.
        reason: What is wrong, without the value.
        error: The class of error that tells of it.
        is_of_type: Whether it is of the type that is wanted, and something else is wrong.
    """

    place: Place
    reason: str
    error: type[TypeError | ValueError] = TypeError
    is_of_type: bool = False


class Place(NamedTuple):
    """Where a value stands.

    Attributes:
        at: The JSON pointer (RFC 6901) in the argument.
        attribute: The attribute of a model that it is, or is in: `Address.zip_code`.
        above: The identities of what it is in.
    """

    at: str = ""
    attribute: str = ""
    above: tuple[int, ...] = ()

    def below(self, token: str | int, holder: object, attribute: str = "") -> Place:
        """The place of a part of the value."""
        return Place(self.at + pointer(token), attribute or self.attribute, (*self.above, id(holder)))


def misuse(make: Callable[..., Any], given: tuple[Any, ...], named: Mapping[str, Any]) -> Exception | None:
    """The error that tells which argument of a call of `make` is wrong, where and why; None if none is known to be."""
    types = get_type_hints(make)
    for name, value in inspect.signature(make).bind(*given, **named).arguments.items():
        try:
            found = misfit(value, types[name], Place())
        except RecursionError:
            found = Misfit(Place(), "it is nested too deeply", ValueError)
        if found is not None:
            at = f", at {found.place.at}" if found.place.at else ""
            attribute = f" ({found.place.attribute})" if found.place.attribute else ""
            return found.error(f"{name}{at}{attribute}: {found.reason}")
    return None


def misfit(value: Any, wanted: Any, place: Place) -> Misfit | None:
    """Why a value is not of the type that is wanted, or has a part that is not; None if it can be written."""
    if id(value) in place.above:
        return Misfit(place, "it holds itself", ValueError, is_of_type=True)
    variants = _variants(wanted)
    if len(variants) > 1:
        return _of_one(value, variants, place)
    kind = get_origin(variants[0]) or variants[0]
    if not isinstance(value, _ACCEPTED.get(kind, kind)) or (kind is date and isinstance(value, datetime)):
        return Misfit(place, f"expected {_name(wanted)}, found {_found(value)}{_hint(value, kind)}")
    return _unwritable(value, place) or next(
        (found for found in (misfit(*part) for part in _parts(value, wanted, place)) if found), None
    )


def _variants(wanted: Any) -> list[Any]:
    """The types of which a value has to have one."""
    if get_origin(wanted) is Literal:
        return [*dict.fromkeys(type(each) for each in get_args(wanted))]
    return [*get_args(wanted)] if get_origin(wanted) in {Union, UnionType} else [wanted]


def _of_one(value: Any, variants: list[Any], place: Place) -> Misfit | None:
    """Why a value is of none of these types: what is wrong deepest in it was meant."""
    all_found = [misfit(value, each, place) for each in variants]
    found = [each for each in all_found if each is not None]
    if len(found) < len(all_found):
        return None
    meant = max(found, key=lambda each: (len(each.place.at), each.is_of_type))
    if meant.place != place or meant.is_of_type:
        return meant
    ordered = sorted(variants, key=lambda each: each is NoneType)
    names = dict.fromkeys(_name(each) for each in ordered if each is not Unset)
    hints = (_hint(value, get_origin(each) or each) for each in variants)
    return Misfit(place, f"expected {' or '.join(names)}, found {_found(value)}{next(filter(None, hints), '')}")


def _unwritable(value: Any, place: Place) -> Misfit | None:
    """What a value has that no request can."""
    if isinstance(value, float) and not isfinite(value):
        return Misfit(place, f"{value} is no number of JSON", ValueError, is_of_type=True)
    if isinstance(value, str) and value.encode(errors="ignore").decode() != value:
        return Misfit(place, "the text has half a surrogate pair, which UTF-8 can't hold", ValueError, is_of_type=True)
    if isinstance(value, dict) and not all(isinstance(name, str) for name in value):
        return Misfit(place, "the names of its members have to be text", is_of_type=True)
    return None


def _parts(value: Any, wanted: Any, place: Place) -> Iterator[tuple[Any, Any, Place]]:
    """What a value holds, of which type it has to be, and where it stands."""
    inner = (get_args(wanted) or (Any,))[-1]
    if isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield item, inner, place.below(index, value)
    elif isinstance(value, dict):
        for name, member in value.items():
            yield member, inner, place.below(str(name), value)
    elif hasattr(value, "_names"):
        yield from _attributes(value, place)


def _attributes(model: Any, place: Place) -> Iterator[tuple[Any, Any, Place]]:
    types = get_type_hints(type(model).__init__)
    for name, attribute in model._names.items():
        below = place.below(name, model, f"{type(model).__name__}.{attribute}")
        yield getattr(model, attribute, UNSET), types[attribute], below
    yield model.additional_properties, types["additional_properties"], place


def _name(wanted: Any) -> str:
    if wanted is Any:
        return "JSON data"
    if wanted is NoneType:
        return "None"
    variants = _variants(wanted)
    if len(variants) > 1:
        return " or ".join(map(_name, variants))
    return str(getattr(get_origin(variants[0]) or variants[0], "__name__", variants[0]))


def _found(value: Any) -> str:
    return repr(value) if value is UNSET or value is None else type(value).__name__


def _hint(value: Any, kind: Any) -> str:
    """How a model comes from a dict, and JSON data from a model."""
    if isinstance(value, dict) and hasattr(kind, "from_dict"):
        return f"; {kind.__name__}.from_dict makes one of JSON data"
    return "; to_dict gives its JSON data" if hasattr(value, "to_dict") and kind in {Any, dict} else ""


_ACCEPTED: Mapping[Any, tuple[type, ...]] = {
    Any: (dict, list, tuple, str, int, float, NoneType),
    float: (int, float),
    int: (int, float),  # 1.0 is an integer in JSON Schema
    list: (list, tuple),
}
