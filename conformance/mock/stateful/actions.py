"""Outcomes of actions: `POST /orders/{id}/cancel` makes the status of an order `cancelled`.

Tested in `tests/mock/stateful/test_actions.py`.
"""

from __future__ import annotations

import re

from conformance.mock.stateful.views import View
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Spec
from conformance.resources.words import split_words

_MARKS = frozenset({"mark", "set", "as"})  # `mark-as-paid`: the state itself follows
_IRREGULAR = {
    "activate": {"active"},
    "deactivate": {"inactive"},
    "hold": {"held", "onhold"},
    "open": {"open"},
    "pay": {"paid"},
    "reactivate": {"active"},
    "reopen": {"open"},
    "send": {"sent"},
    "withdraw": {"withdrawn"},
}


def find_outcome(spec: Spec, view: View, path: str) -> dict[str, str]:
    """Return the property that the verb at the end of `path` sets, and its value; nothing if several could be meant."""
    states = _states_after(path)
    found = [
        (name, value)
        for name, places in view.names.items()
        for value in dict.fromkeys(_choices(spec, places))
        if "".join(split_words(value)) in states
    ]
    return dict(found) if len(found) == 1 else {}


def _choices(spec: Spec, places: list[str]) -> list[str]:
    schemas = [schema for place in places for _, schema in in_place(spec, place)]
    return [value for schema in schemas for value in schema.get("enum", ()) if isinstance(value, str)]


def _states_after(path: str) -> set[str]:
    """Return the states that the verb at the end of a path may lead to: `cancel` to `cancelled` or `canceled`."""
    last = re.split("[/:]", path)[-1]
    words = split_words(last)
    if "{" in last or not words:
        return set()
    if words[0] in _MARKS:
        return {"".join(word for word in words if word not in _MARKS)}
    verb = "".join(words)
    regular = {f"{verb}ed", f"{verb}d", f"{verb}{verb[-1]}ed", f"{verb.removesuffix('y')}ied"}
    return regular | _IRREGULAR.get(verb, set())
