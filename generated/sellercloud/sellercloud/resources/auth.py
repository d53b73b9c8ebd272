"""Exchange of a user's credentials for a token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from .._runtime import writing
from .._runtime.clients import AsyncClient, SyncClient
from .._runtime.operation import Json, Operation, Request
from .._runtime.options import Options
from .._runtime.response import APIResponse
from ..encoding import write_object
from ..models import Credentials, CredentialsDict, Token

CREATE_TOKEN: Operation[Token] = Operation(
    id="createToken",
    method="POST",
    path="/token",
    responses={
        "200": {
            "application/json": Json(Token.from_dict, "#/components/schemas/Token"),
        },
        "400": {},
        "401": {},
        "500": {},
    },
    bodies={"application/json": "#/components/schemas/Credentials"},
)


@writing.takes(Credentials | Mapping)
def _create_token(
    *,
    body: Credentials | CredentialsDict,
) -> Request[Token]:
    return Request(
        CREATE_TOKEN,
        "/token",
        content=writing.document(write_object(body, CredentialsDict)),
        content_type="application/json",
    )


class Auth:
    """Exchange of a user's credentials for a token."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AuthWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AuthWithRawResponse(self._client)

    def create_token(self, *, body: Credentials | CredentialsDict, **options: Unpack[Options]) -> Token:
        """Create a token.

        Exchanges a user's name and password for a bearer token that lives for about an hour. The article names this
        call without describing it; this is Sellercloud's public convention.

        Assumed: SC-13.

        Args:
            body: The user's credentials.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The user's name or password is absent or malformed. Assumed: SC-18.
            AuthenticationError: 401. The user's name or password is wrong. Assumed: SC-18.
            InternalServerError: 500. The server failed. Assumed: SC-18.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_create_token(body=body), **options)


class AuthWithRawResponse:
    """Exchange of a user's credentials for a token.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def create_token(self, *, body: Credentials | CredentialsDict, **options: Unpack[Options]) -> APIResponse[Token]:
        """Do the same as `Auth.create_token`, but gives the response."""
        return self._client.call_raw(_create_token(body=body), **options)


class AsyncAuth:
    """Exchange of a user's credentials for a token."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncAuthWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AsyncAuthWithRawResponse(self._client)

    async def create_token(self, *, body: Credentials | CredentialsDict, **options: Unpack[Options]) -> Token:
        """Create a token.

        Exchanges a user's name and password for a bearer token that lives for about an hour. The article names this
        call without describing it; this is Sellercloud's public convention.

        Assumed: SC-13.

        Args:
            body: The user's credentials.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The user's name or password is absent or malformed. Assumed: SC-18.
            AuthenticationError: 401. The user's name or password is wrong. Assumed: SC-18.
            InternalServerError: 500. The server failed. Assumed: SC-18.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_create_token(body=body), **options)


class AsyncAuthWithRawResponse:
    """Exchange of a user's credentials for a token.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def create_token(
        self, *, body: Credentials | CredentialsDict, **options: Unpack[Options]
    ) -> APIResponse[Token]:
        """Do the same as `AsyncAuth.create_token`, but gives the response."""
        return await self._client.call_raw(_create_token(body=body), **options)


__all__ = ["AsyncAuth", "AsyncAuthWithRawResponse", "Auth", "AuthWithRawResponse"]
