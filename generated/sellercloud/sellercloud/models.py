"""The objects of the API: what it takes and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NotRequired, Self, TypedDict

from ._runtime.unset import UNSET, Unset
from .base import Model as _Base
from .base import define as _define

OrderUpdateKnownCurrencyCode = Literal["USD"]
OrderUpdateKnownOrderSource = Literal["Local_Store"]
OrderUpdateKnownOrderSubType = Literal["None"]


class _Model(_Base):
    """What all models of this API have in common."""

    __slots__ = ()
    _sensitive = frozenset(["Password", "access_token"])


@_define(init=False, eq=False, repr=False)
class Address(_Model):
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

    _names: ClassVar[Mapping[str, str]] = {
        "FirstName": "first_name",
        "LastName": "last_name",
        "AddressLine1": "address_line_1",
        "ZipCode": "zip_code",
        "City": "city",
        "Country": "country",
        "MiddleName": "middle_name",
        "Business": "business",
        "AddressLine2": "address_line_2",
        "Region": "region",
        "State": "state",
        "Phone": "phone",
        "Fax": "fax",
    }
    __slots__ = tuple(_names.values())

    first_name: str
    last_name: str
    address_line_1: str
    zip_code: str
    city: str
    country: str
    middle_name: None | str | Unset
    business: None | str | Unset
    address_line_2: None | str | Unset
    region: None | str | Unset
    state: None | str | Unset
    phone: None | str | Unset
    fax: None | str | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        first_name: str,
        last_name: str,
        address_line_1: str,
        zip_code: str,
        city: str,
        country: str,
        middle_name: None | str | Unset = UNSET,
        business: None | str | Unset = UNSET,
        address_line_2: None | str | Unset = UNSET,
        region: None | str | Unset = UNSET,
        state: None | str | Unset = UNSET,
        phone: None | str | Unset = UNSET,
        fax: None | str | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.first_name = first_name
        self.last_name = last_name
        self.address_line_1 = address_line_1
        self.zip_code = zip_code
        self.city = city
        self.country = country
        self.middle_name = middle_name
        self.business = business
        self.address_line_2 = address_line_2
        self.region = region
        self.state = state
        self.phone = phone
        self.fax = fax
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.first_name = data["FirstName"]
            new.last_name = data["LastName"]
            new.address_line_1 = data["AddressLine1"]
            new.zip_code = data["ZipCode"]
            new.city = data["City"]
            new.country = data["Country"]
            new.middle_name = data.get("MiddleName", UNSET)
            new.business = data.get("Business", UNSET)
            new.address_line_2 = data.get("AddressLine2", UNSET)
            new.region = data.get("Region", UNSET)
            new.state = data.get("State", UNSET)
            new.phone = data.get("Phone", UNSET)
            new.fax = data.get("Fax", UNSET)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {
            "FirstName": self.first_name,
            "LastName": self.last_name,
            "AddressLine1": self.address_line_1,
            "ZipCode": self.zip_code,
            "City": self.city,
            "Country": self.country,
        }
        if (value := self.middle_name) is not UNSET:
            data["MiddleName"] = value
        if (value := self.business) is not UNSET:
            data["Business"] = value
        if (value := self.address_line_2) is not UNSET:
            data["AddressLine2"] = value
        if (value := self.region) is not UNSET:
            data["Region"] = value
        if (value := self.state) is not UNSET:
            data["State"] = value
        if (value := self.phone) is not UNSET:
            data["Phone"] = value
        if (value := self.fax) is not UNSET:
            data["Fax"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


AddressDict = TypedDict(
    "AddressDict",
    {
        "FirstName": "str",
        "LastName": "str",
        "AddressLine1": "str",
        "ZipCode": "str",
        "City": "str",
        "Country": "str",
        "MiddleName": NotRequired["None | str"],
        "Business": NotRequired["None | str"],
        "AddressLine2": NotRequired["None | str"],
        "Region": NotRequired["None | str"],
        "State": NotRequired["None | str"],
        "Phone": NotRequired["None | str"],
        "Fax": NotRequired["None | str"],
    },
)


@_define(init=False, eq=False, repr=False)
class Credentials(_Model):
    """A user's name and password.

    Attributes:
        username (str): Name of the user.
        password (str): Password of the user.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "Username": "username",
        "Password": "password",
    }
    __slots__ = tuple(_names.values())

    username: str
    password: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        username: str,
        password: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.username = username
        self.password = password
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.username = data["Username"]
            new.password = data["Password"]
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "Username": self.username,
            "Password": self.password,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


CredentialsDict = TypedDict(
    "CredentialsDict",
    {
        "Username": "str",
        "Password": "str",
    },
)


