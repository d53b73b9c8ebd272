from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...decoding import read_array, read_map, read_union
from ...models import Error, WebhookEventShortPage
from ...types import Response, Unset

_SECURITY: Security = (("token",),)


def _get_kwargs(
    pk: int,
    *,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orders/{pk}/webhook_events/short/".format(
            pk=wire.path("pk", pk, "simple", False),
        ),
        "params": [
            *wire.query("limit", limit, "form", True),
            *wire.query("page", page, "form", True),
        ],
    }

    return _kwargs


def _parse_response(
    *, client: Client, response: httpx.Response
) -> Error | WebhookEventShortPage | dict[str, list[str]] | None:
    if response.status_code == 200:
        response_200: WebhookEventShortPage = WebhookEventShortPage.from_dict(response.json())
        return response_200

    if response.status_code == 400:
        response_400: dict[str, list[str]] | Error = read_union(
            response.json(), Error, lambda value: read_map(value, read_array)
        )
        return response_400

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


def _build_response(
    *, client: Client, response: httpx.Response
) -> Response[Error | WebhookEventShortPage | dict[str, list[str]]]:
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
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Response[Error | WebhookEventShortPage | dict[str, list[str]]]:
    """List the webhook events of an order in short

     Returns a page of the webhook events of one order, without their payloads.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | WebhookEventShortPage | dict[str, list[str]] | Error]
    """

    kwargs = _get_kwargs(
        pk=pk,
        limit=limit,
        page=page,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    pk: int,
    *,
    client: Client,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Error | WebhookEventShortPage | dict[str, list[str]] | None:
    """List the webhook events of an order in short

     Returns a page of the webhook events of one order, without their payloads.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | WebhookEventShortPage | dict[str, list[str]] | Error
    """

    return sync_detailed(
        pk=pk,
        client=client,
        limit=limit,
        page=page,
    ).parsed


async def asyncio_detailed(
    pk: int,
    *,
    client: Client,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Response[Error | WebhookEventShortPage | dict[str, list[str]]]:
    """List the webhook events of an order in short

     Returns a page of the webhook events of one order, without their payloads.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | WebhookEventShortPage | dict[str, list[str]] | Error]
    """

    kwargs = _get_kwargs(
        pk=pk,
        limit=limit,
        page=page,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    pk: int,
    *,
    client: Client,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Error | WebhookEventShortPage | dict[str, list[str]] | None:
    """List the webhook events of an order in short

     Returns a page of the webhook events of one order, without their payloads.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | WebhookEventShortPage | dict[str, list[str]] | Error
    """

    return (
        await asyncio_detailed(
            pk=pk,
            client=client,
            limit=limit,
            page=page,
        )
    ).parsed
