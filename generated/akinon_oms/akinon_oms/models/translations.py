from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.translation import Translation


T = TypeVar("T", bound="Translations")


@_attrs_define
class Translations:
    """Translations by locale, such as `en-us`."""

    additional_properties: dict[str, Translation] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        _field_dict_: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            _field_dict_[prop_name] = prop.to_dict()

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.translation import Translation  # noqa: PLC0415

        _d_ = dict(src_dict)
        _model_ = cls()

        additional_properties = {}
        for prop_name, prop_dict in _d_.items():
            additional_property = Translation.from_dict(prop_dict)

            additional_properties[prop_name] = additional_property

        _model_.additional_properties = additional_properties
        return _model_

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Translation:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Translation) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
