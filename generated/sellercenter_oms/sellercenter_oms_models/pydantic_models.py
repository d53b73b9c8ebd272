"""SellerCenter OMS: pydantic models, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class ItemInformation(BaseModel):
    """
    The new status detail of one order item.
    """

    id_sales_order_item: Annotated[
        int,
        Field(
            description="The identifier of the order item. One that does not exist fails this item, not the call.",
            examples=[11],
        ),
    ]
    status_detail: Annotated[
        str,
        Field(
            description="The status detail. Which details fit which main status is the caller's own list, the one it answers SellerCenter with when asked by `getStatusDetailOptionList`.",
            examples=["failed_in_warehouse"],
        ),
    ]


class SuccessHead(BaseModel):
    """
    The head of a successful response.
    """

    RequestId: Annotated[str, Field(description="The identifier of the request, shown empty.", examples=[""])]
    RequestAction: Annotated[
        Literal["UpdateItemsInformation"],
        Field(description="The procedure that was called.", examples=["UpdateItemsInformation"]),
    ]
    ResponseType: Annotated[str, Field(description="The type of the response, shown empty.", examples=[""])]
    Timestamp: Annotated[
        str,
        Field(
            description="The time of the response. Its offset from UTC has no colon, so it is not a date-time of RFC 3339.",
            examples=["2015-07-02T12:26:03+0200"],
            pattern="^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-][0-9]{2}[0-5][0-9]$",
        ),
    ]


class ErrorHead(BaseModel):
    """
    The head of an error response.
    """

    RequestAction: Annotated[
        Literal["UpdateItemsInformation"],
        Field(description="The procedure that was called.", examples=["UpdateItemsInformation"]),
    ]
    ErrorType: Annotated[str, Field(description="Who caused the error, `Sender` for the caller.", examples=["Sender"])]
    ErrorCode: Annotated[
        str,
        Field(
            description="The number of the error as a string. `0` means that some items failed, `7` that the login did.",
            examples=["0", "7"],
        ),
    ]
    ErrorMessage: Annotated[
        str,
        Field(
            description="The error in words.",
            examples=["Some elements were not processed", "E007: Login failed. Signature mismatch"],
        ),
    ]


class FailedItem(BaseModel):
    """
    Why one item was not updated.
    """

    ErrorCode: Annotated[
        str | None,
        Field(
            description="The code of the item's error. The vendor's text promises one, its example shows null.",
            examples=[None],
        ),
    ]
    ErrorMessage: Annotated[
        str,
        Field(
            description="The item's error in words.",
            examples=[
                'The Status Detail "returned_location_1" does not match with current status (id:1) for Order Item with src_id: 100411'
            ],
        ),
    ]
    Position: Annotated[
        int,
        Field(description="The index of the item in the list of the request, counted from zero.", examples=[2], ge=0),
    ]


class ItemsInformation(BaseModel):
    """
    The items to update.
    """

    Items: Annotated[
        list[ItemInformation],
        Field(
            description="The items with their new status details. An error names an item by its position in this list.",
            min_length=1,
        ),
    ]


class Success(BaseModel):
    """
    What a successful call answers.
    """

    Head: SuccessHead
    Body: Annotated[
        list[str],
        Field(description="Always an empty list, since there is nothing to report.", examples=[[]], max_length=0),
    ]


class FailedItems(BaseModel):
    """
    The items that failed, and only these. The vendor's text puts them into an element `Items`; its example, which is followed here, names the element after the procedure.
    """

    UpdateItemsInformation: Annotated[
        list[FailedItem], Field(description="One entry for each item that failed.", min_length=1)
    ]


class UpdateItemsInformationRequest(BaseModel):
    """
    The body of the call.
    """

    Request: ItemsInformation


class SuccessEnvelope(BaseModel):
    """
    The response to a call that updated all items.
    """

    SuccessResponse: Success


class Failure(BaseModel):
    """
    What a failed call answers.
    """

    Head: ErrorHead
    Body: Annotated[
        FailedItems | Literal[""],
        Field(description="The failed items, or the empty string where the whole call failed.", examples=[""]),
    ]


class ErrorEnvelope(BaseModel):
    """
    The response to a call that failed, as a whole or for some items. It never is a success.
    """

    ErrorResponse: Failure
