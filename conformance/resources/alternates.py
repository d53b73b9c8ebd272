"""Item paths that need more than one id: two parameters of one key, and paths by another property than the key.

Tested in `tests/resources/test_alternates.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from conformance.resources.envelopes import NONE, find_item, find_items, schema_below
from conformance.resources.keys import find_key
from conformance.resources.model import Claim, Confidence, KeyPart
from conformance.resources.places import Path, Place
from conformance.resources.views import Views
from conformance.resources.words import join_words

Paths = Mapping[Place, Path]
_COPIED = 5  # names: two schemas that share so many and have no others are copies; an id and a name are in many


def find_composites(views: Views, paths: Paths, accepts_guesses: bool = False) -> dict[Place, Path]:
    """Return the item paths by collection, such as `/trackers` of `/trackers/{carrier}/{number}`.

    Each parameter has to be a property of the item, and no path ends between the two. A guess is that it is enough to
    show and change an item, while the path between, such as `/repos/{owner}`, shows none.
    """
    ends = {place[:-2]: path for place, path in paths.items() if place[-2:] == ("{}", "{}")}
    return {
        place: path
        for place, path in ends.items()
        if place
        and place[-1] != "{}"
        and (
            ((*place, "{}") not in paths and find_composite_key(views, path).known)
            or (accepts_guesses and _is_changed(views, path) and not _is_item_or_list(views, paths, (*place, "{}")))
        )
    }


def _is_item_or_list(views: Views, paths: Paths, place: Place) -> bool:
    return _shows_item(views, paths.get(place)) or is_chosen_list(views, paths, place)


def is_chosen_list(views: Views, paths: Paths, place: Place) -> bool:
    """Return whether a parameter chooses a list: `/objects/{type}`, which a POST adds to, of `/objects/{type}/{id}`.

    It is no property of the items: `/repos/{owner}` has those of an owner whom they show.
    """
    listed, item = paths.get(place), paths.get((*place, "{}"))
    if listed is None or item is None or place[:-1] in paths or "POST" not in listed.operations:
        return False
    element, shown = show_element(views, listed), show_item(views, item)
    if element is None or shown is None or not views.is_view(element, shown):
        return False
    return join_words(listed.last_parameter) not in map(join_words, views.properties(shown))


def _is_changed(views: Views, path: Path) -> bool:
    """Return whether the operations of an item path show an item, and change it."""
    return _shows_item(views, path) and bool(path.operations.keys() & {"PUT", "PATCH", "DELETE"})


def _shows_item(views: Views, path: Path | None) -> bool:
    schema = show_item(views, path) if path else None
    return bool(schema and views.is_object(schema) and views.properties(schema))


def find_composite_key(views: Views, path: Path) -> Claim[tuple[KeyPart, ...]]:
    """Return the key that the last two parameters of a path form; unknown if one is not a property of the item."""
    schema = show_item(views, path)
    parts = [part for name in path.parameters[-2:] for part in _plain_part(views, path.place[:-2], name, schema)]
    if len({part.pointer for part in parts}) < len(path.parameters[-2:]):
        return Claim(None, Confidence.UNKNOWN, "a part of the key is not plainly a property of the item")
    return Claim(tuple(parts), Confidence.LIKELY, "I6: two parameters, each a property of the item")


def find_alternates(views: Views, paths: Paths) -> dict[Place, tuple[KeyPart, ...]]:
    """Return the keys of paths that show an item of a collection by another property, by the place of the path.

    `/tags/name/{name}` and `/tags/name={name}` show what `/tags/{id}` shows. Nothing is below them, and there
    is no list `/tags/name`.
    """
    return {place: parts for place, path in paths.items() if (parts := tuple(_alternate_key(views, paths, path)))}


def _alternate_key(views: Views, paths: Paths, path: Path) -> Iterator[KeyPart]:
    place = path.place
    collection = alternate_collection(place)
    main = paths.get((*collection, "{}"))
    if main is None or not collection or place[-2] == "{}" or (path.is_item and place[:-1] in paths):
        return
    schema = show_item(views, path)
    is_open = any(other[: len(place)] == place and other != place for other in paths)
    shown = show_item(views, main)
    if schema is not None and shown is not None and _is_same(views, schema, shown) and not is_open:
        yield from _plain_part(views, collection, path.last_parameter, schema)


def _is_same(views: Views, schema: str, other: str) -> bool:
    """Return whether two schemas show the same: one of them may be a copy."""
    names = views.properties(schema).keys()
    return schema == other or (len(names) >= _COPIED and names == views.properties(other).keys())


def alternate_collection(place: Place) -> Place:
    """Return the place of the collection of a path by another property, or None."""
    if place[-1:] == ("{}",):
        return place[:-2]
    return place[:-1] if re.fullmatch(r"[^{}]+=\{[^{}]+\}", "".join(place[-1:])) else ()


def _plain_part(views: Views, collection: Place, name: str, schema: str | None) -> Iterator[KeyPart]:
    """Yield the part of a key that the parameter certainly is, or nothing."""
    claim = find_key(views, name, _noun(collection), schema, accepts_id=False)
    if claim.confidence >= Confidence.CERTAIN:
        yield from claim.value or ()


def show_item(views: Views, path: Path) -> str | None:
    """Return the schema of the item that a GET of the path shows."""
    get = path.operations.get("GET")
    body = views.shown_schema(get) if get else None
    place = find_item(views, body, _noun(path.place)).value if body else None
    found = schema_below(views, body, place) if body and place is not None else None
    return views.spec.resolve(found)[0] if found else None


def show_element(views: Views, path: Path) -> str | None:
    """Return the schema of the elements of the array that a GET of the path answers, in an envelope or alone."""
    get = path.operations.get("GET")
    body = views.shown_schema(get) if get else None
    found = find_items(views, body, _noun(path.place)) if body else NONE
    return schema_below(views, body, found.value) if body and found.value is not None else None


def _noun(place: Place) -> str:
    return next((each for each in reversed(place) if each != "{}"), "")
