from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models import Credentials, Token
from ...types import Response

_SECURITY: Security = ()


def _get_kwargs(
    *,
    body: Credentials,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/token",
    }

    _kwargs["content"] = wire.document(body.to_dict())
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any | Token | None:
    if response.status_code == 200:
        response_200: Token = Token.from_dict(response.json())
        return response_200

    if response.status_code == 400:
        return None

    if response.status_code == 401:
        return None

    if response.status_code == 500:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any | Token]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: Credentials,
) -> Response[Any | Token]:
    """Create a token

     Exchanges a user's name and password for a bearer token that lives for about an hour. The article
    names this call without describing it; this is Sellercloud's public convention.

    Args:
        body (Credentials): A user's name and password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Token]
    """

    kwargs = _get_kwargs(
        body=body,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    *,
    client: Client,
    body: Credentials,
) -> Any | Token | None:
    """Create a token

     Exchanges a user's name and password for a bearer token that lives for about an hour. The article
    names this call without describing it; this is Sellercloud's public convention.

    Args:
        body (Credentials): A user's name and password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Token
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: Credentials,
) -> Response[Any | Token]:
    """Create a token

     Exchanges a user's name and password for a bearer token that lives for about an hour. The article
    names this call without describing it; this is Sellercloud's public convention.

    Args:
        body (Credentials): A user's name and password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Token]
    """

    kwargs = _get_kwargs(
        body=body,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    *,
    client: Client,
    body: Credentials,
) -> Any | Token | None:
    """Create a token

     Exchanges a user's name and password for a bearer token that lives for about an hour. The article
    names this call without describing it; this is Sellercloud's public convention.

    Args:
        body (Credentials): A user's name and password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Token
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
