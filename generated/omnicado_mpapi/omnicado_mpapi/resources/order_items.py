"""The items of an order."""

from __future__ import annotations

from typing import Unpack

from .._runtime import writing
from .._runtime.clients import AsyncClient, SyncClient
from .._runtime.operation import InBandError, Json, Operation, Request
from .._runtime.options import Options
from .._runtime.response import APIResponse
from .._runtime.unset import UNSET, Unset
from ..decoding import (
    read_union,
)
from ..models import FailureEnvelope, ResultEnvelope

SET_SERIAL_NUMBERS: Operation[ResultEnvelope] = Operation(
    id="setOrderItemSerialNumbers",
    method="PUT",
    path="/orders/{orderId}/items/{itemId}/serial-numbers",
    responses={
        "200": {
            "application/json": Json(
                lambda value: read_union(value, ResultEnvelope, FailureEnvelope),
                "#/paths/~1orders~1%7BorderId%7D~1items~1%7BitemId%7D~1serial-numbers/put/responses/200/content/application~1json/schema",
            ),
        },
        "400": {
            "application/json": Json(FailureEnvelope.from_dict, "#/components/schemas/FailureEnvelope"),
        },
        "401": {
            "application/json": Json(FailureEnvelope.from_dict, "#/components/schemas/FailureEnvelope"),
        },
        "403": {
            "application/json": Json(FailureEnvelope.from_dict, "#/components/schemas/FailureEnvelope"),
        },
        "404": {
            "application/json": Json(FailureEnvelope.from_dict, "#/components/schemas/FailureEnvelope"),
        },
        "429": {
            "application/json": Json(FailureEnvelope.from_dict, "#/components/schemas/FailureEnvelope"),
        },
    },
    security=(("client_id",),),
    idempotent=True,
    bodies={"application/json": "#/components/schemas/SerialNumbers"},
    in_band=(InBandError(FailureEnvelope, "/result/code"),),
)


@writing.takes(list | tuple)
def _set_serial_numbers(
    order_id: int,
    item_id: str,
    *,
    body: list[str],
    x_application_name: str | Unset = UNSET,
) -> Request[ResultEnvelope]:
    return Request(
        SET_SERIAL_NUMBERS,
        "/orders/"
        + writing.path("orderId", order_id)
        + "/items/"
        + writing.path("itemId", item_id)
        + "/serial-numbers",
        headers=writing.headers(
            [
                ("X-Application-Name", x_application_name, "simple", False),
            ]
        ),
        content=writing.document(body),
        content_type="application/json",
        parameters=lambda: [
            (
                "order_id",
                order_id,
                "#/paths/~1orders~1%7BorderId%7D~1items~1%7BitemId%7D~1serial-numbers/put/parameters/0/schema",
                True,
            ),
            (
                "item_id",
                item_id,
                "#/paths/~1orders~1%7BorderId%7D~1items~1%7BitemId%7D~1serial-numbers/put/parameters/1/schema",
                True,
            ),
            (
                "x_application_name",
                x_application_name,
                "#/paths/~1orders~1%7BorderId%7D~1items~1%7BitemId%7D~1serial-numbers/put/parameters/2/schema",
                False,
            ),
        ],
    )


