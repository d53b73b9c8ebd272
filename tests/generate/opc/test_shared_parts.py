"""Properties beside a union are those of each of its classes."""

from __future__ import annotations

import datetime
import uuid
from types import ModuleType
from typing import Any

import httpx
import pytest

from tests.generate.calling import Wire
from tests.generate.conftest import Import

ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def models(load: Import) -> ModuleType:
    """The models of the toy."""
    return load("gen_kinds.models")


@pytest.mark.parametrize(
    ("name", "data", "kind", "attribute", "value"),
    [
        ("payment", {"id": ID, "means": "card", "holder": "Ada"}, "PaymentCard", "id", uuid.UUID(ID)),
        ("payment", {"id": ID, "means": "Cash", "given": 5}, "PaymentCash", "id", uuid.UUID(ID)),
        ("payment", {"id": ID, "means": "shells"}, "UnknownKind", "means", None),
        ("choice", {"at": "2024-05-06", "right": 1}, "HookChoice2", "at", datetime.date(2024, 5, 6)),
        ("whole", {"id": ID, "why": "w"}, "Refund", "id", uuid.UUID(ID)),
    ],
)
def test_each_class_has_what_stands_beside_the_union(
    models: ModuleType, name: str, data: dict[str, Any], kind: str, attribute: str, value: Any
) -> None:
    found = getattr(models.Hook.from_dict({name: data}), name)
    assert (type(found).__name__, getattr(found, attribute, None)) == (kind, value)
    assert found.to_dict() == data


def test_a_class_takes_what_stands_beside_the_union(models: ModuleType, load: Import) -> None:
    payment = models.PaymentCard(id=uuid.UUID(ID), means="card", holder="Ada")
    request = Wire(load("gen_kinds")).sent("hooks.send", body=models.Hook(payment=payment))
    assert request.content == b'{"payment":{"id":"00000000-0000-4000-8000-000000000000","means":"card","holder":"Ada"}}'


def test_the_fields_of_a_form_are_those_of_one_class(models: ModuleType, load: Import) -> None:
    request = Wire(load("gen_kinds")).sent("forms.send", body=models.Form(name="n"))
    assert request.content == b"name=n"


def test_a_base_of_one_kind_is_that_kind(models: ModuleType, load: Import) -> None:
    retention = models.TimeToLive(strategy="ttl", days=3)
    answer = httpx.Response(200, json={"strategy": "ttl", "days": 3})
    wire = Wire(load("gen_kinds"), answer)
    assert wire.call("retention.set", body=retention).parsed == retention
    assert wire.requests[0].content == b'{"strategy":"ttl","days":3}'
