from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models.error import Error
from ...models.field_errors import FieldErrors
from ...models.webhook_event_page import WebhookEventPage
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
        "url": "/orders/{pk}/webhook_events/".format(
            pk=wire.path("pk", pk, "simple", False),
        ),
        "params": [
            *wire.query("limit", limit, "form", True),
            *wire.query("page", page, "form", True),
        ],
    }

    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Error | FieldErrors | WebhookEventPage | None:
    if response.status_code == 200:
        response_200 = WebhookEventPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:

        def _parse_response_400(data: object) -> Error | FieldErrors:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_invalid_request_type_0 = Error.from_dict(data)

                return componentsschemas_invalid_request_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_invalid_request_type_1 = FieldErrors.from_dict(data)

            return componentsschemas_invalid_request_type_1

        response_400 = _parse_response_400(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Error.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Error.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Error.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[Error | FieldErrors | WebhookEventPage]:
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
) -> Response[Error | FieldErrors | WebhookEventPage]:
    """List the webhook events of an order in full

     Returns a page of the webhook events of one order, each with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | FieldErrors | WebhookEventPage]
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
) -> Error | FieldErrors | WebhookEventPage | None:
    """List the webhook events of an order in full

     Returns a page of the webhook events of one order, each with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | FieldErrors | WebhookEventPage
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
) -> Response[Error | FieldErrors | WebhookEventPage]:
    """List the webhook events of an order in full

     Returns a page of the webhook events of one order, each with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | FieldErrors | WebhookEventPage]
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
) -> Error | FieldErrors | WebhookEventPage | None:
    """List the webhook events of an order in full

     Returns a page of the webhook events of one order, each with its complete payload.

    Args:
        pk (int): The id of the order in the OMS.
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | FieldErrors | WebhookEventPage
    """

    return (
        await asyncio_detailed(
            pk=pk,
            client=client,
            limit=limit,
            page=page,
        )
    ).parsed
