"""The objects of the API: what it takes and what it answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypedDict

from ._runtime.unset import UNSET, Unset
from .base import Model as _Base
from .base import define as _define
from .decoding import read_array, read_date_time
from .encoding import write_date_time


class _Model(_Base):
    """What all models of this API have in common."""

    __slots__ = ()
    _sensitive = frozenset(["X-OMNICADO-TOKEN"])


@_define(init=False, eq=False, repr=False)
class DeliveryData(_Model):
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

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
        "company": "company",
        "name": "name",
        "phone": "phone",
        "email": "email",
        "street": "street",
        "city": "city",
        "zip": "zip_",
        "country": "country",
    }
    __slots__ = tuple(_names.values())

    id: int
    created_at: Timestamp | Unset
    updated_at: None | Timestamp | Unset
    company: None | str | Unset
    name: str | Unset
    phone: str | Unset
    email: str | Unset
    street: str | Unset
    city: str | Unset
    zip_: str | Unset
    country: str | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        created_at: Timestamp | Unset = UNSET,
        updated_at: None | Timestamp | Unset = UNSET,
        company: None | str | Unset = UNSET,
        name: str | Unset = UNSET,
        phone: str | Unset = UNSET,
        email: str | Unset = UNSET,
        street: str | Unset = UNSET,
        city: str | Unset = UNSET,
        zip_: str | Unset = UNSET,
        country: str | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.created_at = created_at
        self.updated_at = updated_at
        self.company = company
        self.name = name
        self.phone = phone
        self.email = email
        self.street = street
        self.city = city
        self.zip_ = zip_
        self.country = country
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data["id"]
            new.created_at = UNSET if (value := data.get("createdAt", UNSET)) is UNSET else Timestamp.from_dict(value)
            new.updated_at = (
                UNSET
                if (value := data.get("updatedAt", UNSET)) is UNSET
                else None
                if value is None
                else Timestamp.from_dict(value)
            )
            new.company = data.get("company", UNSET)
            new.name = data.get("name", UNSET)
            new.phone = data.get("phone", UNSET)
            new.email = data.get("email", UNSET)
            new.street = data.get("street", UNSET)
            new.city = data.get("city", UNSET)
            new.zip_ = data.get("zip", UNSET)
            new.country = data.get("country", UNSET)
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
        if (value := self.created_at) is not UNSET:
            data["createdAt"] = value and value.to_dict()
        if (value := self.updated_at) is not UNSET:
            data["updatedAt"] = None if value is None else value.to_dict()
        if (value := self.company) is not UNSET:
            data["company"] = value
        if (value := self.name) is not UNSET:
            data["name"] = value
        if (value := self.phone) is not UNSET:
            data["phone"] = value
        if (value := self.email) is not UNSET:
            data["email"] = value
        if (value := self.street) is not UNSET:
            data["street"] = value
        if (value := self.city) is not UNSET:
            data["city"] = value
        if (value := self.zip_) is not UNSET:
            data["zip"] = value
        if (value := self.country) is not UNSET:
            data["country"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class Order(_Model):
    """An order with its deliveries and items.

    Attributes:
        id (int): The identifier of the order.
        items (list[OrderItem]): The items of the order.
        remote_id (str | Unset): The identifier of the order in the remote system.
        external_id (None | str | Unset): The identifier of the order in an external system, null without one.
        ship_date (datetime.datetime | None | Unset): When the order is to be shipped, null while that is not known.
        shipped_date (datetime.datetime | None | Unset): When the order was shipped, null before that.
        delivered_date (datetime.datetime | None | Unset): When the order was delivered, null before that.
        currency (str | Unset): The ISO 4217 code of the currency of all amounts.
        payment_type (str | Unset): How the order is paid. Only one value is known from the vendor, which lists none.
        payment_no (None | str | Unset): The number of the payment, null while there is none.
        expedition_status (str | Unset): How far the warehouse is with the order. The vendor lists no values.
        order_status (str | Unset): The status of the order. The vendor lists no values.
        source (str | Unset): Where the order came from.
        total_price (float | Unset): The total price of the order.
        delivery_price (float | Unset): The price of the delivery.
        discount (float | Unset): The discount on the order.
        cash_on_delivery (float | Unset): The cash on delivery of the order.
        cash_on_delivery_price (float | Unset): The price of the cash on delivery service.
        cash_on_delivery_received (bool | Unset): Whether the cash on delivery has been received.
        created_at (datetime.datetime | Unset): When the order was created.
        updated_at (datetime.datetime | Unset): When the order was last changed.
        delivery_provider (None | str | Unset): Who provides the delivery, null while nobody does.
        external_branch_id (None | str | Unset): The identifier of an external branch, null without one.
        external_order_processor (None | str | Unset): The external system that processes the order, null without one.
        external_order_processing_id (None | str | Unset): The identifier of the order at its external processor, null
            without one.
        external_order_delivery_carrier (None | str | Unset): The carrier that delivers the order, null while none is
            assigned.
        tracking_number (None | str | Unset): The tracking number of the parcel, null while none is assigned.
        tracking_url (None | str | Unset): Where to follow the parcel, null while no tracking is assigned. Its form is
            not promised.
        invoice_url (None | str | Unset): Where to find the invoice, null while there is none. Its form is not promised.
        has_bcx_code (bool | Unset): Whether the order has a BCX code.
        delivery_data (list[DeliveryData] | Unset): The recipients of the order.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "items": "items",
        "remoteId": "remote_id",
        "externalId": "external_id",
        "shipDate": "ship_date",
        "shippedDate": "shipped_date",
        "deliveredDate": "delivered_date",
        "currency": "currency",
        "paymentType": "payment_type",
        "paymentNo": "payment_no",
        "expeditionStatus": "expedition_status",
        "orderStatus": "order_status",
        "source": "source",
        "totalPrice": "total_price",
        "deliveryPrice": "delivery_price",
        "discount": "discount",
        "cashOnDelivery": "cash_on_delivery",
        "cashOnDeliveryPrice": "cash_on_delivery_price",
        "cashOnDeliveryReceived": "cash_on_delivery_received",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
        "deliveryProvider": "delivery_provider",
        "externalBranchId": "external_branch_id",
        "externalOrderProcessor": "external_order_processor",
        "externalOrderProcessingId": "external_order_processing_id",
        "externalOrderDeliveryCarrier": "external_order_delivery_carrier",
        "trackingNumber": "tracking_number",
        "trackingUrl": "tracking_url",
        "invoiceUrl": "invoice_url",
        "hasBcxCode": "has_bcx_code",
        "deliveryData": "delivery_data",
    }
    __slots__ = tuple(_names.values())

    id: int
    items: list[OrderItem]
    remote_id: str | Unset
    external_id: None | str | Unset
    ship_date: datetime.datetime | None | Unset
    shipped_date: datetime.datetime | None | Unset
    delivered_date: datetime.datetime | None | Unset
    currency: str | Unset
    payment_type: str | Unset
    payment_no: None | str | Unset
    expedition_status: str | Unset
    order_status: str | Unset
    source: str | Unset
    total_price: float | Unset
    delivery_price: float | Unset
    discount: float | Unset
    cash_on_delivery: float | Unset
    cash_on_delivery_price: float | Unset
    cash_on_delivery_received: bool | Unset
    created_at: datetime.datetime | Unset
    updated_at: datetime.datetime | Unset
    delivery_provider: None | str | Unset
    external_branch_id: None | str | Unset
    external_order_processor: None | str | Unset
    external_order_processing_id: None | str | Unset
    external_order_delivery_carrier: None | str | Unset
    tracking_number: None | str | Unset
    tracking_url: None | str | Unset
    invoice_url: None | str | Unset
    has_bcx_code: bool | Unset
    delivery_data: list[DeliveryData] | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        items: list[OrderItem],
        remote_id: str | Unset = UNSET,
        external_id: None | str | Unset = UNSET,
        ship_date: datetime.datetime | None | Unset = UNSET,
        shipped_date: datetime.datetime | None | Unset = UNSET,
        delivered_date: datetime.datetime | None | Unset = UNSET,
        currency: str | Unset = UNSET,
        payment_type: str | Unset = UNSET,
        payment_no: None | str | Unset = UNSET,
        expedition_status: str | Unset = UNSET,
        order_status: str | Unset = UNSET,
        source: str | Unset = UNSET,
        total_price: float | Unset = UNSET,
        delivery_price: float | Unset = UNSET,
        discount: float | Unset = UNSET,
        cash_on_delivery: float | Unset = UNSET,
        cash_on_delivery_price: float | Unset = UNSET,
        cash_on_delivery_received: bool | Unset = UNSET,
        created_at: datetime.datetime | Unset = UNSET,
        updated_at: datetime.datetime | Unset = UNSET,
        delivery_provider: None | str | Unset = UNSET,
        external_branch_id: None | str | Unset = UNSET,
        external_order_processor: None | str | Unset = UNSET,
        external_order_processing_id: None | str | Unset = UNSET,
        external_order_delivery_carrier: None | str | Unset = UNSET,
        tracking_number: None | str | Unset = UNSET,
        tracking_url: None | str | Unset = UNSET,
        invoice_url: None | str | Unset = UNSET,
        has_bcx_code: bool | Unset = UNSET,
        delivery_data: list[DeliveryData] | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.items = items
        self.remote_id = remote_id
        self.external_id = external_id
        self.ship_date = ship_date
        self.shipped_date = shipped_date
        self.delivered_date = delivered_date
        self.currency = currency
        self.payment_type = payment_type
        self.payment_no = payment_no
        self.expedition_status = expedition_status
        self.order_status = order_status
        self.source = source
        self.total_price = total_price
        self.delivery_price = delivery_price
        self.discount = discount
        self.cash_on_delivery = cash_on_delivery
        self.cash_on_delivery_price = cash_on_delivery_price
        self.cash_on_delivery_received = cash_on_delivery_received
        self.created_at = created_at
        self.updated_at = updated_at
        self.delivery_provider = delivery_provider
        self.external_branch_id = external_branch_id
        self.external_order_processor = external_order_processor
        self.external_order_processing_id = external_order_processing_id
        self.external_order_delivery_carrier = external_order_delivery_carrier
        self.tracking_number = tracking_number
        self.tracking_url = tracking_url
        self.invoice_url = invoice_url
        self.has_bcx_code = has_bcx_code
        self.delivery_data = delivery_data
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data["id"]
            new.items = read_array(data["items"], OrderItem.from_dict)
            new.remote_id = data.get("remoteId", UNSET)
            new.external_id = data.get("externalId", UNSET)
            new.ship_date = (
                UNSET
                if (value := data.get("shipDate", UNSET)) is UNSET
                else None
                if value is None
                else read_date_time(value)
            )
            new.shipped_date = (
                UNSET
                if (value := data.get("shippedDate", UNSET)) is UNSET
                else None
                if value is None
                else read_date_time(value)
            )
            new.delivered_date = (
                UNSET
                if (value := data.get("deliveredDate", UNSET)) is UNSET
                else None
                if value is None
                else read_date_time(value)
            )
            new.currency = data.get("currency", UNSET)
            new.payment_type = data.get("paymentType", UNSET)
            new.payment_no = data.get("paymentNo", UNSET)
            new.expedition_status = data.get("expeditionStatus", UNSET)
            new.order_status = data.get("orderStatus", UNSET)
            new.source = data.get("source", UNSET)
            new.total_price = data.get("totalPrice", UNSET)
            new.delivery_price = data.get("deliveryPrice", UNSET)
            new.discount = data.get("discount", UNSET)
            new.cash_on_delivery = data.get("cashOnDelivery", UNSET)
            new.cash_on_delivery_price = data.get("cashOnDeliveryPrice", UNSET)
            new.cash_on_delivery_received = data.get("cashOnDeliveryReceived", UNSET)
            new.created_at = UNSET if (value := data.get("createdAt", UNSET)) is UNSET else read_date_time(value)
            new.updated_at = UNSET if (value := data.get("updatedAt", UNSET)) is UNSET else read_date_time(value)
            new.delivery_provider = data.get("deliveryProvider", UNSET)
            new.external_branch_id = data.get("externalBranchId", UNSET)
            new.external_order_processor = data.get("externalOrderProcessor", UNSET)
            new.external_order_processing_id = data.get("externalOrderProcessingId", UNSET)
            new.external_order_delivery_carrier = data.get("externalOrderDeliveryCarrier", UNSET)
            new.tracking_number = data.get("trackingNumber", UNSET)
            new.tracking_url = data.get("trackingUrl", UNSET)
            new.invoice_url = data.get("invoiceUrl", UNSET)
            new.has_bcx_code = data.get("hasBcxCode", UNSET)
            new.delivery_data = (
                UNSET
                if (value := data.get("deliveryData", UNSET)) is UNSET
                else read_array(value, DeliveryData.from_dict)
            )
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {
            "id": self.id,
            "items": self.items and [item and item.to_dict() for item in self.items],
        }
        if (value := self.remote_id) is not UNSET:
            data["remoteId"] = value
        if (value := self.external_id) is not UNSET:
            data["externalId"] = value
        if (value := self.ship_date) is not UNSET:
            data["shipDate"] = None if value is None else write_date_time(value)
        if (value := self.shipped_date) is not UNSET:
            data["shippedDate"] = None if value is None else write_date_time(value)
        if (value := self.delivered_date) is not UNSET:
            data["deliveredDate"] = None if value is None else write_date_time(value)
        if (value := self.currency) is not UNSET:
            data["currency"] = value
        if (value := self.payment_type) is not UNSET:
            data["paymentType"] = value
        if (value := self.payment_no) is not UNSET:
            data["paymentNo"] = value
        if (value := self.expedition_status) is not UNSET:
            data["expeditionStatus"] = value
        if (value := self.order_status) is not UNSET:
            data["orderStatus"] = value
        if (value := self.source) is not UNSET:
            data["source"] = value
        if (value := self.total_price) is not UNSET:
            data["totalPrice"] = value
        if (value := self.delivery_price) is not UNSET:
            data["deliveryPrice"] = value
        if (value := self.discount) is not UNSET:
            data["discount"] = value
        if (value := self.cash_on_delivery) is not UNSET:
            data["cashOnDelivery"] = value
        if (value := self.cash_on_delivery_price) is not UNSET:
            data["cashOnDeliveryPrice"] = value
        if (value := self.cash_on_delivery_received) is not UNSET:
            data["cashOnDeliveryReceived"] = value
        if (value := self.created_at) is not UNSET:
            data["createdAt"] = value and write_date_time(value)
        if (value := self.updated_at) is not UNSET:
            data["updatedAt"] = value and write_date_time(value)
        if (value := self.delivery_provider) is not UNSET:
            data["deliveryProvider"] = value
        if (value := self.external_branch_id) is not UNSET:
            data["externalBranchId"] = value
        if (value := self.external_order_processor) is not UNSET:
            data["externalOrderProcessor"] = value
        if (value := self.external_order_processing_id) is not UNSET:
            data["externalOrderProcessingId"] = value
        if (value := self.external_order_delivery_carrier) is not UNSET:
            data["externalOrderDeliveryCarrier"] = value
        if (value := self.tracking_number) is not UNSET:
            data["trackingNumber"] = value
        if (value := self.tracking_url) is not UNSET:
            data["trackingUrl"] = value
        if (value := self.invoice_url) is not UNSET:
            data["invoiceUrl"] = value
        if (value := self.has_bcx_code) is not UNSET:
            data["hasBcxCode"] = value
        if (value := self.delivery_data) is not UNSET:
            data["deliveryData"] = value and [item and item.to_dict() for item in value]
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class OrderItem(_Model):
    """An item of an order.

    Attributes:
        id (int): The identifier of the item, which a change of serial numbers names as `orderItemId`.
        created_at (Timestamp | Unset): A local time and its time zone, as deliveries and items hold them. This is not
            the RFC 3339 form that the order's own times have.
        updated_at (None | Timestamp | Unset): When the item was last changed, null before the first change.
        remote_id (str | Unset): The identifier of the item in the remote system.
        quantity (int | Unset): How many pieces were ordered.
        price (float | Unset): The price of the item.
        price_without_vat (float | Unset): The price of the item without VAT.
        price_without_commission_without_vat (float | Unset): The price of the item without VAT and without the
            commission.
        vat (float | Unset): The VAT rate in percent. The vendor types it as a number with the format integer, so it is
            whole.
        commission (float | Unset): The commission in percent. The vendor types it as a number with the format integer,
            so it is whole.
        serial_number_required (bool | Unset): Whether the item needs serial numbers.
        serial_numbers (None | str | Unset): All serial numbers of the item in one string, joined by `;`, null while
            there are none. Leading zeros matter.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
        "remoteId": "remote_id",
        "quantity": "quantity",
        "price": "price",
        "priceWithoutVat": "price_without_vat",
        "priceWithoutCommissionWithoutVat": "price_without_commission_without_vat",
        "vat": "vat",
        "commission": "commission",
        "serialNumberRequired": "serial_number_required",
        "serialNumbers": "serial_numbers",
    }
    __slots__ = tuple(_names.values())

    id: int
    created_at: Timestamp | Unset
    updated_at: None | Timestamp | Unset
    remote_id: str | Unset
    quantity: int | Unset
    price: float | Unset
    price_without_vat: float | Unset
    price_without_commission_without_vat: float | Unset
    vat: float | Unset
    commission: float | Unset
    serial_number_required: bool | Unset
    serial_numbers: None | str | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        id: int,
        created_at: Timestamp | Unset = UNSET,
        updated_at: None | Timestamp | Unset = UNSET,
        remote_id: str | Unset = UNSET,
        quantity: int | Unset = UNSET,
        price: float | Unset = UNSET,
        price_without_vat: float | Unset = UNSET,
        price_without_commission_without_vat: float | Unset = UNSET,
        vat: float | Unset = UNSET,
        commission: float | Unset = UNSET,
        serial_number_required: bool | Unset = UNSET,
        serial_numbers: None | str | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.created_at = created_at
        self.updated_at = updated_at
        self.remote_id = remote_id
        self.quantity = quantity
        self.price = price
        self.price_without_vat = price_without_vat
        self.price_without_commission_without_vat = price_without_commission_without_vat
        self.vat = vat
        self.commission = commission
        self.serial_number_required = serial_number_required
        self.serial_numbers = serial_numbers
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        value: Any
        try:
            new.id = data["id"]
            new.created_at = UNSET if (value := data.get("createdAt", UNSET)) is UNSET else Timestamp.from_dict(value)
            new.updated_at = (
                UNSET
                if (value := data.get("updatedAt", UNSET)) is UNSET
                else None
                if value is None
                else Timestamp.from_dict(value)
            )
            new.remote_id = data.get("remoteId", UNSET)
            new.quantity = data.get("quantity", UNSET)
            new.price = data.get("price", UNSET)
            new.price_without_vat = data.get("priceWithoutVat", UNSET)
            new.price_without_commission_without_vat = data.get("priceWithoutCommissionWithoutVat", UNSET)
            new.vat = data.get("vat", UNSET)
            new.commission = data.get("commission", UNSET)
            new.serial_number_required = data.get("serialNumberRequired", UNSET)
            new.serial_numbers = data.get("serialNumbers", UNSET)
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
        if (value := self.created_at) is not UNSET:
            data["createdAt"] = value and value.to_dict()
        if (value := self.updated_at) is not UNSET:
            data["updatedAt"] = None if value is None else value.to_dict()
        if (value := self.remote_id) is not UNSET:
            data["remoteId"] = value
        if (value := self.quantity) is not UNSET:
            data["quantity"] = value
        if (value := self.price) is not UNSET:
            data["price"] = value
        if (value := self.price_without_vat) is not UNSET:
            data["priceWithoutVat"] = value
        if (value := self.price_without_commission_without_vat) is not UNSET:
            data["priceWithoutCommissionWithoutVat"] = value
        if (value := self.vat) is not UNSET:
            data["vat"] = value
        if (value := self.commission) is not UNSET:
            data["commission"] = value
        if (value := self.serial_number_required) is not UNSET:
            data["serialNumberRequired"] = value
        if (value := self.serial_numbers) is not UNSET:
            data["serialNumbers"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


@_define(init=False, eq=False, repr=False)
class SerialNumbersChange(_Model):
    """The new serial numbers of one order item.

    Attributes:
        order_item_id (int): The identifier of the order item. The vendor describes it as an order's; the name, the
            title and the example say that it is the item's.
        serial_numbers (str): All serial numbers of the item in one string, joined by `;`. Leading zeros matter.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "orderItemId": "order_item_id",
        "serialNumbers": "serial_numbers",
    }
    __slots__ = tuple(_names.values())

    order_item_id: int
    serial_numbers: str
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        order_item_id: int,
        serial_numbers: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.order_item_id = order_item_id
        self.serial_numbers = serial_numbers
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.order_item_id = data["orderItemId"]
            new.serial_numbers = data["serialNumbers"]
            new.additional_properties = {} if len(data) == 2 else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        data: dict[str, Any] = {
            "orderItemId": self.order_item_id,
            "serialNumbers": self.serial_numbers,
        }
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


