"""Keeps a call's credentials out of error messages, and of what the HTTP library logs within the call's context."""

import logging
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote, quote_plus

from . import _http

MASK = "[redacted]"
_COOKIES = r"(?i)(b'set-cookie', )b(?:'[^']*'|\"[^\"]*\")"


class Secrets:
    """The credentials of one client or call; its `repr` never shows one."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._values: set[str] = set()
        self.add(*values)

    def add(self, *values: str) -> None:
        """Know further secrets; empty ones are ignored."""
        self._values |= {value for value in values if value}

    def scrub(self, text: str) -> str:
        """`text` with every secret replaced by `[redacted]`."""
        forms = {form for value in self._values for form in _forms(value)}
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, MASK)
        return text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._values)})"


def _forms(value: str) -> Iterator[str]:
    """Yield the notations of a value: as it is, in URLs, in `repr`, and as Basic sends it."""
    yield value
    yield quote(value, safe="")
    yield quote_plus(value)
    yield quote(value)
    yield repr(value)[1:-1]
    yield b64encode(value.encode()).decode()


class _Filter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        secrets = _active.get()
        if secrets is not None:
            shown = record.getMessage()
            scrubbed = re.sub(_COOKIES, rf"\1b'{MASK}'", secrets.scrub(shown))
            if scrubbed != shown:
                record.msg, record.args = scrubbed, ()
        return True


_active: ContextVar[Secrets | None] = ContextVar("secrets", default=None)
_FILTER = _Filter()
for _name in _http.LOGGERS:
    logging.getLogger(_name).addFilter(_FILTER)


@contextmanager
def hide_secrets(secrets: Secrets) -> Iterator[None]:
    """Within it, what the HTTP library logs has no secret of `secrets`, nor a cookie that the server sets."""
    token = _active.set(secrets)
    try:
        yield
    finally:
        _active.reset(token)
