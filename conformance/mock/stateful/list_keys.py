"""Keys of items that no path names: a mock distinguishes the items of a list by their id.

Only a mock does: the document does not say whether such an id is unique, so that no law rests on it.

Tested in `tests/mock/stateful/test_receipts.py`.
"""

from __future__ import annotations

from dataclasses import replace

from conformance.mock.stateful.stores import IDS
from conformance.mock.stateful.views import property_schemas
from conformance.openapi.spec import Spec
from conformance.resources import Claim, Confidence, KeyPart, Kind, Resource, ResourceModel


def add_list_keys(spec: Spec, model: ResourceModel) -> ResourceModel:
    """Return the model with a key for each resource that is created and listed, and has no item path."""
    return replace(model, resources=tuple(_with_key(spec, each) for each in model.resources))


def _with_key(spec: Spec, resource: Resource) -> Resource:
    is_kept = resource.roles_of(Kind.CREATE) and resource.roles_of(Kind.LIST)
    if resource.item or resource.is_singleton or resource.key.known or not is_kept or not resource.views:
        return resource
    names = property_schemas(spec, resource.views[0])
    name = next((each for each in IDS if each in names), None)
    if name is None:
        return resource
    return replace(resource, key=Claim((KeyPart("", f"/{name}"),), Confidence.LIKELY, "the id of a list's items"))
