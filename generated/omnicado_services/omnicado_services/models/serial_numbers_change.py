from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SerialNumbersChange")


@_attrs_define
class SerialNumbersChange:
    """The new serial numbers of one order item.

    Attributes:
        order_item_id (int): The identifier of the order item. The vendor describes it as an order's; the name, the
            title and the example say that it is the item's.
        serial_numbers (str): All serial numbers of the item in one string, joined by `;`. Leading zeros matter.
    """

    order_item_id: int
    serial_numbers: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        order_item_id = self.order_item_id

        serial_numbers = self.serial_numbers

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "orderItemId": order_item_id,
                "serialNumbers": serial_numbers,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        order_item_id = _d_.pop("orderItemId")

        serial_numbers = _d_.pop("serialNumbers")

        _model_ = cls(
            order_item_id=order_item_id,
            serial_numbers=serial_numbers,
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
