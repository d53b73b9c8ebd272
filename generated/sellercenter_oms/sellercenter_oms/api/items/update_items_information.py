from typing import Any, Literal

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...decoding import (
    read_union,
)
from ...models import ErrorEnvelope, SuccessEnvelope, UpdateItemsInformationRequest
from ...types import Response

_SECURITY: Security = (("signature",),)


def _get_kwargs(
    *,
    body: UpdateItemsInformationRequest,
    action: Literal["UpdateItemsInformation"],
    user_id: str,
    version: str,
    timestamp: str,
    format_: Literal["JSON"],
) -> dict[str, Any]:

    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/",
        "params": [
            *wire.query("Action", action, "form", True),
            *wire.query("UserID", user_id, "form", True),
            *wire.query("Version", version, "form", True),
            *wire.query("Timestamp", timestamp, "form", True),
            *wire.query("Format", format_, "form", True),
        ],
    }

    _kwargs["content"] = wire.document(body.to_dict())
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ErrorEnvelope | SuccessEnvelope | None:
    if response.status_code == 200:
        response_200: ErrorEnvelope | SuccessEnvelope = read_union(response.json(), SuccessEnvelope, ErrorEnvelope)
        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[ErrorEnvelope | SuccessEnvelope]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: Client,
    body: UpdateItemsInformationRequest,
    action: Literal["UpdateItemsInformation"],
    user_id: str,
    version: str,
    timestamp: str,
    format_: Literal["JSON"],
) -> Response[ErrorEnvelope | SuccessEnvelope]:
    """Set additional information on order items.

     Sets the status detail, such as the exact location of a returned item, of any number of order items
    without changing their main status. The detail has to fit the item's current main status. The items
    are processed independently of each other, so all of them, some of them or none of them are updated.

    Args:
        action (Literal['UpdateItemsInformation']): The name of the procedure to call.
        user_id (str): The user whose API key signs the request.
        version (str): The version of the API.
        timestamp (str): The time of the request in ISO 8601 with an offset from UTC, so that a
            signature is good for a while only. The offset may be written with or without a colon.
        format_ (Literal['JSON']): The format of the response.
        body (UpdateItemsInformationRequest): The body of the call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorEnvelope | SuccessEnvelope]
    """

    kwargs = _get_kwargs(
        body=body,
        action=action,
        user_id=user_id,
        version=version,
        timestamp=timestamp,
        format_=format_,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    *,
    client: Client,
    body: UpdateItemsInformationRequest,
    action: Literal["UpdateItemsInformation"],
    user_id: str,
    version: str,
    timestamp: str,
    format_: Literal["JSON"],
) -> ErrorEnvelope | SuccessEnvelope | None:
    """Set additional information on order items.

     Sets the status detail, such as the exact location of a returned item, of any number of order items
    without changing their main status. The detail has to fit the item's current main status. The items
    are processed independently of each other, so all of them, some of them or none of them are updated.

    Args:
        action (Literal['UpdateItemsInformation']): The name of the procedure to call.
        user_id (str): The user whose API key signs the request.
        version (str): The version of the API.
        timestamp (str): The time of the request in ISO 8601 with an offset from UTC, so that a
            signature is good for a while only. The offset may be written with or without a colon.
        format_ (Literal['JSON']): The format of the response.
        body (UpdateItemsInformationRequest): The body of the call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorEnvelope | SuccessEnvelope
    """

    return sync_detailed(
        client=client,
        body=body,
        action=action,
        user_id=user_id,
        version=version,
        timestamp=timestamp,
        format_=format_,
    ).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: UpdateItemsInformationRequest,
    action: Literal["UpdateItemsInformation"],
    user_id: str,
    version: str,
    timestamp: str,
    format_: Literal["JSON"],
) -> Response[ErrorEnvelope | SuccessEnvelope]:
    """Set additional information on order items.

     Sets the status detail, such as the exact location of a returned item, of any number of order items
    without changing their main status. The detail has to fit the item's current main status. The items
    are processed independently of each other, so all of them, some of them or none of them are updated.

    Args:
        action (Literal['UpdateItemsInformation']): The name of the procedure to call.
        user_id (str): The user whose API key signs the request.
        version (str): The version of the API.
        timestamp (str): The time of the request in ISO 8601 with an offset from UTC, so that a
            signature is good for a while only. The offset may be written with or without a colon.
        format_ (Literal['JSON']): The format of the response.
        body (UpdateItemsInformationRequest): The body of the call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorEnvelope | SuccessEnvelope]
    """

    kwargs = _get_kwargs(
        body=body,
        action=action,
        user_id=user_id,
        version=version,
        timestamp=timestamp,
        format_=format_,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    *,
    client: Client,
    body: UpdateItemsInformationRequest,
    action: Literal["UpdateItemsInformation"],
    user_id: str,
    version: str,
    timestamp: str,
    format_: Literal["JSON"],
) -> ErrorEnvelope | SuccessEnvelope | None:
    """Set additional information on order items.

     Sets the status detail, such as the exact location of a returned item, of any number of order items
    without changing their main status. The detail has to fit the item's current main status. The items
    are processed independently of each other, so all of them, some of them or none of them are updated.

    Args:
        action (Literal['UpdateItemsInformation']): The name of the procedure to call.
        user_id (str): The user whose API key signs the request.
        version (str): The version of the API.
        timestamp (str): The time of the request in ISO 8601 with an offset from UTC, so that a
            signature is good for a while only. The offset may be written with or without a colon.
        format_ (Literal['JSON']): The format of the response.
        body (UpdateItemsInformationRequest): The body of the call.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorEnvelope | SuccessEnvelope
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            action=action,
            user_id=user_id,
            version=version,
            timestamp=timestamp,
            format_=format_,
        )
    ).parsed
