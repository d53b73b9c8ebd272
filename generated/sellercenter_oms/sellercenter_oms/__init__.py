"""A client library for accessing SellerCenter OMS"""

from typing import TYPE_CHECKING, Any

from ._runtime.decoding import DecodeError
from ._runtime.errors import (
    APIAnswerError,
    APIConnectionError,
    APIError,
    APIRequestValidationError,
    APIResponseError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ClientClosedError,
    ConflictError,
    InternalServerError,
    MissingCredentialError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)
from ._runtime.events import FailureEvent, RequestEvent, ResponseEvent
from ._runtime.options import AsyncSettings, Options, SyncSettings
from ._runtime.ratelimit import RateLimit, Window
from ._runtime.response import APIResponse
from ._runtime.unset import UNSET, Unset
from .client import AsyncClient, Client

if TYPE_CHECKING:
    from . import models

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The models, loaded when they are first asked for."""
    if name == "models":
        from importlib import import_module  # noqa: PLC0415

        return import_module(f"{__name__}.models")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "__version__",
    "APIAnswerError",
    "APIConnectionError",
    "APIError",
    "APIRequestValidationError",
    "APIResponse",
    "APIResponseError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncClient",
    "AsyncSettings",
    "AuthenticationError",
    "BadRequestError",
    "Client",
    "ClientClosedError",
    "ConflictError",
    "DecodeError",
    "FailureEvent",
    "InternalServerError",
    "MissingCredentialError",
    "models",
    "NotFoundError",
    "Options",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "RequestEvent",
    "ResponseEvent",
    "SyncSettings",
    "UnprocessableEntityError",
    "UNSET",
    "Unset",
    "Window",
]
