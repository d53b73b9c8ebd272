"""The command `conformance report`: what a file of events says of a run.

Tested in `tests/test_report_command.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.command_line import exits, make_console
from conformance.openapi.errors import ExitCode
from conformance.report_options import report_options

if TYPE_CHECKING:
    from conformance.report.files import Files


def _print_schema(context: click.Context, _: click.Parameter, name: str | None) -> None:
    """Print a schema, and nothing else."""
    if name is not None:
        from importlib.resources import files as files_of

        schema = {"json": "report", "events": "event"}[name]
        click.echo(files_of("conformance").joinpath(f"schemas/{schema}.schema.json").read_text("utf-8"), nl=False)
        context.exit()


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verbose", is_flag=True, help="Show each operation, however many there are.")
@click.option(
    "--schema",
    type=click.Choice(["json", "events"]),
    callback=_print_schema,
    expose_value=False,
    is_eager=True,
    help="Print the JSON Schema of what --json writes, or of one event, and exit.",
)
@exits
@report_options
def report(file: Path, verbose: bool, files: Files) -> ExitCode:
    """Show what `conformance run --events FILE` found, also of a run that was cut short or still goes on.

    Ends with 0 if FILE can be read and the reports can be written, whatever the run found.
    """
    from conformance.report.record import read_events
    from conformance.report.results import Results
    from conformance.report.terminal import show

    results = Results.of(read_events(file))
    show(results, make_console(), files.names, is_verbose=verbose)
    files.write(results)
    return ExitCode.PASSED
