"""TOML files, read as JSON data: dates and times are text, as they are in JSON.

Tested in `tests/suite/test_config.py` and `tests/suite/test_baseline.py`.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from conformance.openapi.errors import InputError


def load(file: Path, fix: str) -> dict[str, Any]:
    """Return what `file` holds; raises InputError, with `fix`, if it can't be read."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError.of(file, f"can't be read: {reason}", fix) from error
    return json.loads(json.dumps(data, default=_text))  # type: ignore[no-any-return]


def _text(value: Any) -> str:
    return str(value.isoformat())
