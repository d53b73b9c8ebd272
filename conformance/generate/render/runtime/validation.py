"""A JSON Schema (2020-12) evaluator: where and why JSON data does not fit. For `validate=True` and to locate errors.

`$ref` is followed within one document, by JSON pointer; `$id`, anchors and dynamic references are not supported.
Formats are assertions, see `formats`; those that are not there are annotations.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from . import patterns
from .assertions import violated
from .decoding import pointer

Violation = tuple[str, str]


def violations(value: Any, schema: Any, document: Mapping[str, Any]) -> Iterator[Violation]:
    """Where JSON data does not fit a schema, and why: JSON pointers (RFC 6901) and reasons, the deepest ones first.

    `document` is what `$ref` refers into. Raises LookupError for a reference that leads nowhere, ValueError for a
    pattern that Python can't evaluate.
    """
    found = _evaluate(value, schema, "", document)
    yield from sorted(found.violations, key=lambda violation: -violation[0].count("/"))


def first_violation(value: Any, schema: str, document: Mapping[str, Any]) -> Violation | None:
    """The first of `violations`, of the schema that the reference `schema` leads to; None if the value fits."""
    try:
        return next(violations(value, {"$ref": schema}, document), None)
    except (LookupError, RecursionError, ValueError) as error:
        return "", f"it can't be validated ({type(error).__name__})"


class _Found:
    """What applying one schema to one value gives: violations, and the properties and items that were evaluated."""

    __slots__ = ("indexes", "names", "violations")

    def __init__(self, violations: Iterable[Violation] = ()) -> None:
        self.violations = list(violations)
        self.names: set[str] = set()
        self.indexes: set[int] = set()

    def merge(self, other: "_Found") -> None:
        """Take over what another schema said of the same value."""
        self.violations += other.violations
        self.evaluated(other)

    def evaluated(self, other: "_Found") -> None:
        """Take over what another schema evaluated."""
        self.names |= other.names
        self.indexes |= other.indexes


class _Scope:
    """One schema, applied to one value."""

    __slots__ = ("at", "document", "found", "schema", "value")

    def __init__(self, value: Any, schema: Mapping[str, Any], at: str, document: Mapping[str, Any]) -> None:
        self.value = value
        self.schema = schema
        self.at = at
        self.document = document
        self.found = _Found()

    def same(self, schema: Any) -> _Found:
        """Apply another schema to the same value."""
        return _evaluate(self.value, schema, self.at, self.document)

    def part(self, token: str | int, schema: Any) -> _Found:
        """Apply a schema to a property or item."""
        return _evaluate(self.value[token], schema, self.at + pointer(token), self.document)

    def refuse(self, reason: str) -> None:
        """Note that the value does not fit."""
        self.found.violations.append((self.at, reason))

    def names(self, schema: Any, names: Iterator[str] | list[str]) -> None:
        """Apply a schema to these properties."""
        for name in names:
            self.found.violations += self.part(name, schema).violations
            self.found.names.add(name)

    def items(self, schema: Any, indexes: Iterator[int] | range | list[int]) -> None:
        """Apply a schema to these items."""
        for index in indexes:
            self.found.violations += self.part(index, schema).violations
            self.found.indexes.add(index)


def _evaluate(value: Any, schema: Any, at: str, document: Mapping[str, Any]) -> _Found:
    if isinstance(schema, bool):
        return _Found([] if schema else [(at, "nothing may stand there")])
    scope = _Scope(value, schema, at, document)
    for keyword in violated(value, schema):
        scope.refuse(_reason(keyword, schema[keyword]))
    for keyword, apply in _APPLICATORS:
        if keyword in schema:
            apply(scope, schema[keyword])
    return scope.found


def _reason(keyword: str, argument: Any) -> str:
    shown = json.dumps(argument, ensure_ascii=False, default=str)
    return f"{keyword} {shown if len(shown) <= 100 else shown[:100] + '…'} is violated"


def _ref(scope: _Scope, reference: str) -> None:
    target: Any = scope.document
    for token in unquote(reference).split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        target = target[int(key)] if isinstance(target, list) else target[key]
    scope.found.merge(scope.same(target))


def _all_of(scope: _Scope, schemas: list[Any]) -> None:
    for schema in schemas:
        scope.found.merge(scope.same(schema))


def _any_of(scope: _Scope, schemas: list[Any]) -> None:
    results = [scope.same(schema) for schema in schemas]
    fitting = [result for result in results if not result.violations]
    for result in fitting:
        scope.found.evaluated(result)
    if not fitting:
        _refuse_all(scope, "anyOf", results)


def _one_of(scope: _Scope, schemas: list[Any]) -> None:
    results = [scope.same(schema) for schema in schemas]
    fitting = [result for result in results if not result.violations]
    if len(fitting) == 1:
        scope.found.evaluated(fitting[0])
    elif fitting:
        scope.refuse(f"it fits {len(fitting)} schemas of oneOf")
    else:
        _refuse_all(scope, "oneOf", results)


def _refuse_all(scope: _Scope, keyword: str, results: list[_Found]) -> None:
    """Note that no alternative fits, and where the one that was meant does not: that which fits at the value itself."""
    scope.refuse(f"it fits no schema of {keyword}")
    meant = [r.violations for r in results if all(place != scope.at for place, _ in r.violations)]
    scope.found.violations += meant[0] if len(meant) == 1 else []


def _not(scope: _Scope, schema: Any) -> None:
    if not scope.same(schema).violations:
        scope.refuse("it fits the schema of not")


def _if(scope: _Scope, schema: Any) -> None:
    condition = scope.same(schema)
    if not condition.violations:
        scope.found.evaluated(condition)
    scope.found.merge(scope.same(scope.schema.get("else" if condition.violations else "then", True)))


def _of(kind: type, apply: Callable[[_Scope, Any], None]) -> Callable[[_Scope, Any], None]:
    """The keyword, for values of this kind alone."""
    return lambda scope, argument: apply(scope, argument) if isinstance(scope.value, kind) else None


def _dependent_schemas(scope: _Scope, schemas: Mapping[str, Any]) -> None:
    for name in scope.value.keys() & schemas.keys():
        scope.found.merge(scope.same(schemas[name]))


def _property_names(scope: _Scope, schema: Any) -> None:
    for name in scope.value:
        result = _evaluate(name, schema, scope.at, scope.document)
        scope.found.violations += [(scope.at, f"a property's name: {reason}") for _, reason in result.violations]


def _properties(scope: _Scope, schemas: Mapping[str, Any]) -> None:
    for name in schemas:
        if name in scope.value:
            scope.names(schemas[name], [name])


def _pattern_properties(scope: _Scope, schemas: Mapping[str, Any]) -> None:
    for expression, schema in schemas.items():
        scope.names(schema, [name for name in scope.value if patterns.compiled(expression).search(name)])


def _additional_properties(scope: _Scope, schema: Any) -> None:
    known, expressions = scope.schema.get("properties", {}), scope.schema.get("patternProperties", {})
    others = [name for name in scope.value if name not in known]
    scope.names(
        schema, [name for name in others if not any(patterns.compiled(each).search(name) for each in expressions)]
    )


def _prefix_items(scope: _Scope, schemas: list[Any]) -> None:
    for index, schema in enumerate(schemas[: len(scope.value)]):
        scope.items(schema, [index])


def _items(scope: _Scope, schema: Any) -> None:
    scope.items(schema, range(len(scope.schema.get("prefixItems", ())), len(scope.value)))


def _contains(scope: _Scope, schema: Any) -> None:
    fitting = [index for index in range(len(scope.value)) if not scope.part(index, schema).violations]
    scope.found.indexes.update(fitting)
    least, most = scope.schema.get("minContains", 1), scope.schema.get("maxContains", len(scope.value))
    if not least <= len(fitting) <= most:
        scope.refuse(f"{len(fitting)} items fit the schema of contains")


def _unevaluated_properties(scope: _Scope, schema: Any) -> None:
    scope.names(schema, [name for name in scope.value if name not in scope.found.names])


def _unevaluated_items(scope: _Scope, schema: Any) -> None:
    scope.items(schema, [index for index in range(len(scope.value)) if index not in scope.found.indexes])


_APPLICATORS: tuple[tuple[str, Callable[[_Scope, Any], None]], ...] = (
    ("$ref", _ref),
    ("allOf", _all_of),
    ("anyOf", _any_of),
    ("oneOf", _one_of),
    ("not", _not),
    ("if", _if),
    ("dependentSchemas", _of(dict, _dependent_schemas)),
    ("propertyNames", _of(dict, _property_names)),
    ("properties", _of(dict, _properties)),
    ("patternProperties", _of(dict, _pattern_properties)),
    ("additionalProperties", _of(dict, _additional_properties)),
    ("prefixItems", _of(list, _prefix_items)),
    ("items", _of(list, _items)),
    ("contains", _of(list, _contains)),
    # These see what all the others have evaluated.
    ("unevaluatedProperties", _of(dict, _unevaluated_properties)),
    ("unevaluatedItems", _of(list, _unevaluated_items)),
)
