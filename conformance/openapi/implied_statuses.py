"""Statuses that an operation answers with although its document does not name them.

Tested in `tests/suite/test_judge.py`.
"""

from __future__ import annotations

from conformance.openapi import error_envelopes
from conformance.openapi.spec import Operation, Spec

UNAUTHENTICATED = frozenset({401, 403})
INVALID = frozenset({400, 415, 422})


def implied_statuses(spec: Spec, operation: Operation) -> set[int]:
    """Return the statuses of refusals that an operation may give without documenting them.

    An operation with security refuses callers without it, and one with parameters or a body refuses what breaks them
    (RFC 9110, section 15.5); a document without a status for it leaves the choice to the server. Documented statuses,
    such as `404`, `4XX` or `default`, are not implied.
    """
    statuses: set[int] = set()
    if operation.security and not _documents(spec, operation, UNAUTHENTICATED):
        statuses |= UNAUTHENTICATED
    if (operation.parameters or operation.body) and not _documents(spec, operation, INVALID):
        statuses |= INVALID
    return statuses


def _documents(spec: Spec, operation: Operation, statuses: frozenset[int]) -> bool:
    errors = (error_envelopes.errors_of(spec, response) for response in operation.responses.values())
    in_band = {status for each in errors if each for status in each.statuses.values()}
    return any(operation.response_for(status) or status in in_band for status in statuses)
