"""Orders, the types they refer to, and their pull from Omnitron."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Unpack

from .._runtime import writing
from .._runtime.clients import AsyncClient, SyncClient
from .._runtime.operation import Content, Json, Operation, Request
from .._runtime.options import Options
from .._runtime.pagination import AsyncPages, Pages, Pagination
from .._runtime.response import APIResponse
from .._runtime.unset import UNSET, Unset
from ..decoding import (
    read_array,
    read_map,
    read_union,
)
from ..encoding import write_object
from ..models import (
    DeliveryTypeOption,
    Error,
    Order,
    OrderDetailShort,
    OrderPage,
    OrderShort,
    OrderShortPage,
    OrderSimple,
    OrderSimplePage,
    PaymentTypeOption,
    PullRequest,
    PullRequestDict,
    PullResult,
)

_ERRORS: Mapping[str, Mapping[str, Content]] = {
    "400": {
        "application/json": Json(
            lambda value: read_union(value, Error, lambda value: read_map(value, read_array)),
            "#/components/schemas/InvalidRequest",
        ),
    },
    "401": {
        "application/json": Json(Error.from_dict, "#/components/schemas/Error"),
    },
    "403": {
        "application/json": Json(Error.from_dict, "#/components/schemas/Error"),
    },
    "404": {
        "application/json": Json(Error.from_dict, "#/components/schemas/Error"),
    },
    "429": {
        "application/json": Json(Error.from_dict, "#/components/schemas/Error"),
    },
    "500": {
        "application/json": Json(Error.from_dict, "#/components/schemas/Error"),
    },
}

LIST: Operation[OrderPage] = Operation(
    id="listOrders",
    method="GET",
    path="/orders/",
    responses={
        "200": {
            "application/json": Json(OrderPage.from_dict, "#/components/schemas/OrderPage"),
        },
        **{status: _ERRORS[status] for status in ["400", "401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)
_LIST_PAGES: Pagination[OrderPage, Order] = Pagination(
    items=lambda page: page.results or [],
    next=lambda page: page.next_,
    pointer="/next",
)


@writing.takes()
def _list(
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Request[OrderPage]:
    return Request(
        LIST,
        "/orders/",
        query=[
            *writing.query("limit", limit),
            *writing.query("page", page),
        ],
        parameters=lambda: [
            ("limit", limit, "#/components/parameters/limit/schema", False),
            ("page", page, "#/components/parameters/page/schema", False),
        ],
    )


LIST_SHORT: Operation[OrderShortPage] = Operation(
    id="listOrdersShort",
    method="GET",
    path="/orders/short/",
    responses={
        "200": {
            "application/json": Json(OrderShortPage.from_dict, "#/components/schemas/OrderShortPage"),
        },
        **{status: _ERRORS[status] for status in ["400", "401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)
_LIST_SHORT_PAGES: Pagination[OrderShortPage, OrderShort] = Pagination(
    items=lambda page: page.results or [],
    next=lambda page: page.next_,
    pointer="/next",
)


@writing.takes()
def _list_short(
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Request[OrderShortPage]:
    return Request(
        LIST_SHORT,
        "/orders/short/",
        query=[
            *writing.query("limit", limit),
            *writing.query("page", page),
        ],
        parameters=lambda: [
            ("limit", limit, "#/components/parameters/limit/schema", False),
            ("page", page, "#/components/parameters/page/schema", False),
        ],
    )


LIST_SIMPLE: Operation[OrderSimplePage] = Operation(
    id="listOrdersSimple",
    method="GET",
    path="/orders/list-simple/",
    responses={
        "200": {
            "application/json": Json(OrderSimplePage.from_dict, "#/components/schemas/OrderSimplePage"),
        },
        **{status: _ERRORS[status] for status in ["400", "401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)
_LIST_SIMPLE_PAGES: Pagination[OrderSimplePage, OrderSimple] = Pagination(
    items=lambda page: page.results or [],
    next=lambda page: page.next_,
    pointer="/next",
)


@writing.takes()
def _list_simple(
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Request[OrderSimplePage]:
    return Request(
        LIST_SIMPLE,
        "/orders/list-simple/",
        query=[
            *writing.query("limit", limit),
            *writing.query("page", page),
        ],
        parameters=lambda: [
            ("limit", limit, "#/components/parameters/limit/schema", False),
            ("page", page, "#/components/parameters/page/schema", False),
        ],
    )


RETRIEVE: Operation[Order] = Operation(
    id="retrieveOrder",
    method="GET",
    path="/orders/{pk}/",
    responses={
        "200": {
            "application/json": Json(Order.from_dict, "#/components/schemas/Order"),
        },
        **{status: _ERRORS[status] for status in ["401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)


@writing.takes()
def _retrieve(
    pk: int,
) -> Request[Order]:
    return Request(
        RETRIEVE,
        "/orders/" + writing.path("pk", pk) + "/",
        parameters=lambda: [
            ("pk", pk, "#/components/parameters/pk/schema", True),
        ],
    )


RETRIEVE_SHORT: Operation[OrderDetailShort] = Operation(
    id="retrieveOrderShort",
    method="GET",
    path="/orders/{pk}/short/",
    responses={
        "200": {
            "application/json": Json(OrderDetailShort.from_dict, "#/components/schemas/OrderDetailShort"),
        },
        **{status: _ERRORS[status] for status in ["401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)


@writing.takes()
def _retrieve_short(
    pk: int,
) -> Request[OrderDetailShort]:
    return Request(
        RETRIEVE_SHORT,
        "/orders/" + writing.path("pk", pk) + "/short/",
        parameters=lambda: [
            ("pk", pk, "#/components/parameters/pk/schema", True),
        ],
    )


LIST_DELIVERY_TYPES: Operation[list[DeliveryTypeOption]] = Operation(
    id="listDeliveryTypes",
    method="GET",
    path="/orders/delivery_type_enums/",
    responses={
        "200": {
            "application/json": Json(
                lambda value: read_array(value, DeliveryTypeOption.from_dict), "#/components/schemas/DeliveryTypeList"
            ),
        },
        **{status: _ERRORS[status] for status in ["401", "403", "429", "500"]},
    },
    security=(("token",),),
)


@writing.takes()
def _list_delivery_types() -> Request[list[DeliveryTypeOption]]:
    return Request(
        LIST_DELIVERY_TYPES,
        "/orders/delivery_type_enums/",
    )


LIST_PAYMENT_TYPES: Operation[list[PaymentTypeOption]] = Operation(
    id="listPaymentTypes",
    method="GET",
    path="/orders/payment_type_enums/",
    responses={
        "200": {
            "application/json": Json(
                lambda value: read_array(value, PaymentTypeOption.from_dict), "#/components/schemas/PaymentTypeList"
            ),
        },
        **{status: _ERRORS[status] for status in ["401", "403", "429", "500"]},
    },
    security=(("token",),),
)


@writing.takes()
def _list_payment_types() -> Request[list[PaymentTypeOption]]:
    return Request(
        LIST_PAYMENT_TYPES,
        "/orders/payment_type_enums/",
    )


PULL_FROM_OMNITRON: Operation[list[PullResult]] = Operation(
    id="pullOrdersFromOmnitron",
    method="POST",
    path="/orders/pull_from_omnitron/",
    responses={
        "200": {
            "application/json": Json(
                lambda value: read_array(value, PullResult.from_dict), "#/components/schemas/PullResultList"
            ),
        },
        **{status: _ERRORS[status] for status in ["400", "401", "403", "429", "500"]},
    },
    security=(("token",),),
    bodies={"application/json": "#/components/schemas/PullRequest"},
)


@writing.takes(PullRequest | Mapping)
def _pull_from_omnitron(
    *,
    body: PullRequest | PullRequestDict,
) -> Request[list[PullResult]]:
    return Request(
        PULL_FROM_OMNITRON,
        "/orders/pull_from_omnitron/",
        content=writing.document(write_object(body, PullRequestDict)),
        content_type="application/json",
    )


class Orders:
    """Orders, the types they refer to, and their pull from Omnitron."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> OrdersWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return OrdersWithRawResponse(self._client)

    def list(self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]) -> OrderPage:
        """List orders in full.

        Returns a page of orders, each with its state, addresses, items, available commands, channel and customer.

        Args:
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. The page is past the last one. Assumed: AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_list(limit=limit, page=page), **options)

    def iterate(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> Pages[OrderPage, Order]:
        """Iterate over the items of all pages, fetched as they are needed: see `list`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return Pages(self._client, _list(limit=limit, page=page), _LIST_PAGES, options)

    def list_short(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> OrderShortPage:
        """List orders in short.

        Returns a page of orders with fewer properties: related objects are given by their keys, and
        `order_item_count` stands in place of `orderitem_set`.

        Args:
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. The page is past the last one. Assumed: AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_list_short(limit=limit, page=page), **options)

    def iterate_short(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> Pages[OrderShortPage, OrderShort]:
        """Iterate over the items of all pages, fetched as they are needed: see `list_short`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return Pages(self._client, _list_short(limit=limit, page=page), _LIST_SHORT_PAGES, options)

    def list_simple(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> OrderSimplePage:
        """List orders for business intelligence.

        Returns a page of orders for the business intelligence tool: with creation and modification dates, and
        without many of the properties of the other views.

        Args:
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. The page is past the last one. Assumed: AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_list_simple(limit=limit, page=page), **options)

    def iterate_simple(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> Pages[OrderSimplePage, OrderSimple]:
        """Iterate over the items of all pages, fetched as they are needed: see `list_simple`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return Pages(self._client, _list_simple(limit=limit, page=page), _LIST_SIMPLE_PAGES, options)

    def retrieve(self, pk: int, **options: Unpack[Options]) -> Order:
        """Retrieve an order in full.

        Returns one order with its channel, customer, items, current state, available commands, shipping address and
        billing address.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id. Assumed: AK-19.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_retrieve(pk), **options)

    def retrieve_short(self, pk: int, **options: Unpack[Options]) -> OrderDetailShort:
        """Retrieve an order in short.

        Returns one order with only the properties that the order page of the OMS needs.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id. Assumed: AK-19.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_retrieve_short(pk), **options)

    def list_delivery_types(self, **options: Unpack[Options]) -> builtins.list[DeliveryTypeOption]:
        """List the delivery types.

        Returns the delivery types an order can have. The list is constant, the same on every call.

        Args:
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_list_delivery_types(), **options)

    def list_payment_types(self, **options: Unpack[Options]) -> builtins.list[PaymentTypeOption]:
        """List the payment types.

        Returns the payment types an order can have. The list is constant, the same on every call.

        Args:
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_list_payment_types(), **options)

    def pull_from_omnitron(
        self, *, body: PullRequest | PullRequestDict, **options: Unpack[Options]
    ) -> builtins.list[PullResult]:
        """Pull orders from Omnitron.

        Pulls the orders with the given numbers from Omnitron into the OMS and reports the outcome of each. One
        order that cannot be pulled does not fail the call: its result says why. A number that the channel already
        has is such a failure: when an order is pulled again, its result is an error.

        Args:
            body: The numbers of the orders to pull.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The body is malformed. Assumed: AK-19.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_pull_from_omnitron(body=body), **options)


class OrdersWithRawResponse:
    """Orders, the types they refer to, and their pull from Omnitron.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[OrderPage]:
        """Do the same as `Orders.list`, but gives the response."""
        return self._client.call_raw(_list(limit=limit, page=page), **options)

    def list_short(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[OrderShortPage]:
        """Do the same as `Orders.list_short`, but gives the response."""
        return self._client.call_raw(_list_short(limit=limit, page=page), **options)

    def list_simple(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[OrderSimplePage]:
        """Do the same as `Orders.list_simple`, but gives the response."""
        return self._client.call_raw(_list_simple(limit=limit, page=page), **options)

    def retrieve(self, pk: int, **options: Unpack[Options]) -> APIResponse[Order]:
        """Do the same as `Orders.retrieve`, but gives the response."""
        return self._client.call_raw(_retrieve(pk), **options)

    def retrieve_short(self, pk: int, **options: Unpack[Options]) -> APIResponse[OrderDetailShort]:
        """Do the same as `Orders.retrieve_short`, but gives the response."""
        return self._client.call_raw(_retrieve_short(pk), **options)

    def list_delivery_types(self, **options: Unpack[Options]) -> APIResponse[builtins.list[DeliveryTypeOption]]:
        """Do the same as `Orders.list_delivery_types`, but gives the response."""
        return self._client.call_raw(_list_delivery_types(), **options)

    def list_payment_types(self, **options: Unpack[Options]) -> APIResponse[builtins.list[PaymentTypeOption]]:
        """Do the same as `Orders.list_payment_types`, but gives the response."""
        return self._client.call_raw(_list_payment_types(), **options)

    def pull_from_omnitron(
        self, *, body: PullRequest | PullRequestDict, **options: Unpack[Options]
    ) -> APIResponse[builtins.list[PullResult]]:
        """Do the same as `Orders.pull_from_omnitron`, but gives the response."""
        return self._client.call_raw(_pull_from_omnitron(body=body), **options)


class AsyncOrders:
    """Orders, the types they refer to, and their pull from Omnitron."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncOrdersWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AsyncOrdersWithRawResponse(self._client)

    async def list(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> OrderPage:
        """List orders in full.

        Returns a page of orders, each with its state, addresses, items, available commands, channel and customer.

        Args:
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. The page is past the last one. Assumed: AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_list(limit=limit, page=page), **options)

    def iterate(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> AsyncPages[OrderPage, Order]:
        """Iterate over the items of all pages, fetched as they are needed: see `list`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return AsyncPages(self._client, _list(limit=limit, page=page), _LIST_PAGES, options)

    async def list_short(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> OrderShortPage:
        """List orders in short.

        Returns a page of orders with fewer properties: related objects are given by their keys, and
        `order_item_count` stands in place of `orderitem_set`.

        Args:
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. The page is past the last one. Assumed: AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_list_short(limit=limit, page=page), **options)

    def iterate_short(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> AsyncPages[OrderShortPage, OrderShort]:
        """Iterate over the items of all pages, fetched as they are needed: see `list_short`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return AsyncPages(self._client, _list_short(limit=limit, page=page), _LIST_SHORT_PAGES, options)

    async def list_simple(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> OrderSimplePage:
        """List orders for business intelligence.

        Returns a page of orders for the business intelligence tool: with creation and modification dates, and
        without many of the properties of the other views.

        Args:
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. The page is past the last one. Assumed: AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_list_simple(limit=limit, page=page), **options)

    def iterate_simple(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> AsyncPages[OrderSimplePage, OrderSimple]:
        """Iterate over the items of all pages, fetched as they are needed: see `list_simple`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return AsyncPages(self._client, _list_simple(limit=limit, page=page), _LIST_SIMPLE_PAGES, options)

    async def retrieve(self, pk: int, **options: Unpack[Options]) -> Order:
        """Retrieve an order in full.

        Returns one order with its channel, customer, items, current state, available commands, shipping address and
        billing address.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id. Assumed: AK-19.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_retrieve(pk), **options)

    async def retrieve_short(self, pk: int, **options: Unpack[Options]) -> OrderDetailShort:
        """Retrieve an order in short.

        Returns one order with only the properties that the order page of the OMS needs.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id. Assumed: AK-19.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_retrieve_short(pk), **options)

    async def list_delivery_types(self, **options: Unpack[Options]) -> builtins.list[DeliveryTypeOption]:
        """List the delivery types.

        Returns the delivery types an order can have. The list is constant, the same on every call.

        Args:
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_list_delivery_types(), **options)

    async def list_payment_types(self, **options: Unpack[Options]) -> builtins.list[PaymentTypeOption]:
        """List the payment types.

        Returns the payment types an order can have. The list is constant, the same on every call.

        Args:
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_list_payment_types(), **options)

    async def pull_from_omnitron(
        self, *, body: PullRequest | PullRequestDict, **options: Unpack[Options]
    ) -> builtins.list[PullResult]:
        """Pull orders from Omnitron.

        Pulls the orders with the given numbers from Omnitron into the OMS and reports the outcome of each. One
        order that cannot be pulled does not fail the call: its result says why. A number that the channel already
        has is such a failure: when an order is pulled again, its result is an error.

        Args:
            body: The numbers of the orders to pull.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. The body is malformed. Assumed: AK-19.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_pull_from_omnitron(body=body), **options)


