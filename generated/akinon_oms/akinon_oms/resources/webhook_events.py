"""Webhook events of an order."""

from __future__ import annotations

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
from ..models import Error, WebhookEvent, WebhookEventPage, WebhookEventShort, WebhookEventShortPage

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

LIST: Operation[WebhookEventPage] = Operation(
    id="listOrderWebhookEvents",
    method="GET",
    path="/orders/{pk}/webhook_events/",
    responses={
        "200": {
            "application/json": Json(WebhookEventPage.from_dict, "#/components/schemas/WebhookEventPage"),
        },
        **{status: _ERRORS[status] for status in ["400", "401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)
_LIST_PAGES: Pagination[WebhookEventPage, WebhookEvent] = Pagination(
    items=lambda page: page.results or [],
    next=lambda page: page.next_,
    pointer="/next",
)


@writing.takes()
def _list(
    pk: int,
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Request[WebhookEventPage]:
    return Request(
        LIST,
        "/orders/" + writing.path("pk", pk) + "/webhook_events/",
        query=[
            *writing.query("limit", limit),
            *writing.query("page", page),
        ],
        parameters=lambda: [
            ("pk", pk, "#/components/parameters/pk/schema", True),
            ("limit", limit, "#/components/parameters/limit/schema", False),
            ("page", page, "#/components/parameters/page/schema", False),
        ],
    )


LIST_SHORT: Operation[WebhookEventShortPage] = Operation(
    id="listOrderWebhookEventsShort",
    method="GET",
    path="/orders/{pk}/webhook_events/short/",
    responses={
        "200": {
            "application/json": Json(WebhookEventShortPage.from_dict, "#/components/schemas/WebhookEventShortPage"),
        },
        **{status: _ERRORS[status] for status in ["400", "401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)
_LIST_SHORT_PAGES: Pagination[WebhookEventShortPage, WebhookEventShort] = Pagination(
    items=lambda page: page.results or [],
    next=lambda page: page.next_,
    pointer="/next",
)


@writing.takes()
def _list_short(
    pk: int,
    *,
    limit: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Request[WebhookEventShortPage]:
    return Request(
        LIST_SHORT,
        "/orders/" + writing.path("pk", pk) + "/webhook_events/short/",
        query=[
            *writing.query("limit", limit),
            *writing.query("page", page),
        ],
        parameters=lambda: [
            ("pk", pk, "#/components/parameters/pk/schema", True),
            ("limit", limit, "#/components/parameters/limit/schema", False),
            ("page", page, "#/components/parameters/page/schema", False),
        ],
    )


RETRIEVE: Operation[WebhookEvent] = Operation(
    id="retrieveOrderWebhookEvent",
    method="GET",
    path="/orders/{pk}/webhook_events/{webhook_event_id}/",
    responses={
        "200": {
            "application/json": Json(WebhookEvent.from_dict, "#/components/schemas/WebhookEvent"),
        },
        **{status: _ERRORS[status] for status in ["401", "403", "404", "429", "500"]},
    },
    security=(("token",),),
)


@writing.takes()
def _retrieve(
    pk: int,
    webhook_event_id: int,
) -> Request[WebhookEvent]:
    return Request(
        RETRIEVE,
        "/orders/"
        + writing.path("pk", pk)
        + "/webhook_events/"
        + writing.path("webhook_event_id", webhook_event_id)
        + "/",
        parameters=lambda: [
            ("pk", pk, "#/components/parameters/pk/schema", True),
            ("webhook_event_id", webhook_event_id, "#/components/parameters/webhook_event_id/schema", True),
        ],
    )


class WebhookEvents:
    """Webhook events of an order."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> WebhookEventsWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return WebhookEventsWithRawResponse(self._client)

    def list(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> WebhookEventPage:
        """List the webhook events of an order in full.

        Returns a page of the webhook events of one order, each with its complete payload.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id, or the page is past the last one. Assumed:
                AK-19, AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_list(pk, limit=limit, page=page), **options)

    def iterate(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> Pages[WebhookEventPage, WebhookEvent]:
        """Iterate over the items of all pages, fetched as they are needed: see `list`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return Pages(self._client, _list(pk, limit=limit, page=page), _LIST_PAGES, options)

    def list_short(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> WebhookEventShortPage:
        """List the webhook events of an order in short.

        Returns a page of the webhook events of one order, without their payloads.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id, or the page is past the last one. Assumed:
                AK-19, AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_list_short(pk, limit=limit, page=page), **options)

    def iterate_short(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> Pages[WebhookEventShortPage, WebhookEventShort]:
        """Iterate over the items of all pages, fetched as they are needed: see `list_short`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return Pages(self._client, _list_short(pk, limit=limit, page=page), _LIST_SHORT_PAGES, options)

    def retrieve(self, pk: int, webhook_event_id: int, **options: Unpack[Options]) -> WebhookEvent:
        """Retrieve a webhook event of an order.

        Returns one webhook event of the order with its complete payload.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            webhook_event_id: The id of a webhook event of this order. The event of another order is not found.
                At least 1, at most 9223372036854775807.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id, or it has no webhook event with this id.
                Assumed: AK-19, AK-29.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(_retrieve(pk, webhook_event_id), **options)


class WebhookEventsWithRawResponse:
    """Webhook events of an order.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def list(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[WebhookEventPage]:
        """Do the same as `WebhookEvents.list`, but gives the response."""
        return self._client.call_raw(_list(pk, limit=limit, page=page), **options)

    def list_short(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[WebhookEventShortPage]:
        """Do the same as `WebhookEvents.list_short`, but gives the response."""
        return self._client.call_raw(_list_short(pk, limit=limit, page=page), **options)

    def retrieve(self, pk: int, webhook_event_id: int, **options: Unpack[Options]) -> APIResponse[WebhookEvent]:
        """Do the same as `WebhookEvents.retrieve`, but gives the response."""
        return self._client.call_raw(_retrieve(pk, webhook_event_id), **options)


class AsyncWebhookEvents:
    """Webhook events of an order."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncWebhookEventsWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AsyncWebhookEventsWithRawResponse(self._client)

    async def list(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> WebhookEventPage:
        """List the webhook events of an order in full.

        Returns a page of the webhook events of one order, each with its complete payload.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id, or the page is past the last one. Assumed:
                AK-19, AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_list(pk, limit=limit, page=page), **options)

    def iterate(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> AsyncPages[WebhookEventPage, WebhookEvent]:
        """Iterate over the items of all pages, fetched as they are needed: see `list`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return AsyncPages(self._client, _list(pk, limit=limit, page=page), _LIST_PAGES, options)

    async def list_short(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> WebhookEventShortPage:
        """List the webhook events of an order in short.

        Returns a page of the webhook events of one order, without their payloads.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            limit: The number of entries on a page. At least 1, at most 100, default `20`.
            page: The number of the page, counted from 1. The first page has the newest entries. At least 1, at
                most 2147483647, default `1`.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            BadRequestError: 400. A paging parameter is out of bounds or not a number. Assumed: AK-19, AK-25.
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id, or the page is past the last one. Assumed:
                AK-19, AK-25.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_list_short(pk, limit=limit, page=page), **options)

    def iterate_short(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> AsyncPages[WebhookEventShortPage, WebhookEventShort]:
        """Iterate over the items of all pages, fetched as they are needed: see `list_short`.

        `pages()` of what is returned gives the pages themselves; `position` and `resumed` go on from one of them.
        """
        return AsyncPages(self._client, _list_short(pk, limit=limit, page=page), _LIST_SHORT_PAGES, options)

    async def retrieve(self, pk: int, webhook_event_id: int, **options: Unpack[Options]) -> WebhookEvent:
        """Retrieve a webhook event of an order.

        Returns one webhook event of the order with its complete payload.

        Args:
            pk: The id of the order in the OMS. At least 1, at most 9223372036854775807.
            webhook_event_id: The id of a webhook event of this order. The event of another order is not found.
                At least 1, at most 9223372036854775807.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            AuthenticationError: 401. The token is missing or not accepted.
            PermissionDeniedError: 403. The request is understood, but the user may not do this.
            NotFoundError: 404. There is no order with this id, or it has no webhook event with this id.
                Assumed: AK-19, AK-29.
            RateLimitError: 429. Too many requests in a given time; the server limits the rate.
            InternalServerError: 500. An unexpected error occurred on the server.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(_retrieve(pk, webhook_event_id), **options)


class AsyncWebhookEventsWithRawResponse:
    """Webhook events of an order.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[WebhookEventPage]:
        """Do the same as `AsyncWebhookEvents.list`, but gives the response."""
        return await self._client.call_raw(_list(pk, limit=limit, page=page), **options)

    async def list_short(
        self, pk: int, *, limit: int | Unset = UNSET, page: int | Unset = UNSET, **options: Unpack[Options]
    ) -> APIResponse[WebhookEventShortPage]:
        """Do the same as `AsyncWebhookEvents.list_short`, but gives the response."""
        return await self._client.call_raw(_list_short(pk, limit=limit, page=page), **options)

    async def retrieve(self, pk: int, webhook_event_id: int, **options: Unpack[Options]) -> APIResponse[WebhookEvent]:
        """Do the same as `AsyncWebhookEvents.retrieve`, but gives the response."""
        return await self._client.call_raw(_retrieve(pk, webhook_event_id), **options)


__all__ = ["AsyncWebhookEvents", "AsyncWebhookEventsWithRawResponse", "WebhookEvents", "WebhookEventsWithRawResponse"]
