"""`python -m tests.servers.check`: the suite against servers of another make; right ones have to stay green.

With `--wrongs` each planted wrong has to be found, and the first line of a finding has to name its operation.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click

from conformance.apis import Api, apis
from conformance.auth.credentials import variable
from conformance.mock import serving
from conformance.suite.options import Options
from conformance.suite.profiles import PROFILES
from conformance.suite.report import format_finding
from conformance.suite.session import Run

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
NAMES = sorted(file.parent.name for file in HERE.glob("*/server.py"))


@click.command()
@click.argument("names", nargs=-1)
@click.option("--seeds", default=1, show_default=True, help="How many seeds, from 1 on.")
@click.option("--profile", "profiles", type=click.Choice(list(PROFILES)), multiple=True, default=("quick",))
@click.option("--wrongs", is_flag=True, help="Try the planted wrongs too, each once with the profile quick.")
@click.option("--clients", type=click.Path(path_type=Path), help="Folder of clients for the servers of this folder.")
def main(names: tuple[str, ...], seeds: int, profiles: tuple[str, ...], wrongs: bool, clients: Path | None) -> None:
    """Run the suite against the servers NAMES (default: all)."""
    failed = False
    for name in names or NAMES:
        for profile in profiles:
            for seed in range(1, seeds + 1):
                failed |= _tell(name, f"{profile} {seed}", list(find(name, clients, profile, seed)), is_right=True)
        for wrong in _module(name).WRONGS if wrongs else ():
            failed |= _tell(name, wrong, _matching(name, wrong, clients), is_right=False)
    sys.exit(failed)


def find(name: str, clients: Path | None, profile: str, seed: int, wrong: str | None = None) -> Iterator[str]:
    """Yield what the suite finds on the server `name`: of the server, and of its generated client if there is one."""
    module = _module(name)
    folder = HERE if (HERE / name / "openapi.yaml").is_file() else ROOT / "specs"
    (api,) = apis(folder, [name])
    generated = ROOT / "generated" if folder != HERE else clients
    with serving(module.create_app(wrong)) as origin, _environment(api, module):
        run = Run.of(Options(folder, [name], origin + api.spec.base_path, generated, profile, seed))
        for operation_id in api.spec.operations:
            yield from (format_finding(f, run.target(name)) for f in run.server(name).findings(operation_id))
        if wrong is None:
            yield from _find_in_client(run, name)


def _find_in_client(run: Run, name: str) -> Iterator[str]:
    client = run.client(name)
    for operation in run.target(name).operations if client else ():
        yield from client.run(operation).findings if client else ()


def _matching(name: str, wrong: str, clients: Path | None) -> list[str]:
    planted = _module(name).WRONGS[wrong]
    found = find(name, clients, "quick", 1, wrong)
    return [text for text in found if f" {planted.operation} · " in text.splitlines()[0]]


def _tell(name: str, what: str, found: list[str], *, is_right: bool) -> bool:
    """Print one line, and what was found on a right server; returns whether it is not as it should be."""
    is_bad = bool(found) if is_right else not found
    first = found[0].splitlines()[0] if found else ""
    click.echo(f"{'FAILED' if is_bad else 'ok':<7}{name} {what}: {len(found)} found {'' if is_right else first}")
    for text in found if is_right else ():
        click.echo(text)
    return is_bad


@contextlib.contextmanager
def _environment(api: Api, module: ModuleType) -> Iterator[None]:
    """Give the run the credentials of the server, as a user does."""
    given = {variable(api.id, scheme): value for scheme, value in module.CREDENTIALS.items()}
    os.environ.update(given)
    try:
        yield
    finally:
        for key in given:
            del os.environ[key]


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"tests.servers.{name}.server")


if __name__ == "__main__":
    main()
