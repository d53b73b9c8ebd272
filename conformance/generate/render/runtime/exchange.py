"""Token exchange: the `x-auth-flow` of type `token-exchange`. A token is fetched, kept, and refreshed before expiry."""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple
from urllib.parse import urlencode

from .auth import BoundKey, Credential, Key, encodable, is_sendable, sendable
from .errors import APIAnswerError, APIError, APIResponseValidationError, APITimeoutError
from .operation import MIXED, Operation, Request
from .response import APIResponse
from .waiting import settle

Login = tuple[str | None, str | None]
"""User name and password, as far as they are given."""
MARGIN = 60.0
"""Seconds before expiry from which on a token is not used any more; at most a tenth of its life."""


class TokenExchange(NamedTuple):
    """A scheme whose token an operation returns for user name and password."""

    key: Key  # where the token goes
    operation: Callable[[], Operation[Any]]  # its module is loaded when it is needed
    path: str
    username: str  # the properties of the operation's body
    password: str
    token: str  # the properties of its answer: the token, and its life in seconds
    expires: str | None = None
    env: str = ""  # the environment variable of a ready token, which is never refreshed
    env_username: str = ""
    env_password: str = ""
    content_type: str = "application/json"  # of the body: JSON or a form
    query: Sequence[tuple[str, str]] = ()  # names and percent-encoded values
    login: tuple[str, ...] = ()  # the client's keywords for user name and password

    @property
    def variables(self) -> Sequence[str]:
        """The environment variables."""
        return tuple(filter(None, (self.env, self.env_username, self.env_password)))

    def keywords(self, name: str) -> Sequence[Sequence[str]]:
        """Return the keyword of a ready token, named like the scheme; or those of the login."""
        return tuple(filter(None, ((name,), self.login)))

    def bind(self, value: Login | str | None, environ: Mapping[str, str]) -> "Session | BoundKey | None":
        """Return the scheme with a login, or with a ready token."""
        username, password = value if isinstance(value, tuple) else (None, None)
        token = value if isinstance(value, str) else None if username or password else environ.get(self.env)
        if token:
            return BoundKey(self.key, sendable(token, self.key.location, self.key.name))
        username = encodable(username or environ.get(self.env_username, ""), self.username)
        password = encodable(password or environ.get(self.env_password, ""), self.password)
        return Session(self, (username, password)) if username and password else None

    def request(self, login: tuple[str, str]) -> Request[Any]:
        """Make the request for a token. Its response is read as plain data."""
        fields = dict(zip((self.username, self.password), login, strict=True))
        is_form = self.content_type == "application/x-www-form-urlencoded"
        operation = self.operation()
        responses = {"2XX": {"*/*": MIXED}, **{s: c for s, c in operation.responses.items() if s[0] != "2"}}
        return Request(
            operation._replace(responses=responses, security=(), in_band=()),
            self.path,
            query=self.query,
            content=(urlencode(fields) if is_form else json.dumps(fields, ensure_ascii=False)).encode(),
            content_type=self.content_type,
        )


class Session(Credential):
    """A client's token: one for all its calls."""

    def __init__(self, scheme: TokenExchange, login: tuple[str, str]) -> None:
        self.key: BoundKey | None = None  # None before the first exchange and after it was refused
        self.query_names = (scheme.key.name,) if scheme.key.location == "query" else ()
        self._scheme = scheme
        self._login = login
        self._fresh_until: float | None = None  # on the client's clock
        self._round = 0  # number of finished exchanges, so that waiting calls notice one
        self._error: APIError | None = None  # why the last one failed

    @property
    def secrets(self) -> tuple[str, ...]:  # type: ignore[override]  # the token changes
        """User name, password and token."""
        return (*self._login, *(self.key.secrets if self.key else ()))

    async def prepare(self, call: Any) -> Credential:
        """Return the token, and fetch a new one before if it is missing or expires soon."""
        key = self.key if self._is_fresh(call) else None
        while key is None:
            await self._refresh(call)
            key = self.key  # the server may have refused it to another call by now
        return key

    def refuse(self, placed: Credential) -> bool:
        """Use this token no more."""
        if self.key is placed:
            self.key = None
        return True

    def _is_fresh(self, call: Any) -> bool:
        return self.key is not None and (self._fresh_until is None or call.core.seams.clock() < self._fresh_until)

    async def _refresh(self, call: Any) -> None:
        """Fetch a token, unless another call does it at the same time."""
        core, seen = call.core, self._round
        lock = core.connections.at(core.here()).lock
        if not await settle(core.acquire(lock, call.deadline.left)):
            raise APITimeoutError(call.operation.id, "it lasted longer than its timeout (waiting for a token)")
        try:
            if self._round != seen and self._error is not None:
                raise copy(self._error)
            if not self._is_fresh(call):
                await self._renew(call)
        finally:
            lock.release()

    async def _renew(self, call: Any) -> None:
        began = call.core.seams.clock()
        timeout = call.timeout if call.deadline.left is None else call.deadline.left
        try:
            self.accept(await call.core.call(self._scheme.request(self._login), {"timeout": timeout}), began)
        except APIAnswerError as error:  # a lost connection concerns one call only
            self._round += 1
            self._error = copy(error)  # without its traceback, whose frames hold the login
            raise

    def accept(self, response: APIResponse[Any], began: float) -> None:
        """Store the token and the time of its expiry."""
        data = response.parsed if isinstance(response.parsed, dict) else {}
        self.key = BoundKey(self._scheme.key, self._token(data.get(self._scheme.token), response))
        life = self._life(data.get(self._scheme.expires or ""), response) if self._scheme.expires else None
        self._fresh_until = None if life is None else began + life - min(MARGIN, life / 10)
        self._round, self._error = self._round + 1, None

    def _token(self, value: Any, response: APIResponse[Any]) -> str:
        is_text = isinstance(value, str) and value.isascii() and value.isprintable() and value.strip() == value != ""
        if is_text and is_sendable(value, self._scheme.key.location):
            return str(value)
        raise self._unusable(response, self._scheme.token, "it has no token that can be sent")

    def _life(self, value: Any, response: APIResponse[Any]) -> float | None:
        if value is None:
            return None
        try:
            return max(0.0, float(value))
        except (TypeError, ValueError, OverflowError):
            pass
        raise self._unusable(response, self._scheme.expires or "", "it is not a number of seconds")

    def _unusable(self, response: APIResponse[Any], name: str, reason: str) -> APIResponseValidationError:
        return APIResponseValidationError(self._scheme.operation().id, response.answer, reason, f"/{name}")
