"""Order items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Unpack

from .._runtime import writing
from .._runtime.clients import AsyncClient, SyncClient
from .._runtime.operation import InBandError, Json, Operation, Request
from .._runtime.options import Options
from .._runtime.response import APIResponse
from .._runtime.unset import UNSET, Unset
from ..decoding import (
    read_union,
)
from ..encoding import write_object
from ..models import ErrorEnvelope, SuccessEnvelope, UpdateItemsInformationRequest, UpdateItemsInformationRequestDict

UPDATE_INFORMATION: Operation[SuccessEnvelope] = Operation(
    id="updateItemsInformation",
    method="POST",
    path="/",
    responses={
        "200": {
            "application/json": Json(
                lambda value: read_union(value, SuccessEnvelope, ErrorEnvelope),
                "#/paths/~1/post/responses/200/content/application~1json/schema",
            ),
        },
    },
    security=(("api_key",),),
    bodies={"application/json": "#/components/schemas/UpdateItemsInformationRequest"},
    in_band=(InBandError(ErrorEnvelope, "/ErrorResponse/Head/ErrorCode"),),
)


@writing.takes(UpdateItemsInformationRequest | Mapping)
def _update_information(
    *,
    body: UpdateItemsInformationRequest | UpdateItemsInformationRequestDict,
    action: Literal["UpdateItemsInformation"] = "UpdateItemsInformation",
    user_id: str | Unset = UNSET,
    version: str,
    timestamp: str | Unset = UNSET,
    format_: Literal["JSON"] = "JSON",
) -> Request[SuccessEnvelope]:
    return Request(
        UPDATE_INFORMATION,
        "/",
        query=[
            *writing.query("Action", action),
            *writing.query("UserID", user_id),
            *writing.query("Version", version),
            *writing.query("Timestamp", timestamp),
            *writing.query("Format", format_),
        ],
        content=writing.document(write_object(body, UpdateItemsInformationRequestDict)),
        content_type="application/json",
        parameters=lambda: [
            ("action", action, "#/paths/~1/post/parameters/0/schema", False),
            ("user_id", user_id, "#/paths/~1/post/parameters/1/schema", False),
            ("version", version, "#/paths/~1/post/parameters/2/schema", True),
            ("timestamp", timestamp, "#/paths/~1/post/parameters/3/schema", False),
            ("format_", format_, "#/paths/~1/post/parameters/4/schema", False),
        ],
    )


class ItemsResource:
    """Order items."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> ItemsResourceWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return ItemsResourceWithRawResponse(self._client)

    def update_information(
        self,
        *,
        body: UpdateItemsInformationRequest | UpdateItemsInformationRequestDict,
        action: Literal["UpdateItemsInformation"] = "UpdateItemsInformation",
        user_id: str | Unset = UNSET,
        version: str,
        timestamp: str | Unset = UNSET,
        format_: Literal["JSON"] = "JSON",
        **options: Unpack[Options],
    ) -> SuccessEnvelope:
        """Set additional information on order items.

        Sets the status detail, such as the exact location of a returned item, of any number of order items without
        changing their main status. The detail has to fit the item's current main status. The items are processed
        independently of each other, so all of them, some of them or none of them are updated.

        Args:
            body: The items and their new status details.
            action: The name of the procedure to call.
            user_id: The user whose API key signs the request. Assumed: CT-13. Supplied by the client if left
                out.
            version: The version of the API. Assumed: CT-13.
            timestamp: The time of the request in ISO 8601 with an offset from UTC, so that a signature is good
                for a while only. The offset may be written with or without a colon. Assumed: CT-13. Supplied by
                the client if left out.
            format_: The format of the response. Assumed: CT-13.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            APIResponseError: The status is a success, the body a `ErrorEnvelope`.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return self._client.call(
            _update_information(
                body=body, action=action, user_id=user_id, version=version, timestamp=timestamp, format_=format_
            ),
            **options,
        )


class ItemsResourceWithRawResponse:
    """Order items.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def update_information(
        self,
        *,
        body: UpdateItemsInformationRequest | UpdateItemsInformationRequestDict,
        action: Literal["UpdateItemsInformation"] = "UpdateItemsInformation",
        user_id: str | Unset = UNSET,
        version: str,
        timestamp: str | Unset = UNSET,
        format_: Literal["JSON"] = "JSON",
        **options: Unpack[Options],
    ) -> APIResponse[SuccessEnvelope]:
        """Do the same as `ItemsResource.update_information`, but gives the response."""
        return self._client.call_raw(
            _update_information(
                body=body, action=action, user_id=user_id, version=version, timestamp=timestamp, format_=format_
            ),
            **options,
        )


class AsyncItemsResource:
    """Order items."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncItemsResourceWithRawResponse:
        """The same methods; they give the response instead of what it holds."""
        return AsyncItemsResourceWithRawResponse(self._client)

    async def update_information(
        self,
        *,
        body: UpdateItemsInformationRequest | UpdateItemsInformationRequestDict,
        action: Literal["UpdateItemsInformation"] = "UpdateItemsInformation",
        user_id: str | Unset = UNSET,
        version: str,
        timestamp: str | Unset = UNSET,
        format_: Literal["JSON"] = "JSON",
        **options: Unpack[Options],
    ) -> SuccessEnvelope:
        """Set additional information on order items.

        Sets the status detail, such as the exact location of a returned item, of any number of order items without
        changing their main status. The detail has to fit the item's current main status. The items are processed
        independently of each other, so all of them, some of them or none of them are updated.

        Args:
            body: The items and their new status details.
            action: The name of the procedure to call.
            user_id: The user whose API key signs the request. Assumed: CT-13. Supplied by the client if left
                out.
            version: The version of the API. Assumed: CT-13.
            timestamp: The time of the request in ISO 8601 with an offset from UTC, so that a signature is good
                for a while only. The offset may be written with or without a colon. Assumed: CT-13. Supplied by
                the client if left out.
            format_: The format of the response. Assumed: CT-13.
            options: `timeout`, `max_retries`, `validate`: for this call, what they are for the client;
                `extra_headers`, `extra_query`, `extra_body`: what is sent besides.

        Raises:
            APIResponseError: The status is a success, the body a `ErrorEnvelope`.
            APIError: No answer came, none in time, or one that does not fit.
        """
        return await self._client.call(
            _update_information(
                body=body, action=action, user_id=user_id, version=version, timestamp=timestamp, format_=format_
            ),
            **options,
        )


class AsyncItemsResourceWithRawResponse:
    """Order items.

    Each method gives the response: status, headers, and what the body was decoded to.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def update_information(
        self,
        *,
        body: UpdateItemsInformationRequest | UpdateItemsInformationRequestDict,
        action: Literal["UpdateItemsInformation"] = "UpdateItemsInformation",
        user_id: str | Unset = UNSET,
        version: str,
        timestamp: str | Unset = UNSET,
        format_: Literal["JSON"] = "JSON",
        **options: Unpack[Options],
    ) -> APIResponse[SuccessEnvelope]:
        """Do the same as `AsyncItemsResource.update_information`, but gives the response."""
        return await self._client.call_raw(
            _update_information(
                body=body, action=action, user_id=user_id, version=version, timestamp=timestamp, format_=format_
            ),
            **options,
        )


__all__ = ["AsyncItemsResource", "AsyncItemsResourceWithRawResponse", "ItemsResource", "ItemsResourceWithRawResponse"]
