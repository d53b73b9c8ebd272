"""Contains all the data models used in inputs/outputs"""

from .delivery_data import DeliveryData
from .order import Order
from .order_item import OrderItem
from .serial_numbers_change import SerialNumbersChange
from .timestamp import Timestamp

__all__ = (
    "DeliveryData",
    "Order",
    "OrderItem",
    "SerialNumbersChange",
    "Timestamp",
)
