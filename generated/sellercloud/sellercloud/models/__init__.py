"""Contains all the data models used in inputs/outputs"""

from .address import Address
from .credentials import Credentials
from .order_update import OrderUpdate
from .order_update_known_currency_code import OrderUpdateKnownCurrencyCode
from .order_update_known_order_source import OrderUpdateKnownOrderSource
from .order_update_known_order_sub_type import OrderUpdateKnownOrderSubType
from .token import Token

__all__ = (
    "Address",
    "Credentials",
    "OrderUpdate",
    "OrderUpdateKnownCurrencyCode",
    "OrderUpdateKnownOrderSource",
    "OrderUpdateKnownOrderSubType",
    "Token",
)
