"""Laws of single messages: what goes with a status, a method and a media type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Spec
from conformance.rules.items import answer_of, body_of, media_type_of
from conformance.rules.law import NotObservableError, Severity, Violation, exchange_law

_BODILESS = frozenset({204, 205, 304})
_LINES = "application/stream+json"  # JSON texts line by line, in spite of the suffix


@exchange_law("no-body-where-none-is", sources=["RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5"])
def no_body_where_none_is(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer of status 204, 205 or 304 has no body."""
    response = answer_of(exchange)
    if response.status not in _BODILESS:
        raise NotObservableError("no answer of status 204, 205 or 304")
    if response.content:
        title = f"a body with status {response.status}"
        yield Violation(title, exchange, "no body", f"{len(response.content)} bytes", str(response.status))


@exchange_law("status-fits-method", sources=["RFC 9110, sections 9.3.1, 9.3.5 and 15.3.2"], severity=Severity.WARNING)
def status_fits_method(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """GET and DELETE create nothing, so that 201 is no answer to them."""
    response, method = answer_of(exchange), exchange.request.method
    if response.status == 201 and method in {"GET", "HEAD", "DELETE"}:
        yield Violation(f"status 201 to {method}", exchange, "200 or 204", "201", f"201 {method}")


@exchange_law("content-type-true", sources=["RFC 9110, section 8.3", "RFC 8259, section 8.1"])
def content_type_true(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A body can be read as its Content-Type says."""
    response = answer_of(exchange)
    essence, charset = media_type_of(response)
    is_json = essence == "application/json" or (essence.endswith("+json") and essence != _LINES)
    if not response.content.strip() or response.is_cut or not (is_json or charset):
        raise NotObservableError("no whole body whose Content-Type can be checked")
    is_read = is_json and body_of(exchange) is not None and charset in {"", "utf-8"}
    if not is_read and not _can_be_read(response.content, charset, is_json=is_json):
        title = f"the body of status {response.status} is not what its Content-Type says"
        got = response.content[:40].decode("latin-1")
        severity = None if is_json else Severity.WARNING  # texts may show what they were sent
        key = f"{response.status} {essence}"
        yield Violation(title, exchange, response.header("content-type"), got, key, severity=severity)


def _can_be_read(content: bytes, charset: str, *, is_json: bool) -> bool:
    try:
        text: str | bytes = content.decode(charset) if charset else content
        if is_json:
            json.loads(text.removeprefix("\ufeff") if isinstance(text, str) else text)
    except (LookupError, RecursionError):
        return True  # an unknown charset, or more levels than can be read here
    except ValueError:
        return False
    return True


@exchange_law("challenge-on-401", sources=["RFC 9110, section 15.5.2"], severity=Severity.NOTE)
def challenge_on_401(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer of status 401 says how to authenticate."""
    response = answer_of(exchange)
    if response.status != 401:
        raise NotObservableError("no answer of status 401")
    if not response.header("www-authenticate"):
        yield Violation("status 401 without a challenge", exchange, "WWW-Authenticate", "no such header")


@exchange_law("allow-tells-truth", sources=["RFC 9110, sections 10.2.1 and 15.5.6"], severity=Severity.WARNING)
def allow_tells_truth(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer of status 405 names the allowed methods, which include the documented ones."""
    response, method = answer_of(exchange), exchange.request.method
    if response.status != 405:
        raise NotObservableError("no answer of status 405")
    allowed = {name.strip().upper() for name in response.header("allow").split(",")} - {""}
    documented = _methods_at(spec, exchange)
    if not any(name.lower() == "allow" for name, _ in response.headers):
        expected = f"Allow: {', '.join(documented)}".rstrip(": ")
        yield Violation("status 405 without Allow", exchange, expected, "no such header", "none")
    elif method in allowed:
        yield Violation("Allow names the method that is not allowed", exchange, f"no {method}", method, "method")
    elif missing := [name for name in documented if name not in allowed]:
        title, got = "Allow lacks a documented method", ", ".join(sorted(allowed)) or "no method"
        severity = Severity.NOTE  # routers know one route of a path at a time
        yield Violation(title, exchange, ", ".join(missing), got, "missing", severity=severity)


def _methods_at(spec: Spec, exchange: Exchange) -> list[str]:
    """Return the methods that the document has at the URL of a request, none if several paths match it."""
    path, own = exchange.request.path.decode(), exchange.operation.path
    if not _pattern(own).search(path):
        return []  # another address
    others = {each.path for each in spec.operations.values() if each.path != own}
    is_alone = not any(_pattern(other).search(path) for other in others)
    return [each.method for each in spec.operations.values() if each.path == own] if is_alone else []


def _pattern(template: str) -> re.Pattern[str]:
    """Return what matches the end of a URL's path that is of `template`."""
    return re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)) + "$")
