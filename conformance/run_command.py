"""The command `conformance run`: its options, and the run that they ask for.

Tested in `tests/test_cli.py`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.command_line import exits, lenient_option, make_console, show_notices, specs_option
from conformance.connection_options import connection_options
from conformance.report_options import report_options
from conformance.suite.phases import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.network.connection import Connection
    from conformance.report.files import Files
    from conformance.suite.session import Run


@click.command()
@click.argument("api", nargs=-1)
@specs_option
@click.option("--url", metavar="URL", help="Base URL of the server under test.  [default: an embedded mock server]")
@click.option(
    "--app",
    metavar="MODULE:NAME",
    help="Serve this ASGI or WSGI application and test it; --url is then the path of its base URL.",
)
@click.option(
    "--generated",
    type=click.Path(path_type=Path),
    help="Folder of the generated clients.  [default: generated beside the folder of specs]",
)
@click.option(
    "--profile",
    type=click.Choice(["quick", "standard", "deep"]),
    default="standard",
    show_default=True,
    help="How much to try: for a pull request, for every day, for a night.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same cases.")
@click.option(
    "--operation",
    "operations",
    metavar="PATTERN",
    multiple=True,
    help="Test only these operations: id, tag, method or path. Repeatable, as are the next three.",
)
@click.option("--exclude-operation", "excluded", metavar="PATTERN", multiple=True, help="Leave these operations out.")
@click.option("--check", "checks", metavar="NAME", multiple=True, help="Report only findings of this check.")
@click.option(
    "--exclude-check", "excluded_checks", metavar="NAME", multiple=True, help="Leave findings of this check out."
)
@click.option(
    "--phase",
    "phases",
    type=click.Choice(list(PHASES)),
    multiple=True,
    help="Test in these phases only. Repeatable.  [default: all]",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Settings of the project.  [default: conformance.toml, or tool.conformance in pyproject.toml]",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Known failures, which do not fail the run unless their day has passed.  [default: the one in the settings]",
)
@click.option("--update-baseline", is_flag=True, help="Write what fails now to the file of known failures.")
@click.option("--teardown", is_flag=True, help="Delete what the run has created, not only what its setup has.")
@lenient_option
@click.option(
    "--events",
    type=click.Path(path_type=Path),
    help="Write what happens to this file, as it happens; `conformance report` reads it.",
)
@click.option(
    "--max-time",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End after this time with what was found until then. What was not tested makes the run incomplete.",
)
@click.option("--verbose", is_flag=True, help="Show each test and each operation, however many there are.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@exits
@report_options
@connection_options
def run(
    api: tuple[str, ...],
    specs: Path,
    url: str | None,
    app: str | None,
    generated: Path | None,
    profile: str,
    seed: int,
    operations: tuple[str, ...],
    excluded: tuple[str, ...],
    checks: tuple[str, ...],
    excluded_checks: tuple[str, ...],
    phases: tuple[str, ...],
    config: Path | None,
    baseline: Path | None,
    update_baseline: bool,
    teardown: bool,
    lenient: bool,
    events: Path | None,
    max_time: float | None,
    verbose: bool,
    dry_run: bool,
    files: Files,
    connection: Connection,
    allow_writes: str | None,
) -> int:
    """Check servers and generated clients of APIs (default: of all) against their specs.

    Each server is an embedded mock unless --url or --app names one; then exactly one API has to be named. Credentials
    for that server are read from environment variables <API>_<SECURITY SCHEME>, upper case. A server that is not on
    this machine gets only safe requests (GET, HEAD, OPTIONS), unless --allow-writes names its host.

    A pattern is an operationId, a tag, a method, a path such as "/orders/*", or both: "GET /orders/*". What else an
    operation needs is called all the same, and not tested. `conformance checks` lists the checks.
    """
    from conformance.report.record import EventLog
    from conformance.report.runs import new_file
    from conformance.suite import launcher
    from conformance.suite.known_failures import write_baseline
    from conformance.suite.options import Options
    from conformance.suite.selection import Exclusion, Selection
    from conformance.suite.session import Run

    exclusions = (*map(Exclusion, excluded), *(Exclusion(check=name) for name in excluded_checks))
    selection = Selection(operations, checks, exclusions, phases)
    log = events or (None if dry_run else new_file())
    options = Options(
        specs,
        api,
        url,
        generated,
        profile,
        seed,
        lenient,
        config,
        selection,
        baseline,
        update_baseline,
        connection,
        teardown,
        allow_writes,
        log,
        app,
    )
    prepared = Run.of(options)
    show_notices(prepared.apis.values())
    for notice in (*prepared.notices, *_list_unchecked(prepared)):
        click.echo(notice, err=True)
    if prepared.is_live or dry_run:
        click.echo("\n".join(prepared.plan()))
    if dry_run:
        return 0
    files.write(prepared.results)  # before anything is sent: they can be written
    prepared.begin(EventLog(log))
    code = launcher.run_suite(prepared, make_console(), files, max_time, is_verbose=verbose)
    if prepared.results.cut:
        sys.stderr.flush()
        os._exit(code)  # a thread of schemathesis may still wait for a response
    change = write_baseline(prepared)
    if change:
        click.echo(change, err=True)
    return code


def _list_unchecked(run: Run) -> Iterator[str]:
    """Yield what is not checked of the documents, each once."""
    from conformance.mock import capabilities

    for api in run.apis.values():
        yield from (f"unchecked: {line}" for line in capabilities.lines(api.spec, capabilities.gaps(api.spec)))
