"""Credentials that commands give: run once, and again when a server refuses one or its time is over."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote_plus, urlsplit

from conformance.auth.credentials import authorization, flow_of
from conformance.openapi.errors import InputError, NotTestableError
from conformance.openapi.spec import Spec

SECONDS = 30.0  # that a command may last
_FUTILE = 3  # refused credentials in a row, after which commands run less often
_PATIENCE = 60.0  # seconds
_Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Command:
    """A shell command whose first line is a credential, good for `seconds` (None: until it is refused)."""

    text: str = field(repr=False)
    seconds: float | None = None


@dataclass
class _Token:
    command: Command
    first: str = field(repr=False)
    value: str = field(repr=False)
    since: float


class Tokens:
    """The credentials that `commands` give, by security scheme of `spec`.

    Requests are made and recorded with the first credential of each scheme. `place` puts the current one in its place
    on the wire, so that a request can be sent again after the credential has changed.
    """

    def __init__(self, spec: Spec, commands: Mapping[str, Command]) -> None:
        self._spec = spec
        self._lock = threading.Lock()
        self._futile = 0
        self._values: list[str] = []
        self.notes: list[str] = []
        for name in commands:
            _check(spec, name)
        self._tokens = {name: self._first(name, command) for name, command in commands.items()}

    @property
    def first(self) -> dict[str, str]:
        """The credentials that requests are made with."""
        return {name: token.first for name, token in self._tokens.items()}

    @property
    def values(self) -> tuple[str, ...]:
        """All credentials that commands have given."""
        return tuple(self._values)

    def place(self, headers: Iterable[tuple[str, str]], url: str) -> tuple[_Pairs, str, dict[str, str]]:
        """Return headers and URL with the current credentials, and these by scheme, for schemes that are used here."""
        pairs, used = list(headers), {}
        for name, token in self._tokens.items():
            scheme = self._spec.security_schemes[name]
            if _swap(scheme, token.first, token.first, pairs, url) is not None:
                self._refresh(name, token)
                pairs, url = _swap(scheme, token.first, token.value, pairs, url) or (pairs, url)
                used[name] = token.value
        return pairs, url, used

    def renew(self, used: Mapping[str, str]) -> bool:
        """Replace the credentials `used`, which were refused. Returns whether there are new ones."""
        renewed = [self._renew(name, self._tokens[name], value) for name, value in used.items()]
        return any(renewed)

    def note_use(self, is_refused: bool, used: Mapping[str, str]) -> None:
        """Note whether the server refused a renewed credential too."""
        if used:
            self._futile = self._futile + 1 if is_refused else 0

    def _first(self, name: str, command: Command) -> _Token:
        try:
            value = run(command)
        except CommandError as error:
            raise NotTestableError(f"{self._spec.api_id}: no credential for {name}: {error}") from error
        self._values.append(value)
        return _Token(command, value, value, time.monotonic())

    def _refresh(self, name: str, token: _Token) -> None:
        """Run the command again if its credential has expired."""
        seconds = token.command.seconds
        if seconds is not None and time.monotonic() - token.since > seconds:
            self._renew(name, token, token.value)

    def _renew(self, name: str, token: _Token, refused: str) -> bool:
        with self._lock:
            age = time.monotonic() - token.since
            if token.value != refused or (self._futile >= _FUTILE and age < _PATIENCE):
                return token.value != refused
            token.since = time.monotonic()
            try:
                token.value = run(token.command)
            except CommandError as error:
                self.notes.append(f"the credential for {name} was not renewed: {error}")
                return False
            self._values += [] if token.value in self._values else [token.value]
            return token.value != refused


class CommandError(Exception):
    """A command that gave no credential; the message holds none of its text and output, which may be secret."""


def run(command: Command) -> str:
    """Run a command and return the first line of its output; raises CommandError."""
    process = subprocess.Popen(  # noqa: S602 - the user's own command line, which may be a pipe
        command.text,
        shell=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise CommandError(f"its command did not end within {SECONDS:.0f} s") from error
    finally:
        _end(process)
    if process.returncode:
        raise CommandError(f"its command ended with {process.returncode}; run it by hand to see why")
    line = output.partition("\n")[0].strip()
    if not line:
        raise CommandError("the first line of its command's output is empty")
    return line


def _end(process: subprocess.Popen[str]) -> None:
    """End a command that still runs, with all that it has started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()


def _check(spec: Spec, name: str) -> None:
    if name not in spec.security_schemes:
        known = ", ".join(spec.security_schemes) or "none"
        raise InputError.of("--auth-command", f"no security scheme is called {name!r}", f"choose from: {known}")
    if flow_of(spec.security_schemes[name], "hmac-query"):
        reason = f"the scheme {name!r} signs requests with a key that does not change"
        raise InputError.of("--auth-command", reason, "give the key by its environment variable")


def _swap(scheme: Mapping[str, Any], old: str, new: str, pairs: _Pairs, url: str) -> tuple[_Pairs, str] | None:
    """Return headers and URL with the credential `new` in place of `old`; None if they do not carry `old`."""
    if scheme["type"] != "apiKey":
        changed = _swap_header(pairs, "Authorization", authorization(scheme, old), authorization(scheme, new))
        return (changed, url) if changed else None
    name = str(scheme["name"])
    if scheme["in"] == "query":
        query = _swap_piece(urlsplit(url).query, "&", name, (old, new))
        return (pairs, urlsplit(url)._replace(query=query).geturl()) if query else None
    if scheme["in"] == "cookie":
        cookies = next((value for key, value in pairs if key.lower() == "cookie"), "")
        text = _swap_piece(cookies, "; ", name, (old, new))
        found = _swap_header(pairs, "Cookie", cookies, text) if text else None
    else:
        found = _swap_header(pairs, name, old, new)
    return (found, url) if found else None


def _swap_header(pairs: _Pairs, name: str, old: str, new: str) -> _Pairs | None:
    if not any(key.lower() == name.lower() and value == old for key, value in pairs):
        return None
    return [(key, new if key.lower() == name.lower() and value == old else value) for key, value in pairs]


def _swap_piece(text: str, separator: str, name: str, values: tuple[str, str]) -> str:
    """Return a query or cookies with the second value in place of the first; nothing if that is not there."""
    pieces = text.split(separator)
    if not any(_decode(piece) == (name, values[0]) for piece in pieces):
        return ""
    new = f"{name}={quote(values[1], safe='')}"
    return separator.join(new if _decode(piece) == (name, values[0]) else piece for piece in pieces)


def _decode(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return unquote_plus(name), unquote_plus(value)
