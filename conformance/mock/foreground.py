"""Mocks served in the foreground until they are interrupted: what `conformance mock` does."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path

from starlette.applications import Starlette

from conformance.apis import Api
from conformance.auth.credentials import fake, variable
from conformance.mock import faked, realistic
from conformance.mock.admin.app import Administered
from conformance.mock.admin.keeping import keep_state
from conformance.mock.app import create_app
from conformance.mock.capabilities import lines
from conformance.mock.faults.catalogue import plant
from conformance.mock.handle import handle_of
from conformance.mock.limits import MAX_BODY, MAX_VALUES, Limits
from conformance.mock.prefixes import Prefixes
from conformance.mock.reloading import Apps, Watch
from conformance.mock.request_log import log_request
from conformance.mock.server import LOOPBACK, listening, make_server, url_of
from conformance.mock.stateful.guessed_keys import describe_guesses


@dataclass(frozen=True)
class Options:
    """Options of serving mocks. `state` is a file that keeps their state, or a scenario that is only loaded."""

    host: str = LOOPBACK
    port: int = 0
    seed: int = 0
    state: Path | None = None
    admin_key: str = ""
    stateless: bool = False
    cors: bool = True
    quiet: bool = False
    faker: bool = False
    reload: bool = False
    max_body: int = MAX_BODY  # bytes
    max_values: int = MAX_VALUES
    faults: tuple[str, ...] = ()  # ids of faults; each is planted into the mocks that have it


def run(apis: Sequence[Api], options: Options = Options()) -> None:
    """Serve the mocks of `apis` until interrupted, after printing their base URLs and the credentials they accept.

    One mock has the whole port, several have a prefix each: `/shop_orders`. Raises InputError if the port or the file
    of the state can't be had, or Faker is asked for and not installed, and whatever `create_app` raises.
    """
    realistic.use(faked.load() if options.faker else None)
    apps: Apps = _create(apis, options)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    with listening(options.host, options.port) as listener, suppress(KeyboardInterrupt):
        _warn(options.host)
        _announce(apps, url_of(listener))
        for name in options.faults:
            sys.stderr.write(f"planted: {name}\n")
        while apps:
            watch = Watch(apis, lambda: _create([replace(api) for api in apis], options))  # copies are read again
            with _administer(apps, options) as app:
                server = make_server(Limits(app, options.max_body, options.max_values, app.refuse))
                _freeze()
                with watch.over(server) if options.reload else nullcontext():
                    server.run(sockets=[listener.dup()])  # uvicorn closes what it is given
            apps = watch.apps


@contextmanager
def _administer(apps: Apps, options: Options) -> Iterator[Administered]:
    joined = apps[""] if "" in apps else Prefixes(apps)
    handles = {prefix: handle_of(app) for prefix, app in apps.items()}
    with keep_state(joined, handles, options.state, options.admin_key) as app:
        if not options.quiet:
            app.observe(log_request)
        yield app


def _freeze() -> None:
    """Have the garbage collector ignore what is there: a full collection of it holds all requests for 50 ms."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _create(apis: Sequence[Api], options: Options) -> dict[str, Starlette]:
    """Return the app of each API by its prefix."""
    found = {}
    planted = plant(apis, options.faults)
    for api in apis:
        prefix = f"/{api.id}" if len(apis) > 1 else ""
        found[prefix] = create_app(
            api, seed=options.seed, cors=options.cors, stateless=options.stateless, faults=planted[api.id]
        )
        for line in lines(api.spec, handle_of(found[prefix]).gaps):
            sys.stderr.write(f"unchecked: {line}\n")
        for line in () if options.stateless else describe_guesses(api.spec, handle_of(found[prefix]).model):
            sys.stderr.write(f"guessed: {line}\n")
    return found


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether a message is worth reporting: not that an interrupt ends what waits for an answer."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "graceful shutdown" not in record.getMessage()


def _warn(host: str) -> None:
    with suppress(ValueError):
        if ip_address(host).is_loopback:
            return
    if host != "localhost":
        sys.stderr.write(f"WARNING: {host} is not loopback: other machines can call the mock, and change its state\n")


def _announce(apps: Apps, origin: str) -> None:
    for prefix, app in apps.items():
        api = handle_of(app).api
        for line in (origin + prefix + api.spec.base_path, *_credentials(api)):
            sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _credentials(api: Api) -> Iterator[str]:
    for scheme, value in fake(api.spec).items():
        yield f"{variable(api.id, scheme)}={value}"
