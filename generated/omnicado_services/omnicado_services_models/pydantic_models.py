"""Omnicado services: pydantic models, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field


class SerialNumbersChange(BaseModel):
    """
    The new serial numbers of one order item.
    """

    orderItemId: Annotated[
        int,
        Field(
            description="The identifier of the order item. The vendor describes it as an order's; the name, the title and the example say that it is the item's.",
            examples=[42],
            ge=-9223372036854775808,
            le=9223372036854775807,
        ),
    ]
    serialNumbers: Annotated[
        str,
        Field(
            description="All serial numbers of the item in one string, joined by `;`. Leading zeros matter.",
            examples=["000001;000002;000003"],
        ),
    ]


class Timestamp(BaseModel):
    """
    A local time and its time zone, as deliveries and items hold them. This is not the RFC 3339 form that the order's own times have.
    """

    date: Annotated[
        str | None,
        Field(
            description="The local date and time with microseconds, without an offset.",
            examples=["2023-01-24 13:30:03.000000"],
            pattern="^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{6}$",
        ),
    ] = None
    timezone_type: Annotated[
        int | None, Field(description="How `timezone` is written; `3` goes with the name of a zone.", examples=[3])
    ] = None
    timezone: Annotated[
        str | None, Field(description="The time zone that `date` is in.", examples=["Europe/Prague"])
    ] = None


class DeliveryData(BaseModel):
    """
    A recipient and the address to deliver to.
    """

    id: Annotated[
        int,
        Field(
            description="The identifier of the delivery data.",
            examples=[42],
            ge=-9223372036854775808,
            le=9223372036854775807,
        ),
    ]
    createdAt: Timestamp | None = None
    updatedAt: Annotated[
        Timestamp | None, Field(description="When the delivery data were last changed, null before the first change.")
    ] = None
    company: Annotated[
        str | None, Field(description="The company, null for a private person.", examples=["omnicado! s.r.o."])
    ] = None
    name: Annotated[str | None, Field(description="The name of the recipient.", examples=["Jan Novák"])] = None
    phone: Annotated[
        str | None, Field(description="The phone number of the recipient.", examples=["+420607049258"])
    ] = None
    email: Annotated[
        str | None, Field(description="The e-mail address of the recipient.", examples=["jan@novak.cz"])
    ] = None
    street: Annotated[
        str | None, Field(description="The street with the house number.", examples=["Jaurisova 515/4"])
    ] = None
    city: Annotated[str | None, Field(description="The city.", examples=["Praha"])] = None
    zip: Annotated[str | None, Field(description="The postal code.", examples=["50401"])] = None
    country: Annotated[
        str | None,
        Field(description="The country. The vendor shows a code of two letters and promises no form.", examples=["CZ"]),
    ] = None


class OrderItem(BaseModel):
    """
    An item of an order.
    """

    id: Annotated[
        int,
        Field(
            description="The identifier of the item, which a change of serial numbers names as `orderItemId`.",
            examples=[42],
            ge=-9223372036854775808,
            le=9223372036854775807,
        ),
    ]
    createdAt: Timestamp | None = None
    updatedAt: Annotated[
        Timestamp | None, Field(description="When the item was last changed, null before the first change.")
    ] = None
    remoteId: Annotated[
        str | None, Field(description="The identifier of the item in the remote system.", examples=["WH116"])
    ] = None
    quantity: Annotated[int | None, Field(description="How many pieces were ordered.", examples=[2])] = None
    price: Annotated[float | None, Field(description="The price of the item.", examples=[0.83])] = None
    priceWithoutVat: Annotated[
        float | None, Field(description="The price of the item without VAT.", examples=[0.69])
    ] = None
    priceWithoutCommissionWithoutVat: Annotated[
        float | None,
        Field(description="The price of the item without VAT and without the commission.", examples=[0.58]),
    ] = None
    vat: Annotated[
        float | None,
        Field(
            description="The VAT rate in percent. The vendor types it as a number with the format integer, so it is whole.",
            examples=[21],
            multiple_of=1.0,
        ),
    ] = None
    commission: Annotated[
        float | None,
        Field(
            description="The commission in percent. The vendor types it as a number with the format integer, so it is whole.",
            examples=[17],
            multiple_of=1.0,
        ),
    ] = None
    serialNumberRequired: Annotated[
        bool | None, Field(description="Whether the item needs serial numbers.", examples=[True])
    ] = None
    serialNumbers: Annotated[
        str | None,
        Field(
            description="All serial numbers of the item in one string, joined by `;`, null while there are none. Leading zeros matter.",
            examples=["00001;00002;00003"],
        ),
    ] = None


class Order(BaseModel):
    """
    An order with its deliveries and items.
    """

    id: Annotated[
        int,
        Field(
            description="The identifier of the order.", examples=[42], ge=-9223372036854775808, le=9223372036854775807
        ),
    ]
    remoteId: Annotated[
        str | None, Field(description="The identifier of the order in the remote system.", examples=["string"])
    ] = None
    externalId: Annotated[
        str | None,
        Field(description="The identifier of the order in an external system, null without one.", examples=["string"]),
    ] = None
    shipDate: Annotated[
        AwareDatetime | None,
        Field(
            description="When the order is to be shipped, null while that is not known.",
            examples=["2025-05-04T09:42:00Z"],
        ),
    ] = None
    shippedDate: Annotated[
        AwareDatetime | None,
        Field(description="When the order was shipped, null before that.", examples=["2025-05-04T09:42:00Z"]),
    ] = None
    deliveredDate: Annotated[
        AwareDatetime | None,
        Field(description="When the order was delivered, null before that.", examples=["2025-05-04T09:42:00Z"]),
    ] = None
    currency: Annotated[
        str | None,
        Field(description="The ISO 4217 code of the currency of all amounts.", examples=["CZK"], pattern="^[A-Z]{3}$"),
    ] = None
    paymentType: Annotated[
        str | None,
        Field(
            description="How the order is paid. Only one value is known from the vendor, which lists none.",
            examples=["cashOnDelivery"],
        ),
    ] = None
    paymentNo: Annotated[
        str | None, Field(description="The number of the payment, null while there is none.", examples=["202301010001"])
    ] = None
    expeditionStatus: Annotated[
        str | None,
        Field(description="How far the warehouse is with the order. The vendor lists no values.", examples=["packing"]),
    ] = None
    orderStatus: Annotated[
        str | None, Field(description="The status of the order. The vendor lists no values.", examples=["shipping"])
    ] = None
    source: Annotated[str | None, Field(description="Where the order came from.", examples=["string"])] = None
    totalPrice: Annotated[float | None, Field(description="The total price of the order.", examples=[1099.0])] = None
    deliveryPrice: Annotated[float | None, Field(description="The price of the delivery.", examples=[49.0])] = None
    discount: Annotated[float | None, Field(description="The discount on the order.", examples=[0])] = None
    cashOnDelivery: Annotated[
        float | None, Field(description="The cash on delivery of the order.", examples=[49.0])
    ] = None
    cashOnDeliveryPrice: Annotated[
        float | None, Field(description="The price of the cash on delivery service.", examples=[12.0])
    ] = None
    cashOnDeliveryReceived: Annotated[
        bool | None, Field(description="Whether the cash on delivery has been received.", examples=[False])
    ] = None
    createdAt: Annotated[
        AwareDatetime | None, Field(description="When the order was created.", examples=["2025-05-04T09:42:00Z"])
    ] = None
    updatedAt: Annotated[
        AwareDatetime | None, Field(description="When the order was last changed.", examples=["2025-05-04T09:42:00Z"])
    ] = None
    deliveryProvider: Annotated[
        str | None, Field(description="Who provides the delivery, null while nobody does.", examples=["warehouse"])
    ] = None
    externalBranchId: Annotated[
        str | None, Field(description="The identifier of an external branch, null without one.", examples=["6471"])
    ] = None
    externalOrderProcessor: Annotated[
        str | None,
        Field(description="The external system that processes the order, null without one.", examples=["shoptet"]),
    ] = None
    externalOrderProcessingId: Annotated[
        str | None,
        Field(
            description="The identifier of the order at its external processor, null without one.",
            examples=["CZ20230101"],
        ),
    ] = None
    externalOrderDeliveryCarrier: Annotated[
        str | None,
        Field(description="The carrier that delivers the order, null while none is assigned.", examples=["ppl"]),
    ] = None
    trackingNumber: Annotated[
        str | None,
        Field(description="The tracking number of the parcel, null while none is assigned.", examples=["44592754091"]),
    ] = None
    trackingUrl: Annotated[
        str | None,
        Field(
            description="Where to follow the parcel, null while no tracking is assigned. Its form is not promised.",
            examples=["https://www.ppl.cz/vyhledat-zasilku?shipmentId=44592754091"],
        ),
    ] = None
    invoiceUrl: Annotated[
        str | None,
        Field(
            description="Where to find the invoice, null while there is none. Its form is not promised.",
            examples=["string"],
        ),
    ] = None
    hasBcxCode: Annotated[bool | None, Field(description="Whether the order has a BCX code.", examples=[True])] = None
    deliveryData: Annotated[list[DeliveryData] | None, Field(description="The recipients of the order.")] = None
    items: Annotated[list[OrderItem], Field(description="The items of the order.")]
