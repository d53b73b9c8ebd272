"""Actions on an item: `POST /orders/{id}/cancel` makes its status `cancelled`, unless the document refuses that.

Tested in `tests/mock/stateful/test_actions.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from conformance.mock.behaviour import Refusal
from conformance.mock.state import Item
from conformance.mock.stateful.part import Part
from conformance.mock.stateful.views import View
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Spec
from conformance.resources.states import read_states
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


class Actions:
    """States in which the operations of a resource are refused, and those that they lead to."""

    def __init__(self, spec: Spec, view: View | None, parts: Sequence[Part]) -> None:
        self._spec = spec
        self._view = view
        places = view.names if view else {}
        found = {
            each.operation.id: read_states(spec, each.operation, each.store.resource.name, places) for each in parts
        }
        self._states = {name: states for name, states in found.items() if states is not None}

    def expect_allowed(self, part: Part, item: Item) -> None:
        """Raise Refusal (409) if the description of an operation refuses it in the state of an item."""
        states = self._states.get(part.operation.id)
        if states is not None and item.get(states.name) in states.refused:
            raise Refusal(409, f"{states.name} is {item[states.name]}", instead=422, cause="state")

    def find_outcome(self, part: Part) -> dict[str, str]:
        """Return the state that an action leads to, as its description or its path names it."""
        states = self._states.get(part.operation.id)
        if states is not None and states.outcome is not None:
            return {states.name: states.outcome}
        return find_outcome(self._spec, self._view, part.operation.path) if self._view else {}


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
