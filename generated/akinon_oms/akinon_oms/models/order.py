from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.known_client_type import KnownClientType, check_known_client_type
from ..models.known_delivery_type import KnownDeliveryType, check_known_delivery_type
from ..models.known_payment_type import KnownPaymentType, check_known_payment_type

if TYPE_CHECKING:
    from ..models.address import Address
    from ..models.channel import Channel
    from ..models.customer import Customer
    from ..models.order_item import OrderItem
    from ..models.state import State


T = TypeVar("T", bound="Order")


@_attrs_define
class Order:
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        state = self.state.to_dict()

        commands = self.commands

        orderitem_set = []
        for orderitem_set_item_data in self.orderitem_set:
            orderitem_set_item = orderitem_set_item_data.to_dict()
            orderitem_set.append(orderitem_set_item)

        customer = self.customer.to_dict()

        shipping_address = self.shipping_address.to_dict()

        billing_address = self.billing_address.to_dict()

        channel = self.channel.to_dict()

        payment_type: str
        if isinstance(self.payment_type, str):
            payment_type = self.payment_type
        else:
            payment_type = self.payment_type

        retail_store: int | None
        retail_store = self.retail_store

        delivery_range: None | str
        delivery_range = self.delivery_range

        client_type: str
        if isinstance(self.client_type, str):
            client_type = self.client_type
        else:
            client_type = self.client_type

        delivery_type: str
        if isinstance(self.delivery_type, str):
            delivery_type = self.delivery_type
        else:
            delivery_type = self.delivery_type

        created_date = self.created_date.isoformat()

        modified_date = self.modified_date.isoformat()

        omnitron_id = self.omnitron_id

        number = self.number

        date_placed = self.date_placed.isoformat()

        tracking_number: None | str
        tracking_number = self.tracking_number

        has_gift_box = self.has_gift_box

        gift_box_note: None | str
        gift_box_note = self.gift_box_note

        notes: None | str
        notes = self.notes

        segment: None | str
        segment = self.segment

        cargo_company = self.cargo_company

        _field_dict_: dict[str, Any] = {}
        _field_dict_.update(self.additional_properties)
        _field_dict_.update(
            {
                "id": id,
                "state": state,
                "commands": commands,
                "orderitem_set": orderitem_set,
                "customer": customer,
                "shipping_address": shipping_address,
                "billing_address": billing_address,
                "channel": channel,
                "payment_type": payment_type,
                "retail_store": retail_store,
                "delivery_range": delivery_range,
                "client_type": client_type,
                "delivery_type": delivery_type,
                "created_date": created_date,
                "modified_date": modified_date,
                "omnitron_id": omnitron_id,
                "number": number,
                "date_placed": date_placed,
                "tracking_number": tracking_number,
                "has_gift_box": has_gift_box,
                "gift_box_note": gift_box_note,
                "notes": notes,
                "segment": segment,
                "cargo_company": cargo_company,
            }
        )

        return _field_dict_

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address import Address  # noqa: PLC0415
        from ..models.channel import Channel  # noqa: PLC0415
        from ..models.customer import Customer  # noqa: PLC0415
        from ..models.order_item import OrderItem  # noqa: PLC0415
        from ..models.state import State  # noqa: PLC0415

        _d_ = dict(src_dict)
        id = _d_.pop("id")

        state = State.from_dict(_d_.pop("state"))

        commands = _d_.pop("commands")

        orderitem_set = []
        _orderitem_set = _d_.pop("orderitem_set")
        for orderitem_set_item_data in _orderitem_set:
            orderitem_set_item = OrderItem.from_dict(orderitem_set_item_data)

            orderitem_set.append(orderitem_set_item)

        customer = Customer.from_dict(_d_.pop("customer"))

        shipping_address = Address.from_dict(_d_.pop("shipping_address"))

        billing_address = Address.from_dict(_d_.pop("billing_address"))

        channel = Channel.from_dict(_d_.pop("channel"))

        def _parse_payment_type(data: object) -> KnownPaymentType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_payment_type_type_0 = check_known_payment_type(data)

                return componentsschemas_payment_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownPaymentType | str, data)

        payment_type = _parse_payment_type(_d_.pop("payment_type"))

        def _parse_retail_store(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        retail_store = _parse_retail_store(_d_.pop("retail_store"))

        def _parse_delivery_range(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        delivery_range = _parse_delivery_range(_d_.pop("delivery_range"))

        def _parse_client_type(data: object) -> KnownClientType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_client_type_type_0 = check_known_client_type(data)

                return componentsschemas_client_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownClientType | str, data)

        client_type = _parse_client_type(_d_.pop("client_type"))

        def _parse_delivery_type(data: object) -> KnownDeliveryType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_delivery_type_type_0 = check_known_delivery_type(data)

                return componentsschemas_delivery_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(KnownDeliveryType | str, data)

        delivery_type = _parse_delivery_type(_d_.pop("delivery_type"))

        created_date = datetime.datetime.fromisoformat(_d_.pop("created_date"))

        modified_date = datetime.datetime.fromisoformat(_d_.pop("modified_date"))

        omnitron_id = _d_.pop("omnitron_id")

        number = _d_.pop("number")

        date_placed = datetime.datetime.fromisoformat(_d_.pop("date_placed"))

        def _parse_tracking_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tracking_number = _parse_tracking_number(_d_.pop("tracking_number"))

        has_gift_box = _d_.pop("has_gift_box")

        def _parse_gift_box_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        gift_box_note = _parse_gift_box_note(_d_.pop("gift_box_note"))

        def _parse_notes(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        notes = _parse_notes(_d_.pop("notes"))

        def _parse_segment(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        segment = _parse_segment(_d_.pop("segment"))

        cargo_company = _d_.pop("cargo_company")

        _model_ = cls(
            id=id,
            state=state,
            commands=commands,
            orderitem_set=orderitem_set,
            customer=customer,
            shipping_address=shipping_address,
            billing_address=billing_address,
            channel=channel,
            payment_type=payment_type,
            retail_store=retail_store,
            delivery_range=delivery_range,
            client_type=client_type,
            delivery_type=delivery_type,
            created_date=created_date,
            modified_date=modified_date,
            omnitron_id=omnitron_id,
            number=number,
            date_placed=date_placed,
            tracking_number=tracking_number,
            has_gift_box=has_gift_box,
            gift_box_note=gift_box_note,
            notes=notes,
            segment=segment,
            cargo_company=cargo_company,
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
