"""Second try of reads that showed a fault before the run changed their items. Some faults depend on the old state."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.network.exchange import SAFE_METHODS
from conformance.openapi.spec import Operation
from conformance.rules.loading import find_own_law
from conformance.suite.budget import Budget
from conformance.suite.credential_probes import ORIGIN as CREDENTIALS
from conformance.suite.findings import Finding
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender


def try_again(recorder: Recorder, sender: Sender, operations: Iterable[Operation], budget: Budget) -> None:
    """Send each of these reads once more, and note the faults that do not show again."""
    for operation in operations:
        with recorder.guard(operation.id):
            for finding in recorder.find_unsure(operation):
                if not budget.is_over and not _is_shown(recorder, sender, finding):
                    recorder.past.add(finding.cause)


def _is_shown(recorder: Recorder, sender: Sender, finding: Finding) -> bool:
    """Return whether a finding shows again. One that needs a write, a wait or another probe counts as shown."""
    exchange = finding.exchange
    is_law = find_own_law(recorder.target.api, finding.check) is not None  # it is judged with new items
    is_probe = exchange is not None and exchange.origin == CREDENTIALS  # its cause is known to the probe alone
    if exchange is None or exchange.response is None or exchange.request.method not in SAFE_METHODS:
        return True
    if is_law or is_probe:
        return True
    found = recorder.records[finding.operation.id].findings
    before = len(found)
    sender.send(finding.operation, exchange.request, exchange.origin)
    return any(each.cause == finding.cause for each in found[before:])
