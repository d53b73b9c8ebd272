"""The command line of the generator."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from conformance.apis import Api, apis
from conformance.errors import ExitCode, InputError
from scripts.generate import folders, notices, update
from scripts.generate.options import DEFAULTS, HTTP_LIBRARIES, Options


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--specs",
    type=click.Path(path_type=Path),
    default=Path("specs"),
    show_default=True,
    help="Folder that holds one folder per API, each with an openapi.yaml.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("generated"),
    show_default=True,
    help="Folder that gets one project per API.",
)
@click.option("--only", metavar="API", multiple=True, help="Only this API, a folder's name; may be repeated.")
@click.option("--check", is_flag=True, help="Generate all anew, write nothing: fail if --out differs.")
@click.option("--lenient", is_flag=True, help="Repair what is wrong in a document and has one obvious reading.")
@click.option("--allow-partial", is_flag=True, help="Leave out operations that can't be generated, and say so.")
@click.option(
    "--http-library",
    type=click.Choice(list(HTTP_LIBRARIES)),
    default=DEFAULTS.http_library,
    show_default=True,
    help="What the clients send their requests with.",
)
@click.option("--force", is_flag=True, help="Generate also what is current.")
def main(  # noqa: PLR0913, PLR0917 - click hands over each option as an argument
    specs: Path,
    out: Path,
    only: Sequence[str],
    check: bool,
    lenient: bool,
    allow_partial: bool,
    http_library: str,
    force: bool,
) -> None:
    """Generate an installable client, with models, from each API's OpenAPI document.

    An API whose document, tools and project are as the last run left them is current: nothing runs for it. The others
    are generated beside --out first and take their places only if none failed; whoever kills the generator finds every
    project whole, and the next run completes what it had begun. Without --only, projects of APIs that no longer exist
    are removed.

    The packages are used before they are kept: every operation is called, with every parameter and body, and answered
    with every documented status. What does not arrive refuses the API; with --allow-partial, its operation is left out.

    \b
    Exit codes:
      0  generated; with --check: nothing differs
      1  --check found a difference: each file is named
      2  wrong usage or input: each problem is named with its place and its mend

    \b
    Examples:
      python -m scripts.generate
      python -m scripts.generate --only sellercloud
      python -m scripts.generate --specs my/specs --out my/clients
      python -m scripts.generate --http-library httpx2
      python -m scripts.generate --check
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    try:
        chosen = apis(specs, only, lenient)
        options = Options(allow_partial, http_library)
        run = partial(_run, options=options)
        code = _check(chosen, out, only, run) if check else _generate(chosen, out, only, force, run, options.key)
    except InputError as error:
        _fail(*(str(problem) for problem in error.problems))
    except OSError as error:
        _fail(
            f"{error.filename or out}: {error.strerror or error}\n  mend: make it a place that can be read and written"
        )
    sys.exit(code)


def _generate(
    chosen: Sequence[Api], out: Path, only: Sequence[str], force: bool, run: update.Generate, options: Sequence[str]
) -> ExitCode:
    done = update.update(chosen, out, run, force=force, remove_stale=not only, options=options)
    _tell(chosen, out)
    current = len(chosen) - len(done.generated)
    changes = [*done.changed, *(f"{name} (removed)" for name in done.removed)]
    click.echo(f"{out}: {len(done.generated)} generated, {current} current: {', '.join(changes) or 'nothing'} changed")
    return ExitCode.PASSED


def _check(chosen: Sequence[Api], out: Path, only: Sequence[str], run: update.Generate) -> ExitCode:
    with tempfile.TemporaryDirectory() as new:
        run(chosen, Path(new))
        _tell(chosen, Path(new))
        differences = folders.differences(Path(new), out, within=[api.id for api in chosen] if only else None)
    for difference in differences:
        click.echo(f"error: {out / difference.path}: {difference.kind}", err=True)
    if differences:
        click.echo(f"  mend: run the generator again instead of editing {out}", err=True)
    return ExitCode.BROKEN if differences else ExitCode.PASSED


def _run(chosen: Sequence[Api], new: Path, options: Options) -> None:
    from scripts.generate import run  # noqa: PLC0415 - nothing of what generates, if everything is current
    from scripts.generate.display import display  # noqa: PLC0415

    if chosen:
        with display([api.id for api in chosen]) as report:
            run.generate(chosen, new, report, options)


def _tell(chosen: Sequence[Api], out: Path) -> None:
    for notice in notices.notices(chosen, out):
        click.echo(notice, err=True)


def _fail(*messages: str) -> None:
    for message in messages:
        click.echo(f"error: {message}", err=True)
    sys.exit(ExitCode.USAGE)
