from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models import Error, Order
from ...types import Response

_SECURITY: Security = (("token",),)


def _get_kwargs(
    pk: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orders/{pk}/".format(
            pk=wire.path("pk", pk, "simple", False),
        ),
    }

    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Error | Order | None:
    if response.status_code == 200:
        response_200: Order = Order.from_dict(response.json())
        return response_200

    if response.status_code == 401:
        response_401: Error = Error.from_dict(response.json())
        return response_401

    if response.status_code == 403:
        response_403: Error = Error.from_dict(response.json())
        return response_403

    if response.status_code == 404:
        response_404: Error = Error.from_dict(response.json())
        return response_404

    if response.status_code == 429:
        response_429: Error = Error.from_dict(response.json())
        return response_429

    if response.status_code == 500:
        response_500: Error = Error.from_dict(response.json())
        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[Error | Order]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    pk: int,
    *,
    client: Client,
) -> Response[Error | Order]:
    """Retrieve an order in full

     Returns one order with its channel, customer, items, current state, available commands, shipping
    address and billing address.

    Args:
        pk (int): The id of the order in the OMS.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Order]
    """

    kwargs = _get_kwargs(
        pk=pk,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    pk: int,
    *,
    client: Client,
) -> Error | Order | None:
    """Retrieve an order in full

     Returns one order with its channel, customer, items, current state, available commands, shipping
    address and billing address.

    Args:
        pk (int): The id of the order in the OMS.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Order
    """

    return sync_detailed(
        pk=pk,
        client=client,
    ).parsed


async def asyncio_detailed(
    pk: int,
    *,
    client: Client,
) -> Response[Error | Order]:
    """Retrieve an order in full

     Returns one order with its channel, customer, items, current state, available commands, shipping
    address and billing address.

    Args:
        pk (int): The id of the order in the OMS.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Order]
    """

    kwargs = _get_kwargs(
        pk=pk,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    pk: int,
    *,
    client: Client,
) -> Error | Order | None:
    """Retrieve an order in full

     Returns one order with its channel, customer, items, current state, available commands, shipping
    address and billing address.

    Args:
        pk (int): The id of the order in the OMS.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Order
    """

    return (
        await asyncio_detailed(
            pk=pk,
            client=client,
        )
    ).parsed
