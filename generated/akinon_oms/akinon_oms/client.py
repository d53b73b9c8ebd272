"""The clients: where the server is, which credentials they have, and the resources of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from ._runtime import auth, clients
from ._runtime.options import AsyncSettings, SyncSettings
from ._schemas import document, requests

if TYPE_CHECKING:
    from .resources.orders import AsyncOrders, Orders
    from .resources.webhook_events import AsyncWebhookEvents, WebhookEvents

API = clients.Api(
    name="akinon_oms",
    version="0.1.0",
    server="https://{domain}/api/v1/oms",
    variables={
        "domain": "shop.example",
    },
    schemes={
        "token": auth.Key("header", "Authorization", "Token ", env="AKINON_OMS_TOKEN"),
    },
    document=document,
    requests=requests,
    security=(("token",),),
)


class Client(clients.SyncClient):
    """Akinon OMS — order services, synchronously.

    Use it with `with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        token: auth.Secret | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[SyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            token: The key of the caller in the `Authorization` header, behind the scheme name `Token`:
                `Authorization: Token <key>`. Else `AKINON_OMS_TOKEN`.
            server: The variables of the server's URL `https://{domain}/api/v1/oms`.
                `domain`: Host name of the OMS, without scheme or path. Else `AKINON_OMS_DOMAIN`, else `shop.example`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `AKINON_OMS_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `SyncSettings`.
        """
        super().__init__(
            API,
            {
                "token": token,
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def orders(self) -> Orders:
        """Orders, the types they refer to, and their pull from Omnitron."""
        from .resources.orders import Orders  # noqa: PLC0415 - loaded when it is used

        return Orders(self)

    @cached_property
    def webhook_events(self) -> WebhookEvents:
        """Webhook events of an order."""
        from .resources.webhook_events import WebhookEvents  # noqa: PLC0415 - loaded when it is used

        return WebhookEvents(self)


class AsyncClient(clients.AsyncClient):
    """Akinon OMS — order services, asynchronously.

    Use it with `async with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        token: auth.AsyncSecret | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            token: The key of the caller in the `Authorization` header, behind the scheme name `Token`:
                `Authorization: Token <key>`. Else `AKINON_OMS_TOKEN`.
            server: The variables of the server's URL `https://{domain}/api/v1/oms`.
                `domain`: Host name of the OMS, without scheme or path. Else `AKINON_OMS_DOMAIN`, else `shop.example`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `AKINON_OMS_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `AsyncSettings`.
        """
        super().__init__(
            API,
            {
                "token": token,
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def orders(self) -> AsyncOrders:
        """Orders, the types they refer to, and their pull from Omnitron."""
        from .resources.orders import AsyncOrders  # noqa: PLC0415 - loaded when it is used

        return AsyncOrders(self)

    @cached_property
    def webhook_events(self) -> AsyncWebhookEvents:
        """Webhook events of an order."""
        from .resources.webhook_events import AsyncWebhookEvents  # noqa: PLC0415 - loaded when it is used

        return AsyncWebhookEvents(self)


__all__ = ["API", "AsyncClient", "Client"]
