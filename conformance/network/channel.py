"""The connection to one server: the headers, credentials and limits of every request, for each library that sends it.

Tested in `tests/suite/test_connection.py`.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from requests.utils import get_environ_proxies, prepend_scheme_if_needed, select_proxy

from conformance.auth.credentials import flow_of, variable
from conformance.network.connection import Connection, Secrets, check_proxy, expand, expand_headers
from conformance.network.pacing import Limiter
from conformance.network.tokens import Tokens
from conformance.openapi.certificates import find_ca, trust
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec


class WithheldError(Exception):
    """A request that must not be sent to this server."""


class SpentError(WithheldError):
    """A request beyond the number that was planned."""


class Channel:
    """The way to the server at `url`: headers, credentials that change, TLS, proxy, time, pace, and what is permitted.

    Raises InputError for settings that can't be used.
    """

    def __init__(
        self, spec: Spec, url: str, connection: Connection, tokens: Tokens, permits: Callable[[str], bool]
    ) -> None:
        self.timeout = connection.seconds
        self.rate = connection.rate
        self.headers, headers_secrets = expand_headers(connection.headers, os.environ, _find_credential_headers(spec))
        self.proxy, proxy_secrets = _proxy(connection, url)
        self.tokens = tokens
        self.ca = connection.ca or find_ca()
        self.cert = (connection.cert, connection.key)
        self.variables = {**headers_secrets.variables, **proxy_secrets.variables}
        self._secrets = (*headers_secrets.values, *proxy_secrets.values)
        self._limiter = Limiter(connection.rate)
        self._permits = permits
        self._sent = 0
        self.most: int | None = None  # requests
        self._url = url
        _ = self.tls

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what is never shown: header values, the proxy's password, all credentials that commands have given."""
        return (*self._secrets, *self.tokens.values)

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """Return the TLS context: trusted certificates and the client's certificate."""
        return _context(self.ca, *self.cert)

    def dress(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return headers with those that every request carries. They replace others of the same name."""
        own = {name.lower() for name in self.headers}
        return [*(pair for pair in headers if pair[0].lower() not in own), *self.headers.items()]

    def prepare(
        self, method: str, headers: Iterable[tuple[str, str]], url: str
    ) -> tuple[list[tuple[str, str]], str, dict[str, str]]:
        """Return headers and URL as they go over the wire, with the current credentials, and these by scheme.

        Raises WithheldError for a method that is not permitted at this server.
        """
        if not self._permits(method):
            raise WithheldError(f"{method} is not sent to {self._url}")
        return self.tokens.place(self.dress(headers), url)

    @property
    def notes(self) -> list[str]:
        """Return notes for the user, on credentials and on the limit of requests."""
        is_spent = self.most is not None and self._sent > self.most
        return [*self.tokens.notes, *([f"stopped after {self.most} requests, as planned"] if is_spent else [])]

    def pace(self) -> None:
        """Wait until the next request may be sent; raises SpentError if that would be more than planned."""
        self._sent += 1
        if self.most is not None and self._sent > self.most:
            raise SpentError(f"{self.most} requests were planned")
        self._limiter.wait()

    def pause(self, seconds: float) -> None:
        """Stop all senders for as long as the server has asked."""
        self._limiter.pause(seconds)


def resolves_to_loopback(host: str) -> bool:
    """Return whether a host is this machine: all of its addresses are loopback. A name without addresses is not."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(str(address[4][0]).partition("%")[0]).is_loopback for address in found)


@lru_cache(maxsize=8)
def _context(ca: Path | None, cert: Path | None, key: Path | None) -> ssl.SSLContext:
    """Make the TLS context once, since reading all certificates needs longer than a request."""
    context = httpx.create_ssl_context() if ca is None else trust(ca)
    if cert is not None:
        try:
            context.load_cert_chain(cert, key, password=_no_password)
        except (OSError, ValueError) as error:
            reason = f"the client certificate can't be loaded: {_reason(error)}"
            fix = "name PEM files, of which --key has no password"
            raise InputError.of(cert, reason, fix) from error
    elif key is not None:
        raise InputError.of("--key", "is the key of a certificate, which is not given", "give --cert too")
    return context


def _no_password() -> str:
    """Give no password: OpenSSL would ask on the terminal."""
    return ""


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _find_credential_headers(spec: Spec) -> dict[str, str]:
    """Return the headers that carry credentials, each with the variable to set instead."""
    found = {}
    for name, scheme in spec.security_schemes.items():
        if scheme["type"] != "apiKey":
            found["authorization"] = variable(spec.api_id, name)
        elif scheme["in"] in {"header", "cookie"} and not flow_of(scheme, "hmac-query"):
            place = scheme["name"] if scheme["in"] == "header" else "cookie"
            found[str(place).lower()] = variable(spec.api_id, name)
    return found


def _proxy(connection: Connection, url: str) -> tuple[str | None, Secrets]:
    """Return the proxy that is given, else that of the environment, which is not for servers on this machine."""
    if connection.proxy is not None:
        given, used = expand(connection.proxy, os.environ, "--proxy")
        return given, Secrets((*used.values(), *check_proxy(given, "--proxy")), used)
    is_local = resolves_to_loopback(urlsplit(url).hostname or "")
    found = None if is_local else select_proxy(url, get_environ_proxies(url))
    if found is None:
        return None, Secrets()
    found = prepend_scheme_if_needed(found, "http")
    return found, Secrets(check_proxy(found, "the proxy that the environment names"))
