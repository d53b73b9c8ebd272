"""Values of several types: the conditions that distinguish the data of one model from that of others.

Tested in `tests/generate/ir/test_unions.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openapi_python_client.parser.properties import AnyProperty, LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.union import UnionProperty

from conformance.generate.ir import expressions
from conformance.generate.opc.scalar_types import Types, members, models_in, telling_types
from conformance.generate.opc.types import KindsProperty, MapProperty


def constants(prop: Any) -> list[Any]:
    """Return the values of which a property has to have one; none if others are allowed."""
    if isinstance(prop, ConstProperty):
        return [prop.value.raw_value]
    if isinstance(prop, LiteralEnumProperty):
        return sorted(prop.values, key=str)
    if isinstance(prop, UnionProperty):
        branches = [[None] if isinstance(each, NoneProperty) else constants(each) for each in prop.inner_properties]
        return [value for branch in branches for value in branch] if all(branches) else []
    return []


def tags(models: Sequence[ModelProperty], used: Iterable[Any]) -> dict[str, list[str]]:
    """Return the conditions on the data of each model that is one of several types; `used` are the operations' types.

    A model has conditions if it, or a model within it, has constants, is closed, or has types that no other has.
    """
    by_name = {_name(model): model for model in models}
    used = [*used]
    types = telling_types(by_name, used)
    wanted = set(
        _in_unions([*(prop for model in models for prop in (*members(model), model.additional_properties)), *used])
    )
    tagged = _tagged(by_name, types)
    found: dict[str, list[str]] = {}
    while missing := wanted & tagged - found.keys():  # the conditions of a model ask for those of the models in it
        name = missing.pop()
        found[name] = list(_tags(by_name[name], tagged, types.get(name, {})))
        wanted |= {each for prop in members(by_name[name]) for each in models_in(prop)}
    return found


def readers(models: Sequence[ModelProperty], used: Iterable[Any]) -> list[str]:
    """Return the functions that read the values of several types that there are."""
    found: set[str] = set()
    waiting = [*used, *(prop for model in models for prop in (*members(model), model.additional_properties))]
    while waiting:
        prop = waiting.pop()
        if isinstance(prop, UnionProperty):
            others = [each for each in prop.inner_properties if not isinstance(each, NoneProperty)]
            if len(others) > 1 and expressions.is_read(prop):
                found |= {"read_union", *(["read_kind"] if isinstance(prop, KindsProperty) else [])}
            waiting += others
        elif isinstance(prop, ListProperty | MapProperty):
            waiting.append(prop.inner_property)
    return sorted(found)


def _name(model: ModelProperty) -> str:
    return str(model.class_info.name)


def _in_unions(props: Iterable[Any]) -> Iterator[str]:
    """Yield the models that are one of several types, or in one of them."""
    for prop in props:
        if isinstance(prop, ListProperty | MapProperty):
            yield from _in_unions([prop.inner_property])
        elif isinstance(prop, UnionProperty):
            others = [each for each in prop.inner_properties if not isinstance(each, NoneProperty)]
            yield from _in_unions(others) if len(others) == 1 else models_in(prop)


def _tagged(models: Mapping[str, ModelProperty], types: Types) -> set[str]:
    """Return the models that have conditions, in themselves or in models within them."""
    found: set[str] = set()
    size = -1
    while size != len(found):
        size = len(found)
        found |= {name for name, model in models.items() if any(True for _ in _tags(model, found, types.get(name, {})))}
    return found


def _tags(model: ModelProperty, tagged: set[str], types: Mapping[str, str]) -> Iterator[str]:
    for prop in members(model):
        name = prop.name.get_untrusted_value()
        source = f"data[{name!r}]"
        condition = _condition(prop, source, tagged)
        if not condition and name in types:
            condition = f"{source} is None or type({source}) in ({types[name]})"
        if condition:
            yield f"({name!r} not in data or {condition})"
    if (model.data.model_extra or {}).get("x-closed"):
        yield "cls._known.issuperset(data)"


def _condition(prop: Any, source: str, tagged: set[str], depth: int = 1) -> str:
    """Return what holds for the data at `source` if it is of this type; empty if nothing has to."""
    values = constants(prop)
    if values:
        return f"{source} in {tuple(values)!r}"
    if isinstance(prop, ModelProperty):
        return f"{_name(prop)}._fits({source})" if _name(prop) in tagged else ""
    if isinstance(prop, ListProperty | MapProperty):
        kind, items = ("list", "") if isinstance(prop, ListProperty) else ("dict", ".values()")
        inner = _condition(prop.inner_property, f"item_{depth}", tagged, depth + 1)
        return f"(isinstance({source}, {kind}) and all({inner} for item_{depth} in {source}{items}))" if inner else ""
    return _alternatives(prop, source, tagged, depth) if isinstance(prop, UnionProperty) else ""


def _alternatives(prop: UnionProperty, source: str, tagged: set[str], depth: int) -> str:
    plain = f"not isinstance({source}, (dict, list))"
    found: dict[str, bool] = {}  # and whether only plain values meet it
    for each in prop.inner_properties:
        condition = _condition(each, source, tagged, depth)
        if not condition and isinstance(each, AnyProperty | ModelProperty | ListProperty):
            return ""
        is_null = isinstance(each, NoneProperty)
        found[f"{source} is None" if is_null else condition or plain] = is_null or bool(constants(each))
    is_telling = any(_condition(each, source, tagged, depth) for each in prop.inner_properties)
    # mypy refuses to compare what is not plain with constants.
    kept = [condition for condition, is_plain in found.items() if not is_plain or plain not in found]
    return f"({' or '.join(kept)})" if is_telling else ""
