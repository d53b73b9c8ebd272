"""A client library for accessing Sellercloud REST API — orders"""

from typing import TYPE_CHECKING, Any

from ._runtime.errors import (
    APIConnectionError,
    APIError,
    APIResponseError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InternalServerError,
    MissingCredentialError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)
from ._runtime.response import APIResponse
from ._runtime.unset import UNSET, Unset
from ._runtime.writing import File
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
    "APIConnectionError",
    "APIError",
    "APIResponse",
    "APIResponseError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncClient",
    "AuthenticationError",
    "BadRequestError",
    "Client",
    "ConflictError",
    "File",
    "InternalServerError",
    "MissingCredentialError",
    "models",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
    "UNSET",
    "Unset",
]