@_define(init=False, eq=False, repr=False)
class OrderUpdate(_Model):
    """What to change. Every property is optional; absent and null both mean that no update of it is needed.

    Attributes:
        company_id (int | None | Unset): Id of the company that the order belongs to.
        customer_id (int | None | Unset): Id of the order's customer.
        order_source (None | OrderUpdateKnownOrderSource | str | Unset): Source (channel) of the order. Values that are
            not listed pass through.
        order_sub_type (None | OrderUpdateKnownOrderSubType | str | Unset): Sub-type of the order. Values that are not
            listed pass through.
        sales_rep_1 (int | None | Unset): Id of the first sales representative.
        currency_code (None | OrderUpdateKnownCurrencyCode | str | Unset): Currency of the order. Values that are not
            listed pass through.
        disable_inventory_count (bool | None | Unset): Whether the inventory count is disabled for the order.
        shipping_address (Address | None | Unset): Replaces the shipping address whole.
        billing_address (Address | None | Unset): Replaces the billing address whole.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "CompanyId": "company_id",
        "CustomerId": "customer_id",
        "OrderSource": "order_source",
        "OrderSubType": "order_sub_type",
        "SalesRep1": "sales_rep_1",
        "CurrencyCode": "currency_code",
        "DisableInventoryCount": "disable_inventory_count",
        "ShippingAddress": "shipping_address",
        "BillingAddress": "billing_address",
    }
    __slots__ = tuple(_names.values())

    company_id: int | None | Unset
    customer_id: int | None | Unset
    order_source: None | OrderUpdateKnownOrderSource | str | Unset
    order_sub_type: None | OrderUpdateKnownOrderSubType | str | Unset
    sales_rep_1: int | None | Unset
    currency_code: None | OrderUpdateKnownCurrencyCode | str | Unset
    disable_inventory_count: bool | None | Unset
    shipping_address: Address | None | Unset
    billing_address: Address | None | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        company_id: int | None | Unset = UNSET,
        customer_id: int | None | Unset = UNSET,
        order_source: None | OrderUpdateKnownOrderSource | str | Unset = UNSET,
        order_sub_type: None | OrderUpdateKnownOrderSubType | str | Unset = UNSET,
        sales_rep_1: int | None | Unset = UNSET,
        currency_code: None | OrderUpdateKnownCurrencyCode | str | Unset = UNSET,
        disable_inventory_count: bool | None | Unset = UNSET,
        shipping_address: Address | None | Unset = UNSET,
        billing_address: Address | None | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.company_id = company_id
        self.customer_id = customer_id
        self.order_source = order_source
        self.order_sub_type = order_sub_type
        self.sales_rep_1 = sales_rep_1
        self.currency_code = currency_code
        self.disable_inventory_count = disable_inventory_count
        self.shipping_address = shipping_address
        self.billing_address = billing_address
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.company_id = data.get("CompanyId", UNSET)
            new.customer_id = data.get("CustomerId", UNSET)
            new.order_source = data.get("OrderSource", UNSET)
            new.order_sub_type = data.get("OrderSubType", UNSET)
            new.sales_rep_1 = data.get("SalesRep1", UNSET)
            new.currency_code = data.get("CurrencyCode", UNSET)
            new.disable_inventory_count = data.get("DisableInventoryCount", UNSET)
            new.shipping_address = (
                UNSET
                if (value := data.get("ShippingAddress", UNSET)) is UNSET
                else None
                if value is None
                else Address.from_dict(value)
            )
            new.billing_address = (
                UNSET
                if (value := data.get("BillingAddress", UNSET)) is UNSET
                else None
                if value is None
                else Address.from_dict(value)
            )
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {}
        if (value := self.company_id) is not UNSET:
            data["CompanyId"] = value
        if (value := self.customer_id) is not UNSET:
            data["CustomerId"] = value
        if (value := self.order_source) is not UNSET:
            data["OrderSource"] = value
        if (value := self.order_sub_type) is not UNSET:
            data["OrderSubType"] = value
        if (value := self.sales_rep_1) is not UNSET:
            data["SalesRep1"] = value
        if (value := self.currency_code) is not UNSET:
            data["CurrencyCode"] = value
        if (value := self.disable_inventory_count) is not UNSET:
            data["DisableInventoryCount"] = value
        if (value := self.shipping_address) is not UNSET:
            data["ShippingAddress"] = None if value is None else value.to_dict()
        if (value := self.billing_address) is not UNSET:
            data["BillingAddress"] = None if value is None else value.to_dict()
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


OrderUpdateDict = TypedDict(
    "OrderUpdateDict",
    {
        "CompanyId": NotRequired["int | None"],
        "CustomerId": NotRequired["int | None"],
        "OrderSource": NotRequired["None | OrderUpdateKnownOrderSource | str"],
        "OrderSubType": NotRequired["None | OrderUpdateKnownOrderSubType | str"],
        "SalesRep1": NotRequired["int | None"],
        "CurrencyCode": NotRequired["None | OrderUpdateKnownCurrencyCode | str"],
        "DisableInventoryCount": NotRequired["bool | None"],
        "ShippingAddress": NotRequired["Address | AddressDict | None"],
        "BillingAddress": NotRequired["Address | AddressDict | None"],
    },
)


@_define(init=False, eq=False, repr=False)
class Token(_Model):
    """A bearer token.

    Attributes:
        access_token (str): Token to send as bearer.
        token_type (str): Kind of the token.
        expires_in (int): Life of the token in seconds.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "access_token": "access_token",
        "token_type": "token_type",
        "expires_in": "expires_in",
    }
    __slots__ = tuple(_names.values())

    access_token: str
    token_type: str
    expires_in: int
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        access_token: str,
        token_type: str,
        expires_in: int,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.access_token = access_token
        self.token_type = token_type
        self.expires_in = expires_in
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.access_token = data["access_token"]
            new.token_type = data["token_type"]
            new.expires_in = data["expires_in"]
            new.additional_properties = {} if len(data) == 3 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "access_token": self.access_token,
            "token_type": self.token_type,
            "expires_in": self.expires_in,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


__all__ = [
    "Address",
    "AddressDict",
    "Credentials",
    "CredentialsDict",
    "OrderUpdate",
    "OrderUpdateDict",
    "OrderUpdateKnownCurrencyCode",
    "OrderUpdateKnownOrderSource",
    "OrderUpdateKnownOrderSubType",
    "Token",
]
