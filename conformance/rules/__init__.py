"""Laws, which hold for any HTTP API, and rules, which one API's document states in prose.

Tested in `tests/rules/test_law.py`.
"""

from conformance.network.exchange import Exchange, Request, Response
from conformance.rules.bench import NOT_GIVEN, Bench, Item
from conformance.rules.law import (
    ExchangeLaw,
    Law,
    NotObservableError,
    OperationLaw,
    ResourceLaw,
    Severity,
    Violation,
    exchange_law,
    exchange_rule,
    law,
    rule,
)

__all__ = [
    "NOT_GIVEN",
    "Bench",
    "Exchange",
    "ExchangeLaw",
    "Item",
    "Law",
    "NotObservableError",
    "OperationLaw",
    "Request",
    "ResourceLaw",
    "Response",
    "Severity",
    "Violation",
    "exchange_law",
    "exchange_rule",
    "law",
    "rule",
]
