"""Operations that end the access of the credential they are called with: whatever follows would be refused."""

from __future__ import annotations

from conformance.openapi.spec import Operation
from conformance.resources.words import join_words, split_words

_LOGOUTS = ({"logout"}, {"log", "out"}, {"logoff"}, {"log", "off"}, {"signout"}, {"sign", "out"})
_OWN = {"me", "self", "session", "account"}  # what `DELETE` of such a path deletes is the user's own
_SHARED = {"session", "sessions", "user", "users", "account", "accounts", "token", "tokens"}


def ends_access(operation: Operation) -> bool:
    """Return whether an operation surely ends the session or the account of its caller, by its path."""
    *above, last = ["", *filter(None, operation.path.split("/"))]
    if not operation.security or "{" in last:
        return False
    words = set(split_words(last))
    if operation.method != "DELETE":
        return any(words >= each for each in _LOGOUTS)
    is_current = join_words(last) == "current" and bool(above) and above[-1].lower() in _SHARED
    return is_current or last.lower() in _OWN or any(words >= each for each in _LOGOUTS)
