"""Query signatures: the `x-auth-flow` of type `hmac-query`."""

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

from . import _http
from .auth import Credential, encodable, query_pairs, set_query
from .operation import Request
from .redaction import Secrets

SigningKey = tuple[str | None, str | None]
"""The key, and the name of its user, as far as they are given."""


class HmacQuery(NamedTuple):
    """The query is signed, by SHA-256 in hexadecimal. The key itself is never sent."""

    parameter: str  # the query parameters: signature, user, and time of signing in UTC
    env: str = ""
    user: str | None = None
    timestamp: str | None = None
    env_user: str = ""
    user_keyword: str = ""

    @property
    def variables(self) -> Sequence[str]:
        """The environment variables."""
        return tuple(filter(None, (self.env, self.env_user)))

    def keywords(self, name: str) -> Sequence[Sequence[str]]:
        """Return the keyword of the key, named like the scheme, and the user's."""
        return (tuple(filter(None, (name, self.user_keyword))),)

    def bind(self, value: SigningKey | str | None, environ: Mapping[str, str]) -> "BoundHmacQuery | None":
        """Return the scheme with the key that signs."""
        key, user = value if isinstance(value, tuple) else (value, None)
        key = encodable(key or environ.get(self.env, ""), self.parameter)
        user = encodable(user or environ.get(self.env_user, ""), self.user or "")
        return BoundHmacQuery(self, key, user) if key else None

    def sign(self, query: Iterable[tuple[str, str]], key: str) -> str:
        """Return the HMAC of all decoded query parameters except the signature, sorted and percent-encoded."""
        rest = sorted((pair for pair in query if pair[0] != self.parameter), key=lambda pair: pair[0])
        text = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in rest)
        return hmac.digest(key.encode(), text.encode(), "sha256").hex()


class BoundHmacQuery(Credential):
    """`HmacQuery` with its key."""

    now: Callable[[], datetime] = partial(datetime.now, UTC)

    def __init__(self, scheme: HmacQuery, key: str, user: str) -> None:
        self._scheme = scheme
        self._user = user
        self.secrets = (key,)
        self.query_names = (scheme.parameter,)

    def is_enough(self, request: Request[Any]) -> bool:
        """Return whether the request, or its signer, says whose key it is."""
        names = {name for name, _ in (*request.query, *parse_qsl(urlsplit(request.url or "").query, True))}
        return not self._scheme.user or bool(self._user) or self._scheme.user in names

    def place(self, request: _http.httpx.Request, secrets: Secrets) -> None:
        """Sign the query, which gets user and time of signing before, if it lacks them."""
        names = {name for name, _ in query_pairs(request)}
        if self._scheme.user and self._user and self._scheme.user not in names:
            set_query(request, self._scheme.user, self._user)
        if self._scheme.timestamp and self._scheme.timestamp not in names:
            set_query(request, self._scheme.timestamp, self.now().isoformat(timespec="seconds"))
        signature = self._scheme.sign(query_pairs(request), self.secrets[0])
        secrets.add(signature)
        set_query(request, self._scheme.parameter, signature)
