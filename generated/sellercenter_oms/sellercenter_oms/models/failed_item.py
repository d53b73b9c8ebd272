from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FailedItem")


@_attrs_define
class FailedItem:
    """Why one item was not updated.

    Attributes:
        error_code (None | str): The code of the item's error. The vendor's text promises one, its example shows null.
        error_message (str): The item's error in words.
        position (int): The index of the item in the list of the request, counted from zero.
    """

    error_code: None | str
    error_message: str
    position: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error_code: None | str
        error_code = self.error_code

        error_message = self.error_message

        position = self.position

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "ErrorCode": error_code,
                "ErrorMessage": error_message,
                "Position": position,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)

        def _parse_error_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error_code = _parse_error_code(_d_.pop("ErrorCode"))

        error_message = _d_.pop("ErrorMessage")

        position = _d_.pop("Position")

        _model_ = cls(
            error_code=error_code,
            error_message=error_message,
            position=position,
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
