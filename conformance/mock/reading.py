"""Requests of one operation: whether they are admitted, and what they say by the document.

Tested in `tests/mock/test_answers.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request as HttpRequest

from conformance.auth.credentials import Credentials
from conformance.mock.behaviour import Accept, Refusal, Request
from conformance.mock.bodies import BodyReader
from conformance.mock.parameters import ParametersReader, Raw
from conformance.mock.security import Guard
from conformance.mock.state import State
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import Spec


class RequestReader:
    """Reads the requests of one operation of `spec`."""

    def __init__(
        self,
        spec: Spec,
        operation_id: str,
        accepted: Credentials,
        second: Credentials,
        state: State,
        accepts: Mapping[str, Accept],
    ) -> None:
        self._operation = spec.operations[operation_id]
        self._state = state
        also = {name: partial(_is_accepted, accept, state) for name, accept in accepts.items()}
        self.guard = Guard(spec, self._operation, accepted, also, second)
        self._parameters = ParametersReader(spec, self._operation)
        self._body = BodyReader(directions(spec).requests, self._operation.body)

    async def read(self, http: HttpRequest, path: Mapping[str, str]) -> Request:
        """Return what a request says; raises Refusal for one that is not admitted or not valid."""
        raw = Raw.of(http, path)
        self.guard.admit(raw)
        values = self._parameters.read(raw)
        _check_coding(http)
        body = await self._body.read(http)
        places = (values["path"], values["query"], values["header"], values["cookie"])
        return Request(self._operation, *places, body, self._state, self.guard.without_credentials(raw))


def _check_coding(http: HttpRequest) -> None:
    """Raise Refusal (415) for a body that is compressed (RFC 9110, section 8.4)."""
    coding = http.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"", "identity"}:
        raise Refusal(415, f"body: the content coding {coding} is not supported; expected identity", instead=400)


def _is_accepted(accept: Accept, state: State, credential: str) -> bool:
    return accept(credential, state)
