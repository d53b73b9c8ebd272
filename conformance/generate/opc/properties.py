"""Property names that Python can't distinguish: `+1` and `-1` are both 1 to it.

Tested in `tests/generate/opc/test_rewriting.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from openapi_python_client.strings import PythonIdentifier

from conformance.generate.opc.rewriting import PLACE, Definition, Trace, within

_WORDS = {"+": "plus_", "-": "minus_", "<": "less_", ">": "greater_", "!": "not_", "@": "at_", "$": "dollar_"}


def distinct_properties(schemas: list[Any], trace: Trace) -> dict[str, str]:
    """Rename properties whose names would be the same attribute; returns the old name of each new one."""
    names = {name for schema in schemas for each in within(schema) for name in each.get("properties", {})}
    known: set[str] = {PythonIdentifier(name, "field_") for name in names}
    new_names: dict[str, str] = {}
    for schema in schemas:
        for each in within(schema):
            for name in _clashing(each.get("properties", {})):
                _rename(each, name, new_names.setdefault(name, _new(name, known)))
                trace.add("distinct_properties", str(each.get(PLACE, "")))
    return {new: name for name, new in new_names.items()}


def _clashing(properties: Mapping[str, Any]) -> list[str]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in properties:
        groups[PythonIdentifier(name, "field_")].append(name)
    return [name for names in groups.values() if len(names) > 1 and _stay_equal(names) for name in names[1:]]


def _stay_equal(names: list[str]) -> bool:
    """Return whether names are equal as the generator writes them when they clash: with their case kept."""
    return len({PythonIdentifier(name, "field_", skip_snake_case=True) for name in names}) < len(names)


def _new(name: str, known: set[str]) -> str:
    base = _WORDS.get(name[:1], "other_") + name[1:] if name[:1] in _WORDS else f"{name}_other"
    candidates = (base, *(f"{base}_{number}" for number in range(2, len(known) + 3)))
    new = next(each for each in candidates if PythonIdentifier(each, "field_") not in known)
    known.add(PythonIdentifier(new, "field_"))
    return new


def _rename(schema: Definition, name: str, new: str) -> None:
    schema["properties"] = {new if key == name else key: value for key, value in schema["properties"].items()}
    if name in schema.get("required", ()):
        schema["required"] = [new if key == name else key for key in schema["required"]]
