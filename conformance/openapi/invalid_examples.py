"""Examples that their own schema does not accept. They are removed, since they are not valid data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from conformance.openapi import examples, json_pointer, lint, metaschema, objects
from conformance.openapi.errors import Problem
from conformance.openapi.examples import Example
from conformance.openapi.read_write_only import Directions
from conformance.openapi.references import References
from conformance.openapi.spec import Spec


def without_misfits(document: dict[str, Any], file: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Remove such examples from the valid 3.1 `document`; returns it with a warning for each.

    Documents that are written for this project keep them, and the suite reports them.
    """
    spec = Spec(document, file)
    directions = Directions(spec)
    shown = () if lint.is_ours(document) else examples.examples(spec)
    found = {example: reason for example in shown if (reason := _why(directions, example))}
    used = _find_referenced(document) if found else ()
    found = {example: reason for example, reason in found.items() if not _is_within(example.entry, used)}
    if not found:
        return document, []
    copy = objects.copy_data(document)
    _leave_out(copy, {example.entry for example in found})
    return copy, [_warning(file, example, reason) for example, reason in found.items()]


def _find_referenced(document: Mapping[str, Any]) -> list[str]:
    """Return the examples that a `$ref` leads into.

    Lists and maps count as a whole, since without an entry others would move.
    """
    targets = (unquote(ref[1:]) for ref in References(document).targets.values())
    return [a for target in targets for a in json_pointer.ancestors(target) if a.endswith(("/examples", "/example"))]


def _is_within(entry: str, owners: Iterable[str]) -> bool:
    return any(entry == owner or entry.startswith(f"{owner}/") for owner in owners)


def _why(directions: Directions, example: Example) -> str | None:
    errors = directions.errors(example.schema_pointer, example.value)
    return next((metaschema.short(error.message) for error in errors), None)


def _warning(file: Path, example: Example, reason: str) -> Problem:
    fix = f"it is left out; correct it, or the schema at #{example.schema_pointer}"
    return Problem(str(file), example.pointer, f"the example does not match its schema: {reason}", fix)


def _leave_out(document: dict[str, Any], entries: Iterable[str]) -> None:
    # From behind: an entry that goes moves those of its list that come after it.
    for entry in sorted(entries, key=lambda e: [int(t) if t.isdecimal() else -1 for t in e.split("/")], reverse=True):
        owner, _, name = entry.rpartition("/")
        holder = json_pointer.follow(document, owner)
        del holder[int(name) if isinstance(holder, list) else json_pointer.unescape(name)]
        if not holder:
            above, _, keyword = owner.rpartition("/")
            del json_pointer.follow(document, above)[keyword]
