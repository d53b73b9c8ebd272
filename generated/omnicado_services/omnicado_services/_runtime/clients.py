"""Base classes of generated clients."""

from .api import Api, Default
from .async_client import AsyncClient
from .operation import Operation
from .sync_client import SyncClient

__all__ = ["Api", "AsyncClient", "Default", "Operation", "SyncClient"]
