"""Laws of caches: what may be kept, and for whom.

Tested in `tests/rules/laws/test_single_messages.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Spec
from conformance.rules.items import is_success
from conformance.rules.law import NotObservableError, Severity, Violation, exchange_law


@exchange_law("private-not-shared", sources=["RFC 9111, section 3.5"], severity=Severity.WARNING)
def private_not_shared(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """What is read with a credential is not marked for caches that others share."""
    security = exchange.operation.security
    if exchange.response is None or exchange.request.method != "GET" or not is_success(exchange):
        raise NotObservableError("no read that succeeded")
    if not security or not all(security):
        raise NotObservableError("no read that needs a credential")
    control = [part.strip().lower() for part in exchange.response.header("cache-control").split(",")]
    shared = [part for part in control if part == "public" or part.startswith("s-maxage=")]
    if not any(control):
        raise NotObservableError("no answer has Cache-Control")
    if shared and "private" not in control and "no-store" not in control and "s-maxage=0" not in shared:
        title = "what needs a credential is marked for shared caches"
        yield Violation(title, exchange, "private, or neither public nor s-maxage", ", ".join(control), shared[0])
