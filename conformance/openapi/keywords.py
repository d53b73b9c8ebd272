"""Keywords of 3.1 schemas without a meaning.

JSON Schema 2020-12 accepts any name. In OpenAPI 3.0 the official schema reports them, and `tolerated` removes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from conformance.openapi import json_pointer, objects
from conformance.openapi.errors import Problem

# JSON Schema 2020-12, all vocabularies; OpenAPI 3.1, "Base Vocabulary"; what earlier drafts called `$defs`.
KNOWN = frozenset(
    "$anchor $comment $defs $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary additionalProperties allOf anyOf "
    "const contains contentEncoding contentMediaType contentSchema default dependentRequired dependentSchemas "
    "deprecated description else enum examples exclusiveMaximum exclusiveMinimum format if items maxContains maxItems "
    "maxLength maxProperties maximum minContains minItems minLength minProperties minimum multipleOf not oneOf pattern "
    "patternProperties prefixItems properties propertyNames readOnly required then title type unevaluatedItems "
    "unevaluatedProperties uniqueItems writeOnly discriminator xml externalDocs example definitions".split()
)
_LIKE = {name.lower(): name for name in KNOWN}


def without_unknown(document: Any, places: Iterable[objects.Place], file: str) -> tuple[Any, list[Problem]]:
    """Remove keywords without a meaning from the schemas of the 3.1 `document`; returns it with a warning for each.

    `nullable` is removed too, since tools that read both versions give it a meaning; the reader warns if it is true.
    Names that look like a misspelt keyword stay, and the lint rejects those that matter.
    """
    found = [(place.pointer, name) for place in places for name in _unknown(place)]
    copy = objects.copy_data(document) if found else document
    for pointer, name in found:
        del json_pointer.follow(copy, pointer)[name]
    return copy, [_warning(file, pointer, name) for pointer, name in found if name != "nullable"]


def _unknown(place: objects.Place) -> Iterator[str]:
    for name in place.value if place.kind == "schema" else ():
        if name not in KNOWN and not objects.is_extension(name) and not get_close_matches(name.lower(), _LIKE, 1, 0.8):
            yield name


def _warning(file: str, pointer: str, name: str) -> Problem:
    reason = f"JSON Schema has no keyword {name!r}: it means nothing"
    return Problem(
        file, json_pointer.join(pointer, name), reason, "it is left out; remove it, or write x- before its name"
    )
