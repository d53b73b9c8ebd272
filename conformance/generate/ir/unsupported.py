"""Parts of a valid document that no client can send. They are rejected before anything is generated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.generate.ir.operations import query_of
from conformance.openapi.errors import Problem
from conformance.openapi.spec import Operation, Spec

# What the name of a header (RFC 9110, section 5.6.2) and that of a cookie (RFC 6265, section 4.1.1) consist of.
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TOKENS = {"header": "HTTP header", "cookie": "cookie"}


def unsendable(spec: Spec, operation: Operation) -> Iterator[Problem]:
    """Yield the parts of `operation` that have no place in a request."""
    file = str(spec.file)
    if "{" in query_of(operation.path):
        fix = "leave the query out of the path, and describe what is in it as parameters with `in: query`"
        yield Problem(file, operation.pointer, "a path parameter is in a query, which a path does not have", fix)
    for parameter in operation.parameters:
        kind = _TOKENS.get(parameter.location)
        if kind and not _TOKEN.fullmatch(parameter.name):
            fix = "correct the name, or remove the parameter"
            yield Problem(file, parameter.pointer, f"no {kind} can be called {parameter.name!r}", fix)
