"""A client library for accessing SellerCenter OMS"""

from .client import Client

__all__ = ("Client",)
