"""Phases of a run by name. Users select phases by these names. Each kind of request belongs to one or more.

Tested in `tests/suite/test_phases.py`.
"""

from __future__ import annotations

PHASES = {
    "examples": "the document's own examples",
    "values": "the smallest valid requests, with given values and those that responses have shown",
    "coverage": "systematic cases, valid and invalid",
    "fuzzing": "random cases; the profile quick has none",
    "stateful": "sequences of calls",
    "credentials": "requests without a credential, with a wrong or cut one, and with each alternative",
    "ids": "ids of many kinds in paths",
    "laws": "items that are created, read, changed and deleted, and lists that are walked",
    "sequences": "sequences of writes that a plain model judges; the profile quick has none",
    "negation": "requests that succeeded, changed in one place so that they are invalid",
}
AS_SECOND = "laws, as the second user"  # the origin of requests with the second credentials
_BY_ORIGIN = {
    AS_SECOND: {"laws"},
    "example": {"examples"},
    "known values": {"values"},
    "existing": {"values", "credentials", "negation"},
    "variation": {"negation"},
    "setup": set(PHASES),
}


def phases_of(origin: str) -> set[str]:
    """Return the phases that requests of this origin belong to."""
    return _BY_ORIGIN.get(origin, {origin})
