from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Customer")


@_attrs_define
class Customer:
    """A customer of a channel.

    Attributes:
        email (str):
        first_name (str):
        last_name (str):
        phone_number (None | str): The phone number, if it is known.
        erp_code (None | str): The code of the customer in the ERP system, if there is one.
        pk (int): Id of the customer.
        channel (int): Id of the channel that the customer belongs to.
    """

    email: str
    first_name: str
    last_name: str
    phone_number: None | str
    erp_code: None | str
    pk: int
    channel: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        first_name = self.first_name

        last_name = self.last_name

        phone_number: None | str
        phone_number = self.phone_number

        erp_code: None | str
        erp_code = self.erp_code

        pk = self.pk

        channel = self.channel

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "email": email,
                "first_name": first_name,
                "last_name": last_name,
                "phone_number": phone_number,
                "erp_code": erp_code,
                "pk": pk,
                "channel": channel,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        email = _d_.pop("email")

        first_name = _d_.pop("first_name")

        last_name = _d_.pop("last_name")

        def _parse_phone_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone_number = _parse_phone_number(_d_.pop("phone_number"))

        def _parse_erp_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        erp_code = _parse_erp_code(_d_.pop("erp_code"))

        pk = _d_.pop("pk")

        channel = _d_.pop("channel")

        _model_ = cls(
            email=email,
            first_name=first_name,
            last_name=last_name,
            phone_number=phone_number,
            erp_code=erp_code,
            pk=pk,
            channel=channel,
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
