"""Credentials: where they come from, what the mock accepts, and how a request carries them."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_plus, urlsplit

from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec

WRONG = "wrong-credential"  # the wrong credential that probes send
UNSIGNED = "unsigned"  # placeholder of the signature until a transport signs the request
CUT = 4  # characters that a probe leaves out at the end of a right credential
SECOND = "-2"  # the end of the fake credentials of the second user
_LEAST = 12  # characters of a credential that can be cut: the rest has to be a text that is nowhere else
_DIGESTS = {"sha256": hashlib.sha256}


class Credentials(Mapping[str, str]):
    """The credential of each security scheme, by the scheme's name in the spec; its `repr` never shows a value.

    The value is what a caller holds: a token, an API key, `user:password` for `basic`, the key that signs for
    `hmac-query`. A server that was not given fake ones need not know them.
    """

    def __init__(self, values: Mapping[str, str] | None = None, is_fake: bool = False) -> None:
        self._values = dict(values or {})
        self.is_fake = is_fake

    def __getitem__(self, scheme: str) -> str:
        return self._values[scheme]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Credentials({', '.join(self)})"


@dataclass(frozen=True)
class Identity:
    """The credentials of one user, with the environment variable that holds each of them."""

    credentials: Credentials
    variables: Mapping[str, str]


class Parts(NamedTuple):
    """Headers, query parameters and cookies that authenticate a request, by name."""

    headers: dict[str, str]
    query: dict[str, str]
    cookies: dict[str, str]


def flow_of(scheme: Mapping[str, Any], kind: str) -> Mapping[str, Any] | None:
    """Return the scheme's `x-auth-flow` if its type is `kind` (`token-exchange` or `hmac-query`), else None."""
    flow = scheme.get("x-auth-flow")
    return flow if isinstance(flow, dict) and flow.get("type") == kind else None


def fake(spec: Spec) -> Credentials:
    """Return the fake credentials that the mock of `spec` accepts. They never change.

    Raises InputError if the answer of a token exchange has no example to read the token from.
    """
    schemes = spec.security_schemes.items()
    return Credentials({name: _fake(spec, name, scheme) for name, scheme in schemes}, is_fake=True)


def fake_second(spec: Spec) -> Identity:
    """Return the fake credentials of a second user. The mock of `spec` accepts them too."""
    given = {name: _fake(spec, name, scheme, SECOND) for name, scheme in spec.security_schemes.items()}
    return Identity(Credentials(given), {name: f"{variable(spec.api_id, name)}_2" for name in given})


def variable(api_id: str, scheme: str) -> str:
    """Return the environment variable for a scheme's credential: `OMNICADO_MPAPI_CLIENT_ID` for `clientId`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", f"{api_id}_{scheme}")
    return re.sub(r"[^A-Za-z0-9]+", "_", words).upper()


def from_environment(api_id: str, spec: Spec, environ: Mapping[str, str]) -> Credentials:
    """Read the API's credentials from `environ`; schemes whose variable is unset or empty are left out."""
    found = {name: environ.get(variable(api_id, name), "") for name in spec.security_schemes}
    return Credentials({name: value for name, value in found.items() if value})


def cut(credential: str) -> str:
    """Return a credential without its last characters; "" for one that is short, or has a short password."""
    word = re.split("[: ]", credential)[-1]
    return credential[:-CUT] if len(word) >= _LEAST else ""


def spoil(credential: str) -> str:
    """Return a credential that is wrong in its last part: the password, a user without one, or the token."""
    # APIs that read a key as the user ignore the password.
    return re.sub(r"[^: ]+(?=:?$)|$", WRONG, credential, count=1)


def apply(operation: Operation, credentials: Credentials, spec: Spec) -> Parts:
    """Return what to send with `operation`: the first security alternative for which there are credentials.

    A signature is sent as `UNSIGNED`; `signed` puts the real one in its place when the rest of the URL is known.
    Raises InputError if the operation needs a credential that is not there.
    """
    parts = Parts({}, {}, {})
    for name in _alternative(operation, credentials, spec):
        _add(parts, spec.security_schemes[name], credentials[name])
    return parts


def http_scheme(scheme: Mapping[str, Any]) -> str:
    """Return the scheme name for `Authorization`; OAuth 2.0 and OpenID Connect use a bearer token (RFC 6750)."""
    name = str(scheme["scheme"]) if scheme["type"] == "http" else "Bearer"
    return {"basic": "Basic", "bearer": "Bearer"}.get(name.lower(), name)


def authorization(scheme: Mapping[str, Any], value: str) -> str:
    """Return the `Authorization` header (RFC 9110, section 11.6.2) for the credential of a security scheme."""
    name = http_scheme(scheme)
    return f"{name} {b64encode(value.encode()).decode() if name == 'Basic' else value}"


