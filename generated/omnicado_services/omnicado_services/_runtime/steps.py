"""What a call asks its client for, and what may become of an attempt."""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any, NamedTuple

from .credentials import Renewable
from .deadline import Deadline
from .events import FailureEvent, RequestEvent, ResponseEvent
from .operation import Request
from .outgoing import Outgoing
from .transport import Placing

Event = RequestEvent | ResponseEvent | FailureEvent


class Failure(NamedTuple):
    """No response came.

    Attributes:
        reason: Why, without credentials.
        was_sent: Whether the request may have reached the server.
        is_timeout: Whether something took too long.
        is_final: Whether it is of no use to try again.
        cause: The HTTP library's exception; None if its text holds a credential.
    """

    reason: str
    was_sent: bool
    is_timeout: bool = False
    is_final: bool = False
    cause: BaseException | None = None


class Send(NamedTuple):
    """Asked for: send this, and give back the Answer or Failure."""

    outgoing: Outgoing
    placing: Placing
    deadline: Deadline
    attempt: int
    request: Request[Any]
    limits: Mapping[str, float | None]
    most: int | None


class Wait(NamedTuple):
    """Asked for: wait for so many seconds."""

    seconds: float


class Refresh(NamedTuple):
    """Asked for: fetch a token for this session, unless another call does it at the same time."""

    session: Renewable
    round: int
    deadline: Deadline
    operation_id: str
    timeout: Any

    @property
    def timeout_left(self) -> Any:
        """The timeout of the call that fetches it."""
        return self.timeout if self.deadline.at is None else self.deadline.left

    def is_needed(self, now: float) -> bool:
        """Whether it still is, now that no other call does it; raises what made it fail for the call that did it."""
        if self.session.round != self.round and self.session.error is not None:
            raise copy(self.session.error)
        return not self.session.is_fresh(now)


class Ask(NamedTuple):
    """Asked for: what this function gives."""

    give: Callable[[], Any]


class Tell(NamedTuple):
    """Asked for: call the hooks with this event."""

    event: Event


Step = Send | Wait | Refresh | Ask | Tell
