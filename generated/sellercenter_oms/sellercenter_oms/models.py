"""The objects of the API: what it takes and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self, TypedDict

from .base import Model as _Base
from .base import define as _define
from .decoding import (
    read_array,
    read_scalar,
    read_union,
)
from .encoding import write_value


class _Model(_Base):
    """What all models of this API have in common."""

    __slots__ = ()
    _sensitive = frozenset(["Signature"])


@_define(init=False, eq=False, repr=False)
class ErrorEnvelope(_Model):
    """The response to a call that failed, as a whole or for some items. It never is a success.

    Attributes:
        error_response (Failure): What a failed call answers.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "ErrorResponse": "error_response",
    }
    __slots__ = tuple(_names.values())

    error_response: Failure
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        error_response: Failure,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.error_response = error_response
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.error_response = Failure.from_dict(data["ErrorResponse"])
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "ErrorResponse": self.error_response and self.error_response.to_dict(),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and ("ErrorResponse" not in data or Failure._fits(data["ErrorResponse"]))


@_define(init=False, eq=False, repr=False)
class ErrorHead(_Model):
    """The head of an error response.

    Attributes:
        request_action (Literal['UpdateItemsInformation']): The procedure that was called.
        error_type (str): Who caused the error, `Sender` for the caller.
        error_code (str): The number of the error as a string. `0` means that some items failed, `7` that the login did.
        error_message (str): The error in words.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "RequestAction": "request_action",
        "ErrorType": "error_type",
        "ErrorCode": "error_code",
        "ErrorMessage": "error_message",
    }
    __slots__ = tuple(_names.values())

    request_action: Literal["UpdateItemsInformation"]
    error_type: str
    error_code: str
    error_message: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        request_action: Literal["UpdateItemsInformation"],
        error_type: str,
        error_code: str,
        error_message: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.request_action = request_action
        self.error_type = error_type
        self.error_code = error_code
        self.error_message = error_message
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.request_action = data["RequestAction"]
            new.error_type = data["ErrorType"]
            new.error_code = data["ErrorCode"]
            new.error_message = data["ErrorMessage"]
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "RequestAction": self.request_action,
            "ErrorType": self.error_type,
            "ErrorCode": self.error_code,
            "ErrorMessage": self.error_message,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and (
            "RequestAction" not in data or data["RequestAction"] in ("UpdateItemsInformation",)
        )


@_define(init=False, eq=False, repr=False)
class FailedItem(_Model):
    """Why one item was not updated.

    Attributes:
        error_code (None | str): The code of the item's error. The vendor's text promises one, its example shows null.
        error_message (str): The item's error in words.
        position (int): The index of the item in the list of the request, counted from zero.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "ErrorCode": "error_code",
        "ErrorMessage": "error_message",
        "Position": "position",
    }
    __slots__ = tuple(_names.values())

    error_code: None | str
    error_message: str
    position: int
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        error_code: None | str,
        error_message: str,
        position: int,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.error_code = error_code
        self.error_message = error_message
        self.position = position
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.error_code = data["ErrorCode"]
            new.error_message = data["ErrorMessage"]
            new.position = data["Position"]
            new.additional_properties = {} if len(data) == 3 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "ErrorCode": self.error_code,
            "ErrorMessage": self.error_message,
            "Position": self.position,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class FailedItems(_Model):
    """The items that failed, and only these. The vendor's text puts them into an element `Items`; its example, which is
    followed here, names the element after the procedure.

        Attributes:
            update_items_information (list[FailedItem]): One entry for each item that failed.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "UpdateItemsInformation": "update_items_information",
    }
    __slots__ = tuple(_names.values())

    update_items_information: list[FailedItem]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        update_items_information: list[FailedItem],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.update_items_information = update_items_information
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.update_items_information = read_array(data["UpdateItemsInformation"], FailedItem.from_dict)
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "UpdateItemsInformation": self.update_items_information
            and [item and item.to_dict() for item in self.update_items_information],
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Failure(_Model):
    """What a failed call answers.

    Attributes:
        head (ErrorHead): The head of an error response.
        body (FailedItems | Literal['']): The failed items, or the empty string where the whole call failed.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "Head": "head",
        "Body": "body",
    }
    __slots__ = tuple(_names.values())

    head: ErrorHead
    body: FailedItems | Literal[""]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        head: ErrorHead,
        body: FailedItems | Literal[""],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.head = head
        self.body = body
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.head = ErrorHead.from_dict(data["Head"])
            new.body = read_union(data["Body"], FailedItems, read_scalar)
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "Head": self.head and self.head.to_dict(),
            "Body": write_value(self.body),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and ("Head" not in data or ErrorHead._fits(data["Head"]))


