"""Facts that a test of the suite gives the report, as properties of the test (they are in JUnit files too).

Tested in `tests/suite/test_layers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest

from conformance.report.blocks import Block, format_block
from conformance.suite.baseline import Cause, KnownFailure
from conformance.suite.ledger import Ledger

Record = Callable[[str, Any], None]
Failure = str | Block


def record(record_property: Record, **values: Any) -> None:
    """Attach `values` to the running test."""
    for name, value in values.items():
        record_property(name, value)


def choose_failing(ledger: Ledger, record_property: Record, found: Iterable[tuple[Cause, Failure]]) -> list[Failure]:
    """Return the failures that the baseline does not know; attach what it knows to the running test."""
    failing: list[Failure] = []
    for cause, group in groupby(sorted(found, key=itemgetter(0)), key=itemgetter(0)):
        known = ledger.judge(cause)
        if known is None:
            failing += [failure for _, failure in group]
        elif known.is_expired(ledger.today):
            failing += [_expire(failure, known) for _, failure in group]
        else:
            record(record_property, known=str(known))
    return failing


def _expire(failure: Failure, known: KnownFailure) -> Failure:
    note = f"known failure until {known.expires}: {known.reason}"
    return replace(failure, notes=(note, *failure.notes)) if isinstance(failure, Block) else f"{failure}\n  {note}"


def fail_with(record_property: Record, failures: Iterable[Failure]) -> None:
    """Fail the running test with all `failures`, if there are any; blocks are attached to it as data."""
    texts = []
    for failure in failures:
        if isinstance(failure, Block):
            record(record_property, block=failure.as_data())
        texts.append(format_block(failure) if isinstance(failure, Block) else failure)
    if texts:
        pytest.fail("\n".join(texts), pytrace=False)
