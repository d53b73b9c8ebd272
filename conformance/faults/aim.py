"""Parts of the suite that have to run so that a check can find a fault: first the phases that should do, then all.

Tested in `tests/faults/test_matrix.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conformance.apis import Api
from conformance.mock.faults.fault import Fault
from conformance.rules.law import ExchangeLaw, Law
from conformance.rules.laws.sequences import SEQUENCE_AGREES
from conformance.rules.loading import laws_of_api
from conformance.suite.profiles import PROFILES, Profile

_SEEN = frozenset({"examples", "values"})
_PROBED = _SEEN | {"credentials", "ids", "negation"}
_PHASES = {
    "accepts-invalid": _SEEN | {"negation"},
    "accepts-credential": _SEEN | {"credentials"},
    "refuses-credential": _SEEN | {"credentials"},
    "server-error": _PROBED | {"coverage"},
}


def laws_named(api: Api, check: str) -> list[Law]:
    """Return the law or rule of this name, in a list."""
    return [each for each in laws_of_api(api) if each.id == check]


@dataclass(frozen=True)
class Aim:
    """Operations, and the phases that are run at them."""

    operations: tuple[str, ...]
    profile: Profile


def aims(api: Api, fault: Fault, profile: str) -> Iterator[Aim]:
    """Yield what to run for a fault, the least first."""
    whole = replace(PROFILES[profile], checks=frozenset({fault.kills}))
    laws = laws_named(api, fault.kills)
    if fault.kills == SEQUENCE_AGREES.id:
        judged = max(whole.judged, PROFILES["standard"].judged)
        yield Aim(fault.operations, replace(whole, phases=_SEEN | {"sequences"}, judged=judged))
        return
    if any(not isinstance(each, ExchangeLaw) for each in laws):
        yield Aim(fault.operations, replace(whole, phases=_SEEN | {"laws"}))
        return
    least = replace(whole, phases=_PROBED if fault.shown_in == "refusals" else _PHASES.get(fault.kills, _SEEN))
    yield Aim(fault.operations[:1], least)
    if len(fault.operations) > 1:
        yield Aim(fault.operations, least)
    yield Aim(fault.operations, replace(whole, phases=whole.phases - {"laws"}))
