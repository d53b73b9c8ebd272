"""Entries of the journal as JSON data, without credentials and sensitive values."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from conformance.auth.credentials import place_of
from conformance.auth.redaction import MASK, Redaction
from conformance.mock.admin.journal import KEPT, Body, Entry, Fields

_CUT = KEPT - 16 * 1024  # of a body that was cut: a secret at the cut would not be known for one
# Names of headers and query parameters whose values may be a credential that no document declares.
_SECRET = re.compile(r"auth|cookie|passw|secret|session|signature|token|(api|access|private)[-_]?key", re.IGNORECASE)
_NOTHING_HIDDEN = Redaction((), ())


def show_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry as the admin API shows it."""
    redaction = entry.handle.redaction if entry.handle else _NOTHING_HIDDEN
    names = _credential_names(entry)
    return {
        "id": entry.id,
        "time": datetime.fromtimestamp(entry.time, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "api": entry.api,
        "operation": entry.operation,
        "method": entry.method,
        "path": redaction.text(entry.path),
        "query": _fields(entry.query, names, redaction),
        "headers": _fields(entry.headers, names, redaction),
        "body": _body(entry.body, redaction),
        "status": entry.status,
        "reason": redaction.text(entry.reason) if entry.reason else None,
        "answer": {
            "headers": _fields(entry.answer_headers, names, redaction),
            "body": _body(entry.answer, redaction),
        },
        "milliseconds": round(entry.seconds * 1000, 3),
        "disturbances": [*entry.disturbances],
    }


def show_target(entry: Entry) -> str:
    """Return the path and the query of a request as text."""
    redaction = entry.handle.redaction if entry.handle else _NOTHING_HIDDEN
    shown = _fields(entry.query, _credential_names(entry), redaction)
    query = "&".join(f"{name}={value}" for name, values in shown.items() for value in values)
    return f"{redaction.text(entry.path)}{'?' if query else ''}{query}"


def _credential_names(entry: Entry) -> frozenset[str]:
    schemes = entry.handle.api.spec.security_schemes.values() if entry.handle else ()
    known = (place_of(scheme) for scheme in schemes if scheme["type"] != "mutualTLS")
    return frozenset(name.lower() for _, name in known)


def _fields(fields: Fields, names: frozenset[str], redaction: Redaction) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        is_secret = name.lower() in names or _SECRET.search(name) or redaction.hides([name])
        found.setdefault(name, []).append(MASK if is_secret else redaction.text(value))
    return found


def _body(body: Body, redaction: Redaction) -> dict[str, Any]:
    """Return the size, and the content: as JSON data if it is JSON, else as text."""
    text = redaction.text(body.data.decode(errors="replace"))
    shown: dict[str, Any] = {"size": body.size, "truncated": not body.is_whole}
    if not body.is_whole:
        return {**shown, "content": text[:_CUT]}
    with suppress(ValueError, RecursionError):
        return {**shown, "content": json.loads(text, parse_constant=_no_number)}
    return {**shown, "content": text}


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")
