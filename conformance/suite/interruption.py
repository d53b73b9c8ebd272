"""Signals and the time limit, which end a run early. They belong to the process, so there is one `CURRENT`.

Tested in `tests/suite/test_interruption.py`.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

GRACE = 1.5  # seconds in which a run may end by itself; a request may be waiting for longer
_PATIENCE = 2  # signals that end a process without a report
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Early end of a run: `reason` says why, empty if there is none, and `code` the exit status of a signal."""

    def __init__(self) -> None:
        self.reason = ""
        self.code: int | None = None
        self._finish: Callable[[], int] | None = None
        self._lock = threading.Lock()  # is held from the end of the run on
        self._signals = 0
        self._timers: list[threading.Timer] = []
        self._is_watched = False

    def check(self) -> None:
        """Raise KeyboardInterrupt if the run has to end, again if it was swallowed."""
        if self.reason:
            raise KeyboardInterrupt

    @contextmanager
    def watch(self, seconds: float | None = None, finish: Callable[[], int] | None = None) -> Iterator[None]:
        """Raise KeyboardInterrupt within at the first signal, and when the `seconds` are over.

        If the run does not end then, or at the second signal, the process ends with the exit status of `finish`.
        """
        self.reason, self.code, self._finish, self._signals = "", None, finish, 0
        self._is_watched = True
        if seconds is not None:
            self._start(seconds, lambda: self.stop(f"the {seconds:g} s of --max-time were over"))
        before = [signal.signal(number, self._handle) for number in _SIGNALS]
        hook, sys.unraisablehook = sys.unraisablehook, partial(self._report, sys.unraisablehook)
        try:
            yield
        finally:
            sys.unraisablehook = hook
            for timer in self._timers:
                timer.cancel()
            for number, handler in zip(_SIGNALS, before, strict=True):
                signal.signal(number, handler)
            self._timers.clear()
            self.reason, self._is_watched = "", False
            self._lock = threading.Lock()

    def stop(self, reason: str) -> None:
        """End the run that is watched, for a reason that its report gives; one that ends already goes on to do so."""
        if self._lock.locked() or self.reason or not self._is_watched:
            return
        self._stop(reason)
        self._signals -= 1  # the next one is ours
        if hasattr(signal, "pthread_kill"):  # it wakes what waits for the network; not on Windows
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        else:
            _thread.interrupt_main()

    def wait(self, seconds: float) -> None:
        """If the run has to end, wait up to `seconds` for it. A second signal still ends it."""
        if self.reason and self._finish:
            for timer in self._timers:
                timer.cancel()
            self._start(seconds, self._give_up)

    def finish(self) -> int:
        """Return the exit status of the run after its end was reported, which happens once."""
        if not self._lock.acquire(blocking=False):
            threading.Event().wait()  # the other thread ends the process
        return self._finish() if self._finish else 0

    def _report(self, hook: Callable[[Any], None], unraisable: Any) -> None:
        """Report an error of a finalizer. An interruption during it is raised again."""
        if not (self.reason and isinstance(unraisable.exc_value, KeyboardInterrupt)):
            hook(unraisable)

    def _handle(self, number: int, _: FrameType | None) -> None:
        self._signals += 1
        if self._lock.locked():  # the end is being reported, which needs no time, unless nobody reads it
            if self._signals > _PATIENCE:
                os._exit(128 + number)
            return
        if self._signals > 1 and self._finish:
            self._give_up()
        if not self.reason:
            self.code = 128 + number
            self._stop(f"interrupted by {signal.Signals(number).name}")
        raise KeyboardInterrupt

    def _stop(self, reason: str) -> None:
        self.reason = reason
        if self._finish:
            self._start(GRACE, self._give_up)

    def _start(self, seconds: float, action: Callable[[], Any]) -> None:
        timer = threading.Timer(seconds, action)
        timer.daemon = True
        self._timers.append(timer)
        timer.start()

    def _give_up(self) -> None:
        os._exit(self.finish())


CURRENT = Interruption()
