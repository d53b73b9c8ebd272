"""The objects of the API: what it takes and what it answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self, TypedDict

from ._runtime.unset import UNSET, Unset
from .base import Model as _Base
from .base import define as _define
from .decoding import (
    read_array,
    read_date_time,
    read_decimal,
    read_map,
)
from .encoding import write_date_time, write_decimal

KnownAddressType = Literal["customer"]
KnownChannelType = Literal["web"]
KnownClientType = Literal["default"]
KnownDeliveryType = Literal["standard"]
KnownPaymentType = Literal["credit_card"]


class _Model(_Base):
    """What all models of this API have in common."""

    __slots__ = ()
    _sensitive = frozenset(["auth_token", "password", "username"])


@_define(init=False, eq=False, repr=False)
class Address(_Model):
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
        mapping (dict[str, Any] | None): A mapping of the address in free form, if there is one.
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

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "city": "city",
        "country": "country",
        "township": "township",
        "district": "district",
        "customer": "customer",
        "address_type": "address_type",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "omnitron_id": "omnitron_id",
        "mapping": "mapping",
        "title": "title",
        "is_active": "is_active",
        "line": "line",
        "postcode": "postcode",
        "notes": "notes",
        "email": "email",
        "phone_number": "phone_number",
        "first_name": "first_name",
        "last_name": "last_name",
        "company_name": "company_name",
        "tax_office": "tax_office",
        "tax_no": "tax_no",
        "e_bill_taxpayer": "e_bill_taxpayer",
    }
    __slots__ = tuple(_names.values())

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
    mapping: dict[str, Any] | None
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
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        city: City,
        country: Country,
        township: Township,
        district: District,
        customer: Customer,
        address_type: KnownAddressType | str,
        created_date: datetime.datetime,
        modified_date: datetime.datetime,
        omnitron_id: int,
        mapping: dict[str, Any] | None,
        title: str,
        is_active: bool,
        line: str,
        postcode: str,
        notes: None | str,
        email: str,
        phone_number: str,
        first_name: str,
        last_name: str,
        company_name: str,
        tax_office: str,
        tax_no: str,
        e_bill_taxpayer: bool,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.city = city
        self.country = country
        self.township = township
        self.district = district
        self.customer = customer
        self.address_type = address_type
        self.created_date = created_date
        self.modified_date = modified_date
        self.omnitron_id = omnitron_id
        self.mapping = mapping
        self.title = title
        self.is_active = is_active
        self.line = line
        self.postcode = postcode
        self.notes = notes
        self.email = email
        self.phone_number = phone_number
        self.first_name = first_name
        self.last_name = last_name
        self.company_name = company_name
        self.tax_office = tax_office
        self.tax_no = tax_no
        self.e_bill_taxpayer = e_bill_taxpayer
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data["id"]
            new.city = City.from_dict(data["city"])
            new.country = Country.from_dict(data["country"])
            new.township = Township.from_dict(data["township"])
            new.district = District.from_dict(data["district"])
            new.customer = Customer.from_dict(data["customer"])
            new.address_type = data["address_type"]
            new.created_date = read_date_time(data["created_date"])
            new.modified_date = read_date_time(data["modified_date"])
            new.omnitron_id = data["omnitron_id"]
            new.mapping = None if (value := data["mapping"]) is None else read_map(value)
            new.title = data["title"]
            new.is_active = data["is_active"]
            new.line = data["line"]
            new.postcode = data["postcode"]
            new.notes = data["notes"]
            new.email = data["email"]
            new.phone_number = data["phone_number"]
            new.first_name = data["first_name"]
            new.last_name = data["last_name"]
            new.company_name = data["company_name"]
            new.tax_office = data["tax_office"]
            new.tax_no = data["tax_no"]
            new.e_bill_taxpayer = data["e_bill_taxpayer"]
            new.additional_properties = {} if len(data) == 24 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "id": self.id,
            "city": self.city and self.city.to_dict(),
            "country": self.country and self.country.to_dict(),
            "township": self.township and self.township.to_dict(),
            "district": self.district and self.district.to_dict(),
            "customer": self.customer and self.customer.to_dict(),
            "address_type": self.address_type,
            "created_date": self.created_date and write_date_time(self.created_date),
            "modified_date": self.modified_date and write_date_time(self.modified_date),
            "omnitron_id": self.omnitron_id,
            "mapping": self.mapping,
            "title": self.title,
            "is_active": self.is_active,
            "line": self.line,
            "postcode": self.postcode,
            "notes": self.notes,
            "email": self.email,
            "phone_number": self.phone_number,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "company_name": self.company_name,
            "tax_office": self.tax_office,
            "tax_no": self.tax_no,
            "e_bill_taxpayer": self.e_bill_taxpayer,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class AttributeDetail(_Model):
    """The label, value and data type of one attribute.

    Attributes:
        label (str): The text to show.
        value (str): The value itself.
        data_type (str): The kind of attribute.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "label": "label",
        "value": "value",
        "data_type": "data_type",
    }
    __slots__ = tuple(_names.values())

    label: str
    value: str
    data_type: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        label: str,
        value: str,
        data_type: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.label = label
        self.value = value
        self.data_type = data_type
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.label = data["label"]
            new.value = data["value"]
            new.data_type = data["data_type"]
            new.additional_properties = {} if len(data) == 3 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "label": self.label,
            "value": self.value,
            "data_type": self.data_type,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Channel(_Model):
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

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "channel_type": "channel_type",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "omnitron_id": "omnitron_id",
        "name": "name",
        "configuration": "configuration",
        "is_active": "is_active",
    }
    __slots__ = tuple(_names.values())

    id: int
    channel_type: KnownChannelType | str
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    name: str
    configuration: ChannelConfiguration
    is_active: bool
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        channel_type: KnownChannelType | str,
        created_date: datetime.datetime,
        modified_date: datetime.datetime,
        omnitron_id: int,
        name: str,
        configuration: ChannelConfiguration,
        is_active: bool,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.channel_type = channel_type
        self.created_date = created_date
        self.modified_date = modified_date
        self.omnitron_id = omnitron_id
        self.name = name
        self.configuration = configuration
        self.is_active = is_active
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.id = data["id"]
            new.channel_type = data["channel_type"]
            new.created_date = read_date_time(data["created_date"])
            new.modified_date = read_date_time(data["modified_date"])
            new.omnitron_id = data["omnitron_id"]
            new.name = data["name"]
            new.configuration = ChannelConfiguration.from_dict(data["configuration"])
            new.is_active = data["is_active"]
            new.additional_properties = {} if len(data) == 8 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "id": self.id,
            "channel_type": self.channel_type,
            "created_date": self.created_date and write_date_time(self.created_date),
            "modified_date": self.modified_date and write_date_time(self.modified_date),
            "omnitron_id": self.omnitron_id,
            "name": self.name,
            "configuration": self.configuration and self.configuration.to_dict(),
            "is_active": self.is_active,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class ChannelConfiguration(_Model):
    """The configuration of a channel. It carries the credentials of the channel: never log it or show it.

    Attributes:
        server (str): The base URL of the API of the channel.
        password (str): A password, one of the credentials of the channel.
        username (str): A user name, one of the credentials of the channel.
        sales_url (str): The URL of the shop.
        auth_token (str): A token, one of the credentials of the channel.
        feature_flags (dict[str, Any]): A map in free form.
        cancel_mail_subject (str): The subject of the mail on a cancellation.
        cancel_mail_template_url (str): Where the template of the mail on a cancellation is.
        localized_cancel_mail_subject (dict[str, Any]): A map in free form.
        direct_cancel_mail_template_url (str): Where the template of the mail on a direct cancellation is.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "server": "server",
        "password": "password",
        "username": "username",
        "sales_url": "sales_url",
        "auth_token": "auth_token",
        "feature_flags": "feature_flags",
        "cancel_mail_subject": "cancel_mail_subject",
        "cancel_mail_template_url": "cancel_mail_template_url",
        "localized_cancel_mail_subject": "localized_cancel_mail_subject",
        "direct_cancel_mail_template_url": "direct_cancel_mail_template_url",
    }
    __slots__ = tuple(_names.values())

    server: str
    password: str
    username: str
    sales_url: str
    auth_token: str
    feature_flags: dict[str, Any]
    cancel_mail_subject: str
    cancel_mail_template_url: str
    localized_cancel_mail_subject: dict[str, Any]
    direct_cancel_mail_template_url: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        server: str,
        password: str,
        username: str,
        sales_url: str,
        auth_token: str,
        feature_flags: dict[str, Any],
        cancel_mail_subject: str,
        cancel_mail_template_url: str,
        localized_cancel_mail_subject: dict[str, Any],
        direct_cancel_mail_template_url: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.server = server
        self.password = password
        self.username = username
        self.sales_url = sales_url
        self.auth_token = auth_token
        self.feature_flags = feature_flags
        self.cancel_mail_subject = cancel_mail_subject
        self.cancel_mail_template_url = cancel_mail_template_url
        self.localized_cancel_mail_subject = localized_cancel_mail_subject
        self.direct_cancel_mail_template_url = direct_cancel_mail_template_url
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.server = data["server"]
            new.password = data["password"]
            new.username = data["username"]
            new.sales_url = data["sales_url"]
            new.auth_token = data["auth_token"]
            new.feature_flags = read_map(data["feature_flags"])
            new.cancel_mail_subject = data["cancel_mail_subject"]
            new.cancel_mail_template_url = data["cancel_mail_template_url"]
            new.localized_cancel_mail_subject = read_map(data["localized_cancel_mail_subject"])
            new.direct_cancel_mail_template_url = data["direct_cancel_mail_template_url"]
            new.additional_properties = {} if len(data) == 10 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "server": self.server,
            "password": self.password,
            "username": self.username,
            "sales_url": self.sales_url,
            "auth_token": self.auth_token,
            "feature_flags": self.feature_flags,
            "cancel_mail_subject": self.cancel_mail_subject,
            "cancel_mail_template_url": self.cancel_mail_template_url,
            "localized_cancel_mail_subject": self.localized_cancel_mail_subject,
            "direct_cancel_mail_template_url": self.direct_cancel_mail_template_url,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class City(_Model):
    """A city.

    Attributes:
        pk (int): Id of the city.
        name (str):
        country (int): Id of the country.
        is_active (bool):
        longitude (Decimal): An exact decimal number in a string.
        latitude (Decimal): An exact decimal number in a string.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "pk": "pk",
        "name": "name",
        "country": "country",
        "is_active": "is_active",
        "longitude": "longitude",
        "latitude": "latitude",
    }
    __slots__ = tuple(_names.values())

    pk: int
    name: str
    country: int
    is_active: bool
    longitude: Decimal
    latitude: Decimal
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        pk: int,
        name: str,
        country: int,
        is_active: bool,
        longitude: Decimal,
        latitude: Decimal,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.pk = pk
        self.name = name
        self.country = country
        self.is_active = is_active
        self.longitude = longitude
        self.latitude = latitude
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.pk = data["pk"]
            new.name = data["name"]
            new.country = data["country"]
            new.is_active = data["is_active"]
            new.longitude = read_decimal(data["longitude"])
            new.latitude = read_decimal(data["latitude"])
            new.additional_properties = {} if len(data) == 6 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "pk": self.pk,
            "name": self.name,
            "country": self.country,
            "is_active": self.is_active,
            "longitude": None if self.longitude is None else write_decimal(self.longitude),
            "latitude": None if self.latitude is None else write_decimal(self.latitude),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Country(_Model):
    """A country.

    Attributes:
        pk (int): Id of the country.
        name (str):
        code (str): The code of the country, in lower case.
        is_active (bool):
        longitude (Decimal): An exact decimal number in a string.
        latitude (Decimal): An exact decimal number in a string.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "pk": "pk",
        "name": "name",
        "code": "code",
        "is_active": "is_active",
        "longitude": "longitude",
        "latitude": "latitude",
    }
    __slots__ = tuple(_names.values())

    pk: int
    name: str
    code: str
    is_active: bool
    longitude: Decimal
    latitude: Decimal
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        pk: int,
        name: str,
        code: str,
        is_active: bool,
        longitude: Decimal,
        latitude: Decimal,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.pk = pk
        self.name = name
        self.code = code
        self.is_active = is_active
        self.longitude = longitude
        self.latitude = latitude
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.pk = data["pk"]
            new.name = data["name"]
            new.code = data["code"]
            new.is_active = data["is_active"]
            new.longitude = read_decimal(data["longitude"])
            new.latitude = read_decimal(data["latitude"])
            new.additional_properties = {} if len(data) == 6 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "pk": self.pk,
            "name": self.name,
            "code": self.code,
            "is_active": self.is_active,
            "longitude": None if self.longitude is None else write_decimal(self.longitude),
            "latitude": None if self.latitude is None else write_decimal(self.latitude),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Customer(_Model):
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

    _names: ClassVar[Mapping[str, str]] = {
        "email": "email",
        "first_name": "first_name",
        "last_name": "last_name",
        "phone_number": "phone_number",
        "erp_code": "erp_code",
        "pk": "pk",
        "channel": "channel",
    }
    __slots__ = tuple(_names.values())

    email: str
    first_name: str
    last_name: str
    phone_number: None | str
    erp_code: None | str
    pk: int
    channel: int
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        email: str,
        first_name: str,
        last_name: str,
        phone_number: None | str,
        erp_code: None | str,
        pk: int,
        channel: int,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.email = email
        self.first_name = first_name
        self.last_name = last_name
        self.phone_number = phone_number
        self.erp_code = erp_code
        self.pk = pk
        self.channel = channel
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.email = data["email"]
            new.first_name = data["first_name"]
            new.last_name = data["last_name"]
            new.phone_number = data["phone_number"]
            new.erp_code = data["erp_code"]
            new.pk = data["pk"]
            new.channel = data["channel"]
            new.additional_properties = {} if len(data) == 7 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "email": self.email,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "phone_number": self.phone_number,
            "erp_code": self.erp_code,
            "pk": self.pk,
            "channel": self.channel,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class DeliveryTypeOption(_Model):
    """A delivery type an order can have.

    Attributes:
        value (KnownDeliveryType | str): How an order is delivered. One value is shown; others come from the list of
            delivery types.
        label (str): The name to show.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "value": "value",
        "label": "label",
    }
    __slots__ = tuple(_names.values())

    value: KnownDeliveryType | str
    label: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        value: KnownDeliveryType | str,
        label: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.value = value
        self.label = label
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.value = data["value"]
            new.label = data["label"]
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "value": self.value,
            "label": self.label,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class District(_Model):
    """A district of a township.

    Attributes:
        pk (int): Id of the district.
        name (str):
        city (int): Id of the city.
        township (int): Id of the township.
        is_active (bool):
        longitude (Decimal): An exact decimal number in a string.
        latitude (Decimal): An exact decimal number in a string.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "pk": "pk",
        "name": "name",
        "city": "city",
        "township": "township",
        "is_active": "is_active",
        "longitude": "longitude",
        "latitude": "latitude",
    }
    __slots__ = tuple(_names.values())

    pk: int
    name: str
    city: int
    township: int
    is_active: bool
    longitude: Decimal
    latitude: Decimal
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        pk: int,
        name: str,
        city: int,
        township: int,
        is_active: bool,
        longitude: Decimal,
        latitude: Decimal,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.pk = pk
        self.name = name
        self.city = city
        self.township = township
        self.is_active = is_active
        self.longitude = longitude
        self.latitude = latitude
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.pk = data["pk"]
            new.name = data["name"]
            new.city = data["city"]
            new.township = data["township"]
            new.is_active = data["is_active"]
            new.longitude = read_decimal(data["longitude"])
            new.latitude = read_decimal(data["latitude"])
            new.additional_properties = {} if len(data) == 7 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "pk": self.pk,
            "name": self.name,
            "city": self.city,
            "township": self.township,
            "is_active": self.is_active,
            "longitude": None if self.longitude is None else write_decimal(self.longitude),
            "latitude": None if self.latitude is None else write_decimal(self.latitude),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Error(_Model):
    """An error in words.

    Attributes:
        detail (str): What went wrong.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "detail": "detail",
    }
    __slots__ = tuple(_names.values())

    detail: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        detail: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.detail = detail
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.detail = data["detail"]
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "detail": self.detail,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class ExtraField(_Model):
    """What the price list and the stock list add to an item, in free form.

    Attributes:
        price_extra_field (dict[str, Any] | Unset): A map in free form.
        stock_extra_field (dict[str, Any] | Unset): A map in free form.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "price_extra_field": "price_extra_field",
        "stock_extra_field": "stock_extra_field",
    }
    __slots__ = tuple(_names.values())

    price_extra_field: dict[str, Any] | Unset
    stock_extra_field: dict[str, Any] | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        price_extra_field: dict[str, Any] | Unset = UNSET,
        stock_extra_field: dict[str, Any] | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.price_extra_field = price_extra_field
        self.stock_extra_field = stock_extra_field
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.price_extra_field = (
                UNSET if (value := data.get("price_extra_field", UNSET)) is UNSET else read_map(value)
            )
            new.stock_extra_field = (
                UNSET if (value := data.get("stock_extra_field", UNSET)) is UNSET else read_map(value)
            )
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {}
        if (value := self.price_extra_field) is not UNSET:
            data["price_extra_field"] = value
        if (value := self.stock_extra_field) is not UNSET:
            data["stock_extra_field"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Order(_Model):
    """An order in full.

    Attributes:
        id (int): Id of the order in the OMS, the `pk` of the detail calls.
        state (State): A state of an order or of an order item.
        commands (list[Any]): The commands available for the order. The document shows an empty list only, so an entry
            may be anything.
        orderitem_set (list[OrderItem]): The items of the order.
        customer (Customer): A customer of a channel.
        shipping_address (Address): An address of a customer.
        billing_address (Address): An address of a customer.
        channel (Channel): A sales channel.
        payment_type (KnownPaymentType | str): How an order is paid. One value is shown; others come from the list of
            payment types.
        retail_store (int | None): Id of the retail store of the order, if there is one.
        delivery_range (None | str): The delivery range of the order, if there is one.
        client_type (KnownClientType | str): The kind of client that placed an order. One value is shown; there may be
            others.
        delivery_type (KnownDeliveryType | str): How an order is delivered. One value is shown; others come from the
            list of delivery types.
        created_date (datetime.datetime): When the OMS created the order.
        modified_date (datetime.datetime): When the OMS last changed the order.
        omnitron_id (int): Id of the order in Omnitron.
        number (str): The number of an order, digits in a string.
        date_placed (datetime.datetime): When the customer placed the order.
        tracking_number (None | str): The tracking number of the shipment, once there is one.
        has_gift_box (bool): Whether the order comes in a gift box.
        gift_box_note (None | str): The note for the gift box, if there is one.
        notes (None | str): Notes on the order, if there are any.
        segment (None | str): The segment of the order, if there is one.
        cargo_company (int): Id of the cargo company that carries the order.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "state": "state",
        "commands": "commands",
        "orderitem_set": "orderitem_set",
        "customer": "customer",
        "shipping_address": "shipping_address",
        "billing_address": "billing_address",
        "channel": "channel",
        "payment_type": "payment_type",
        "retail_store": "retail_store",
        "delivery_range": "delivery_range",
        "client_type": "client_type",
        "delivery_type": "delivery_type",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "omnitron_id": "omnitron_id",
        "number": "number",
        "date_placed": "date_placed",
        "tracking_number": "tracking_number",
        "has_gift_box": "has_gift_box",
        "gift_box_note": "gift_box_note",
        "notes": "notes",
        "segment": "segment",
        "cargo_company": "cargo_company",
    }
    __slots__ = tuple(_names.values())

    id: int
    state: State
    commands: list[Any]
    orderitem_set: list[OrderItem]
    customer: Customer
    shipping_address: Address
    billing_address: Address
    channel: Channel
    payment_type: KnownPaymentType | str
    retail_store: int | None
    delivery_range: None | str
    client_type: KnownClientType | str
    delivery_type: KnownDeliveryType | str
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    number: str
    date_placed: datetime.datetime
    tracking_number: None | str
    has_gift_box: bool
    gift_box_note: None | str
    notes: None | str
    segment: None | str
    cargo_company: int
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        state: State,
        commands: list[Any],
        orderitem_set: list[OrderItem],
        customer: Customer,
        shipping_address: Address,
        billing_address: Address,
        channel: Channel,
        payment_type: KnownPaymentType | str,
        retail_store: int | None,
        delivery_range: None | str,
        client_type: KnownClientType | str,
        delivery_type: KnownDeliveryType | str,
        created_date: datetime.datetime,
        modified_date: datetime.datetime,
        omnitron_id: int,
        number: str,
        date_placed: datetime.datetime,
        tracking_number: None | str,
        has_gift_box: bool,
        gift_box_note: None | str,
        notes: None | str,
        segment: None | str,
        cargo_company: int,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.state = state
        self.commands = commands
        self.orderitem_set = orderitem_set
        self.customer = customer
        self.shipping_address = shipping_address
        self.billing_address = billing_address
        self.channel = channel
        self.payment_type = payment_type
        self.retail_store = retail_store
        self.delivery_range = delivery_range
        self.client_type = client_type
        self.delivery_type = delivery_type
        self.created_date = created_date
        self.modified_date = modified_date
        self.omnitron_id = omnitron_id
        self.number = number
        self.date_placed = date_placed
        self.tracking_number = tracking_number
        self.has_gift_box = has_gift_box
        self.gift_box_note = gift_box_note
        self.notes = notes
        self.segment = segment
        self.cargo_company = cargo_company
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.id = data["id"]
            new.state = State.from_dict(data["state"])
            new.commands = read_array(data["commands"])
            new.orderitem_set = read_array(data["orderitem_set"], OrderItem.from_dict)
            new.customer = Customer.from_dict(data["customer"])
            new.shipping_address = Address.from_dict(data["shipping_address"])
            new.billing_address = Address.from_dict(data["billing_address"])
            new.channel = Channel.from_dict(data["channel"])
            new.payment_type = data["payment_type"]
            new.retail_store = data["retail_store"]
            new.delivery_range = data["delivery_range"]
            new.client_type = data["client_type"]
            new.delivery_type = data["delivery_type"]
            new.created_date = read_date_time(data["created_date"])
            new.modified_date = read_date_time(data["modified_date"])
            new.omnitron_id = data["omnitron_id"]
            new.number = data["number"]
            new.date_placed = read_date_time(data["date_placed"])
            new.tracking_number = data["tracking_number"]
            new.has_gift_box = data["has_gift_box"]
            new.gift_box_note = data["gift_box_note"]
            new.notes = data["notes"]
            new.segment = data["segment"]
            new.cargo_company = data["cargo_company"]
            new.additional_properties = {} if len(data) == 24 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "id": self.id,
            "state": self.state and self.state.to_dict(),
            "commands": self.commands,
            "orderitem_set": self.orderitem_set and [item and item.to_dict() for item in self.orderitem_set],
            "customer": self.customer and self.customer.to_dict(),
            "shipping_address": self.shipping_address and self.shipping_address.to_dict(),
            "billing_address": self.billing_address and self.billing_address.to_dict(),
            "channel": self.channel and self.channel.to_dict(),
            "payment_type": self.payment_type,
            "retail_store": self.retail_store,
            "delivery_range": self.delivery_range,
            "client_type": self.client_type,
            "delivery_type": self.delivery_type,
            "created_date": self.created_date and write_date_time(self.created_date),
            "modified_date": self.modified_date and write_date_time(self.modified_date),
            "omnitron_id": self.omnitron_id,
            "number": self.number,
            "date_placed": self.date_placed and write_date_time(self.date_placed),
            "tracking_number": self.tracking_number,
            "has_gift_box": self.has_gift_box,
            "gift_box_note": self.gift_box_note,
            "notes": self.notes,
            "segment": self.segment,
            "cargo_company": self.cargo_company,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderDetailShort(_Model):
    """An order with what the order page of the OMS needs. The document names no property of it, so every one listed here
    is optional. Nor does it say whether related objects come in full or as keys, so they are not listed; what else the
    server sends is kept.

        Attributes:
            id (int | Unset): Id of the order in the OMS.
            omnitron_id (int | Unset): Id of the order in Omnitron.
            number (str | Unset): The number of an order, digits in a string.
            payment_type (KnownPaymentType | str | Unset): How an order is paid. One value is shown; others come from the
                list of payment types.
            delivery_type (KnownDeliveryType | str | Unset): How an order is delivered. One value is shown; others come from
                the list of delivery types.
            created_date (datetime.datetime | Unset): When the OMS created the order.
            modified_date (datetime.datetime | Unset): When the OMS last changed the order.
            date_placed (datetime.datetime | Unset): When the customer placed the order.
            tracking_number (None | str | Unset): The tracking number of the shipment, once there is one.
            cargo_company (int | Unset): Id of the cargo company that carries the order.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "omnitron_id": "omnitron_id",
        "number": "number",
        "payment_type": "payment_type",
        "delivery_type": "delivery_type",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "date_placed": "date_placed",
        "tracking_number": "tracking_number",
        "cargo_company": "cargo_company",
    }
    __slots__ = tuple(_names.values())

    id: int | Unset
    omnitron_id: int | Unset
    number: str | Unset
    payment_type: KnownPaymentType | str | Unset
    delivery_type: KnownDeliveryType | str | Unset
    created_date: datetime.datetime | Unset
    modified_date: datetime.datetime | Unset
    date_placed: datetime.datetime | Unset
    tracking_number: None | str | Unset
    cargo_company: int | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int | Unset = UNSET,
        omnitron_id: int | Unset = UNSET,
        number: str | Unset = UNSET,
        payment_type: KnownPaymentType | str | Unset = UNSET,
        delivery_type: KnownDeliveryType | str | Unset = UNSET,
        created_date: datetime.datetime | Unset = UNSET,
        modified_date: datetime.datetime | Unset = UNSET,
        date_placed: datetime.datetime | Unset = UNSET,
        tracking_number: None | str | Unset = UNSET,
        cargo_company: int | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.omnitron_id = omnitron_id
        self.number = number
        self.payment_type = payment_type
        self.delivery_type = delivery_type
        self.created_date = created_date
        self.modified_date = modified_date
        self.date_placed = date_placed
        self.tracking_number = tracking_number
        self.cargo_company = cargo_company
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data.get("id", UNSET)
            new.omnitron_id = data.get("omnitron_id", UNSET)
            new.number = data.get("number", UNSET)
            new.payment_type = data.get("payment_type", UNSET)
            new.delivery_type = data.get("delivery_type", UNSET)
            new.created_date = UNSET if (value := data.get("created_date", UNSET)) is UNSET else read_date_time(value)
            new.modified_date = UNSET if (value := data.get("modified_date", UNSET)) is UNSET else read_date_time(value)
            new.date_placed = UNSET if (value := data.get("date_placed", UNSET)) is UNSET else read_date_time(value)
            new.tracking_number = data.get("tracking_number", UNSET)
            new.cargo_company = data.get("cargo_company", UNSET)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {}
        if (value := self.id) is not UNSET:
            data["id"] = value
        if (value := self.omnitron_id) is not UNSET:
            data["omnitron_id"] = value
        if (value := self.number) is not UNSET:
            data["number"] = value
        if (value := self.payment_type) is not UNSET:
            data["payment_type"] = value
        if (value := self.delivery_type) is not UNSET:
            data["delivery_type"] = value
        if (value := self.created_date) is not UNSET:
            data["created_date"] = value and write_date_time(value)
        if (value := self.modified_date) is not UNSET:
            data["modified_date"] = value and write_date_time(value)
        if (value := self.date_placed) is not UNSET:
            data["date_placed"] = value and write_date_time(value)
        if (value := self.tracking_number) is not UNSET:
            data["tracking_number"] = value
        if (value := self.cargo_company) is not UNSET:
            data["cargo_company"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderItem(_Model):
    """An item of an order.

    Attributes:
        id (int): Id of the item in the OMS.
        state (State): A state of an order or of an order item.
        product (Product): A product.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        omnitron_id (int): Id of the item in Omnitron.
        net_amount (Decimal): An exact decimal number in a string.
        price (Decimal): An exact decimal number in a string.
        price_currency (str): The code of a currency, in lower case.
        retail_price (Decimal): An exact decimal number in a string.
        tax_rate (Decimal): An exact decimal number in a string.
        tax_amount (Decimal | None): An exact decimal number in a string, or null.
        discount_amount (Decimal): An exact decimal number in a string.
        without_net_amount (Decimal | None): An exact decimal number in a string, or null.
        installment_interest_amount (Decimal | None): An exact decimal number in a string, or null.
        attributes (dict[str, Any]): A map in free form.
        attributes_kwargs (dict[str, AttributeDetail]): Labels, values and data types of attributes by name.
        image (None | str): The image of the item, if there is one.
        price_list (PriceList): A price list.
        stock_list (StockList): A stock list.
        extra_field (ExtraField): What the price list and the stock list add to an item, in free form.
        parent_omnitron_id (int | None): Id in Omnitron of the parent of the item, if it has one.
        order (int): Id of the order that the item belongs to.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "state": "state",
        "product": "product",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "omnitron_id": "omnitron_id",
        "net_amount": "net_amount",
        "price": "price",
        "price_currency": "price_currency",
        "retail_price": "retail_price",
        "tax_rate": "tax_rate",
        "tax_amount": "tax_amount",
        "discount_amount": "discount_amount",
        "without_net_amount": "without_net_amount",
        "installment_interest_amount": "installment_interest_amount",
        "attributes": "attributes",
        "attributes_kwargs": "attributes_kwargs",
        "image": "image",
        "price_list": "price_list",
        "stock_list": "stock_list",
        "extra_field": "extra_field",
        "parent_omnitron_id": "parent_omnitron_id",
        "order": "order",
    }
    __slots__ = tuple(_names.values())

    id: int
    state: State
    product: Product
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    net_amount: Decimal
    price: Decimal
    price_currency: str
    retail_price: Decimal
    tax_rate: Decimal
    tax_amount: Decimal | None
    discount_amount: Decimal
    without_net_amount: Decimal | None
    installment_interest_amount: Decimal | None
    attributes: dict[str, Any]
    attributes_kwargs: dict[str, AttributeDetail]
    image: None | str
    price_list: PriceList
    stock_list: StockList
    extra_field: ExtraField
    parent_omnitron_id: int | None
    order: int
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        state: State,
        product: Product,
        created_date: datetime.datetime,
        modified_date: datetime.datetime,
        omnitron_id: int,
        net_amount: Decimal,
        price: Decimal,
        price_currency: str,
        retail_price: Decimal,
        tax_rate: Decimal,
        tax_amount: Decimal | None,
        discount_amount: Decimal,
        without_net_amount: Decimal | None,
        installment_interest_amount: Decimal | None,
        attributes: dict[str, Any],
        attributes_kwargs: dict[str, AttributeDetail],
        image: None | str,
        price_list: PriceList,
        stock_list: StockList,
        extra_field: ExtraField,
        parent_omnitron_id: int | None,
        order: int,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.state = state
        self.product = product
        self.created_date = created_date
        self.modified_date = modified_date
        self.omnitron_id = omnitron_id
        self.net_amount = net_amount
        self.price = price
        self.price_currency = price_currency
        self.retail_price = retail_price
        self.tax_rate = tax_rate
        self.tax_amount = tax_amount
        self.discount_amount = discount_amount
        self.without_net_amount = without_net_amount
        self.installment_interest_amount = installment_interest_amount
        self.attributes = attributes
        self.attributes_kwargs = attributes_kwargs
        self.image = image
        self.price_list = price_list
        self.stock_list = stock_list
        self.extra_field = extra_field
        self.parent_omnitron_id = parent_omnitron_id
        self.order = order
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data["id"]
            new.state = State.from_dict(data["state"])
            new.product = Product.from_dict(data["product"])
            new.created_date = read_date_time(data["created_date"])
            new.modified_date = read_date_time(data["modified_date"])
            new.omnitron_id = data["omnitron_id"]
            new.net_amount = read_decimal(data["net_amount"])
            new.price = read_decimal(data["price"])
            new.price_currency = data["price_currency"]
            new.retail_price = read_decimal(data["retail_price"])
            new.tax_rate = read_decimal(data["tax_rate"])
            new.tax_amount = None if (value := data["tax_amount"]) is None else read_decimal(value)
            new.discount_amount = read_decimal(data["discount_amount"])
            new.without_net_amount = None if (value := data["without_net_amount"]) is None else read_decimal(value)
            new.installment_interest_amount = (
                None if (value := data["installment_interest_amount"]) is None else read_decimal(value)
            )
            new.attributes = read_map(data["attributes"])
            new.attributes_kwargs = read_map(data["attributes_kwargs"], AttributeDetail.from_dict)
            new.image = data["image"]
            new.price_list = PriceList.from_dict(data["price_list"])
            new.stock_list = StockList.from_dict(data["stock_list"])
            new.extra_field = ExtraField.from_dict(data["extra_field"])
            new.parent_omnitron_id = data["parent_omnitron_id"]
            new.order = data["order"]
            new.additional_properties = {} if len(data) == 23 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "id": self.id,
            "state": self.state and self.state.to_dict(),
            "product": self.product and self.product.to_dict(),
            "created_date": self.created_date and write_date_time(self.created_date),
            "modified_date": self.modified_date and write_date_time(self.modified_date),
            "omnitron_id": self.omnitron_id,
            "net_amount": None if self.net_amount is None else write_decimal(self.net_amount),
            "price": None if self.price is None else write_decimal(self.price),
            "price_currency": self.price_currency,
            "retail_price": None if self.retail_price is None else write_decimal(self.retail_price),
            "tax_rate": None if self.tax_rate is None else write_decimal(self.tax_rate),
            "tax_amount": None if self.tax_amount is None else write_decimal(self.tax_amount),
            "discount_amount": None if self.discount_amount is None else write_decimal(self.discount_amount),
            "without_net_amount": None if self.without_net_amount is None else write_decimal(self.without_net_amount),
            "installment_interest_amount": None
            if self.installment_interest_amount is None
            else write_decimal(self.installment_interest_amount),
            "attributes": self.attributes,
            "attributes_kwargs": self.attributes_kwargs
            and {key: item and item.to_dict() for key, item in self.attributes_kwargs.items()},
            "image": self.image,
            "price_list": self.price_list and self.price_list.to_dict(),
            "stock_list": self.stock_list and self.stock_list.to_dict(),
            "extra_field": self.extra_field and self.extra_field.to_dict(),
            "parent_omnitron_id": self.parent_omnitron_id,
            "order": self.order,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderPage(_Model):
    """A page of orders in full.

    Attributes:
        count (int): The number of orders on all pages together.
        next_ (None | str): The absolute URL of the next page, null on the last one.
        previous (None | str): The absolute URL of the previous page, null on the first one.
        results (list[Order]): The orders of this page.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "count": "count",
        "next": "next_",
        "previous": "previous",
        "results": "results",
    }
    __slots__ = tuple(_names.values())

    count: int
    next_: None | str
    previous: None | str
    results: list[Order]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        count: int,
        next_: None | str,
        previous: None | str,
        results: list[Order],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.count = count
        self.next_ = next_
        self.previous = previous
        self.results = results
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.count = data["count"]
            new.next_ = data["next"]
            new.previous = data["previous"]
            new.results = read_array(data["results"], Order.from_dict)
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "count": self.count,
            "next": self.next_,
            "previous": self.previous,
            "results": self.results and [item and item.to_dict() for item in self.results],
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderShort(_Model):
    """An order in short. Related objects are given by their keys, and the number of items stands in place of the items.

    Attributes:
        order_item_count (int): The number of items of the order.
        id (int | Unset): Id of the order in the OMS.
        omnitron_id (int | Unset): Id of the order in Omnitron.
        number (str | Unset): The number of an order, digits in a string.
        state (int | Unset): Key of the current state.
        customer (int | Unset): Key of the customer.
        shipping_address (int | Unset): Key of the shipping address.
        billing_address (int | Unset): Key of the billing address.
        channel (int | Unset): Key of the channel.
        payment_type (KnownPaymentType | str | Unset): How an order is paid. One value is shown; others come from the
            list of payment types.
        delivery_type (KnownDeliveryType | str | Unset): How an order is delivered. One value is shown; others come from
            the list of delivery types.
        created_date (datetime.datetime | Unset): When the OMS created the order.
        modified_date (datetime.datetime | Unset): When the OMS last changed the order.
        date_placed (datetime.datetime | Unset): When the customer placed the order.
        tracking_number (None | str | Unset): The tracking number of the shipment, once there is one.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "order_item_count": "order_item_count",
        "id": "id",
        "omnitron_id": "omnitron_id",
        "number": "number",
        "state": "state",
        "customer": "customer",
        "shipping_address": "shipping_address",
        "billing_address": "billing_address",
        "channel": "channel",
        "payment_type": "payment_type",
        "delivery_type": "delivery_type",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "date_placed": "date_placed",
        "tracking_number": "tracking_number",
    }
    __slots__ = tuple(_names.values())

    order_item_count: int
    id: int | Unset
    omnitron_id: int | Unset
    number: str | Unset
    state: int | Unset
    customer: int | Unset
    shipping_address: int | Unset
    billing_address: int | Unset
    channel: int | Unset
    payment_type: KnownPaymentType | str | Unset
    delivery_type: KnownDeliveryType | str | Unset
    created_date: datetime.datetime | Unset
    modified_date: datetime.datetime | Unset
    date_placed: datetime.datetime | Unset
    tracking_number: None | str | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        order_item_count: int,
        id: int | Unset = UNSET,
        omnitron_id: int | Unset = UNSET,
        number: str | Unset = UNSET,
        state: int | Unset = UNSET,
        customer: int | Unset = UNSET,
        shipping_address: int | Unset = UNSET,
        billing_address: int | Unset = UNSET,
        channel: int | Unset = UNSET,
        payment_type: KnownPaymentType | str | Unset = UNSET,
        delivery_type: KnownDeliveryType | str | Unset = UNSET,
        created_date: datetime.datetime | Unset = UNSET,
        modified_date: datetime.datetime | Unset = UNSET,
        date_placed: datetime.datetime | Unset = UNSET,
        tracking_number: None | str | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.order_item_count = order_item_count
        self.id = id
        self.omnitron_id = omnitron_id
        self.number = number
        self.state = state
        self.customer = customer
        self.shipping_address = shipping_address
        self.billing_address = billing_address
        self.channel = channel
        self.payment_type = payment_type
        self.delivery_type = delivery_type
        self.created_date = created_date
        self.modified_date = modified_date
        self.date_placed = date_placed
        self.tracking_number = tracking_number
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.order_item_count = data["order_item_count"]
            new.id = data.get("id", UNSET)
            new.omnitron_id = data.get("omnitron_id", UNSET)
            new.number = data.get("number", UNSET)
            new.state = data.get("state", UNSET)
            new.customer = data.get("customer", UNSET)
            new.shipping_address = data.get("shipping_address", UNSET)
            new.billing_address = data.get("billing_address", UNSET)
            new.channel = data.get("channel", UNSET)
            new.payment_type = data.get("payment_type", UNSET)
            new.delivery_type = data.get("delivery_type", UNSET)
            new.created_date = UNSET if (value := data.get("created_date", UNSET)) is UNSET else read_date_time(value)
            new.modified_date = UNSET if (value := data.get("modified_date", UNSET)) is UNSET else read_date_time(value)
            new.date_placed = UNSET if (value := data.get("date_placed", UNSET)) is UNSET else read_date_time(value)
            new.tracking_number = data.get("tracking_number", UNSET)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {
            "order_item_count": self.order_item_count,
        }
        if (value := self.id) is not UNSET:
            data["id"] = value
        if (value := self.omnitron_id) is not UNSET:
            data["omnitron_id"] = value
        if (value := self.number) is not UNSET:
            data["number"] = value
        if (value := self.state) is not UNSET:
            data["state"] = value
        if (value := self.customer) is not UNSET:
            data["customer"] = value
        if (value := self.shipping_address) is not UNSET:
            data["shipping_address"] = value
        if (value := self.billing_address) is not UNSET:
            data["billing_address"] = value
        if (value := self.channel) is not UNSET:
            data["channel"] = value
        if (value := self.payment_type) is not UNSET:
            data["payment_type"] = value
        if (value := self.delivery_type) is not UNSET:
            data["delivery_type"] = value
        if (value := self.created_date) is not UNSET:
            data["created_date"] = value and write_date_time(value)
        if (value := self.modified_date) is not UNSET:
            data["modified_date"] = value and write_date_time(value)
        if (value := self.date_placed) is not UNSET:
            data["date_placed"] = value and write_date_time(value)
        if (value := self.tracking_number) is not UNSET:
            data["tracking_number"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderShortPage(_Model):
    """A page of orders in short.

    Attributes:
        count (int): The number of orders on all pages together.
        next_ (None | str): The absolute URL of the next page, null on the last one.
        previous (None | str): The absolute URL of the previous page, null on the first one.
        results (list[OrderShort]): The orders of this page.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "count": "count",
        "next": "next_",
        "previous": "previous",
        "results": "results",
    }
    __slots__ = tuple(_names.values())

    count: int
    next_: None | str
    previous: None | str
    results: list[OrderShort]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        count: int,
        next_: None | str,
        previous: None | str,
        results: list[OrderShort],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.count = count
        self.next_ = next_
        self.previous = previous
        self.results = results
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.count = data["count"]
            new.next_ = data["next"]
            new.previous = data["previous"]
            new.results = read_array(data["results"], OrderShort.from_dict)
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "count": self.count,
            "next": self.next_,
            "previous": self.previous,
            "results": self.results and [item and item.to_dict() for item in self.results],
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderSimple(_Model):
    """An order for business intelligence, with its dates and few other properties.

    Attributes:
        created_date (datetime.datetime): When the OMS created the order.
        modified_date (datetime.datetime): When the OMS last changed the order.
        id (int | Unset): Id of the order in the OMS.
        omnitron_id (int | Unset): Id of the order in Omnitron.
        number (str | Unset): The number of an order, digits in a string.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "created_date": "created_date",
        "modified_date": "modified_date",
        "id": "id",
        "omnitron_id": "omnitron_id",
        "number": "number",
    }
    __slots__ = tuple(_names.values())

    created_date: datetime.datetime
    modified_date: datetime.datetime
    id: int | Unset
    omnitron_id: int | Unset
    number: str | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        created_date: datetime.datetime,
        modified_date: datetime.datetime,
        id: int | Unset = UNSET,
        omnitron_id: int | Unset = UNSET,
        number: str | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.created_date = created_date
        self.modified_date = modified_date
        self.id = id
        self.omnitron_id = omnitron_id
        self.number = number
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.created_date = read_date_time(data["created_date"])
            new.modified_date = read_date_time(data["modified_date"])
            new.id = data.get("id", UNSET)
            new.omnitron_id = data.get("omnitron_id", UNSET)
            new.number = data.get("number", UNSET)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {
            "created_date": self.created_date and write_date_time(self.created_date),
            "modified_date": self.modified_date and write_date_time(self.modified_date),
        }
        if (value := self.id) is not UNSET:
            data["id"] = value
        if (value := self.omnitron_id) is not UNSET:
            data["omnitron_id"] = value
        if (value := self.number) is not UNSET:
            data["number"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderSimplePage(_Model):
    """A page of orders for business intelligence.

    Attributes:
        count (int): The number of orders on all pages together.
        next_ (None | str): The absolute URL of the next page, null on the last one.
        previous (None | str): The absolute URL of the previous page, null on the first one.
        results (list[OrderSimple]): The orders of this page.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "count": "count",
        "next": "next_",
        "previous": "previous",
        "results": "results",
    }
    __slots__ = tuple(_names.values())

    count: int
    next_: None | str
    previous: None | str
    results: list[OrderSimple]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        count: int,
        next_: None | str,
        previous: None | str,
        results: list[OrderSimple],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.count = count
        self.next_ = next_
        self.previous = previous
        self.results = results
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.count = data["count"]
            new.next_ = data["next"]
            new.previous = data["previous"]
            new.results = read_array(data["results"], OrderSimple.from_dict)
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "count": self.count,
            "next": self.next_,
            "previous": self.previous,
            "results": self.results and [item and item.to_dict() for item in self.results],
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class PaymentTypeOption(_Model):
    """A payment type an order can have.

    Attributes:
        value (KnownPaymentType | str): How an order is paid. One value is shown; others come from the list of payment
            types.
        label (str): The name to show.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "value": "value",
        "label": "label",
    }
    __slots__ = tuple(_names.values())

    value: KnownPaymentType | str
    label: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        value: KnownPaymentType | str,
        label: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.value = value
        self.label = label
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.value = data["value"]
            new.label = data["label"]
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "value": self.value,
            "label": self.label,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class PriceList(_Model):
    """A price list.

    Attributes:
        pk (int): Id of the price list.
        code (str):
        name (str):
        currency (str): The code of a currency, in lower case.
        created_date (datetime.datetime):
        is_auto_sync (bool): Whether the list is synchronized automatically.
        modified_date (datetime.datetime):
    """

    _names: ClassVar[Mapping[str, str]] = {
        "pk": "pk",
        "code": "code",
        "name": "name",
        "currency": "currency",
        "created_date": "created_date",
        "is_auto_sync": "is_auto_sync",
        "modified_date": "modified_date",
    }
    __slots__ = tuple(_names.values())

    pk: int
    code: str
    name: str
    currency: str
    created_date: datetime.datetime
    is_auto_sync: bool
    modified_date: datetime.datetime
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        pk: int,
        code: str,
        name: str,
        currency: str,
        created_date: datetime.datetime,
        is_auto_sync: bool,
        modified_date: datetime.datetime,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.pk = pk
        self.code = code
        self.name = name
        self.currency = currency
        self.created_date = created_date
        self.is_auto_sync = is_auto_sync
        self.modified_date = modified_date
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.pk = data["pk"]
            new.code = data["code"]
            new.name = data["name"]
            new.currency = data["currency"]
            new.created_date = read_date_time(data["created_date"])
            new.is_auto_sync = data["is_auto_sync"]
            new.modified_date = read_date_time(data["modified_date"])
            new.additional_properties = {} if len(data) == 7 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "pk": self.pk,
            "code": self.code,
            "name": self.name,
            "currency": self.currency,
            "created_date": self.created_date and write_date_time(self.created_date),
            "is_auto_sync": self.is_auto_sync,
            "modified_date": self.modified_date and write_date_time(self.modified_date),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Product(_Model):
    """A product.

    Attributes:
        id (int): Id of the product in the OMS.
        productimage_set (list[ProductImage]): The images of the product.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        omnitron_id (int): Id of the product in Omnitron.
        name (str): The name of the product.
        base_code (str): The base code of the product.
        sku (str): The stock keeping unit.
        barcode (None | str): The barcode, if there is one.
        attributes (dict[str, Any]): A map in free form.
        attributes_kwargs (dict[str, AttributeDetail]): Labels, values and data types of attributes by name.
        extra_attributes (dict[str, Any]): A map in free form.
        remote_modified_date (datetime.datetime): When the product was last changed where it comes from.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "productimage_set": "productimage_set",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "omnitron_id": "omnitron_id",
        "name": "name",
        "base_code": "base_code",
        "sku": "sku",
        "barcode": "barcode",
        "attributes": "attributes",
        "attributes_kwargs": "attributes_kwargs",
        "extra_attributes": "extra_attributes",
        "remote_modified_date": "remote_modified_date",
    }
    __slots__ = tuple(_names.values())

    id: int
    productimage_set: list[ProductImage]
    created_date: datetime.datetime
    modified_date: datetime.datetime
    omnitron_id: int
    name: str
    base_code: str
    sku: str
    barcode: None | str
    attributes: dict[str, Any]
    attributes_kwargs: dict[str, AttributeDetail]
    extra_attributes: dict[str, Any]
    remote_modified_date: datetime.datetime
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        productimage_set: list[ProductImage],
        created_date: datetime.datetime,
        modified_date: datetime.datetime,
        omnitron_id: int,
        name: str,
        base_code: str,
        sku: str,
        barcode: None | str,
        attributes: dict[str, Any],
        attributes_kwargs: dict[str, AttributeDetail],
        extra_attributes: dict[str, Any],
        remote_modified_date: datetime.datetime,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.productimage_set = productimage_set
        self.created_date = created_date
        self.modified_date = modified_date
        self.omnitron_id = omnitron_id
        self.name = name
        self.base_code = base_code
        self.sku = sku
        self.barcode = barcode
        self.attributes = attributes
        self.attributes_kwargs = attributes_kwargs
        self.extra_attributes = extra_attributes
        self.remote_modified_date = remote_modified_date
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.id = data["id"]
            new.productimage_set = read_array(data["productimage_set"], ProductImage.from_dict)
            new.created_date = read_date_time(data["created_date"])
            new.modified_date = read_date_time(data["modified_date"])
            new.omnitron_id = data["omnitron_id"]
            new.name = data["name"]
            new.base_code = data["base_code"]
            new.sku = data["sku"]
            new.barcode = data["barcode"]
            new.attributes = read_map(data["attributes"])
            new.attributes_kwargs = read_map(data["attributes_kwargs"], AttributeDetail.from_dict)
            new.extra_attributes = read_map(data["extra_attributes"])
            new.remote_modified_date = read_date_time(data["remote_modified_date"])
            new.additional_properties = {} if len(data) == 13 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "id": self.id,
            "productimage_set": self.productimage_set and [item and item.to_dict() for item in self.productimage_set],
            "created_date": self.created_date and write_date_time(self.created_date),
            "modified_date": self.modified_date and write_date_time(self.modified_date),
            "omnitron_id": self.omnitron_id,
            "name": self.name,
            "base_code": self.base_code,
            "sku": self.sku,
            "barcode": self.barcode,
            "attributes": self.attributes,
            "attributes_kwargs": self.attributes_kwargs
            and {key: item and item.to_dict() for key, item in self.attributes_kwargs.items()},
            "extra_attributes": self.extra_attributes,
            "remote_modified_date": self.remote_modified_date and write_date_time(self.remote_modified_date),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class ProductImage(_Model):
    """An image of a product.

    Attributes:
        order (int): The position of the image among the images of the product, counted from 0.
        id (int): Id of the image.
        url (str): Where the image is.
        product (int): Id of the product.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "order": "order",
        "id": "id",
        "url": "url",
        "product": "product",
    }
    __slots__ = tuple(_names.values())

    order: int
    id: int
    url: str
    product: int
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        order: int,
        id: int,
        url: str,
        product: int,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.order = order
        self.id = id
        self.url = url
        self.product = product
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.order = data["order"]
            new.id = data["id"]
            new.url = data["url"]
            new.product = data["product"]
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "order": self.order,
            "id": self.id,
            "url": self.url,
            "product": self.product,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class PullRequest(_Model):
    """The orders to pull from Omnitron.

    Attributes:
        order_numbers (list[str]): The numbers of the orders to pull, 1 to 100 of them.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "order_numbers": "order_numbers",
    }
    __slots__ = tuple(_names.values())

    order_numbers: list[str]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        order_numbers: list[str],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.order_numbers = order_numbers
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.order_numbers = read_array(data["order_numbers"])
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "order_numbers": self.order_numbers,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


PullRequestDict = TypedDict(
    "PullRequestDict",
    {
        "order_numbers": "list[str]",
    },
)


@_define(init=False, eq=False, repr=False)
class PullResult(_Model):
    """What came of one order number. An order that was pulled has no errors; one that was not has at least one.

    Attributes:
        order_number (str): The order number as it was sent.
        success (bool): Whether the order was pulled.
        errors (list[str] | Unset): Why the order was not pulled: it exists already in the channel, it is not known, its
            Omnitron id is below the lowest one allowed, its channel is not allowed, or its cargo company is unknown.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "order_number": "order_number",
        "success": "success",
        "errors": "errors",
    }
    __slots__ = tuple(_names.values())

    order_number: str
    success: bool
    errors: list[str] | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        order_number: str,
        success: bool,
        errors: list[str] | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.order_number = order_number
        self.success = success
        self.errors = errors
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.order_number = data["order_number"]
            new.success = data["success"]
            new.errors = UNSET if (value := data.get("errors", UNSET)) is UNSET else read_array(value)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {
            "order_number": self.order_number,
            "success": self.success,
        }
        if (value := self.errors) is not UNSET:
            data["errors"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class State(_Model):
    """A state of an order or of an order item.

    Attributes:
        id (int): Id of the state.
        created_date (datetime.datetime):
        modified_date (datetime.datetime):
        translations (dict[str, Translation]): Translations by locale, such as `en-us`.
        name (str): The name of the state.
        config (dict[str, Any]): A map in free form.
        enum_class (str): The enumeration that `enum_value` belongs to.
        enum_value (str): The value of the state in its enumeration, a string even where it reads as a number.
        content_type (int): Id of the kind of object that has this state. Orders and order items differ in it.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "translations": "translations",
        "name": "name",
        "config": "config",
        "enum_class": "enum_class",
        "enum_value": "enum_value",
        "content_type": "content_type",
    }
    __slots__ = tuple(_names.values())

    id: int
    created_date: datetime.datetime
    modified_date: datetime.datetime
    translations: dict[str, Translation]
    name: str
    config: dict[str, Any]
    enum_class: str
    enum_value: str
    content_type: int
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        created_date: datetime.datetime,
        modified_date: datetime.datetime,
        translations: dict[str, Translation],
        name: str,
        config: dict[str, Any],
        enum_class: str,
        enum_value: str,
        content_type: int,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.created_date = created_date
        self.modified_date = modified_date
        self.translations = translations
        self.name = name
        self.config = config
        self.enum_class = enum_class
        self.enum_value = enum_value
        self.content_type = content_type
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.id = data["id"]
            new.created_date = read_date_time(data["created_date"])
            new.modified_date = read_date_time(data["modified_date"])
            new.translations = read_map(data["translations"], Translation.from_dict)
            new.name = data["name"]
            new.config = read_map(data["config"])
            new.enum_class = data["enum_class"]
            new.enum_value = data["enum_value"]
            new.content_type = data["content_type"]
            new.additional_properties = {} if len(data) == 9 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "id": self.id,
            "created_date": self.created_date and write_date_time(self.created_date),
            "modified_date": self.modified_date and write_date_time(self.modified_date),
            "translations": self.translations
            and {key: item and item.to_dict() for key, item in self.translations.items()},
            "name": self.name,
            "config": self.config,
            "enum_class": self.enum_class,
            "enum_value": self.enum_value,
            "content_type": self.content_type,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class StockList(_Model):
    """A stock list.

    Attributes:
        pk (int): Id of the stock list.
        code (None | str): The code of the stock list, if it has one.
        name (str):
        created_date (datetime.datetime):
        is_auto_sync (bool): Whether the list is synchronized automatically.
        modified_date (datetime.datetime):
    """

    _names: ClassVar[Mapping[str, str]] = {
        "pk": "pk",
        "code": "code",
        "name": "name",
        "created_date": "created_date",
        "is_auto_sync": "is_auto_sync",
        "modified_date": "modified_date",
    }
    __slots__ = tuple(_names.values())

    pk: int
    code: None | str
    name: str
    created_date: datetime.datetime
    is_auto_sync: bool
    modified_date: datetime.datetime
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        pk: int,
        code: None | str,
        name: str,
        created_date: datetime.datetime,
        is_auto_sync: bool,
        modified_date: datetime.datetime,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.pk = pk
        self.code = code
        self.name = name
        self.created_date = created_date
        self.is_auto_sync = is_auto_sync
        self.modified_date = modified_date
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.pk = data["pk"]
            new.code = data["code"]
            new.name = data["name"]
            new.created_date = read_date_time(data["created_date"])
            new.is_auto_sync = data["is_auto_sync"]
            new.modified_date = read_date_time(data["modified_date"])
            new.additional_properties = {} if len(data) == 6 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "pk": self.pk,
            "code": self.code,
            "name": self.name,
            "created_date": self.created_date and write_date_time(self.created_date),
            "is_auto_sync": self.is_auto_sync,
            "modified_date": self.modified_date and write_date_time(self.modified_date),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Township(_Model):
    """A township of a city.

    Attributes:
        pk (int): Id of the township.
        name (str):
        city (int): Id of the city.
        is_active (bool):
        longitude (Decimal): An exact decimal number in a string.
        latitude (Decimal): An exact decimal number in a string.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "pk": "pk",
        "name": "name",
        "city": "city",
        "is_active": "is_active",
        "longitude": "longitude",
        "latitude": "latitude",
    }
    __slots__ = tuple(_names.values())

    pk: int
    name: str
    city: int
    is_active: bool
    longitude: Decimal
    latitude: Decimal
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        pk: int,
        name: str,
        city: int,
        is_active: bool,
        longitude: Decimal,
        latitude: Decimal,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.pk = pk
        self.name = name
        self.city = city
        self.is_active = is_active
        self.longitude = longitude
        self.latitude = latitude
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.pk = data["pk"]
            new.name = data["name"]
            new.city = data["city"]
            new.is_active = data["is_active"]
            new.longitude = read_decimal(data["longitude"])
            new.latitude = read_decimal(data["latitude"])
            new.additional_properties = {} if len(data) == 6 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "pk": self.pk,
            "name": self.name,
            "city": self.city,
            "is_active": self.is_active,
            "longitude": None if self.longitude is None else write_decimal(self.longitude),
            "latitude": None if self.latitude is None else write_decimal(self.latitude),
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Translation(_Model):
    """The translated texts of one locale.

    Attributes:
        name (str): The translated name.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "name": "name",
    }
    __slots__ = tuple(_names.values())

    name: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        name: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.name = data["name"]
            new.additional_properties = {} if len(data) == 1 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "name": self.name,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class WebhookEvent(_Model):
    """A webhook event of an order with its payload.

    Attributes:
        id (int): Id of the webhook event.
        payload (dict[str, Any]): The complete payload of a webhook event, in free form.
        order (int | Unset): Id of the order that the event belongs to.
        created_date (datetime.datetime | Unset): When the event was created.
        modified_date (datetime.datetime | Unset): When the event was last changed.
        event_type (str | Unset): The kind of event.
        status (str | Unset): How the delivery of the event stands.
        response_code (int | None | Unset): The HTTP status with which the receiver answered, null before it has.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "payload": "payload",
        "order": "order",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "event_type": "event_type",
        "status": "status",
        "response_code": "response_code",
    }
    __slots__ = tuple(_names.values())

    id: int
    payload: dict[str, Any]
    order: int | Unset
    created_date: datetime.datetime | Unset
    modified_date: datetime.datetime | Unset
    event_type: str | Unset
    status: str | Unset
    response_code: int | None | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        payload: dict[str, Any],
        order: int | Unset = UNSET,
        created_date: datetime.datetime | Unset = UNSET,
        modified_date: datetime.datetime | Unset = UNSET,
        event_type: str | Unset = UNSET,
        status: str | Unset = UNSET,
        response_code: int | None | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.payload = payload
        self.order = order
        self.created_date = created_date
        self.modified_date = modified_date
        self.event_type = event_type
        self.status = status
        self.response_code = response_code
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data["id"]
            new.payload = read_map(data["payload"])
            new.order = data.get("order", UNSET)
            new.created_date = UNSET if (value := data.get("created_date", UNSET)) is UNSET else read_date_time(value)
            new.modified_date = UNSET if (value := data.get("modified_date", UNSET)) is UNSET else read_date_time(value)
            new.event_type = data.get("event_type", UNSET)
            new.status = data.get("status", UNSET)
            new.response_code = data.get("response_code", UNSET)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {
            "id": self.id,
            "payload": self.payload,
        }
        if (value := self.order) is not UNSET:
            data["order"] = value
        if (value := self.created_date) is not UNSET:
            data["created_date"] = value and write_date_time(value)
        if (value := self.modified_date) is not UNSET:
            data["modified_date"] = value and write_date_time(value)
        if (value := self.event_type) is not UNSET:
            data["event_type"] = value
        if (value := self.status) is not UNSET:
            data["status"] = value
        if (value := self.response_code) is not UNSET:
            data["response_code"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class WebhookEventPage(_Model):
    """A page of webhook events in full.

    Attributes:
        count (int): The number of webhook events on all pages together.
        next_ (None | str): The absolute URL of the next page, null on the last one.
        previous (None | str): The absolute URL of the previous page, null on the first one.
        results (list[WebhookEvent]): The webhook events of this page.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "count": "count",
        "next": "next_",
        "previous": "previous",
        "results": "results",
    }
    __slots__ = tuple(_names.values())

    count: int
    next_: None | str
    previous: None | str
    results: list[WebhookEvent]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        count: int,
        next_: None | str,
        previous: None | str,
        results: list[WebhookEvent],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.count = count
        self.next_ = next_
        self.previous = previous
        self.results = results
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.count = data["count"]
            new.next_ = data["next"]
            new.previous = data["previous"]
            new.results = read_array(data["results"], WebhookEvent.from_dict)
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "count": self.count,
            "next": self.next_,
            "previous": self.previous,
            "results": self.results and [item and item.to_dict() for item in self.results],
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class WebhookEventShort(_Model):
    """A webhook event of an order without its payload.

    Attributes:
        id (int): Id of the webhook event.
        order (int | Unset): Id of the order that the event belongs to.
        created_date (datetime.datetime | Unset): When the event was created.
        modified_date (datetime.datetime | Unset): When the event was last changed.
        event_type (str | Unset): The kind of event.
        status (str | Unset): How the delivery of the event stands.
        response_code (int | None | Unset): The HTTP status with which the receiver answered, null before it has.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "order": "order",
        "created_date": "created_date",
        "modified_date": "modified_date",
        "event_type": "event_type",
        "status": "status",
        "response_code": "response_code",
    }
    __slots__ = tuple(_names.values())

    id: int
    order: int | Unset
    created_date: datetime.datetime | Unset
    modified_date: datetime.datetime | Unset
    event_type: str | Unset
    status: str | Unset
    response_code: int | None | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        order: int | Unset = UNSET,
        created_date: datetime.datetime | Unset = UNSET,
        modified_date: datetime.datetime | Unset = UNSET,
        event_type: str | Unset = UNSET,
        status: str | Unset = UNSET,
        response_code: int | None | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.order = order
        self.created_date = created_date
        self.modified_date = modified_date
        self.event_type = event_type
        self.status = status
        self.response_code = response_code
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data["id"]
            new.order = data.get("order", UNSET)
            new.created_date = UNSET if (value := data.get("created_date", UNSET)) is UNSET else read_date_time(value)
            new.modified_date = UNSET if (value := data.get("modified_date", UNSET)) is UNSET else read_date_time(value)
            new.event_type = data.get("event_type", UNSET)
            new.status = data.get("status", UNSET)
            new.response_code = data.get("response_code", UNSET)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {
            "id": self.id,
        }
        if (value := self.order) is not UNSET:
            data["order"] = value
        if (value := self.created_date) is not UNSET:
            data["created_date"] = value and write_date_time(value)
        if (value := self.modified_date) is not UNSET:
            data["modified_date"] = value and write_date_time(value)
        if (value := self.event_type) is not UNSET:
            data["event_type"] = value
        if (value := self.status) is not UNSET:
            data["status"] = value
        if (value := self.response_code) is not UNSET:
            data["response_code"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class WebhookEventShortPage(_Model):
    """A page of webhook events in short.

    Attributes:
        count (int): The number of webhook events on all pages together.
        next_ (None | str): The absolute URL of the next page, null on the last one.
        previous (None | str): The absolute URL of the previous page, null on the first one.
        results (list[WebhookEventShort]): The webhook events of this page.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "count": "count",
        "next": "next_",
        "previous": "previous",
        "results": "results",
    }
    __slots__ = tuple(_names.values())

    count: int
    next_: None | str
    previous: None | str
    results: list[WebhookEventShort]
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        count: int,
        next_: None | str,
        previous: None | str,
        results: list[WebhookEventShort],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.count = count
        self.next_ = next_
        self.previous = previous
        self.results = results
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.count = data["count"]
            new.next_ = data["next"]
            new.previous = data["previous"]
            new.results = read_array(data["results"], WebhookEventShort.from_dict)
            new.additional_properties = {} if len(data) == 4 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "count": self.count,
            "next": self.next_,
            "previous": self.previous,
            "results": self.results and [item and item.to_dict() for item in self.results],
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


__all__ = [
    "Address",
    "AttributeDetail",
    "Channel",
    "ChannelConfiguration",
    "City",
    "Country",
    "Customer",
    "DeliveryTypeOption",
    "District",
    "Error",
    "ExtraField",
    "KnownAddressType",
    "KnownChannelType",
    "KnownClientType",
    "KnownDeliveryType",
    "KnownPaymentType",
    "Order",
    "OrderDetailShort",
    "OrderItem",
    "OrderPage",
    "OrderShort",
    "OrderShortPage",
    "OrderSimple",
    "OrderSimplePage",
    "PaymentTypeOption",
    "PriceList",
    "Product",
    "ProductImage",
    "PullRequest",
    "PullRequestDict",
    "PullResult",
    "State",
    "StockList",
    "Township",
    "Translation",
    "WebhookEvent",
    "WebhookEventPage",
    "WebhookEventShort",
    "WebhookEventShortPage",
]