def sign(query: Iterable[tuple[str, str]], key: str, flow: Mapping[str, Any]) -> str:
    """Sign the query parameters by the `hmac-query` flow `flow`; returns the signature.

    It is the lower-case hex HMAC, keyed with `key`, of all parameters but the signature itself: sorted by name,
    names and values percent-encoded (RFC 3986), joined as `name=value` with `&` (fact CT-13 of sellercenter_oms).
    """
    return hmac.new(key.encode(), text_to_sign(query, flow).encode(), _DIGESTS[flow["algorithm"]]).hexdigest()


def text_to_sign(query: Iterable[tuple[str, str]], flow: Mapping[str, Any]) -> str:
    """Return the text whose HMAC is the signature of the query parameters."""
    rest = sorted((pair for pair in query if pair[0] != flow["parameter"]), key=lambda pair: pair[0])
    return "&".join(f"{_encode(name)}={_encode(value)}" for name, value in rest)


def is_certificate(spec: Spec, scheme: str) -> bool:
    """Return whether a scheme authenticates the connection by a client certificate, and no request."""
    return bool(spec.security_schemes[scheme]["type"] == "mutualTLS")


def place_of(scheme: Mapping[str, Any]) -> tuple[str, str]:
    """Return the location and the name under which a request carries the credential of a security scheme."""
    flow = flow_of(scheme, "hmac-query")
    if flow is not None:
        return "query", str(flow["parameter"])
    return (scheme["in"], scheme["name"]) if scheme["type"] == "apiKey" else ("header", "Authorization")


def sign_url(url: str, key: str, flow: Mapping[str, Any]) -> str:
    """Return `url` with a new signature of its query. The rest stays as it is written."""
    parts = urlsplit(url)
    pairs = [(piece, _decode(piece)) for piece in parts.query.split("&") if piece]
    kept = [piece for piece, (name, _) in pairs if name != flow["parameter"]]
    signature = sign([pair for _, pair in pairs], key, flow)
    query = "&".join([*kept, f"{_encode(flow['parameter'])}={signature}"])
    return parts._replace(query=query).geturl()


def _fake(spec: Spec, name: str, scheme: Mapping[str, Any], suffix: str = "") -> str:
    flow = flow_of(scheme, "token-exchange")
    if flow is not None:
        return _shown_token(spec, name, flow) + suffix
    value = f"fake-{spec.api_id}-{name}{suffix}"
    is_basic = scheme["type"] == "http" and http_scheme(scheme) == "Basic"
    return f"{value}:fake-password" if is_basic else value


def _shown_token(spec: Spec, name: str, flow: Mapping[str, Any]) -> str:
    operation = spec.operations.get(flow["operationId"])
    for value in _shown_answers(spec, operation) if operation else ():
        if isinstance(value, dict) and isinstance(value.get(flow["token"]), str):
            return str(value[flow["token"]])
    place = json_pointer.join("/components/securitySchemes", name, "x-auth-flow")
    reason = f"no answer of {flow['operationId']!r} shows the property {flow['token']!r}"
    raise spec.error(place, reason, "give a 2xx response of that operation an example with a token")


def _shown_answers(spec: Spec, operation: Operation) -> Iterator[Any]:
    for media_type in (m for response in operation.successes for m in response.content.values()):
        yield media_type.definition.get("example")
        for name in media_type.definition.get("examples", {}):
            yield spec.resolve(json_pointer.join(media_type.pointer, "examples", name))[1].get("value")


def _alternative(operation: Operation, credentials: Credentials, spec: Spec) -> Iterable[str]:
    if not operation.security:  # a server may refuse one that it does not know, even where it needs none
        usable = () if credentials.is_fake else operation.optional_security
        return next((names for names in usable if names.keys() <= credentials.keys()), ())
    told = ([name for name in names if not is_certificate(spec, name)] for names in operation.security)
    enough = next((names for names in told if credentials.keys() >= set(names)), None)
    if enough is None:
        wanted = " or ".join(" and ".join(names) for names in operation.security)
        raise _missing(operation, spec, wanted)
    return enough


def _missing(operation: Operation, spec: Spec, wanted: str) -> InputError:
    api_id = spec.api_id
    variables = ", ".join(dict.fromkeys(variable(api_id, name) for names in operation.security for name in names))
    return spec.error(operation.pointer, f"no credential for {wanted}", f"set in the environment: {variables}")


def _add(parts: Parts, scheme: Mapping[str, Any], value: str) -> None:
    if scheme["type"] == "apiKey":
        carrier = {"header": parts.headers, "query": parts.query, "cookie": parts.cookies}[scheme["in"]]
        carrier[scheme["name"]] = UNSIGNED if flow_of(scheme, "hmac-query") else value
    else:
        parts.headers["Authorization"] = authorization(scheme, value)


def _encode(text: str) -> str:
    return quote(text, safe="", errors="surrogateescape")  # bytes that are not UTF-8 are not changed


def _decode(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return unquote_plus(name, errors="surrogateescape"), unquote_plus(value, errors="surrogateescape")
