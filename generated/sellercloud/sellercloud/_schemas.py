"""The schemas of requests and responses, as they stand in the OpenAPI document: what `validate=True` validates with."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def document() -> Mapping[str, Any]:
    """Return the part of the OpenAPI document with the schemas of all responses, read when first needed."""
    return _read("_schemas.json")


@cache
def requests() -> Mapping[str, Any]:
    """Return the part with the schemas of all parameters and JSON bodies, read when first needed."""
    return _read("_request_schemas.json")


def _read(name: str) -> Mapping[str, Any]:
    from importlib import resources  # here, since it takes long to import  # noqa: PLC0415

    text = resources.files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found
