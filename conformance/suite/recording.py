"""What a test of the suite tells the report about itself, as properties of the test (they are in JUnit files too).

Tested in `tests/suite/test_layers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest

from conformance.suite.ledger import Found, Ledger

Record = Callable[[str, Any], None]


def record(record_property: Record, **values: Any) -> None:
    """Attach `values` to the running test."""
    for name, value in values.items():
        record_property(name, value)


def choose_failing(ledger: Ledger, record_property: Record, found: Iterable[Found]) -> list[str]:
    """Return the texts of the failures that the baseline does not know; attach what it knows to the running test."""
    texts = []
    for cause, group in groupby(sorted(found, key=itemgetter(0)), key=itemgetter(0)):
        known = ledger.judge(cause)
        if known is None:
            texts += [text for _, text in group]
        elif known.is_expired(ledger.today):
            texts += [f"{text}\n  known failure until {known.expires}: {known.reason}" for _, text in group]
        else:
            record(record_property, known=str(known))
    return texts


def fail_with(findings: Iterable[Any]) -> None:
    """Fail the running test with all `findings`, if there are any."""
    texts = [str(finding) for finding in findings]
    if texts:
        pytest.fail("\n".join(texts), pytrace=False)
