from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.failed_item import FailedItem


T = TypeVar("T", bound="FailedItems")


@_attrs_define
class FailedItems:
    """The items that failed, and only these. The vendor's text puts them into an element `Items`; its example, which is
    followed here, names the element after the procedure.

        Attributes:
            update_items_information (list[FailedItem]): One entry for each item that failed.
    """

    update_items_information: list[FailedItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        update_items_information = []
        for update_items_information_item_data in self.update_items_information:
            update_items_information_item = update_items_information_item_data.to_dict()
            update_items_information.append(update_items_information_item)

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "UpdateItemsInformation": update_items_information,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failed_item import FailedItem  # noqa: PLC0415

        _d_ = dict(src_dict)
        update_items_information = []
        _update_items_information = _d_.pop("UpdateItemsInformation")
        for update_items_information_item_data in _update_items_information:
            update_items_information_item = FailedItem.from_dict(update_items_information_item_data)

            update_items_information.append(update_items_information_item)

        _model_ = cls(
            update_items_information=update_items_information,
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
