"""Kinds of operations: what each does to a resource, by the shape of its path, its method and its schemas.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from conformance.openapi import json_pointer
from conformance.openapi.json_pointer import last
from conformance.openapi.spec import Operation
from conformance.resources.collection import Collection
from conformance.resources.envelopes import (
    BESIDE,
    NONE,
    find_item,
    find_items,
    find_views,
    is_array_of_objects,
    schema_below,
)
from conformance.resources.model import Claim, Confidence, Kind
from conformance.resources.places import Path
from conformance.resources.views import Views
from conformance.resources.words import join_words, nouns_of, split_words

_BATCHES = frozenset({"batch", "bulk"})
_SAID = BESIDE | {"type"}
_SEARCHES = frozenset({"search", "filter", "query", "find", "list"})


class Kinds:
    """The rules that decide what an operation does."""

    def __init__(self, views: Views) -> None:
        self._views = views

    def on_item(self, collection: Collection, method: str, operation: Operation) -> Claim[Kind] | None:
        """Return what an operation on the item path does; None for methods that have no role."""
        rule = f"R1: {method} on an item"
        if method == "GET" and (self._answers_array(operation) or self._answers_page(collection, operation)):
            return Claim(Kind.PART, Confidence.LIKELY, "a list where an item is expected")
        if method == "POST":
            others = collection.item.operations if collection.item else {}
            # Without a body nothing says what would change: `POST /contacts/{id}/segments/{id}` relates two items.
            # What nothing shows or deletes is no item: `POST /labels/rates/{rate_id}` makes a label of a rate.
            is_change = others.keys() & {"GET", "DELETE"} and not others.keys() & {"PUT", "PATCH"}
            is_change = is_change and self._views.sent_schema(operation) is not None
            return Claim(Kind.CHANGE if is_change else Kind.ACTION, Confidence.LIKELY, "R2: POST on an item")
        if method == "PUT":
            return self._kind_of_put(collection, operation)
        if method == "PATCH":
            return self._kind_of_patch(operation)
        certain = {"DELETE": Claim(Kind.DELETE, _confidence_by_status(operation), rule)}
        certain |= {
            "GET": Claim(Kind.READ, Confidence.CERTAIN, rule),
            "HEAD": Claim(Kind.PART, Confidence.LIKELY, rule),
        }
        return certain.get(method)

    def _answers_array(self, operation: Operation) -> bool:
        body = self._views.shown_schema(operation)
        return body is not None and self._views.is_array(body)

    def _answers_page(self, collection: Collection, operation: Operation) -> bool:
        """Return whether the answer is the page of a list, and not an item."""
        body = self._views.shown_schema(operation)
        if body is None or find_item(self._views, body, collection.segment).value is not None:
            return False
        return find_items(self._views, body, collection.segment).value is not None

    def _kind_of_put(self, collection: Collection, operation: Operation) -> Claim[Kind]:
        """Return a replacement only if the body requires what the read requires of what can be sent."""
        sent = self._views.sent_schema(operation)
        change = Claim(Kind.CHANGE, Confidence.CERTAIN, "R1: PUT on an item")
        if sent is None or collection.schema is None:
            return change
        sendable = self._views.properties(sent).keys()
        needed = {name for name in self._views.find_required(collection.schema) if name in sendable}
        is_whole = bool(needed) and needed <= self._views.find_required(sent)
        return Claim(Kind.REPLACE, Confidence.LIKELY, "R1: PUT that requires what a read does") if is_whole else change

    def _kind_of_patch(self, operation: Operation) -> Claim[Kind]:
        content = operation.body.content.values() if operation.body else ()
        if any(media_type.essence.endswith("merge-patch+json") for media_type in content):
            return Claim(Kind.MERGE, Confidence.CERTAIN, "R1: PATCH by RFC 7396")
        sent = self._views.sent_schema(operation)
        is_open = sent is not None and self._views.is_object(sent) and not self._views.find_required(sent)
        if is_open:
            return Claim(Kind.MERGE, Confidence.LIKELY, "R1: PATCH that requires nothing")
        return Claim(Kind.CHANGE, Confidence.CERTAIN, "R1: PATCH on an item")

    def on_collection(self, collection: Collection, method: str, operation: Operation) -> Claim[Kind] | None:
        """Return what an operation on the collection's path does; None for methods that have no role."""
        if method == "GET":
            return self._kind_of_get(collection, operation)
        if method == "DELETE" or self._accepts_array(operation) or self._answers_array(operation):
            return Claim(Kind.BULK, Confidence.LIKELY, f"{method} of an array on a collection")
        if method == "POST":
            return self._kind_of_post(collection, operation)
        # A PUT here replaces by an id in the body, creates, or replaces all: documents have each of them.
        if method != "HEAD":
            return Claim(None, Confidence.UNKNOWN, f"R7: {method} on a collection")
        return Claim(Kind.PART, Confidence.LIKELY, "R3: HEAD asks whether a collection is there")

    def _kind_of_get(self, collection: Collection, operation: Operation) -> Claim[Kind]:
        shown = self._views.shown_schema(operation)
        if shown is None:
            return Claim(Kind.LIST, Confidence.LIKELY, "R3: GET on a collection, whose answer nothing describes")
        items = self.find_items(collection, shown)
        if items.value is not None:
            return Claim(Kind.LIST, items.confidence, "R3: GET on a collection")
        return Claim(Kind.PART, Confidence.LIKELY, "R4: GET on a collection answers one object")

    def find_items(self, collection: Collection, shown: str) -> Claim[str]:
        """Return where the items are in the answer of a list, by its form or by what a read of the item shows."""
        found = find_items(self._views, shown, collection.segment)
        if found.value is not None or collection.schema is None:
            return found
        return find_views(self._views, shown, collection.schema)

    def _kind_of_post(self, collection: Collection, operation: Operation) -> Claim[Kind]:
        if self._sends_several(collection, operation):
            return Claim(Kind.BULK, Confidence.LIKELY, "R6: POST of an array that is named as the collection")
        if collection.item:
            return Claim(Kind.CREATE, _confidence_by_status(operation), "R6: POST on a collection")
        if any(response.status == "201" for response in operation.successes):
            return Claim(Kind.CREATE, Confidence.LIKELY, "R13: POST with a 201, without an item path")
        if self._adds_to_list(collection, operation):
            return Claim(Kind.CREATE, Confidence.LIKELY, "R13: POST of what its GET lists")
        return Claim(Kind.ACTION, Confidence.LIKELY, "R13: POST without an item path and a 201")

    def _sends_several(self, collection: Collection, operation: Operation) -> bool:
        """Return whether the only thing in a body is an array of the items: `{"orders": [ … ]}` sent to `/orders`."""
        sent = self._views.sent_schema(operation)
        place = find_items(self._views, sent, collection.segment) if sent else NONE
        is_named = nouns_of(last(place.value or "")) == nouns_of(collection.segment)
        element = schema_below(self._views, sent, place.value) if sent and place.value and is_named else None
        return bool(element and self._views.properties(element) and place.confidence >= Confidence.CERTAIN)

    def _adds_to_list(self, collection: Collection, operation: Operation) -> bool:
        """Return whether a POST shows an item of the list that a GET of its path shows, and sends it or some of it."""
        get = collection.listed.operations.get("GET") if collection.listed else None
        listed, shown = (self._views.shown_schema(each) if each else None for each in (get, operation))
        sent = self._views.sent_schema(operation)
        if not (listed and shown and sent and collection.schema):
            return False
        place = self._item(collection, shown)
        found = schema_below(self._views, shown, place) if place is not None else None
        is_same = bool(found and self._views.spec.resolve(found)[0] == collection.schema)
        is_sent = bool(self._views.properties(sent).keys() & self._views.properties(collection.schema).keys())
        is_listed = self.shows_view(collection, listed, self.find_items(collection, listed).value)
        return is_listed and (is_same or (is_sent and self.shows_view(collection, shown, place)))

    def _accepts_array(self, operation: Operation) -> bool:
        sent = self._views.sent_schema(operation)
        return sent is not None and self._views.is_array(sent)

    def beside(self, owner: Collection, path: Path, operation: Operation) -> Claim[Kind]:
        """Return what an operation below an item, or beside the items of a collection, does."""
        is_below_item = len(path.place) > len(owner.place) + 1 and path.place[len(owner.place)] == "{}"
        depth = len(path.place) - len(owner.place)
        shown = self._views.shown_schema(operation)
        items = find_items(self._views, shown, owner.segment) if shown else NONE
        if operation.method == "GET":
            if shown and is_below_item and depth == 2 and self.shows_view(owner, shown, self._item(owner, shown)):
                return Claim(Kind.READ, Confidence.LIKELY, "a view of the item below it")
            is_named = "{}" not in path.place[len(owner.place) :]
            if shown and not is_below_item and is_named and self.shows_view(owner, shown, items.value):
                return Claim(Kind.LIST, Confidence.LIKELY, "R8: a list of the same items beside them")
            return Claim(Kind.PART, Confidence.LIKELY, "R14: GET below or beside an item")
        is_search = join_words(path.place[-1]) in _SEARCHES and shown and self.shows_view(owner, shown, items.value)
        if operation.method == "POST" and not is_below_item and is_search:
            return Claim(Kind.SEARCH, self._confidence_of_search(operation), "R11: POST of a search")
        if operation.method == "POST" and not is_below_item and self._accepts_several(path, operation):
            return Claim(Kind.BULK, Confidence.LIKELY, "R14: POST of an array beside the items")
        kind = Kind.PART if operation.method == "HEAD" else Kind.ACTION
        return Claim(kind, Confidence.LIKELY, f"R14: {operation.method} below or beside an item")

    def _confidence_of_search(self, operation: Operation) -> Confidence:
        """Return how surely a POST only searches: another one may keep what was searched for."""
        sent = self._views.sent_schema(operation)
        is_plain = {response.status for response in operation.successes} == {"200"}
        return Confidence.CERTAIN if is_plain and sent and self._views.properties(sent) else Confidence.LIKELY

    def _accepts_several(self, path: Path, operation: Operation) -> bool:
        """Return whether the body is an array, or holds one where the path says so: `/orders:batchCreate`."""
        sent = self._views.sent_schema(operation)
        is_batch = not _BATCHES.isdisjoint(split_words(path.place[-1])[:1])
        place = find_batch(self._views, sent).value if sent and is_batch else None
        element = schema_below(self._views, sent, place) if sent and place else None
        return self._accepts_array(operation) or bool(element and self._views.properties(element))

    def _item(self, owner: Collection, shown: str) -> str | None:
        return find_item(self._views, shown, owner.segment).value

    def is_receipt(self, owner: Collection, body: str, place: str) -> bool:
        """Return whether a body has only ids and flags of an item at `place`: `{"id": 7, "deleted": true}`."""
        found = schema_below(self._views, body, place)
        shown = self._views.properties(found) if found else {}
        others = [name for name in shown if join_words(name) not in _SAID and split_words(name)[-1:] != ["id"]]
        is_whole = bool(owner.schema) and self._views.properties(owner.schema or "").keys() <= shown.keys()
        return not is_whole and all(self._views.types(shown[name]) == {"boolean"} for name in others)

    def shows_view(self, owner: Collection, body: str, place: str | None) -> bool:
        """Return whether what is at `place` in a body, or the elements of an array there, are views of an item."""
        found = schema_below(self._views, body, place) if place is not None else None
        return bool(found and owner.schema and self._views.is_view(found, owner.schema))


def find_batch(views: Views, schema: str, collection: str = "") -> Claim[str]:
    """Return where a body has what a batch is about: as a list shows it, else in its only array of objects."""
    found = find_items(views, schema, collection)
    arrays = [name for name, place in views.properties(schema).items() if is_array_of_objects(views, place)]
    if found.value is not None or len(arrays) != 1:
        return found
    return Claim(f"/{json_pointer.escape(arrays[0])}", Confidence.LIKELY, "E8: the only array of objects of a batch")


def _confidence_by_status(operation: Operation) -> Confidence:
    """Return how surely a success has done its work: a 202 alone only promises it (RFC 9110, section 15.3.3)."""
    is_promise = {response.status for response in operation.successes} == {"202"}
    return Confidence.LIKELY if is_promise else Confidence.CERTAIN