class AsyncOrdersWithRawResponse:
    """Orders, the types they refer to, and their pull from Omnitron.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[OrderPage]:
        """Do the same as `AsyncOrders.list`, but gives the response."""
        return await self._client.call_raw(_list(limit=limit, page=page), **options)

    async def list_short(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[OrderShortPage]:
        """Do the same as `AsyncOrders.list_short`, but gives the response."""
        return await self._client.call_raw(_list_short(limit=limit, page=page), **options)

    async def list_simple(
        self, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[OrderSimplePage]:
        """Do the same as `AsyncOrders.list_simple`, but gives the response."""
        return await self._client.call_raw(_list_simple(limit=limit, page=page), **options)

    async def retrieve(self, pk: int, **options: Unpack[Options]) -> APIResponse[Order]:
        """Do the same as `AsyncOrders.retrieve`, but gives the response."""
        return await self._client.call_raw(_retrieve(pk), **options)

    async def retrieve_short(self, pk: int, **options: Unpack[Options]) -> APIResponse[OrderDetailShort]:
        """Do the same as `AsyncOrders.retrieve_short`, but gives the response."""
        return await self._client.call_raw(_retrieve_short(pk), **options)

    async def list_delivery_types(self, **options: Unpack[Options]) -> APIResponse[builtins.list[DeliveryTypeOption]]:
        """Do the same as `AsyncOrders.list_delivery_types`, but gives the response."""
        return await self._client.call_raw(_list_delivery_types(), **options)

    async def list_payment_types(self, **options: Unpack[Options]) -> APIResponse[builtins.list[PaymentTypeOption]]:
        """Do the same as `AsyncOrders.list_payment_types`, but gives the response."""
        return await self._client.call_raw(_list_payment_types(), **options)

    async def pull_from_omnitron(
        self, *, body: PullRequest | PullRequestDict, **options: Unpack[Options]
    ) -> APIResponse[builtins.list[PullResult]]:
        """Do the same as `AsyncOrders.pull_from_omnitron`, but gives the response."""
        return await self._client.call_raw(_pull_from_omnitron(body=body), **options)


__all__ = ["AsyncOrders", "AsyncOrdersWithRawResponse", "Orders", "OrdersWithRawResponse"]
