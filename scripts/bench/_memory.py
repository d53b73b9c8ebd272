"""The memory that a value holds."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any


def count_held(make: Callable[[], Any]) -> int:
    """Count the bytes that the result of `make` holds, once everything else is gone."""
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
