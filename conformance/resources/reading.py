"""Read the resources of a document: path shapes decide the roles, schemas the envelopes, keys and views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation, Spec
from conformance.resources.alternates import alternate_collection, find_alternates, find_composite_key, find_composites
from conformance.resources.collection import Collection, claim_parent
from conformance.resources.corrections import correct_model
from conformance.resources.criteria import list_criteria
from conformance.resources.envelopes import NONE, find_item, find_items, is_envelope, schema_below
from conformance.resources.filters import find_filters
from conformance.resources.keys import find_key
from conformance.resources.kinds import Kinds, find_batch
from conformance.resources.model import Claim, Confidence, KeyPart, Kind, Resource, ResourceModel, Role, Shows
from conformance.resources.paging import find_paging
from conformance.resources.places import Path, Place, read_paths
from conformance.resources.places_of_resources import find_collections, find_singletons
from conformance.resources.views import Views

_SEVERAL = frozenset({Kind.LIST, Kind.SEARCH, Kind.BULK})  # a bulk operation may show what it has made
_RECEIVED = frozenset({Kind.DELETE, Kind.ACTION})  # what may say no more than that it was done
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})


def read_resources(spec: Spec, *, accepts_guesses: bool = False) -> ResourceModel:
    """Return the resource model of a document. Operations that no rule decides are unassigned, with the reason.

    The document's `x-resource` has the last word. With `accepts_guesses`, two parameters that end a path name an item,
    whether or not it shows them.
    """
    return correct_model(spec, _Reading(spec, accepts_guesses).model())


class _Reading:
    def __init__(self, spec: Spec, accepts_guesses: bool) -> None:
        self._spec = spec
        self._views = Views(spec)
        self._kinds = Kinds(self._views)
        self._paths = read_paths(spec.operations.values())
        self._composites = find_composites(self._views, self._paths, accepts_guesses)
        self._alternates = find_alternates(self._views, self._paths)
        places = find_collections(self._views, self._paths, [*self._composites], self._alternates)
        self._collections = {place: self._collection(place) for place in places}
        single = find_singletons(self._views, self._paths, places)
        self._collections |= {place: self._singleton(place) for place in single}
        self._unassigned: dict[str, str] = {}

    def model(self) -> ResourceModel:
        for place in sorted(self._collections, key=len):  # parents first
            self._find_schema(self._collections[place])
        for collection in self._collections.values():
            self._add_own_roles(collection)
        for path in self._paths.values():
            self._add_others(path)
        self._add_doubles()
        names = self._names()
        resources = tuple(self._resource(collection, names) for collection in self._collections.values())
        return ResourceModel(resources, self._unassigned)

    def _collection(self, place: Place) -> Collection:
        item = self._composites.get(place) or self._paths.get((*place, "{}"))
        scoped = self._paths.get((*place, "{}")) if place in self._composites else None
        return Collection(place, self._paths.get(place) or scoped, item)

    def _singleton(self, place: Place) -> Collection:
        return Collection(place, None, self._paths[place], is_singleton=True)

    def _find_schema(self, collection: Collection) -> None:
        """Find the schema of an item: what a read shows, else a list, else a create, else a change."""
        item, listed = collection.item, collection.listed
        tries = [(item, "GET"), (listed, "GET"), (listed, "POST"), (item, "PUT"), (item, "PATCH"), (item, "POST")]
        for path, method in tries:
            operation = path.operations.get(method) if path else None
            found = self._shown_item(collection, operation, is_list=path is listed and method == "GET")
            if found and found not in collection.views:
                collection.views.append(found)
        collection.schema = next(iter(collection.views), None)

    def _shown_item(self, collection: Collection, operation: Operation | None, *, is_list: bool) -> str | None:
        body = self._views.shown_schema(operation) if operation else None
        if body is None:
            return None
        find = find_items if is_list else find_item
        place = find(self._views, body, collection.segment)
        found = schema_below(self._views, body, place.value) if place.value is not None else None
        is_item = found and self._views.properties(found) and self._is_view(found, collection)
        shown = self._spec.resolve(found)[0] if found and is_item else None
        return None if operation and operation.method != "GET" and self._is_parent(shown, collection) else shown

    def _is_parent(self, shown: str | None, collection: Collection) -> bool:
        """Return whether a schema is that of the items above: `PATCH /carts/{id}/items/{item}` shows the cart."""
        parent = self._parent_of(collection)
        return bool(parent and shown and parent.schema == shown and parent.segment != collection.segment)

    def _is_view(self, schema: str, collection: Collection) -> bool:
        return not collection.views or self._views.is_view(schema, collection.views[0])

    # Roles by path shape

    def _add_own_roles(self, collection: Collection) -> None:
        for path, find in ((collection.item, self._kinds.on_item), (collection.listed, self._kinds.on_collection)):
            for method, operation in path.operations.items() if path else ():
                kind = find(collection, method, operation)
                if kind is not None:
                    collection.roles.append(self._role(collection, operation, collection.weigh(operation, kind)))

    def _add_others(self, path: Path) -> None:
        """Give each operation below an item or beside the items of a collection a role, or a reason why it has none."""
        taken = {role.operation_id for each in self._collections.values() for role in each.roles}
        for operation in (each for each in path.operations.values() if each.id not in taken):
            owner = self._owner(path.place)
            if owner is None or operation.method not in _METHODS:
                reason = "no collection and no item in its path" if owner is None else f"{operation.method} has no role"
                self._unassigned[operation.id] = f"R15: {reason}"
                continue
            kind = self._kind_elsewhere(owner, path, operation)
            owner.roles.append(self._role(owner, operation, kind))

    def _kind_elsewhere(self, owner: Collection, path: Path, operation: Operation) -> Claim[Kind]:
        """Return the effect of an operation that is on neither path of its collection."""
        if path.place in self._alternates:
            found = self._kinds.on_item(owner, operation.method, operation)
            return Claim(found.value if found else None, Confidence.LIKELY, "I7: the item by another property")
        return self._kinds.beside(owner, path, operation)

    def _add_doubles(self) -> None:
        """Report operations whose method and path differ from another's in a slash or a parameter's name only."""
        known = {role.operation_id for each in self._collections.values() for role in each.roles}
        lost = [each for each in self._spec.operations if each not in known and each not in self._unassigned]
        for operation_id in lost:
            self._unassigned[operation_id] = "R15: another operation has this method and the same path"

    def _owner(self, place: Place) -> Collection | None:
        """Return the nearest collection above a place."""
        for end in range(len(place), 0, -1):
            found = self._collections.get(place[:end])
            if found is not None:
                return found
        return None

    # Claims about one role

    def _role(self, collection: Collection, operation: Operation, kind: Claim[Kind]) -> Role:
        shown = self._views.shown_schema(operation)
        shows, place = self._shows(collection, operation, kind.value, shown)
        role = Role(operation.id, kind, self._find_sent(collection, operation, kind.value, place.known), shows, place)
        if kind.value not in {Kind.LIST, Kind.SEARCH}:
            return role
        criteria = list_criteria(self._views, operation, is_search=kind.value is Kind.SEARCH)
        paging = find_paging(self._views, operation, criteria, shown, place.value or "")
        filters = find_filters(self._views, criteria, collection.schema, paging.known)
        return replace(role, paging=paging, filters=filters)

    def _shows(
        self, collection: Collection, operation: Operation, kind: Kind | None, shown: str | None
    ) -> tuple[Claim[Shows], Claim[str]]:
        if shown is None:
            return Claim(Shows.NOTHING, Confidence.CERTAIN, "the success has no JSON"), NONE
        several = self._kinds.find_items(collection, shown) if kind in _SEVERAL else NONE
        if kind in _SEVERAL and (kind is not Kind.BULK or self._kinds.shows_view(collection, shown, several.value)):
            return Claim(Shows.ITEMS, several.confidence, several.rests_on), several
        place = find_item(self._views, shown, collection.segment)
        if self._kinds.shows_view(collection, shown, place.value):
            claim = self._claim_item(collection, shown, place.value or "", kind)
            return claim, place if claim.value is Shows.ITEM else NONE
        parent = self._parent_of(collection)
        if parent and self._kinds.shows_view(parent, shown, place.value):
            return Claim(Shows.PARENT, Confidence.LIKELY, "E9: the schema is a view of the parent"), place
        if kind is Kind.READ:
            likely = Claim(Shows.ITEM, Confidence.LIKELY, place.rests_on)
            return (Claim(None, Confidence.UNKNOWN, place.rests_on) if place.value is None else likely), place
        return Claim(Shows.RECEIPT, Confidence.LIKELY, "the schema is not a view of the item"), NONE

    def _claim_item(self, collection: Collection, shown: str, place: str, kind: Kind | None) -> Claim[Shows]:
        """Claim that an item is shown. The claim is certain only if the schema is that of the item itself."""
        found = schema_below(self._views, shown, place)
        if found and self._spec.resolve(found)[0] == collection.schema:
            return Claim(Shows.ITEM, Confidence.CERTAIN, "the schema of the item")
        if kind in _RECEIVED and self._kinds.is_receipt(collection, shown, place):
            return Claim(Shows.RECEIPT, Confidence.LIKELY, "ids and flags of the item only")
        return Claim(Shows.ITEM, Confidence.LIKELY, "the schema has the properties of the item")

    def _find_sent(self, collection: Collection, operation: Operation, kind: Kind | None, at: str | None) -> Claim[str]:
        """Return where the item is in the request's body, by what it has in common with the item `at` the answer."""
        sent = self._views.sent_schema(operation)
        if sent is None or collection.schema is None:
            return Claim(None, Confidence.UNKNOWN, "no body that shows an item")
        if kind is Kind.BULK:
            return find_batch(self._views, sent, collection.segment)
        known = self._views.properties(collection.schema).keys()
        if self._views.properties(sent).keys() & known:
            return Claim("", Confidence.CERTAIN, "properties of the item")
        members = self._views.properties(sent)
        for name, place in members.items():
            inner = self._views.properties(place).keys()
            if inner & known:
                pointer = f"/{json_pointer.escape(name)}"
                is_only = (len(members) == 1 and name not in inner) or pointer == at
                weight = Confidence.CERTAIN if is_only and is_envelope(name, collection.segment) else Confidence.LIKELY
                return Claim(pointer, weight, "an object with properties of the item")
        return Claim(None, Confidence.UNKNOWN, "nothing in common with the item")

    # Resources

    def _names(self) -> Mapping[Place, str]:
        """Return a name for each collection: its last segment, with those of its parents where that is in use."""
        found: dict[str, Place] = {}
        for place in sorted(self._collections, key=len):
            words = [segment for segment in place if segment != "{}"]
            names = ("_".join(words[-count:]) for count in range(1, len(words) + 1))
            free = next((name for name in names if name not in found), "/".join(place) or "root")
            found[free] = place
        return {place: name for name, place in found.items()}

    def _resource(self, collection: Collection, names: Mapping[Place, str]) -> Resource:
        parent = self._parent_place(collection)
        path = collection.item or collection.listed
        parameters = path.parameters if path else ()
        own = parameters[len(parameters) - collection.width :]
        above = self._parameters_of(parent)
        outer = parameters[: len(parameters) - len(own)]
        return Resource(
            names[collection.place],
            collection.listed.template if collection.listed else None,
            collection.item.template if collection.item else None,
            is_singleton=collection.is_singleton,
            scope=outer[: len(outer) - above],
            parent=claim_parent(collection, *((self._collections[parent], names[parent]) if parent else (None, None))),
            key=self._key(collection, own),
            alternate_keys=tuple(
                key for each, key in self._alternates.items() if alternate_collection(each) == collection.place
            ),
            views=tuple(collection.views),
            server_set=self._server_set(collection),
            roles=tuple(collection.roles),
        )

    def _key(self, collection: Collection, own: tuple[str, ...]) -> Claim[tuple[KeyPart, ...]]:
        if collection.is_singleton:
            return Claim((), Confidence.LIKELY, "R12: there is one only")
        if (*collection.place, "{}", "{}") in self._paths and not collection.is_read:
            return Claim(None, Confidence.UNKNOWN, "a second parameter follows, and the first shows no item")
        if collection.item and len(own) > 1:
            return find_composite_key(self._views, collection.item)
        schemas = collection.item.schemas_of(own[0]) if own and collection.item else ()
        return find_key(self._views, own[0], collection.segment, collection.schema, schemas) if own else Claim(None)

    def _parent_of(self, collection: Collection) -> Collection | None:
        place = self._parent_place(collection)
        return self._collections[place] if place else None

    def _parent_place(self, collection: Collection) -> Place | None:
        """Return the nearest collection whose item is in the path above, and has operations of its own."""
        place = collection.place
        for end in range(len(place) - 1, 0, -1):
            above = self._collections.get(place[:end])
            item = above.item.place if above and above.item else ()
            if item and place[end] == "{}" and place[: len(item)] == item:
                return place[:end]
        return None

    def _parameters_of(self, place: Place | None) -> int:
        """Return how many path parameters name an item of the collection, its parents included."""
        if place is None:
            return 0
        collection = self._collections[place]
        return collection.width + self._parameters_of(self._parent_place(collection))

    def _server_set(self, collection: Collection) -> frozenset[str]:
        """Return the properties that a read shows and a create can't send, or that are `readOnly`."""
        if collection.schema is None:
            return frozenset()
        shown = self._views.properties(collection.schema)
        marked = {name for name, place in shown.items() if self._views.is_read_only(place)}
        create = next((role for role in collection.roles if role.kind.value is Kind.CREATE), None)
        sent = self._views.sent_schema(self._spec.operations[create.operation_id]) if create else None
        below = schema_below(self._views, sent, create.sent.value or "") if create and sent else None
        sendable = self._views.properties(below).keys() if below else set()
        missing = (
            shown.keys() - sendable if sendable else set()
        )  # `{"type": "object"}` names nothing, and refuses nothing
        return frozenset(f"/{json_pointer.escape(name)}" for name in marked | missing)
