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
from conformance.rules.properties import same_scalars

_CHANGES_NOTHING = frozenset("preview calculate estimate validate verify simulate dry quote check".split())
_OTHERS = 3  # other actions that may bring an item into the state which an action needs


@law("action-is-kept", at=[Kind.ACTION], sources=["RFC 9110, sections 9.3.3 and 15.3.1"])
def action_is_kept(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A read after an action shows what the answer of the action says that it has changed."""
    reader = reader_of(resource)
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
    others = [each for each in resource.roles_of(Kind.ACTION) if each != role and _is_plain(bench, each)][:_OTHERS]
    item = bench.make(resource)
    for other in (None, *others):
        if other is not None and not is_success(bench.call(other.operation_id, item.path)):
            continue
        before, unsteady = read_steadily(bench, item)
        answer = bench.call(role.operation_id, item.path)
        if is_success(answer):
            return before, unsteady, answer, item
    raise NotObservableError(f"{role.operation_id} answered {status_of(answer)}")


def _is_plain(bench: Bench, role: Role) -> bool:
    """Return whether an action needs no body."""
    operation = bench.spec.operations[role.operation_id]
    return operation.method == "POST" and operation.body is None
