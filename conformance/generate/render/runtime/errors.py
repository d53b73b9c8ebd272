"""Errors that calls raise. A message holds the server's message. It never holds a credential or a header."""

import copyreg
from collections.abc import Mapping, Sequence
from typing import Any

from .response import Answer, Answered


class APIError(Exception):
    """Any error of a call.

    Attributes:
        operation_id: The operation that was called.
        method: The HTTP method; None if nothing was sent.
        url: The URL, without credentials; None if nothing was sent.
    """

    method: str | None = None
    url: str | None = None

    def __init__(self, operation_id: str, message: str) -> None:
        self.operation_id = operation_id
        self.message = f"{operation_id}: {message}"
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]  # as pickle does


class ClientClosedError(RuntimeError):
    """The client or its HTTP client is closed. It can't be used again."""


class MissingCredentialError(APIError):
    """The call needs a credential that the client does not have; nothing was sent.

    Attributes:
        alternatives: Sufficient combinations of the client's keywords.
    """

    def __init__(self, operation_id: str, alternatives: Sequence[Sequence[str]], variables: Sequence[str]) -> None:
        self.alternatives = tuple(map(tuple, alternatives))
        wanted = " or ".join(" and ".join(alternative) for alternative in self.alternatives)
        hint = f"; environment variables: {', '.join(variables)}" if variables else ""
        super().__init__(operation_id, f"a credential is needed: {wanted}{hint}")


class APIRequestValidationError(APIError):
    """With `validate=True`: an argument is invalid by its schema; nothing was sent.

    Attributes:
        argument: The keyword of the method: `body`, or that of a parameter.
        pointer: Where it does not fit, as a JSON pointer (RFC 6901) in the argument; "" is the whole of it.
        reason: What is wrong there, without the value.
    """

    def __init__(self, operation_id: str, argument: str, reason: str, pointer: str = "") -> None:
        self.argument = argument
        self.pointer = pointer
        self.reason = reason
        at = f"{argument}, at {pointer}" if pointer else argument
        super().__init__(operation_id, f"the request does not fit: {at}: {reason}")


class APIConnectionError(APIError):
    """No response was received: no connection, or it broke. The request may have had its effect."""


class APITimeoutError(APIConnectionError):
    """The call did not end before its deadline. The request may have had its effect."""


class APIAnswerError(Answered, APIError):
    """An unsuccessful response; the base of the classes below."""

    def __init__(self, operation_id: str, message: str, answer: Answer) -> None:
        self._answer = answer
        self.method, self.url = answer.method, answer.url
        super().__init__(operation_id, message)


class APIBodyError(APIAnswerError):
    """A response whose body is an error.

    Attributes:
        body: What the body was decoded to, as documented for the status; else JSON data, text or bytes as it came.
        code: The error code, where the document names its place.
    """

    _how = ""

    def __init__(self, operation_id: str, answer: Answer, body: Any, code: Any = None, message: str = "") -> None:
        self.body = body
        self.code = code
        text = f"the server answered {answer.status_code}{self._how}" + (f": {message}" if message else "")
        super().__init__(operation_id, text, answer)


class APIStatusError(APIBodyError):
    """The response has a status other than 2xx, documented or not; redirects are not followed."""


class BadRequestError(APIStatusError):
    """400: the request is malformed."""


class AuthenticationError(APIStatusError):
    """401: the credential is missing, wrong or expired."""


class PermissionDeniedError(APIStatusError):
    """403: the caller may not do this."""


class NotFoundError(APIStatusError):
    """404: the resource does not exist."""


class ConflictError(APIStatusError):
    """409: the request conflicts with the state of the resource."""


class UnprocessableEntityError(APIStatusError):
    """422: the request's content can't be processed."""


class RateLimitError(APIStatusError):
    """429: too many requests; `rate_limit` holds the limits and the time to wait, if the server gives them."""


class InternalServerError(APIStatusError):
    """5xx: the server failed."""


class APIResponseError(APIBodyError):
    """The status is a success, the body an error (`x-error`)."""

    _how = " with an error in its body"


class APIResponseValidationError(APIAnswerError):
    """A success that can't be decoded, or with `validate=True` is invalid by its schema.

    Attributes:
        pointer: Where it does not fit, as a JSON pointer (RFC 6901); "" is the whole body.
        reason: What is wrong there, without the value.
    """

    def __init__(self, operation_id: str, answer: Answer, reason: str, pointer: str = "") -> None:
        self.pointer = pointer
        self.reason = reason
        super().__init__(operation_id, f"the response does not fit at {pointer or 'its root'}: {reason}", answer)


_BY_STATUS: Mapping[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error(status_code: int) -> type[APIStatusError]:
    """Return the class of error for a status."""
    return _BY_STATUS.get(status_code, InternalServerError if status_code >= 500 else APIStatusError)
