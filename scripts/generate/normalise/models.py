"""Copies of a document for the generators of models beside the client: component schemas, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.spec import Spec
from scripts.generate.normalise.classes import unmarked
from scripts.generate.normalise.exact import MODELS
from scripts.generate.normalise.parts import flatten_clashes
from scripts.generate.normalise.references import Components
from scripts.generate.normalise.schemas import Definition, Rewrite, Trace, rewritten, rewritten_outside_in
from scripts.generate.normalise.wider import MSGSPEC, loose_values, rust_patterns, strip_decimal_pattern


def for_pydantic(spec: Spec, trace: Trace) -> Definition:
    """A copy of the document as the generator of pydantic models gets it."""
    return _document(spec, [*MODELS, loose_values, strip_decimal_pattern, rust_patterns], trace)


def for_msgspec(spec: Spec, trace: Trace) -> Definition:
    """A copy of the document as the generator of msgspec structs gets it."""
    return _document(spec, [*MODELS, *MSGSPEC], trace)


def _document(spec: Spec, rewrites: Sequence[Rewrite], trace: Trace) -> Definition:
    components = Components(spec, trace)
    components.add_named()
    document = {"components": {"schemas": components.schemas}}
    schemas = {}
    for name, schema in components.schemas.items():
        merged = rewritten_outside_in(schema, [flatten_clashes], document, trace)
        schemas[name] = unmarked(rewritten(merged, rewrites, document, trace))
    return {"openapi": "3.1.0", "info": spec.document["info"], "paths": {}, "components": {"schemas": schemas}}
