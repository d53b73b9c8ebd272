"""Collections whose items have their own path elsewhere: what `POST /user/repos` makes is at `/repos/{owner}/{repo}`.

Only a mock joins them. The schema alone does not say whether such a collection holds relations: no law rests on it.

Tested in `tests/mock/stateful/test_second_collections.py`.
"""

from __future__ import annotations

from dataclasses import replace

from conformance.resources import Kind, Resource, ResourceModel


def join_second_collections(model: ResourceModel) -> ResourceModel:
    """Return the model with the operations of each such collection among those of the resource that has its items."""
    homes = {each.name: home for each in model.resources if (home := _find_home(model, each))}
    joined = {name: [each for each in model.resources if homes.get(each.name) == name] for name in homes.values()}
    resources = [
        replace(each, roles=(*each.roles, *(role for other in joined.get(each.name, ()) for role in other.roles)))
        for each in model.resources
        if each.name not in homes
    ]
    return replace(model, resources=tuple(resources))


def _find_home(model: ResourceModel, resource: Resource) -> str | None:
    """Return the name of the only resource whose items a collection without an item path makes, or None."""
    is_open = not resource.item and not resource.is_singleton and not resource.parent.known
    if not is_open or not resource.views or not any(r.sent.known is not None for r in resource.roles_of(Kind.CREATE)):
        return None
    homes = [each for each in model.resources if _shows_items_of(each, resource)]
    return homes[0].name if len(homes) == 1 else None


def _shows_items_of(home: Resource, other: Resource) -> bool:
    """Return whether a resource reads one by one what another one makes, and makes none itself."""
    is_alone = home.item and home.key.known and not home.parent.known and home.scope == other.scope
    is_read = home.roles_of(Kind.READ) and not home.roles_of(Kind.CREATE)
    return bool(is_alone and is_read and home.views[:1] and home.views[0] in other.views)
