from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.delivery_data import DeliveryData
    from ..models.order_item import OrderItem


T = TypeVar("T", bound="Order")


@_attrs_define
class Order:
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

    id: int
    items: list[OrderItem]
    remote_id: str | Unset = UNSET
    external_id: None | str | Unset = UNSET
    ship_date: datetime.datetime | None | Unset = UNSET
    shipped_date: datetime.datetime | None | Unset = UNSET
    delivered_date: datetime.datetime | None | Unset = UNSET
    currency: str | Unset = UNSET
    payment_type: str | Unset = UNSET
    payment_no: None | str | Unset = UNSET
    expedition_status: str | Unset = UNSET
    order_status: str | Unset = UNSET
    source: str | Unset = UNSET
    total_price: float | Unset = UNSET
    delivery_price: float | Unset = UNSET
    discount: float | Unset = UNSET
    cash_on_delivery: float | Unset = UNSET
    cash_on_delivery_price: float | Unset = UNSET
    cash_on_delivery_received: bool | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    updated_at: datetime.datetime | Unset = UNSET
    delivery_provider: None | str | Unset = UNSET
    external_branch_id: None | str | Unset = UNSET
    external_order_processor: None | str | Unset = UNSET
    external_order_processing_id: None | str | Unset = UNSET
    external_order_delivery_carrier: None | str | Unset = UNSET
    tracking_number: None | str | Unset = UNSET
    tracking_url: None | str | Unset = UNSET
    invoice_url: None | str | Unset = UNSET
    has_bcx_code: bool | Unset = UNSET
    delivery_data: list[DeliveryData] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        remote_id = self.remote_id

        external_id: None | str | Unset
        if isinstance(self.external_id, Unset):
            external_id = UNSET
        else:
            external_id = self.external_id

        ship_date: None | str | Unset
        if isinstance(self.ship_date, Unset):
            ship_date = UNSET
        elif isinstance(self.ship_date, datetime.datetime):
            ship_date = self.ship_date.isoformat()
        else:
            ship_date = self.ship_date

        shipped_date: None | str | Unset
        if isinstance(self.shipped_date, Unset):
            shipped_date = UNSET
        elif isinstance(self.shipped_date, datetime.datetime):
            shipped_date = self.shipped_date.isoformat()
        else:
            shipped_date = self.shipped_date

        delivered_date: None | str | Unset
        if isinstance(self.delivered_date, Unset):
            delivered_date = UNSET
        elif isinstance(self.delivered_date, datetime.datetime):
            delivered_date = self.delivered_date.isoformat()
        else:
            delivered_date = self.delivered_date

        currency = self.currency

        payment_type = self.payment_type

        payment_no: None | str | Unset
        if isinstance(self.payment_no, Unset):
            payment_no = UNSET
        else:
            payment_no = self.payment_no

        expedition_status = self.expedition_status

        order_status = self.order_status

        source = self.source

        total_price = self.total_price

        delivery_price = self.delivery_price

        discount = self.discount

        cash_on_delivery = self.cash_on_delivery

        cash_on_delivery_price = self.cash_on_delivery_price

        cash_on_delivery_received = self.cash_on_delivery_received

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        updated_at: str | Unset = UNSET
        if not isinstance(self.updated_at, Unset):
            updated_at = self.updated_at.isoformat()

        delivery_provider: None | str | Unset
        if isinstance(self.delivery_provider, Unset):
            delivery_provider = UNSET
        else:
            delivery_provider = self.delivery_provider

        external_branch_id: None | str | Unset
        if isinstance(self.external_branch_id, Unset):
            external_branch_id = UNSET
        else:
            external_branch_id = self.external_branch_id

        external_order_processor: None | str | Unset
        if isinstance(self.external_order_processor, Unset):
            external_order_processor = UNSET
        else:
            external_order_processor = self.external_order_processor

        external_order_processing_id: None | str | Unset
        if isinstance(self.external_order_processing_id, Unset):
            external_order_processing_id = UNSET
        else:
            external_order_processing_id = self.external_order_processing_id

        external_order_delivery_carrier: None | str | Unset
        if isinstance(self.external_order_delivery_carrier, Unset):
            external_order_delivery_carrier = UNSET
        else:
            external_order_delivery_carrier = self.external_order_delivery_carrier

        tracking_number: None | str | Unset
        if isinstance(self.tracking_number, Unset):
            tracking_number = UNSET
        else:
            tracking_number = self.tracking_number

        tracking_url: None | str | Unset
        if isinstance(self.tracking_url, Unset):
            tracking_url = UNSET
        else:
            tracking_url = self.tracking_url

        invoice_url: None | str | Unset
        if isinstance(self.invoice_url, Unset):
            invoice_url = UNSET
        else:
            invoice_url = self.invoice_url

        has_bcx_code = self.has_bcx_code

        delivery_data: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.delivery_data, Unset):
            delivery_data = []
            for delivery_data_item_data in self.delivery_data:
                delivery_data_item = delivery_data_item_data.to_dict()
                delivery_data.append(delivery_data_item)

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "items": items,
            }
        )
        if remote_id is not UNSET:
            _field_dict_["remoteId"] = remote_id
        if external_id is not UNSET:
            _field_dict_["externalId"] = external_id
        if ship_date is not UNSET:
            _field_dict_["shipDate"] = ship_date
        if shipped_date is not UNSET:
            _field_dict_["shippedDate"] = shipped_date
        if delivered_date is not UNSET:
            _field_dict_["deliveredDate"] = delivered_date
        if currency is not UNSET:
            _field_dict_["currency"] = currency
        if payment_type is not UNSET:
            _field_dict_["paymentType"] = payment_type
        if payment_no is not UNSET:
            _field_dict_["paymentNo"] = payment_no
        if expedition_status is not UNSET:
            _field_dict_["expeditionStatus"] = expedition_status
        if order_status is not UNSET:
            _field_dict_["orderStatus"] = order_status
        if source is not UNSET:
            _field_dict_["source"] = source
        if total_price is not UNSET:
            _field_dict_["totalPrice"] = total_price
        if delivery_price is not UNSET:
            _field_dict_["deliveryPrice"] = delivery_price
        if discount is not UNSET:
            _field_dict_["discount"] = discount
        if cash_on_delivery is not UNSET:
            _field_dict_["cashOnDelivery"] = cash_on_delivery
        if cash_on_delivery_price is not UNSET:
            _field_dict_["cashOnDeliveryPrice"] = cash_on_delivery_price
        if cash_on_delivery_received is not UNSET:
            _field_dict_["cashOnDeliveryReceived"] = cash_on_delivery_received
        if created_at is not UNSET:
            _field_dict_["createdAt"] = created_at
        if updated_at is not UNSET:
            _field_dict_["updatedAt"] = updated_at
        if delivery_provider is not UNSET:
            _field_dict_["deliveryProvider"] = delivery_provider
        if external_branch_id is not UNSET:
            _field_dict_["externalBranchId"] = external_branch_id
        if external_order_processor is not UNSET:
            _field_dict_["externalOrderProcessor"] = external_order_processor
        if external_order_processing_id is not UNSET:
            _field_dict_["externalOrderProcessingId"] = external_order_processing_id
        if external_order_delivery_carrier is not UNSET:
            _field_dict_["externalOrderDeliveryCarrier"] = external_order_delivery_carrier
        if tracking_number is not UNSET:
            _field_dict_["trackingNumber"] = tracking_number
        if tracking_url is not UNSET:
            _field_dict_["trackingUrl"] = tracking_url
        if invoice_url is not UNSET:
            _field_dict_["invoiceUrl"] = invoice_url
        if has_bcx_code is not UNSET:
            _field_dict_["hasBcxCode"] = has_bcx_code
        if delivery_data is not UNSET:
            _field_dict_["deliveryData"] = delivery_data

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.delivery_data import DeliveryData  # noqa: PLC0415
        from ..models.order_item import OrderItem  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        items = []
        _items = _d_.pop("items")
        for items_item_data in _items:
            items_item = OrderItem.from_dict(items_item_data)

            items.append(items_item)

        remote_id = _d_.pop("remoteId", UNSET)

        def _parse_external_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_id = _parse_external_id(_d_.pop("externalId", UNSET))

        def _parse_ship_date(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ship_date_type_0 = datetime.datetime.fromisoformat(data)

                return ship_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ship_date = _parse_ship_date(_d_.pop("shipDate", UNSET))

        def _parse_shipped_date(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                shipped_date_type_0 = datetime.datetime.fromisoformat(data)

                return shipped_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        shipped_date = _parse_shipped_date(_d_.pop("shippedDate", UNSET))

        def _parse_delivered_date(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_date_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        delivered_date = _parse_delivered_date(_d_.pop("deliveredDate", UNSET))

        currency = _d_.pop("currency", UNSET)

        payment_type = _d_.pop("paymentType", UNSET)

        def _parse_payment_no(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        payment_no = _parse_payment_no(_d_.pop("paymentNo", UNSET))

        expedition_status = _d_.pop("expeditionStatus", UNSET)

        order_status = _d_.pop("orderStatus", UNSET)

        source = _d_.pop("source", UNSET)

        total_price = _d_.pop("totalPrice", UNSET)

        delivery_price = _d_.pop("deliveryPrice", UNSET)

        discount = _d_.pop("discount", UNSET)

        cash_on_delivery = _d_.pop("cashOnDelivery", UNSET)

        cash_on_delivery_price = _d_.pop("cashOnDeliveryPrice", UNSET)

        cash_on_delivery_received = _d_.pop("cashOnDeliveryReceived", UNSET)

        _created_at = _d_.pop("createdAt", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        _updated_at = _d_.pop("updatedAt", UNSET)
        updated_at: datetime.datetime | Unset
        if isinstance(_updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = datetime.datetime.fromisoformat(_updated_at)

        def _parse_delivery_provider(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        delivery_provider = _parse_delivery_provider(_d_.pop("deliveryProvider", UNSET))

        def _parse_external_branch_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_branch_id = _parse_external_branch_id(_d_.pop("externalBranchId", UNSET))

        def _parse_external_order_processor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_order_processor = _parse_external_order_processor(_d_.pop("externalOrderProcessor", UNSET))

        def _parse_external_order_processing_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_order_processing_id = _parse_external_order_processing_id(_d_.pop("externalOrderProcessingId", UNSET))

        def _parse_external_order_delivery_carrier(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_order_delivery_carrier = _parse_external_order_delivery_carrier(
            _d_.pop("externalOrderDeliveryCarrier", UNSET)
        )

        def _parse_tracking_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tracking_number = _parse_tracking_number(_d_.pop("trackingNumber", UNSET))

        def _parse_tracking_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tracking_url = _parse_tracking_url(_d_.pop("trackingUrl", UNSET))

        def _parse_invoice_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        invoice_url = _parse_invoice_url(_d_.pop("invoiceUrl", UNSET))

        has_bcx_code = _d_.pop("hasBcxCode", UNSET)

        _delivery_data = _d_.pop("deliveryData", UNSET)
        delivery_data: list[DeliveryData] | Unset = UNSET
        if _delivery_data is not UNSET:
            delivery_data = []
            for delivery_data_item_data in _delivery_data:
                delivery_data_item = DeliveryData.from_dict(delivery_data_item_data)

                delivery_data.append(delivery_data_item)

        _model_ = cls(
            id=id,
            items=items,
            remote_id=remote_id,
            external_id=external_id,
            ship_date=ship_date,
            shipped_date=shipped_date,
            delivered_date=delivered_date,
            currency=currency,
            payment_type=payment_type,
            payment_no=payment_no,
            expedition_status=expedition_status,
            order_status=order_status,
            source=source,
            total_price=total_price,
            delivery_price=delivery_price,
            discount=discount,
            cash_on_delivery=cash_on_delivery,
            cash_on_delivery_price=cash_on_delivery_price,
            cash_on_delivery_received=cash_on_delivery_received,
            created_at=created_at,
            updated_at=updated_at,
            delivery_provider=delivery_provider,
            external_branch_id=external_branch_id,
            external_order_processor=external_order_processor,
            external_order_processing_id=external_order_processing_id,
            external_order_delivery_carrier=external_order_delivery_carrier,
            tracking_number=tracking_number,
            tracking_url=tracking_url,
            invoice_url=invoice_url,
            has_bcx_code=has_bcx_code,
            delivery_data=delivery_data,
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
