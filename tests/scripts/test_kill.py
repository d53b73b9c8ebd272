"""The comparison with stock: what is read of its summary, and which faults are taken."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from conformance.apis import apis
from conformance.mock.faults.catalogue import all_operators, faults_of
from scripts.bench.kill import choose, failures, is_more

SUMMARY = """
Failures:
  ❌ ST202 Schema-valid request rejected: 2
  ❌ ST103 Undocumented status code: 1

Seed: 1
"""


def test_failures_are_counted_by_code() -> None:
    assert failures(SUMMARY) == {"ST202": 2, "ST103": 1}


def test_more_failures_than_without_a_fault_find_it() -> None:
    usual = Counter({"ST202": 2})
    assert is_more(failures(SUMMARY), usual)
    assert not is_more(usual, failures(SUMMARY))


def test_each_operator_has_one_fault_unless_all_are_taken(toys: Path) -> None:
    library = apis(toys, ["faults_library"])[0]
    faults = faults_of(library.spec, library.folder)
    assert [each.operator for each in choose(faults, is_all=False)] == [each.name for each in all_operators()]
    assert choose(faults, is_all=True) == list(faults)
