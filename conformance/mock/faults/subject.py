"""Subject of faults: one document, read for the places where they can be.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from conformance.mock.stateful.model import read_model
from conformance.mock.stateful.stores import Address, Store, stores
from conformance.openapi.read_write_only import directions
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Operation, Spec
from conformance.resources import Kind, Paging, Resource, ResourceModel, Role, read_resources


@dataclass(frozen=True)
class Part:
    """One operation, what it is for its resource, and the store of the items."""

    operation: Operation
    resource: Resource
    role: Role
    store: Store

    @cached_property
    def address(self) -> Address:
        """The way from path parameters to keys."""
        return Address(self.store, self.operation.path)


class Subject:
    """One document with its resources."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.model: ResourceModel = read_resources(spec)
        self.requests = directions(spec).requests
        self.responses = directions(spec).responses

    @property
    def operations(self) -> Iterator[Operation]:
        """The operations, in the document's order."""
        yield from self.spec.operations.values()

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The operations on the items of resources whose items can be distinguished."""
        model = read_model(self.spec)
        made = stores(model)
        return tuple(
            Part(self.spec.operations[role.operation_id], resource, role, made[resource.name])
            for resource in model.resources
            if resource.name in made
            for role in resource.roles
            if self._is_distinguished(role)
        )

    def _is_distinguished(self, role: Role) -> bool:
        """Return whether the document, and not only the mock, says what names the items of an operation."""
        found = self.model.role_of(role.operation_id)
        return found is not None and (found[0].is_singleton or found[0].key.known is not None)

    def parts_of(self, *kinds: Kind) -> Iterator[Part]:
        """Yield the operations that are known to be of these kinds."""
        return (part for part in self.parts if part.role.kind.known in kinds)

    def beside(self, part: Part, *kinds: Kind) -> tuple[str, ...]:
        """Return the ids of the operations of these kinds on the same resource."""
        return tuple(role.operation_id for role in part.resource.roles_of(*kinds))

    @property
    def paged(self) -> Iterator[tuple[Part, Paging]]:
        """The lists that come in pages."""
        for part in self.parts:
            if (paging := part.role.paging.known) is not None:
                yield part, paging

    def sent_names(self, part: Part) -> frozenset[str]:
        """Return the properties that the request of an operation on an item names."""
        content = part.operation.body.content.values() if part.operation.body else ()
        pointer = next((each.schema_pointer for each in content if each.schema_pointer), None)
        return self._names(self.requests, pointer)

    def write_only_names(self, part: Part) -> frozenset[str]:
        """Return the properties that a request on an item names and no response may show."""
        content = part.operation.body.content.values() if part.operation.body else ()
        schemas = (s for each in content if each.schema_pointer for _, s in in_place(self.spec, each.schema_pointer))
        members = (pair for schema in schemas for pair in schema.get("properties", {}).items())
        return frozenset(name for name, each in members if isinstance(each, dict) and each.get("writeOnly") is True)

    def shown_names(self, part: Part) -> frozenset[str]:
        """Return the properties that the views of an item name."""
        return frozenset(name for view in part.resource.views for name in self._names(self.responses, view))

    def required_names(self, part: Part) -> frozenset[str]:
        """Return the properties that a view of an item requires."""
        schemas = (s for view in part.resource.views for _, s in in_place(self.responses, view))
        return frozenset(name for schema in schemas for name in schema.get("required", ()))

    @staticmethod
    def _names(spec: Spec, pointer: str | None) -> frozenset[str]:
        schemas = in_place(spec, pointer) if pointer else ()
        return frozenset(name for _, schema in schemas for name, each in schema.get("properties", {}).items() if each)
