"""Credentials of a request, and whether the mock accepts them."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from conformance.auth.credentials import Credentials, authorization, flow_of, http_scheme, place_of, sign
from conformance.mock.behaviour import Refusal
from conformance.mock.capabilities import scheme_gap
from conformance.mock.parameters import Raw
from conformance.openapi.spec import Operation, Spec

Accepts = Callable[[str], bool]
_NONE: Mapping[str, Accepts] = MappingProxyType({})
Check = Callable[[Raw], str | None]  # what is wrong with the credential, without showing it; None if it is accepted


class Guard:
    """The security of one operation: alternatives, of each of which every scheme has to be satisfied.

    A scheme accepts the credential of `accepted`, and those for which its function of `also` returns True. The
    credentials `second` of another user are accepted too.
    """

    def __init__(
        self,
        spec: Spec,
        operation: Operation,
        accepted: Credentials,
        also: Mapping[str, Accepts] = MappingProxyType({}),
        second: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        schemes = spec.security_schemes
        stated = [scheme for scheme in schemes.values() if scheme["type"] == "apiKey" and scheme["in"] == "query"]
        self._in_query = frozenset(scheme["name"] for scheme in stated)
        self._alternatives = [
            [_either(check(schemes[name], accepted[name]), schemes[name], also.get(name)) for name in alternative]
            for alternative in operation.security
        ]
        alternatives = [names for names in operation.security if names.keys() <= second.keys()]
        self._others = [[check(schemes[name], second[name]) for name in names] for names in alternatives]
        names = (name for alternative in operation.security for name in alternative)
        self.challenge = ", ".join(filter(None, dict.fromkeys(_challenge(schemes[name]) for name in names)))

    def admit(self, raw: Raw) -> None:
        """Return if an alternative is satisfied or none is needed; raise Refusal (401) if not."""
        problems = [_first_problem(checks, raw) for checks in self._alternatives]
        if problems and all(problems) and all(_first_problem(checks, raw) for checks in self._others):
            raise Refusal(401, " and ".join(filter(None, problems)))

    def without_credentials(self, raw: Raw) -> str:
        """Return the URL of the request without the credentials in its query."""
        return raw.url(self._in_query)


def check(scheme: Mapping[str, Any], value: str) -> Check:
    """Return what checks for one scheme that a request carries the accepted credential `value`.

    A scheme that the mock can't check is satisfied.
    """
    if scheme_gap(scheme):
        return lambda raw: None
    flow = flow_of(scheme, "hmac-query")
    if flow is not None:
        return lambda raw: _signature_problem(raw, value, flow)
    if scheme["type"] == "apiKey":
        return lambda raw: _problem(f"{scheme['in']} {scheme['name']}", raw.texts(scheme["in"], scheme["name"]), value)
    return lambda raw: _authorization_problem(raw, authorization(scheme, value))


def _either(check: Check, scheme: Mapping[str, Any], accepts: Accepts | None) -> Check:
    """Return a check that accepts what `check` or `accepts` does."""
    if accepts is None:
        return check

    def check_either(raw: Raw) -> str | None:
        problem = check(raw)
        carried = _find_credential(scheme, raw) if problem else None
        return None if carried is not None and accepts(carried) else problem

    return check_either


def _find_credential(scheme: Mapping[str, Any], raw: Raw) -> str | None:
    """Return the one credential that the request carries for the scheme, or None."""
    values = raw.texts(*place_of(scheme))
    if len(values) != 1:
        return None
    if scheme["type"] == "apiKey":
        return values[0]
    name, _, credential = values[0].partition(" ")
    return credential.strip() if name.lower() == http_scheme(scheme).lower() else None


def _first_problem(checks: Sequence[Check], raw: Raw) -> str | None:
    return next(filter(None, (check(raw) for check in checks)), None)


def _problem(place: str, values: Sequence[str], accepted: str) -> str | None:
    if len(values) != 1:
        return f"credential in {place} {f'is given {len(values)} times' if values else 'is missing'}"
    return None if _same(values[0], accepted) else f"credential in {place} is not one that is accepted"


def _authorization_problem(raw: Raw, accepted: str) -> str | None:
    # The name of the scheme has no case (RFC 9110, section 11.1), the credential has.
    scheme, _, credential = accepted.partition(" ")
    values = [value.partition(" ") for value in raw.texts("header", "Authorization")]
    if values and values[0][0].lower() != scheme.lower():
        return f"credential in header Authorization is not of the scheme {scheme}"
    return _problem("header Authorization", [value.strip() for _, _, value in values], credential)


def _signature_problem(raw: Raw, key: str, flow: Mapping[str, Any]) -> str | None:
    signatures = raw.texts("query", flow["parameter"])
    return _problem(f"query {flow['parameter']}", signatures, sign(raw.query, key, flow))


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="surrogateescape"), other.encode())


def _challenge(scheme: Mapping[str, Any]) -> str | None:
    is_named = scheme["type"] != "apiKey" and scheme_gap(scheme) is None
    return f'{http_scheme(scheme)} realm="mock"' if is_named else None  # RFC 9110, section 11.6.1
