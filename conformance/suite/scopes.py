"""Scopes that most operations require, such as `X-Tenant` or `companyId`: in another one, an item is not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from conformance.mock.examples import examples
from conformance.network.exchange import Exchange, Fields
from conformance.openapi.idempotency import is_idempotency_key
from conformance.openapi.spec import Operation, Parameter, Spec

_OF_ONE_REQUEST = "accept|content|^if-|^range$|prefer|request|correlation|trace|nonce|time|date|sign|digest"
_SENSITIVE = "auth|key|token|secret|password|credential|cookie"
_OTHERS = re.compile(f"{_OF_ONE_REQUEST}|{_SENSITIVE}")
_TYPES = {"header": {"string"}, "query": {"string", "integer"}}
_INTEGER = re.compile(r"-?[0-9]+")
_Key = tuple[str, str]  # location and name


class Scopes:
    """The value of each such parameter: the given one, the document's example, or the first that has succeeded.

    It replaces any other valid value, so that what one request creates is there for the next.
    """

    def __init__(self, spec: Spec, given: Mapping[str, Any]) -> None:
        found = _list_shared(spec)
        self._validators = {key: spec.validator(each.schema_pointer) for key, each in found.items()}
        self._numbers = {key for key, each in found.items() if _read_schema(spec, each).get("type") == "integer"}
        stated = {key: given.get(each.name, _read_example(spec, each)) for key, each in found.items()}
        self._values = {key: str(value) for key, value in stated.items() if value is not None}
        self._kept: set[str] = set()  # URLs

    def keep(self, url: str) -> None:
        """Note that a URL is sent as it is: a law may look into another scope."""
        self._kept.add(url)

    def learn(self, exchange: Exchange) -> None:
        """Keep the values of a valid request that has succeeded, where none is known."""
        request = exchange.request
        headers = [(("header", name.lower()), value) for name, value in request.headers]
        for key, value in (*headers, *((("query", name), value) for name, value in parse_qsl(request.query))):
            if self._is_valid(key, value):
                self._values.setdefault(key, value)

    def renew_headers(self, headers: Iterable[tuple[str, str]]) -> Fields:
        """Return the headers with the value of the run in place of each valid one."""
        return tuple((name, self._choose(("header", name.lower()), value)) for name, value in headers)

    def renew_query(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Return the query with the value of the run in place of each valid one."""
        return {name: self._choose(("query", name), value) for name, value in query.items()}

    def renew_url(self, url: str) -> str:
        """Return the URL with the value of the run in place of each valid one in its query."""
        if url in self._kept:
            return url
        parts = urlsplit(url)
        return parts._replace(query="&".join(map(self._renew_pair, parts.query.split("&")))).geturl()

    def _renew_pair(self, text: str) -> str:
        """Return a pair of a query as it was written, unless it has another value of a scope."""
        for name, value in parse_qsl(text, keep_blank_values=True)[:1]:
            chosen = self._choose(("query", name), value)
            return text if chosen == value else urlencode({name: chosen})
        return text

    def _choose(self, key: _Key, value: Any) -> Any:
        return self._values.get(key, value) if self._is_valid(key, value) else value

    def _is_valid(self, key: _Key, value: Any) -> bool:
        is_number = key in self._numbers and isinstance(value, str) and _INTEGER.fullmatch(value)
        return key in self._validators and bool(self._validators[key].is_valid(int(value) if is_number else value))


def _list_shared(spec: Spec) -> dict[_Key, Parameter]:
    """Return the scopes that more than half of the operations require, and two at least."""
    required = [each for operation in spec.operations.values() for each in _list_required(spec, operation)]
    times = Counter(map(_key_of, required))
    least = max(2, len(spec.operations) // 2 + 1)
    return {key: each for each in required if times[key := _key_of(each)] >= least}


def _key_of(parameter: Parameter) -> _Key:
    """Return the location and the name of a parameter; names of headers have no case."""
    return parameter.location, parameter.name.lower() if parameter.location == "header" else parameter.name


def _list_required(spec: Spec, operation: Operation) -> list[Parameter]:
    required = [each for each in operation.parameters if each.location in _TYPES and each.required]
    shared = [each for each in required if not (_OTHERS.search(each.name.lower()) or is_idempotency_key(each))]
    return [each for each in shared if _read_schema(spec, each).get("type", "string") in _TYPES[each.location]]


def _read_schema(spec: Spec, parameter: Parameter) -> Mapping[str, Any]:
    schema = spec.resolve(parameter.schema_pointer)[1]
    return schema if isinstance(schema, Mapping) else {}


def _read_example(spec: Spec, parameter: Parameter) -> Any:
    schema = _read_schema(spec, parameter)
    stated = [each.value for each in examples(spec, parameter.pointer)]
    own = [schema[name] for name in ("example", "default") if name in schema]
    return next(iter([*stated, *own, *schema.get("examples", ())]), None)
