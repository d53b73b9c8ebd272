"""Events on requests and responses for hooks. They never hold a credential."""

from collections.abc import Mapping
from typing import NamedTuple


class RequestEvent(NamedTuple):
    """A request is about to be sent. Its credentials are added later.

    Attributes:
        headers: Headers of this package. Changes of a hook are sent.
        attempt: 1 for the first time, 2 for the first retry.
    """

    operation_id: str
    method: str
    url: str
    headers: dict[str, str]
    attempt: int = 1

    def __repr__(self) -> str:
        return f"<RequestEvent {self.operation_id}, attempt {self.attempt}>"


class FailureEvent(NamedTuple):
    """An attempt got no response; it may be followed by a retry. `reason` says why, without credentials."""

    operation_id: str
    method: str
    url: str
    reason: str
    attempt: int = 1

    def __repr__(self) -> str:
        return f"<FailureEvent {self.operation_id}, attempt {self.attempt}>"


class ResponseEvent(NamedTuple):
    """A response was received; it may be followed by a retry.

    Attributes:
        headers: The response's headers; names in any case.
        elapsed: Seconds from sending the request to the end of the body.
        request_id: The server's id of the request, if it gave one.
    """

    operation_id: str
    method: str
    url: str
    status_code: int
    headers: Mapping[str, str]
    elapsed: float = 0.0
    attempt: int = 1
    request_id: str | None = None

    def __repr__(self) -> str:
        return f"<ResponseEvent {self.operation_id}, attempt {self.attempt}: {self.status_code}>"
