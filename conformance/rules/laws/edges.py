"""Law of values at the edge of what a property accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import groupby

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import creator_of, reader_of
from conformance.rules.edges import Edge, is_lost, list_edges
from conformance.rules.full_items import list_kept, make_full
from conformance.rules.items import follow, is_success, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation, law
from conformance.rules.properties import Property, elements_of
from conformance.rules.varying import change_of, changeable_by, complete_body

_FEW = 4  # properties that are tried alone
_WRITES = [Kind.CREATE, Kind.REPLACE, Kind.CHANGE, Kind.MERGE]
Edges = Mapping[str, Edge]  # by property


@law("edges-are-kept", at=_WRITES, sources=["RFC 9110, sections 9.3.3 and 9.3.4", "RFC 5789, section 2"])
def edges_are_kept(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A write that keeps other values keeps zero, false, the longest text, letters beyond ASCII and each element."""
    reader = reader_of(resource)
    if role.kind.known is Kind.CREATE and role != creator_of(bench.spec, resource):
        raise NotObservableError("another operation creates the items")
    item = make_full(bench, resource, reader)
    own = _list_own(bench, role, item)
    found = sorted((edge.name, each.name, edge) for each in own for edge in list_edges(bench, each))
    for _, group in groupby(found, lambda each: each[0]):
        yield from _judge(bench, role, item, {name: edge for _, name, edge in group})
    if not found:
        raise NotObservableError("no property that is kept has an edge")


def _list_own(bench: Bench, role: Role, item: Item) -> list[Property]:
    """Return the properties of which the write keeps other values, and the lists."""
    reader = reader_of(item.resource)
    own = changeable_by(bench, role, reader, lists=True)
    kept = list_kept(bench, reader, item)
    if role.kind.known is not Kind.CREATE:
        shown = shown_item(reader, bench.read(item))
        other = [(each.name, change_of(bench, each, follow(shown, f"/{each.name}"))) for each in own]
        ordinary = {name: Edge("", "", value) for name, value in other if name in kept and value is not None}
        tries = _try(bench, role, item, ordinary) if ordinary else ()
        kept = frozenset(name for _, sent, lost in tries for name in sent if name not in lost)
    return [each for each in own if each.name in kept or elements_of(bench.spec, each)]


def _judge(bench: Bench, role: Role, item: Item, edges: Edges) -> Iterator[Violation]:
    method, reader = bench.spec.operations[role.operation_id].method, reader_of(item.resource)
    write = "create" if role.kind.known is Kind.CREATE else method
    for after, sent, lost in _try(bench, role, item, edges):
        for name in lost:
            title, expected = f"a {write} does not keep {sent[name].title} in /{name}", repr(sent[name].value)
            got = repr(follow(shown_item(reader, after), f"/{name}"))
            yield Violation(title, after, f"/{name} is {expected}, as sent", got, f"{name} {sent[name].name}")


def _try(bench: Bench, role: Role, item: Item, edges: Edges) -> Iterator[tuple[Exchange, Edges, list[str]]]:
    """Send values together, and each alone where they are refused; yield a read, what was sent, and what was lost."""
    alone: list[Edges] = [{name: edge} for name, edge in edges.items()] if len(edges) > 1 else []
    for chosen in (edges, *alone[:_FEW]):
        written = _write(bench, role, item, chosen)
        if written is not None:
            yield _read(bench, written, chosen)
        if written is not None and chosen is edges:
            return


def _read(bench: Bench, item: Item, edges: Edges) -> tuple[Exchange, Edges, list[str]]:
    for _ in bench.settle():
        after = bench.read(item)
        shown = shown_item(reader_of(item.resource), after)
        lost = [name for name, edge in edges.items() if isinstance(shown, dict) and is_lost(edge, shown, name)]
        if not lost:
            break
    return after, edges, lost


def _write(bench: Bench, role: Role, item: Item, edges: Edges) -> Item | None:
    """Return the item after a write of values, a new one of a create; None if they are refused."""
    values = {name: edge.value for name, edge in edges.items()}
    if role.kind.known is Kind.CREATE:
        with suppress(NotObservableError):
            made = bench.make(item.resource, item.path, values)
            return made if made.is_canonical and status_of(made.creation) != 202 else None
        return None
    shown = shown_item(reader_of(item.resource), bench.read(item))
    exchange = bench.call(role.operation_id, item.path, complete_body(bench, role, item, shown, values))
    return item if is_success(exchange) and status_of(exchange) != 202 else None
