"""The data of a resource model: what is unknown is no value."""

from __future__ import annotations

import pytest

from conformance.resources import Claim, Confidence, Kind, Resource, ResourceModel, Role, Shows


def _role(operation_id: str, kind: Kind, confidence: Confidence) -> Role:
    shows = Claim(Shows.ITEM, confidence)
    return Role(operation_id, Claim(kind, confidence, "method and path"), Claim(""), shows, Claim("", confidence))


@pytest.fixture
def orders() -> Resource:
    roles = (_role("read", Kind.READ, Confidence.CERTAIN), _role("poke", Kind.ACTION, Confidence.UNKNOWN))
    return Resource("orders", "/orders", "/orders/{id}", roles=roles)


def test_a_role_of_unknown_kind_is_not_found(orders: Resource) -> None:
    assert [role.operation_id for role in orders.roles_of(Kind.READ, Kind.ACTION)] == ["read"]


def test_the_model_finds_roles_by_operation(orders: Resource) -> None:
    model = ResourceModel((orders,), {"ping": "no path of a resource"})
    assert model.role_of("read") == (orders, orders.roles[0])
    assert (model.role_of("ping"), model.resource("orders"), model.resource("users")) == (None, orders, None)
