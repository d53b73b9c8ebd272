"""The command line of the generator."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from conformance.apis import apis
from conformance.errors import ExitCode, InputError
from scripts.generate import folders, run
from scripts.generate.display import display


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
@click.option("--check", is_flag=True, help="Write nothing: fail if --out is not what would be generated.")
def main(specs: Path, out: Path, only: Sequence[str], check: bool) -> None:
    """Generate an installable client, with models, from each API's OpenAPI document.

    All APIs are generated into a temporary folder first and take their places in --out only if none failed. Without
    --only, projects of APIs that no longer exist are removed.

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
      python -m scripts.generate --check
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    try:
        code = _check(specs, out, only) if check else _generate(specs, out, only)
    except InputError as error:
        _fail(*(str(problem) for problem in error.problems))
    except OSError as error:
        _fail(
            f"{error.filename or out}: {error.strerror or error}\n  mend: make it a place that can be read and written"
        )
    sys.exit(code)


def _generate(specs: Path, out: Path, only: Sequence[str]) -> ExitCode:
    chosen = apis(specs, only)
    with folders.temporary(beside=out) as new:
        with display([api.id for api in chosen]) as report:
            run.generate(chosen, new, report)
        changed = folders.swap(new, out, remove_stale=not only)
    click.echo(f"{len(chosen)} generated into {out}: {', '.join(changed) or 'nothing'} changed")
    return ExitCode.PASSED


def _check(specs: Path, out: Path, only: Sequence[str]) -> ExitCode:
    chosen = apis(specs, only)
    with folders.temporary() as new:
        with display([api.id for api in chosen]) as report:
            run.generate(chosen, new, report)
        differences = folders.differences(new, out, within=[api.id for api in chosen] if only else None)
    for difference in differences:
        click.echo(f"error: {out / difference.path}: {difference.kind}", err=True)
    if differences:
        click.echo(f"  mend: run the generator again instead of editing {out}", err=True)
    return ExitCode.BROKEN if differences else ExitCode.PASSED


def _fail(*messages: str) -> None:
    for message in messages:
        click.echo(f"error: {message}", err=True)
    sys.exit(ExitCode.USAGE)
