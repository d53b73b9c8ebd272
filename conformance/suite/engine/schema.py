"""The spec as a schema of schemathesis that uses our transport, the target's credentials and a bounded coverage.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice, zip_longest
from typing import Any

import schemathesis
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from conformance.auth import signing
from conformance.auth.credentials import Credentials
from conformance.openapi.schemas import unfold
from conformance.openapi.spec import Operation, Spec
from conformance.suite.engine.document import TOKEN_TYPES, adapt_document
from conformance.suite.engine.templates import accept_dotted_names
from conformance.suite.engine.transport import Wire
from conformance.suite.target import Target

_POOL, _POOL_SECONDS = 5000, 3.0  # coverage cases of one operation, and the time to make them, to choose from
_MANY = 50  # cases; to choose fewer, less is made
_UNFOLDED = 500  # schemas of a body; TMF622 has more than 100,000, and their examples needed schemathesis minutes


def make_schema(
    target: Target, config: dict[str, Any], wire: Wire, operation_ids: Collection[str], coverage: int
) -> BaseSchema:
    accept_dotted_names()
    operations = target.api.spec.operations
    document = adapt_document(target.api.spec, bool(target.credentials) and not target.credentials.is_fake)
    schema = schemathesis.openapi.from_dict(document, config=schemathesis.Config.from_dict(config))
    routes = {(operations[name].method, operations[name].path) for name in operation_ids}
    large = {(o.method, o.path) for o in operations.values() if has_large_body(target.api.spec, o)}
    # Clones of a schema are made by its class, so the transport has to hang there.
    members = {
        "transport": wire,
        "iter_coverage_cases": _bound_coverage(type(schema), coverage),
        "get_strategies_from_examples": _omit_examples(large, type(schema)),
    }
    schema.__class__ = type("WiredSchema", (type(schema),), members)
    return schema.include(lambda context: _route_of(context.operation) in routes)


def has_large_body(spec: Spec, operation: Operation) -> bool:
    """Return whether a body has too many schemas for the examples of its properties to be combined."""
    contents = operation.body.content.values() if operation.body else ()
    pointers = [media_type.schema_pointer for media_type in contents if media_type.schema_pointer]
    return any(next(islice(unfold(spec, pointer), _UNFOLDED, None), None) for pointer in pointers)


def _route_of(operation: Any) -> tuple[str, str]:
    return operation.method.upper(), operation.path


def _omit_examples(large: Collection[tuple[str, str]], schema_class: type[BaseSchema]) -> Any:
    """Replace `get_strategies_from_examples`, which has no bound: omit examples of `large` operations."""

    def choose(schema: BaseSchema, operation: Any, **given: Any) -> list[Any]:
        if _route_of(operation) in large:
            return []
        return schema_class.get_strategies_from_examples(schema, operation, **given)

    return choose


def _bound_coverage(schema_class: type[BaseSchema], count: int) -> Any:
    """Replace `iter_coverage_cases`, which has no bound: at most `count` cases, about as many of each kind."""

    def iterate(schema: BaseSchema, operation: Any, **given: Any) -> Iterator[Case[Any]]:
        found = schema_class.iter_coverage_cases(schema, operation, **given)
        return iter(_sample(found, count))

    return iterate


def _sample(cases: Iterator[Case[Any]], count: int) -> list[Case[Any]]:
    """Return at most `count` of the cases: the first of each kind, then the second of each, and so on.

    Each property that is null in a valid body makes a kind of its own, up to a fifth of the cases.
    """
    nulls: set[str] = set()
    strata: dict[object, list[Case[Any]]] = defaultdict(list)
    share = min(count / _MANY, 1)
    end = time.monotonic() + _POOL_SECONDS * share
    for case in islice(cases, int(_POOL * share)):
        data = case.meta.phase.data if case.meta else None
        kind = tuple(getattr(data, name, None) for name in ("scenario", "parameter_location", "parameter"))
        nulled = _find_null(case, nulls) if len(nulls) < count // 5 else ""
        nulls.update({nulled} - {""})
        strata[(*kind, nulled)].append(case)
        if time.monotonic() > end:
            break
    turns = zip_longest(*strata.values())
    return [case for case in chain.from_iterable(turns) if case is not None][:count]


def _find_null(case: Case[Any], others: Collection[str]) -> str:
    """Return the first property that is null in the valid body of a case and not among the others; else ""."""
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    body = case.body if is_valid and isinstance(case.body, dict) else {}
    return next((name for name, value in body.items() if value is None and name not in others), "")


def auth_config(spec: Spec, given: Credentials) -> dict[str, Any]:
    credentials = dict(_auth(spec, given))
    return {**({"openapi": credentials} if credentials else {}), "auto-signup": False}


def _auth(spec: Spec, given: Credentials) -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in signing.sent_values(spec, given).items():
        scheme: Mapping[str, Any] = spec.security_schemes[name]
        kind = scheme.get("scheme", "").lower()
        if scheme["type"] == "apiKey":
            yield name, {"api_key": value}
        elif kind == "bearer":
            yield name, {"bearer": value}
        elif kind == "basic":
            username, _, password = value.partition(":")
            yield name, {"username": username, "password": password}
        elif scheme["type"] == "http":
            yield name, {"api_key": f"{scheme['scheme']} {value}"}
        elif scheme["type"] in TOKEN_TYPES:
            yield name, {"bearer": value}
