from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.free_form import FreeForm
    from ..models.translations import Translations


T = TypeVar("T", bound="State")


@_attrs_define
class State:
    """A state of an order or of an order item.

    Attributes:
        id (int): Id of the state.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        translations (Translations): Translations by locale, such as `en-us`.
        name (str): The name of the state.
        config (FreeForm): A map in free form.
        enum_class (str): The enumeration that `enum_value` belongs to.
        enum_value (str): The value of the state in its enumeration, a string even where it reads as a number.
        content_type (int): Id of the kind of object that has this state. Orders and order items differ in it.
    """

    id: int
    created_date: datetime.datetime
    modified_date: datetime.datetime
    translations: Translations
    name: str
    config: FreeForm
    enum_class: str
    enum_value: str
    content_type: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        created_date = self.created_date.isoformat()

        modified_date = self.modified_date.isoformat()

        translations = self.translations.to_dict()

        name = self.name

        config = self.config.to_dict()

        enum_class = self.enum_class

        enum_value = self.enum_value

        content_type = self.content_type

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "created_date": created_date,
                "modified_date": modified_date,
                "translations": translations,
                "name": name,
                "config": config,
                "enum_class": enum_class,
                "enum_value": enum_value,
                "content_type": content_type,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_form import FreeForm  # noqa: PLC0415
        from ..models.translations import Translations  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        translations = Translations.from_dict(_d_.pop("translations"))

        name = _d_.pop("name")

        config = FreeForm.from_dict(_d_.pop("config"))

        enum_class = _d_.pop("enum_class")

        enum_value = _d_.pop("enum_value")

        content_type = _d_.pop("content_type")

        _model_ = cls(
            id=id,
            created_date=created_date,
            modified_date=modified_date,
            translations=translations,
            name=name,
            config=config,
            enum_class=enum_class,
            enum_value=enum_value,
            content_type=content_type,
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
