"""Copies of a document for the generators of models beside the client: component schemas, and nothing else.

Tested in `tests/generate/opc/test_rewriting.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from conformance.generate.models.kinds import inline_kinds
from conformance.generate.opc.all_of import flatten_clashes, spread_parts
from conformance.generate.opc.classes import remove_marks
from conformance.generate.opc.equivalent import MODELS
from conformance.generate.opc.references import Components
from conformance.generate.opc.rewriting import (
    PLACE,
    Definition,
    Rewrite,
    Trace,
    rewritten,
    rewritten_outside_in,
    without,
)
from conformance.generate.opc.widening import (
    MSGSPEC,
    loose_values,
    optional_by_direction,
    rust_patterns,
    strip_decimal_pattern,
    strip_ulid,
)
from conformance.openapi.spec import Spec


def for_pydantic(spec: Spec, trace: Trace) -> Definition:
    """Copy the document for the generator of pydantic models."""
    rewrites = [*MODELS, optional_by_direction, loose_values, strip_decimal_pattern, strip_ulid, rust_patterns]
    return _document(spec, lambda schemas: [inline_kinds(schemas), *rewrites], trace)


def for_msgspec(spec: Spec, trace: Trace) -> Definition:
    """Copy the document for the generator of msgspec structs."""
    return _document(spec, lambda _: [*MODELS, *MSGSPEC], trace)


def _document(spec: Spec, choose: Callable[[Definition], Sequence[Rewrite]], trace: Trace) -> Definition:
    components = Components(spec, trace)
    components.add_named()
    rewrites = choose(components.schemas)
    document = {"components": {"schemas": components.schemas}}
    schemas = {}
    for name, schema in components.schemas.items():
        merged = rewritten_outside_in(schema, [spread_parts, flatten_clashes], document, trace)
        new = rewritten(merged, rewrites, document, trace)
        if "default" in new:
            trace.add("default_of_component", str(new[PLACE]))
        schemas[name] = remove_marks(without(new, "default"))  # they would give it to properties, of another type
    return {"openapi": "3.1.0", "info": spec.document["info"], "paths": {}, "components": {"schemas": schemas}}
