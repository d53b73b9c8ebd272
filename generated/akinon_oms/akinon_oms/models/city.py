from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="City")


@_attrs_define
class City:
    """A city.

    Attributes:
        pk (int): Id of the city.
        name (str):
        country (int): Id of the country.
        is_active (bool):
        longitude (str): An exact decimal number in a string.
        latitude (str): An exact decimal number in a string.
    """

    pk: int
    name: str
    country: int
    is_active: bool
    longitude: str
    latitude: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pk = self.pk

        name = self.name

        country = self.country

        is_active = self.is_active

        longitude = self.longitude

        latitude = self.latitude

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "pk": pk,
                "name": name,
                "country": country,
                "is_active": is_active,
                "longitude": longitude,
                "latitude": latitude,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        pk = _d_.pop("pk")

        name = _d_.pop("name")

        country = _d_.pop("country")

        is_active = _d_.pop("is_active")

        longitude = _d_.pop("longitude")

        latitude = _d_.pop("latitude")

        _model_ = cls(
            pk=pk,
            name=name,
            country=country,
            is_active=is_active,
            longitude=longitude,
            latitude=latitude,
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
