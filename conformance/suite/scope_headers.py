"""Headers that most operations require, such as `X-Tenant`: under another value, an item is not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from conformance.mock.examples import examples
from conformance.network.exchange import Exchange, Fields
from conformance.openapi.idempotency import is_idempotency_key
from conformance.openapi.spec import Operation, Parameter, Spec

_OF_ONE_REQUEST = "accept|content|^if-|^range$|prefer|request|correlation|trace|nonce|time|date|sign|digest"
_SENSITIVE = "auth|key|token|secret|password|credential|cookie"
_OTHERS = re.compile(f"{_OF_ONE_REQUEST}|{_SENSITIVE}")


class ScopeHeaders:
    """The value of each such header: the given one, the document's example, or the first that has succeeded.

    It replaces any other valid value, so that what one request creates is there for the next.
    """

    def __init__(self, spec: Spec, given: Mapping[str, Any]) -> None:
        found = _list_shared(spec)
        self._validators = {name: spec.validator(each.schema_pointer) for name, each in found.items()}
        stated = {name: given.get(each.name, _read_example(spec, each)) for name, each in found.items()}
        self._values = {name: str(value) for name, value in stated.items() if value is not None}

    def learn(self, exchange: Exchange) -> None:
        """Keep the values of a valid request that has succeeded, where none is known."""
        for name, value in exchange.request.headers:
            if self._is_valid(name.lower(), value):
                self._values.setdefault(name.lower(), value)

    def renew(self, headers: Iterable[tuple[str, str]]) -> Fields:
        """Return the headers with the value of the run in place of each valid one."""
        return tuple((name, self._choose(name.lower(), value)) for name, value in headers)

    def _choose(self, name: str, value: str) -> str:
        return self._values.get(name, value) if self._is_valid(name, value) else value

    def _is_valid(self, name: str, value: str) -> bool:
        return name in self._validators and bool(self._validators[name].is_valid(value))


def _list_shared(spec: Spec) -> dict[str, Parameter]:
    """Return the headers of text by lower-case name that more than half of the operations require, and two at least."""
    required = [each for operation in spec.operations.values() for each in _list_required(spec, operation)]
    times = Counter(each.name.lower() for each in required)
    least = max(2, len(spec.operations) // 2 + 1)
    return {each.name.lower(): each for each in required if times[each.name.lower()] >= least}


def _list_required(spec: Spec, operation: Operation) -> list[Parameter]:
    required = [each for each in operation.parameters if each.location == "header" and each.required]
    shared = [each for each in required if not (_OTHERS.search(each.name.lower()) or is_idempotency_key(each))]
    return [each for each in shared if _read_schema(spec, each).get("type", "string") == "string"]


def _read_schema(spec: Spec, parameter: Parameter) -> Mapping[str, Any]:
    schema = spec.resolve(parameter.schema_pointer)[1]
    return schema if isinstance(schema, Mapping) else {}


def _read_example(spec: Spec, parameter: Parameter) -> Any:
    schema = _read_schema(spec, parameter)
    stated = [each.value for each in examples(spec, parameter.pointer)]
    own = [schema[name] for name in ("example", "default") if name in schema]
    return next(iter([*stated, *own, *schema.get("examples", ())]), None)
