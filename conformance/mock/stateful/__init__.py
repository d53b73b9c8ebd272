"""Answers of a mock that remembers, by the resource model: what is created is there, what is deleted is not.

Tested in `tests/mock/stateful/test_answers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from conformance.mock.answers import Answers
from conformance.mock.behaviour import Behaviour
from conformance.mock.state import State
from conformance.mock.stateful.conditions import apply_conditions
from conformance.mock.stateful.items import Items
from conformance.mock.stateful.lists import list_items
from conformance.mock.stateful.operations import OPERATIONS, Operate
from conformance.mock.stateful.part import Part
from conformance.mock.stateful.stores import Store, stores
from conformance.mock.stateful.tenants import answer_each_tenant, find_tenants
from conformance.mock.stateful.world import World
from conformance.openapi.read_write_only import Directions
from conformance.openapi.spec import Spec
from conformance.resources import Kind, ResourceModel


@dataclass(frozen=True)
class Inferred:
    """Behaviour by the resource model: the answers by operationId, and the items before the first request."""

    answers: Mapping[str, Behaviour]
    fill: Callable[[State], None]


def infer(
    spec: Spec, directions: Directions, model: ResourceModel, answers: Mapping[str, Answers], excluded: Collection[str]
) -> Inferred:
    """Return the behaviour of the operations of `model`, without those in `excluded`, which are answered elsewhere."""
    every = [_items(spec, directions, store, answers) for store in stores(model).values()]
    known = [each for each in every if each.can_be_distinguished]
    tenants = find_tenants(known, excluded)
    behaviours = {}
    kept = []
    for items in known:
        own = {p.operation.id: b for p in items.parts if p.operation.id not in excluded and (b := _behaviour(items, p))}
        scope = items.store.resource.scope
        if scope in tenants:
            own = {name: answer_each_tenant(each, scope, tenants[scope]) for name, each in own.items()}
        behaviours.update(own)
        kept += [items] if own else []
    return Inferred(behaviours, World(spec, kept).fill)


def _items(spec: Spec, directions: Directions, store: Store, answers: Mapping[str, Answers]) -> Items:
    parts = [
        Part(spec, directions.responses, spec.operations[role.operation_id], answers[role.operation_id], store, role)
        for role in store.resource.roles
        if role.operation_id in answers
    ]
    return Items(spec, directions.responses, store, parts)


def _behaviour(items: Items, part: Part) -> Behaviour | None:
    """Return what answers the operation; None where the model does not say enough."""
    if part.is_list and part.kind is not Kind.BULK:
        return partial(list_items, items, part) if part.view is not None else None
    operate: Operate | None = OPERATIONS.get(part.kind) if part.kind else None
    return apply_conditions(items, part, partial(operate, items, part)) if operate else None
