"""Operations that end the access of the credential they are called with: whatever follows would be refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from conformance.network.exchange import SAFE_METHODS, Exchange
from conformance.openapi.spec import Operation
from conformance.resources.words import join_words, split_words

_MANY = 10  # requests that are refused in a row

_LOGOUTS = ({"logout"}, {"log", "out"}, {"logoff"}, {"log", "off"}, {"signout"}, {"sign", "out"})
_ENDS = {"reset", "rotate", "revoke", "regenerate", "invalidate", "blacklist", "change"}
_CREDENTIALS = {"token", "tokens", "key", "keys", "apikey", "password", "secret", "credential", "credentials"}
_ABOVE = {
    "api",
    "rest",
    "auth",
    "oauth",
    "oauth2",
    "user",
    "users",
    "me",
    "self",
    "current",
    "account",
    "session",
    "my",
}
_OWN = {"me", "self", "session", "account"}  # what `DELETE` of such a path deletes is the user's own
_SHARED = {"session", "sessions", "user", "users", "account", "accounts", "token", "tokens"}


def ends_access(operation: Operation) -> bool:
    """Return whether an operation surely ends the session or the account of its caller, by its path."""
    *above, last = ["", *filter(None, operation.path.split("/"))]
    if not operation.security or "{" in last:
        return False
    words = set(split_words(last))
    if operation.method != "DELETE":
        return any(words >= each for each in _LOGOUTS) or (operation.method != "GET" and _ends_credential(above, words))
    is_current = join_words(last) == "current" and bool(above) and above[-1].lower() in _SHARED
    return is_current or last.lower() in _OWN or any(words >= each for each in _LOGOUTS)


def _ends_credential(above: list[str], words: set[str]) -> bool:
    """Return whether a path such as `/me/reset-token` or `/token/rotate` is about the caller's own credential."""
    before = {word for segment in above if not re.fullmatch(r"v?[\d.]+", segment) for word in split_words(segment)}
    is_own = before <= _ABOVE | _CREDENTIALS
    return is_own and bool(words & _ENDS) and bool((words | before) & _CREDENTIALS)


class LostAccess:
    """Watcher of a run for a credential that is refused from some request on.

    Where the document asks for no credential anywhere, operations that have succeeded before show it.
    """

    def __init__(self, operations: Iterable[Operation] = ()) -> None:
        self._secured = {each.id for each in operations if each.security}
        self._is_documented = bool(self._secured)
        self._permitted: set[str] = set()
        self._refused = 0
        self._written: Operation | None = None  # the latest that may have ended the access

    def observe(self, exchange: Exchange, *, is_valid: bool) -> None:
        """Note the answer to a request with the credential of the run."""
        operation, status = exchange.operation, exchange.response.effective if exchange.response else 0
        if is_valid and not self._is_documented:
            self._learn(operation.id, status)
        if is_valid and status and operation.id in self._secured:
            self._refused = self._refused + 1 if status == HTTPStatus.UNAUTHORIZED else 0
        may_end = operation.id in self._secured or not self._is_documented
        is_write = exchange.request.method not in SAFE_METHODS and 0 < status < HTTPStatus.BAD_REQUEST
        if may_end and is_write and not self._refused:
            self._written = operation

    def _learn(self, operation_id: str, status: int) -> None:
        """Learn that an operation needs a credential: it has succeeded, and is refused now."""
        if 0 < status < HTTPStatus.BAD_REQUEST:
            self._permitted.add(operation_id)
        elif status == HTTPStatus.UNAUTHORIZED and operation_id in self._permitted:
            self._secured.add(operation_id)

    def describe(self) -> Iterator[str]:
        """Yield a line if the credential was refused until the end of the run."""
        if self._refused >= _MANY and self._written:
            name = self._written.id
            fix = f"if {name}, the last write before, ended the access, leave it out with --exclude-operation {name}"
            yield f"the last {self._refused} valid requests were answered 401; {fix}"
