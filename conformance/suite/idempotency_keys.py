"""Idempotency keys of a run: a server may answer one that it knows as before, whatever the request is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import uuid4

from conformance.network.exchange import Fields, Request
from conformance.openapi.idempotency import is_idempotency_key
from conformance.openapi.spec import Operation, Spec


class IdempotencyKeys:
    """The keys that were sent. Each goes with one request, except for those that a law keeps."""

    def __init__(self, spec: Spec) -> None:
        keys = ((operation, filter(is_idempotency_key, operation.parameters)) for operation in spec.operations.values())
        self._validators = {
            (operation.id, each.name.lower()): spec.validator(each.schema_pointer)
            for operation, found in keys
            for each in found
        }
        self._used: set[str] = set()
        self._kept: set[str] = set()

    def keep(self, operation: Operation, parameters: Mapping[str, Any]) -> None:
        """Note that the keys among `parameters` will be sent again on purpose."""
        names = [name for name in parameters if (operation.id, name.lower()) in self._validators]
        self._kept.update(str(parameters[name]) for name in names)

    def spend(self, operation: Operation, request: Request) -> None:
        """Note that a request was sent by an earlier run."""
        self._used.update(value for _, value in self._list_keys(operation, request.headers))

    def renew(self, operation: Operation, headers: Iterable[tuple[str, str]]) -> Fields:
        """Return the headers, with a new key in place of each valid one that was sent before."""
        sent = tuple(headers)
        renewed = {name: str(uuid4()) for name, value in self._list_keys(operation, sent) if value in self._used}
        new = {name: value for name, value in renewed.items() if self._is_valid(operation, name, value)}
        dressed = tuple((name, new.get(name, value)) for name, value in sent)
        self._used.update(value for _, value in self._list_keys(operation, dressed))
        return dressed

    def _list_keys(self, operation: Operation, headers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield the headers with a valid key that no law keeps."""
        for name, value in headers:
            if value not in self._kept and self._is_valid(operation, name, value):
                yield name, value

    def _is_valid(self, operation: Operation, name: str, value: str) -> bool:
        validator = self._validators.get((operation.id, name.lower()))
        return validator is not None and bool(validator.is_valid(value))
