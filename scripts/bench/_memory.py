"""The memory that a value holds."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any


def held(make: Callable[[], Any]) -> int:
    """The bytes that what `make` returns holds, once all else is gone that was needed on the way."""
    make()  # so that what is made once and for all is there
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        value = make()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        del value
    finally:
        tracemalloc.stop()
    return after - before
