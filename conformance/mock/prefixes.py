"""Several apps on one port, each below a prefix of its own.

Tested in `tests/mock/test_foreground.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from conformance.mock.answers import problem


@dataclass(frozen=True)
class Prefixes:
    """The app of all apps: hands a request to the one whose prefix its path has, such as `/shop`."""

    apps: Mapping[str, ASGIApp]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have one of the apps answer a request."""
        prefix = f"/{scope['path'].split('/', 2)[1]}" if "/" in scope["path"] else ""
        if prefix in self.apps:
            below = {**scope, "root_path": scope.get("root_path", "") + prefix}
            await self.apps[prefix](below, receive, send)
        else:
            reason = f"no API is served at this path; expected one of: {', '.join(self.apps)}"
            await problem(404, reason)(scope, receive, send)
