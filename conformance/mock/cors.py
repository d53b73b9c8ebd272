"""Access for web pages of other origins (Fetch, section "CORS protocol"): they may call the mock and read all of it."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import ALL_METHODS, CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Send


class Cors(CORSMiddleware):
    """The middleware that allows every origin, method and header, with credentials, and shows every header."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            app,
            allow_origins=["*"],
            allow_methods=ALL_METHODS,
            allow_headers=["*"],
            allow_credentials=True,
            allow_private_network=True,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """Return the answer to a preflight: without content if all is allowed."""
        response = super().preflight_response(request_headers)
        if response.status_code != 200:
            return response
        headers = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
        return Response(status_code=204, headers=headers)

    async def send(self, message: Message, send: Send, request_headers: Headers) -> None:
        """Send a message of the response, with the headers that let a page of the origin read it."""
        if message["type"] == "http.response.start" and "origin" in request_headers:
            headers = MutableHeaders(scope=message)
            # Not "*", which is a header of that name where credentials are sent.
            headers["Access-Control-Expose-Headers"] = ", ".join(dict.fromkeys(headers.keys()))
        await super().send(message, send, request_headers)