SerialNumbersChangeDict = TypedDict(
    "SerialNumbersChangeDict",
    {
        "orderItemId": "int",
        "serialNumbers": "str",
    },
)


@_define(init=False, eq=False, repr=False)
class Timestamp(_Model):
    """A local time and its time zone, as deliveries and items hold them. This is not the RFC 3339 form that the order's
    own times have.

        Attributes:
            date (str | Unset): The local date and time with microseconds, without an offset.
            timezone_type (int | Unset): How `timezone` is written; `3` goes with the name of a zone.
            timezone (str | Unset): The time zone that `date` is in.
    """

    _names: ClassVar[Mapping[str, str]] = {
        "date": "date",
        "timezone_type": "timezone_type",
        "timezone": "timezone",
    }
    __slots__ = tuple(_names.values())

    date: str | Unset
    timezone_type: int | Unset
    timezone: str | Unset
    additional_properties: dict[str, Any]

    def __init__(
        self,
        *,
        date: str | Unset = UNSET,
        timezone_type: int | Unset = UNSET,
        timezone: str | Unset = UNSET,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.date = date
        self.timezone_type = timezone_type
        self.timezone = timezone
        self.additional_properties = {} if additional_properties is None else additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read an object, or null; raises DecodeError, with the place, if it does not have the documented shape."""
        new = cls.__new__(cls)
        try:
            new.date = data.get("date", UNSET)
            new.timezone_type = data.get("timezone_type", UNSET)
            new.timezone = data.get("timezone", UNSET)
            new.additional_properties = {} if cls._known.issuperset(data) else cls._unknown(data)
        except Exception as error:
            return cls._refused(error, new, data)
        return new

    def to_dict(self) -> dict[str, Any]:
        """Return the object as JSON data."""
        value: Any
        data: dict[str, Any] = {}
        if (value := self.date) is not UNSET:
            data["date"] = value
        if (value := self.timezone_type) is not UNSET:
            data["timezone_type"] = value
        if (value := self.timezone) is not UNSET:
            data["timezone"] = value
        if self.additional_properties:
            return {**self.additional_properties, **data}
        return data


__all__ = ["DeliveryData", "Order", "OrderItem", "SerialNumbersChange", "SerialNumbersChangeDict", "Timestamp"]
