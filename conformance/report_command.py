"""The command `conformance report`: what a file of events tells of a run.

Tested in `tests/test_report_command.py`.
"""

from __future__ import annotations

from pathlib import Path

import click

from conformance.command_line import exits, make_console
from conformance.openapi.errors import ExitCode


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--junit", type=click.Path(path_type=Path), help="Write the results to this file as JUnit XML.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the results to this file as JSON.")
@click.option("--verbose", is_flag=True, help="Show each operation, however many there are.")
@exits
def report(file: Path, junit: Path | None, json_file: Path | None, verbose: bool) -> ExitCode:
    """Show what `conformance run --events FILE` found, also of a run that was cut short or still goes on.

    Ends with 0 if FILE can be read, whatever the run found.
    """
    from conformance.report.files import Files
    from conformance.report.record import read_events
    from conformance.report.results import Results
    from conformance.report.terminal import show

    results = Results.of(read_events(file))
    files = Files(json_file, junit)
    files.write(results)
    show(results, make_console(), files.names, is_verbose=verbose)
    return ExitCode.PASSED
