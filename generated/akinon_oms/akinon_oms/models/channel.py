from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_channel_type import KnownChannelType, check_known_channel_type

if TYPE_CHECKING:
    from ..models.channel_configuration import ChannelConfiguration


T = TypeVar("T", bound="Channel")


@_attrs_define
class Channel:
    """A sales channel.

    Attributes:
        id (int): Id of the channel in the OMS.
        channel_type (KnownChannelType | str): The kind of channel. One value is shown; there may be others.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        omnitron_id (int): Id of the channel in Omnitron.
        name (str):
        configuration (ChannelConfiguration): The configuration of a channel. It carries the credentials of the channel:
            never log it or show it.
        is_active (bool):
    """

    id: int
    channel_type: KnownChannelType | str
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    name: str
    configuration: ChannelConfiguration
    is_active: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        channel_type: str
        if isinstance(self.channel_type, str):
            channel_type = self.channel_type
        else:
            channel_type = self.channel_type

        created_date = self.created_date.isoformat()

        modified_date = self.modified_date.isoformat()

        omnitron_id = self.omnitron_id

        name = self.name

        configuration = self.configuration.to_dict()

        is_active = self.is_active

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "channel_type": channel_type,
                "created_date": created_date,
                "modified_date": modified_date,
                "omnitron_id": omnitron_id,
                "name": name,
                "configuration": configuration,
                "is_active": is_active,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.channel_configuration import ChannelConfiguration  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        def _parse_channel_type(data: object) -> KnownChannelType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_channel_type_type_0 = check_known_channel_type(data)

                return componentsschemas_channel_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownChannelType | str, data)

        channel_type = _parse_channel_type(_d_.pop("channel_type"))

        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        omnitron_id = _d_.pop("omnitron_id")

        name = _d_.pop("name")

        configuration = ChannelConfiguration.from_dict(_d_.pop("configuration"))

        is_active = _d_.pop("is_active")

        _model_ = cls(
            id=id,
            channel_type=channel_type,
            created_date=created_date,
            modified_date=modified_date,
            omnitron_id=omnitron_id,
            name=name,
            configuration=configuration,
            is_active=is_active,
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
