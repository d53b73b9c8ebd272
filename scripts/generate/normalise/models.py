"""Copies of a document for the generators of models beside the client: component schemas, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.spec import Spec
from scripts.generate.normalise.classes import unmarked
from scripts.generate.normalise.exact import MODELS
from scripts.generate.normalise.references import Components
from scripts.generate.normalise.schemas import Definition, Rewrite, Trace, rewritten
from scripts.generate.normalise.wider import MSGSPEC, rust_patterns, strip_decimal_pattern


def for_pydantic(spec: Spec, trace: Trace) -> Definition:
    """A copy of the document as the generator of pydantic models gets it."""
    return _document(spec, [*MODELS, strip_decimal_pattern, rust_patterns], trace)


def for_msgspec(spec: Spec, trace: Trace) -> Definition:
    """A copy of the document as the generator of msgspec structs gets it."""
    return _document(spec, [*MODELS, *MSGSPEC], trace)


def _document(spec: Spec, rewrites: Sequence[Rewrite], trace: Trace) -> Definition:
    components = Components(spec, trace)
    components.add_named()
    document = {"components": {"schemas": components.schemas}}
    schemas = {
        name: unmarked(rewritten(schema, rewrites, document, trace)) for name, schema in components.schemas.items()
    }
    return {"openapi": "3.1.0", "info": spec.document["info"], "paths": {}, "components": {"schemas": schemas}}
