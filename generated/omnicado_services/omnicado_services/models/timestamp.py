from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Timestamp")


@_attrs_define
class Timestamp:
    """A local time and its time zone, as deliveries and items hold them. This is not the RFC 3339 form that the order's
    own times have.

        Attributes:
            date (str | Unset): The local date and time with microseconds, without an offset.
            timezone_type (int | Unset): How `timezone` is written; `3` goes with the name of a zone.
            timezone (str | Unset): The time zone that `date` is in.
    """

    date: str | Unset = UNSET
    timezone_type: int | Unset = UNSET
    timezone: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        date = self.date

        timezone_type = self.timezone_type

        timezone = self.timezone

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update({})
        if date is not UNSET:
            _field_dict_["date"] = date
        if timezone_type is not UNSET:
            _field_dict_["timezone_type"] = timezone_type
        if timezone is not UNSET:
            _field_dict_["timezone"] = timezone

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        date = _d_.pop("date", UNSET)

        timezone_type = _d_.pop("timezone_type", UNSET)

        timezone = _d_.pop("timezone", UNSET)

        _model_ = cls(
            date=date,
            timezone_type=timezone_type,
            timezone=timezone,
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
