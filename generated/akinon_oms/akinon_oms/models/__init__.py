"""Contains all the data models used in inputs/outputs"""

from .address import Address
from .attribute_detail import AttributeDetail
from .attribute_details import AttributeDetails
from .channel import Channel
from .channel_configuration import ChannelConfiguration
from .city import City
from .country import Country
from .customer import Customer
from .delivery_type_option import DeliveryTypeOption
from .district import District
from .error import Error
from .extra_field import ExtraField
from .field_errors import FieldErrors
from .free_form import FreeForm
from .known_address_type import KnownAddressType
from .known_channel_type import KnownChannelType
from .known_client_type import KnownClientType
from .known_delivery_type import KnownDeliveryType
from .known_payment_type import KnownPaymentType
from .order import Order
from .order_detail_short import OrderDetailShort
from .order_item import OrderItem
from .order_page import OrderPage
from .order_short import OrderShort
from .order_short_page import OrderShortPage
from .order_simple import OrderSimple
from .order_simple_page import OrderSimplePage
from .payment_type_option import PaymentTypeOption
from .price_list import PriceList
from .product import Product
from .product_image import ProductImage
from .pull_request import PullRequest
from .pull_result import PullResult
from .state import State
from .stock_list import StockList
from .township import Township
from .translation import Translation
from .translations import Translations
from .webhook_event import WebhookEvent
from .webhook_event_page import WebhookEventPage
from .webhook_event_short import WebhookEventShort
from .webhook_event_short_page import WebhookEventShortPage
from .webhook_payload import WebhookPayload

__all__ = (
    "Address",
    "AttributeDetail",
    "AttributeDetails",
    "Channel",
    "ChannelConfiguration",
    "City",
    "Country",
    "Customer",
    "DeliveryTypeOption",
    "District",
    "Error",
    "ExtraField",
    "FieldErrors",
    "FreeForm",
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
    "PullResult",
    "State",
    "StockList",
    "Township",
    "Translation",
    "Translations",
    "WebhookEvent",
    "WebhookEventPage",
    "WebhookEventShort",
    "WebhookEventShortPage",
    "WebhookPayload",
)
