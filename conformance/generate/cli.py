"""The command `conformance generate`."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.apis import Api, apis
from conformance.command_line import CONTEXT, exits, lenient_option, place_requirement, specs_option
from conformance.generate.options import DEFAULTS, MODELS, Options
from conformance.openapi.errors import ExitCode, InputError

if TYPE_CHECKING:
    from conformance.generate.output.update import Generate

EXTRA = "order-api-conformance[generate]"
# Packages of the extra, by their import names.
_LIBRARIES = ("datamodel_code_generator", "filelock", "jinja2", "msgspec", "openapi_python_client", "pydantic", "ruff")


@click.command(context_settings=CONTEXT)
@click.argument("api", nargs=-1)
@specs_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("generated"),
    show_default=True,
    help="Folder that gets one project per API.",
)
@click.option("--check", is_flag=True, help="Generate into a temporary folder: fail if --out differs.")
@lenient_option
@click.option("--allow-partial", is_flag=True, help="Leave out operations that can't be generated, and report them.")
@click.option(
    "--models",
    type=click.Choice(list(MODELS)),
    default=DEFAULTS.models,
    show_default=True,
    help="The models beside the client, which need more than half of the time on large documents.",
)
@click.option("--force", is_flag=True, help="Generate projects that are up to date too.")
@exits
def generate(
    api: Sequence[str],
    specs: Path,
    out: Path,
    check: bool,
    lenient: bool,
    allow_partial: bool,
    models: str,
    force: bool,
) -> ExitCode:
    """Generate an installable client, with models, from the OpenAPI document of each API (default: of all).

    A project is up to date if its document, the tools and its own files are as the last run left them: nothing runs
    for it. The other projects are generated beside it first, and move into place only if none failed. If a run is
    killed, the next one completes what it had begun. If no API is named, projects of APIs that no longer exist are
    removed.

    Each package is used before it is kept: every operation is called with every parameter and body, and answered with
    every documented status. An API with an operation for which that fails is refused; with --allow-partial the
    operation is left out.

    \b
    Exit codes:
      0  generated; with --check: nothing differs
      1  --check found a difference: each file is named
      2  wrong usage or input: each problem is named with its place and its fix

    \b
    Examples:
      conformance generate
      conformance generate sellercloud
      conformance generate --specs my/specs --out my/clients
      conformance generate --check
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    check_installed("conformance generate")
    chosen = apis(specs, api, lenient)
    _refuse_vendored(out, [each.id for each in chosen])
    options = Options(allow_partial, models)
    run = partial(_run, options=options)
    try:
        return _check(chosen, out, api, run) if check else _update(chosen, out, api, force, run, options.key)
    except OSError as error:
        place, reason = error.filename or out, error.strerror or str(error)
        raise InputError.of(place, reason, "make it a place that can be read and written") from error


def check_installed(command: str) -> None:
    """Raise InputError if the extra with the generator is not installed."""
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        reason = f"needs packages that are not installed: {', '.join(missing)}"
        raise InputError.of(command, reason, f"pip install '{place_requirement(EXTRA)}'")


def _refuse_vendored(out: Path, names: Sequence[str]) -> None:
    """Raise InputError if `out`, or a project's folder in it, is a vendored package."""
    from conformance.generate.output import folders  # noqa: PLC0415 - what the extra installs

    for folder in (out, *(out / name for name in names)):
        if folders.is_vendored(folder):
            raise InputError.of(folder, "a vendored client, not a project", f"conformance vendor check {folder}")
        if folders.is_copied(folder):
            reason = "a copy of a package, not a project; `conformance vendor check` needs one with a lock file"
            fix = f"move it away, and add it again: conformance vendor add API {folder}"
            raise InputError.of(folder, reason, fix)


def _update(
    chosen: Sequence[Api], out: Path, named: Sequence[str], force: bool, run: Generate, options: Sequence[str]
) -> ExitCode:
    from conformance.generate.output import update  # noqa: PLC0415 - what the extra installs

    done = update.update(chosen, out, run, force=force, remove_stale=not named, options=options)
    _show_notices(chosen, out)
    current = len(chosen) - len(done.generated)
    changes = [*done.changed, *(f"{name} (removed)" for name in done.removed)]
    counts = f"{len(done.generated)} generated, {current} up to date"
    click.echo(f"{out}: {counts}: {', '.join(changes) or 'nothing'} changed")
    return ExitCode.PASSED


def _check(chosen: Sequence[Api], out: Path, named: Sequence[str], run: Generate) -> ExitCode:
    from conformance.generate.output import folders  # noqa: PLC0415 - what the extra installs

    with tempfile.TemporaryDirectory() as new:
        run(chosen, Path(new))
        _show_notices(chosen, Path(new))
        differences = folders.differences(Path(new), out, within=[api.id for api in chosen] if named else None)
    for difference in differences:
        click.echo(f"error: {out / difference.path}: {difference.kind}", err=True)
    if differences:
        click.echo(f"  fix: run the generator again instead of editing {out}", err=True)
    return ExitCode.BROKEN if differences else ExitCode.PASSED


def _run(chosen: Sequence[Api], new: Path, options: Options) -> None:
    from conformance.generate import parallel  # noqa: PLC0415 - the generator is not needed if all is up to date
    from conformance.generate.progress import display  # noqa: PLC0415

    if chosen:
        with display([api.id for api in chosen]) as report:
            parallel.generate(chosen, new, report, options)


def _show_notices(chosen: Sequence[Api], out: Path) -> None:
    from conformance.generate import notices  # noqa: PLC0415 - not for --help

    for notice in notices.notices(chosen, out):
        click.echo(notice, err=True)
