from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ItemInformation")


@_attrs_define
class ItemInformation:
    """The new status detail of one order item.

    Attributes:
        id_sales_order_item (int): The identifier of the order item. One that does not exist fails this item, not the
            call.
        status_detail (str): The status detail. Which details fit which main status is the caller's own list, the one it
            answers SellerCenter with when asked by `getStatusDetailOptionList`.
    """

    id_sales_order_item: int
    status_detail: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id_sales_order_item = self.id_sales_order_item

        status_detail = self.status_detail

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id_sales_order_item": id_sales_order_item,
                "status_detail": status_detail,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        id_sales_order_item = _d_.pop("id_sales_order_item")

        status_detail = _d_.pop("status_detail")

        _model_ = cls(
            id_sales_order_item=id_sales_order_item,
            status_detail=status_detail,
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
