"""Token exchange: the operation that answers with a token, as the package calls it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conformance.generate.ir.auth import Credential
from conformance.generate.ir.methods import Method
from conformance.generate.ir.resources import Resource
from conformance.openapi import json_pointer
from conformance.openapi.spec import Spec

_SENT_AS = {"json": "application/json", "form": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Exchange:
    """The method that fetches a token, its module, and what its body is sent as."""

    module: str
    method: Method
    content_type: str


def exchange(spec: Spec, credential: Credential, resources: Sequence[Resource]) -> Exchange:
    """Plan how the token of a credential is fetched; raises InputError if it cannot be."""
    operation_id = credential.flow["operationId"]
    for resource in resources:
        method = resource.by_operation.get(operation_id)
        kinds = [body.kind for body in method.plan.bodies if body.kind in _SENT_AS] if method else []
        if method and kinds:
            return Exchange(resource.module, method, _SENT_AS[kinds[0]])
    place = json_pointer.join("/components/securitySchemes", credential.scheme, "x-auth-flow", "operationId")
    raise spec.error(place, f"no operation {operation_id!r} accepts JSON or a form", "name the one that gives tokens")