@_define(init=False, eq=False, repr=False)
class ItemInformation(_Model):
    """The new status detail of one order item.

    Attributes:
        id_sales_order_item (int): The identifier of the order item. One that does not exist fails this item, not the
            call.
        status_detail (str): The status detail. Which details fit which main status is the caller's own list, the one it
            answers SellerCenter with when asked by `getStatusDetailOptionList`.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id_sales_order_item": "id_sales_order_item",
        "status_detail": "status_detail",
    }
    __slots__ = tuple(_names.values())

    id_sales_order_item: int
    status_detail: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id_sales_order_item: int,
        status_detail: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id_sales_order_item = id_sales_order_item
        self.status_detail = status_detail
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.id_sales_order_item = data["id_sales_order_item"]
            new.status_detail = data["status_detail"]
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "id_sales_order_item": self.id_sales_order_item,
            "status_detail": self.status_detail,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


ItemInformationDict = TypedDict(
    "ItemInformationDict",
    {
        "id_sales_order_item": "int",
        "status_detail": "str",
    },
)


@_define(init=False, eq=False, repr=False)
class ItemsInformation(_Model):
    """The items to update.

    Attributes:
        items (list[ItemInformation]): The items with their new status details. An error names an item by its position
            in this list.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "Items": "items",
    }
    __slots__ = tuple(_names.values())

    items: list[ItemInformation]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        items: list[ItemInformation],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.items = items
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.items = read_array(data["Items"], ItemInformation.from_dict)
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "Items": self.items and [item and item.to_dict() for item in self.items],
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


ItemsInformationDict = TypedDict(
    "ItemsInformationDict",
    {
        "Items": "Sequence[ItemInformation | ItemInformationDict]",
    },
)


@_define(init=False, eq=False, repr=False)
class Success(_Model):
    """What a successful call answers.

    Attributes:
        head (SuccessHead): The head of a successful response.
        body (list[str]): Always an empty list, since there is nothing to report.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "Head": "head",
        "Body": "body",
    }
    __slots__ = tuple(_names.values())

    head: SuccessHead
    body: list[str]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        head: SuccessHead,
        body: list[str],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.head = head
        self.body = body
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.head = SuccessHead.from_dict(data["Head"])
            new.body = read_array(data["Body"])
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "Head": self.head and self.head.to_dict(),
            "Body": self.body,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and ("Head" not in data or SuccessHead._fits(data["Head"]))


@_define(init=False, eq=False, repr=False)
class SuccessEnvelope(_Model):
    """The response to a call that updated all items.

    Attributes:
        success_response (Success): What a successful call answers.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "SuccessResponse": "success_response",
    }
    __slots__ = tuple(_names.values())

    success_response: Success
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        success_response: Success,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.success_response = success_response
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.success_response = Success.from_dict(data["SuccessResponse"])
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "SuccessResponse": self.success_response and self.success_response.to_dict(),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and ("SuccessResponse" not in data or Success._fits(data["SuccessResponse"]))


@_define(init=False, eq=False, repr=False)
class SuccessHead(_Model):
    """The head of a successful response.

    Attributes:
        request_id (str): The identifier of the request, shown empty.
        request_action (Literal['UpdateItemsInformation']): The procedure that was called.
        response_type (str): The type of the response, shown empty.
        timestamp (str): The time of the response. Its offset from UTC has no colon, so it is not a date-time of RFC
            3339.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "RequestId": "request_id",
        "RequestAction": "request_action",
        "ResponseType": "response_type",
        "Timestamp": "timestamp",
    }
    __slots__ = tuple(_names.values())

    request_id: str
    request_action: Literal["UpdateItemsInformation"]
    response_type: str
    timestamp: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        request_id: str,
        request_action: Literal["UpdateItemsInformation"],
        response_type: str,
        timestamp: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.request_id = request_id
        self.request_action = request_action
        self.response_type = response_type
        self.timestamp = timestamp
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.request_id = data["RequestId"]
            new.request_action = data["RequestAction"]
            new.response_type = data["ResponseType"]
            new.timestamp = data["Timestamp"]
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "RequestId": self.request_id,
            "RequestAction": self.request_action,
            "ResponseType": self.response_type,
            "Timestamp": self.timestamp,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data

    @classmethod
    def _fits(cls, data: Any) -> bool:
        return isinstance(data, Mapping) and (
            "RequestAction" not in data or data["RequestAction"] in ("UpdateItemsInformation",)
        )


@_define(init=False, eq=False, repr=False)
class UpdateItemsInformationRequest(_Model):
    """The body of the call.

    Attributes:
        request (ItemsInformation): The items to update.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "Request": "request",
    }
    __slots__ = tuple(_names.values())

    request: ItemsInformation
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        request: ItemsInformation,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.request = request
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.request = ItemsInformation.from_dict(data["Request"])
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "Request": self.request and self.request.to_dict(),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


UpdateItemsInformationRequestDict = TypedDict(
    "UpdateItemsInformationRequestDict",
    {
        "Request": "ItemsInformation | ItemsInformationDict",
    },
)

__all__ = [
    "ErrorEnvelope",
    "ErrorHead",
    "FailedItem",
    "FailedItems",
    "Failure",
    "ItemInformation",
    "ItemInformationDict",
    "ItemsInformation",
    "ItemsInformationDict",
    "Success",
    "SuccessEnvelope",
    "SuccessHead",
    "UpdateItemsInformationRequest",
    "UpdateItemsInformationRequestDict",
]
