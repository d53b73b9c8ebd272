"""Method names from the operation ids that frameworks write."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from conformance.apis import Api
from conformance.generate.ir.framework_ids import clean_id
from conformance.openapi.spec import Operation
from tests.generate.calling import Wire


def operation(identifier: str, path: str, method: str = "GET") -> Operation:
    return Operation(identifier, method, path, "", (), None, {}, (), (), {})


@pytest.mark.parametrize(
    ("identifier", "path", "method", "clean"),
    [
        ("list_api_v1_payments_get", "/api/v1/payments", "GET", "list"),
        ("list_api_v1_payments__get", "/api/v1/payments/", "GET", "list"),
        ("read_item_items__item_id__get", "/items/{item_id}", "GET", "read_item"),
        ("root__get", "/", "GET", "root"),
        ("api_v1_payments_list", "/api/v1/payments/", "GET", "payments_list"),
        ("v2_payments_refund_create", "/v2/payments/{id}/refund/", "POST", "payments_refund_create"),
        ("PaymentsController_findAll", "/payments", "GET", "findAll"),
        ("PaymentsController_findAll_v1", "/v1/payments", "GET", "findAll_v1"),
        ("v1_upgrade", "/upgrade", "GET", "v1_upgrade"),
        ("api_payments_get", "/payments", "GET", "api"),
        ("_payments_get", "/payments", "GET", "_payments_get"),
        ("Controller_", "/payments", "GET", "Controller_"),
        ("listPayments", "/payments", "GET", "listPayments"),
        ("payments_get", "/payments", "GET", "payments_get"),
    ],
)
def test_what_frameworks_add_is_taken_away(identifier: str, path: str, method: str, clean: str) -> None:
    assert clean_id(operation(identifier, path, method)) == clean


DOCUMENT = """\
openapi: 3.1.0
info: { title: Ids, version: "1" }
servers: [{ url: "https://ids.example.com" }]
paths:
  /api/v1/payments:
    get: { operationId: list_api_v1_payments_get, tags: [payments], responses: { "204": { description: None. } } }
    post: { operationId: create_api_v1_payments_post, tags: [payments], responses: { "204": { description: None. } } }
  /api/v2/payments:
    post: { operationId: create_api_v2_payments_post, tags: [payments], responses: { "204": { description: None. } } }
  /api/v1/refunds:
    get: { operationId: api_v1_refunds_list, tags: [refunds], responses: { "204": { description: None. } } }
    post: { operationId: RefundsController_create, tags: [refunds], responses: { "204": { description: None. } } }
"""


def test_methods_are_short_and_never_collide(
    make_api: Callable[..., Api], run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_api(DOCUMENT, name="framework_ids")
    result = run(tmp_path, tmp_path / "out")
    assert result.exit_code == 0, result.output
    monkeypatch.syspath_prepend(str(tmp_path / "out" / "framework_ids"))
    package: Any = __import__("framework_ids")
    wire = Wire(package)
    names = {
        name: {each for each, _ in inspect.getmembers(getattr(wire.client, name), inspect.ismethod) if each[0] != "_"}
        for name in ("payments", "refunds")
    }
    assert names == {
        "payments": {"list", "create_api_v1_payments_post", "create_api_v2_payments_post"},
        "refunds": {"list", "create"},
    }
    assert wire.sent("payments.create_api_v2_payments_post").url.path == "/api/v2/payments"
