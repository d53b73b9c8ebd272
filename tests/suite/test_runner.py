"""The engine makes as many cases of each operation as it has time for."""

from __future__ import annotations

from collections import Counter

import pytest

from conformance.suite.engine.runner import fit_profile
from conformance.suite.profiles import PROFILES
from conformance.suite.recorder import OperationRecord

STANDARD = PROFILES["standard"]


def _record(cases: int, seconds: float) -> OperationRecord:
    return OperationRecord(None, origins=Counter({"known values": cases}), seconds=seconds)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "lasting", "expected"),
    [
        (20, 0.004, (200, 60)),
        (268, 0.008, (40, 10)),  # ZenML: its last operations got no case at all
        (268, 0.001, (80, 20)),
        (136, 0.004, (100, 20)),
        (2, 1.0, (80, 20)),
        (1000, 1.0, (10, 10)),
    ],
)
def test_many_operations_get_fewer_cases_each(count: int, lasting: float, expected: tuple[int, int]) -> None:
    records = [_record(10, 10 * lasting), _record(0, 0)]
    fitted = fit_profile(STANDARD, records, count, 135)
    assert (fitted.coverage, fitted.fuzzing) == expected


def test_an_operation_that_does_not_answer_is_not_like_the_others() -> None:
    """Directus answers no import: twice ten seconds made a request of the run last six times as long."""
    records = [*(_record(2, 0.01) for _ in range(100)), _record(2, 20)]
    assert fit_profile(STANDARD, records, 100, 135) == fit_profile(STANDARD, records[:-1], 100, 135)


def test_a_time_that_varies_a_little_leaves_the_number_as_it_is() -> None:
    found = {fit_profile(STANDARD, [_record(10, 0.08 + each / 1000)], 268, 135) for each in range(5)}
    assert len(found) == 1


def test_a_profile_stays_as_it_is_where_there_is_time() -> None:
    assert fit_profile(STANDARD, [], 5, 135) == STANDARD
    assert fit_profile(PROFILES["quick"], [_record(9, 0.01)], 5, 60) == PROFILES["quick"]
