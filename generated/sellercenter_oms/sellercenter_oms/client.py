"""The clients: where the server is, which credentials they have, and the resources of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from ._runtime import clients, signing
from ._runtime.options import AsyncSettings, SyncSettings
from ._schemas import document, requests

if TYPE_CHECKING:
    from .resources.items import AsyncItemsResource, ItemsResource

API = clients.Api(
    name="sellercenter_oms",
    version="0.1.0",
    server="https://{host}",
    variables={
        "host": "sellercenter.example.com",
    },
    schemes={
        "api_key": signing.HmacQuery(
            "Signature",
            env="SELLERCENTER_OMS_API_KEY",
            user="UserID",
            env_user="SELLERCENTER_OMS_USER_ID",
            user_keyword="user_id",
            timestamp="Timestamp",
            algorithm="sha256",
            encoding="hex",
        ),
    },
    document=document,
    requests=requests,
    security=(("api_key",),),
)


class Client(clients.SyncClient):
    """SellerCenter OMS, synchronously.

    Use it with `with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        user_id: str | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[SyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            api_key: The key that signs, which itself is never sent. Else `SELLERCENTER_OMS_API_KEY`.
            user_id: Who signs, unless the call says it. Else `SELLERCENTER_OMS_USER_ID`.
            server: The variables of the server's URL `https://{host}`.
                `host`: The host name of the venture's SellerCenter API. Else `SELLERCENTER_OMS_HOST`, else
                    `sellercenter.example.com`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `SELLERCENTER_OMS_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `SyncSettings`.
        """
        super().__init__(
            API,
            {
                "api_key": signing.given(api_key, user_id),
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def items(self) -> ItemsResource:
        """Order items."""
        from .resources.items import ItemsResource  # noqa: PLC0415 - loaded when it is used

        return ItemsResource(self)


class AsyncClient(clients.AsyncClient):
    """SellerCenter OMS, asynchronously.

    Use it with `async with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        user_id: str | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            api_key: The key that signs, which itself is never sent. Else `SELLERCENTER_OMS_API_KEY`.
            user_id: Who signs, unless the call says it. Else `SELLERCENTER_OMS_USER_ID`.
            server: The variables of the server's URL `https://{host}`.
                `host`: The host name of the venture's SellerCenter API. Else `SELLERCENTER_OMS_HOST`, else
                    `sellercenter.example.com`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `SELLERCENTER_OMS_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `AsyncSettings`.
        """
        super().__init__(
            API,
            {
                "api_key": signing.given(api_key, user_id),
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def items(self) -> AsyncItemsResource:
        """Order items."""
        from .resources.items import AsyncItemsResource  # noqa: PLC0415 - loaded when it is used

        return AsyncItemsResource(self)


__all__ = ["API", "AsyncClient", "Client"]
