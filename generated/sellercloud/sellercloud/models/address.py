from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Address")


@_attrs_define
class Address:
    """A whole postal address. Optional fields that are left out or null end up empty. `State` is required when `Country`
    is `US` or `CA`.

        Attributes:
            first_name (str): First name.
            last_name (str): Last name.
            address_line_1 (str): First line of the address.
            zip_code (str): Postal code.
            city (str): City.
            country (str): Country, two letters (ISO 3166-1 alpha-2).
            middle_name (None | str | Unset): Middle name.
            business (None | str | Unset): Name of the business.
            address_line_2 (None | str | Unset): Second line of the address.
            region (None | str | Unset): Region.
            state (None | str | Unset): State or province, two letters.
            phone (None | str | Unset): Telephone number.
            fax (None | str | Unset): Fax number.
    """

    first_name: str
    last_name: str
    address_line_1: str
    zip_code: str
    city: str
    country: str
    middle_name: None | str | Unset = UNSET
    business: None | str | Unset = UNSET
    address_line_2: None | str | Unset = UNSET
    region: None | str | Unset = UNSET
    state: None | str | Unset = UNSET
    phone: None | str | Unset = UNSET
    fax: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_name = self.first_name

        last_name = self.last_name

        address_line_1 = self.address_line_1

        zip_code = self.zip_code

        city = self.city

        country = self.country

        middle_name: None | str | Unset
        if isinstance(self.middle_name, Unset):
            middle_name = UNSET
        else:
            middle_name = self.middle_name

        business: None | str | Unset
        if isinstance(self.business, Unset):
            business = UNSET
        else:
            business = self.business

        address_line_2: None | str | Unset
        if isinstance(self.address_line_2, Unset):
            address_line_2 = UNSET
        else:
            address_line_2 = self.address_line_2

        region: None | str | Unset
        if isinstance(self.region, Unset):
            region = UNSET
        else:
            region = self.region

        state: None | str | Unset
        if isinstance(self.state, Unset):
            state = UNSET
        else:
            state = self.state

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone

        fax: None | str | Unset
        if isinstance(self.fax, Unset):
            fax = UNSET
        else:
            fax = self.fax

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "FirstName": first_name,
                "LastName": last_name,
                "AddressLine1": address_line_1,
                "ZipCode": zip_code,
                "City": city,
                "Country": country,
            }
        )
        if middle_name is not UNSET:
            _field_dict_["MiddleName"] = middle_name
        if business is not UNSET:
            _field_dict_["Business"] = business
        if address_line_2 is not UNSET:
            _field_dict_["AddressLine2"] = address_line_2
        if region is not UNSET:
            _field_dict_["Region"] = region
        if state is not UNSET:
            _field_dict_["State"] = state
        if phone is not UNSET:
            _field_dict_["Phone"] = phone
        if fax is not UNSET:
            _field_dict_["Fax"] = fax

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _d_ = dict(src_dict)
        first_name = _d_.pop("FirstName")

        last_name = _d_.pop("LastName")

        address_line_1 = _d_.pop("AddressLine1")

        zip_code = _d_.pop("ZipCode")

        city = _d_.pop("City")

        country = _d_.pop("Country")

        def _parse_middle_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        middle_name = _parse_middle_name(_d_.pop("MiddleName", UNSET))

        def _parse_business(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        business = _parse_business(_d_.pop("Business", UNSET))

        def _parse_address_line_2(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        address_line_2 = _parse_address_line_2(_d_.pop("AddressLine2", UNSET))

        def _parse_region(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        region = _parse_region(_d_.pop("Region", UNSET))

        def _parse_state(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        state = _parse_state(_d_.pop("State", UNSET))

        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(_d_.pop("Phone", UNSET))

        def _parse_fax(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        fax = _parse_fax(_d_.pop("Fax", UNSET))

        _model_ = cls(
            first_name=first_name,
            last_name=last_name,
            address_line_1=address_line_1,
            zip_code=zip_code,
            city=city,
            country=country,
            middle_name=middle_name,
            business=business,
            address_line_2=address_line_2,
            region=region,
            state=state,
            phone=phone,
            fax=fax,
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
