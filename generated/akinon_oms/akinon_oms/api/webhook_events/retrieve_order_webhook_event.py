from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models import Error, WebhookEvent
from ...types import Response

_SECURITY: Security = (("token",),)


def _get_kwargs(
    pk: int,
    webhook_event_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orders/{pk}/webhook_events/{webhook_event_id}/".format(
            pk=wire.path("pk", pk, "simple", False),
            webhook_event_id=wire.path("webhook_event_id", webhook_event_id, "simple", False),
        ),
    }

    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Error | WebhookEvent | None:
    if response.status_code == 200:
        response_200: WebhookEvent = WebhookEvent.from_dict(response.json())
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


def _build_response(*, client: Client, response: httpx.Response) -> Response[Error | WebhookEvent]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    pk: int,
    webhook_event_id: int,
    *,
    client: Client,
) -> Response[Error | WebhookEvent]:
    """Retrieve a webhook event of an order

     Returns one webhook event of the order with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        webhook_event_id (int): The id of a webhook event of this order. The event of another
            order is not found.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | WebhookEvent]
    """

    kwargs = _get_kwargs(
        pk=pk,
        webhook_event_id=webhook_event_id,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    pk: int,
    webhook_event_id: int,
    *,
    client: Client,
) -> Error | WebhookEvent | None:
    """Retrieve a webhook event of an order

     Returns one webhook event of the order with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        webhook_event_id (int): The id of a webhook event of this order. The event of another
            order is not found.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | WebhookEvent
    """

    return sync_detailed(
        pk=pk,
        webhook_event_id=webhook_event_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    pk: int,
    webhook_event_id: int,
    *,
    client: Client,
) -> Response[Error | WebhookEvent]:
    """Retrieve a webhook event of an order

     Returns one webhook event of the order with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        webhook_event_id (int): The id of a webhook event of this order. The event of another
            order is not found.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | WebhookEvent]
    """

    kwargs = _get_kwargs(
        pk=pk,
        webhook_event_id=webhook_event_id,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    pk: int,
    webhook_event_id: int,
    *,
    client: Client,
) -> Error | WebhookEvent | None:
    """Retrieve a webhook event of an order

     Returns one webhook event of the order with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        webhook_event_id (int): The id of a webhook event of this order. The event of another
            order is not found.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | WebhookEvent
    """

    return (
        await asyncio_detailed(
            pk=pk,
            webhook_event_id=webhook_event_id,
            client=client,
        )
    ).parsed
