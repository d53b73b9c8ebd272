"""A service of many tenants has an item under its own tenant only: a run keeps to one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import yaml
from starlette.requests import Request as StarletteRequest
from starlette.responses import JSONResponse, Response

from conformance.apis import Api
from conformance.suite.profiles import PROFILES
from conformance.suite.scope_headers import ScopeHeaders
from tests.rules.judged import judge_by
from tests.rules.notes import DOCUMENT, Item, Notes

QUICK = PROFILES["quick"]


def _write_document(**header: Any) -> str:
    """Return the document of the notes, each of whose operations requires the header."""
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    for path in document["paths"].values():
        path["parameters"] = [*path.get("parameters", ()), {"in": "header", "required": True, **header}]
    return str(yaml.safe_dump(document, sort_keys=False))


TENANT = _write_document(name="X-Tenant", schema={"type": "string", "pattern": "^[a-z]{2,9}$"}, example="acme")


class _Tenants(Notes):
    """Each tenant has notes of its own."""

    service: Callable[[], Notes] = Notes

    def __init__(self) -> None:
        super().__init__()
        self.tenants: dict[str, Notes] = {}

    def answer(self, request: StarletteRequest, body: Any) -> Response:
        name = request.headers.get("x-tenant", "")
        if not (name.isascii() and name.isalpha() and name.islower() and 2 <= len(name) <= 9):
            return JSONResponse({"message": "invalid X-Tenant"}, 400)
        return self.tenants.setdefault(name, type(self).service()).answer(request, body)


class _Loses(Notes):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {"text": "", **body})


class _LosesOfTenants(_Tenants):
    service = _Loses


def test_a_tenant_has_its_own_items() -> None:
    judged = judge_by(replace(QUICK, phases=frozenset({"coverage", "laws"})), _Tenants().app(), TENANT)
    assert not judged.findings
    assert {each.missing for each in judged.of("create-then-read")} == {""}


def test_a_wrong_of_a_tenant_is_found() -> None:
    judged = judge_by(replace(QUICK, phases=frozenset({"coverage", "laws"})), _LosesOfTenants().app(), TENANT)
    assert {each.check for each in judged.findings} == {"merge-keeps-unsent"}


@pytest.mark.parametrize(
    ("header", "given", "renewed"),
    [
        ({"name": "X-Tenant", "schema": {"type": "string"}, "example": "acme"}, {}, "acme"),
        ({"name": "X-Tenant", "schema": {"type": "string", "examples": ["acme"]}}, {}, "acme"),
        ({"name": "X-Tenant", "schema": {"type": "string", "default": "acme"}}, {}, "acme"),
        ({"name": "X-Tenant", "schema": {"type": "string"}, "example": "acme"}, {"X-Tenant": "mine"}, "mine"),
        ({"name": "X-Tenant", "schema": {"type": "string"}}, {}, "sent"),
        ({"name": "X-Tenant", "schema": {"maxLength": 3}, "example": "abc"}, {}, "sent"),
        ({"name": "X-Tenant", "schema": {"type": "string"}, "required": False, "example": "acme"}, {}, "sent"),
        ({"name": "X-Request-Id", "schema": {"type": "string"}, "example": "acme"}, {}, "sent"),
        ({"name": "Idempotency-Id", "schema": {"type": "string"}, "example": "acme"}, {}, "sent"),
        ({"name": "Access-Token", "schema": {"type": "string"}, "example": "acme"}, {}, "sent"),
    ],
)
def test_a_header_that_all_require_has_one_value(
    make_api: Callable[[str], Api], header: dict[str, Any], given: dict[str, str], renewed: str
) -> None:
    scope = ScopeHeaders(make_api(_write_document(**header)).spec, given)
    assert scope.renew([(header["name"].lower(), "sent"), ("Other", "1")])[0][1] == renewed
