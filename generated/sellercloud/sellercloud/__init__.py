"""A client library for accessing Sellercloud REST API — orders"""

from .client import Client

__all__ = ("Client",)
