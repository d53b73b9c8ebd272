"""Omnicado services: msgspec structs, generated from its OpenAPI document."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType


class SerialNumbersChange(Struct):
    """
    The new serial numbers of one order item.
    """

    orderItemId: Annotated[
        int,
        Meta(
            description="The identifier of the order item. The vendor describes it as an order's; the name, the title and the example say that it is the item's.",
            examples=[42],
            ge=-9223372036854775808,
            le=9223372036854775807,
        ),
    ]
    serialNumbers: Annotated[
        str,
        Meta(
            description="All serial numbers of the item in one string, joined by `;`. Leading zeros matter.",
            examples=["000001;000002;000003"],
        ),
    ]


class Timestamp(Struct):
    """
    A local time and its time zone, as deliveries and items hold them. This is not the RFC 3339 form that the order's own times have.
    """

    date: (
        Annotated[
            str,
            Meta(
                description="The local date and time with microseconds, without an offset.",
                examples=["2023-01-24 13:30:03.000000"],
                pattern="^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{6}$",
            ),
        ]
        | UnsetType
    ) = UNSET
    timezone_type: (
        Annotated[int, Meta(description="How `timezone` is written; `3` goes with the name of a zone.", examples=[3])]
        | UnsetType
    ) = UNSET
    timezone: (
        Annotated[str, Meta(description="The time zone that `date` is in.", examples=["Europe/Prague"])] | UnsetType
    ) = UNSET


class DeliveryData(Struct):
    """
    A recipient and the address to deliver to.
    """

    id: Annotated[
        int,
        Meta(
            description="The identifier of the delivery data.",
            examples=[42],
            ge=-9223372036854775808,
            le=9223372036854775807,
        ),
    ]
    createdAt: Timestamp | UnsetType = UNSET
    updatedAt: (
        Annotated[
            Timestamp,
            Meta(description="When the delivery data were last changed, null before the first change."),
        ]
        | None
        | UnsetType
    ) = UNSET
    company: (
        Annotated[str, Meta(description="The company, null for a private person.", examples=["omnicado! s.r.o."])]
        | None
        | UnsetType
    ) = UNSET
    name: Annotated[str, Meta(description="The name of the recipient.", examples=["Jan Novák"])] | UnsetType = UNSET
    phone: (
        Annotated[str, Meta(description="The phone number of the recipient.", examples=["+420607049258"])] | UnsetType
    ) = UNSET
    email: (
        Annotated[str, Meta(description="The e-mail address of the recipient.", examples=["jan@novak.cz"])] | UnsetType
    ) = UNSET
    street: (
        Annotated[str, Meta(description="The street with the house number.", examples=["Jaurisova 515/4"])] | UnsetType
    ) = UNSET
    city: Annotated[str, Meta(description="The city.", examples=["Praha"])] | UnsetType = UNSET
    zip: Annotated[str, Meta(description="The postal code.", examples=["50401"])] | UnsetType = UNSET
    country: (
        Annotated[
            str,
            Meta(
                description="The country. The vendor shows a code of two letters and promises no form.", examples=["CZ"]
            ),
        ]
        | UnsetType
    ) = UNSET


class OrderItem(Struct):
    """
    An item of an order.
    """

    id: Annotated[
        int,
        Meta(
            description="The identifier of the item, which a change of serial numbers names as `orderItemId`.",
            examples=[42],
            ge=-9223372036854775808,
            le=9223372036854775807,
        ),
    ]
    createdAt: Timestamp | UnsetType = UNSET
    updatedAt: (
        Annotated[Timestamp, Meta(description="When the item was last changed, null before the first change.")]
        | None
        | UnsetType
    ) = UNSET
    remoteId: (
        Annotated[str, Meta(description="The identifier of the item in the remote system.", examples=["WH116"])]
        | UnsetType
    ) = UNSET
    quantity: Annotated[int, Meta(description="How many pieces were ordered.", examples=[2])] | UnsetType = UNSET
    price: Annotated[float, Meta(description="The price of the item.", examples=[0.83])] | UnsetType = UNSET
    priceWithoutVat: (
        Annotated[float, Meta(description="The price of the item without VAT.", examples=[0.69])] | UnsetType
    ) = UNSET
    priceWithoutCommissionWithoutVat: (
        Annotated[
            float, Meta(description="The price of the item without VAT and without the commission.", examples=[0.58])
        ]
        | UnsetType
    ) = UNSET
    vat: (
        Annotated[
            float,
            Meta(
                description="The VAT rate in percent. The vendor types it as a number with the format integer, so it is whole.",
                examples=[21],
                multiple_of=1.0,
            ),
        ]
        | UnsetType
    ) = UNSET
    commission: (
        Annotated[
            float,
            Meta(
                description="The commission in percent. The vendor types it as a number with the format integer, so it is whole.",
                examples=[17],
                multiple_of=1.0,
            ),
        ]
        | UnsetType
    ) = UNSET
    serialNumberRequired: (
        Annotated[bool, Meta(description="Whether the item needs serial numbers.", examples=[True])] | UnsetType
    ) = UNSET
    serialNumbers: (
        Annotated[
            str,
            Meta(
                description="All serial numbers of the item in one string, joined by `;`, null while there are none. Leading zeros matter.",
                examples=["00001;00002;00003"],
            ),
        ]
        | None
        | UnsetType
    ) = UNSET


class Order(Struct):
    """
    An order with its deliveries and items.
    """

    id: Annotated[
        int,
        Meta(
            description="The identifier of the order.", examples=[42], ge=-9223372036854775808, le=9223372036854775807
        ),
    ]
    items: Annotated[list[OrderItem], Meta(description="The items of the order.")]
    remoteId: (
        Annotated[str, Meta(description="The identifier of the order in the remote system.", examples=["string"])]
        | UnsetType
    ) = UNSET
    externalId: (
        Annotated[
            str,
            Meta(
                description="The identifier of the order in an external system, null without one.", examples=["string"]
            ),
        ]
        | None
        | UnsetType
    ) = UNSET
    shipDate: (
        Annotated[
            datetime,
            Meta(
                description="When the order is to be shipped, null while that is not known.",
                examples=["2025-05-04T09:42:00Z"],
            ),
        ]
        | None
        | UnsetType
    ) = UNSET
    shippedDate: (
        Annotated[
            datetime,
            Meta(description="When the order was shipped, null before that.", examples=["2025-05-04T09:42:00Z"]),
        ]
        | None
        | UnsetType
    ) = UNSET
    deliveredDate: (
        Annotated[
            datetime,
            Meta(description="When the order was delivered, null before that.", examples=["2025-05-04T09:42:00Z"]),
        ]
        | None
        | UnsetType
    ) = UNSET
    currency: (
        Annotated[
            str,
            Meta(
                description="The ISO 4217 code of the currency of all amounts.", examples=["CZK"], pattern="^[A-Z]{3}$"
            ),
        ]
        | UnsetType
    ) = UNSET
    paymentType: (
        Annotated[
            str,
            Meta(
                description="How the order is paid. Only one value is known from the vendor, which lists none.",
                examples=["cashOnDelivery"],
            ),
        ]
        | UnsetType
    ) = UNSET
    paymentNo: (
        Annotated[
            str,
            Meta(description="The number of the payment, null while there is none.", examples=["202301010001"]),
        ]
        | None
        | UnsetType
    ) = UNSET
    expeditionStatus: (
        Annotated[
            str,
            Meta(
                description="How far the warehouse is with the order. The vendor lists no values.", examples=["packing"]
            ),
        ]
        | UnsetType
    ) = UNSET
    orderStatus: (
        Annotated[str, Meta(description="The status of the order. The vendor lists no values.", examples=["shipping"])]
        | UnsetType
    ) = UNSET
    source: Annotated[str, Meta(description="Where the order came from.", examples=["string"])] | UnsetType = UNSET
    totalPrice: Annotated[float, Meta(description="The total price of the order.", examples=[1099.0])] | UnsetType = (
        UNSET
    )
    deliveryPrice: Annotated[float, Meta(description="The price of the delivery.", examples=[49.0])] | UnsetType = UNSET
    discount: Annotated[float, Meta(description="The discount on the order.", examples=[0])] | UnsetType = UNSET
    cashOnDelivery: (
        Annotated[float, Meta(description="The cash on delivery of the order.", examples=[49.0])] | UnsetType
    ) = UNSET
    cashOnDeliveryPrice: (
        Annotated[float, Meta(description="The price of the cash on delivery service.", examples=[12.0])] | UnsetType
    ) = UNSET
    cashOnDeliveryReceived: (
        Annotated[bool, Meta(description="Whether the cash on delivery has been received.", examples=[False])]
        | UnsetType
    ) = UNSET
    createdAt: (
        Annotated[datetime, Meta(description="When the order was created.", examples=["2025-05-04T09:42:00Z"])]
        | UnsetType
    ) = UNSET
    updatedAt: (
        Annotated[datetime, Meta(description="When the order was last changed.", examples=["2025-05-04T09:42:00Z"])]
        | UnsetType
    ) = UNSET
    deliveryProvider: (
        Annotated[str, Meta(description="Who provides the delivery, null while nobody does.", examples=["warehouse"])]
        | None
        | UnsetType
    ) = UNSET
    externalBranchId: (
        Annotated[str, Meta(description="The identifier of an external branch, null without one.", examples=["6471"])]
        | None
        | UnsetType
    ) = UNSET
    externalOrderProcessor: (
        Annotated[
            str,
            Meta(description="The external system that processes the order, null without one.", examples=["shoptet"]),
        ]
        | None
        | UnsetType
    ) = UNSET
    externalOrderProcessingId: (
        Annotated[
            str,
            Meta(
                description="The identifier of the order at its external processor, null without one.",
                examples=["CZ20230101"],
            ),
        ]
        | None
        | UnsetType
    ) = UNSET
    externalOrderDeliveryCarrier: (
        Annotated[
            str,
            Meta(description="The carrier that delivers the order, null while none is assigned.", examples=["ppl"]),
        ]
        | None
        | UnsetType
    ) = UNSET
    trackingNumber: (
        Annotated[
            str,
            Meta(
                description="The tracking number of the parcel, null while none is assigned.", examples=["44592754091"]
            ),
        ]
        | None
        | UnsetType
    ) = UNSET
    trackingUrl: (
        Annotated[
            str,
            Meta(
                description="Where to follow the parcel, null while no tracking is assigned. Its form is not promised.",
                examples=["https://www.ppl.cz/vyhledat-zasilku?shipmentId=44592754091"],
            ),
        ]
        | None
        | UnsetType
    ) = UNSET
    invoiceUrl: (
        Annotated[
            str,
            Meta(
                description="Where to find the invoice, null while there is none. Its form is not promised.",
                examples=["string"],
            ),
        ]
        | None
        | UnsetType
    ) = UNSET
    hasBcxCode: Annotated[bool, Meta(description="Whether the order has a BCX code.", examples=[True])] | UnsetType = (
        UNSET
    )
    deliveryData: Annotated[list[DeliveryData], Meta(description="The recipients of the order.")] | UnsetType = UNSET
