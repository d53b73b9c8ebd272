"""New names for a body, so that an item with a unique name can be created again.

Tested in `tests/suite/test_law_bench.py` and `tests/suite/test_known_values.py`.
"""

from __future__ import annotations

import copy
import random
import re
import string
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.client_check.calls import Call
from conformance.openapi import json_pointer
from conformance.openapi.patterns import random_texts
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Spec
from conformance.resources.views import Views
from conformance.resources.words import split_words
from conformance.suite.known_values import is_key

_NAMING = frozenset("code email key label name number reference sku slug title username".split())
_BOUND = frozenset({"enum", "const", "format"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LENGTH = 10
_TRIES = 5  # texts of the form of another one
_SEEDS = 16  # sets of texts that a pattern forms: each costs 100 ms


class FreshValues:
    """Maker of names for bodies of one document: lower-case letters, which no server normalises."""

    def __init__(self, spec: Spec, seed: int) -> None:
        self._spec = spec
        self._random = random.Random(f"{seed} fresh")  # noqa: S311 - names, no secrets
        self._given: set[str | int | None] = set()  # ids

    def refresh(self, call: Call, resource: str = "") -> Call:
        """Return the call with fresh names in the first level of its JSON body, or of the item that is all of it.

        An id of `resource` that the client gives is a fresh one too.
        """
        media_type = call.media_type
        if media_type is None or media_type.schema_pointer is None or not isinstance(call.body, dict):
            return call
        return replace(call, body=self._refresh(media_type.schema_pointer, call.body, resource))

    def fill(self, call: Call, is_valid: Callable[[Call], bool]) -> Call:
        """Return the call with words in place of the empty texts of its JSON body, which many servers refuse.

        A text stays empty where no word is valid.
        """
        is_json = call.media_type is not None and call.media_type.is_json
        for pointer in [place for place, value in json_pointer.walk(call.body) if value == ""] if is_json else ():
            words = (self.word(_LENGTH), self.word(1))
            filled = (replace(call, body=_put(call.body, pointer, word)) for word in words)
            call = next(filter(is_valid, filled), call)
        return call

    def _refresh(self, pointer: str, body: dict[str, Any], resource: str) -> dict[str, Any]:
        places = Views(self._spec).properties(pointer)
        for name, value in body.items() if len(body) == 1 else ():
            if isinstance(value, dict) and name in places:
                return {name: self._refresh(places[name], value, resource)}
        properties = self._properties(pointer)
        renewed = {name: self._renew(name, value, properties.get(name, {})) for name, value in body.items()}
        keys = [name for name in body if resource and name in places and is_key(resource, name)]
        ids = {name: self.new_id(places[name]) for name in keys}
        return {**renewed, **{name: value for name, value in ids.items() if value is not None}}

    def word(self, length: int) -> str:
        """Return a word of that length that was not used before."""
        return "".join(self._random.choices(_LETTERS, k=length))

    def new_id(self, pointer: str) -> str | int | None:
        """Return an id that is valid by the schema at `pointer` and was not used before, or None."""
        valid = self._spec.validator(pointer)
        found = next((each for each in self._new_ids(pointer) if valid.is_valid(each)), None)
        self._given.add(found)
        return found

    def _new_ids(self, pointer: str) -> Iterator[str | int]:
        """Yield ids of several forms; what a pattern forms is hardly ever among what others make up."""
        text = self.word(_LENGTH)
        yield from (text, str(uuid.uuid5(uuid.NAMESPACE_URL, text)))
        yield 900_000_000 + int(text.encode().hex(), 16) % 10**6
        yield from (text.upper()[:length] for length in (_LENGTH, 6, 4))
        patterns = [part["pattern"] for _, part in in_place(self._spec, pointer) if "pattern" in part]
        made = [each for pattern in patterns[:1] for each in random_texts(pattern, self._random.randrange(_SEEDS))]
        yield from (each for each in self._random.sample(made, len(made)) if each not in self._given)

    def _properties(self, pointer: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the properties that a schema names, each with the keywords that apply to it."""
        found: dict[str, dict[str, Any]] = {}
        for place, schema in in_place(self._spec, pointer):
            for name in schema.get("properties", {}):
                for _, part in in_place(self._spec, f"{place}/properties/{name.replace('~', '~0').replace('/', '~1')}"):
                    found.setdefault(name, {}).update(part)
        return found

    def _renew(self, name: str, value: Any, schema: Mapping[str, Any]) -> Any:
        words = split_words(name)
        is_naming = bool(words) and words[-1] in _NAMING
        is_email = schema.get("format") == "email"
        if not isinstance(value, str) or not is_naming or (schema.keys() & _BOUND and not is_email):
            return value
        length = min(schema.get("maxLength", _LENGTH), max(schema.get("minLength", 0), _LENGTH))
        word = self.word(length)
        if not _matches(schema.get("pattern", ""), word):
            return self._like(value, schema["pattern"])
        return f"{word}@example.com" if is_email else word

    def _like(self, value: str, pattern: str) -> str:
        """Return a text of the form of `value`, with other letters and digits, if a pattern allows it."""
        forms = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
        for _ in range(_TRIES):
            letters = (next((form for form in forms if letter in form), letter) for letter in value)
            text = "".join(map(self._random.choice, letters))
            if _matches(pattern, text):
                return text
        return value


def _put(body: Any, pointer: str, word: str) -> Any:
    """Return a copy of `body` with the word at `pointer`."""
    if not pointer:
        return word
    body, token = copy.deepcopy(body), json_pointer.last(pointer)
    holder = json_pointer.follow(body, pointer.rpartition("/")[0])
    holder[int(token) if isinstance(holder, list) else token] = word
    return body


def _matches(pattern: str, word: str) -> bool:
    """Return whether a word matches a pattern; a pattern that Python can't read matches nothing."""
    try:
        return re.search(pattern, word) is not None
    except re.error:
        return False
