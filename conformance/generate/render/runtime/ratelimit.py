"""Limits on requests in a response: `X-RateLimit-*`, `RateLimit-*` and `Retry-After`."""

import re
import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple

# Compiled when first needed, so that nobody waits for it on import.
_WINDOW = r'\s*(?P<quota>\d+)(?P<parameters>(?:\s*;\s*[^=;,\s]+=(?:"[^"]*"|[^;,]*))*)\s*(?:,|$)'
_PARAMETER = r'([^=;,\s]+)=(?:"([^"]*)"|([^;,]*))'


class Window(NamedTuple):
    """A quota of requests within a time window.

    Attributes:
        quota: Requests that the window allows.
        seconds: Length of the window; None if it is not given.
        name: The window's name. It may hold the caller's id, so `repr` does not show it.
    """

    quota: int
    seconds: int | None = None
    name: str | None = None

    def __repr__(self) -> str:
        return f"Window(quota={self.quota}, seconds={self.seconds})"


class RateLimit(NamedTuple):
    """The limits that apply to the requests of this client.

    Attributes:
        limit: The leading quota of `X-RateLimit-Limit`: that of the window closest to exhaustion.
        remaining: The smallest number of requests left, over all windows.
        reset: Seconds until the window with the smallest number left starts again.
        windows: The windows of `X-RateLimit-Limit`, in its order.
        retry_after: Seconds that `Retry-After` asks to wait, counted from the response.
    """

    limit: int | None
    remaining: int | None
    reset: int | None
    windows: tuple[Window, ...]
    retry_after: float | None = None


def rate_limit(headers: Mapping[str, str], is_reached: bool = False) -> RateLimit | None:
    """Return the rate limit that headers report; `is_reached`: the status is 429, where `Retry-After` is enough."""
    names = ("limit", "remaining", "reset")
    values = {n: headers.get(f"x-ratelimit-{n}") or headers.get(f"ratelimit-{n}") or "" for n in names}
    sent_at = _date(headers.get("date", ""))  # by the server's clock, if that is known
    seconds = retry_after(headers, time.time() if sent_at is None else sent_at)
    if not any(values.values()) and not (is_reached and seconds is not None):
        return None
    windows = [_window(match["quota"], match["parameters"]) for match in re.finditer(_WINDOW, values["limit"])]
    return RateLimit(
        limit=windows[0].quota if windows else None,
        remaining=_integer(values["remaining"]),
        reset=_integer(values["reset"]),
        windows=tuple(window for window in windows if window.seconds is not None or window.name is not None),
        retry_after=seconds,
    )


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that `Retry-After` asks to wait from `now`; None without it (RFC 9110, section 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    date = _date(value)
    return None if date is None else max(0.0, date - now)


def _date(text: str) -> float | None:
    """POSIX time of an HTTP date (RFC 9110, section 5.6.7)."""
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _integer(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _window(quota: str, parameters: str) -> Window:
    values = {name: quoted or plain for name, quoted, plain in re.findall(_PARAMETER, parameters)}
    return Window(int(quota[:19]), _integer(values.get("w", "")), values.get("name"))
