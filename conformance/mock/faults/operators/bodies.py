"""Faults of the bodies of successes: each breaks one keyword of the schema at one property.

A property of a schema that several operations show is one place: one piece of code writes it.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from conformance.mock.faults.acts import change_success
from conformance.mock.faults.fault import Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.properties import LOST, Property, change_at, shown_properties
from conformance.mock.faults.subject import Subject
from conformance.mock.schemas import Schema

Change = Callable[[Any], Any]
_NO_FORMAT = "not of its format"
_UNLISTED = -987654


@operator("required-missing", kills="response-body", shown_in="successes")
def leave_out(subject: Subject) -> Iterator[Site]:
    """Leave out a property that the schema requires."""
    return _sites(subject, lambda each: (lambda _: LOST) if each.is_required else None)


@operator("type-wrong", kills="response-body", shown_in="successes")
def write_another_type(subject: Subject) -> Iterator[Site]:
    """Write a value of a type that the schema does not allow."""
    return _sites(subject, lambda each: _another_type if not each.allows({"unexpected": "object"}) else None)


@operator("null-shown", kills="response-body", shown_in="successes")
def write_null(subject: Subject) -> Iterator[Site]:
    """Write null where the schema does not allow it."""
    return _sites(subject, lambda each: (lambda _: None) if not each.allows(None) else None)


@operator("format-broken", kills="response-body", shown_in="successes")
def break_format(subject: Subject) -> Iterator[Site]:
    """Write a text that is not of the format."""
    return _sites(subject, lambda each: _lose_format if each.states("format") and not each.allows(_NO_FORMAT) else None)


@operator("const-broken", kills="response-body", shown_in="successes")
def break_constant(subject: Subject) -> Iterator[Site]:
    """Write another value than the constant."""
    return _sites(subject, lambda each: _another_value if each.states("const") and not _accepts_all(each) else None)


@operator("enum-broken", kills="response-body", shown_in="successes")
def break_enum(subject: Subject) -> Iterator[Site]:
    """Write a value that is not listed."""
    return _sites(subject, lambda each: _another_value if each.states("enum") and not _accepts_all(each) else None)


@operator("pattern-broken", kills="response-body", shown_in="successes")
def break_pattern(subject: Subject) -> Iterator[Site]:
    """Write a text that the pattern does not allow."""
    return _sites(subject, lambda each: (lambda _: "\u00a0~\u00a0") if each.states("pattern") else None)


@operator("bound-passed", kills="response-body", shown_in="successes")
def pass_bound(subject: Subject) -> Iterator[Site]:
    """Write a number, a text or a list beyond its bound."""
    return _sites(subject, lambda each: partial(_beyond, each) if each.states(*_BOUNDS) else None)


_BOUNDS = ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "maxLength", "minLength", "maxItems")


def _sites(subject: Subject, choose: Callable[[Property], Change | None]) -> Iterator[Site]:
    for each in shown_properties(subject):
        change = choose(each)
        if change is not None:
            first, *others = each.shown_by
            act = change_success(partial(_break, subject, each, change))
            yield Site((first, *others), act, each.pointer)


def _break(subject: Subject, each: Property, change: Change, call: Call, reply: Reply) -> Reply | None:
    """Change the property where it is shown; None if the body is still valid then, or does not show it."""
    body = reply.json
    for place in each.places_at(call.operation, reply.status):
        for value in change_at(body, place.path, change):
            if not Schema(subject.responses, place.root).is_valid(value):
                return reply.with_json(value)
    return None


def _accepts_all(each: Property) -> bool:
    """Return whether values that are not listed are right, too."""
    return each.allows("unlisted") or each.allows(_UNLISTED)


def _another_type(value: Any) -> Any:
    return {"unexpected": "object"} if not isinstance(value, dict) else "an unexpected text"


def _lose_format(_: Any) -> Any:
    return _NO_FORMAT


def _another_value(value: Any) -> Any:
    return f"{value}-unlisted" if isinstance(value, str) else _UNLISTED


def _beyond(each: Property, value: Any) -> Any:
    for keyword, step in (("maximum", 1), ("exclusiveMaximum", 0), ("minimum", -1), ("exclusiveMinimum", 0)):
        if keyword in each.keywords and isinstance(value, int | float):
            return each.keywords[keyword] + step
    if "maxLength" in each.keywords and isinstance(value, str):
        return (value or "x") * (each.keywords["maxLength"] + 1)
    if isinstance(value, list) and value and "maxItems" in each.keywords:
        return value * (each.keywords["maxItems"] + 1)
    return value[: max(0, each.keywords.get("minLength", 0) - 1)] if isinstance(value, str) else value
