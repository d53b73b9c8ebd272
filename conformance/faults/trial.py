"""One fault, planted into a mock that the suite is run against.

Tested in `tests/faults/test_matrix.py`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from conformance.apis import Api
from conformance.auth.credentials import fake, fake_second
from conformance.faults.aim import aims, laws_named
from conformance.faults.result import Result, Verdict
from conformance.mock.admin import administer
from conformance.mock.app import create_app
from conformance.mock.faults.fault import Active, Fault
from conformance.mock.server import serving
from conformance.network.connection import Connection
from conformance.openapi.errors import NotTestableError
from conformance.rules.law import ExchangeLaw
from conformance.suite import preflight
from conformance.suite.checks import OTHERS, SERVER
from conformance.suite.server_run import ServerRun, run_server
from conformance.suite.target import Target

_TIMEOUT, _BUDGET = 5.0, 0.3  # seconds for one answer
NO_CHECK = "the suite has no check of this name"
NO_PLACE = "the law is judged at none of the operations"
NEVER = "the mock never answers so"
REFUSED = "what it lets in is refused for another reason"
NOT_MET = "no request of the run met it"


def try_fault(api: Api, fault: Fault, profile: str, seed: int) -> Result:
    """Run the suite against a mock with a fault, and return the result."""
    start = time.monotonic()
    verdict, reason, others = _try(api, fault, profile, seed)
    return Result(api.id, fault.id, fault.kills, verdict, time.monotonic() - start, reason, others)


def _try(api: Api, fault: Fault, profile: str, seed: int) -> tuple[Verdict, str, tuple[str, ...]]:
    is_known = fault.kills in SERVER or fault.kills in OTHERS or bool(laws_named(api, fault.kills))
    active = Active((fault,))
    found: set[str] = set()
    missing: list[str] = []
    for aim in aims(api, fault, profile) if is_known else ():
        with serving(administer(create_app(api, seed=seed, faults=active))) as origin:  # its items can be probed
            url, connection = origin + api.spec.base_path, Connection(timeout=_TIMEOUT)
            second = fake_second(api.spec)
            target = Target(api, url, fake(api.spec), connection=connection, second=second, budget=_BUDGET)
            try:
                preflight.check(target)
                run = run_server(target, aim.operations, aim.profile, seed)
            except NotTestableError as error:
                return Verdict.OTHERWISE, f"not testable: {error}", ()
        found |= _checks(run, fault)
        if fault.kills in found:
            return Verdict.KILLED, "", tuple(sorted(found - {fault.kills}))
        missing = [each.missing for each in run.recorder.judgements]
        if fault.shown_in and not active.fired and aim.operations == fault.operations:
            break
    if not is_known:
        return Verdict.SURVIVED, NO_CHECK, ()
    if any(not isinstance(each, ExchangeLaw) for each in laws_named(api, fault.kills)) and not missing:
        return Verdict.UNSEEN, NO_PLACE, ()
    return _survival(fault, active, found, missing)


def _checks(run: ServerRun, fault: Fault) -> set[str]:
    """Return the checks that found something at the operations of a fault.

    A warning or a note counts for the named check alone: a right mock may have some.
    """
    found = {finding.check for name in fault.operations for finding in run.findings(name)}
    remarked = {each.check for each in run.recorder.remarks if each.operation.id in fault.operations}
    return found | (remarked & {fault.kills})


def _survival(
    fault: Fault, active: Active, found: set[str], missing: Iterable[str]
) -> tuple[Verdict, str, tuple[str, ...]]:
    """Return the reason why the named check did not find the fault."""
    missing = list(missing)
    if missing and all(missing):
        return Verdict.UNSEEN, missing[0], ()
    if found:
        return Verdict.OTHERWISE, f"found by {', '.join(sorted(found))}", tuple(sorted(found))
    if active.met and not active.fired:
        return Verdict.UNSEEN, REFUSED, ()
    if not active.fired:
        return (Verdict.UNSEEN, NEVER, ()) if fault.shown_in else (Verdict.SURVIVED, NOT_MET, ())
    return Verdict.SURVIVED, "", ()
