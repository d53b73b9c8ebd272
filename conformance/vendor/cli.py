"""The commands `conformance vendor add`, `check` and `update`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.command_line import CONTEXT, exits, lenient_option, specs_option
from conformance.generate.cli import check_installed
from conformance.generate.options import MODELS, Options
from conformance.generate.output import folders
from conformance.openapi.errors import ExitCode, InputError, Problem
from conformance.vendor import lock, state

if TYPE_CHECKING:
    from conformance.vendor.build import Made
    from conformance.vendor.updating import Plan

_PATH = click.Path(file_okay=False, path_type=Path)
_ALLOW_PARTIAL = "Leave out operations that can't be generated, and report them."
_MODELS = "Further models, as modules of the package: they need pydantic or msgspec."


@click.group(context_settings=CONTEXT)
def vendor() -> None:
    """Keep generated clients in the source of other projects.

    A vendored client is one package that lies below any other package. It imports itself relatively, and nothing else
    but attrs and httpx (or httpx2). A lock file in it says what it was made from.
    """


@vendor.command()
@click.argument("api")
@click.argument("dest", type=_PATH)
@specs_option
@lenient_option
@click.option("--allow-partial", is_flag=True, help=_ALLOW_PARTIAL)
@click.option("--models", type=click.Choice(list(MODELS)), default="none", show_default=True, help=_MODELS)
@exits
def add(api: str, dest: Path, specs: Path, lenient: bool, allow_partial: bool, models: str) -> ExitCode:
    """Put the client of one API into the new folder DEST.

    API is the name of a folder under --specs, the name of a spec of this project, or an OpenAPI document by file or
    URL. The package is called like the folder; so are the environment variables in which it looks for credentials. A
    folder that holds anything is left alone.

    \b
    Exit codes:
      0  added
      2  wrong usage or input, or DEST holds something; nothing was written

    \b
    Examples:
      conformance vendor add openapi.yaml src/acme/orders_client
      conformance vendor add https://shop.example.com/openapi.json src/acme/shop
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    check_installed("conformance vendor add")
    from conformance.vendor import build  # noqa: PLC0415 - what the extra installs

    build.recover(dest)
    _refuse_existing(dest)

    with build.make(build.Order(dest, api, specs, lenient, Options(allow_partial, models), dest.name)) as made:
        build.place(made, dest)
        _echo_notices(made)
        _introduce(made, dest)
    return ExitCode.PASSED


@vendor.command()
@click.argument("dest", nargs=-1, type=_PATH)
@click.option("--online", is_flag=True, help="Fetch documents that are named by URL, to compare them too.")
@exits
def check(dest: Sequence[Path], online: bool) -> ExitCode:
    """Say of each vendored client if it is current, edited or stale (default: of all below this folder).

    Edited: a file of it changed, is missing or was added. Stale: its document changed, or the generator's version or
    templates are others than those that made it. Nothing is imported, written or fetched, unless --online fetches
    documents that are named by URL: else those are not compared.

    \b
    Exit codes:
      0  all are current
      1  one is edited or stale: each file and reason is named
      2  wrong usage, or there is no vendored client
    """  # noqa: D301 - as above
    states = {package: state.judge(package, is_online=online) for package in _choose_packages(dest)}
    for package, found in states.items():
        click.echo(f"{package}: {found}")
        for line in (*found.edits, *found.reasons, *found.notes):
            click.echo(f"  {line}")
        if not found.is_current:
            force = " --force (which drops the edits)" if found.edits else ""
            click.echo(f"  fix: conformance vendor update {package}{force}")
    return ExitCode.PASSED if all(found.is_current for found in states.values()) else ExitCode.BROKEN


