from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...decoding import read_array, read_map, read_union
from ...models import Error, PullRequest, PullResult
from ...types import Response

_SECURITY: Security = (("token",),)


def _get_kwargs(
    *,
    body: PullRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/orders/pull_from_omnitron/",
    }

    _kwargs["content"] = wire.document(body.to_dict())
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: Client, response: httpx.Response
) -> Error | dict[str, list[str]] | list[PullResult] | None:
    if response.status_code == 200:
        response_200: list[PullResult] = read_array(response.json(), PullResult.from_dict)
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
) -> Response[Error | dict[str, list[str]] | list[PullResult]]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: PullRequest,
) -> Response[Error | dict[str, list[str]] | list[PullResult]]:
    """Pull orders from Omnitron

     Pulls the orders with the given numbers from Omnitron into the OMS and reports the outcome of each.
    One order that cannot be pulled does not fail the call: its result says why. A number that the
    channel already has is such a failure: when an order is pulled again, its result is an error.

    Args:
        body (PullRequest): The orders to pull from Omnitron.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | dict[str, list[str]] | Error | list[PullResult]]
    """

    kwargs = _get_kwargs(
        body=body,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    *,
    client: Client,
    body: PullRequest,
) -> Error | dict[str, list[str]] | list[PullResult] | None:
    """Pull orders from Omnitron

     Pulls the orders with the given numbers from Omnitron into the OMS and reports the outcome of each.
    One order that cannot be pulled does not fail the call: its result says why. A number that the
    channel already has is such a failure: when an order is pulled again, its result is an error.

    Args:
        body (PullRequest): The orders to pull from Omnitron.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | dict[str, list[str]] | Error | list[PullResult]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: PullRequest,
) -> Response[Error | dict[str, list[str]] | list[PullResult]]:
    """Pull orders from Omnitron

     Pulls the orders with the given numbers from Omnitron into the OMS and reports the outcome of each.
    One order that cannot be pulled does not fail the call: its result says why. A number that the
    channel already has is such a failure: when an order is pulled again, its result is an error.

    Args:
        body (PullRequest): The orders to pull from Omnitron.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | dict[str, list[str]] | Error | list[PullResult]]
    """

    kwargs = _get_kwargs(
        body=body,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    *,
    client: Client,
    body: PullRequest,
) -> Error | dict[str, list[str]] | list[PullResult] | None:
    """Pull orders from Omnitron

     Pulls the orders with the given numbers from Omnitron into the OMS and reports the outcome of each.
    One order that cannot be pulled does not fail the call: its result says why. A number that the
    channel already has is such a failure: when an order is pulled again, its result is an error.

    Args:
        body (PullRequest): The orders to pull from Omnitron.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | dict[str, list[str]] | Error | list[PullResult]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
