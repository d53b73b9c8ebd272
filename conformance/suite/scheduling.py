"""Distribution of the suite's tests to the processes of pytest-xdist.

Tested in `tests/suite/test_plain_pytest.py`.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped] # has no py.typed

_PARAMETER = re.compile(r"test_\w+\.py::test_\w+\[(\w+)(-[^\[]*)?\]$")


class ApiScheduling(LoadScopeScheduling):  # type: ignore[misc] # for the same reason
    """Scheduling that keeps the tests of each API together; all other tests are independent.

    The scheduling `loadgroup` of pytest-xdist 3.8 has no effect with pytest 9.2, since it changes ids of tests.
    """

    def __init__(self, config: pytest.Config, log: Any, apis: Set[str]) -> None:
        super().__init__(config, log)
        self._apis = apis

    def _split_scope(self, nodeid: str) -> str:
        match = _PARAMETER.search(nodeid)
        return match[1] if match and match[1] in self._apis else nodeid
