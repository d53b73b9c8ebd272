"""Places of resources: collections with items, lists that are collections of their own, and singletons.

Tested in `tests/resources/test_places_of_resources.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from conformance.openapi.spec import Operation
from conformance.resources.alternates import is_chosen_list, show_element, show_item
from conformance.resources.criteria import list_criteria
from conformance.resources.envelopes import is_array_of_objects
from conformance.resources.paging import find_paging
from conformance.resources.places import Path, Place
from conformance.resources.views import Views
from conformance.resources.words import join_words

Paths = Mapping[Place, Path]


def find_collections(
    views: Views, paths: Paths, composites: Collection[Place], alternates: Collection[Place]
) -> list[Place]:
    """Return the places of collections: those with an item path, and lists without one (R9)."""
    items = [place for place, path in paths.items() if path.is_item and len(place) > 1]
    chosen = [place for place in items if place[:-1] not in composites and is_chosen_list(views, paths, place)]
    single = [place[:-1] for place in items if place[-2] != "{}" and place not in alternates and place not in chosen]
    known = dict.fromkeys([*single, *composites, *chosen])
    for place, path in paths.items():
        element = None if place in known or path.is_item else show_element(views, path)
        if element and views.properties(element) and not _is_beside(views, paths, place, known):
            known[place] = None
    return [*known]


def _is_beside(views: Views, paths: Paths, place: Place, known: Collection[Place]) -> bool:
    """Return whether a list shows items of a collection above it, or what is about them: `/orders/states`.

    A list that a POST adds to is a collection of its own, unless it shows the same items.
    """
    above = max((each for each in known if place[: len(each)] == each and "{}" not in place[len(each) :]), default=())
    if not above:
        return False
    shown, element = _item_schema(views, paths, above), _item_schema(views, paths, place)
    is_same = bool(shown and element and views.is_view(element, shown))
    return is_same or (above == place[:-1] and "POST" not in paths[place].operations)


def _item_schema(views: Views, paths: Paths, place: Place) -> str | None:
    """Return the schema of the items of a place: what a read shows, else the elements of a list."""
    item, listed = paths.get((*place, "{}")), paths.get(place)
    return (item and show_item(views, item)) or (listed and show_element(views, listed)) or None


def find_singletons(views: Views, paths: Paths, collections: Collection[Place]) -> Iterator[Place]:
    """Yield the places of singletons such as `/me`: one object that is read and changed (R12)."""
    for place, path in paths.items():
        is_open = place not in collections and not path.is_item
        get = path.operations.get("GET")
        is_changed = path.operations.keys() & {"PUT", "PATCH"} or _is_posted(views, path)
        body = views.shown_schema(get) if get and is_changed else None
        if is_open and get and body and views.is_object(body) and _is_one(views, get, body):
            yield place


def _is_posted(views: Views, path: Path) -> bool:
    """Return whether a POST sends some of what a GET without a query shows, and answers with the same."""
    get, post = (path.operations.get(method) for method in ("GET", "POST"))
    shown, answer = (views.shown_schema(each) if each else None for each in (get, post))
    sent = views.sent_schema(post) if post else None
    if not (get and post and shown and answer and sent) or any(each.location == "query" for each in get.parameters):
        return False
    names = [{*map(join_words, views.properties(each))} for each in (shown, sent)]
    is_new = any(response.status == "201" for response in post.successes)
    return views.spec.resolve(shown)[0] == views.spec.resolve(answer)[0] and bool(names[0] & names[1]) and not is_new


def _is_one(views: Views, get: Operation, body: str) -> bool:
    """Return whether a GET answers one thing: not a page of a list, and not an item that a query selects."""
    is_chosen = any(each.required and each.location == "query" for each in get.parameters)
    properties = views.properties(body)
    is_page = any(is_array_of_objects(views, each) for each in properties.values())
    return (
        bool(properties)
        and not is_chosen
        and not (is_page and find_paging(views, get, list_criteria(views, get), body).known)
    )
