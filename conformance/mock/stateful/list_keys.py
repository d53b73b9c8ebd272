"""Keys of items that no path names: a mock distinguishes the items of a list by their id.

Only a mock does: the document does not say whether such an id is unique, so that no law rests on it.

Tested in `tests/mock/stateful/test_receipts.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from conformance.mock.stateful.stores import IDS
from conformance.mock.stateful.views import property_schemas
from conformance.openapi.spec import Spec
from conformance.resources import Claim, Confidence, KeyPart, Kind, Resource, ResourceModel
from conformance.resources.words import join_words, nouns_of


def add_list_keys(spec: Spec, model: ResourceModel) -> ResourceModel:
    """Return the model with a key for each resource that is created and listed, and has no item path."""
    return replace(model, resources=tuple(_with_key(spec, each) for each in model.resources))


def _with_key(spec: Spec, resource: Resource) -> Resource:
    is_kept = resource.roles_of(Kind.CREATE) and resource.roles_of(Kind.LIST)
    if resource.item or resource.is_singleton or resource.key.known or not is_kept or not resource.views:
        return resource
    name = _find_id(resource, property_schemas(spec, resource.views[0]))
    if name is None:
        return resource
    return replace(resource, key=Claim((KeyPart("", f"/{name}"),), Confidence.LIKELY, "the id of a list's items"))


def _find_id(resource: Resource, names: Collection[str]) -> str | None:
    """Return the property that is called as an id is, or as the id of the resource: `noteId` of `/notes`."""
    noun = "".join(nouns_of((resource.collection or "").rstrip("/").rpartition("/")[2]))
    wanted = [*IDS, *(f"{noun}{each}" for each in IDS), "identifier"]
    return next((name for each in wanted for name in names if each in {name, join_words(name)}), None)
