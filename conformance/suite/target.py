"""The server under test: where it is, how to authenticate there, and what may be sent to it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.auth.redaction import Redaction
from conformance.openapi.spec import Operation

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110, section 9.2.1; TRACE echoes credentials


@dataclass(frozen=True)
class Target:
    """A server that claims to be `api`, at the base URL `url`."""

    api: Api
    url: str
    credentials: Credentials = field(repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)  # given values by environment variable

    @cached_property
    def is_live(self) -> bool:
        """Whether the server may be somebody's production: any host that is not this machine's loopback."""
        host = urlsplit(self.url).hostname or ""
        try:
            return not ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host != "localhost"

    @cached_property
    def redaction(self) -> Redaction:
        """Hides this target's credentials and whatever the spec marks as sensitive."""
        return Redaction.of(self.api.spec, [*self.credentials.values(), *self.secrets.values()])

    def permits(self, method: str) -> bool:
        """Whether a request with `method` may be sent: on a live server, safe methods only."""
        return not self.is_live or method.upper() in SAFE_METHODS

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that may be called."""
        return tuple(o for o in self.api.spec.operations.values() if self.permits(o.method))
