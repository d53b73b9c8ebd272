"""Tenants: what is written below `/{shop}/orders` of one shop is not another's, though no resource says what a shop is.

Tested in `tests/mock/stateful/test_tenants.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote

from conformance.mock.behaviour import Answer, Behaviour, Request
from conformance.mock.state import Tenant
from conformance.mock.stateful.items import Items
from conformance.mock.stateful.views import text
from conformance.openapi.spec import Operation
from conformance.resources.words import split_words

Scope = tuple[str, ...]  # the names of path parameters
_FORMS = frozenset({"version", "ver", "locale", "lang", "language", "culture", "format"})  # of the same items
_READS = frozenset({"GET", "HEAD"})


def find_tenants(every: Iterable[Items], excluded: Collection[str]) -> Mapping[Scope, frozenset[str]]:
    """Return the names of the resources that tenants have to themselves, by the path parameters that name a tenant.

    They are shared if an operation on one of them names no tenant, or is in `excluded`: it may see all items. So are
    those below a version or a language: each shows the same items in its own form.
    """
    found: dict[Scope, set[str]] = {}
    shared: set[Scope] = {()}
    for items in every:
        store, scope = items.store, items.store.resource.scope
        found.setdefault(scope, set()).add(store.resource.name)
        if any(_FORMS & {*split_words(name)} for name in scope) or not all(
            _is_scoped(part.operation, scope, excluded) for part in items.parts
        ):
            shared.add(scope)
        if store.parent and store.parent.resource.scope != scope:
            shared |= {scope, store.parent.resource.scope}
    return {scope: frozenset(names) for scope, names in found.items() if scope not in shared}


def _is_scoped(operation: Operation, scope: Scope, excluded: Collection[str]) -> bool:
    names = {parameter.name for parameter in operation.parameters if parameter.location == "path"}
    return operation.id not in excluded and names.issuperset(scope)


def answer_each_tenant(behaviour: Behaviour, scope: Scope, tables: frozenset[str]) -> Behaviour:
    """Return the behaviour with the tables that the tenant has, which its path parameters `scope` name."""

    def answer(request: Request) -> Answer:
        name = "/".join(quote(text(request.path[each]), safe="") for each in scope)
        tenant = Tenant(name, tables, is_writing=request.operation.method not in _READS)
        return behaviour(replace(request, state=request.state.within(tenant)))

    return answer
