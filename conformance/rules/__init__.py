"""Laws, which hold for any HTTP API, and rules, which one API's document states in prose.

Tested in `tests/rules/test_law.py`.
"""

from conformance.network.exchange import Exchange, Request, Response
from conformance.rules.bench import NOT_GIVEN, Bench, Item
from conformance.rules.items import body_of, differences, follow, is_success, path_of, query_of, read_sent, status_of
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
from conformance.rules.probe import Probe

__all__ = [
    "NOT_GIVEN",
    "Bench",
    "Exchange",
    "ExchangeLaw",
    "Item",
    "Law",
    "NotObservableError",
    "OperationLaw",
    "Probe",
    "Request",
    "ResourceLaw",
    "Response",
    "Severity",
    "Violation",
    "body_of",
    "differences",
    "exchange_law",
    "exchange_rule",
    "follow",
    "is_success",
    "law",
    "path_of",
    "query_of",
    "read_sent",
    "rule",
    "status_of",
]
