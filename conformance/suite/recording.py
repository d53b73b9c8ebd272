"""What a test of the suite tells the report about itself, as properties of the test (they are in JUnit files too).

Tested in `tests/suite/test_layers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

Record = Callable[[str, Any], None]


def record(record_property: Record, **values: Any) -> None:
    """Attach `values` to the running test."""
    for name, value in values.items():
        record_property(name, value)


def fail_with(findings: Iterable[Any]) -> None:
    """Fail the running test with all `findings`, if there are any."""
    texts = [str(finding) for finding in findings]
    if texts:
        pytest.fail("\n".join(texts), pytrace=False)
