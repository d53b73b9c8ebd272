"""SellerCenter OMS: msgspec structs, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct


class ItemInformation(Struct):
    """
    The new status detail of one order item.
    """

    id_sales_order_item: Annotated[
        int,
        Meta(
            description="The identifier of the order item. One that does not exist fails this item, not the call.",
            examples=[11],
        ),
    ]
    status_detail: Annotated[
        str,
        Meta(
            description="The status detail. Which details fit which main status is the caller's own list, the one it answers SellerCenter with when asked by `getStatusDetailOptionList`.",
            examples=["failed_in_warehouse"],
        ),
    ]


class SuccessHead(Struct):
    """
    The head of a successful response.
    """

    RequestId: Annotated[str, Meta(description="The identifier of the request, shown empty.", examples=[""])]
    RequestAction: Annotated[
        Literal["UpdateItemsInformation"],
        Meta(description="The procedure that was called.", examples=["UpdateItemsInformation"]),
    ]
    ResponseType: Annotated[str, Meta(description="The type of the response, shown empty.", examples=[""])]
    Timestamp: Annotated[
        str,
        Meta(
            description="The time of the response. Its offset from UTC has no colon, so it is not a date-time of RFC 3339.",
            examples=["2015-07-02T12:26:03+0200"],
            pattern="^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-][0-9]{2}[0-5][0-9]$",
        ),
    ]


class ErrorHead(Struct):
    """
    The head of an error response.
    """

    RequestAction: Annotated[
        Literal["UpdateItemsInformation"],
        Meta(description="The procedure that was called.", examples=["UpdateItemsInformation"]),
    ]
    ErrorType: Annotated[str, Meta(description="Who caused the error, `Sender` for the caller.", examples=["Sender"])]
    ErrorCode: Annotated[
        str,
        Meta(
            description="The number of the error as a string. `0` means that some items failed, `7` that the login did.",
            examples=["0", "7"],
        ),
    ]
    ErrorMessage: Annotated[
        str,
        Meta(
            description="The error in words.",
            examples=["Some elements were not processed", "E007: Login failed. Signature mismatch"],
        ),
    ]


class FailedItem(Struct):
    """
    Why one item was not updated.
    """

    ErrorCode: (
        Annotated[
            str,
            Meta(
                description="The code of the item's error. The vendor's text promises one, its example shows null.",
                examples=[None],
            ),
        ]
        | None
    )
    ErrorMessage: Annotated[
        str,
        Meta(
            description="The item's error in words.",
            examples=[
                'The Status Detail "returned_location_1" does not match with current status (id:1) for Order Item with src_id: 100411'
            ],
        ),
    ]
    Position: Annotated[
        int,
        Meta(description="The index of the item in the list of the request, counted from zero.", examples=[2], ge=0),
    ]


class ItemsInformation(Struct):
    """
    The items to update.
    """

    Items: Annotated[
        list[ItemInformation],
        Meta(
            description="The items with their new status details. An error names an item by its position in this list.",
            min_length=1,
        ),
    ]


class Success(Struct):
    """
    What a successful call answers.
    """

    Head: SuccessHead
    Body: Annotated[
        list[str],
        Meta(description="Always an empty list, since there is nothing to report.", examples=[[]], max_length=0),
    ]


class FailedItems(Struct):
    """
    The items that failed, and only these. The vendor's text puts them into an element `Items`; its example, which is followed here, names the element after the procedure.
    """

    UpdateItemsInformation: Annotated[
        list[FailedItem], Meta(description="One entry for each item that failed.", min_length=1)
    ]


class UpdateItemsInformationRequest(Struct):
    """
    The body of the call.
    """

    Request: ItemsInformation


class SuccessEnvelope(Struct):
    """
    The response to a call that updated all items.
    """

    SuccessResponse: Success


class Failure(Struct):
    """
    What a failed call answers.
    """

    Head: ErrorHead
    Body: Annotated[
        FailedItems | Literal[""],
        Meta(description="The failed items, or the empty string where the whole call failed.", examples=[""]),
    ]


class ErrorEnvelope(Struct):
    """
    The response to a call that failed, as a whole or for some items. It never is a success.
    """

    ErrorResponse: Failure
