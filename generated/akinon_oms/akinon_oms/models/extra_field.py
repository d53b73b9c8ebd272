from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_form import FreeForm


T = TypeVar("T", bound="ExtraField")


@_attrs_define
class ExtraField:
    """What the price list and the stock list add to an item, in free form.

    Attributes:
        price_extra_field (FreeForm | Unset): A map in free form.
        stock_extra_field (FreeForm | Unset): A map in free form.
    """

    price_extra_field: FreeForm | Unset = UNSET
    stock_extra_field: FreeForm | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        price_extra_field: dict[str, Any] | Unset = UNSET
        if not isinstance(self.price_extra_field, Unset):
            price_extra_field = self.price_extra_field.to_dict()

        stock_extra_field: dict[str, Any] | Unset = UNSET
        if not isinstance(self.stock_extra_field, Unset):
            stock_extra_field = self.stock_extra_field.to_dict()

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update({})
        if price_extra_field is not UNSET:
            _field_dict_["price_extra_field"] = price_extra_field
        if stock_extra_field is not UNSET:
            _field_dict_["stock_extra_field"] = stock_extra_field

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_form import FreeForm  # noqa: PLC0415

        _d_ = dict(src_dict)
        _price_extra_field = _d_.pop("price_extra_field", UNSET)
        price_extra_field: FreeForm | Unset
        if isinstance(_price_extra_field, Unset):
            price_extra_field = UNSET
        else:
            price_extra_field = FreeForm.from_dict(_price_extra_field)

        _stock_extra_field = _d_.pop("stock_extra_field", UNSET)
        stock_extra_field: FreeForm | Unset
        if isinstance(_stock_extra_field, Unset):
            stock_extra_field = UNSET
        else:
            stock_extra_field = FreeForm.from_dict(_stock_extra_field)

        _model_ = cls(
            price_extra_field=price_extra_field,
            stock_extra_field=stock_extra_field,
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
