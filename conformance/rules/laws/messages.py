"""Laws of single messages."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Spec
from conformance.rules.law import Severity, Violation, exchange_law

_BODILESS = frozenset({204, 205, 304})


@exchange_law("no-body-where-none-is", sources=["RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5"])
def no_body_where_none_is(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer of status 204, 205 or 304 has no body."""
    response = exchange.response
    if response is not None and response.status in _BODILESS and response.content:
        title = f"a body with status {response.status}"
        yield Violation(title, exchange, "no body", f"{len(response.content)} bytes", str(response.status))


@exchange_law("status-fits-method", sources=["RFC 9110, sections 9.3.1, 9.3.5 and 15.3.2"], severity=Severity.WARNING)
def status_fits_method(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """GET and DELETE create nothing, so that 201 is no answer to them."""
    response, method = exchange.response, exchange.request.method
    if response is not None and response.status == 201 and method in {"GET", "HEAD", "DELETE"}:
        yield Violation(f"status 201 to {method}", exchange, "200 or 204", "201", f"201 {method}")
