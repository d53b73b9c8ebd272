"""Laws of addresses: what a slash at the end of a path makes of a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from conformance.network.exchange import Exchange, Request
from conformance.openapi.spec import Operation
from conformance.resources import Kind
from conformance.rules.bench import Bench
from conformance.rules.items import is_success, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, method_law

_TURNS_TO_GET = frozenset({301, 302, 303})


@method_law("redirect-keeps-method", methods=["GET", "POST"], sources=["RFC 9110, section 15.4"])
def redirect_keeps_method(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A slash at the end of a path skips no credential, and does not turn a write into a read."""
    if bench.is_live:
        raise NotObservableError("no address may be made up")
    if operation.method == "POST":
        yield from _judge_write(bench, _make(bench, operation))
        return
    if not operation.security or not all(operation.security):
        raise NotObservableError("no read that needs a credential")
    known = bench.call(operation.id)
    bare = bench.send(operation.id, bench.without_credential(known))
    if not is_success(known) or is_success(bare):
        raise NotObservableError("no read that is refused without a credential")
    other = bench.send(operation.id, _with_slash(bare.request))
    if is_success(other) and other.response and known.response and other.response.content == known.response.content:
        title, got = "a slash at the end of the path skips the credential", str(status_of(other))
        yield Violation(title, other, "401, 403 or 404", got, "credential")


def _make(bench: Bench, operation: Operation) -> Exchange:
    """Create an item by an operation; returns the exchange."""
    known = bench.model.role_of(operation.id)
    if known is None or known[1].kind.known is not Kind.CREATE:
        raise NotObservableError("no POST that creates an item")
    return bench.make(known[0]).creation


def _judge_write(bench: Bench, creation: Exchange) -> Iterator[Violation]:
    """Yield the redirection of a write to the path with one slash more by which clients send a GET."""
    if creation.request.method != "POST" or creation.request.path.endswith(b"/"):
        raise NotObservableError("no POST to a path without a slash at its end")
    other = bench.send(creation.operation.id, _with_slash(creation.request))
    if status_of(other) in _TURNS_TO_GET:
        title, got = "a redirection turns a POST into a GET", str(status_of(other))
        yield Violation(title, other, "307, 308 or 404", got, "method", severity=Severity.NOTE)


def _with_slash(request: Request) -> Request:
    """Return the request to the path with a slash at its end, or without the one that it has."""
    parts = urlsplit(request.url)
    path = parts.path.rstrip("/") if parts.path.endswith("/") else f"{parts.path}/"
    return replace(request, url=parts._replace(path=path).geturl())
