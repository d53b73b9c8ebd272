"""A client library for accessing Omnicado services"""

from .client import Client

__all__ = ("Client",)
