"""The server that `--url` names, and the way to it.

Tested in `tests/suite/test_connection.py`.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sized
from dataclasses import replace

import httpx

from conformance.apis import Api
from conformance.auth import credentials
from conformance.auth.credentials import Credentials
from conformance.network.tokens import Tokens
from conformance.openapi.errors import InputError
from conformance.suite.config import Config
from conformance.suite.options import Options
from conformance.suite.setup import Start
from conformance.suite.target import Target

_OPTIONS = {"headers": "--header", "commands": "--auth-command", "rate": "--rate-limit"}


def describe_target(api: Api, url: str, options: Options, config: Config, start: Start) -> Target:
    """Return the server at `url` with credentials of the environment; raises InputError."""
    connection = options.connection.over(config.of(api.id).connection)
    given = credentials.from_environment(api.id, api.spec, os.environ)
    own = config.of(api.id)
    target = Target(api, url, given, start.secrets, connection, second=start.second)
    target = replace(target, probes=own.probes, budget=own.budget)
    if options.allow_writes is None:
        return target
    if options.allow_writes.lower() != target.host:
        reason = f"expected the host of --url, {target.host}, got {options.allow_writes!r}"
        raise InputError.of("--allow-writes", reason, "name the host that may be changed")
    return replace(target, is_writable=True)


def name_target(api: Api, url: str, options: Options, config: Config, start: Start) -> Target:
    """Return the server with credentials of commands. Without any, a server on this machine gets fake ones.

    Raises InputError or NotTestableError.
    """
    described = describe_target(api, url, options, config, start)
    tokens = Tokens(api.spec, described.connection.commands)
    given = Credentials({**described.credentials, **tokens.first})
    target = replace(described, credentials=given, tokens=tokens)
    return target if given or target.is_live else replace(target, credentials=credentials.fake(api.spec))


def read_base_url(text: str | None, found: Sized) -> str | None:
    """Read what `--url` says, for the one API of `found`; raises InputError, which does not show it."""
    if text is None:
        return None
    if len(found) != 1:
        raise InputError.of("--url", "a URL is one API's server", "name exactly one API with --url")
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise InputError.of("--url", f"not a URL: {error}", "write http://host:port/path") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise InputError.of("--url", "not an HTTP URL with a host", "begin with http:// or https://")
    if url.userinfo or url.query or url.fragment:  # not shown: there may be a credential in it
        fix = "leave them out; credentials come from the environment"
        raise InputError.of("--url", "a base URL has no user, query or fragment", fix)
    return text.rstrip("/")


def read_app_path(text: str | None, found: Collection[Api]) -> str:
    """Read `--url` next to `--app`: the path of the base URL. By default, it is that of the document's server.

    Raises InputError.
    """
    if len(found) != 1:
        raise InputError.of("--app", f"serves one API; got {len(found)} APIs", "name exactly one API with --app")
    if text is None:
        return next(iter(found)).spec.base_path
    if not text.startswith("/") or {*text} & {"?", "#"}:
        raise InputError.of(
            "--url", f"with --app, expected a path such as /v1, got {text!r}", "leave out one of the two"
        )
    return text.rstrip("/")


def check_connection(options: Options) -> None:
    """Reject options of a connection if no server is named, since embedded mocks do not have them."""
    given = [_OPTIONS.get(name, f"--{name}") for name in options.connection.given if name != "timeout"]
    given += ["--allow-writes"] if options.allow_writes is not None else []
    if options.url is None and options.app is None and given:
        raise InputError.of(
            "--url", f"is missing, and without it {', '.join(given)} has no meaning", "name the server with --url"
        )
