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

API = clients.Api(
    name="omnicado_services",
    version="0.1.0",
    server="https://api.services.omnicado.com/api/v2",
    variables={},
    schemes={
        "omnicado_token": auth.Key("header", "X-OMNICADO-TOKEN", env="OMNICADO_SERVICES_OMNICADO_TOKEN"),
    },
    document=document,
    requests=requests,
    security=(("omnicado_token",),),
)


class Client(clients.SyncClient):
    """Omnicado services, synchronously.

    Use it with `with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        omnicado_token: auth.Secret | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[SyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            omnicado_token: The API key of the account, sent with every request in the header `X-OMNICADO-
                TOKEN`. Else `OMNICADO_SERVICES_OMNICADO_TOKEN`.
            server: The variables of the server's URL `https://api.services.omnicado.com/api/v2`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `OMNICADO_SERVICES_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `SyncSettings`.
        """
        super().__init__(
            API,
            {
                "omnicado_token": omnicado_token,
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def orders(self) -> Orders:
        """Orders and their items."""
        from .resources.orders import Orders  # noqa: PLC0415 - loaded when it is used

        return Orders(self)


class AsyncClient(clients.AsyncClient):
    """Omnicado services, asynchronously.

    Use it with `async with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        omnicado_token: auth.AsyncSecret | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            omnicado_token: The API key of the account, sent with every request in the header `X-OMNICADO-
                TOKEN`. Else `OMNICADO_SERVICES_OMNICADO_TOKEN`.
            server: The variables of the server's URL `https://api.services.omnicado.com/api/v2`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `OMNICADO_SERVICES_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `AsyncSettings`.
        """
        super().__init__(
            API,
            {
                "omnicado_token": omnicado_token,
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def orders(self) -> AsyncOrders:
        """Orders and their items."""
        from .resources.orders import AsyncOrders  # noqa: PLC0415 - loaded when it is used

        return AsyncOrders(self)


__all__ = ["API", "AsyncClient", "Client"]
