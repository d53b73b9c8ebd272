from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.item_information import ItemInformation


T = TypeVar("T", bound="ItemsInformation")


@_attrs_define
class ItemsInformation:
    """The items to update.

    Attributes:
        items (list[ItemInformation]): The items with their new status details. An error names an item by its position
            in this list.
    """

    items: list[ItemInformation]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "Items": items,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.item_information import ItemInformation  # noqa: PLC0415

        _d_ = dict(src_dict)
        items = []
        _items = _d_.pop("Items")
        for items_item_data in _items:
            items_item = ItemInformation.from_dict(items_item_data)

            items.append(items_item)

        _model_ = cls(
            items=items,
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
