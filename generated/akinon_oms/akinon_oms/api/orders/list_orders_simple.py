from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models.error import Error
from ...models.field_errors import FieldErrors
from ...models.order_simple_page import OrderSimplePage
from ...types import Response, Unset

_SECURITY: Security = (("token",),)


def _get_kwargs(
    *,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orders/list-simple/",
        "params": [
            *wire.query("limit", limit, "form", True),
            *wire.query("page", page, "form", True),
        ],
    }

    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Error | FieldErrors | OrderSimplePage | None:
    if response.status_code == 200:
        response_200 = OrderSimplePage.from_dict(response.json())

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


def _build_response(*, client: Client, response: httpx.Response) -> Response[Error | FieldErrors | OrderSimplePage]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Response[Error | FieldErrors | OrderSimplePage]:
    """List orders for business intelligence

     Returns a page of orders for the business intelligence tool: with creation and modification dates,
    and without many of the properties of the other views.

    Args:
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | FieldErrors | OrderSimplePage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    *,
    client: Client,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Error | FieldErrors | OrderSimplePage | None:
    """List orders for business intelligence

     Returns a page of orders for the business intelligence tool: with creation and modification dates,
    and without many of the properties of the other views.

    Args:
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | FieldErrors | OrderSimplePage
    """

    return sync_detailed(
        client=client,
        limit=limit,
        page=page,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Response[Error | FieldErrors | OrderSimplePage]:
    """List orders for business intelligence

     Returns a page of orders for the business intelligence tool: with creation and modification dates,
    and without many of the properties of the other views.

    Args:
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | Error | FieldErrors | OrderSimplePage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page=page,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    *,
    client: Client,
    limit: int | Unset = 20,
    page: int | Unset = 1,
) -> Error | FieldErrors | OrderSimplePage | None:
    """List orders for business intelligence

     Returns a page of orders for the business intelligence tool: with creation and modification dates,
    and without many of the properties of the other views.

    Args:
        limit (int | Unset): The number of entries on a page. Default: 20.
        page (int | Unset): The number of the page, counted from 1. The first page has the newest
            entries. Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | Error | FieldErrors | OrderSimplePage
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            page=page,
        )
    ).parsed
