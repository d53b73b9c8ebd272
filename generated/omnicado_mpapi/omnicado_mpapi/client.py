"""The clients: where the server is, which credentials they have, and the resources of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from ._runtime import auth, clients
from ._runtime.options import AsyncSettings, SyncSettings
from ._schemas import document, requests

if TYPE_CHECKING:
    from .resources.order_items import AsyncOrderItems, OrderItems

API = clients.Api(
    name="omnicado_mpapi",
    version="0.1.0",
    server="https://mpapi.proxy.omnicado.com/v1",
    variables={},
    schemes={
        "client_id": auth.Key("query", "client_id", env="OMNICADO_MPAPI_CLIENT_ID"),
    },
    document=document,
    requests=requests,
    security=(("client_id",),),
    defaults={
        "x_application_name": clients.Default("OMNICADO_MPAPI_X_APPLICATION_NAME"),
    },
)


class Client(clients.SyncClient):
    """Omnicado MPAPI, synchronously.

    Use it with `with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        client_id: auth.Secret | None = None,
        x_application_name: str | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[SyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            client_id: The identifier of the client, sent once with every request as the query parameter
                `client_id`. It is all that identifies the caller, so it is a secret: a query string ends up in
                logs, and whatever shows a URL has to hide this value. Else `OMNICADO_MPAPI_CLIENT_ID`.
            x_application_name: The name of the calling application. For calls that do not give it. Else
                `OMNICADO_MPAPI_X_APPLICATION_NAME`.
            server: The variables of the server's URL `https://mpapi.proxy.omnicado.com/v1`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `OMNICADO_MPAPI_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `SyncSettings`.
        """
        super().__init__(
            API,
            {
                "client_id": client_id,
            },
            {
                "x_application_name": x_application_name,
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def order_items(self) -> OrderItems:
        """The items of an order."""
        from .resources.order_items import OrderItems  # noqa: PLC0415 - loaded when it is used

        return OrderItems(self)


class AsyncClient(clients.AsyncClient):
    """Omnicado MPAPI, asynchronously.

    Use it with `async with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        client_id: auth.AsyncSecret | None = None,
        x_application_name: str | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            client_id: The identifier of the client, sent once with every request as the query parameter
                `client_id`. It is all that identifies the caller, so it is a secret: a query string ends up in
                logs, and whatever shows a URL has to hide this value. Else `OMNICADO_MPAPI_CLIENT_ID`.
            x_application_name: The name of the calling application. For calls that do not give it. Else
                `OMNICADO_MPAPI_X_APPLICATION_NAME`.
            server: The variables of the server's URL `https://mpapi.proxy.omnicado.com/v1`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `OMNICADO_MPAPI_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `AsyncSettings`.
        """
        super().__init__(
            API,
            {
                "client_id": client_id,
            },
            {
                "x_application_name": x_application_name,
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def order_items(self) -> AsyncOrderItems:
        """The items of an order."""
        from .resources.order_items import AsyncOrderItems  # noqa: PLC0415 - loaded when it is used

        return AsyncOrderItems(self)


__all__ = ["API", "AsyncClient", "Client"]
