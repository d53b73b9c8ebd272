"""Load on an HTTP server: one request, again and again, on several connections at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Load:
    """Speed of a server: the requests per second, and the milliseconds that 99 of 100 needed at most.

    `size` is the number of bytes of the last answer's body.
    """

    rate: float
    p99: float
    status: int
    size: int


def measure(url: str, headers: Mapping[str, str], connections: int, seconds: float) -> Load:
    """Send GET requests for so many seconds; raise ValueError if the answers are not all of one status."""
    return asyncio.run(_measure(url, headers, connections, seconds))


async def _measure(url: str, headers: Mapping[str, str], connections: int, seconds: float) -> Load:
    end = time.perf_counter() + seconds
    found = await asyncio.gather(*(_repeat(url, headers, end) for _ in range(connections)))
    times = sorted(each for several, _ in found for each in several)
    statuses = {status for _, answers in found for status, _ in answers}
    sizes = {size for _, answers in found for _, size in answers}
    if len(statuses) != 1:
        raise ValueError(f"{url}: expected answers of one status, got {sorted(statuses)}")
    return Load(len(times) / seconds, times[int(len(times) * 0.99)] * 1000, statuses.pop(), max(sizes))


async def _repeat(url: str, headers: Mapping[str, str], end: float) -> tuple[list[float], set[tuple[int, int]]]:
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"GET {target} HTTP/1.1", f"Host: {parts.netloc}", *(f"{name}: {text}" for name, text in headers.items())]
    request = "\r\n".join([*lines, "", ""]).encode()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    times, answers = [], set[tuple[int, int]]()
    while (started := time.perf_counter()) < end:
        writer.write(request)
        answers.add(await _read(reader))
        times.append(time.perf_counter() - started)
    writer.close()
    return times, answers


async def _read(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Read one answer and return its status and the size of its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    size = int(fields.get("content-length", 0))
    await reader.readexactly(size)
    if fields.get("transfer-encoding") == "chunked":
        while chunk := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(chunk + 2)
            size += chunk
        await reader.readexactly(2)
    return int(head.split(" ", 2)[1]), size
