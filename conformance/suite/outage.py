"""A server that accepts no connection any more: a run waits for it, and ends if it does not come back."""

from __future__ import annotations

import time

from conformance.network.exchange import REFUSED, Exchange

PAUSE = 0.5  # seconds after a request that found no server
PATIENCE = 20  # such requests, one after the other


class Outage:
    """The requests since the last one that reached the server."""

    def __init__(self) -> None:
        self._refused = 0
        self._last = "the start"

    def note(self, exchange: Exchange) -> str:
        """Note an exchange, and wait if it found no server; returns why the run has to end, "" if it has not to."""
        if exchange.error != REFUSED:
            self._refused, self._last = 0, f"{exchange.request.method} {exchange.operation.path}"
            return ""
        self._refused += 1
        if self._refused <= PATIENCE:
            time.sleep(PAUSE)
        return f"{REFUSED} any more, after {self._last}" if self._refused >= PATIENCE else ""
