"""Unions: the conditions that distinguish the data of one model from that of others.

Tested in `tests/generate/ir/test_unions.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from conformance.generate.ir import expressions
from conformance.generate.ir.scalar_types import Types, distinguishing_types
from conformance.generate.types import Enum, List, Map, Model, Scalar, Type, Union, models_in


def constants(type_: Type) -> list[Any]:
    """Return the only values that this type allows; none if others are allowed."""
    if isinstance(type_, Enum):
        return sorted(type_.values, key=str)
    if isinstance(type_, Union):
        branches = [[None] if each is Scalar.NONE else constants(each) for each in type_.variants]
        return [value for branch in branches for value in branch] if all(branches) else []
    return []


def tags(models: Sequence[Model], used: Iterable[Type]) -> dict[str, list[str]]:
    """Return the conditions on the data of each model that is one of several types; `used` are the operations' types.

    A model has conditions if it, or a model within it, has constants, is closed, or has types that no other has.
    """
    by_name = {model.name: model for model in models}
    used = [*used]
    types = distinguishing_types(models, used)
    wanted = set(_in_unions([*(type_ for model in models for type_ in model.types), *used]))
    tagged = _find_conditional(by_name, types)
    found: dict[str, list[str]] = {}
    while missing := wanted & tagged - found.keys():  # the conditions of a model ask for those of the models in it
        name = missing.pop()
        found[name] = list(_tags(by_name[name], tagged, types.get(name, {})))
        wanted |= {each.name for prop in by_name[name].properties for each in models_in(prop.type)}
    return found


def readers(models: Sequence[Model], used: Iterable[Type]) -> list[str]:
    """Return the functions that read the unions of a package."""
    found: set[str] = set()
    waiting = [*used, *(type_ for model in models for type_ in model.types)]
    while waiting:
        type_ = waiting.pop()
        if isinstance(type_, Union):
            if len(type_.others) > 1 and expressions.is_read(type_):
                found |= {"read_union", *(["read_kind"] if type_.kinds else [])}
            waiting += type_.others
        elif isinstance(type_, List | Map):
            waiting.append(type_.inner)
    return sorted(found)


def _in_unions(types: Iterable[Type]) -> Iterator[str]:
    """Yield the models in unions, directly or within another model."""
    for type_ in types:
        if isinstance(type_, List | Map):
            yield from _in_unions([type_.inner])
        elif isinstance(type_, Union) and len(type_.others) == 1:
            yield from _in_unions(type_.others)
        elif isinstance(type_, Union):
            yield from (model.name for model in models_in(type_))


def _find_conditional(models: Mapping[str, Model], types: Types) -> set[str]:
    """Return the models that have conditions, in themselves or in models within them."""
    found: set[str] = set()
    size = -1
    while size != len(found):
        size = len(found)
        found |= {name for name, model in models.items() if any(True for _ in _tags(model, found, types.get(name, {})))}
    return found


def _tags(model: Model, tagged: set[str], types: Mapping[str, str]) -> Iterator[str]:
    for prop in model.properties:
        source = f"data[{prop.name!r}]"
        condition = _condition(prop.type, source, tagged)
        if not condition and prop.name in types:
            condition = f"{source} is None or type({source}) in ({types[prop.name]})"
        if condition:
            yield f"({prop.name!r} not in data or {condition})"
    if model.extensions.get("x-closed"):
        yield "cls._known.issuperset(data)"


def _condition(type_: Type, source: str, tagged: set[str], depth: int = 1) -> str:
    """Return a condition on the data at `source` for this type; empty if any data can be of it."""
    values = constants(type_)
    if values:
        return f"{source} in {tuple(values)!r}"
    if isinstance(type_, Model):
        return f"{type_.name}._fits({source})" if type_.name in tagged else ""
    if isinstance(type_, List | Map):
        kind, items = ("list", "") if isinstance(type_, List) else ("dict", ".values()")
        inner = _condition(type_.inner, f"item_{depth}", tagged, depth + 1)
        return f"(isinstance({source}, {kind}) and all({inner} for item_{depth} in {source}{items}))" if inner else ""
    return _alternatives(type_, source, tagged, depth) if isinstance(type_, Union) else ""


def _alternatives(union: Union, source: str, tagged: set[str], depth: int) -> str:
    plain = f"not isinstance({source}, (dict, list))"
    found: dict[str, bool] = {}  # and whether only scalars meet it
    for each in union.variants:
        condition = _condition(each, source, tagged, depth)
        if not condition and (each is Scalar.ANY or isinstance(each, Model | List | Map)):
            return ""
        is_null = each is Scalar.NONE
        found[f"{source} is None" if is_null else condition or plain] = is_null or bool(constants(each))
    is_telling = any(_condition(each, source, tagged, depth) for each in union.variants)
    # mypy refuses to compare objects and arrays with constants.
    kept = [condition for condition, is_plain in found.items() if not is_plain or plain not in found]
    return f"({' or '.join(kept)})" if is_telling else ""
