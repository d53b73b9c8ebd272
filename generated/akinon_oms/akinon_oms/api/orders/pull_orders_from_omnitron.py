from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models.error import Error
from ...models.field_errors import FieldErrors
from ...models.pull_request import PullRequest
from ...models.pull_result import PullResult
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

    json_body = body.to_dict()
    _kwargs["content"] = wire.document(json_body)
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> Error | FieldErrors | list[PullResult] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_pull_result_list_item_data in _response_200:
            componentsschemas_pull_result_list_item = PullResult.from_dict(componentsschemas_pull_result_list_item_data)

            response_200.append(componentsschemas_pull_result_list_item)

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

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Error.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[Error | FieldErrors | list[PullResult]]:
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
) -> Response[Error | FieldErrors | list[PullResult]]:
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
        Response[Error | Error | FieldErrors | list[PullResult]]
    """

    kwargs = _get_kwargs(
        body=body,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    *,
    client: Client,
    body: PullRequest,
) -> Error | FieldErrors | list[PullResult] | None:
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
        Error | Error | FieldErrors | list[PullResult]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: PullRequest,
) -> Response[Error | FieldErrors | list[PullResult]]:
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
        Response[Error | Error | FieldErrors | list[PullResult]]
    """

    kwargs = _get_kwargs(
        body=body,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    *,
    client: Client,
    body: PullRequest,
) -> Error | FieldErrors | list[PullResult] | None:
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
        Error | Error | FieldErrors | list[PullResult]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
