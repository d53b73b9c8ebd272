from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ErrorHead")


@_attrs_define
class ErrorHead:
    """The head of an error response.

    Attributes:
        request_action (Literal['UpdateItemsInformation']): The procedure that was called.
        error_type (str): Who caused the error, `Sender` for the caller.
        error_code (str): The number of the error as a string. `0` means that some items failed, `7` that the login did.
        error_message (str): The error in words.
    """

    request_action: Literal["UpdateItemsInformation"]
    error_type: str
    error_code: str
    error_message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        request_action = self.request_action

        error_type = self.error_type

        error_code = self.error_code

        error_message = self.error_message

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "RequestAction": request_action,
                "ErrorType": error_type,
                "ErrorCode": error_code,
                "ErrorMessage": error_message,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        request_action = cast(Literal["UpdateItemsInformation"], _d_.pop("RequestAction"))
        if request_action != "UpdateItemsInformation":
            raise ValueError(f"RequestAction must match const 'UpdateItemsInformation', got '{request_action}'")

        error_type = _d_.pop("ErrorType")

        error_code = _d_.pop("ErrorCode")

        error_message = _d_.pop("ErrorMessage")

        _model_ = cls(
            request_action=request_action,
            error_type=error_type,
            error_code=error_code,
            error_message=error_message,
        )

        _model_.additional_properties = _d_
        return _model_

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
