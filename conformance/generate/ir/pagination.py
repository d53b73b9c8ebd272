"""Lists that page: the place of a page's items, and the request for the next page.

Tested in `tests/generate/test_pages.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.generate.ir.inferred_pagination import infer
from conformance.generate.ir.operations import Plan
from conformance.generate.types import List, Model, Property, Scalar, Type, variants
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec


@dataclass(frozen=True)
class Pages:
    """Pagination of one operation: as `x-pagination` has it, its types, and the arguments of the runtime's class."""

    stated: Mapping[str, Any]
    is_inferred: bool
    page: str
    item: str
    arguments: Mapping[str, str]  # names and expressions


def pages(spec: Spec, plan: Plan, types: Sequence[str]) -> Pages | None:
    """Return the pagination of the operation, whose successes have `types`; None without one.

    Raises InputError if its success has no such properties, or the operation no such parameter.
    """
    stated = plan.operation.definition.get("x-pagination")
    if stated is None:
        inferred = infer(spec, plan.operation)
        try:
            return _Reading(spec, plan, types, inferred, is_inferred=True).pages() if inferred else None
        except InputError:
            return None
    is_stated = isinstance(stated, Mapping)
    return _Reading(spec, plan, types, stated, is_inferred=False).pages() if is_stated else None


class _Reading:
    def __init__(
        self,
        spec: Spec,
        plan: Plan,
        types: Sequence[str],
        stated: Mapping[str, Any],
        *,
        is_inferred: bool,
    ) -> None:
        self._spec = spec
        self._plan = plan
        self._stated = stated
        self._is_inferred = is_inferred
        kinds, answers = plan.call.responses, plan.endpoint.responses
        found = (type_ for status, type_ in answers.items() if status.startswith("2") and kinds[status] != "none")
        self._page = next(found, Scalar.NONE)
        self._types = types

    def pages(self) -> Pages:
        items, item = self._items()
        given = {"items": f"lambda page: {items}"}
        for name in ("next", "more", "total"):
            if name in self._stated:
                given[name] = f"lambda page: {self._value(str(self._stated[name]))[0]}"
        if "next" in self._stated:
            given["pointer"] = repr(f"/{'/'.join(map(json_pointer.escape, _tokens(self._stated['next'])))}")
        style = self._stated["style"]
        if style in {"offset", "cursor"} or (style == "page" and "next" not in self._stated):
            given |= self._parameter(style, str(self._stated[style]))
        return Pages(self._stated, self._is_inferred, " | ".join(self._types), item, given)

    def _items(self) -> tuple[str, str]:
        """Return the expression of a page's items, and the type of an item."""
        name = str(self._stated.get("items", ""))
        value, type_ = self._value(name) if name else (_guard("page", self._guards("list")), self._page)
        others = [each for each in variants(type_) if each is not Scalar.NONE]
        arrays = [each for each in others if isinstance(each, List)]
        if not arrays or (len(arrays) < len(others) and self._is_inferred):
            raise self._build_error(
                f"the property {name!r} is no array" if name else "the operation's success is no array"
            )
        item = " | ".join(dict.fromkeys(array.inner.annotation for array in arrays))
        return f"({value}) or []" if " if " in value else f"{value} or []", item  # null is read as any array

    def _value(self, name: str) -> tuple[str, Type]:
        """Return the expression of a property of the page, and its type."""
        model = _object(self._page)
        holder, source, guards = self._page, "page", self._guards(model.name) if model else []
        for token in _tokens(name):
            if source != "page":
                guards.append(source)
            prop = self._property(_object(holder), token, name)
            holder, source = prop.type, f"{source}.{prop.python_name}"
        return _guard(source, guards), holder

    def _guards(self, kind: str) -> list[str]:
        """Return the condition for a page with items, if a success may be something else too."""
        own = {each.annotation for each in variants(self._page)} - {"None"}
        others = set(self._types) - own
        if self._is_inferred and others - {"None"}:
            raise self._build_error("the operation's successes are of several types")
        return [f"isinstance(page, {kind})"] if others - {"Any"} else []

    def _property(self, model: Model | None, token: str, name: str) -> Property:
        if model is None:
            raise self._build_error("the operation's success is no object with properties")
        found = next((prop for prop in model.properties if prop.name == token), None)
        if found is None:
            raise self._build_error(f"the operation's success has no property {name!r}")
        return found

    def _parameter(self, style: str, name: str) -> dict[str, str]:
        """Return the parameter that asks for a page: of the query, or a JSON pointer into the body."""
        parameters = {p.name: p for p in self._plan.operation.parameters if p.location == "query"}
        if not name.startswith("/") and name not in parameters:
            raise self._build_error(f"the operation has no query parameter {name!r}")
        if style == "cursor":
            return {"parameter": repr(name)}
        schema = self._spec.resolve(parameters[name].schema_pointer)[1] if name in parameters else {}
        numbers = (schema.get("default"), schema.get("minimum"), int(style == "page"))
        first = 0 if style == "offset" else next(each for each in numbers if isinstance(each, int))
        return {"parameter": repr(name), "step": repr(style), "first": repr(first)}

    def _build_error(self, reason: str) -> InputError:
        pointer = json_pointer.join(self._plan.operation.pointer, "x-pagination")
        return self._spec.error(pointer, reason, "name what is there, or leave x-pagination out")


def _guard(source: str, guards: Sequence[str]) -> str:
    return source + (f" if {' and '.join(guards)} else None" if guards else "")


def _tokens(name: str) -> list[str]:
    """Split a name, which is one token, or a JSON pointer."""
    return [json_pointer.unescape(each) for each in name[1:].split("/")] if name.startswith("/") else [name]


def _object(type_: Type) -> Model | None:
    found = [each for each in variants(type_) if each is not Scalar.NONE]
    return found[0] if len(found) == 1 and isinstance(found[0], Model) else None
