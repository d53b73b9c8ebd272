"""Akinon OMS — order services: msgspec structs, generated from its OpenAPI document."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType


class Translation(Struct):
    """
    The translated texts of one locale.
    """

    name: Annotated[str, Meta(description="The translated name.")]


class ProductImage(Struct):
    """
    An image of a product.
    """

    order: Annotated[
        int,
        Meta(
            description="The position of the image among the images of the product, counted from 0.",
            ge=0,
            le=2147483647,
        ),
    ]
    id: Annotated[int, Meta(description="Id of the image.", ge=1, le=9223372036854775807)]
    url: Annotated[str, Meta(description="Where the image is.")]
    product: Annotated[int, Meta(description="Id of the product.", ge=1, le=9223372036854775807)]


class AttributeDetail(Struct):
    """
    The label, value and data type of one attribute.
    """

    label: Annotated[str, Meta(description="The text to show.")]
    value: Annotated[str, Meta(description="The value itself.")]
    data_type: Annotated[str, Meta(description="The kind of attribute.", examples=["dropdown", "valuelabel"])]


class StockList(Struct):
    """
    A stock list.
    """

    pk: Annotated[int, Meta(description="Id of the stock list.", ge=1, le=9223372036854775807)]
    code: Annotated[str, Meta(description="The code of the stock list, if it has one.")] | None
    name: str
    created_date: datetime
    is_auto_sync: Annotated[bool, Meta(description="Whether the list is synchronized automatically.")]
    modified_date: datetime


class Customer(Struct):
    """
    A customer of a channel.
    """

    email: str
    first_name: str
    last_name: str
    phone_number: Annotated[str, Meta(description="The phone number, if it is known.")] | None
    erp_code: Annotated[str, Meta(description="The code of the customer in the ERP system, if there is one.")] | None
    pk: Annotated[int, Meta(description="Id of the customer.", ge=1, le=9223372036854775807)]
    channel: Annotated[
        int, Meta(description="Id of the channel that the customer belongs to.", ge=1, le=9223372036854775807)
    ]


class WebhookEventShort(Struct):
    """
    A webhook event of an order without its payload.
    """

    id: Annotated[int, Meta(description="Id of the webhook event.", ge=1, le=9223372036854775807)]
    order: (
        Annotated[int, Meta(description="Id of the order that the event belongs to.", ge=1, le=9223372036854775807)]
        | UnsetType
    ) = UNSET
    created_date: Annotated[datetime, Meta(description="When the event was created.")] | UnsetType = UNSET
    modified_date: Annotated[datetime, Meta(description="When the event was last changed.")] | UnsetType = UNSET
    event_type: Annotated[str, Meta(description="The kind of event.")] | UnsetType = UNSET
    status: Annotated[str, Meta(description="How the delivery of the event stands.")] | UnsetType = UNSET
    response_code: (
        Annotated[
            int,
            Meta(description="The HTTP status with which the receiver answered, null before it has.", ge=100, le=599),
        ]
        | None
        | UnsetType
    ) = UNSET


class WebhookPayload(Struct):
    """
    The complete payload of a webhook event, in free form.
    """


class PullRequest(Struct):
    """
    The orders to pull from Omnitron.
    """

    order_numbers: Annotated[
        list[str],
        Meta(description="The numbers of the orders to pull, 1 to 100 of them.", max_length=100, min_length=1),
    ]


class PullResult(Struct):
    """
    What came of one order number. An order that was pulled has no errors; one that was not has at least one.
    """

    order_number: Annotated[str, Meta(description="The order number as it was sent.")]
    success: Annotated[bool, Meta(description="Whether the order was pulled.")]
    errors: (
        Annotated[
            list[str],
            Meta(
                description="Why the order was not pulled: it exists already in the channel, it is not known, its Omnitron id is below the lowest one allowed, its channel is not allowed, or its cargo company is unknown."
            ),
        ]
        | UnsetType
    ) = UNSET


DeliveryType: TypeAlias = Annotated[
    Literal["standard"] | str,
    Meta(description="How an order is delivered. One value is shown; others come from the list of delivery types."),
]


PaymentType: TypeAlias = Annotated[
    Literal["credit_card"] | str,
    Meta(description="How an order is paid. One value is shown; others come from the list of payment types."),
]


ClientType: TypeAlias = Annotated[
    Literal["default"] | str,
    Meta(description="The kind of client that placed an order. One value is shown; there may be others."),
]


AddressType: TypeAlias = Annotated[
    Literal["customer"] | str, Meta(description="The kind of address. One value is shown; there may be others.")
]


ChannelType: TypeAlias = Annotated[
    Literal["web"] | str, Meta(description="The kind of channel. One value is shown; there may be others.")
]


Currency: TypeAlias = Annotated[
    str, Meta(description="The code of a currency, in lower case.", examples=["try"], pattern="^[a-z]+$")
]


OrderNumber: TypeAlias = Annotated[
    str,
    Meta(description="The number of an order, digits in a string.", examples=["2291090711512921"], pattern="^[0-9]+$"),
]


DecimalModel: TypeAlias = Annotated[
    Decimal, Meta(description="An exact decimal number in a string.", examples=["250.00"])
]


NullableDecimal: TypeAlias = (
    Annotated[Decimal, Meta(description="An exact decimal number in a string, or null.", examples=["20.00", None])]
    | None
)


class FreeForm(Struct):
    """
    A map in free form.
    """


class Error(Struct):
    """
    An error in words.
    """

    detail: Annotated[str, Meta(description="What went wrong.")]


FieldErrorsAdditionalProperty: TypeAlias = Annotated[
    list[str], Meta(description="The messages about one field.", min_length=1)
]


FieldErrors: TypeAlias = Annotated[dict[str, FieldErrorsAdditionalProperty], Meta(min_length=1)]
"""
The messages by the field or parameter they are about.
"""


InvalidRequest: TypeAlias = Annotated[Any, Meta(description="An error in words, or messages by field.")]


class WebhookEventShortPage(Struct):
    """
    A page of webhook events in short.
    """

    count: Annotated[
        int, Meta(description="The number of webhook events on all pages together.", ge=0, le=9223372036854775807)
    ]
    next: Annotated[str, Meta(description="The absolute URL of the next page, null on the last one.")] | None
    previous: Annotated[str, Meta(description="The absolute URL of the previous page, null on the first one.")] | None
    results: Annotated[list[WebhookEventShort], Meta(description="The webhook events of this page.")]


class OrderShort(Struct):
    """
    An order in short. Related objects are given by their keys, and the number of items stands in place of the items.
    """

    order_item_count: Annotated[int, Meta(description="The number of items of the order.", ge=0, le=2147483647)]
    id: Annotated[int, Meta(description="Id of the order in the OMS.", ge=1, le=9223372036854775807)] | UnsetType = (
        UNSET
    )
    omnitron_id: (
        Annotated[int, Meta(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)] | UnsetType
    ) = UNSET
    number: OrderNumber | UnsetType = UNSET
    state: Annotated[int, Meta(description="Key of the current state.", ge=1, le=9223372036854775807)] | UnsetType = (
        UNSET
    )
    customer: Annotated[int, Meta(description="Key of the customer.", ge=1, le=9223372036854775807)] | UnsetType = UNSET
    shipping_address: (
        Annotated[int, Meta(description="Key of the shipping address.", ge=1, le=9223372036854775807)] | UnsetType
    ) = UNSET
    billing_address: (
        Annotated[int, Meta(description="Key of the billing address.", ge=1, le=9223372036854775807)] | UnsetType
    ) = UNSET
    channel: Annotated[int, Meta(description="Key of the channel.", ge=1, le=9223372036854775807)] | UnsetType = UNSET
    payment_type: PaymentType | UnsetType = UNSET
    delivery_type: DeliveryType | UnsetType = UNSET
    created_date: Annotated[datetime, Meta(description="When the OMS created the order.")] | UnsetType = UNSET
    modified_date: Annotated[datetime, Meta(description="When the OMS last changed the order.")] | UnsetType = UNSET
    date_placed: Annotated[datetime, Meta(description="When the customer placed the order.")] | UnsetType = UNSET
    tracking_number: (
        Annotated[str, Meta(description="The tracking number of the shipment, once there is one.")] | None | UnsetType
    ) = UNSET


class OrderSimple(Struct):
    """
    An order for business intelligence, with its dates and few other properties.
    """

    created_date: Annotated[datetime, Meta(description="When the OMS created the order.")]
    modified_date: Annotated[datetime, Meta(description="When the OMS last changed the order.")]
    id: Annotated[int, Meta(description="Id of the order in the OMS.", ge=1, le=9223372036854775807)] | UnsetType = (
        UNSET
    )
    omnitron_id: (
        Annotated[int, Meta(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)] | UnsetType
    ) = UNSET
    number: OrderNumber | UnsetType = UNSET


class OrderDetailShort(Struct):
    """
    An order with what the order page of the OMS needs. The document names no property of it, so every one listed here is optional. Nor does it say whether related objects come in full or as keys, so they are not listed; what else the server sends is kept.
    """

    id: Annotated[int, Meta(description="Id of the order in the OMS.", ge=1, le=9223372036854775807)] | UnsetType = (
        UNSET
    )
    omnitron_id: (
        Annotated[int, Meta(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)] | UnsetType
    ) = UNSET
    number: OrderNumber | UnsetType = UNSET
    payment_type: PaymentType | UnsetType = UNSET
    delivery_type: DeliveryType | UnsetType = UNSET
    created_date: Annotated[datetime, Meta(description="When the OMS created the order.")] | UnsetType = UNSET
    modified_date: Annotated[datetime, Meta(description="When the OMS last changed the order.")] | UnsetType = UNSET
    date_placed: Annotated[datetime, Meta(description="When the customer placed the order.")] | UnsetType = UNSET
    tracking_number: (
        Annotated[str, Meta(description="The tracking number of the shipment, once there is one.")] | None | UnsetType
    ) = UNSET
    cargo_company: (
        Annotated[
            int, Meta(description="Id of the cargo company that carries the order.", ge=1, le=9223372036854775807)
        ]
        | UnsetType
    ) = UNSET


Translations: TypeAlias = dict[str, Translation]
"""
Translations by locale, such as `en-us`.
"""


AttributeDetails: TypeAlias = dict[str, AttributeDetail]
"""
Labels, values and data types of attributes by name.
"""


class PriceList(Struct):
    """
    A price list.
    """

    pk: Annotated[int, Meta(description="Id of the price list.", ge=1, le=9223372036854775807)]
    code: str
    name: str
    currency: Currency
    created_date: datetime
    is_auto_sync: Annotated[bool, Meta(description="Whether the list is synchronized automatically.")]
    modified_date: datetime


class ExtraField(Struct):
    """
    What the price list and the stock list add to an item, in free form.
    """

    price_extra_field: FreeForm | UnsetType = UNSET
    stock_extra_field: FreeForm | UnsetType = UNSET


class Country(Struct):
    """
    A country.
    """

    pk: Annotated[int, Meta(description="Id of the country.", ge=1, le=9223372036854775807)]
    name: str
    code: Annotated[str, Meta(description="The code of the country, in lower case.", examples=["it"])]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class City(Struct):
    """
    A city.
    """

    pk: Annotated[int, Meta(description="Id of the city.", ge=1, le=9223372036854775807)]
    name: str
    country: Annotated[int, Meta(description="Id of the country.", ge=1, le=9223372036854775807)]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class Township(Struct):
    """
    A township of a city.
    """

    pk: Annotated[int, Meta(description="Id of the township.", ge=1, le=9223372036854775807)]
    name: str
    city: Annotated[int, Meta(description="Id of the city.", ge=1, le=9223372036854775807)]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class District(Struct):
    """
    A district of a township.
    """

    pk: Annotated[int, Meta(description="Id of the district.", ge=1, le=9223372036854775807)]
    name: str
    city: Annotated[int, Meta(description="Id of the city.", ge=1, le=9223372036854775807)]
    township: Annotated[int, Meta(description="Id of the township.", ge=1, le=9223372036854775807)]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class ChannelConfiguration(Struct):
    """
    The configuration of a channel. It carries the credentials of the channel: never log it or show it.
    """

    server: Annotated[str, Meta(description="The base URL of the API of the channel.")]
    password: Annotated[str, Meta(description="A password, one of the credentials of the channel.")]
    username: Annotated[str, Meta(description="A user name, one of the credentials of the channel.")]
    sales_url: Annotated[str, Meta(description="The URL of the shop.")]
    auth_token: Annotated[str, Meta(description="A token, one of the credentials of the channel.")]
    feature_flags: FreeForm
    cancel_mail_subject: Annotated[str, Meta(description="The subject of the mail on a cancellation.")]
    cancel_mail_template_url: Annotated[str, Meta(description="Where the template of the mail on a cancellation is.")]
    localized_cancel_mail_subject: FreeForm
    direct_cancel_mail_template_url: Annotated[
        str, Meta(description="Where the template of the mail on a direct cancellation is.")
    ]


class WebhookEvent(Struct):
    """
    A webhook event of an order with its payload.
    """

    id: Annotated[int, Meta(description="Id of the webhook event.", ge=1, le=9223372036854775807)]
    payload: WebhookPayload
    order: (
        Annotated[int, Meta(description="Id of the order that the event belongs to.", ge=1, le=9223372036854775807)]
        | UnsetType
    ) = UNSET
    created_date: Annotated[datetime, Meta(description="When the event was created.")] | UnsetType = UNSET
    modified_date: Annotated[datetime, Meta(description="When the event was last changed.")] | UnsetType = UNSET
    event_type: Annotated[str, Meta(description="The kind of event.")] | UnsetType = UNSET
    status: Annotated[str, Meta(description="How the delivery of the event stands.")] | UnsetType = UNSET
    response_code: (
        Annotated[
            int,
            Meta(description="The HTTP status with which the receiver answered, null before it has.", ge=100, le=599),
        ]
        | None
        | UnsetType
    ) = UNSET


class DeliveryTypeOption(Struct):
    """
    A delivery type an order can have.
    """

    value: DeliveryType
    label: Annotated[str, Meta(description="The name to show.")]


class PaymentTypeOption(Struct):
    """
    A payment type an order can have.
    """

    value: PaymentType
    label: Annotated[str, Meta(description="The name to show.")]


PullResultList: TypeAlias = Annotated[
    list[PullResult],
    Meta(
        description="One result for each order number, in the order in which the numbers were sent.",
        max_length=100,
        min_length=1,
    ),
]
"""
One result for each order number, in the order in which the numbers were sent.
"""


class OrderShortPage(Struct):
    """
    A page of orders in short.
    """

    count: Annotated[int, Meta(description="The number of orders on all pages together.", ge=0, le=9223372036854775807)]
    next: Annotated[str, Meta(description="The absolute URL of the next page, null on the last one.")] | None
    previous: Annotated[str, Meta(description="The absolute URL of the previous page, null on the first one.")] | None
    results: Annotated[list[OrderShort], Meta(description="The orders of this page.")]


class OrderSimplePage(Struct):
    """
    A page of orders for business intelligence.
    """

    count: Annotated[int, Meta(description="The number of orders on all pages together.", ge=0, le=9223372036854775807)]
    next: Annotated[str, Meta(description="The absolute URL of the next page, null on the last one.")] | None
    previous: Annotated[str, Meta(description="The absolute URL of the previous page, null on the first one.")] | None
    results: Annotated[list[OrderSimple], Meta(description="The orders of this page.")]


class WebhookEventPage(Struct):
    """
    A page of webhook events in full.
    """

    count: Annotated[
        int, Meta(description="The number of webhook events on all pages together.", ge=0, le=9223372036854775807)
    ]
    next: Annotated[str, Meta(description="The absolute URL of the next page, null on the last one.")] | None
    previous: Annotated[str, Meta(description="The absolute URL of the previous page, null on the first one.")] | None
    results: Annotated[list[WebhookEvent], Meta(description="The webhook events of this page.")]


class State(Struct):
    """
    A state of an order or of an order item.
    """

    id: Annotated[int, Meta(description="Id of the state.", ge=1, le=9223372036854775807)]
    created_date: datetime
    modified_date: datetime
    translations: Translations
    name: Annotated[str, Meta(description="The name of the state.")]
    config: FreeForm
    enum_class: Annotated[
        str, Meta(description="The enumeration that `enum_value` belongs to.", examples=["OrderStatus"])
    ]
    enum_value: Annotated[
        str,
        Meta(
            description="The value of the state in its enumeration, a string even where it reads as a number.",
            examples=["400"],
        ),
    ]
    content_type: Annotated[
        int,
        Meta(
            description="Id of the kind of object that has this state. Orders and order items differ in it.",
            ge=1,
            le=9223372036854775807,
        ),
    ]


class Product(Struct):
    """
    A product.
    """

    id: Annotated[int, Meta(description="Id of the product in the OMS.", ge=1, le=9223372036854775807)]
    productimage_set: Annotated[list[ProductImage], Meta(description="The images of the product.")]
    created_date: datetime
    modified_date: datetime
    omnitron_id: Annotated[int, Meta(description="Id of the product in Omnitron.", ge=1, le=9223372036854775807)]
    name: Annotated[str, Meta(description="The name of the product.")]
    base_code: Annotated[str, Meta(description="The base code of the product.")]
    sku: Annotated[str, Meta(description="The stock keeping unit.")]
    barcode: Annotated[str, Meta(description="The barcode, if there is one.")] | None
    attributes: Annotated[FreeForm, Meta(description="The attributes of the product by name.")]
    attributes_kwargs: AttributeDetails
    extra_attributes: Annotated[FreeForm, Meta(description="Further attributes of the product.")]
    remote_modified_date: Annotated[
        datetime, Meta(description="When the product was last changed where it comes from.")
    ]


class Address(Struct):
    """
    An address of a customer.
    """

    id: Annotated[int, Meta(description="Id of the address in the OMS.", ge=1, le=9223372036854775807)]
    city: City
    country: Country
    township: Township
    district: District
    customer: Customer
    address_type: AddressType
    created_date: datetime
    modified_date: datetime
    omnitron_id: Annotated[int, Meta(description="Id of the address in Omnitron.", ge=1, le=9223372036854775807)]
    mapping: Annotated[FreeForm, Meta(description="A mapping of the address in free form, if there is one.")] | None
    title: Annotated[str, Meta(description="The title of the address.")]
    is_active: bool
    line: Annotated[str, Meta(description="Street and house number.")]
    postcode: str
    notes: Annotated[str, Meta(description="Notes on the address, if there are any.")] | None
    email: str
    phone_number: str
    first_name: str
    last_name: str
    company_name: Annotated[str, Meta(description="The name of the company, which may be empty.")]
    tax_office: Annotated[str, Meta(description="The tax office, which may be empty.")]
    tax_no: Annotated[str, Meta(description="The tax number, which may be empty.")]
    e_bill_taxpayer: Annotated[bool, Meta(description="Whether the recipient is registered for electronic invoices.")]


class Channel(Struct):
    """
    A sales channel.
    """

    id: Annotated[int, Meta(description="Id of the channel in the OMS.", ge=1, le=9223372036854775807)]
    channel_type: ChannelType
    created_date: datetime
    modified_date: datetime
    omnitron_id: Annotated[int, Meta(description="Id of the channel in Omnitron.", ge=1, le=9223372036854775807)]
    name: str
    configuration: ChannelConfiguration
    is_active: bool


DeliveryTypeList: TypeAlias = Annotated[list[DeliveryTypeOption], Meta(description="The delivery types.")]
"""
The delivery types.
"""


PaymentTypeList: TypeAlias = Annotated[list[PaymentTypeOption], Meta(description="The payment types.")]
"""
The payment types.
"""


class OrderItem(Struct):
    """
    An item of an order.
    """

    id: Annotated[int, Meta(description="Id of the item in the OMS.", ge=1, le=9223372036854775807)]
    state: Annotated[State, Meta(description="The current state of the item.")]
    product: Product
    created_date: datetime
    modified_date: datetime
    omnitron_id: Annotated[int, Meta(description="Id of the item in Omnitron.", ge=1, le=9223372036854775807)]
    net_amount: DecimalModel
    price: DecimalModel
    price_currency: Currency
    retail_price: DecimalModel
    tax_rate: Annotated[DecimalModel, Meta(description="The tax rate, such as `8.00`.")]
    tax_amount: NullableDecimal
    discount_amount: DecimalModel
    without_net_amount: NullableDecimal
    installment_interest_amount: NullableDecimal
    attributes: Annotated[FreeForm, Meta(description="The attributes of the item.")]
    attributes_kwargs: AttributeDetails
    image: Annotated[str, Meta(description="The image of the item, if there is one.")] | None
    price_list: PriceList
    stock_list: StockList
    extra_field: ExtraField
    parent_omnitron_id: (
        Annotated[
            int,
            Meta(description="Id in Omnitron of the parent of the item, if it has one.", ge=1, le=9223372036854775807),
        ]
        | None
    )
    order: Annotated[int, Meta(description="Id of the order that the item belongs to.", ge=1, le=9223372036854775807)]


class Order(Struct):
    """
    An order in full.
    """

    id: Annotated[
        int, Meta(description="Id of the order in the OMS, the `pk` of the detail calls.", ge=1, le=9223372036854775807)
    ]
    state: Annotated[State, Meta(description="The current state of the order.")]
    commands: Annotated[
        list[Any],
        Meta(
            description="The commands available for the order. The document shows an empty list only, so an entry may be anything."
        ),
    ]
    orderitem_set: Annotated[list[OrderItem], Meta(description="The items of the order.")]
    customer: Annotated[Customer, Meta(description="The customer who placed the order.")]
    shipping_address: Annotated[Address, Meta(description="Where the order goes.")]
    billing_address: Annotated[Address, Meta(description="Where the invoice goes.")]
    channel: Annotated[Channel, Meta(description="The sales channel the order came through.")]
    payment_type: PaymentType
    retail_store: (
        Annotated[
            int, Meta(description="Id of the retail store of the order, if there is one.", ge=1, le=9223372036854775807)
        ]
        | None
    )
    delivery_range: Annotated[str, Meta(description="The delivery range of the order, if there is one.")] | None
    client_type: ClientType
    delivery_type: DeliveryType
    created_date: Annotated[datetime, Meta(description="When the OMS created the order.")]
    modified_date: Annotated[datetime, Meta(description="When the OMS last changed the order.")]
    omnitron_id: Annotated[int, Meta(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)]
    number: OrderNumber
    date_placed: Annotated[datetime, Meta(description="When the customer placed the order.")]
    tracking_number: Annotated[str, Meta(description="The tracking number of the shipment, once there is one.")] | None
    has_gift_box: Annotated[bool, Meta(description="Whether the order comes in a gift box.")]
    gift_box_note: Annotated[str, Meta(description="The note for the gift box, if there is one.")] | None
    notes: Annotated[str, Meta(description="Notes on the order, if there are any.")] | None
    segment: Annotated[str, Meta(description="The segment of the order, if there is one.")] | None
    cargo_company: Annotated[
        int, Meta(description="Id of the cargo company that carries the order.", ge=1, le=9223372036854775807)
    ]


class OrderPage(Struct):
    """
    A page of orders in full.
    """

    count: Annotated[int, Meta(description="The number of orders on all pages together.", ge=0, le=9223372036854775807)]
    next: Annotated[str, Meta(description="The absolute URL of the next page, null on the last one.")] | None
    previous: Annotated[str, Meta(description="The absolute URL of the previous page, null on the first one.")] | None
    results: Annotated[list[Order], Meta(description="The orders of this page.")]
