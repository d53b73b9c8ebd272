"""Options of `conformance run` about the way to a server.

Tested in `tests/test_cli.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_OPTIONS = (
    click.option(
        "--header",
        "headers",
        metavar="TEXT",
        multiple=True,
        help="Header of every request, 'X-Tenant: blue'. $NAME is a secret from the environment. Repeatable.",
    ),
    click.option(
        "--auth-command",
        "commands",
        metavar="SCHEME=COMMAND",
        multiple=True,
        help="Read the credential of a security scheme from a command's first line; run again after a 401. Repeatable.",
    ),
    click.option("--ca", type=_FILE, help="Certificates (PEM) to verify the server with."),
    click.option("--cert", type=_FILE, help="Client certificate (PEM)."),
    click.option("--key", type=_FILE, help="Key of the client certificate.  [default: in the file of --cert]"),
    click.option("--proxy", metavar="URL", help="HTTP proxy to reach the server by.  [default: of the environment]"),
    click.option(
        "--request-timeout",
        "timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0, min_open=True),
        help="How long to wait for a response.  [default: 10]",
    ),
    click.option(
        "--allow-writes",
        metavar="HOST",
        help="Send requests that change data too, to this host, though it is not this machine.",
    ),
    click.option("--rate-limit", "rate", metavar="RATE", help="Send at most so many requests: 5/s, 60/m or 100/h."),
)

_NAMES = ("headers", "commands", "ca", "cert", "key", "proxy", "timeout", "rate")


def connection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, which gets what they say as one argument, `connection`."""

    @wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        from conformance.network.connection import read_options

        own = {name: given.pop(name) for name in _NAMES}
        return command(*args, connection=read_options(**own), **given)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run
