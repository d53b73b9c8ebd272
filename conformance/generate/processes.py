"""Processes that generate. They end with the process that has started them.

Tested in `tests/generate/test_cli.py`.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def die_with_parent() -> None:
    """End this process when its parent is gone, since a killed parent can't end it."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Make Python collect garbage less often: for a large document, that needs up to half of the time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def give_back_memory() -> None:
    """Return free memory to the system. glibc keeps what reading has used: 300 of 420 MB for GitHub's document."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
