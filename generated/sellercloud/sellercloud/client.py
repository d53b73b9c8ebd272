"""The clients: where the server is, which credentials they have, and the resources of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from ._runtime import auth, clients, exchange
from ._runtime.options import AsyncSettings, SyncSettings
from ._schemas import document, requests

if TYPE_CHECKING:
    from typing import Any

    from .resources.auth import AsyncAuth, Auth
    from .resources.orders import AsyncOrders, Orders


def _bearer_operation() -> clients.Operation[Any]:
    from .resources.auth import CREATE_TOKEN  # noqa: PLC0415 - loaded when a token is fetched

    return CREATE_TOKEN


API = clients.Api(
    name="sellercloud",
    version="0.1.0",
    server="https://{your_server_id}.api.sellercloud.com/rest/api",
    variables={
        "your_server_id": "tt",
    },
    schemes={
        "bearer": exchange.TokenExchange(
            auth.Key("header", "Authorization", "Bearer "),
            _bearer_operation,
            "/token",
            username="Username",
            password="Password",
            token="access_token",
            expires="expires_in",
            env="SELLERCLOUD_BEARER",
            env_username="SELLERCLOUD_USERNAME",
            env_password="SELLERCLOUD_PASSWORD",
            login=("username", "password"),
        ),
    },
    document=document,
    requests=requests,
    security=(("bearer",),),
)


class Client(clients.SyncClient):
    """Sellercloud REST API — orders, synchronously.

    Use it with `with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        bearer: auth.Secret | None = None,
        username: str | None = None,
        password: str | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[SyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            bearer: A token that is there already; it is not refreshed. Else `SELLERCLOUD_BEARER`.
            username: Who the token is for. Else `SELLERCLOUD_USERNAME`.
            password: With it the client fetches tokens, and refreshes them, by itself. Else
                `SELLERCLOUD_PASSWORD`.
            server: The variables of the server's URL `https://{your_server_id}.api.sellercloud.com/rest/api`.
                `your_server_id`: The id of your server; `tt` is the test server's. Else `SELLERCLOUD_YOUR_SERVER_ID`, else `tt`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `SELLERCLOUD_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `SyncSettings`.
        """
        super().__init__(
            API,
            {
                "bearer": exchange.given(bearer, username, password),
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def orders(self) -> Orders:
        """Orders that exist at Sellercloud."""
        from .resources.orders import Orders  # noqa: PLC0415 - loaded when it is used

        return Orders(self)

    @cached_property
    def auth(self) -> Auth:
        """Exchange of a user's credentials for a token."""
        from .resources.auth import Auth  # noqa: PLC0415 - loaded when it is used

        return Auth(self)


class AsyncClient(clients.AsyncClient):
    """Sellercloud REST API — orders, asynchronously.

    Use it with `async with`, so that its connections are closed at the end.
    """

    def __init__(
        self,
        *,
        bearer: auth.AsyncSecret | None = None,
        username: str | None = None,
        password: str | None = None,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> None:
        """Make a client; what is left out is looked for in the environment.

        Args:
            bearer: A token that is there already; it is not refreshed. Else `SELLERCLOUD_BEARER`.
            username: Who the token is for. Else `SELLERCLOUD_USERNAME`.
            password: With it the client fetches tokens, and refreshes them, by itself. Else
                `SELLERCLOUD_PASSWORD`.
            server: The variables of the server's URL `https://{your_server_id}.api.sellercloud.com/rest/api`.
                `your_server_id`: The id of your server; `tt` is the test server's. Else `SELLERCLOUD_YOUR_SERVER_ID`, else `tt`.
            base_url: URL in place of the server's, but of those that operations alone have. Else `SELLERCLOUD_BASE_URL`.
            settings: `timeout`, `max_retries`, `headers`, `validate`, `verify`, `http_client`, `transport` and hooks:
                see `AsyncSettings`.
        """
        super().__init__(
            API,
            {
                "bearer": exchange.given(bearer, username, password),
            },
            server=server,
            base_url=base_url,
            **settings,
        )

    @cached_property
    def orders(self) -> AsyncOrders:
        """Orders that exist at Sellercloud."""
        from .resources.orders import AsyncOrders  # noqa: PLC0415 - loaded when it is used

        return AsyncOrders(self)

    @cached_property
    def auth(self) -> AsyncAuth:
        """Exchange of a user's credentials for a token."""
        from .resources.auth import AsyncAuth  # noqa: PLC0415 - loaded when it is used

        return AsyncAuth(self)


__all__ = ["API", "AsyncClient", "Client"]
