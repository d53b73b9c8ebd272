from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_delivery_type import KnownDeliveryType, check_known_delivery_type

T = TypeVar("T", bound="DeliveryTypeOption")


@_attrs_define
class DeliveryTypeOption:
    """A delivery type an order can have.

    Attributes:
        value (KnownDeliveryType | str): How an order is delivered. One value is shown; others come from the list of
            delivery types.
        label (str): The name to show.
    """

    value: KnownDeliveryType | str
    label: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value: str
        if isinstance(self.value, str):
            value = self.value
        else:
            value = self.value

        label = self.label

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "value": value,
                "label": label,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)

        def _parse_value(data: object) -> KnownDeliveryType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_delivery_type_type_0 = check_known_delivery_type(data)

                return componentsschemas_delivery_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownDeliveryType | str, data)

        value = _parse_value(_d_.pop("value"))

        label = _d_.pop("label")

        _model_ = cls(
            value=value,
            label=label,
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
