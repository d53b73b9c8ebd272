"""The server under test: where it is, how to authenticate there, and what may be sent to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from conformance.apis import Api
from conformance.auth.credentials import Credentials, Identity, variable
from conformance.auth.redaction import Redaction
from conformance.network.channel import Channel, resolves_to_loopback
from conformance.network.connection import Connection
from conformance.network.exchange import SAFE_METHODS
from conformance.network.tokens import Tokens
from conformance.openapi import json_pointer
from conformance.openapi.examples import examples
from conformance.openapi.spec import Operation, Spec
from conformance.rules.probe import Probe

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Target:
    """A server that claims to be `api`, at the base URL `url`."""

    api: Api
    url: str
    credentials: Credentials = field(repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)  # given values by environment variable
    connection: Connection = field(default_factory=Connection)
    tokens: Tokens | None = None
    is_writable: bool = False  # even if it is not on this machine
    probes: Mapping[str, Probe] = field(default_factory=dict)  # by operationId
    second: Identity | None = None  # another user, for laws of two
    budget: float | None = None  # seconds allowed for an answer

    @property
    def host(self) -> str:
        """The host of the URL."""
        return urlsplit(self.url).hostname or ""

    @cached_property
    def is_live(self) -> bool:
        """True if the server may be in production: any host except this machine's loopback."""
        return not resolves_to_loopback(self.host)

    @cached_property
    def channel(self) -> Channel:
        """The way to the server; raises InputError for a connection that can't be made so."""
        tokens = self.tokens or Tokens(self.api.spec, {})
        return Channel(self.api.spec, self.url, self.connection, tokens, self.permits)

    @property
    def identities(self) -> tuple[Identity, ...]:
        """The users whose credentials are known."""
        variables = {name: variable(self.api.id, name) for name in self.credentials}
        return (Identity(self.credentials, variables), *([self.second] if self.second else []))

    @property
    def redaction(self) -> Redaction:
        """Hides this target's credentials, other secrets that are given, and what the spec marks as sensitive."""
        own = (value for each in self.identities for value in each.credentials.values())
        given = (*own, *self.secrets.values())
        return _redaction(self.api.spec, (*given, *self.channel.secrets))

    def hide(self, text: str) -> str:
        """Return a text without the present secrets."""
        return self.redaction.text(text)

    @cached_property
    def public(self) -> frozenset[str]:
        """The values of sensitive properties in the document, and the empty text. They are not secret."""
        redaction = self.redaction
        if not redaction.names:
            return frozenset({""})
        shown = (pair for example in examples(self.api.spec) for pair in json_pointer.walk(example.value))
        return frozenset({"", *(str(v) for at, v in shown if isinstance(v, str) and redaction.hides(at.split("/")))})

    def permits(self, method: str) -> bool:
        """Return whether a request with `method` may be sent: to a live server that is not writable, safe ones only."""
        permitted = SAFE_METHODS | WRITES if self.is_writable else SAFE_METHODS
        return not self.is_live or method.upper() in permitted

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that may be called."""
        return tuple(o for o in self.api.spec.operations.values() if self.permits(o.method))


@lru_cache(maxsize=8)
def _redaction(spec: Spec, secrets: tuple[str, ...]) -> Redaction:
    """Cache the redaction of `secrets`, since commands give new credentials at times."""
    return Redaction.of(spec, secrets)
