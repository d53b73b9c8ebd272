"""What is shown while and after the suite runs."""

from __future__ import annotations

import io

from rich.console import Console

from conformance.report.results import Failure, Summary, Tally
from conformance.report.terminal import table


def _shown(tally: Tally, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(table(tally))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_table_has_a_row_for_each_api() -> None:
    """With what was reached of what may be called."""
    tally = Tally()
    for name, failures in (("zebra", 0), ("ape", 2)):
        operations = {"a": True, "b": False, "c": None}
        tally.summaries[name] = Summary(name, operations, cases=12, failures=failures, seconds=1.26, notes=["withheld"])
    lines = [line for line in _shown(tally).splitlines() if "1/2" in line]
    assert [line.split()[0] for line in lines] == ["ape", "zebra"]
    assert all(part in lines[0] for part in ("12", "2", "1.3", "withheld"))


def test_names_of_apis_are_never_cut() -> None:
    """However narrow the terminal is."""
    tally = Tally()
    tally.summaries["a_rather_long_name_of_an_api"] = Summary("a_rather_long_name_of_an_api")
    tally.failures.append(Failure("test", "a_rather_long_name_of_an_api", "reason"))
    assert "a_rather_long_name_of_an_api" in _shown(tally, width=80)
