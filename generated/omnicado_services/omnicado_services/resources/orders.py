"""Orders and their items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from .._runtime import writing
from .._runtime.clients import AsyncClient, SyncClient
from .._runtime.operation import Json, Operation, Request
from .._runtime.options import Options
from .._runtime.response import APIResponse
from ..encoding import write_object
from ..models import Order, SerialNumbersChange, SerialNumbersChangeDict

CHANGE_SERIAL_NUMBERS: Operation[Order] = Operation(
    id="changeOrderItemSerialNumbers",
    method="PATCH",
    path="/orders/item-serial-numbers/{orderId}",
    responses={
        "200": {
            "application/json": Json(Order.from_dict, "#/components/schemas/Order"),
        },
        "400": {},
        "401": {},
        "403": {},
        "404": {},
        "429": {},
    },
    security=(("omnicado_token",),),
    bodies={"application/json": "#/components/schemas/SerialNumbersChange"},
)


@writing.takes(SerialNumbersChange | Mapping)
def _change_serial_numbers(
    order_id: int,
    *,
    body: SerialNumbersChange | SerialNumbersChangeDict,
) -> Request[Order]:
    return Request(
        CHANGE_SERIAL_NUMBERS,
        "/orders/item-serial-numbers/" + writing.path("orderId", order_id),
        content=writing.document(write_object(body, SerialNumbersChangeDict)),
        content_type="application/json",
        parameters=lambda: [
            (
                "order_id",
                order_id,
                "#/paths/~1orders~1item-serial-numbers~1%7BorderId%7D/patch/parameters/0/schema",
                True,
            ),
        ],
    )


class Orders:
    """Orders and their items."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> OrdersWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return OrdersWithRawResponse(self._client)

    def change_serial_numbers(
        self, order_id: int, *, body: SerialNumbersChange | SerialNumbersChangeDict, **options: Unpack[Options]
    ) -> Order:
        """Change order item serial numbers.

        Changes the serial numbers of one item of the order and returns the whole order. Of the order, only the
        serial numbers of that item and the time of the last update change.

        Args:
            order_id: The identifier of the order, the same number as the `id` of the order returned. At least
                -9223372036854775808, at most 9223372036854775807. Assumed: SV-18.
            body: The item and its new serial numbers.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The request cannot be read, for instance because its body is malformed.
                Assumed: SV-16.
            AuthenticationError: 401. The token is missing or wrong. Assumed: SV-16.
            PermissionDeniedError: 403. The account may not use this endpoint.
            NotFoundError: 404. The order does not exist, or it has no such item.
            RateLimitError: 429. The caller sends too many requests. Assumed: SV-16.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_change_serial_numbers(order_id, body=body), **options)


class OrdersWithRawResponse:
    """Orders and their items.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def change_serial_numbers(
        self, order_id: int, *, body: SerialNumbersChange | SerialNumbersChangeDict, **options: Unpack[Options]
    ) -> APIResponse[Order]:
        """Do the same as `Orders.change_serial_numbers`, but gives the response."""
        return self._client.call_raw(_change_serial_numbers(order_id, body=body), **options)


class AsyncOrders:
    """Orders and their items."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncOrdersWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AsyncOrdersWithRawResponse(self._client)

    async def change_serial_numbers(
        self, order_id: int, *, body: SerialNumbersChange | SerialNumbersChangeDict, **options: Unpack[Options]
    ) -> Order:
        """Change order item serial numbers.

        Changes the serial numbers of one item of the order and returns the whole order. Of the order, only the
        serial numbers of that item and the time of the last update change.

        Args:
            order_id: The identifier of the order, the same number as the `id` of the order returned. At least
                -9223372036854775808, at most 9223372036854775807. Assumed: SV-18.
            body: The item and its new serial numbers.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The request cannot be read, for instance because its body is malformed.
                Assumed: SV-16.
            AuthenticationError: 401. The token is missing or wrong. Assumed: SV-16.
            PermissionDeniedError: 403. The account may not use this endpoint.
            NotFoundError: 404. The order does not exist, or it has no such item.
            RateLimitError: 429. The caller sends too many requests. Assumed: SV-16.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_change_serial_numbers(order_id, body=body), **options)


class AsyncOrdersWithRawResponse:
    """Orders and their items.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def change_serial_numbers(
        self, order_id: int, *, body: SerialNumbersChange | SerialNumbersChangeDict, **options: Unpack[Options]
    ) -> APIResponse[Order]:
        """Do the same as `AsyncOrders.change_serial_numbers`, but gives the response."""
        return await self._client.call_raw(_change_serial_numbers(order_id, body=body), **options)


__all__ = ["AsyncOrders", "AsyncOrdersWithRawResponse", "Orders", "OrdersWithRawResponse"]
