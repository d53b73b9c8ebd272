"""Schemas compiled once at start: to validate values by, and to say what is wrong with them.

Tested in `tests/mock/test_alternatives.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import jsonschema_rs

from conformance.mock.cutting import Cut, Path, has_long_text
from conformance.openapi import json_pointer
from conformance.openapi.schemas import Shape, json_type, reachable
from conformance.openapi.spec import Spec

_MASK = "the value"
_FindErrors = Callable[[Any], Sequence[jsonschema_rs.ValidationError]]


@dataclass(frozen=True)
class Leaf:
    """The part of a value that breaks a schema, and the keyword of the document that it breaks.

    `variant` distinguishes the ways to break one keyword. `value` may be sensitive.
    """

    path: Path  # within the value
    pointer: str
    rule: str  # the keyword, with what the document says there
    value: Any = field(repr=False, compare=False)
    variant: str = ""


class Complaint(str):
    """Complaint about a value: where and why. `keywords` are those of the schema that the value breaks.

    `cause` says the same without anything of the value: two values that break the schema alike have one cause.
    """

    keywords: frozenset[str]
    cause: str
    leaf: Leaf | None

    def __new__(
        cls,
        text: str,
        keywords: frozenset[str] = frozenset(),
        cause: str = ": not readable",
        leaf: Leaf | None = None,
    ) -> Complaint:
        """Make the complaint `text`."""
        complaint = super().__new__(cls, text)
        complaint.keywords = keywords
        complaint.cause = cause
        complaint.leaf = leaf
        return complaint


class Schema:
    """The schema at `pointer` of the spec, compiled; raises InputError when made if it can't be."""

    def __init__(self, spec: Spec, pointer: str) -> None:
        self._spec = spec
        self.pointer = pointer
        self._validator = _compile_validator(spec, pointer)

    @cached_property
    def shape(self) -> Shape:
        """The way to read text as a value of this schema."""
        return Shape(self._spec, [self.pointer])

    @cached_property
    def is_sensitive(self) -> bool:
        """True if the schema, or any schema that it reaches, is marked `x-sensitive`."""
        return any(isinstance(s, dict) and "x-sensitive" in s for _, s in reachable(self._spec, [self.pointer]))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of properties that the schema, or any schema that it reaches, has."""
        schemas = (s for _, s in reachable(self._spec, [self.pointer]) if isinstance(s, dict))
        return frozenset(name for schema in schemas for name in schema.get("properties", {}))

    def is_valid(self, value: Any) -> bool:
        """Return whether `value` is valid."""
        try:
            return self._validator.is_valid(value)
        except (ValueError, TypeError, OverflowError):  # as in `complaint`
            return False

    def complaint(self, value: Any) -> Complaint | None:
        """Return where and why `value` is invalid, without a sensitive value; None if it is valid."""
        return next(self._complaints(value, self._first_error), None)

    def complaints(self, value: Any, most: int = 10) -> list[Complaint]:
        """Return one complaint for each place at which `value` is invalid; all rows of an array are one place."""
        found: dict[str, Complaint] = {}
        for complaint in self._complaints(value, self._all_errors):
            found.setdefault(self._name_place(complaint.leaf.path) if complaint.leaf else "", complaint)
        return list(found.values())[:most]

    def _complaints(self, value: Any, find_errors: _FindErrors) -> Iterator[Complaint]:
        try:
            if not self._validator.is_valid(value):
                cut = Cut(value, self._validator.is_valid)
                yield from [self._describe(error, cut) for error in find_errors(cut.value)]
        except (ValueError, TypeError, OverflowError) as problem:  # a lone surrogate, and whatever else is no JSON
            yield Complaint(f": not JSON text in Unicode ({type(problem).__name__})")

    def _first_error(self, value: Any) -> list[jsonschema_rs.ValidationError]:
        # A message quotes the value: 200 ms for a text of 16 MB. `iter_errors` needs 7 GB for a body of that size.
        validator = self._spec.validator(self.pointer, _MASK if has_long_text(value) else None)
        try:
            validator.validate(value)
        except jsonschema_rs.ValidationError as error:
            return [error]
        return []

    def _all_errors(self, value: Any) -> list[jsonschema_rs.ValidationError]:
        if has_long_text(value):
            return self._first_error(value)
        errors = list(self._validator.iter_errors(value))
        # A property is unevaluated, too, where its own schema fails.
        return [e for e in errors if not str(e.kind.name).startswith("unevaluated")] or errors

    def _name_place(self, path: Path) -> str:
        """Return the JSON pointer to `path` with the names of the schema alone, and `*` for any other step."""
        return json_pointer.from_path(step if step in self._names else "*" for step in path)

    def _describe(self, error: jsonschema_rs.ValidationError, cut: Cut) -> Complaint:
        informative = _find_informative(error)
        path = cut.path_of(tuple(informative[0].instance_path))
        messages = [_without_value(e) if self.is_sensitive else e.message for e in informative]
        place = json_pointer.from_path(path)
        message = ", or ".join(dict.fromkeys(messages))
        named = self._name_place(path)
        cause = f"{named and f' {named}'}: {', '.join(sorted({_name(e) for e in informative}))}"
        text = f" {place}: {message}" if place else f": {message}"
        return Complaint(text, frozenset(map(_keyword, informative)), cause, self._leaf(informative, path))

    def _leaf(self, informative: Sequence[jsonschema_rs.ValidationError], path: Path) -> Leaf:
        error = informative[0]
        rule = ", or ".join(dict.fromkeys(map(self._rule, informative)))
        pointer = json_pointer.from_path(error.schema_path)
        return Leaf(path, pointer, rule, error.instance, _variant(error))

    def _rule(self, error: jsonschema_rs.ValidationError) -> str:
        """Return the keyword with what the document says there; of `required`, the one name that is missing."""
        keyword, said = str(error.kind.name), error.kind.as_dict().get("property")
        if said is None:
            try:
                said = json_pointer.at(self._spec.document, error.schema_path)
            except LookupError:  # a schema that is false has no keyword
                return keyword
        return f"{keyword} {json.dumps(said, ensure_ascii=False)}"


def _variant(error: jsonschema_rs.ValidationError) -> str:
    """Return the type of a value that has a wrong one, else the names of properties that are missing or too many."""
    details = error.kind.as_dict()
    if error.kind.name == "type":
        return json_type(error.instance)
    return ", ".join(sorted(map(str, details.get("unexpected", [details.get("property", "")]))))


def _keyword(error: jsonschema_rs.ValidationError) -> str:
    """Return the keyword that the value breaks; for `format` with its name: `format:uuid`."""
    name = str(error.kind.name)
    return f"{name}:{error.kind.as_dict().get('format')}" if name == "format" else name


def _name(error: jsonschema_rs.ValidationError) -> str:
    """Return the keyword that the value breaks; for `required` with the property that is missing."""
    return f"required {error.kind.as_dict()['property']}" if error.kind.name == "required" else _keyword(error)


def _find_informative(error: jsonschema_rs.ValidationError) -> list[jsonschema_rs.ValidationError]:
    """Return the error itself; where all alternatives fail, the deepest error of the one most likely meant.

    That is one without another property's constant or enum, such as a discriminator's, then the one in which the value
    errs deepest, then one of the value's type, then one that it breaks least often, and never null; of several that are
    as likely, each one's deepest error at the same place. If each has another constant for one property, those errors.
    """
    branches = [branch for branch in getattr(error.kind, "context", ()) if branch]
    if not branches:
        return [error]
    depth = len(error.instance_path)
    constants = [each for branch in branches for each in branch if _is_constant(each, depth)]
    if len(constants) == len(branches) > 1 and len({tuple(each.instance_path) for each in constants}) == 1:
        return constants
    deepest = [_deepest(branch) for branch in branches]
    distances = [_distance(*each, depth) for each in zip(branches, deepest, strict=True)]
    found = [e for each, distance in zip(deepest, distances, strict=True) if distance == min(distances) for e in each]
    return [e for e in found if e.instance_path == found[0].instance_path]


def _deepest(errors: Iterable[jsonschema_rs.ValidationError]) -> list[jsonschema_rs.ValidationError]:
    return max(map(_find_informative, errors), key=lambda found: len(found[0].instance_path))


def _distance(
    branch: Sequence[jsonschema_rs.ValidationError], deepest: Sequence[jsonschema_rs.ValidationError], depth: int
) -> tuple[bool, int, int, int]:
    here = [error.kind.as_dict() for error in branch if len(error.instance_path) == depth]
    types = [details["types"] for details in here if "types" in details]
    is_another = any(_is_constant(each, depth) for each in branch)
    return is_another, -len(deepest[0].instance_path), 2 if ["null"] in types else bool(types), len(branch)


def _is_constant(error: jsonschema_rs.ValidationError, depth: int) -> bool:
    return error.kind.name in {"const", "enum"} and len(error.instance_path) == depth + 1


def _without_value(error: jsonschema_rs.ValidationError) -> str:
    # What is missing is no value, and its name is the schema's.
    return error.message if error.kind.name == "required" else f"breaks {error.kind.name!r}"


def _compile_validator(spec: Spec, pointer: str) -> jsonschema_rs.Draft202012Validator:
    try:
        return spec.validator(pointer)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        reason = f"not a JSON Schema (2020-12): {error.message}"
        raise spec.error(pointer, reason, "correct the schema") from error
