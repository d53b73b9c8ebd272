from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PullResult")


@_attrs_define
class PullResult:
    """What came of one order number. An order that was pulled has no errors; one that was not has at least one.

    Attributes:
        order_number (str): The order number as it was sent.
        success (bool): Whether the order was pulled.
        errors (list[str] | Unset): Why the order was not pulled: it exists already in the channel, it is not known, its
            Omnitron id is below the lowest one allowed, its channel is not allowed, or its cargo company is unknown.
    """

    order_number: str
    success: bool
    errors: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        order_number = self.order_number

        success = self.success

        errors: list[str] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = self.errors

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "order_number": order_number,
                "success": success,
            }
        )
        if errors is not UNSET:
            _field_dict_["errors"] = errors

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        order_number = _d_.pop("order_number")

        success = _d_.pop("success")

        errors = cast(list[str], _d_.pop("errors", UNSET))

        _model_ = cls(
            order_number=order_number,
            success=success,
            errors=errors,
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
