"""The command `conformance`: generate clients, check servers and clients, serve mocks, trace facts."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.command_line import CONTEXT, exits, lenient_option, specs_option
from conformance.generate.cli import generate
from conformance.openapi.errors import ExitCode, InputError, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from conformance.apis import Api

EXIT_CODES = """\b
Exit codes:
  0  all is well
  1  the contract is broken
  2  wrong usage or input
  3  the server can't be tested
  4  nothing is broken, and not everything was reached
"""


@click.group(context_settings=CONTEXT, epilog=EXIT_CODES)
@click.version_option(version("order-api-conformance"), prog_name="conformance")
def main() -> None:
    """Generates clients from OpenAPI documents, checks servers and clients against them, and serves mocks.

    An API is the name of a folder under the folder of specs that holds an openapi.yaml (.yml, .json), or an OpenAPI
    document by file or URL. What a document refers to in other local files belongs to it.
    """


main.add_command(generate)


@main.command()
@click.argument("api", nargs=-1)
@specs_option
@click.option("--url", metavar="URL", help="Base URL of the server under test.  [default: an embedded mock server]")
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
@click.option("--check", "checks", metavar="NAME", multiple=True, help="Tell only findings of this check.")
@click.option(
    "--exclude-check", "excluded_checks", metavar="NAME", multiple=True, help="Leave findings of this check out."
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Settings of the project.  [default: conformance.toml, or tool.conformance in pyproject.toml]",
)
@lenient_option
@click.option("--junit", type=click.Path(path_type=Path), help="Write the results to this file as JUnit XML.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the results to this file as JSON.")
@exits
def run(
    api: tuple[str, ...],
    specs: Path,
    url: str | None,
    generated: Path | None,
    profile: str,
    seed: int,
    operations: tuple[str, ...],
    excluded: tuple[str, ...],
    checks: tuple[str, ...],
    excluded_checks: tuple[str, ...],
    config: Path | None,
    lenient: bool,
    junit: Path | None,
    json_file: Path | None,
) -> ExitCode:
    """Check servers and generated clients of APIs (default: of all) against their specs.

    Each server is an embedded mock unless --url names one; then exactly one API has to be named. Credentials for that
    server are read from environment variables <API>_<SECURITY SCHEME>, upper case. A server that is not on this
    machine gets only safe requests (GET, HEAD, OPTIONS).

    A pattern is an operationId, a tag, a method, a path such as "/orders/*", or both: "GET /orders/*". What else an
    operation needs is called all the same, and not tested. `conformance checks` lists the checks.
    """
    from conformance.suite import launcher
    from conformance.suite.selection import Exclusion, Selection
    from conformance.suite.session import Run

    reports = {"--conformance-json": json_file, "--junit-xml": junit}
    given = {option: file for option, file in reports.items() if file is not None}
    for file in given.values():
        _check_writable(file)
    exclusions = (*map(Exclusion, excluded), *(Exclusion(check=name) for name in excluded_checks))
    selection = Selection(operations, checks, exclusions)
    prepared = Run.of(specs, api, url, generated, profile, seed, lenient=lenient, config=config, selection=selection)
    _tell(prepared.apis.values())
    prepared.check()
    return launcher.run_suite(prepared, _console(), [f"{option}={file.absolute()}" for option, file in given.items()])


@main.command()
@click.argument("api")
@specs_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1.  [default: a free one]")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answers.")
@lenient_option
@exits
def mock(api: str, specs: Path, port: int, seed: int, lenient: bool) -> ExitCode:
    """Serve a mock of one API until interrupted.

    It validates every request and every answer against the spec, and prints its base URL and the fake credentials that
    it accepts. The header X-Mock-Reason of an error says what was wrong with the request.
    """
    from conformance import mock as mocks
    from conformance.apis import apis

    found = apis(specs, [api], lenient)
    _tell(found)
    mocks.run(found[0], port=port, seed=seed)
    return ExitCode.PASSED


@main.command()
@click.argument("api", nargs=-1)
@specs_option
@lenient_option
@exits
def facts(api: tuple[str, ...], specs: Path, lenient: bool) -> ExitCode:
    """Show where every fact of the vendors' documents is covered, and what share of each spec is assumed.

    Ends with 1 if a fact that belongs into a spec is not cited there, an unknown fact is cited, or an element of a spec
    has no evidence.
    """
    from conformance import facts as traceability
    from conformance.apis import apis

    found = apis(specs, api, lenient)
    _tell(found)
    reports = [traceability.report(each) for each in found]
    traceability.render(reports, _console())
    return ExitCode.BROKEN if any(report.problems for report in reports) else ExitCode.PASSED


@main.command()
def checks() -> None:
    """List the checks of `conformance run` by name, each with what a finding of it means."""
    from conformance.suite.checks import CHECKS

    width = max(map(len, CHECKS))
    for name, meaning in CHECKS.items():
        click.echo(f"{name:<{width}}  {meaning}")


@main.command()
@click.argument("api", nargs=-1)
@specs_option
@lenient_option
@exits
def lint(api: tuple[str, ...], specs: Path, lenient: bool) -> ExitCode:
    """Show everything that is wrong with the documents of APIs (default: of all), and do nothing else.

    Ends with 2 if a document can't be worked with; warnings are about what changes nothing on the wire.
    """
    from conformance.apis import apis

    problems: list[Problem] = []
    for each in apis(specs, api, lenient):
        try:
            _tell([each])
            click.echo(f"{each.spec_file}: {len(each.spec.operations)} operations can be worked with")
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return ExitCode.PASSED


def _check_writable(file: Path) -> None:
    try:
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        with file.open("a"):
            pass
    except OSError as error:
        raise InputError.of(file, f"can't be written: {error.strerror}", "name a file in a writable folder") from error


def _tell(found: Iterable[Api]) -> None:
    """Say on stderr how the documents had to be read; raises InputError for one that can't be."""
    from conformance.apis import notices

    for notice in notices(found):
        click.echo(notice, err=True)


def _console() -> Console:
    """Colour and progress only on a terminal; elsewhere nothing is cut off at a width nobody has."""
    from rich.console import Console

    console = Console(file=sys.stdout)  # this stream, not the one that pytest puts in its place
    return console if console.is_terminal else Console(file=sys.stdout, width=200)
