"""Options of commands that write the results of a run to files.

Tested in `tests/report/test_files.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from conformance.report.formats import FORMATS


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each format to a command, which gets what they say as one argument, `files`."""

    @wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        from conformance.report.files import Files

        files = Files.of(**{name: given.pop(f"{name}_file") for name in FORMATS})
        return command(*args, files=files, **given)

    for name, each in reversed(FORMATS.items()):
        path = click.Path(path_type=Path, dir_okay=each.is_folder, file_okay=not each.is_folder)
        metavar = "FOLDER" if each.is_folder else "FILE"
        option = click.option(
            f"--{name}", f"{name}_file", type=path, metavar=metavar, help=f"Write the results as {each.about}."
        )
        run = option(run)
    return run
