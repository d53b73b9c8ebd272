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
from conformance.network.exchange import Exchange, Request
from conformance.suite.profiles import PROFILES
from conformance.suite.scopes import Scopes
from tests.rules.judged import judge_by
from tests.rules.notes import DOCUMENT, Item, Notes

QUICK = PROFILES["quick"]


def _write_document(**parameter: Any) -> str:
    """Return the document of the notes, each of whose operations requires the parameter, by default a header."""
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    for path in document["paths"].values():
        path["parameters"] = [*path.get("parameters", ()), {"in": "header", "required": True, **parameter}]
    return str(yaml.safe_dump(document, sort_keys=False))


TENANT = _write_document(name="X-Tenant", schema={"type": "string", "pattern": "^[a-z]{2,9}$"}, example="acme")


COMPANY = _write_document(name="companyId", schema={"type": "integer", "minimum": 1, "maximum": 9}, **{"in": "query"})


class _Tenants(Notes):
    """Each tenant, and each company, has notes of its own."""

    service: Callable[[], Notes] = Notes

    def __init__(self) -> None:
        super().__init__()
        self.tenants: dict[str, Notes] = {}

    def answer(self, request: StarletteRequest, body: Any) -> Response:
        company = request.query_params.getlist("companyId")
        if company and (len(company) > 1 or not company[0].isdecimal() or not 1 <= int(company[0]) <= 9):
            return JSONResponse({"message": "invalid companyId"}, 400)
        name = "abcdefghij"[int(company[0])] * 2 if company else request.headers.get("x-tenant", "")
        if not (name.isascii() and name.isalpha() and name.islower() and 2 <= len(name) <= 9):
            return JSONResponse({"message": "invalid X-Tenant"}, 400)
        return self.tenants.setdefault(name, type(self).service()).answer(request, body)


class _Loses(Notes):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {"text": "", **body})


class _LosesOfTenants(_Tenants):
    service = _Loses


@pytest.mark.parametrize("document", [TENANT, COMPANY])
def test_a_tenant_has_its_own_items(document: str) -> None:
    judged = judge_by(replace(QUICK, phases=frozenset({"coverage", "laws"})), _Tenants().app(), document)
    assert not judged.findings
    creates = [each for each in judged.of("create-then-read") if each.operation.startswith("create")]
    assert {each.missing for each in creates} == {""}


@pytest.mark.parametrize("document", [TENANT, COMPANY])
def test_a_wrong_of_a_tenant_is_found(document: str) -> None:
    judged = judge_by(replace(QUICK, phases=frozenset({"coverage", "laws"})), _LosesOfTenants().app(), document)
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
    scope = Scopes(make_api(_write_document(**header)).spec, given)
    assert scope.renew_headers([(header["name"].lower(), "sent"), ("Other", "1")])[0][1] == renewed


@pytest.mark.parametrize(
    ("schema", "url", "renewed"),
    [
        ({"type": "integer", "example": 7}, "/n?a=%20b&companyId=3", "/n?a=%20b&companyId=7"),
        ({"type": "integer", "example": 7}, "/n?companyId=x&a=1", "/n?companyId=x&a=1"),
        ({"type": "string", "example": "a b"}, "/n?companyId=c", "/n?companyId=a+b"),
        ({"type": "boolean", "example": True}, "/n?companyId=false", "/n?companyId=false"),
        ({"type": "integer", "example": 7}, "/n", "/n"),
    ],
)
def test_a_query_parameter_that_all_require_has_one_value(
    make_api: Callable[[str], Api], schema: dict[str, Any], url: str, renewed: str
) -> None:
    scopes = Scopes(make_api(_write_document(**{"in": "query"}, name="companyId", schema=schema)).spec, {})
    assert scopes.renew_url(f"http://h{url}") == f"http://h{renewed}"


def test_a_query_parameter_has_the_first_value_that_has_succeeded(make_api: Callable[[str], Api]) -> None:
    spec = make_api(COMPANY).spec
    scopes = Scopes(spec, {})
    for company in (4, 5):
        request = Request("GET", f"http://h/notes?companyId={company}", ())
        scopes.learn(Exchange(spec.operations["listNotes"], request, None, "values", 0.0, ""))
    assert scopes.renew_query({"companyId": 8, "page": 2}) == {"companyId": "4", "page": 2}
    assert scopes.renew_query({"companyId": "eight"}) == {"companyId": "eight"}
