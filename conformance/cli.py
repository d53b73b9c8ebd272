"""The command `conformance`: generate clients, check servers and clients, serve mocks, trace facts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from conformance.command_line import CONTEXT, exits, lenient_option, make_console, show_notices, specs_option
from conformance.faults_command import faults
from conformance.generate.cli import generate
from conformance.openapi.errors import ExitCode, InputError, Problem
from conformance.replay_command import replay
from conformance.report_command import report
from conformance.run_command import run
from conformance.vendor.cli import vendor

EXIT_CODES = """\b
Exit codes:
  0  all is well
  1  the contract is broken
  2  wrong usage or input
  3  the server can't be tested
  4  nothing is broken, and not everything was reached
  5  a report can't be written
"""


@click.group(context_settings=CONTEXT, epilog=EXIT_CODES)
@click.version_option(package_name="order-api-conformance", prog_name="conformance")
def main() -> None:
    """Generate clients from OpenAPI documents, check servers and clients against them, and serve mocks.

    An API is the name of a folder under the folder of specs that holds an openapi.yaml (.yml, .json), or an OpenAPI
    document by file or URL. What a document refers to in other local files belongs to it.
    """


main.add_command(faults)
main.add_command(generate)
main.add_command(replay)
main.add_command(report)
main.add_command(run)
main.add_command(vendor)


@main.command()
@click.argument("api", nargs=-1, required=True)
@specs_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every one.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on.  [default: a free one]")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answers.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File that keeps what the mock remembers; one in JSON or YAML is a scenario that is loaded only.",
)
@click.option("--admin-key-env", metavar="VARIABLE", help="Environment variable with the key of the admin API.")
@click.option("--stateless", is_flag=True, help="Answer from the document alone, as if everything existed.")
@click.option(
    "--no-cors",
    "cors",
    is_flag=True,
    default=True,
    flag_value=False,
    help="Leave out CORS headers.",
)
@click.option("--faker", is_flag=True, help="Show names, addresses and sentences of Faker, which the extra installs.")
@click.option("--quiet", is_flag=True, help="Do not print a line for each request.")
@click.option("--reload", is_flag=True, help="Start again when a document or its behaviour.py changes.")
@click.option("--max-body", type=click.IntRange(1), default=16, show_default=True, help="Megabytes of a body.")
@click.option("--max-values", type=click.IntRange(1), default=100_000, show_default=True, help="Values in a body.")
@click.option(
    "--fault", "faults", metavar="ID", multiple=True, help="Be wrong in this way. `conformance faults --list` has them."
)
@lenient_option
@exits
def mock(
    api: tuple[str, ...], specs: Path, lenient: bool, admin_key_env: str | None, max_body: int, **options: Any
) -> ExitCode:
    """Serve mocks of APIs until interrupted.

    A mock remembers: what is created is there, what is deleted is gone, and what is unknown is not found.

    It validates every request and every answer against the spec, and prints its base URL and the fake credentials that
    it accepts. The header X-Mock-Reason of an error says what was wrong with the request. Several APIs share the port,
    each below a prefix with its name. The admin API, and a page for people, are under /__mock__/: for callers on this
    machine, or with a key for others too.
    """
    from conformance import mock as mocks
    from conformance.apis import apis
    from conformance.suite.config import load

    config = load()
    found = [config.of(each.id).correct(each) for each in apis(specs, api, lenient)]
    show_notices(found)
    key = _read_key(admin_key_env)
    mocks.run(found, mocks.Options(admin_key=key, max_body=max_body << 20, **options))
    return ExitCode.PASSED


def _read_key(variable: str | None) -> str:
    """Return the key in an environment variable; raises InputError if it is not set or empty."""
    key = os.environ.get(variable, "") if variable else ""
    if variable and not key:
        raise InputError.of("--admin-key-env", f"{variable} is not set", f"set {variable} to a key of your choice")
    return key


@main.command()
@click.argument("api", nargs=-1)
@specs_option
@lenient_option
@exits
def facts(api: tuple[str, ...], specs: Path, lenient: bool) -> ExitCode:
    """Show where every fact of the vendors' documents is covered, and what share of each spec is assumed.

    Ends with 1 if a fact is not cited by what is to cover it, an unknown fact is cited, or an element of a spec has no
    evidence.
    """
    from conformance import facts as traceability
    from conformance.apis import apis
    from conformance.citations import citations_of

    found = apis(specs, api, lenient)
    show_notices(found)
    reports = [traceability.report(each, citations_of(each)) for each in found]
    traceability.render(reports, make_console())
    return ExitCode.BROKEN if any(report.problems for report in reports) else ExitCode.PASSED


@main.command()
@click.argument("api")
@specs_option
@click.option("--rules", is_flag=True, help="Show how sure each statement is, and the rule that it rests on.")
@lenient_option
@exits
def resources(api: str, specs: Path, rules: bool, lenient: bool) -> ExitCode:
    """Show the resources of one API: what its operations create, list, read, change and delete.

    A question mark follows what is only likely. What is wrong here is corrected by `x-resource` in the document,
    or under `[apis.<api>.resources]` in conformance.toml.
    """
    from conformance.apis import apis
    from conformance.resources import read_resources
    from conformance.resources.table import print_model
    from conformance.suite.config import load

    found = apis(specs, [api], lenient)
    show_notices(found)
    corrected = load().of(found[0].id).correct(found[0])
    print_model(make_console(), read_resources(corrected.spec), shows_rules=rules)
    return ExitCode.PASSED


@main.command()
@click.argument("api", nargs=-1)
@specs_option
@exits
def checks(api: tuple[str, ...], specs: Path) -> ExitCode:
    """List the checks of `conformance run` by name, each with what a finding of it means.

    With API, list the rules of these APIs too.
    """
    from conformance.apis import apis
    from conformance.suite.checks import checks_of

    found = checks_of(apis(specs, api) if api else ())
    width = max(map(len, found))
    for name, meaning in found.items():
        click.echo(f"{name:<{width}}  {meaning}")
    return ExitCode.PASSED


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
            show_notices([each])
            count = len(each.spec.operations)
            click.echo(f"{each.spec_file}: {count} operation{'s' * (count != 1)} can be worked with")
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return ExitCode.PASSED
