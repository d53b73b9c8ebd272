"""Parts of a valid document that are refused before anything is generated: no client could send them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.generate.ir.operations import query_of
from conformance.openapi.errors import Problem
from conformance.openapi.spec import Operation, Spec

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2: what a field's name consists of


def unsendable(spec: Spec, operation: Operation) -> Iterator[Problem]:
    """Yield the parts of `operation` that have no place in a request."""
    file = str(spec.file)
    if "{" in query_of(operation.path):
        fix = "leave the query out of the path, and describe what is in it as parameters with `in: query`"
        yield Problem(file, operation.pointer, "a path parameter stands in a query, which a path does not have", fix)
    for parameter in operation.parameters:
        if parameter.location == "header" and not _TOKEN.fullmatch(parameter.name):
            fix = "correct the name, or remove the parameter"
            yield Problem(file, parameter.pointer, f"no HTTP header can be called {parameter.name!r}", fix)
