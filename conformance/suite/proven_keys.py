"""Keys that the document leaves open, proved by reads: the one property that equals the path parameter each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.openapi import json_pointer
from conformance.report.words import name_some
from conformance.resources import Claim, Confidence, KeyPart, Resource, ResourceModel
from conformance.resources.views import Views
from conformance.resources.words import last_segment
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import reader_of
from conformance.rules.existing import listed_items
from conformance.rules.items import shown_item
from conformance.rules.law import NotObservableError
from conformance.rules.properties import keywords_of
from conformance.suite.known_values import rank_id

_READS = 3  # of one resource: a property that is equal by chance differs at one of them
_TRIED = 5  # properties of one resource, the likeliest first

Path = Mapping[str, Any]
Key = Claim[tuple[KeyPart, ...]]
Reads = dict[tuple[str, ...], Any]  # the items that were read, by the values of their own path parameters

_NAME = re.compile(r"\{([^{}]+)\}")


def prove_keys(
    bench: Bench, model: ResourceModel, known: Callable[[str], list[Path]], proven: dict[str, Key]
) -> ResourceModel:
    """Return the model with keys that reads have proved.

    `known` returns the path parameters of former successes of an operation. `proven` holds the keys by resource that
    were proved before; others are added. A key that no read proves stays as it was.
    """
    for resource in model.resources:
        own = _own_parameters(model, resource)
        if own and resource.key.confidence < Confidence.CERTAIN and resource.name not in proven:
            proven[resource.name] = _prove(bench, resource, own, known)
    resources = (replace(each, key=proven.get(each.name, each.key)) for each in model.resources)
    return replace(model, resources=tuple(resources))


def describe_proven(proven: Mapping[str, Key]) -> Iterator[str]:
    """Yield a line that names the keys which reads have proved."""
    sure = {name: key.value or () for name, key in proven.items() if key.confidence >= Confidence.CERTAIN}
    if sure:
        names = (f"{name} by {' and '.join(part.pointer[1:] for part in parts)}" for name, parts in sure.items())
        yield f"keys that reads have proved: {name_some(list(names))}"


def _own_parameters(model: ResourceModel, resource: Resource) -> tuple[str, ...]:
    """Return the path parameters at the end of an item's path, without those of its parent."""
    parent = model.resource(resource.parent.value or "")
    above = len(_split(parent.item)) if parent and parent.item else 0
    own: list[str] = []
    for segment in reversed(_split(resource.item or "")[above:]):
        if not segment.startswith("{") or not segment.endswith("}") or segment.count("{") > 1:
            break
        own.insert(0, segment[1:-1])
    return tuple(own)


def _split(path: str) -> list[str]:
    return path.strip("/").split("/")


def _prove(bench: Bench, resource: Resource, own: tuple[str, ...], known: Callable[[str], list[Path]]) -> Key:
    try:
        reader = reader_of(resource)
        reads = _read(bench, resource, own, known(reader.operation_id)[-_READS:])
        if len(reads) < 2 and len(own) == 1:
            reads = next(_read_by_guess(bench, resource, own[0]), reads)
        found = [_find_part(resource, name, index, reads) for index, name in enumerate(own)] if len(reads) > 1 else []
    except NotObservableError:
        return resource.key
    parts = tuple(part for part in found if part is not None)
    is_proved = len(parts) == len(own)
    return Claim(parts, Confidence.CERTAIN, f"equal at {len(reads)} reads") if is_proved else resource.key


def _read(bench: Bench, resource: Resource, own: tuple[str, ...], paths: list[Path]) -> Reads:
    """Read the items at these paths; those that are not there are left out.

    A path has the names of the template of the read; another method of the path may call them otherwise.
    """
    reader, reads = reader_of(resource), {}
    theirs = _NAME.findall(bench.spec.operations[reader.operation_id].path)[-len(own) :]
    for path in paths:
        item = shown_item(reader, bench.call(reader.operation_id, path))
        if item is not None:
            reads[
                tuple(str(path[name if name in path else other]) for name, other in zip(own, theirs, strict=True))
            ] = item
    return reads


def _read_by_guess(bench: Bench, resource: Resource, name: str) -> Iterator[Reads]:
    """Yield reads of two items that a list shows or the run makes, by a property that may name them."""
    for pointer in _list_candidates(bench, resource, name):
        key: Key = Claim((KeyPart(name, pointer),), Confidence.CERTAIN, "assumed")
        items = _find_two(bench, replace(resource, key=key))
        reads = _read(bench, resource, (name,), [item.path for item in items])
        if len(reads) > 1:
            yield reads


def _list_candidates(bench: Bench, resource: Resource, parameter: str) -> list[str]:
    """Return the properties that may name an item, the likeliest first; of an open schema, what the path calls it."""
    views = Views(bench.spec)
    shown = views.properties(resource.views[0])
    names = [name for name, place in shown.items() if views.is_scalar(place)]
    is_open = keywords_of(bench.spec, resource.views[0]).get("additionalProperties", True) is not False
    if is_open and parameter not in shown:
        names.append(parameter)
    ranked = sorted(names, key=lambda name: rank_id(resource.name, name))[:_TRIED]
    return [f"/{json_pointer.escape(name)}" for name in ranked]


def _find_two(bench: Bench, resource: Resource) -> list[Item]:
    """Return two items of a list, else two new ones, else none."""
    try:
        listed = listed_items(bench, resource)[:2]
        return listed if len(listed) > 1 else [bench.make(resource), bench.make(resource)]
    except NotObservableError:
        return []


def _find_part(resource: Resource, name: str, index: int, reads: Reads) -> KeyPart | None:
    """Return the property whose value is a path parameter at all reads, else the one that ends with it."""
    for is_path in (False, True):
        pointer = _find_pointer(resource, index, reads, is_path=is_path)
        if pointer is not None:
            return KeyPart(name, pointer, is_path)
    return None


def _find_pointer(resource: Resource, index: int, reads: Reads, *, is_path: bool) -> str | None:
    """Return the pointer of the one value that is a path parameter at all reads; of several, that of an id."""
    read = last_segment if is_path else str
    found = [{pointer for pointer, text in _scalars(item) if read(text) == path[index]} for path, item in reads.items()]
    equal = sorted(set.intersection(*found), key=lambda pointer: _rank(resource, pointer))
    ranks = [_rank(resource, pointer) for pointer in equal[:2]]
    is_plain = len(ranks) == 1 or (len(ranks) == 2 and ranks[0] < ranks[1])
    return equal[0] if is_plain else None


def _rank(resource: Resource, pointer: str) -> tuple[int, int]:
    """Return how likely a pointer is that of a key: the shallowest first, then those of ids."""
    return pointer.count("/"), rank_id(resource.name, json_pointer.last(pointer))


def _scalars(item: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts and whole numbers of an item and of the objects in it, as text, each with its pointer."""
    for name, value in item.items():
        place = json_pointer.join(above, name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            yield place, str(value)
        elif isinstance(value, dict) and not above:
            yield from _scalars(value, place)
