"""The part that one operation plays for its resource, with all that answering it needs.

Tested in `tests/mock/stateful/test_answers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from conformance.mock.answers import Answers
from conformance.mock.behaviour import NOTHING, Answer, Refusal, Request
from conformance.mock.minimal_instance import smallest
from conformance.mock.state import Item, Key
from conformance.mock.stateful.stores import Address, Store
from conformance.mock.stateful.views import View, find_at, items_of, place, property_schemas, schema_at
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.spec import MediaType, Operation, Spec
from conformance.resources import Kind, Role, Shows
from conformance.resources.words import join_words, last_segment, nouns_of, split_words

_UPSERT = re.compile(r"\bupserts?\b|\b(create|add|insert)s? or (update|modif|replace)")


class Part:
    """One operation on the items of `store`. `responses` is the document as it holds for responses."""

    def __init__(
        self, spec: Spec, responses: Spec, operation: Operation, answers: Answers, store: Store, role: Role
    ) -> None:
        self.spec = spec
        self.operation = operation
        self.answers = answers
        self.store = store
        self.role = role
        self.address = Address(store, operation.path)
        self._responses = responses

    @property
    def kind(self) -> Kind | None:
        """Kind of the operation, or None if it is not known."""
        return self.role.kind.known

    @cached_property
    def is_upsert(self) -> bool:
        """True if the document says that a creation updates the item that it names."""
        stated = f"{self.operation.id} {self.operation.definition.get('summary', '')}"
        return bool(_UPSERT.search(" ".join(split_words(stated))))

    @cached_property
    def is_list(self) -> bool:
        """True if the answer shows several items."""
        return self.kind is Kind.LIST or self.role.shows.known is Shows.ITEMS

    @cached_property
    def view(self) -> View | None:
        """The view in which the answer shows an item; None if it shows none, or it is not known where."""
        pointer = self.shown_schema
        if pointer is None or self.role.shows.known not in {Shows.ITEM, Shows.ITEMS}:
            return None
        shown = find_at(self.answers.success.body, self.role.shown.known or "")
        base = shown[0] if self.is_list and isinstance(shown, list) and shown else None if self.is_list else shown
        if not isinstance(base, Mapping) and (base is None or property_schemas(self._responses, pointer)):
            try:
                base = smallest(self._responses, pointer)
            except InputError:
                return None
        return View(self._responses, pointer, base, self.answers.unchanging)

    @cached_property
    def shown_schema(self) -> str | None:
        """The pointer of the schema of one item in the answer."""
        response = self.operation.response_for(self.answers.success.status)
        media_type = _json(response.content.values()) if response else None
        if media_type is None or media_type.schema_pointer is None or self.role.shown.known is None:
            return None
        pointer = schema_at(self._responses, media_type.schema_pointer, self.role.shown.known)
        return items_of(self._responses, pointer) if pointer and self.is_list else pointer

    @cached_property
    def sent_schema(self) -> str | None:
        """The pointer of the schema of the item in the request's body, or of the items in an array."""
        element = self._element_schema
        return schema_at(self.spec, element, self.held) if element else None

    @cached_property
    def _element_schema(self) -> str | None:
        content = self.operation.body.content if self.operation.body else {}
        media_type = next(iter(content.values()), None)
        if media_type is None or media_type.schema_pointer is None:
            return None
        pointer = schema_at(self.spec, media_type.schema_pointer, self.role.sent.known or "")
        return items_of(self.spec, pointer) if pointer and self.kind is Kind.BULK else pointer

    @cached_property
    def held(self) -> str:
        """The place of the item in an element of a batch: `/book` of `{"parent": …, "book": {…}}` (AIP-233)."""
        element = self._element_schema if self.kind is Kind.BULK else None
        noun = "".join(nouns_of(last_segment(self.store.resource.collection or "")))
        names = property_schemas(self.spec, element) if element else {}
        held = [n for n, places in names.items() if join_words(n) == noun and property_schemas(self.spec, places[0])]
        return json_pointer.join("", held[0]) if held else ""

    def key(self, request: Request) -> Key:
        """Return the key of the item that the request names; raises Refusal (404) without one."""
        key = self.address.find(request.state, request.path)
        if self.store.table(request.state).get(key) is None and not self.store.resource.is_singleton:
            raise Refusal(404, f"there is no {self.store.resource.name} {'/'.join(key)}", cause="unknown item")
        return key

    def is_there(self, request: Request) -> bool:
        """Return whether the item that the request names is there."""
        key = self.address.find(request.state, request.path)
        return self.store.resource.is_singleton or self.store.table(request.state).get(key) is not None

    def read_sent(self, request: Request) -> Any:
        """Return the item that the body holds; None if it holds none."""
        return None if request.body is NOTHING else find_at(request.body, self.role.sent.known or "")

    def shows(self, item: Item) -> Answer:
        """Return the success with `item` where the operation shows it, as far as the spec allows it."""
        if self.view is None:
            return self.answers.success
        return self.shows_value(self.view.show(item))

    def shows_value(self, value: Any) -> Answer:
        """Return the success with `value` in the place of the item or the items, as far as the spec allows it."""
        success = self.answers.success
        answer = Answer(success.status, place(success.body, self.role.shown.known or "", value))
        return answer if self.answers.fits(answer) else success


def _json(content: Iterable[MediaType]) -> MediaType | None:
    return next((media_type for media_type in content if media_type.is_json or media_type.essence == "*/*"), None)
