from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.timestamp import Timestamp


T = TypeVar("T", bound="DeliveryData")


@_attrs_define
class DeliveryData:
    """A recipient and the address to deliver to.

    Attributes:
        id (int): The identifier of the delivery data.
        created_at (Timestamp | Unset): A local time and its time zone, as deliveries and items hold them. This is not
            the RFC 3339 form that the order's own times have.
        updated_at (None | Timestamp | Unset): When the delivery data were last changed, null before the first change.
        company (None | str | Unset): The company, null for a private person.
        name (str | Unset): The name of the recipient.
        phone (str | Unset): The phone number of the recipient.
        email (str | Unset): The e-mail address of the recipient.
        street (str | Unset): The street with the house number.
        city (str | Unset): The city.
        zip_ (str | Unset): The postal code.
        country (str | Unset): The country. The vendor shows a code of two letters and promises no form.
    """

    id: int
    created_at: Timestamp | Unset = UNSET
    updated_at: None | Timestamp | Unset = UNSET
    company: None | str | Unset = UNSET
    name: str | Unset = UNSET
    phone: str | Unset = UNSET
    email: str | Unset = UNSET
    street: str | Unset = UNSET
    city: str | Unset = UNSET
    zip_: str | Unset = UNSET
    country: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.timestamp import Timestamp  # noqa: PLC0415

        id = self.id

        created_at: dict[str, Any] | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.to_dict()

        updated_at: dict[str, Any] | None | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, Timestamp):
            updated_at = self.updated_at.to_dict()
        else:
            updated_at = self.updated_at

        company: None | str | Unset
        if isinstance(self.company, Unset):
            company = UNSET
        else:
            company = self.company

        name = self.name

        phone = self.phone

        email = self.email

        street = self.street

        city = self.city

        zip_ = self.zip_

        country = self.country

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
            }
        )
        if created_at is not UNSET:
            _field_dict_["createdAt"] = created_at
        if updated_at is not UNSET:
            _field_dict_["updatedAt"] = updated_at
        if company is not UNSET:
            _field_dict_["company"] = company
        if name is not UNSET:
            _field_dict_["name"] = name
        if phone is not UNSET:
            _field_dict_["phone"] = phone
        if email is not UNSET:
            _field_dict_["email"] = email
        if street is not UNSET:
            _field_dict_["street"] = street
        if city is not UNSET:
            _field_dict_["city"] = city
        if zip_ is not UNSET:
            _field_dict_["zip"] = zip_
        if country is not UNSET:
            _field_dict_["country"] = country

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.timestamp import Timestamp  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        _created_at = _d_.pop("createdAt", UNSET)
        created_at: Timestamp | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = Timestamp.from_dict(_created_at)

        def _parse_updated_at(data: object) -> None | Timestamp | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                updated_at_type_0 = Timestamp.from_dict(data)

                return updated_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Timestamp | Unset, data)

        updated_at = _parse_updated_at(_d_.pop("updatedAt", UNSET))

        def _parse_company(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        company = _parse_company(_d_.pop("company", UNSET))

        name = _d_.pop("name", UNSET)

        phone = _d_.pop("phone", UNSET)

        email = _d_.pop("email", UNSET)

        street = _d_.pop("street", UNSET)

        city = _d_.pop("city", UNSET)

        zip_ = _d_.pop("zip", UNSET)

        country = _d_.pop("country", UNSET)

        _model_ = cls(
            id=id,
            created_at=created_at,
            updated_at=updated_at,
            company=company,
            name=name,
            phone=phone,
            email=email,
            street=street,
            city=city,
            zip_=zip_,
            country=country,
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
