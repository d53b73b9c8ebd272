"""A client library for accessing Omnicado MPAPI"""

from .client import Client

__all__ = ("Client",)
