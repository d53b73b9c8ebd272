"""Corrections of the resource model by `x-resource`. The owner of the document writes it, and it has priority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation, Spec
from conformance.resources.model import Claim, Confidence, KeyPart, Kind, Resource, ResourceModel, Role, Shows
from conformance.resources.places import place_of

_KEYWORD = "x-resource"
_SHOWS_ITEMS = frozenset({Kind.LIST, Kind.SEARCH})


def correct_model(spec: Spec, model: ResourceModel) -> ResourceModel:
    """Return the model corrected by the `x-resource` of path items and operations."""
    for operation in spec.operations.values():
        stated = _read_stated(spec, operation)
        if stated is False:
            model = _without(model, operation.id)
        elif stated:
            model = _Correction(model, operation, stated).apply()
    return model


def _read_stated(spec: Spec, operation: Operation) -> Any:
    """Return the operation's `x-resource`, over that of its path item, or None."""
    item = json_pointer.follow(spec.document, operation.pointer.rpartition("/")[0])
    own, shared = operation.definition.get(_KEYWORD), item.get(_KEYWORD)
    if isinstance(own, Mapping) and isinstance(shared, Mapping):
        return {**shared, **own}
    return shared if own is None else own


def _without(model: ResourceModel, operation_id: str) -> ResourceModel:
    resources = tuple(_drop(each, operation_id) for each in model.resources)
    return ResourceModel(
        tuple(r for r in resources if r.roles), {**model.unassigned, operation_id: "x-resource: false"}
    )


def _drop(resource: Resource, operation_id: str) -> Resource:
    return replace(resource, roles=tuple(role for role in resource.roles if role.operation_id != operation_id))


def _claim(value: Any) -> Claim[Any]:
    return Claim(value, Confidence.STATED, _KEYWORD)


class _Correction:
    """Correction of the model by the `x-resource` of one operation."""

    def __init__(self, model: ResourceModel, operation: Operation, stated: Mapping[str, Any]) -> None:
        self._model = model
        self._operation = operation
        self._stated = stated

    def apply(self) -> ResourceModel:
        known = self._model.role_of(self._operation.id)
        name = self._stated.get("resource") or self._same_as() or (known[0].name if known else self._new_name())
        role = self._role(known[1] if known else None)
        moved = [_drop(each, self._operation.id) for each in self._model.resources]
        target = next((each for each in moved if each.name == name), None) or self._new_resource(name)
        target = self._resource(replace(target, roles=(*target.roles, role)))
        others = [each for each in moved if each.name != name and each.roles]
        unassigned = {o: reason for o, reason in self._model.unassigned.items() if o != self._operation.id}
        return ResourceModel(tuple(self._order([*others, target])), unassigned)

    def _order(self, resources: list[Resource]) -> Iterator[Resource]:
        """Yield the resources in the order they had, new ones last."""
        order = [each.name for each in self._model.resources]
        yield from sorted(resources, key=lambda r: order.index(r.name) if r.name in order else len(order))

    def _same_as(self) -> str | None:
        """Return the name of the resource whose collection `same_as` names."""
        if "same_as" not in self._stated:
            return None
        place = place_of(str(self._stated["same_as"]))
        found = (r.name for r in self._model.resources if r.collection and place_of(r.collection) == place)
        return next(found, None)

    def _new_name(self) -> str:
        return next((each for each in reversed(place_of(self._operation.path)) if each != "{}"), "root")

    def _new_resource(self, name: str) -> Resource:
        place = place_of(self._operation.path)
        is_item = bool(place) and place[-1] == "{}"
        path = self._operation.path
        return Resource(name, None if is_item else path, path if is_item else None)

    def _role(self, known: Role | None) -> Role:
        nothing: Claim[Any] = Claim(None)
        role = known or Role(self._operation.id, nothing, Claim(""), nothing, nothing)
        if "role" in self._stated:
            kind = Kind(self._stated["role"])
            shows = Shows.ITEMS if kind in _SHOWS_ITEMS else role.shows.value or Shows.ITEM
            role = replace(role, kind=_claim(kind), shows=_claim(shows))
        place = self._stated.get("items")
        return role if place is None else replace(role, shown=_claim(place))

    def _resource(self, resource: Resource) -> Resource:
        key = self._stated.get("key")
        if key is not None:
            resource = replace(resource, key=_claim(tuple(KeyPart(name, pointer) for name, pointer in key.items())))
        if "parent" in self._stated:
            resource = replace(resource, parent=_claim(self._stated["parent"]))
        return replace(
            resource,
            has_soft_delete=bool(self._stated.get("soft_delete", resource.has_soft_delete)),
            is_constant=bool(self._stated.get("constant", resource.is_constant)),
        )
