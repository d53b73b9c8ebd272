"""The resource model as a table for people.

Tested in `tests/resources/test_corrections.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from conformance.resources.model import Claim, Confidence, KeyPart, Resource, ResourceModel, Role


def print_model(console: Console, model: ResourceModel, *, shows_rules: bool) -> None:
    """Print each resource with its roles; with `shows_rules` also what each claim rests on."""
    for resource in model.resources:
        console.print(_table(resource, shows_rules))
    for operation_id, reason in model.unassigned.items():
        console.print(f"no resource: {operation_id} ({reason})", style="dim", highlight=False, markup=False)
    count = sum(len(resource.roles) for resource in model.resources)
    total = len(model.resources)
    noun = "resource" if total == 1 else "resources"
    console.print(f"{total} {noun}, {count} operations, {len(model.unassigned)} without a resource")


def _table(resource: Resource, shows_rules: bool) -> Table:
    table = Table(title=" · ".join(_head(resource, shows_rules)), title_justify="left", title_style="bold", box=None)
    for name in ("operation", "role", "body shows", "at", "pages by", "filters"):
        table.add_column(name, overflow="fold")
    for role in resource.roles:
        table.add_row(*_row(role, shows_rules))
    return table


def _head(resource: Resource, shows_rules: bool) -> Iterator[str]:
    yield resource.name
    yield resource.item or resource.collection or ""
    names = _names(resource.key.value or ())
    yield f"key {_with_rule(resource.key, names or 'unknown', shows_rules)}"
    yield from (f"or {_names(key)}" for key in resource.alternate_keys)
    if resource.parent.known:
        yield f"below {resource.parent.known}"
    if resource.scope:
        yield f"within {', '.join(resource.scope)}"


def _names(key: tuple[KeyPart, ...]) -> str:
    return ", ".join(f"{part.parameter} = {part.pointer}" for part in key)


def _row(role: Role, shows_rules: bool) -> list[str]:
    paging = role.paging.known
    return [
        role.operation_id,
        _with_rule(role.kind, str(role.kind.value or ""), shows_rules),
        str(role.shows.value or ""),
        _with_rule(role.shown, "the body" if role.shown.value == "" else role.shown.value or "", shows_rules),
        ", ".join(filter(None, (paging.position, paging.size))) if paging else "",
        ", ".join(each.parameter for each in role.filters),
    ]


def _with_rule(claim: Claim[Any], text: str, shows_rules: bool) -> str:
    """Return the text, with a question mark if it is only likely, and with its rule if asked for."""
    mark = "?" if claim.confidence is Confidence.LIKELY else ""
    rule = f" ({claim.confidence.name.lower()}: {claim.rests_on})" if shows_rules and claim.rests_on else ""
    return f"{text}{mark}{rule}"
