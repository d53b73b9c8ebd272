"""Claims of the resource model that laws may rest on, and what follows from them.

Tested in `tests/rules/test_claims.py`.
"""

from __future__ import annotations

from typing import TypeVar

from conformance.openapi.spec import Operation, Spec
from conformance.resources import Claim, Confidence, Kind, Resource, Role, Shows
from conformance.rules.law import NotObservableError

T = TypeVar("T")
_LISTS: frozenset[Kind | None] = frozenset({Kind.LIST, Kind.SEARCH})


def sure(claim: Claim[T]) -> T | None:
    """Return the value of a claim that is certain or stated, else None."""
    return claim.value if claim.confidence >= Confidence.CERTAIN else None


def reader_of(resource: Resource) -> Role:
    """Return the role that surely reads one item; raises NotObservableError without one."""
    for role in resource.roles_of(Kind.READ):
        if sure(role.kind) and sure(role.shows) is Shows.ITEM and sure(role.shown) is not None:
            return role
    raise NotObservableError(f"no operation surely reads {resource.name}")


def lister_of(resource: Resource) -> Role:
    """Return the role that surely lists the items; raises NotObservableError without one."""
    for role in resource.roles_of(Kind.LIST):
        if is_sure_list(resource, role):
            return role
    if not sure(resource.key):
        raise NotObservableError(f"no property of {resource.name} is surely in its path")
    raise NotObservableError(f"no operation surely lists {resource.name}")


def is_sure_list(resource: Resource, role: Role) -> bool:
    """Return whether a role surely lists items that have an identity, or searches them."""
    is_list = sure(role.kind) in _LISTS and sure(role.shows) is Shows.ITEMS and sure(role.shown) is not None
    key = sure(resource.key)
    return is_list and bool(key)


def creator_of(spec: Spec, resource: Resource) -> Role:
    """Return the role that surely creates an item: a POST, without any a PUT that says that it may create.

    Raises NotObservableError without such a role.
    """
    posts = resource.roles_of(Kind.CREATE)
    puts = resource.roles_of(Kind.REPLACE, Kind.CHANGE)
    sure_posts = [role for role in posts if sure(role.kind)]
    sure_puts = [role for role in puts if not posts and may_create(spec.operations[role.operation_id])]
    for role in (*sure_posts, *sure_puts):
        return role
    raise NotObservableError(f"no operation surely creates {resource.name}")


def may_create(operation: Operation) -> bool:
    """Return whether an operation is a PUT that says that it may create (RFC 9110, section 9.3.4)."""
    return operation.method == "PUT" and "201" in operation.responses
