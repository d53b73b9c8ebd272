"""provenance.json: what a project was generated from and by, and where each operation went."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.responses import NONE_SOURCE, Response

from conformance.spec import Operation, Spec
from scripts.generate import account, client, folders
from scripts.generate.security import Access


def write(spec: Spec, endpoints: Mapping[str, Endpoint], folder: Path) -> None:
    """Write the record of the project in `folder`; no times, no paths: the same input gives the same bytes."""
    info = spec.document["info"]
    digest = hashlib.sha256(spec.file.read_bytes()).hexdigest()
    record = {
        "spec": {"title": info["title"], "version": info["version"], "sha256": digest},
        "tools": client.tool_versions(),
        "security": {name: credential.argument for name, credential in Access(spec).credentials.items()},
        "operations": {name: _operation(spec.operations[name], endpoints[name]) for name in endpoints},
    }
    text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / folders.RECORD).write_text(f"{text}\n", encoding="utf-8")


def _operation(operation: Operation, endpoint: Endpoint) -> dict[str, Any]:
    return {
        "method": operation.method,
        "path": operation.path,
        "module": account.module(endpoint),
        "parameters": [
            {"name": prop.name.get_untrusted_value(), "in": str(location), "argument": str(prop.python_name)}
            for location, prop in endpoint.iter_all_parameters()
        ],
        "body": {body.content_type.get_untrusted_value(): type_of(body.prop) for body in endpoint.bodies},
        "responses": {response.status_code.pattern: {"type": _parsed(response)} for response in endpoint.responses},
    }


def _parsed(response: Response) -> str:
    return "None" if response.source == NONE_SOURCE else type_of(response.prop)


def type_of(prop: Any) -> str:
    """The Python type of a body or response: a class of the package's `models`, or a built-in type."""
    return str(prop.get_type_string(no_optional=True).as_unembedded_code())
