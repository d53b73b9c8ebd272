"""Recorded exchanges of a run: requests, responses, and the finding that each shows."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from conformance.report.blocks import Block
from conformance.report.record import Event


class Exchanges:
    """The exchanges that a run has recorded, event by event."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, int], Event] = {}
        self._chains: dict[tuple[str, str], list[int]] = {}  # by API and finding

    def add(self, event: Event) -> None:
        """Keep an exchange, or which exchanges show a finding."""
        match event:
            case {"event": "exchange", "api": api, "id": number}:
                self._all[api, number] = event
            case {"event": "finding" | "remark", "api": api, "id": name, "chain": chain} if chain:
                self._chains[api, name] = chain

    def list_all(self) -> list[Event]:
        """Return all exchanges, in the order in which they were sent to each API."""
        return [self._all[key] for key in sorted(self._all)]

    def list_of(self, block: Block) -> list[Event]:
        """Return the exchanges that show a finding: first those that its request needs, then the request itself."""
        chain = self._chains.get((block.api, block.id), ())
        return [self._all[block.api, number] for number in chain if (block.api, number) in self._all]


def read_body(message: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the body of a recorded request or response, and whether it is base64: then it is not text."""
    return (message["base64"], True) if "base64" in message else (message["body"], False)


def measure_body(message: Mapping[str, Any]) -> int:
    """Return the bytes of a body that were sent, however many of them are recorded."""
    content, is_base64 = read_body(message)
    recorded = base64.b64decode(content) if is_base64 else content.encode(errors="replace")
    return int(message.get("size", len(recorded)))


def find_header(message: Mapping[str, Any], name: str) -> str:
    """Return the first value of a header, "" without one."""
    return next((value for key, value in message["headers"] if key.lower() == name), "")


def find_start(exchange: Event, start: Event) -> datetime:
    """Return the approximate time at which the request of an exchange was sent."""
    begun = datetime.fromisoformat(start["started"])
    return begun + timedelta(seconds=max(0.0, float(exchange["at"]) - float(exchange["seconds"])))


def format_exchange(exchange: Event) -> str:
    """Format an exchange as text: a line that names it, then request and response as they are on the wire."""
    sent, received = exchange["request"], exchange["response"]
    lines = [f"#{exchange['id']} {exchange['operation']}: {exchange['origin']}", ""]
    lines += [f"{sent['method']} {sent['url']}", *_format_message(sent), ""]
    if received is None:
        return "\n".join([*lines, exchange["error"] or "no response", ""])
    return "\n".join([*lines, str(received["status"]), *_format_message(received), ""])


def _format_message(message: Mapping[str, Any]) -> list[str]:
    body, is_base64 = read_body(message)
    content = ["", "(base64)" * is_base64 + body] if body else []
    return [*(f"{name}: {value}" for name, value in message["headers"]), *content]
