"""The last step before a request leaves and the first after a response arrives: schemathesis' transport, wrapped.

Tested in `tests/suite/engine/test_runner.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import requests
from requests.auth import AuthBase
from schemathesis import Case, Response
from schemathesis.generation import GenerationMode
from schemathesis.transport.requests import REQUESTS_TRANSPORT, RequestsTransport

from conformance.auth import signing
from conformance.openapi import error_envelopes
from conformance.openapi.spec import Operation
from conformance.suite.target import Target


class WithheldError(Exception):
    """A request that must not be sent to this server."""


class Wire(RequestsTransport):
    """Sends cases to `target`, and counts them.

    Here, after generation and whatever the checks derive from it, safety is enforced (a live server gets safe methods
    only), query signatures are made, and in-band errors become the HTTP status they stand for.
    """

    def __init__(self, target: Target) -> None:
        super().__init__()
        self._copy_serializers_from(REQUESTS_TRANSPORT)
        self.target = target
        self.sent: Counter[tuple[str, int]] = Counter()  # operation id, status
        self.negative = 0

    def send(self, case: Case[Any], *, session: requests.Session | None = None, **kwargs: Any) -> Response:
        """The response to `case`; raises WithheldError for a method that the target does not permit."""
        if not self.target.permits(case.method):
            raise WithheldError(f"{case.method} is not sent to {self.target.url}")
        if self._signer is not None:
            kwargs["auth"] = self._signer
        response = super().send(case, session=session, **kwargs)
        operation = self._operation(case)
        spec = self.target.api.spec
        response.status_code = error_envelopes.effective_status(spec, operation, response.status_code, response.content)
        self._count(operation, case, response)
        return response

    def _count(self, operation: Operation, case: Case[Any], response: Response) -> None:
        if case.method == operation.method:
            self.sent[operation.id, response.status_code] += 1
            self.negative += case.meta is not None and case.meta.generation.mode is GenerationMode.NEGATIVE

    def _operation(self, case: Case[Any]) -> Operation:
        return self._by_route[case.operation.method.upper(), case.operation.path]

    @cached_property
    def _by_route(self) -> Mapping[tuple[str, str], Operation]:
        return {(o.method, o.path): o for o in self.target.api.spec.operations.values()}

    @cached_property
    def _signer(self) -> AuthBase | None:
        return _requests_auth(self.target)


def _requests_auth(target: Target) -> AuthBase | None:
    signer = signing.signer(target.api.spec, target.credentials)
    return signing.RequestsSigner(signer) if signer else None
