from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.free_form import FreeForm


T = TypeVar("T", bound="ChannelConfiguration")


@_attrs_define
class ChannelConfiguration:
    """The configuration of a channel. It carries the credentials of the channel: never log it or show it.

    Attributes:
        server (str): The base URL of the API of the channel.
        password (str): A password, one of the credentials of the channel.
        username (str): A user name, one of the credentials of the channel.
        sales_url (str): The URL of the shop.
        auth_token (str): A token, one of the credentials of the channel.
        feature_flags (FreeForm): A map in free form.
        cancel_mail_subject (str): The subject of the mail on a cancellation.
        cancel_mail_template_url (str): Where the template of the mail on a cancellation is.
        localized_cancel_mail_subject (FreeForm): A map in free form.
        direct_cancel_mail_template_url (str): Where the template of the mail on a direct cancellation is.
    """

    server: str
    password: str
    username: str
    sales_url: str
    auth_token: str
    feature_flags: FreeForm
    cancel_mail_subject: str
    cancel_mail_template_url: str
    localized_cancel_mail_subject: FreeForm
    direct_cancel_mail_template_url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        server = self.server

        password = self.password

        username = self.username

        sales_url = self.sales_url

        auth_token = self.auth_token

        feature_flags = self.feature_flags.to_dict()

        cancel_mail_subject = self.cancel_mail_subject

        cancel_mail_template_url = self.cancel_mail_template_url

        localized_cancel_mail_subject = self.localized_cancel_mail_subject.to_dict()

        direct_cancel_mail_template_url = self.direct_cancel_mail_template_url

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "server": server,
                "password": password,
                "username": username,
                "sales_url": sales_url,
                "auth_token": auth_token,
                "feature_flags": feature_flags,
                "cancel_mail_subject": cancel_mail_subject,
                "cancel_mail_template_url": cancel_mail_template_url,
                "localized_cancel_mail_subject": localized_cancel_mail_subject,
                "direct_cancel_mail_template_url": direct_cancel_mail_template_url,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_form import FreeForm  # noqa: PLC0415

        _d_ = dict(src_dict)
        server = _d_.pop("server")

        password = _d_.pop("password")

        username = _d_.pop("username")

        sales_url = _d_.pop("sales_url")

        auth_token = _d_.pop("auth_token")

        feature_flags = FreeForm.from_dict(_d_.pop("feature_flags"))

        cancel_mail_subject = _d_.pop("cancel_mail_subject")

        cancel_mail_template_url = _d_.pop("cancel_mail_template_url")

        localized_cancel_mail_subject = FreeForm.from_dict(_d_.pop("localized_cancel_mail_subject"))

        direct_cancel_mail_template_url = _d_.pop("direct_cancel_mail_template_url")

        _model_ = cls(
            server=server,
            password=password,
            username=username,
            sales_url=sales_url,
            auth_token=auth_token,
            feature_flags=feature_flags,
            cancel_mail_subject=cancel_mail_subject,
            cancel_mail_template_url=cancel_mail_template_url,
            localized_cancel_mail_subject=localized_cancel_mail_subject,
            direct_cancel_mail_template_url=direct_cancel_mail_template_url,
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
