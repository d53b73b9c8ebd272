"""Properties that name items of other resources.

Tested in `tests/rules/test_references.py`.
"""

from __future__ import annotations

from conformance.resources import Resource
from conformance.resources.words import join_words, nouns_of
from conformance.rules.claims import sure
from conformance.rules.law import NotObservableError


def own_parameter(resource: Resource) -> str:
    """Return the only path parameter that names an item; raises NotObservableError where that is not sure."""
    key = sure(resource.key)
    if not key or len(key) != 1:
        raise NotObservableError(f"no single parameter surely names an item of {resource.name}")
    return key[0].parameter


def names_of_id(resource: Resource) -> set[str]:
    """Return the names of properties that are plainly the id of an item of `resource`, in lower case."""
    nouns = "".join(nouns_of(resource.name.rpartition("_")[2]))
    return {f"{nouns}id", f"{nouns}ref", join_words(own_parameter(resource))} - {"id", "ref"}
