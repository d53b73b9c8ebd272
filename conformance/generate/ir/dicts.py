"""TypedDicts of the objects in request bodies: a plain dict is used in place of a model.

Tested in `tests/generate/ir/test_dicts.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from conformance.generate.opc.scalar_types import members, models_in
from conformance.generate.opc.types import UNKNOWN_KIND, DecimalProperty, MapProperty

_SPELLED = (DateProperty, DateTimeProperty, DecimalProperty, UuidProperty)  # text in JSON, which a dict may hold too


def dict_names(bodies: Iterable[Any], models: Mapping[str, ModelProperty], taken: Iterable[str]) -> dict[str, str]:
    """Return the names of the TypedDicts, by those of the models that `bodies` can be or have in them."""
    found: dict[str, str] = {}
    used = set(taken)
    waiting = [name for prop in bodies for name in models_in(prop)]
    while waiting:
        name = waiting.pop(0)
        if name not in found and name != UNKNOWN_KIND:
            found[name] = _free(f"{name}Dict", used)
            used.add(found[name])
            held = [*members(models[name]), models[name].additional_properties]
            waiting += [inner for prop in held for inner in models_in(prop)]
    return found


def dict_type(prop: Any, names: Mapping[str, str], *, is_member: bool = False) -> str:
    """Return the type of a value that may hold dicts; one that `is_member` of a dict may be spelled as in JSON."""
    if isinstance(prop, UnionProperty):
        found = {dict_type(each, names, is_member=is_member) for each in prop.inner_properties}
        return " | ".join(sorted(found, key=str.lower))
    own = str(prop.get_type_string(no_optional=True).as_unembedded_code())
    if isinstance(prop, ModelProperty):
        return f"{own} | {names[own]}" if own in names else own
    if is_member and isinstance(prop, _SPELLED):
        return f"{own} | str"
    if isinstance(prop, ListProperty | MapProperty):
        inner = dict_type(prop.inner_property, names, is_member=is_member)
        if inner != str(prop.inner_property.get_type_string().as_unembedded_code()):
            return f"Sequence[{inner}]" if isinstance(prop, ListProperty) else f"Mapping[str, {inner}]"
    return own


def _free(name: str, used: set[str]) -> str:
    return name if name not in used else next(each for n in range(2, 10_000) if (each := f"{name}{n}") not in used)
