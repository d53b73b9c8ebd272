"""Rewriting of the schemas that the client generator rejects, until it accepts the rest.

Its complaints name a schema by the place that is written into it, see `rewriting.PLACE`.

Tested in `tests/generate/ir/test_unsupported.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from openapi_python_client.parser.errors import ParseError
from openapi_python_client.parser.openapi import GeneratorData
from openapi_python_client.schema import Reference

from conformance.generate.opc.all_of import flatten
from conformance.generate.opc.references import in_paths
from conformance.generate.opc.rewriting import PLACE, Definition, Trace, rewritten, within, without
from conformance.generate.opc.widening import any_value

_COMPONENT = re.compile(r"/components/schemas/([\w.-]+)")
_OPERATION = re.compile(r"parsing (?P<method>[A-Z]+) (?P<path>/\d+) within ")


class Repair:
    """The document in its present state, and what has been tried."""

    def __init__(self, document: Definition, trace: Trace) -> None:
        self.document = document
        self._trace = trace
        self._tried: Counter[int] = Counter()
        self._keep: list[Any] = []  # so that no id is used twice

    def apply(self, data: GeneratorData) -> bool:
        """Rewrite the schemas that `data` complains about. Returns whether any was rewritten."""
        errors = complaints(data)
        # Complaints without a schema may follow from the others, so they come last.
        causes = [error for error in errors if not _follows(error)]
        own = [error for error in causes if _place(error.data)]
        of_components = [error for error in causes if not _OPERATION.search(error.header or "")]
        by_place = self._by_place()
        fixed = [self._fix(error, by_place) for error in own or of_components or errors]  # all, not up to the first
        return any(fixed)

    def _by_place(self) -> dict[str, list[Definition]]:
        found: dict[str, list[Definition]] = {}
        for root in [*self.document["components"]["schemas"].values(), *in_paths(self.document["paths"])]:
            for schema in within(root):
                found.setdefault(str(schema.get(PLACE, "")), []).append(schema)
        return found

    def _fix(self, error: ParseError, by_place: dict[str, list[Definition]]) -> bool:
        place = _place(error.data)
        schemas = by_place.get(place, []) if place else []
        simplified = [self._simplify(schema) for schema in schemas or self._around(error)]
        return any(simplified)

    def _simplify(self, schema: Definition) -> bool:
        """Merge the combinations in the schema. If that was not enough, let it accept any value."""
        self._keep.append(schema)
        self._tried[id(schema)] += 1
        if self._tried[id(schema)] > 2 or not without(schema, PLACE, "description"):
            return False
        has_parts = any("allOf" in each or "default" in each for each in within(schema))
        rewrites = [_no_default, flatten] if has_parts and self._tried[id(schema)] == 1 else None
        new = rewritten(schema, rewrites, self.document, self._trace) if rewrites else any_value(schema, self.document)
        if rewrites is None:
            self._tried[id(schema)] = 2
            self._trace.add("any_value", str(schema.get(PLACE, "")))
        schema.clear()
        schema.update(new)
        return True

    def _around(self, error: ParseError) -> list[Definition]:
        """Return the schemas of the component or operation that a complaint names as a whole."""
        operation = _OPERATION.search(error.header or "")
        if operation:
            return list(in_paths({operation["path"]: self.document["paths"][operation["path"]]}))
        text = f"{error.header} {error.detail}"
        names = [name for name in _COMPONENT.findall(text) if name in self.document["components"]["schemas"]]
        return [self.document["components"]["schemas"][name] for name in names[:1]]


def complaints(data: GeneratorData) -> list[ParseError]:
    """Return all that the client generator complains of."""
    return [*data.errors, *(e for each in data.endpoint_collections_by_tag.values() for e in each.parse_errors)]


def _no_default(schema: Definition, _: Any) -> Definition:
    return without(schema, "default") if "default" in schema else schema


def _follows(error: ParseError) -> bool:
    """Return whether the complaint only follows from another one."""
    return isinstance(error.data, Reference) or "Could not find reference" in (error.detail or "")


def _place(data: Any) -> str | None:
    extra = getattr(data, "model_extra", None) or {}
    return str(extra[PLACE]) if PLACE in extra else None
