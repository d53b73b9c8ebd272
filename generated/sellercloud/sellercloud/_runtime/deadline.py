"""The total time that a call may take, and the time left of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from . import _http


class Deadline(NamedTuple):
    """An instant on a monotonic clock.

    Attributes:
        at: The instant, in seconds; None: never.
        clock: The clock.
    """

    at: float | None
    clock: Callable[[], float]

    @classmethod
    def within(cls, seconds: float | None, clock: Callable[[], float]) -> "Deadline":
        """The deadline that is `seconds` away; None: never."""
        return cls(None if seconds is None else clock() + seconds, clock)

    @property
    def left(self) -> float | None:
        """Seconds left, not less than 0; None: any number of them."""
        return None if self.at is None else max(0.0, self.at - self.clock())

    def allows(self, seconds: float) -> bool:
        """Whether there is time left after waiting for `seconds`."""
        return self.left is None or seconds < self.left

    def clamp(self, seconds: float | None) -> float | None:
        """`seconds`, but not more than is left. Raises TimeoutError if nothing is left."""
        if not self.allows(0):
            raise TimeoutError("the deadline has passed")
        limits = [limit for limit in (seconds, self.left) if limit is not None]
        return min(limits, default=None)


class Timeouts(Mapping[str, float | None]):
    """The timeouts of single network operations, by what the HTTP library calls them: the rest of a call's time.

    Each is what is left when the library asks for it, at the beginning of connecting, sending and receiving; not more
    than `limits`, which is all that counts once the deadline is lifted.
    """

    def __init__(self, deadline: Deadline, limits: Mapping[str, float | None]) -> None:
        self._deadline = deadline
        self._limits = limits

    def lift(self) -> None:
        """Let the rest take as long as it goes on."""
        self._deadline = NEVER

    def __getitem__(self, name: str) -> float | None:
        if name not in _OPERATIONS:
            raise KeyError(name)
        known = [limit for limit in (self._deadline.left, self._limits.get(name)) if limit is not None]
        return max(min(known), 0.001) if known else None  # 0 would mean not to block

    def __iter__(self) -> Iterator[str]:
        return iter(_OPERATIONS)

    def __len__(self) -> int:
        return len(_OPERATIONS)


def within(timeout: Any, clock: Callable[[], float]) -> tuple[Deadline, Mapping[str, float | None]]:
    """Return a call's deadline, and the limits of its single network operations.

    A number is for all of the call; the HTTP library's own timeouts are for single operations only.
    """
    if isinstance(timeout, _http.httpx.Timeout):
        return NEVER, timeout.as_dict()
    return Deadline.within(timeout, clock), dict.fromkeys(_OPERATIONS, timeout)


_OPERATIONS = ("connect", "read", "write", "pool")
NEVER = Deadline(None, lambda: 0.0)
