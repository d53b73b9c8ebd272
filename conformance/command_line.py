"""Common parts of all commands: options, exit codes, and errors as clear messages.

Tested in `tests/test_cli.py`.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from conformance.openapi.errors import ExitCode, InputError, NotTestableError, UnwrittenError

if TYPE_CHECKING:
    from rich.console import Console

    from conformance.apis import Api

P = ParamSpec("P")
INTERRUPTED = 128 + signal.SIGINT  # as shells say it
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

specs_option = click.option(
    "--specs",
    type=click.Path(path_type=Path),
    default=Path("specs"),
    show_default=True,
    help="Folder that holds one folder per API.",
)
lenient_option = click.option(
    "--lenient", is_flag=True, help="Fix mistakes in a document that can only mean one thing, and report each fix."
)


def exits(command: Callable[P, int]) -> Callable[P, None]:
    """Turn a command's result, and the errors a user can fix, into exit codes with a clear message on stderr."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            sys.exit(command(*args, **kwargs))
        except InputError as error:
            for problem in error.problems:
                click.echo(f"error: {problem}", err=True)
            sys.exit(ExitCode.UNWRITTEN if isinstance(error, UnwrittenError) else ExitCode.USAGE)
        except NotTestableError as error:
            click.echo(f"not testable: {error}", err=True)
            sys.exit(ExitCode.NOT_TESTABLE)
        except KeyboardInterrupt:
            click.echo("interrupted: the results are not complete", err=True)
            sys.exit(INTERRUPTED)

    return run


def show_notices(found: Iterable[Api]) -> None:
    """Say on stderr how the documents had to be read; raises InputError for one that can't be."""
    from conformance.apis import notices

    for notice in notices(found):
        click.echo(notice, err=True)


def place_requirement(requirement: str) -> str:
    """Return a requirement of this package with the place it was installed from (PEP 610), where that is known."""
    from importlib.metadata import distribution

    origin = json.loads(distribution(requirement.partition("[")[0]).read_text("direct_url.json") or "{}")
    url, vcs = origin.get("url"), origin.get("vcs_info")
    if vcs:
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"{requirement} @ {url}" if url else requirement


def is_interactive(console: Console) -> bool:
    """Return whether a person sees the console; FORCE_COLOR asks for colours in a log, not for frames of progress."""
    return console.is_terminal and console.file.isatty()


def make_console() -> Console:
    """Colour and progress only on a terminal; elsewhere nothing is cut off at a width nobody has."""
    from rich.console import Console

    console = Console(file=sys.stdout)  # this stream, not the one that pytest puts in its place
    return console if is_interactive(console) else Console(file=sys.stdout, width=200)
