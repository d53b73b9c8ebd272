from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models import OrderUpdate
from ...types import Response

_SECURITY: Security = (("bearer",),)


def _get_kwargs(
    id: int,
    *,
    body: OrderUpdate,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/Orders/{id}".format(
            id=wire.path("id", id, "simple", False),
        ),
    }

    _kwargs["content"] = wire.document(body.to_dict())
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Any | None:
    if response.status_code == 200:
        return None

    if response.status_code == 400:
        return None

    if response.status_code == 401:
        return None

    if response.status_code == 404:
        return None

    if response.status_code == 500:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[Any]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int,
    *,
    client: Client,
    body: OrderUpdate,
) -> Response[Any]:
    """Update an order

     Changes the properties that are given and leaves alone what is absent or null. An address is
    replaced whole. An empty object is valid and changes nothing. A rejected update changes nothing
    either.

    Args:
        id (int): The id of an existing order.
        body (OrderUpdate): What to change. Every property is optional; absent and null both mean
            that no update of it is needed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


async def asyncio_detailed(
    id: int,
    *,
    client: Client,
    body: OrderUpdate,
) -> Response[Any]:
    """Update an order

     Changes the properties that are given and leaves alone what is absent or null. An address is
    replaced whole. An empty object is valid and changes nothing. A rejected update changes nothing
    either.

    Args:
        id (int): The id of an existing order.
        body (OrderUpdate): What to change. Every property is optional; absent and null both mean
            that no update of it is needed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))
