"""The command `conformance replay`: a finding's requests, sent again.

Tested in `tests/suite/test_replay.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.command_line import exits
from conformance.connection_options import connection_options
from conformance.openapi.errors import ExitCode

if TYPE_CHECKING:
    from conformance.network.connection import Connection


@click.command()
@click.argument("finding", metavar="ID")
@click.option(
    "--events",
    type=click.Path(path_type=Path),
    help="The file that the run has written with --events.  [default: the latest run with such a finding]",
)
@click.option("--url", metavar="URL", help="Base URL of the server.  [default: the one of the run]")
@click.option("--as-test", is_flag=True, help="Show a sequence as a test with the generated client, and send nothing.")
@click.option("--generated", type=click.Path(path_type=Path), help="Folder with generated projects.")
@exits
@connection_options
def replay(
    finding: str,
    events: Path | None,
    url: str | None,
    as_test: bool,
    generated: Path | None,
    connection: Connection,
    allow_writes: str | None,
) -> ExitCode:
    """Send the requests of a finding again, and show the answers. ID is in the last line of its block.

    Requests that created what the last one needs come first, and new ids replace the recorded ones.
    Credentials are read from the environment, as `conformance run` reads them. Ends with 1 if the fault shows again,
    else with 0.
    """
    from conformance.report.runs import find_file
    from conformance.suite.replay import replay as send
    from conformance.suite.replay import show_as_test

    if as_test:
        click.echo(show_as_test(finding, events or find_file(finding), connection, generated), nl=False)
        return ExitCode.PASSED
    code = ExitCode.PASSED
    for line in send(finding, events or find_file(finding), connection, url, allow_writes):
        if isinstance(line, ExitCode):
            code = line
        else:
            click.echo(line)
    return code
