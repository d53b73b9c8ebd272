from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_address_type import KnownAddressType, check_known_address_type

if TYPE_CHECKING:
    from ..models.city import City
    from ..models.country import Country
    from ..models.customer import Customer
    from ..models.district import District
    from ..models.free_form import FreeForm
    from ..models.township import Township


T = TypeVar("T", bound="Address")


@_attrs_define
class Address:
    """An address of a customer.

    Attributes:
        id (int): Id of the address in the OMS.
        city (City): A city.
        country (Country): A country.
        township (Township): A township of a city.
        district (District): A district of a township.
        customer (Customer): A customer of a channel.
        address_type (KnownAddressType | str): The kind of address. One value is shown; there may be others.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        omnitron_id (int): Id of the address in Omnitron.
        mapping (FreeForm | None): A mapping of the address in free form, if there is one.
        title (str): The title of the address.
        is_active (bool):
        line (str): Street and house number.
        postcode (str):
        notes (None | str): Notes on the address, if there are any.
        email (str):
        phone_number (str):
        first_name (str):
        last_name (str):
        company_name (str): The name of the company, which may be empty.
        tax_office (str): The tax office, which may be empty.
        tax_no (str): The tax number, which may be empty.
        e_bill_taxpayer (bool): Whether the recipient is registered for electronic invoices.
    """

    id: int
    city: City
    country: Country
    township: Township
    district: District
    customer: Customer
    address_type: KnownAddressType | str
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    mapping: FreeForm | None
    title: str
    is_active: bool
    line: str
    postcode: str
    notes: None | str
    email: str
    phone_number: str
    first_name: str
    last_name: str
    company_name: str
    tax_office: str
    tax_no: str
    e_bill_taxpayer: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.free_form import FreeForm  # noqa: PLC0415

        id = self.id

        city = self.city.to_dict()

        country = self.country.to_dict()

        township = self.township.to_dict()

        district = self.district.to_dict()

        customer = self.customer.to_dict()

        address_type: str
        if isinstance(self.address_type, str):
            address_type = self.address_type
        else:
            address_type = self.address_type

        created_date = self.created_date.isoformat()

        modified_date = self.modified_date.isoformat()

        omnitron_id = self.omnitron_id

        mapping: dict[str, Any] | None
        if isinstance(self.mapping, FreeForm):
            mapping = self.mapping.to_dict()
        else:
            mapping = self.mapping

        title = self.title

        is_active = self.is_active

        line = self.line

        postcode = self.postcode

        notes: None | str
        notes = self.notes

        email = self.email

        phone_number = self.phone_number

        first_name = self.first_name

        last_name = self.last_name

        company_name = self.company_name

        tax_office = self.tax_office

        tax_no = self.tax_no

        e_bill_taxpayer = self.e_bill_taxpayer

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "city": city,
                "country": country,
                "township": township,
                "district": district,
                "customer": customer,
                "address_type": address_type,
                "created_date": created_date,
                "modified_date": modified_date,
                "omnitron_id": omnitron_id,
                "mapping": mapping,
                "title": title,
                "is_active": is_active,
                "line": line,
                "postcode": postcode,
                "notes": notes,
                "email": email,
                "phone_number": phone_number,
                "first_name": first_name,
                "last_name": last_name,
                "company_name": company_name,
                "tax_office": tax_office,
                "tax_no": tax_no,
                "e_bill_taxpayer": e_bill_taxpayer,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.city import City  # noqa: PLC0415
        from ..models.country import Country  # noqa: PLC0415
        from ..models.customer import Customer  # noqa: PLC0415
        from ..models.district import District  # noqa: PLC0415
        from ..models.free_form import FreeForm  # noqa: PLC0415
        from ..models.township import Township  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        city = City.from_dict(_d_.pop("city"))

        country = Country.from_dict(_d_.pop("country"))

        township = Township.from_dict(_d_.pop("township"))

        district = District.from_dict(_d_.pop("district"))

        customer = Customer.from_dict(_d_.pop("customer"))

        def _parse_address_type(data: object) -> KnownAddressType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_address_type_type_0 = check_known_address_type(data)

                return componentsschemas_address_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownAddressType | str, data)

        address_type = _parse_address_type(_d_.pop("address_type"))

        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        omnitron_id = _d_.pop("omnitron_id")

        def _parse_mapping(data: object) -> FreeForm | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                mapping_type_0 = FreeForm.from_dict(data)

                return mapping_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeForm | None, data)

        mapping = _parse_mapping(_d_.pop("mapping"))

        title = _d_.pop("title")

        is_active = _d_.pop("is_active")

        line = _d_.pop("line")

        postcode = _d_.pop("postcode")

        def _parse_notes(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        notes = _parse_notes(_d_.pop("notes"))

        email = _d_.pop("email")

        phone_number = _d_.pop("phone_number")

        first_name = _d_.pop("first_name")

        last_name = _d_.pop("last_name")

        company_name = _d_.pop("company_name")

        tax_office = _d_.pop("tax_office")

        tax_no = _d_.pop("tax_no")

        e_bill_taxpayer = _d_.pop("e_bill_taxpayer")

        _model_ = cls(
            id=id,
            city=city,
            country=country,
            township=township,
            district=district,
            customer=customer,
            address_type=address_type,
            created_date=created_date,
            modified_date=modified_date,
            omnitron_id=omnitron_id,
            mapping=mapping,
            title=title,
            is_active=is_active,
            line=line,
            postcode=postcode,
            notes=notes,
            email=email,
            phone_number=phone_number,
            first_name=first_name,
            last_name=last_name,
            company_name=company_name,
            tax_office=tax_office,
            tax_no=tax_no,
            e_bill_taxpayer=e_bill_taxpayer,
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
