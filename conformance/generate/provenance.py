"""provenance.json: the sources of a project, and the place of each operation in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.apis import Api
from conformance.generate import notices
from conformance.generate.ir.auth import Access
from conformance.generate.ir.methods import Method
from conformance.generate.ir.package import Package
from conformance.generate.ir.resources import Resource
from conformance.generate.opc.rewriting import Trace
from conformance.generate.output import folders
from conformance.generate.render import package
from conformance.generate.types import Type


def write(api: Api, made: Package, account: Mapping[str, Any], trace: Trace, folder: Path) -> None:
    """Write the record of the project in `folder`; no times, no paths: the same input gives the same bytes.

    `account` says for each operation what is in the package and what is missing.
    """
    spec = api.spec
    info = spec.document["info"]
    digest = hashlib.sha256(spec.file.read_bytes()).hexdigest()
    record = {
        "spec": {"title": info["title"], "version": info["version"], "sha256": digest},
        "tools": package.tool_versions(),
        "security": {name: [k.name for k in c.keywords] for name, c in Access(spec).credentials.items()},
        "operations": {
            method.operation.id: _operation(resource, method)
            for resource in made.resources
            for method in resource.methods
        },
        "account": account,
        "reading": notices.as_record(api, made.parsed.untyped),
        "rewritten": trace.as_record(),
    }
    text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / folders.RECORD).write_text(f"{text}\n", encoding="utf-8")


def _operation(resource: Resource, method: Method) -> dict[str, Any]:
    plan = method.plan
    return {
        "method": plan.operation.method,
        "path": plan.operation.path,
        "call": f"{resource.attribute}.{method.name}",
        "iterate": f"{resource.attribute}.{method.iterator}" if method.iterator else None,
        "pages": {**method.pagination.stated, "inferred": method.pagination.is_inferred} if method.pagination else None,
        "parameters": [
            {"name": a.parameter.name, "in": a.parameter.location, "argument": a.prop.python_name}
            for a in plan.arguments
        ],
        "body": {body.name: _format_type(body.type) for body in plan.bodies},
        "responses": {
            status: {"type": "None" if plan.call.responses[status] == "none" else _format_type(type_)}
            for status, type_ in plan.endpoint.responses.items()
        },
        "result": method.type,
    }


def _format_type(type_: Type) -> str:
    """Return the type of a body or response. A file has the name of the type that is received."""
    return re.sub(r"\bFileTypes\b", "File", type_.annotation)
