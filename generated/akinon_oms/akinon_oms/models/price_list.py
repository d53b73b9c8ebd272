from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PriceList")


@_attrs_define
class PriceList:
    """A price list.

    Attributes:
        pk (int): Id of the price list.
        code (str):
        name (str):
        currency (str): The code of a currency, in lower case.
        created_date (datetime.datetime):
        is_auto_sync (bool): Whether the list is synchronized automatically.
        modified_date (datetime.datetime):
    """

    pk: int
    code: str
    name: str
    currency: str
    created_date: datetime.datetime
    is_auto_sync: bool
    modified_date: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pk = self.pk

        code = self.code

        name = self.name

        currency = self.currency

        created_date = self.created_date.isoformat()

        is_auto_sync = self.is_auto_sync

        modified_date = self.modified_date.isoformat()

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "pk": pk,
                "code": code,
                "name": name,
                "currency": currency,
                "created_date": created_date,
                "is_auto_sync": is_auto_sync,
                "modified_date": modified_date,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        pk = _d_.pop("pk")

        code = _d_.pop("code")

        name = _d_.pop("name")

        currency = _d_.pop("currency")

        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        is_auto_sync = _d_.pop("is_auto_sync")

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        _model_ = cls(
            pk=pk,
            code=code,
            name=name,
            currency=currency,
            created_date=created_date,
            is_auto_sync=is_auto_sync,
            modified_date=modified_date,
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
