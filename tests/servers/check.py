"""`python -m tests.servers.check`: the suite against servers of another make; right ones have to stay green.

With `--wrongs` each planted wrong has to be found as one block of its operation, and curl and replay of the block, run
as they are pasted, have to show the fault again.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from conformance.suite.options import Options
from conformance.suite.profiles import PROFILES
from conformance.suite.report import format_finding
from conformance.suite.session import Run
from tests.servers.again import show_again
from tests.servers.serving import HERE, ROOT, find_settings, load_server, serve_with_credentials

NAMES = sorted(file.parent.name for file in HERE.glob("*/server.py"))


@click.command()
@click.argument("names", nargs=-1)
@click.option("--seeds", default=1, show_default=True, help="How many seeds, from 1 on.")
@click.option("--profile", "profiles", type=click.Choice(list(PROFILES)), multiple=True, default=("quick",))
@click.option("--wrongs", is_flag=True, help="Try the planted wrongs instead, each once with the profile quick.")
@click.option("--alone", is_flag=True, help="Run the operation of each wrong alone, not all.")
@click.option("--clients", type=click.Path(path_type=Path), help="Folder of clients for the servers of this folder.")
def main(
    names: tuple[str, ...], seeds: int, profiles: tuple[str, ...], wrongs: bool, alone: bool, clients: Path | None
) -> None:
    """Run the suite against the servers NAMES (default: all)."""
    failed = 0
    for name in names or NAMES:
        planted = load_server(name).WRONGS if wrongs else {}
        for wrong in (each for each in planted if not planted[each].rule):  # those: tests/specs/test_rules.py
            failed += _try_wrong(name, wrong, is_alone=alone)
        for profile in () if wrongs else profiles:
            for seed in range(1, seeds + 1):
                failed += _try_right(name, clients, profile, seed)
    click.echo(f"{failed} failed")
    sys.exit(failed > 0)


def find(name: str, clients: Path | None, profile: str, seed: int) -> Iterator[str]:
    """Yield what the suite finds on the right server `name`, and in its generated client if there is one."""
    with serve_with_credentials(name, None) as (folder, url, _):
        generated = ROOT / "generated" if folder != HERE else clients
        run = Run.of(Options(folder, [name], url, generated, profile, seed, config=find_settings(name)))
        for operation_id in run.apis[name].spec.operations:
            yield from (format_finding(f, run.target(name)) for f in run.server(name).findings(operation_id))
        yield from _find_in_client(run, name)


def _find_in_client(run: Run, name: str) -> Iterator[str]:
    client = run.client(name)
    for operation in run.target(name).operations if client else ():
        yield from client.run(operation).findings if client else ()


def _try_right(name: str, clients: Path | None, profile: str, seed: int) -> bool:
    """Say what was found on a right server; returns whether anything was."""
    found = list(find(name, clients, profile, seed))
    click.echo(f"{'FAILED' if found else 'ok':<7}{name} {profile} {seed}: {len(found)} found")
    for text in found:
        click.echo(text)
    return bool(found)


def _try_wrong(name: str, wrong: str, *, is_alone: bool) -> bool:
    """Say as which block a wrong is found, and what of it does not show it again; returns whether anything failed."""
    selected = [load_server(name).WRONGS[wrong].operation] if is_alone else []
    with tempfile.TemporaryDirectory() as folder:
        blocks, failures = show_again(name, wrong, Path(folder) / "events.ndjson", selected)
    first = blocks[0].headline if blocks else ""
    click.echo(f"{'FAILED' if failures else 'ok':<7}{name} {wrong}: {first}")
    for text in failures:
        click.echo(f"  {text}")
    return bool(failures)


if __name__ == "__main__":
    main()