class OrderItems:
    """The items of an order."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> OrderItemsWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return OrderItemsWithRawResponse(self._client)

    def set_serial_numbers(
        self,
        order_id: int,
        item_id: str,
        *,
        body: list[str],
        x_application_name: str | Unset = UNSET,
        **options: Unpack[Options],
    ) -> ResultEnvelope:
        """Set order item serial numbers.

        Sets the serial numbers of one order item. The list sent takes the place of the list that was there, so
        sending the same request again changes nothing and an empty list clears the serial numbers. The caller is
        named by the query parameter `client_id`, which is described as the security scheme `clientId` and not once
        more among the parameters.

        Args:
            order_id: The identifier of the order. At least -9223372036854775808, at most 9223372036854775807.
            item_id: The identifier of the order item. It is a string and may hold letters. At least 1
                characters.
            body: All serial numbers of the item, as a bare JSON array.
            x_application_name: The name of the calling application. Else the client's.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The request cannot be read, for instance because its body is no array of
                strings. Assumed: MP-14.
            AuthenticationError: 401. The client identifier is missing or unknown. Assumed: MP-14.
            PermissionDeniedError: 403. The client may not touch this order. Assumed: MP-14.
            NotFoundError: 404. The order does not exist, or it has no such item. Assumed: MP-14.
            RateLimitError: 429. The quota of a time window is used up. Assumed: MP-14.
            APIResponseError: The status is a success, the body a `FailureEnvelope`. Assumed: MP-14, MP-17,
                MP-19.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(
            _set_serial_numbers(
                order_id,
                item_id,
                body=body,
                x_application_name=self._client.core.defaults.given("x_application_name", x_application_name),
            ),
            **options,
        )


class OrderItemsWithRawResponse:
    """The items of an order.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def set_serial_numbers(
        self,
        order_id: int,
        item_id: str,
        *,
        body: list[str],
        x_application_name: str | Unset = UNSET,
        **options: Unpack[Options],
    ) -> APIResponse[ResultEnvelope]:
        """Do the same as `OrderItems.set_serial_numbers`, but gives the response."""
        return self._client.call_raw(
            _set_serial_numbers(
                order_id,
                item_id,
                body=body,
                x_application_name=self._client.core.defaults.given("x_application_name", x_application_name),
            ),
            **options,
        )


class AsyncOrderItems:
    """The items of an order."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncOrderItemsWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AsyncOrderItemsWithRawResponse(self._client)

    async def set_serial_numbers(
        self,
        order_id: int,
        item_id: str,
        *,
        body: list[str],
        x_application_name: str | Unset = UNSET,
        **options: Unpack[Options],
    ) -> ResultEnvelope:
        """Set order item serial numbers.

        Sets the serial numbers of one order item. The list sent takes the place of the list that was there, so
        sending the same request again changes nothing and an empty list clears the serial numbers. The caller is
        named by the query parameter `client_id`, which is described as the security scheme `clientId` and not once
        more among the parameters.

        Args:
            order_id: The identifier of the order. At least -9223372036854775808, at most 9223372036854775807.
            item_id: The identifier of the order item. It is a string and may hold letters. At least 1
                characters.
            body: All serial numbers of the item, as a bare JSON array.
            x_application_name: The name of the calling application. Else the client's.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The request cannot be read, for instance because its body is no array of
                strings. Assumed: MP-14.
            AuthenticationError: 401. The client identifier is missing or unknown. Assumed: MP-14.
            PermissionDeniedError: 403. The client may not touch this order. Assumed: MP-14.
            NotFoundError: 404. The order does not exist, or it has no such item. Assumed: MP-14.
            RateLimitError: 429. The quota of a time window is used up. Assumed: MP-14.
            APIResponseError: The status is a success, the body a `FailureEnvelope`. Assumed: MP-14, MP-17,
                MP-19.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(
            _set_serial_numbers(
                order_id,
                item_id,
                body=body,
                x_application_name=self._client.core.defaults.given("x_application_name", x_application_name),
            ),
            **options,
        )


class AsyncOrderItemsWithRawResponse:
    """The items of an order.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def set_serial_numbers(
        self,
        order_id: int,
        item_id: str,
        *,
        body: list[str],
        x_application_name: str | Unset = UNSET,
        **options: Unpack[Options],
    ) -> APIResponse[ResultEnvelope]:
        """Do the same as `AsyncOrderItems.set_serial_numbers`, but gives the response."""
        return await self._client.call_raw(
            _set_serial_numbers(
                order_id,
                item_id,
                body=body,
                x_application_name=self._client.core.defaults.given("x_application_name", x_application_name),
            ),
            **options,
        )


__all__ = ["AsyncOrderItems", "AsyncOrderItemsWithRawResponse", "OrderItems", "OrderItemsWithRawResponse"]
