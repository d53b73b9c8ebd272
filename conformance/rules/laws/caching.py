"""Laws of caches: for whom an answer may be kept."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Spec
from conformance.rules.items import answer_of, is_success
from conformance.rules.law import NotObservableError, Severity, Violation, exchange_law

_CAREFUL = frozenset({"private", "no-store", "no-cache", "max-age=0", "s-maxage=0"})


@exchange_law("private-not-shared", sources=["RFC 9111, section 3.5"], severity=Severity.WARNING)
def private_not_shared(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer that needs a credential is not marked for shared caches."""
    response, security = answer_of(exchange), exchange.operation.security
    if exchange.request.method != "GET" or not is_success(exchange) or not security or not all(security):
        raise NotObservableError("no read that needs a credential")
    control = [part.strip().lower() for part in response.header("cache-control").split(",")]
    if not any(control):
        raise NotObservableError("no answer has Cache-Control")
    shared = [part for part in control if part == "public" or part.startswith("s-maxage=")]
    if shared and not _CAREFUL.intersection(control):
        title = "an answer that needs a credential is marked for shared caches"
        yield Violation(title, exchange, "private, or neither public nor s-maxage", ", ".join(control), shared[0])
