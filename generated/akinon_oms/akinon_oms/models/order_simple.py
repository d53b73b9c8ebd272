from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OrderSimple")


@_attrs_define
class OrderSimple:
    """An order for business intelligence, with its dates and few other properties.

    Attributes:
        created_date (datetime.datetime): When the OMS created the order.
        modified_date (datetime.datetime): When the OMS last changed the order.
        id (int | Unset): Id of the order in the OMS.
        omnitron_id (int | Unset): Id of the order in Omnitron.
        number (str | Unset): The number of an order, digits in a string.
    """

    created_date: datetime.datetime
    modified_date: datetime.datetime
    id: int | Unset = UNSET
    omnitron_id: int | Unset = UNSET
    number: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        created_date = self.created_date.isoformat()

        modified_date = self.modified_date.isoformat()

        id = self.id

        omnitron_id = self.omnitron_id

        number = self.number

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "created_date": created_date,
                "modified_date": modified_date,
            }
        )
        if id is not UNSET:
            _field_dict_["id"] = id
        if omnitron_id is not UNSET:
            _field_dict_["omnitron_id"] = omnitron_id
        if number is not UNSET:
            _field_dict_["number"] = number

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        id = _d_.pop("id", UNSET)

        omnitron_id = _d_.pop("omnitron_id", UNSET)

        number = _d_.pop("number", UNSET)

        _model_ = cls(
            created_date=created_date,
            modified_date=modified_date,
            id=id,
            omnitron_id=omnitron_id,
            number=number,
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
