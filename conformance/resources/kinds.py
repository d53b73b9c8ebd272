"""Kinds of operations: what each does to a resource, by the shape of its path, its method and its schemas.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation
from conformance.resources.collection import Collection
from conformance.resources.envelopes import NONE, find_item, find_items, is_array_of_objects, schema_below
from conformance.resources.model import Claim, Confidence, Kind
from conformance.resources.places import Path
from conformance.resources.views import Views
from conformance.resources.words import join_words, split_words

_BATCHES = frozenset({"batch", "bulk"})
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
            is_change = not others.keys() & {"PUT", "PATCH"} and self._views.sent_schema(operation) is not None
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
            shown = self._views.shown_schema(operation)
            items = find_items(self._views, shown, collection.segment) if shown else NONE
            if items.value is not None:
                return Claim(Kind.LIST, items.confidence, "R3: GET on a collection")
            return Claim(Kind.PART, Confidence.LIKELY, "R4: GET on a collection answers one object")
        if method == "DELETE" or self._accepts_array(operation) or self._answers_array(operation):
            return Claim(Kind.BULK, Confidence.LIKELY, f"{method} of an array on a collection")
        if method == "POST":
            return self._kind_of_post(collection, operation)
        # A PUT here replaces by an id in the body, creates, or replaces all: documents have each of them.
        if method != "HEAD":
            return Claim(None, Confidence.UNKNOWN, f"R7: {method} on a collection")
        return Claim(Kind.PART, Confidence.LIKELY, "R3: HEAD asks whether a collection is there")

    def _kind_of_post(self, collection: Collection, operation: Operation) -> Claim[Kind]:
        if collection.item:
            return Claim(Kind.CREATE, _confidence_by_status(operation), "R6: POST on a collection")
        if any(response.status == "201" for response in operation.successes):
            return Claim(Kind.CREATE, Confidence.LIKELY, "R13: POST with a 201, without an item path")
        return Claim(Kind.ACTION, Confidence.LIKELY, "R13: POST without an item path and a 201")

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
            if shown and not is_below_item and depth == 1 and self.shows_view(owner, shown, items.value):
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
