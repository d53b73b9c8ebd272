"""Shares of packages in the time that an app needs for one request, without the HTTP server around it.

Tested in `tests/scripts/test_bench.py`.
"""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import re
from collections import Counter
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Scope

_PACKAGE = re.compile(r"/site-packages/(\w+)")
_OURS = re.compile(r"/(conformance/\w+/\w+)")
_COMPILED = re.compile(r"(jsonschema_rs|msgspec)")


def find_shares(app: ASGIApp, path: str, headers: Mapping[str, str], count: int = 1000) -> list[tuple[str, float]]:
    """Return the share of each package in the time of so many GET requests, the largest first."""
    asyncio.run(_repeat(app, path, headers, 10))  # what is made once is no part of it
    profile = cProfile.Profile()
    profile.runcall(asyncio.run, _repeat(app, path, headers, count))
    times: Counter[str] = Counter()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (file, _, function), (_, _, own, _, _) in stats.items():
        times[_package(file, function)] += own
    return [(name, seconds / sum(times.values())) for name, seconds in times.most_common()]


def _package(file: str, function: str) -> str:
    """Return the package of a function, and of ours the module; compiled ones have no file, and their text has it."""
    known = _PACKAGE.search(file) or _COMPILED.search(function) or _OURS.search(file)
    return known[1] if known else "Python"


async def _repeat(app: ASGIApp, path: str, headers: Mapping[str, str], count: int) -> None:
    sent = [(name.lower().encode(), value.encode()) for name, value in {"host": "a", **headers}.items()]
    for _ in range(count):
        scope: Scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
        await app({**scope, "root_path": "", "scheme": "http", "headers": sent, "server": ("a", 80)}, _receive, _send)


async def _receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _send(message: Message) -> None:
    """Ignore what the app sends."""
