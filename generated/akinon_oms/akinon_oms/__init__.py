"""A client library for accessing Akinon OMS — order services"""

from .client import Client

__all__ = ("Client",)
