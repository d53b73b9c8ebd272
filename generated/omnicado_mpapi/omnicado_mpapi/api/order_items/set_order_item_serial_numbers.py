from typing import Any

import httpx

from ... import errors, wire
from ...client import Client, Security
from ...models import ResultEnvelope
from ...types import UNSET, Response, Unset

_SECURITY: Security = (("client_id",),)


def _get_kwargs(
    order_id: int,
    item_id: str,
    *,
    body: list[str],
    x_application_name: str | Unset = UNSET,
) -> dict[str, Any]:

    headers: dict[str, Any] = {}
    if not isinstance(x_application_name, Unset):
        headers["X-Application-Name"] = wire.header(x_application_name, "simple", False)

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/orders/{order_id}/items/{item_id}/serial-numbers".format(
            order_id=wire.path("orderId", order_id, "simple", False),
            item_id=wire.path("itemId", item_id, "simple", False),
        ),
    }

    _kwargs["content"] = wire.document(body)
    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> ResultEnvelope | None:
    if response.status_code == 200:
        response_200: ResultEnvelope = ResultEnvelope.from_dict(response.json())
        return response_200

    if response.status_code == 400:
        response_400: ResultEnvelope = ResultEnvelope.from_dict(response.json())
        return response_400

    if response.status_code == 401:
        response_401: ResultEnvelope = ResultEnvelope.from_dict(response.json())
        return response_401

    if response.status_code == 403:
        response_403: ResultEnvelope = ResultEnvelope.from_dict(response.json())
        return response_403

    if response.status_code == 404:
        response_404: ResultEnvelope = ResultEnvelope.from_dict(response.json())
        return response_404

    if response.status_code == 429:
        response_429: ResultEnvelope = ResultEnvelope.from_dict(response.json())
        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    return None


def _build_response(*, client: Client, response: httpx.Response) -> Response[ResultEnvelope]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    order_id: int,
    item_id: str,
    *,
    client: Client,
    body: list[str],
    x_application_name: str | Unset = UNSET,
) -> Response[ResultEnvelope]:
    """Set order item serial numbers.

     Sets the serial numbers of one order item. The list sent takes the place of the list that was there,
    so sending the same request again changes nothing and an empty list clears the serial numbers. The
    caller is named by the query parameter `client_id`, which is described as the security scheme
    `clientId` and not once more among the parameters.

    Args:
        order_id (int): The identifier of the order.
        item_id (str): The identifier of the order item. It is a string and may hold letters.
        x_application_name (str | Unset): The name of the calling application.
        body (list[str]): The serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResultEnvelope]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        item_id=item_id,
        body=body,
        x_application_name=x_application_name,
    )
    return _build_response(client=client, response=client.send(kwargs, _SECURITY))


def sync(
    order_id: int,
    item_id: str,
    *,
    client: Client,
    body: list[str],
    x_application_name: str | Unset = UNSET,
) -> ResultEnvelope | None:
    """Set order item serial numbers.

     Sets the serial numbers of one order item. The list sent takes the place of the list that was there,
    so sending the same request again changes nothing and an empty list clears the serial numbers. The
    caller is named by the query parameter `client_id`, which is described as the security scheme
    `clientId` and not once more among the parameters.

    Args:
        order_id (int): The identifier of the order.
        item_id (str): The identifier of the order item. It is a string and may hold letters.
        x_application_name (str | Unset): The name of the calling application.
        body (list[str]): The serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResultEnvelope
    """

    return sync_detailed(
        order_id=order_id,
        item_id=item_id,
        client=client,
        body=body,
        x_application_name=x_application_name,
    ).parsed


async def asyncio_detailed(
    order_id: int,
    item_id: str,
    *,
    client: Client,
    body: list[str],
    x_application_name: str | Unset = UNSET,
) -> Response[ResultEnvelope]:
    """Set order item serial numbers.

     Sets the serial numbers of one order item. The list sent takes the place of the list that was there,
    so sending the same request again changes nothing and an empty list clears the serial numbers. The
    caller is named by the query parameter `client_id`, which is described as the security scheme
    `clientId` and not once more among the parameters.

    Args:
        order_id (int): The identifier of the order.
        item_id (str): The identifier of the order item. It is a string and may hold letters.
        x_application_name (str | Unset): The name of the calling application.
        body (list[str]): The serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ResultEnvelope]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        item_id=item_id,
        body=body,
        x_application_name=x_application_name,
    )
    return _build_response(client=client, response=await client.send_async(kwargs, _SECURITY))


async def asyncio(
    order_id: int,
    item_id: str,
    *,
    client: Client,
    body: list[str],
    x_application_name: str | Unset = UNSET,
) -> ResultEnvelope | None:
    """Set order item serial numbers.

     Sets the serial numbers of one order item. The list sent takes the place of the list that was there,
    so sending the same request again changes nothing and an empty list clears the serial numbers. The
    caller is named by the query parameter `client_id`, which is described as the security scheme
    `clientId` and not once more among the parameters.

    Args:
        order_id (int): The identifier of the order.
        item_id (str): The identifier of the order item. It is a string and may hold letters.
        x_application_name (str | Unset): The name of the calling application.
        body (list[str]): The serial numbers of one order item.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ResultEnvelope
    """

    return (
        await asyncio_detailed(
            order_id=order_id,
            item_id=item_id,
            client=client,
            body=body,
            x_application_name=x_application_name,
        )
    ).parsed
