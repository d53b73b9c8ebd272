"""The references (`$ref`) of a document: invalid ones, and components that no operation needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from conformance.openapi import json_pointer, objects
from conformance.openapi.errors import Problem

_COMPONENT = re.compile(r"(/components/[^/]+/[^/]+)(?:/|$)")


class References:
    """Every `$ref` where OpenAPI accepts one, by the pointer of the object that it is in.

    That includes what lies in examples and other data, if a reference leads there.
    """

    def __init__(self, document: Mapping[str, Any], places: Sequence[objects.Place] = ()) -> None:
        self.document = document
        self.places = [*(places or objects.walk(document))]
        self.places += self._in_data()
        refs = ((place.pointer, place.value.get("$ref")) for place in self.places)
        self.targets = {pointer: ref for pointer, ref in refs if isinstance(ref, str)}

    def problems(self, file: str) -> Iterator[Problem]:
        """Yield the problem of each invalid reference."""
        for pointer, ref in self.targets.items():
            place = f"{pointer}/$ref"
            if not ref.startswith("#"):
                yield Problem(
                    file,
                    place,
                    f"$ref leaves the document: {ref}",
                    "bundle the files first: copy its target into this document",
                )
            elif not self.exists(ref):
                anchored = self._anchors.get(ref)
                reason = f"$ref to {ref}, which {'is an `$anchor`' if anchored else 'does not exist'}"
                yield Problem(file, place, reason, f"write {anchored}" if anchored else self._fix(ref))
            elif self._is_circle(pointer):
                yield Problem(file, pointer, "$ref leads in a circle", "replace one of the references by a schema")

    def exists(self, ref: str) -> bool:
        """Return whether the reference leads to a place in this document."""
        if ref not in self._existing:
            try:
                json_pointer.follow(self.document, unquote(ref[1:]))
            except LookupError:
                self._existing[ref] = False
            else:
                self._existing[ref] = ref.startswith("#")
        return self._existing[ref]

    def nearest(self, ref: str) -> str | None:
        """Return the reference to the existing component that `ref` most likely means, None if none resembles it."""
        names = self._names(ref)
        like = get_close_matches(json_pointer.last(unquote(ref)), names, n=1, cutoff=0.75)
        return None if not like else f"{ref.rpartition('/')[0]}/{json_pointer.escape(like[0])}"

    def alike(self, ref: str) -> str | None:
        """Return the reference to the one component whose name differs from `ref`'s in case and punctuation only."""
        wanted = _plain(json_pointer.last(unquote(ref)))
        names = [name for name in self._names(ref) if wanted and _plain(name) == wanted]
        return f"{ref.rpartition('/')[0]}/{json_pointer.escape(names[0])}" if len(names) == 1 else None

    def find_unused(self) -> set[str]:
        """Return the pointers of the components that neither an operation nor a webhook leads to.

        In a document without operations and webhooks, all components count as used.
        """
        if not any(self.document.get(name) for name in ("paths", "webhooks")):
            return set()
        reached = self._find_reached()
        sections = self.document.get("components")
        return {
            json_pointer.join("/components", section, name)
            for section, named in (sections.items() if isinstance(sections, dict) else ())
            if isinstance(named, dict) and section != "securitySchemes"
            for name in named
        } - reached

    def _in_data(self) -> Iterator[objects.Place]:
        """Yield the places in examples and other data that a reference uses as a definition."""
        known = {place.pointer for place in self.places}
        waiting = [place for place in self.places if "$ref" in place.value]
        while waiting:
            place = waiting.pop()
            ref = place.value["$ref"]
            pointer = unquote(ref[1:]) if isinstance(ref, str) and self.exists(ref) else ""
            if pointer and pointer not in known:
                value = json_pointer.follow(self.document, pointer)
                found = [each for each in objects.walk(value, pointer, place.kind) if each.pointer not in known]
                known |= {pointer, *(each.pointer for each in found)}
                waiting += [each for each in found if "$ref" in each.value]
                yield from found

    @cached_property
    def _existing(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _anchors(self) -> dict[str, str]:
        """References by `$anchor`, which are not followed, with those by JSON pointer."""
        schemas = [place for place in self.places if place.kind == "schema"]
        named = ((place.value.get(key), place) for place in schemas for key in ("$anchor", "$dynamicAnchor"))
        return {f"#{name}": f"#{place.pointer}" for name, place in named if isinstance(name, str)}

    def _names(self, ref: str) -> list[str]:
        try:
            section = json_pointer.follow(self.document, unquote(ref[1:]).rpartition("/")[0])
        except LookupError:
            return []
        return [*section] if isinstance(section, dict) else []

    def _fix(self, ref: str) -> str:
        like = self.nearest(ref)
        return f"write {like}, or define it" if like else "define it, or name what exists"

    def _is_circle(self, pointer: str) -> bool:
        seen = {pointer}
        while pointer in self.targets:
            pointer = unquote(self.targets[pointer][1:])
            if pointer in seen:
                return True
            seen.add(pointer)
        return False

    def _find_reached(self) -> set[str]:
        uses: dict[str, set[str]] = {}
        for place in self.places:
            for target in _leads_to(place):
                uses.setdefault(_component(place.pointer), set()).add(_component(target))
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            new = uses.pop(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        return reached


def component_of(pointer: str) -> str | None:
    """Return the pointer of the component that contains `pointer`, None if none does."""
    return _component(pointer) or None


def _component(pointer: str) -> str:
    match = _COMPONENT.match(pointer)
    return match.group(1) if match else ""


def _leads_to(place: objects.Place) -> Iterator[str]:
    ref = place.value.get("$ref")
    if isinstance(ref, str):
        yield unquote(ref[1:])
    mapping = place.value.get("mapping") if place.kind == "discriminator" else None
    for target in mapping.values() if isinstance(mapping, dict) else ():
        yield unquote(str(target)[1:]) if str(target).startswith("#") else f"/components/schemas/{target}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
