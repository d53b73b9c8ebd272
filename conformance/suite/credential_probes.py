"""Requests that succeeded, sent again with other credentials: none, wrong ones, and each alternative by itself.

Tested in `tests/suite/test_layers.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from conformance.auth.credentials import Credentials, authorization, cut, flow_of, place_of, spoil
from conformance.network.exchange import Exchange, Request, Response
from conformance.openapi.spec import Operation, Spec
from conformance.suite.existing import find_existing, find_existing_target
from conformance.suite.findings import Finding
from conformance.suite.judge import GENERIC
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender, sign_request
from conformance.suite.target import Target

ORIGIN = "credentials"
_REFUSED = frozenset({401, 403})


def probe_credentials(recorder: Recorder, sender: Sender, operation: Operation) -> None:
    """Send a request of `operation` that succeeded without and with other credentials; findings go to the recorder."""
    request = _base(recorder, sender, operation)
    if request is None:
        return
    probes = _Probes(recorder, sender, operation, request)
    if operation.security:
        probes.expect_refused()
    probes.expect_accepted()


def _base(recorder: Recorder, sender: Sender, operation: Operation) -> Request | None:
    """Return a request that can succeed again. For a DELETE, it is made from a read of the same path."""
    if operation.method == "DELETE":
        return find_existing_target(recorder, sender, operation)
    success = find_existing(recorder, sender, operation)
    return success.request if success else None


class _Probes:
    """The probes of one operation."""

    def __init__(self, recorder: Recorder, sender: Sender, operation: Operation, request: Request) -> None:
        self._spec = recorder.target.api.spec
        self._target = recorder.target
        self._given = recorder.target.credentials
        self._recorder = recorder
        self._record = recorder.records[operation.id]
        self._sender = sender
        self._operation = operation
        self._request = request

    def expect_refused(self) -> None:
        """Without a credential, with a wrong one, and with a part of those that are needed together."""
        bare = strip_credentials(self._spec, self._request)
        if self._expect_refusal(bare, "without a credential") or self._target.is_live:
            return  # where none is needed, a wrong one is as good
        for names in self._alternatives:
            wrong = Credentials({name: spoil(self._given[name]) for name in names})
            if not self._expect_refusal(self._with(bare, wrong), f"with a wrong credential for {' and '.join(names)}"):
                for name in names:
                    self._expect_whole(bare, name, [other for other in names if other != name])

    def _expect_whole(self, bare: Request, name: str, others: Iterable[str]) -> None:
        """Without a credential that is needed with others, and without its end; a signature has no part to try."""
        rest = {other: self._given[other] for other in others}
        how = f"without {name}, which is needed with {', '.join(rest)}"
        if rest and self._expect_refusal(self._with(bare, Credentials(rest)), how):
            return
        short = cut(self._given[name])
        if short and not flow_of(self._spec.security_schemes[name], "hmac-query"):
            given = Credentials({**rest, name: short})
            self._expect_refusal(self._with(bare, given), f"with a credential for {name} whose end is cut off")

    def expect_accepted(self) -> None:
        """With each alternative by itself; without a credential where none is needed."""
        if self._target.is_live:
            return
        if _is_optional(self._spec, self._operation):
            self._expect_success(Credentials(), "without a credential, which the document allows")
        for names in self._alternatives if len(self._alternatives) > 1 else ():
            chosen = Credentials({name: self._given[name] for name in names})
            self._expect_success(chosen, f"with {' and '.join(names)} alone, which the document allows")

    @property
    def _alternatives(self) -> list[Mapping[str, list[str]]]:
        return [names for names in self._operation.security if names.keys() <= self._given.keys()]

    def _with(self, bare: Request, credentials: Credentials) -> Request:
        request = add_credentials(self._spec, bare, credentials)
        return (
            sign_request(self._target, request) if credentials.items() <= self._target.credentials.items() else request
        )

    def _expect_refusal(self, request: Request, how: str) -> bool:
        """Send a request that has to be refused; returns whether it was accepted."""
        before = len(self._record.findings)
        self._record.tried |= {("accepts-credential", how), ("accepts-credential", GENERIC)}
        _, response = self._sender.send(self._operation, request, ORIGIN)
        found = self._record.findings[before:]
        if response is None or all(finding.check != "accepts-credential" for finding in found):
            return False
        self._recorder.withdraw(self._operation, "accepts-credential", GENERIC)
        self._add("accepts-credential", how, request, response, "401 or 403")
        return True

    def _expect_success(self, credentials: Credentials, how: str) -> None:
        is_used_up = self._operation.method == "DELETE"
        base = _base(self._recorder, self._sender, self._operation) if is_used_up else self._request
        if base is None:
            return
        request = self._with(strip_credentials(self._spec, base), credentials)
        self._record.tried.add(("refuses-credential", how))
        _, response = self._sender.send(self._operation, request, ORIGIN)
        if response is not None and response.effective in _REFUSED:
            self._add("refuses-credential", how, request, response, "a success")

    def _add(self, check: str, how: str, request: Request, response: Response, expected: str) -> None:
        exchange = Exchange(self._operation, request, response, ORIGIN)
        owner = self._operation.pointer if "security" in self._operation.definition else ""
        title, got = f"answered {response.effective} {how}", str(response.effective)
        found = Finding(check, self._operation, title, how, exchange, f"{owner}/security", shared=how)
        self._recorder.add(replace(found, expected=expected, got=got))


def _is_optional(spec: Spec, operation: Operation) -> bool:
    """Return whether the document states credentials and allows none: `{}` is among the alternatives."""
    stated = operation.definition.get("security", spec.document.get("security", ()))
    return {} in stated and len(stated) > 1


def strip_credentials(spec: Spec, request: Request) -> Request:
    """Return the request without everything that the security schemes of `spec` add to it."""
    for location, name in _places(spec):
        request = request.without(location, name)
    return request


def add_credentials(spec: Spec, request: Request, credentials: Mapping[str, str]) -> Request:
    """Return the request with credentials by the names of their schemes; a signature is added like a key."""
    for name, value in credentials.items():
        scheme = spec.security_schemes[name]
        location, place = place_of(scheme)
        text = _text(scheme, value)
        request = request.without(location, place).adding(location, place, text)
    return request


def authenticate(target: Target, operation: Operation, request: Request, given: Credentials) -> Request:
    """Return the request with the credentials of a user that an operation needs, in place of all others."""
    usable = operation.security or operation.optional_security * (not given.is_fake)
    names = next((names for names in usable if names.keys() <= given.keys()), {})
    bare = strip_credentials(target.api.spec, request)
    return sign_request(target, add_credentials(target.api.spec, bare, {name: given[name] for name in names}), given)


def _text(scheme: Mapping[str, Any], value: str) -> str:
    if scheme["type"] != "apiKey":
        return authorization(scheme, value)
    return value if scheme["in"] == "header" else quote(value, safe="")


def _places(spec: Spec) -> Iterator[tuple[str, str]]:
    yield from map(place_of, spec.security_schemes.values())
