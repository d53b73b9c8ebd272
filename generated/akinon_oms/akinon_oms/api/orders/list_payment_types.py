from typing import Any

import httpx

from ... import errors
from ...client import Client, Security
from ...decoding import read_array
from ...models import Error, PaymentTypeOption
from ...types import Response

_SECURITY: Security = (("token",),)


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orders/payment_type_enums/",
    }

    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Error | list[PaymentTypeOption] | None:
    if response.status_code == 200:
        response_200: list[PaymentTypeOption] = read_array(response.json(), PaymentTypeOption.from_dict)
        return response_200

    if response.status_code == 401:
        response_401: Error = Error.from_dict(response.json())
        return response_401

    if response.status_code == 403:
        response_403: Error = Error.from_dict(response.json())
        return response_403

    if response.status_code == 429:
        response_429: Error = Error.from_dict(response.json())
        return response_429

    if response.status_code == 500:
        response_500: Error = Error.from_dict(response.json())
        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[Error | list[PaymentTypeOption]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
) -> Response[Error | list[PaymentTypeOption]]:
    """List the payment types

     Returns the payment types an order can have. The list is constant, the same on every call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[PaymentTypeOption]]
    """

    kwargs = _get_kwargs()
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    *,
    client: Client,
) -> Error | list[PaymentTypeOption] | None:
    """List the payment types

     Returns the payment types an order can have. The list is constant, the same on every call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[PaymentTypeOption]
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[Error | list[PaymentTypeOption]]:
    """List the payment types

     Returns the payment types an order can have. The list is constant, the same on every call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | list[PaymentTypeOption]]
    """

    kwargs = _get_kwargs()
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    *,
    client: Client,
) -> Error | list[PaymentTypeOption] | None:
    """List the payment types

     Returns the payment types an order can have. The list is constant, the same on every call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | list[PaymentTypeOption]
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
