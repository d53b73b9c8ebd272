"""Submissions of jobs: what is checked before a job is accepted."""

from __future__ import annotations

import json
from typing import Any


class RejectedError(Exception):
    """A submission that is not as documented."""


def decode(raw: bytes) -> Any:
    """Return the JSON value of a body."""
    try:
        value = json.loads(raw.decode(), parse_constant=_reject)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RejectedError("the body is not JSON") from error
    return value


def _reject(constant: str) -> Any:
    raise ValueError(constant)


def check(value: Any, wrong: str | None) -> dict[str, Any]:
    """Return the clean submission; properties that are not documented are ignored."""
    if not isinstance(value, dict):
        raise RejectedError("the body is not an object")
    if "kind" not in value and wrong == "accepts-missing-kind":
        value = {**value, "kind": "import"}
    return {
        "kind": _kind(value.get("kind"), wrong),
        "priority": _priority(value.get("priority", 5), wrong),
        "note": _note(value.get("note"), wrong),
        "options": _options(value.get("options", {}), wrong),
    }


def _kind(value: Any, wrong: str | None) -> str:
    if isinstance(value, str) and value in {"import", "export"}:
        return value
    if isinstance(value, str) and wrong == "accepts-unknown-kind":
        return "import"
    raise RejectedError("kind: expected import or export")


def _priority(value: Any, wrong: str | None) -> int:
    if wrong == "accepts-priority-as-text" and isinstance(value, str) and value in set("0123456789"):
        value = int(value)
    highest = 10 if wrong == "accepts-priority-10" else 9
    is_integer = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not is_integer or not 0 <= value <= highest:
        raise RejectedError("priority: expected an integer from 0 to 9")
    return min(int(value), 9)


def _note(value: Any, wrong: str | None) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > (141 if wrong == "accepts-note-of-141" else 140):
        raise RejectedError("note: expected null or at most 140 characters")
    return value[:140]


def _options(value: Any, wrong: str | None) -> dict[str, bool]:
    if not isinstance(value, dict) or len(value) > 5:
        raise RejectedError("options: expected an object of at most 5 properties")
    if wrong == "accepts-any-option":
        return {name: bool(option) for name, option in value.items()}
    if not all(isinstance(option, bool) for option in value.values()):
        raise RejectedError("options: expected booleans")
    return value
