"""The command `conformance faults`: what is planted into mocks, and which check finds it.

Tested in `tests/faults/test_command.py`.
"""

from __future__ import annotations

from pathlib import Path

import click

from conformance.command_line import exits, lenient_option, specs_option, tell_notices
from conformance.openapi.errors import ExitCode


@click.command()
@click.argument("api", nargs=-1)
@specs_option
@click.option("--list", "is_list", is_flag=True, required=True, help="List the faults, and plant none.")
@lenient_option
@exits
def faults(api: tuple[str, ...], specs: Path, is_list: bool, lenient: bool) -> ExitCode:
    """List the faults that can be planted into the mocks of APIs (default: of all), each with the check that finds it.

    `conformance mock API --fault ID` serves a mock with one.
    """
    from conformance.apis import apis
    from conformance.mock.faults.catalogue import faults_of

    found = apis(specs, api, lenient)
    tell_notices(found)
    for each in found:
        for fault in faults_of(each.spec, each.folder):
            click.echo(f"{each.id} {fault.id}: {fault.does} {fault.kills} finds it.")
    return ExitCode.PASSED
