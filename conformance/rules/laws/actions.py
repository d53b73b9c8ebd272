"""Laws of actions on an item, such as `POST /orders/{id}/cancel`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role, Shows
from conformance.resources.words import split_words
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import reader_of, sure
from conformance.rules.comparing import agree, read_steadily
from conformance.rules.items import follow, is_success, key_of, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation, law
from conformance.rules.properties import comparable_properties, is_state, keywords_of, same_scalars

_CHANGES_NOTHING = frozenset("preview calculate estimate validate verify simulate dry quote check".split())
_OTHERS = 3  # other actions that may bring an item into the state which an action needs


@law("action-is-kept", at=[Kind.ACTION, Kind.MERGE], sources=["RFC 9110, sections 9.3.3 and 15.3.1"])
def action_is_kept(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A read after an action shows what the answer of the action says that it has changed."""
    reader = reader_of(resource)
    if role.kind.known is Kind.MERGE:
        yield from _judge_states(bench, resource, role, reader)
        return
    operation = bench.spec.operations[role.operation_id]
    words = set(split_words(f"{operation.id} {operation.path}"))
    if operation.method != "POST" or sure(role.shows) is not Shows.ITEM or words & _CHANGES_NOTHING:
        raise NotObservableError("no answer of a POST surely shows an item that it has changed")
    before, unsteady, answer, item = _act(bench, resource, role)
    known, said = follow(before, reader.shown.known or ""), shown_item(role, answer)
    is_same = isinstance(known, Mapping) and key_of(resource, said) == key_of(resource, known) is not None
    if status_of(answer) == 202 or not is_same:
        raise NotObservableError("the action is not surely done when it is answered")
    names = [each for each in same_scalars(bench.spec, role, reader) if f"{reader.shown.known}/{each}" not in unsteady]
    changed = [each for each in names if each in said and not agree(said[each], known.get(each))]
    if not changed:
        raise NotObservableError("the answer of the action shows no change")
    for _ in bench.settle():
        after = bench.read(item)
        shown = shown_item(reader, after)
        lost = [each for each in changed if isinstance(shown, Mapping) and agree(shown.get(each), known.get(each))]
        if not lost:
            return
    for name in lost:
        title, expected = "a read does not show what an action has changed", f"/{name} is {said[name]!r}, as answered"
        yield Violation(title, after, expected, f"{known.get(name)!r}, as before", name)


def _act(bench: Bench, resource: Resource, role: Role) -> tuple[Any, frozenset[str], Exchange, Item]:
    """Act on an item of the run; return what it was, what changes of it by itself, and the answer.

    Where the server refuses that, other actions are tried before: only what was cancelled can be restored.
    """
    others = [each for each in list_plain_actions(bench, resource) if each != role]
    item = bench.make(resource)
    for other in (None, *others):
        if other is not None and not is_success(bench.call(other.operation_id, item.path)):
            continue
        before, unsteady = read_steadily(bench, item)
        answer = bench.call(role.operation_id, item.path)
        if is_success(answer):
            return before, unsteady, answer, item
    raise NotObservableError(f"{role.operation_id} answered {status_of(answer)}")


def list_plain_actions(bench: Bench, resource: Resource) -> list[Role]:
    """Return some actions that need no body."""
    operations = bench.spec.operations
    plain = (each for each in resource.roles_of(Kind.ACTION) if operations[each.operation_id].body is None)
    return [each for each in plain if operations[each.operation_id].method == "POST"][:_OTHERS]


def _judge_states(bench: Bench, resource: Resource, role: Role, reader: Role) -> Iterator[Violation]:
    """Judge a PATCH to another state: a read may show a third one, but not the state before."""
    judged = False
    for name, each in comparable_properties(bench.spec, role, reader).items():
        for value in keywords_of(bench.spec, each.sent).get("enum", ()) if is_state(name) else ():
            item = bench.make(resource)
            before = follow(shown_item(reader, bench.read(item)), f"/{name}")
            answer = bench.call(role.operation_id, item.path, {name: value})
            is_said = status_of(answer) != 202 and follow(shown_item(role, answer), f"/{name}") == value != before
            judged |= is_said
            after = _read_unchanged(bench, item, name, before) if is_said else None
            if after is not None:
                title, expected = "a read does not show what a PATCH has changed", f"/{name} is {value!r}, as answered"
                yield Violation(title, after, expected, f"{before!r}, as before", name)
                return
    if not judged:
        raise NotObservableError("no PATCH surely changes the state of an item")


def _read_unchanged(bench: Bench, item: Item, name: str, before: Any) -> Exchange | None:
    """Return the last read of an item that shows the value before, None if one shows another."""
    after = None
    for _ in bench.settle():
        after = bench.read(item)
        if follow(shown_item(reader_of(item.resource), after), f"/{name}") != before:
            return None
    return after
