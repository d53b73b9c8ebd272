"""Orders that exist at Sellercloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from .._runtime import writing
from .._runtime.clients import AsyncClient, SyncClient
from .._runtime.operation import Operation, Request
from .._runtime.options import Options
from .._runtime.response import APIResponse
from ..encoding import write_object
from ..models import OrderUpdate, OrderUpdateDict

UPDATE: Operation[None] = Operation(
    id="updateOrder",
    method="PUT",
    path="/Orders/{id}",
    responses={
        "200": {},
        "400": {},
        "401": {},
        "404": {},
        "500": {},
    },
    security=(("bearer",),),
    idempotent=True,
    bodies={"application/json": "#/components/schemas/OrderUpdate"},
)


@writing.takes(OrderUpdate | Mapping)
def _update(
    id: int,
    *,
    body: OrderUpdate | OrderUpdateDict,
) -> Request[None]:
    return Request(
        UPDATE,
        "/Orders/" + writing.path("id", id),
        content=writing.document(write_object(body, OrderUpdateDict)),
        content_type="application/json",
        parameters=lambda: [
            ("id", id, "#/paths/~1Orders~1%7Bid%7D/put/parameters/0/schema", True),
        ],
    )


class Orders:
    """Orders that exist at Sellercloud."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> OrdersWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return OrdersWithRawResponse(self._client)

    def update(self, id: int, *, body: OrderUpdate | OrderUpdateDict, **options: Unpack[Options]) -> None:
        """Update an order.

        Changes the properties that are given and leaves alone what is absent or null. An address is replaced whole.
        An empty object is valid and changes nothing. A rejected update changes nothing either.

        Args:
            id: The id of an existing order. At least 1, at most 9223372036854775807.
            body: The properties to change.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A value is missing or invalid. Nothing was changed. No body is documented.
            AuthenticationError: 401. The token is missing or not valid ("Not Valid Token"). No body is
                documented.
            NotFoundError: 404. There is no order of this id. A server may answer 400 instead. Assumed: SC-12.
            InternalServerError: 500. The server failed. No body is documented.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_update(id, body=body), **options)


class OrdersWithRawResponse:
    """Orders that exist at Sellercloud.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def update(self, id: int, *, body: OrderUpdate | OrderUpdateDict, **options: Unpack[Options]) -> APIResponse[None]:
        """Do the same as `Orders.update`, but gives the response."""
        return self._client.call_raw(_update(id, body=body), **options)


class AsyncOrders:
    """Orders that exist at Sellercloud."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncOrdersWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AsyncOrdersWithRawResponse(self._client)

    async def update(self, id: int, *, body: OrderUpdate | OrderUpdateDict, **options: Unpack[Options]) -> None:
        """Update an order.

        Changes the properties that are given and leaves alone what is absent or null. An address is replaced whole.
        An empty object is valid and changes nothing. A rejected update changes nothing either.

        Args:
            id: The id of an existing order. At least 1, at most 9223372036854775807.
            body: The properties to change.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A value is missing or invalid. Nothing was changed. No body is documented.
            AuthenticationError: 401. The token is missing or not valid ("Not Valid Token"). No body is
                documented.
            NotFoundError: 404. There is no order of this id. A server may answer 400 instead. Assumed: SC-12.
            InternalServerError: 500. The server failed. No body is documented.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_update(id, body=body), **options)


class AsyncOrdersWithRawResponse:
    """Orders that exist at Sellercloud.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def update(
        self, id: int, *, body: OrderUpdate | OrderUpdateDict, **options: Unpack[Options]
    ) -> APIResponse[None]:
        """Do the same as `AsyncOrders.update`, but gives the response."""
        return await self._client.call_raw(_update(id, body=body), **options)


__all__ = ["AsyncOrders", "AsyncOrdersWithRawResponse", "Orders", "OrdersWithRawResponse"]
