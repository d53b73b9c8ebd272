from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SuccessHead")


@_attrs_define
class SuccessHead:
    """The head of a successful response.

    Attributes:
        request_id (str): The identifier of the request, shown empty.
        request_action (Literal['UpdateItemsInformation']): The procedure that was called.
        response_type (str): The type of the response, shown empty.
        timestamp (str): The time of the response. Its offset from UTC has no colon, so it is not a date-time of RFC
            3339.
    """

    request_id: str
    request_action: Literal["UpdateItemsInformation"]
    response_type: str
    timestamp: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        request_id = self.request_id

        request_action = self.request_action

        response_type = self.response_type

        timestamp = self.timestamp

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "RequestId": request_id,
                "RequestAction": request_action,
                "ResponseType": response_type,
                "Timestamp": timestamp,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        request_id = _d_.pop("RequestId")

        request_action = cast(Literal["UpdateItemsInformation"], _d_.pop("RequestAction"))
        if request_action != "UpdateItemsInformation":
            raise ValueError(f"RequestAction must match const 'UpdateItemsInformation', got '{request_action}'")

        response_type = _d_.pop("ResponseType")

        timestamp = _d_.pop("Timestamp")

        _model_ = cls(
            request_id=request_id,
            request_action=request_action,
            response_type=response_type,
            timestamp=timestamp,
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
