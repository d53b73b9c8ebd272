"""The total time that a call may last, and the time left of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from . import _http

_OPERATIONS = ("connect", "read", "write", "pool")


class Deadline(Mapping[str, float | None]):
    """The end of a call, and the timeouts of its network operations by the HTTP library's names.

    Each timeout is the time that is left when the library reads it. A number limits the whole call, an httpx.Timeout
    only single operations.
    """

    def __init__(self, timeout: Any, clock: Callable[[], float]) -> None:
        is_total = not isinstance(timeout, _http.httpx.Timeout)
        self._limits: Mapping[str, float | None]
        self._limits = dict.fromkeys(_OPERATIONS, timeout) if is_total else timeout.as_dict()
        self._at = clock() + timeout if is_total and timeout is not None else None
        self._clock = clock

    @property
    def left(self) -> float | None:
        """Seconds left, not less than 0; None: any number of them."""
        return None if self._at is None else max(0.0, self._at - self._clock())

    def allows(self, seconds: float) -> bool:
        """Return whether there is time left after waiting for `seconds`."""
        return self.left is None or seconds < self.left

    def lift(self) -> None:
        """Remove the limit of the whole call. Each operation keeps its limit."""
        self._at = None

    def __getitem__(self, name: str) -> float | None:
        known = [limit for limit in (self._limits[name], self.left) if limit is not None]
        return max(min(known), 0.001) if known else None  # 0 would mean not to block

    def __iter__(self) -> Iterator[str]:
        return iter(_OPERATIONS)

    def __len__(self) -> int:
        return len(_OPERATIONS)
