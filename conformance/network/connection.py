"""Settings of the connection to a server, as options or `conformance.toml` give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from conformance.network.pacing import Rate
from conformance.network.tokens import Command
from conformance.openapi.errors import InputError

TIMEOUT = 10.0  # seconds, for one request
_REFERENCE = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")
_SECRET_NAME = re.compile(r"auth|cookie|credential|key|passw|secret|session|sign|token", re.IGNORECASE)
_PROGRAM, _OPTION = re.compile(r"[\w./-]{1,80}"), re.compile(r"--[a-z-]{1,20}")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # the name of a header (RFC 9110, section 5.6.2)
_FRAMING = frozenset("connection content-length content-type host te transfer-encoding upgrade".split())


@dataclass(frozen=True)
class Connection:
    """Headers, credentials by command, TLS, proxy, time and pace; what is None or empty is not given.

    Values of headers and the proxy may name variables of the environment (`$NAME` or `${NAME}`), whose values are
    secret. `expand` puts them in.
    """

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    commands: Mapping[str, Command] = field(default_factory=dict, repr=False)  # by security scheme
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    proxy: str | None = field(default=None, repr=False)
    timeout: float | None = None
    rate: Rate | None = None

    @property
    def seconds(self) -> float:
        """Return how long to wait for one response."""
        return TIMEOUT if self.timeout is None else self.timeout

    @property
    def given(self) -> list[str]:
        """The names of the given settings."""
        return [each.name for each in fields(self) if getattr(self, each.name) not in (None, (), {})]

    def words(self) -> Iterator[str]:
        """Yield the options for these settings, without literal values and commands that may hold a secret."""
        for name, text in self.headers:
            if _REFERENCE.search(text) or not _SECRET_NAME.search(name):
                yield from ("--header", f"{name}: {text}")
        for scheme, command in self.commands.items():
            if _is_open(command.text):
                yield from ("--auth-command", f"{scheme}={command.text}")
        password = (self.proxy or "").partition("//")[2].rpartition("@")[0].rpartition(":")[2]
        proxy = self.proxy if not password or _REFERENCE.fullmatch(password) else None
        options = {"ca": self.ca, "cert": self.cert, "key": self.key, "proxy": proxy}
        for option, value in {**options, "request-timeout": self.timeout, "rate-limit": self.rate}.items():
            if value is not None:
                yield from (f"--{option}", f"{value:g}" if isinstance(value, float) else str(value))

    def over(self, other: Connection) -> Connection:
        """Return these settings, filled up from `other`. Headers and commands are merged by name."""
        names = {name.lower() for name, _ in self.headers}
        headers = (*(pair for pair in other.headers if pair[0].lower() not in names), *self.headers)
        own = {name: getattr(self, name) for name in self.given}
        return replace(other, **{**own, "headers": headers, "commands": {**other.commands, **self.commands}})


def _is_open(command: str) -> bool:
    """Return whether a command surely holds no secret: it is a name or a path, with options and variables."""
    first, *rest = command.split() or [""]
    is_plain = all(_REFERENCE.fullmatch(word) or _OPTION.fullmatch(word) for word in rest)
    return (
        bool(_PROGRAM.fullmatch(first))
        and is_plain
        and not any(_SECRET_NAME.search(word) for word in rest if word.startswith("-"))
    )


@dataclass(frozen=True, repr=False)
class Secrets:
    """Values that are never shown, and the variables of the environment that hold some of them."""

    values: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


def expand(text: str, environ: Mapping[str, str], where: str) -> tuple[str, dict[str, str]]:
    """Return a text with its variables replaced, and their values. Raises InputError for a variable that is not set."""
    names = ["".join(found) for found in _REFERENCE.findall(text)]
    for name in names:
        if not environ.get(name):
            raise InputError.of(where, f"the environment variable {name} is not set", f"set {name}, or write the value")
    used = {name: environ[name] for name in names}
    return _REFERENCE.sub(lambda match: used[match[1] or match[2]], text), used


def expand_headers(
    pairs: Iterable[tuple[str, str]], environ: Mapping[str, str], carriers: Mapping[str, str]
) -> tuple[dict[str, str], Secrets]:
    """Return the headers by name, and what in them is secret: variables, and values of names such as `X-Api-Key`.

    `carriers` are the headers that carry credentials, in lower case, with their schemes. Raises InputError for a header
    that can't be sent.
    """
    headers: dict[str, str] = {}
    values: list[str] = []
    variables: dict[str, str] = {}
    for name, text in pairs:
        headers[name], used = expand(text, environ, f"--header {name}")
        _check_header(name, headers[name], carriers)
        variables.update(used)
        values += [*used.values(), *([headers[name]] if not used and _SECRET_NAME.search(name) else [])]
    return headers, Secrets(tuple(values), variables)


def _check_header(name: str, value: str, carriers: Mapping[str, str]) -> None:
    where = f"--header {name}"
    if name.lower() in carriers:
        variable = carriers[name.lower()]
        raise InputError.of(where, "carries a credential that the document describes", f"set {variable} instead")
    if name.lower() in _FRAMING:
        raise InputError.of(where, "is made from each request", "leave it out")
    if not value.isprintable() or not _is_latin(value):
        raise InputError.of(
            where, "the value can't be sent in a header", "leave out control characters and line breaks"
        )


def _is_latin(value: str) -> bool:
    return all(ord(character) < 0x100 for character in value)


def read_header(text: str) -> tuple[str, str]:
    """Read `Name: value`; raises InputError, which does not show the value."""
    name, colon, value = text.partition(":")
    if not colon or not _TOKEN.fullmatch(name.strip()):
        raise InputError.of("--header", "expected a name, a colon and a value", 'write --header "X-Tenant: blue"')
    return name.strip(), value.strip()


def read_command(text: str) -> tuple[str, Command]:
    """Read `SCHEME=COMMAND`; raises InputError, which does not show the command."""
    scheme, equals, command = text.partition("=")
    if not equals or not scheme.strip() or not command.strip():
        fix = 'write --auth-command "bearer=print-token"'
        raise InputError.of("--auth-command", "expected a security scheme, = and a command", fix)
    return scheme.strip(), Command(command.strip())


def read_rate(text: str) -> Rate:
    """Read `5/s`; raises InputError."""
    try:
        return Rate.parse(text)
    except ValueError as error:
        raise InputError.of("--rate-limit", str(error), "write 5/s or 60/m") from error


def read_options(
    headers: Iterable[str] = (), commands: Iterable[str] = (), rate: str | None = None, **rest: Any
) -> Connection:
    """Read options as they are written; raises InputError."""
    read = read_rate(rate) if rate is not None else None
    return Connection(tuple(map(read_header, headers)), dict(map(read_command, commands)), rate=read, **rest)


def read_settings(settings: Mapping[str, Any], folder: Path) -> Connection:
    """Read the table `connection` of a settings file; its paths are relative to `folder`."""
    commands = {name: _command(each) for name, each in settings.get("auth-command", {}).items()}
    paths = {name: folder / settings[name] for name in ("ca", "cert", "key") if name in settings}
    rate = read_rate(settings["rate-limit"]) if "rate-limit" in settings else None
    timeout = settings.get("request-timeout")
    headers = tuple(settings.get("headers", {}).items())
    return Connection(headers, commands, proxy=settings.get("proxy"), timeout=timeout, rate=rate, **paths)


def _command(setting: str | Mapping[str, Any]) -> Command:
    return Command(setting) if isinstance(setting, str) else Command(setting["command"], setting.get("seconds"))


def check_proxy(url: str, where: str) -> tuple[str, ...]:
    """Return what is secret in the URL of a proxy; raises InputError, which does not show it."""
    if not _is_proxy(url):
        raise InputError.of(where, "expected the URL of an HTTP proxy", "write http://host:port")
    userinfo = urlsplit(url).netloc.rpartition("@")[0]
    texts = {userinfo, userinfo.partition(":")[2]} - {""}
    return tuple({*texts, *map(unquote, texts)})


def _is_proxy(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
