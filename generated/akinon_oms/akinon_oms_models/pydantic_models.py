"""Akinon OMS — order services: pydantic models, generated from its OpenAPI document."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, EmailStr, Field, RootModel
from typing_extensions import TypeAliasType


class Translation(BaseModel):
    """
    The translated texts of one locale.
    """

    name: Annotated[str, Field(description="The translated name.")]


class ProductImage(BaseModel):
    """
    An image of a product.
    """

    order: Annotated[
        int,
        Field(
            description="The position of the image among the images of the product, counted from 0.",
            ge=0,
            le=2147483647,
        ),
    ]
    id: Annotated[int, Field(description="Id of the image.", ge=1, le=9223372036854775807)]
    url: Annotated[str, Field(description="Where the image is.")]
    product: Annotated[int, Field(description="Id of the product.", ge=1, le=9223372036854775807)]


class AttributeDetail(BaseModel):
    """
    The label, value and data type of one attribute.
    """

    label: Annotated[str, Field(description="The text to show.")]
    value: Annotated[str, Field(description="The value itself.")]
    data_type: Annotated[str, Field(description="The kind of attribute.", examples=["dropdown", "valuelabel"])]


class StockList(BaseModel):
    """
    A stock list.
    """

    pk: Annotated[int, Field(description="Id of the stock list.", ge=1, le=9223372036854775807)]
    code: Annotated[str | None, Field(description="The code of the stock list, if it has one.")]
    name: str
    created_date: AwareDatetime
    is_auto_sync: Annotated[bool, Field(description="Whether the list is synchronized automatically.")]
    modified_date: AwareDatetime


class Customer(BaseModel):
    """
    A customer of a channel.
    """

    email: EmailStr
    first_name: str
    last_name: str
    phone_number: Annotated[str | None, Field(description="The phone number, if it is known.")]
    erp_code: Annotated[str | None, Field(description="The code of the customer in the ERP system, if there is one.")]
    pk: Annotated[int, Field(description="Id of the customer.", ge=1, le=9223372036854775807)]
    channel: Annotated[
        int, Field(description="Id of the channel that the customer belongs to.", ge=1, le=9223372036854775807)
    ]


class WebhookEventShort(BaseModel):
    """
    A webhook event of an order without its payload.
    """

    id: Annotated[int, Field(description="Id of the webhook event.", ge=1, le=9223372036854775807)]
    order: Annotated[
        int | None, Field(description="Id of the order that the event belongs to.", ge=1, le=9223372036854775807)
    ] = None
    created_date: Annotated[AwareDatetime | None, Field(description="When the event was created.")] = None
    modified_date: Annotated[AwareDatetime | None, Field(description="When the event was last changed.")] = None
    event_type: Annotated[str | None, Field(description="The kind of event.")] = None
    status: Annotated[str | None, Field(description="How the delivery of the event stands.")] = None
    response_code: Annotated[
        int | None,
        Field(description="The HTTP status with which the receiver answered, null before it has.", ge=100, le=599),
    ] = None


class WebhookPayload(BaseModel):
    """
    The complete payload of a webhook event, in free form.
    """

    model_config = ConfigDict(
        extra="allow",
    )


class PullRequest(BaseModel):
    """
    The orders to pull from Omnitron.
    """

    order_numbers: Annotated[
        list[str],
        Field(description="The numbers of the orders to pull, 1 to 100 of them.", max_length=100, min_length=1),
    ]


class PullResult(BaseModel):
    """
    What came of one order number. An order that was pulled has no errors; one that was not has at least one.
    """

    order_number: Annotated[str, Field(description="The order number as it was sent.")]
    success: Annotated[bool, Field(description="Whether the order was pulled.")]
    errors: Annotated[
        list[str] | None,
        Field(
            description="Why the order was not pulled: it exists already in the channel, it is not known, its Omnitron id is below the lowest one allowed, its channel is not allowed, or its cargo company is unknown."
        ),
    ] = None


class DeliveryType(RootModel[Literal["standard"] | str]):
    root: Annotated[
        Literal["standard"] | str,
        Field(
            description="How an order is delivered. One value is shown; others come from the list of delivery types."
        ),
    ]


class PaymentType(RootModel[Literal["credit_card"] | str]):
    root: Annotated[
        Literal["credit_card"] | str,
        Field(description="How an order is paid. One value is shown; others come from the list of payment types."),
    ]


class ClientType(RootModel[Literal["default"] | str]):
    root: Annotated[
        Literal["default"] | str,
        Field(description="The kind of client that placed an order. One value is shown; there may be others."),
    ]


class AddressType(RootModel[Literal["customer"] | str]):
    root: Annotated[
        Literal["customer"] | str, Field(description="The kind of address. One value is shown; there may be others.")
    ]


class ChannelType(RootModel[Literal["web"] | str]):
    root: Annotated[
        Literal["web"] | str, Field(description="The kind of channel. One value is shown; there may be others.")
    ]


class Currency(RootModel[str]):
    root: Annotated[
        str, Field(description="The code of a currency, in lower case.", examples=["try"], pattern="^[a-z]+$")
    ]


class OrderNumber(RootModel[str]):
    root: Annotated[
        str,
        Field(
            description="The number of an order, digits in a string.", examples=["2291090711512921"], pattern="^[0-9]+$"
        ),
    ]


class DecimalModel(RootModel[Decimal]):
    root: Annotated[Decimal, Field(description="An exact decimal number in a string.", examples=["250.00"])]


class NullableDecimal(RootModel[Decimal | None]):
    root: Annotated[
        Decimal | None, Field(description="An exact decimal number in a string, or null.", examples=["20.00", None])
    ]


class FreeForm(BaseModel):
    """
    A map in free form.
    """

    model_config = ConfigDict(
        extra="allow",
    )


class Error(BaseModel):
    """
    An error in words.
    """

    detail: Annotated[str, Field(description="What went wrong.")]


FieldErrorsAdditionalProperty = TypeAliasType(
    "FieldErrorsAdditionalProperty",
    Annotated[list[str], Field(description="The messages about one field.", min_length=1)],
)


class FieldErrors(RootModel[dict[str, FieldErrorsAdditionalProperty]]):
    """
    The messages by the field or parameter they are about.
    """

    root: Annotated[dict[str, FieldErrorsAdditionalProperty], Field(min_length=1)]


class InvalidRequest(RootModel[Error | FieldErrors]):
    root: Annotated[Error | FieldErrors, Field(description="An error in words, or messages by field.")]


class WebhookEventShortPage(BaseModel):
    """
    A page of webhook events in short.
    """

    count: Annotated[
        int, Field(description="The number of webhook events on all pages together.", ge=0, le=9223372036854775807)
    ]
    next: Annotated[str | None, Field(description="The absolute URL of the next page, null on the last one.")]
    previous: Annotated[str | None, Field(description="The absolute URL of the previous page, null on the first one.")]
    results: Annotated[list[WebhookEventShort], Field(description="The webhook events of this page.")]


class OrderShort(BaseModel):
    """
    An order in short. Related objects are given by their keys, and the number of items stands in place of the items.
    """

    id: Annotated[int | None, Field(description="Id of the order in the OMS.", ge=1, le=9223372036854775807)] = None
    omnitron_id: Annotated[
        int | None, Field(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)
    ] = None
    number: OrderNumber | None = None
    order_item_count: Annotated[int, Field(description="The number of items of the order.", ge=0, le=2147483647)]
    state: Annotated[int | None, Field(description="Key of the current state.", ge=1, le=9223372036854775807)] = None
    customer: Annotated[int | None, Field(description="Key of the customer.", ge=1, le=9223372036854775807)] = None
    shipping_address: Annotated[
        int | None, Field(description="Key of the shipping address.", ge=1, le=9223372036854775807)
    ] = None
    billing_address: Annotated[
        int | None, Field(description="Key of the billing address.", ge=1, le=9223372036854775807)
    ] = None
    channel: Annotated[int | None, Field(description="Key of the channel.", ge=1, le=9223372036854775807)] = None
    payment_type: PaymentType | None = None
    delivery_type: DeliveryType | None = None
    created_date: Annotated[AwareDatetime | None, Field(description="When the OMS created the order.")] = None
    modified_date: Annotated[AwareDatetime | None, Field(description="When the OMS last changed the order.")] = None
    date_placed: Annotated[AwareDatetime | None, Field(description="When the customer placed the order.")] = None
    tracking_number: Annotated[
        str | None, Field(description="The tracking number of the shipment, once there is one.")
    ] = None


class OrderSimple(BaseModel):
    """
    An order for business intelligence, with its dates and few other properties.
    """

    id: Annotated[int | None, Field(description="Id of the order in the OMS.", ge=1, le=9223372036854775807)] = None
    omnitron_id: Annotated[
        int | None, Field(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)
    ] = None
    number: OrderNumber | None = None
    created_date: Annotated[AwareDatetime, Field(description="When the OMS created the order.")]
    modified_date: Annotated[AwareDatetime, Field(description="When the OMS last changed the order.")]


class OrderDetailShort(BaseModel):
    """
    An order with what the order page of the OMS needs. The document names no property of it, so every one listed here is optional. Nor does it say whether related objects come in full or as keys, so they are not listed; what else the server sends is kept.
    """

    id: Annotated[int | None, Field(description="Id of the order in the OMS.", ge=1, le=9223372036854775807)] = None
    omnitron_id: Annotated[
        int | None, Field(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)
    ] = None
    number: OrderNumber | None = None
    payment_type: PaymentType | None = None
    delivery_type: DeliveryType | None = None
    created_date: Annotated[AwareDatetime | None, Field(description="When the OMS created the order.")] = None
    modified_date: Annotated[AwareDatetime | None, Field(description="When the OMS last changed the order.")] = None
    date_placed: Annotated[AwareDatetime | None, Field(description="When the customer placed the order.")] = None
    tracking_number: Annotated[
        str | None, Field(description="The tracking number of the shipment, once there is one.")
    ] = None
    cargo_company: Annotated[
        int | None, Field(description="Id of the cargo company that carries the order.", ge=1, le=9223372036854775807)
    ] = None


class Translations(RootModel[dict[str, Translation]]):
    """
    Translations by locale, such as `en-us`.
    """

    root: dict[str, Translation]


class AttributeDetails(RootModel[dict[str, AttributeDetail]]):
    """
    Labels, values and data types of attributes by name.
    """

    root: dict[str, AttributeDetail]


class PriceList(BaseModel):
    """
    A price list.
    """

    pk: Annotated[int, Field(description="Id of the price list.", ge=1, le=9223372036854775807)]
    code: str
    name: str
    currency: Currency
    created_date: AwareDatetime
    is_auto_sync: Annotated[bool, Field(description="Whether the list is synchronized automatically.")]
    modified_date: AwareDatetime


class ExtraField(BaseModel):
    """
    What the price list and the stock list add to an item, in free form.
    """

    price_extra_field: FreeForm | None = None
    stock_extra_field: FreeForm | None = None


class Country(BaseModel):
    """
    A country.
    """

    pk: Annotated[int, Field(description="Id of the country.", ge=1, le=9223372036854775807)]
    name: str
    code: Annotated[str, Field(description="The code of the country, in lower case.", examples=["it"])]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class City(BaseModel):
    """
    A city.
    """

    pk: Annotated[int, Field(description="Id of the city.", ge=1, le=9223372036854775807)]
    name: str
    country: Annotated[int, Field(description="Id of the country.", ge=1, le=9223372036854775807)]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class Township(BaseModel):
    """
    A township of a city.
    """

    pk: Annotated[int, Field(description="Id of the township.", ge=1, le=9223372036854775807)]
    name: str
    city: Annotated[int, Field(description="Id of the city.", ge=1, le=9223372036854775807)]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class District(BaseModel):
    """
    A district of a township.
    """

    pk: Annotated[int, Field(description="Id of the district.", ge=1, le=9223372036854775807)]
    name: str
    city: Annotated[int, Field(description="Id of the city.", ge=1, le=9223372036854775807)]
    township: Annotated[int, Field(description="Id of the township.", ge=1, le=9223372036854775807)]
    is_active: bool
    longitude: DecimalModel
    latitude: DecimalModel


class ChannelConfiguration(BaseModel):
    """
    The configuration of a channel. It carries the credentials of the channel: never log it or show it.
    """

    server: Annotated[str, Field(description="The base URL of the API of the channel.")]
    password: Annotated[str, Field(description="A password, one of the credentials of the channel.")]
    username: Annotated[str, Field(description="A user name, one of the credentials of the channel.")]
    sales_url: Annotated[str, Field(description="The URL of the shop.")]
    auth_token: Annotated[str, Field(description="A token, one of the credentials of the channel.")]
    feature_flags: FreeForm
    cancel_mail_subject: Annotated[str, Field(description="The subject of the mail on a cancellation.")]
    cancel_mail_template_url: Annotated[str, Field(description="Where the template of the mail on a cancellation is.")]
    localized_cancel_mail_subject: FreeForm
    direct_cancel_mail_template_url: Annotated[
        str, Field(description="Where the template of the mail on a direct cancellation is.")
    ]


class WebhookEvent(BaseModel):
    """
    A webhook event of an order with its payload.
    """

    id: Annotated[int, Field(description="Id of the webhook event.", ge=1, le=9223372036854775807)]
    order: Annotated[
        int | None, Field(description="Id of the order that the event belongs to.", ge=1, le=9223372036854775807)
    ] = None
    created_date: Annotated[AwareDatetime | None, Field(description="When the event was created.")] = None
    modified_date: Annotated[AwareDatetime | None, Field(description="When the event was last changed.")] = None
    event_type: Annotated[str | None, Field(description="The kind of event.")] = None
    status: Annotated[str | None, Field(description="How the delivery of the event stands.")] = None
    response_code: Annotated[
        int | None,
        Field(description="The HTTP status with which the receiver answered, null before it has.", ge=100, le=599),
    ] = None
    payload: WebhookPayload


class DeliveryTypeOption(BaseModel):
    """
    A delivery type an order can have.
    """

    value: DeliveryType
    label: Annotated[str, Field(description="The name to show.")]


class PaymentTypeOption(BaseModel):
    """
    A payment type an order can have.
    """

    value: PaymentType
    label: Annotated[str, Field(description="The name to show.")]


class PullResultList(RootModel[list[PullResult]]):
    """
    One result for each order number, in the order in which the numbers were sent.
    """

    root: Annotated[
        list[PullResult],
        Field(
            description="One result for each order number, in the order in which the numbers were sent.",
            max_length=100,
            min_length=1,
        ),
    ]


class OrderShortPage(BaseModel):
    """
    A page of orders in short.
    """

    count: Annotated[
        int, Field(description="The number of orders on all pages together.", ge=0, le=9223372036854775807)
    ]
    next: Annotated[str | None, Field(description="The absolute URL of the next page, null on the last one.")]
    previous: Annotated[str | None, Field(description="The absolute URL of the previous page, null on the first one.")]
    results: Annotated[list[OrderShort], Field(description="The orders of this page.")]


class OrderSimplePage(BaseModel):
    """
    A page of orders for business intelligence.
    """

    count: Annotated[
        int, Field(description="The number of orders on all pages together.", ge=0, le=9223372036854775807)
    ]
    next: Annotated[str | None, Field(description="The absolute URL of the next page, null on the last one.")]
    previous: Annotated[str | None, Field(description="The absolute URL of the previous page, null on the first one.")]
    results: Annotated[list[OrderSimple], Field(description="The orders of this page.")]


class WebhookEventPage(BaseModel):
    """
    A page of webhook events in full.
    """

    count: Annotated[
        int, Field(description="The number of webhook events on all pages together.", ge=0, le=9223372036854775807)
    ]
    next: Annotated[str | None, Field(description="The absolute URL of the next page, null on the last one.")]
    previous: Annotated[str | None, Field(description="The absolute URL of the previous page, null on the first one.")]
    results: Annotated[list[WebhookEvent], Field(description="The webhook events of this page.")]


class State(BaseModel):
    """
    A state of an order or of an order item.
    """

    id: Annotated[int, Field(description="Id of the state.", ge=1, le=9223372036854775807)]
    created_date: AwareDatetime
    modified_date: AwareDatetime
    translations: Translations
    name: Annotated[str, Field(description="The name of the state.")]
    config: FreeForm
    enum_class: Annotated[
        str, Field(description="The enumeration that `enum_value` belongs to.", examples=["OrderStatus"])
    ]
    enum_value: Annotated[
        str,
        Field(
            description="The value of the state in its enumeration, a string even where it reads as a number.",
            examples=["400"],
        ),
    ]
    content_type: Annotated[
        int,
        Field(
            description="Id of the kind of object that has this state. Orders and order items differ in it.",
            ge=1,
            le=9223372036854775807,
        ),
    ]


class Product(BaseModel):
    """
    A product.
    """

    id: Annotated[int, Field(description="Id of the product in the OMS.", ge=1, le=9223372036854775807)]
    productimage_set: Annotated[list[ProductImage], Field(description="The images of the product.")]
    created_date: AwareDatetime
    modified_date: AwareDatetime
    omnitron_id: Annotated[int, Field(description="Id of the product in Omnitron.", ge=1, le=9223372036854775807)]
    name: Annotated[str, Field(description="The name of the product.")]
    base_code: Annotated[str, Field(description="The base code of the product.")]
    sku: Annotated[str, Field(description="The stock keeping unit.")]
    barcode: Annotated[str | None, Field(description="The barcode, if there is one.")]
    attributes: Annotated[FreeForm, Field(description="The attributes of the product by name.")]
    attributes_kwargs: AttributeDetails
    extra_attributes: Annotated[FreeForm, Field(description="Further attributes of the product.")]
    remote_modified_date: Annotated[
        AwareDatetime, Field(description="When the product was last changed where it comes from.")
    ]


class Address(BaseModel):
    """
    An address of a customer.
    """

    id: Annotated[int, Field(description="Id of the address in the OMS.", ge=1, le=9223372036854775807)]
    city: City
    country: Country
    township: Township
    district: District
    customer: Customer
    address_type: AddressType
    created_date: AwareDatetime
    modified_date: AwareDatetime
    omnitron_id: Annotated[int, Field(description="Id of the address in Omnitron.", ge=1, le=9223372036854775807)]
    mapping: Annotated[FreeForm | None, Field(description="A mapping of the address in free form, if there is one.")]
    title: Annotated[str, Field(description="The title of the address.")]
    is_active: bool
    line: Annotated[str, Field(description="Street and house number.")]
    postcode: str
    notes: Annotated[str | None, Field(description="Notes on the address, if there are any.")]
    email: EmailStr
    phone_number: str
    first_name: str
    last_name: str
    company_name: Annotated[str, Field(description="The name of the company, which may be empty.")]
    tax_office: Annotated[str, Field(description="The tax office, which may be empty.")]
    tax_no: Annotated[str, Field(description="The tax number, which may be empty.")]
    e_bill_taxpayer: Annotated[bool, Field(description="Whether the recipient is registered for electronic invoices.")]


class Channel(BaseModel):
    """
    A sales channel.
    """

    id: Annotated[int, Field(description="Id of the channel in the OMS.", ge=1, le=9223372036854775807)]
    channel_type: ChannelType
    created_date: AwareDatetime
    modified_date: AwareDatetime
    omnitron_id: Annotated[int, Field(description="Id of the channel in Omnitron.", ge=1, le=9223372036854775807)]
    name: str
    configuration: ChannelConfiguration
    is_active: bool


class DeliveryTypeList(RootModel[list[DeliveryTypeOption]]):
    """
    The delivery types.
    """

    root: Annotated[list[DeliveryTypeOption], Field(description="The delivery types.")]


class PaymentTypeList(RootModel[list[PaymentTypeOption]]):
    """
    The payment types.
    """

    root: Annotated[list[PaymentTypeOption], Field(description="The payment types.")]


class OrderItem(BaseModel):
    """
    An item of an order.
    """

    id: Annotated[int, Field(description="Id of the item in the OMS.", ge=1, le=9223372036854775807)]
    state: Annotated[State, Field(description="The current state of the item.")]
    product: Product
    created_date: AwareDatetime
    modified_date: AwareDatetime
    omnitron_id: Annotated[int, Field(description="Id of the item in Omnitron.", ge=1, le=9223372036854775807)]
    net_amount: DecimalModel
    price: DecimalModel
    price_currency: Currency
    retail_price: DecimalModel
    tax_rate: Annotated[DecimalModel, Field(description="The tax rate, such as `8.00`.")]
    tax_amount: NullableDecimal | None
    discount_amount: DecimalModel
    without_net_amount: NullableDecimal | None
    installment_interest_amount: NullableDecimal | None
    attributes: Annotated[FreeForm, Field(description="The attributes of the item.")]
    attributes_kwargs: AttributeDetails
    image: Annotated[str | None, Field(description="The image of the item, if there is one.")]
    price_list: PriceList
    stock_list: StockList
    extra_field: ExtraField
    parent_omnitron_id: Annotated[
        int | None,
        Field(description="Id in Omnitron of the parent of the item, if it has one.", ge=1, le=9223372036854775807),
    ]
    order: Annotated[int, Field(description="Id of the order that the item belongs to.", ge=1, le=9223372036854775807)]


class Order(BaseModel):
    """
    An order in full.
    """

    id: Annotated[
        int,
        Field(description="Id of the order in the OMS, the `pk` of the detail calls.", ge=1, le=9223372036854775807),
    ]
    state: Annotated[State, Field(description="The current state of the order.")]
    commands: Annotated[
        list[Any],
        Field(
            description="The commands available for the order. The document shows an empty list only, so an entry may be anything."
        ),
    ]
    orderitem_set: Annotated[list[OrderItem], Field(description="The items of the order.")]
    customer: Annotated[Customer, Field(description="The customer who placed the order.")]
    shipping_address: Annotated[Address, Field(description="Where the order goes.")]
    billing_address: Annotated[Address, Field(description="Where the invoice goes.")]
    channel: Annotated[Channel, Field(description="The sales channel the order came through.")]
    payment_type: PaymentType
    retail_store: Annotated[
        int | None,
        Field(description="Id of the retail store of the order, if there is one.", ge=1, le=9223372036854775807),
    ]
    delivery_range: Annotated[str | None, Field(description="The delivery range of the order, if there is one.")]
    client_type: ClientType
    delivery_type: DeliveryType
    created_date: Annotated[AwareDatetime, Field(description="When the OMS created the order.")]
    modified_date: Annotated[AwareDatetime, Field(description="When the OMS last changed the order.")]
    omnitron_id: Annotated[int, Field(description="Id of the order in Omnitron.", ge=1, le=9223372036854775807)]
    number: OrderNumber
    date_placed: Annotated[AwareDatetime, Field(description="When the customer placed the order.")]
    tracking_number: Annotated[str | None, Field(description="The tracking number of the shipment, once there is one.")]
    has_gift_box: Annotated[bool, Field(description="Whether the order comes in a gift box.")]
    gift_box_note: Annotated[str | None, Field(description="The note for the gift box, if there is one.")]
    notes: Annotated[str | None, Field(description="Notes on the order, if there are any.")]
    segment: Annotated[str | None, Field(description="The segment of the order, if there is one.")]
    cargo_company: Annotated[
        int, Field(description="Id of the cargo company that carries the order.", ge=1, le=9223372036854775807)
    ]


class OrderPage(BaseModel):
    """
    A page of orders in full.
    """

    count: Annotated[
        int, Field(description="The number of orders on all pages together.", ge=0, le=9223372036854775807)
    ]
    next: Annotated[str | None, Field(description="The absolute URL of the next page, null on the last one.")]
    previous: Annotated[str | None, Field(description="The absolute URL of the previous page, null on the first one.")]
    results: Annotated[list[Order], Field(description="The orders of this page.")]
