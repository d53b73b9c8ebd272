"""TypedDicts of the objects in request bodies: a plain dict is used in place of a model.

Tested in `tests/generate/ir/test_dicts.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.generate.types import UNKNOWN_KIND, List, Map, Model, Scalar, Type, Union, join, models_in

_SPELLED = (Scalar.DATE, Scalar.DATE_TIME, Scalar.DECIMAL, Scalar.UUID)  # text in JSON, which a dict may hold too


def dict_names(bodies: Iterable[Type], taken: Iterable[str]) -> dict[str, str]:
    """Return the names of the TypedDicts by the names of the models in `bodies`."""
    found: dict[str, str] = {}
    used = set(taken)
    waiting = [model for body in bodies for model in models_in(body)]
    while waiting:
        model = waiting.pop(0)
        if model.name not in found and model.name != UNKNOWN_KIND:
            found[model.name] = _free(f"{model.name}Dict", used)
            used.add(found[model.name])
            waiting += [inner for type_ in model.types for inner in models_in(type_)]
    return found


def dict_type(type_: Type, names: Mapping[str, str], *, is_member: bool = False) -> str:
    """Return the type of a value that may hold dicts. A member of a dict (`is_member`) may also have its JSON type."""
    if isinstance(type_, Union):
        return join(dict_type(each, names, is_member=is_member) for each in type_.variants)
    own = type_.annotation
    if isinstance(type_, Model):
        return f"{own} | {names[own]}" if own in names else own
    if is_member and type_ in _SPELLED:
        return f"{own} | str"
    if isinstance(type_, List | Map):
        inner = dict_type(type_.inner, names, is_member=is_member)
        if inner != type_.inner.annotation:
            return f"Sequence[{inner}]" if isinstance(type_, List) else f"Mapping[str, {inner}]"
    return own


def _free(name: str, used: set[str]) -> str:
    return name if name not in used else next(each for n in range(2, 10_000) if (each := f"{name}{n}") not in used)
