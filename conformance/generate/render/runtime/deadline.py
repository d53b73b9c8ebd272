"""The total time that a call may take, and the time left of it."""

from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import NamedTuple


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

    Each is what is left when the library asks for it, at the beginning of connecting, sending and receiving.
    """

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def __getitem__(self, name: str) -> float | None:
        if name not in _OPERATIONS:
            raise KeyError(name)
        left = self._deadline.left
        return None if left is None else max(left, 0.001)  # 0 would mean not to block

    def __iter__(self) -> Iterator[str]:
        return iter(_OPERATIONS)

    def __len__(self) -> int:
        return len(_OPERATIONS)


_OPERATIONS = ("connect", "read", "write", "pool")
NEVER = Deadline(None, lambda: 0.0)
current: ContextVar[Deadline] = ContextVar("deadline", default=NEVER)
"""The deadline of the call under way, for the network streams below the HTTP library."""
