"""The command `conformance faults`: what can be planted, and whether the suite finds it.

Tested in `tests/faults/test_command.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.command_line import INTERRUPTED, exits, lenient_option, make_console, show_notices, specs_option
from conformance.openapi.errors import ExitCode, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.apis import Api
    from conformance.faults.matrix import Plan
    from conformance.faults.result import Result

_STEP = 100  # faults between two lines that say how far it is


@click.command()
@click.argument("api", nargs=-1)
@specs_option
@click.option("--list", "is_list", is_flag=True, help="List the faults, and plant none.")
@click.option(
    "--fault", "patterns", metavar="PATTERN", multiple=True, help="Only these: id, operator or check. Repeatable."
)
@click.option(
    "--profile",
    type=click.Choice(["quick", "standard", "deep"]),
    default="quick",
    show_default=True,
    help="How much the suite tries against each fault.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same cases.")
@click.option(
    "--workers", type=click.IntRange(0), default=0, help="Processes to run at once.  [default: two a processor]"
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the results to this file as JSON.")
@lenient_option
@exits
def faults(
    api: tuple[str, ...],
    specs: Path,
    is_list: bool,
    patterns: tuple[str, ...],
    profile: str,
    seed: int,
    workers: int,
    json_file: Path | None,
    lenient: bool,
) -> int:
    """Plant each fault into the mocks of APIs (default: of all), and see whether the suite finds it.

    Each fault names the check that has to find it. Ends with 1 if a fault survives, or is found by other checks only.
    `conformance mock API --fault ID` serves a mock with one.
    """
    from conformance.apis import apis
    from conformance.faults.matrix import Plan
    from conformance.suite.interruption import CURRENT

    found = apis(specs, api, lenient)
    show_notices(found)
    plan = Plan(specs, api, lenient, patterns, profile, seed, workers)
    if is_list:
        _list(plan, found)
        return ExitCode.PASSED
    total = plan.count(found)
    if not total:
        raise InputError.of("--fault", "no fault matches", "name an id, an operator or a check; --list has them")
    results: list[Result] = []
    try:
        with CURRENT.watch():
            _try_all(plan, found, results, total)
    except KeyboardInterrupt:
        click.echo(f"interrupted: {len(results)} of {total} faults tried", err=True)
        return CURRENT.code or INTERRUPTED
    finally:
        _write(results, json_file)
    return ExitCode.BROKEN if any(each.is_wrong for each in results) else ExitCode.PASSED


def _list(plan: Plan, found: Sequence[Api]) -> None:
    for api in found:
        for fault in plan.faults_of(api):
            click.echo(f"{api.id} {fault.id}: {fault.does} {fault.kills} finds it.")
    for group in plan.chosen_of_clients(found).values():
        for api_id, each in group:
            click.echo(f"{api_id} {each.id}: {each.does} {each.kills} finds it.")


def _try_all(plan: Plan, found: Sequence[Api], results: list[Result], total: int) -> None:
    """Try the faults and add what came of each to the results, reporting what survives and how far it is."""
    from conformance.faults.matrix import run_matrix

    for result in run_matrix(plan, found):
        results.append(result)
        if result.is_wrong:
            click.echo(result.line, err=True)
        if len(results) % _STEP == 0:
            click.echo(f"{len(results)} of {total} faults tried", err=True)


def _write(results: Sequence[Result], json_file: Path | None) -> None:
    """Print what came of the faults that were tried, and write it to the file."""
    from conformance.faults.table import print_matrix

    print_matrix(make_console(), results)
    if json_file:
        json_file.write_text(json.dumps([each.show() for each in results], indent=1) + "\n", encoding="utf-8")
