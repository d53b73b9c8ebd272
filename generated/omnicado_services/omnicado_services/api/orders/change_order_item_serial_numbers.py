from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models import Order, SerialNumbersChange
from ...types import Response

_SECURITY: Security = (("omnicado_token",),)


def _get_kwargs(
    order_id: int,
    *,
    body: SerialNumbersChange,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/orders/item-serial-numbers/{order_id}".format(
            order_id=wire.path("orderId", order_id, "simple", False),
        ),
    }

    _kwargs["content"] = wire.document(body.to_dict())
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any | Order | None:
    if response.status_code == 200:
        response_200: Order = Order.from_dict(response.json())
        return response_200

    if response.status_code == 400:
        return None

    if response.status_code == 401:
        return None

    if response.status_code == 403:
        return None

    if response.status_code == 404:
        return None

    if response.status_code == 429:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any | Order]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    order_id: int,
    *,
    client: Client,
    body: SerialNumbersChange,
) -> Response[Any | Order]:
    """Change order item serial numbers.

     Changes the serial numbers of one item of the order and returns the whole order. Of the order, only
    the serial numbers of that item and the time of the last update change.

    Args:
        order_id (int): The identifier of the order, the same number as the `id` of the order
            returned.
        body (SerialNumbersChange): The new serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Order]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        body=body,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    order_id: int,
    *,
    client: Client,
    body: SerialNumbersChange,
) -> Any | Order | None:
    """Change order item serial numbers.

     Changes the serial numbers of one item of the order and returns the whole order. Of the order, only
    the serial numbers of that item and the time of the last update change.

    Args:
        order_id (int): The identifier of the order, the same number as the `id` of the order
            returned.
        body (SerialNumbersChange): The new serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Order
    """

    return sync_detailed(
        order_id=order_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    order_id: int,
    *,
    client: Client,
    body: SerialNumbersChange,
) -> Response[Any | Order]:
    """Change order item serial numbers.

     Changes the serial numbers of one item of the order and returns the whole order. Of the order, only
    the serial numbers of that item and the time of the last update change.

    Args:
        order_id (int): The identifier of the order, the same number as the `id` of the order
            returned.
        body (SerialNumbersChange): The new serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Order]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        body=body,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    order_id: int,
    *,
    client: Client,
    body: SerialNumbersChange,
) -> Any | Order | None:
    """Change order item serial numbers.

     Changes the serial numbers of one item of the order and returns the whole order. Of the order, only
    the serial numbers of that item and the time of the last update change.

    Args:
        order_id (int): The identifier of the order, the same number as the `id` of the order
            returned.
        body (SerialNumbersChange): The new serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Order
    """

    return (
        await asyncio_detailed(
            order_id=order_id,
            client=client,
            body=body,
        )
    ).parsed