@vendor.command()
@click.argument("dest", nargs=-1, type=_PATH)
@click.option("--source", metavar="API", help="Make the client from this API from now on: a name, a file or a URL.")
@specs_option
@click.option("--models", type=click.Choice(list(MODELS)), help=_MODELS + "  [default: as they are]")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Write changes that break callers without asking.")
@click.option("--force", is_flag=True, help="Overwrite local edits.")
@exits
def update(dest: Sequence[Path], dry_run: bool, yes: bool, **wanted: Any) -> ExitCode:
    """Make vendored clients again from their documents (default: all below this folder).

    First it shows what changes for callers: methods, parameters, types, errors and models that are added, removed or
    changed, and the version step that this means. Then it writes. A major step breaks callers: on a terminal it asks
    before it writes, elsewhere it writes nothing unless --yes says so. Local edits are kept unless --force is given.

    \b
    Exit codes:
      0  up to date now; with --dry-run: shown
      1  a major step was not confirmed: that client is as it was
      2  wrong usage or input, or a client has local edits; it is as it was
    """  # noqa: D301 - as above
    if wanted["source"] and len(dest) != 1:
        raise InputError.of("--source", f"for one client; got {len(dest)}", "name one DEST")
    check_installed("conformance vendor update")
    from conformance.vendor import updating  # noqa: PLC0415 - what the extra installs

    codes, problems = [ExitCode.PASSED], list[Problem]()
    for package in _choose_packages(dest):
        try:
            with updating.plan_update(package, updating.Wanted(**wanted)) as plan:
                codes.append(_carry_out(plan, is_dry=dry_run, is_agreed=yes))
        except InputError as error:  # the other packages are updated all the same
            problems += error.problems
    if problems:
        raise InputError(problems)
    return max(codes)


def _carry_out(plan: Plan, *, is_dry: bool, is_agreed: bool) -> ExitCode:
    from conformance.vendor import build  # noqa: PLC0415 - what the extra installs
    from conformance.vendor.changes import Step  # noqa: PLC0415 - beside it

    _echo_notices(plan.made)
    if not plan.files:
        click.echo(f"{plan.package}: up to date")
        return ExitCode.PASSED
    _show(plan)
    if is_dry:
        click.echo(f"{plan.package}: nothing was written (--dry-run)")
        return ExitCode.PASSED
    if plan.step is Step.MAJOR and not (is_agreed or _confirm(plan.package)):
        click.echo(f"{plan.package}: nothing was written, since callers may break\n  fix: add --yes", err=True)
        return ExitCode.BROKEN
    build.place(plan.made, plan.package)
    click.echo(f"{plan.package}: updated, {len(plan.files)} files changed")
    return ExitCode.PASSED


def _show(plan: Plan) -> None:
    click.echo(f"{plan.package}: {plan.title}")
    for change in plan.changes:
        click.echo(f"  {change}")
    if not plan.changes:
        click.echo("  nothing changes for callers")
    click.echo(f"  version step: {plan.step.name.lower()}")


def _confirm(package: Path) -> bool:
    return _is_terminal() and click.confirm(f"{package}: write this?")


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _choose_packages(dest: Sequence[Path]) -> list[Path]:
    """Return the packages in the folders `dest`, or all below this one; raises InputError if there are none."""
    found = [*dest] or [Path(os.path.relpath(package)) for package in state.find_packages(Path.cwd())]
    if not found:
        raise InputError.of(Path.cwd(), "no vendored client below this folder", "name one, or add one")
    return found


def _refuse_existing(dest: Path) -> None:
    """Raise InputError if the folder `dest` holds anything; names what was edited of a vendored client."""
    if folders.is_vendored(dest):
        edits = lock.list_edits(dest, lock.Lock.read(dest))
        details = f" (edited, {', '.join(edits)})" if edits else ""
        raise InputError.of(dest, f"holds a vendored client already{details}", f"conformance vendor update {dest}")
    if dest.is_dir() and folders.files(dest):
        raise InputError.of(dest, "holds files that are not of a vendored client", "name a new folder")


def _echo_notices(made: Made) -> None:
    for notice in made.notices:
        click.echo(notice, err=True)


def _introduce(made: Made, dest: Path) -> None:
    """Print the new package, its requirements, and the command that keeps it current."""
    document = made.lock.document
    click.echo(f"{dest}: the client of {document.title} {document.version}, in {len(made.lock.files)} files")
    click.echo(f"  import: from .{dest.name} import Client (in a module beside it)")
    click.echo(f"  needs: {', '.join(made.needs)} (or httpx2); jsonschema-rs for `validate=True`")
    click.echo(f"  commit the folder, and run in CI: conformance vendor check {dest}")
