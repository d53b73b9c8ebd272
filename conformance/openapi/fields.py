"""Unknown fields with a likely meaning: those of another OpenAPI version, and misspelt ones.

Tested in `tests/openapi/test_lint.py`.
"""

from __future__ import annotations

from difflib import get_close_matches

from conformance.openapi import objects

LATER = frozenset(  # keywords of OpenAPI 3.1 that 3.0 lacks, but that their author means
    "const if then else patternProperties propertyNames prefixItems contains minContains maxContains dependentRequired "
    "dependentSchemas unevaluatedItems unevaluatedProperties $defs $anchor $dynamicRef $id $schema".split()
)
OF_FILES = frozenset("$schema $id $defs definitions".split())  # of a whole file of JSON Schema, and not of one schema
SWAGGER = frozenset("consumes produces schemes host basePath definitions securityDefinitions collectionFormat".split())


def misspelt(kind: str | None, name: str) -> str | None:
    """Return the field that `name` resembles, if that field holds a part of the API that would be lost."""
    plain = {field.lower(): field for field in objects.FIELDS.get(kind or "", ())}
    like = get_close_matches(name.lower().replace("_", ""), plain, n=1, cutoff=0.8)
    return plain[like[0]] if like else None
