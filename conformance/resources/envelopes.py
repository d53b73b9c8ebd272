"""Envelopes: where an item, or the array of items, is in a body.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.openapi import json_pointer
from conformance.resources.model import Claim, Confidence
from conformance.resources.views import Views
from conformance.resources.words import join_words, nouns_of, split_words

# Names of paging members in an envelope, in lower case without separators.
BESIDE = frozenset(
    "count total totalcount totalitems totalresults totalelements totalpages pagecount pages page pagesize perpage "
    "pagenumber limit offset skip size next prev previous nextpage previouspage nexturl nextpagetoken nextcursor "
    "prevcursor cursor hasmore hasnext more first last links link meta metadata pagination paging pageinfo success "
    "status message messages code error errors warnings requestid traceid timestamp version object url included "
    "jsonapi totalsize totalrecords totalrowcount nexttoken nextlink endcursor prevtoken previousurl previouslink "
    "hasprevious hasprev unreachable currentpage lastpage firstpageurl lastpageurl nextpageurl prevpageurl pageable "
    "numberofelements responsemetadata cursors odatacontext odatacount odatanextlink raw".split()
)
# Names that are properties of items elsewhere, each beside one that only pages have: Spring's and Laravel's.
_BESIDE_MARK = {"pageable": {"number", "sort", "empty"}, "lastpage": {"from", "to", "path"}}
# Two or more of these words, and no others, name a scalar that is about a page: `next_after`, `items_per_page`.
_PAGE_WORDS = frozenset(
    "next previous prev after before has more cursor page pages total count items size per limit offset skip token "
    "last first current records results elements rows hits url uri link start end index is marker".split()
)
# These name an object about a page, alone or with others of both kinds: `list_metadata`.
_PAGE_OBJECTS = _PAGE_WORDS | {"list", "metadata", "meta", "pagination", "paging", "info"}
_WRAPPERS = frozenset({"data", "result", "item", "payload", "response", "attributes"})
_HOLDS = frozenset({"data", "result", "payload"})
_IDS = frozenset({"id", "pk", "uuid", "guid"})
_KUBERNETES = frozenset({"metadata", "spec"})  # of an item, whose name is in `metadata`
_PLAIN = frozenset({"string", "integer", "number", "boolean"})
_IN_WRAPPER = "E5: in a wrapper, beside scalars about the answer"
NONE: Claim[str] = Claim(None, Confidence.UNKNOWN, "no JSON")


def find_items(views: Views, schema: str, collection: str = "", levels: int = 3) -> Claim[str]:
    """Return where the array of items is in a body: "" is the body itself.

    If the body has other arrays, it is the one with the name of the `collection`.
    """
    if views.is_array(schema):
        return Claim("", Confidence.CERTAIN, "E1: the body is an array")
    properties = views.properties(schema)
    arrays = [name for name, place in properties.items() if views.is_array(place)]
    nouns = nouns_of(collection)
    called = {name for name in arrays if nouns and nouns_of(name)[-len(nouns) :] == nouns}
    # The messages of `/messages` are no messages about the answer.
    own = {name for name in called if is_array_of_objects(views, properties[name])}
    left = [name for name in arrays if name in own or join_words(name) not in BESIDE]
    marked = {each for name in properties for each in _BESIDE_MARK.get(join_words(name), ())}
    left = [name for name in left if join_words(name) not in marked]
    others = [name for name in properties if name not in arrays and join_words(name) not in BESIDE | marked]
    others = [name for name in others if not _is_of_page(views, name, properties[name])]
    only = left if len(left) == 1 else [name for name in left if is_array_of_objects(views, properties[name])]
    if len(only) == 1 and not others:
        confidence = Confidence.CERTAIN if only is left else Confidence.LIKELY
        return Claim(f"/{json_pointer.escape(only[0])}", confidence, "E2: the only array beside paging")
    # A schema may hold itself: envelopes have a few levels only.
    if not left and len(others) == 1 and levels > 1 and views.is_object(properties[others[0]]):
        inner = find_items(views, properties[others[0]], collection, levels - 1)
        if inner.value:
            is_hal = others[0] == "_embedded"  # where HAL has what a page lists
            confidence = inner.confidence if is_hal else Confidence.LIKELY
            return Claim(f"/{json_pointer.escape(others[0])}{inner.value}", confidence, "E2: within an object")
    wrapper = _find_wrapper(views, properties) if levels > 1 else None
    inner = find_items(views, properties[wrapper], collection, levels - 1) if wrapper else NONE
    if wrapper and inner.value is not None:
        return Claim(f"/{json_pointer.escape(wrapper)}{inner.value}", Confidence.LIKELY, _IN_WRAPPER)
    named = [name for name in left if name in called]
    named = named or [name for name in left if len(others) == 1 and _are_alike(views, properties, name, others[0])]
    if len(named) == 1 and is_array_of_objects(views, properties[named[0]]):
        return Claim(f"/{json_pointer.escape(named[0])}", Confidence.LIKELY, "E4: the array that is named as the list")
    return Claim(None, Confidence.UNKNOWN, "no single array beside paging")


def _is_of_page(views: Views, name: str, schema: str) -> bool:
    """Return whether a property is a scalar or an object with a name that only pages have."""
    words = split_words(name)
    known = _PAGE_OBJECTS if views.is_object(schema) else _PAGE_WORDS if views.types(schema) <= _PLAIN else frozenset()
    return len(words) > 1 and known.issuperset(words)


def find_views(views: Views, schema: str, item: str) -> Claim[str]:
    """Return where the only array is whose elements are views of an item."""
    properties = views.properties(schema)
    arrays = [name for name, place in properties.items() if is_array_of_objects(views, place)]
    found = [name for name in arrays if views.is_view(views.element(properties[name]) or "", item)]
    if len(found) != 1:
        return Claim(None, Confidence.UNKNOWN, "no single array of what a read shows")
    return Claim(f"/{json_pointer.escape(found[0])}", Confidence.LIKELY, "E10: the only array of what a read shows")


def find_item(views: Views, schema: str, collection: str) -> Claim[str]:
    """Return where the item is in a body: "" is the body itself."""
    if not views.is_object(schema):
        return Claim(None, Confidence.UNKNOWN, "the body is not an object")
    properties = views.properties(schema)
    left = [name for name in properties if join_words(name) not in BESIDE]
    if len(left) == 1 and is_array_of_objects(views, properties[left[0]]):
        return Claim(None, Confidence.UNKNOWN, "an array of objects where one item is expected")
    if len(left) == 1 and views.is_object(properties[left[0]]) and views.properties(properties[left[0]]):
        noun = "".join(nouns_of(collection.rpartition("/")[2]))
        confidence = Confidence.CERTAIN if is_envelope(left[0], collection) else Confidence.LIKELY
        has_id = any(join_words(name) in {"id", "uuid", "pk"} for name in properties)
        if not has_id and not properties.keys() >= _KUBERNETES:
            place = f"/{json_pointer.escape(left[0])}"
            inner = _find_named(views, properties[left[0]], noun) if join_words(left[0]) in _WRAPPERS else None
            if inner:
                return Claim(f"{place}{inner}", Confidence.LIKELY, "E3: named as the resource, in a wrapper")
            return Claim(place, confidence, "E3: the only object in an envelope")
    beside = _find_beside(views, properties, left, collection) or _find_holder(views, properties)
    if beside is None and _is_page(views, schema):
        return Claim(None, Confidence.UNKNOWN, "an array of items where one item is expected")
    return beside or Claim("", Confidence.CERTAIN, "E0: the body is the item")


def _is_page(views: Views, schema: str) -> bool:
    """Return whether a body is an array beside what is about it or the answer, and its elements have ids."""
    found = find_items(views, schema)
    is_page = found.value is not None and (found.confidence >= Confidence.CERTAIN or found.rests_on == _IN_WRAPPER)
    element = schema_below(views, schema, found.value or "") if is_page else None
    return bool(element and any(split_words(name)[-1:] == ["id"] or _is_id(name) for name in views.properties(element)))


def _is_item(views: Views, schema: str, beside: Mapping[str, str]) -> bool:
    """Return whether an object has an id, which what is beside it has not, and is no mere reference to an item."""
    return _has_id(views, schema) and not any(map(_is_id, beside)) and len(views.properties(schema)) > len(beside)


def _has_id(views: Views, schema: str) -> bool:
    return any(map(_is_id, views.properties(schema)))


def _is_id(name: str) -> bool:
    return join_words(name) in _IDS


def _find_holder(views: Views, properties: Mapping[str, str]) -> Claim[str] | None:
    """Return where the item is beside objects only: in the `data` of `{"data": {…}, "permissions": {…}}`.

    The body itself has no scalar that could name it.
    """
    others = [name for name in properties if join_words(name) not in BESIDE]
    held = [name for name in others if join_words(name) in _HOLDS]
    if len(held) != 1 or len(others) < 2 or not all(views.is_object(properties[name]) for name in others):
        return None
    if not views.properties(properties[held[0]]):
        return None
    return Claim(f"/{json_pointer.escape(held[0])}", Confidence.CERTAIN, "E7: in what holds anything, beside objects")


def _find_beside(views: Views, properties: Mapping[str, str], left: list[str], collection: str) -> Claim[str] | None:
    """Return where the item is beside what is about the answer: in a wrapper, or beside a list of the same."""
    wrapper = _find_wrapper(views, properties)
    if wrapper and views.is_object(properties[wrapper]) and views.properties(properties[wrapper]):
        place = f"/{json_pointer.escape(wrapper)}"
        inner = _find_named(views, properties[wrapper], "".join(nouns_of(collection.rpartition("/")[2])))
        return Claim(f"{place}{inner or ''}", Confidence.LIKELY, _IN_WRAPPER)
    arrays = [name for name in left if views.is_array(properties[name])]
    single = [name for name in left if name not in arrays]
    nouns = nouns_of(collection.rpartition("/")[2])
    named = [name for name in single if nouns_of(name)[-len(nouns) :] == nouns and views.properties(properties[name])]
    if len(named) == 1 and not any(frozenset() < views.types(properties[name]) <= _PLAIN for name in left):
        return Claim(
            f"/{json_pointer.escape(named[0])}", Confidence.LIKELY, "E6: named as the resource, without scalars"
        )
    if len(named) == 1 and _is_item(views, properties[named[0]], properties):
        return Claim(f"/{json_pointer.escape(named[0])}", Confidence.LIKELY, "E6: named as the resource, with the id")
    if len(single) == 1 and arrays and all(_are_alike(views, properties, name, single[0]) for name in arrays):
        return Claim(f"/{json_pointer.escape(single[0])}", Confidence.LIKELY, "E6: an object beside a list of the same")
    return None


def _find_wrapper(views: Views, properties: Mapping[str, str]) -> str | None:
    """Return the member that holds what was asked for, where all others are scalars that say how the request went.

    With an id among them the body is an item that has a property of this name.
    """
    held = [name for name in properties if join_words(name) in _HOLDS]
    others = [name for name in properties if name not in held and join_words(name) not in BESIDE]
    is_plain = all(views.types(properties[name]) <= _PLAIN for name in others)
    has_id = any(split_words(name)[-1:] and split_words(name)[-1] in _IDS for name in others)
    return held[0] if len(held) == 1 and is_plain and not has_id else None


def _are_alike(views: Views, properties: Mapping[str, str], array: str, single: str) -> bool:
    """Return whether the elements of an array have the schema of an object: `{"group": …, "groups": [ … ]}`."""
    element = views.element(properties[array])
    if element is None or not views.properties(element):
        return False
    return bool(views.spec.resolve(element)[1] == views.spec.resolve(properties[single])[1])


def is_envelope(name: str, collection: str) -> bool:
    """Return whether a member is called like the items of a collection, or like what holds anything."""
    return join_words(name) in {"".join(nouns_of(collection.rpartition("/")[2])), *_WRAPPERS}


def _find_named(views: Views, schema: str, noun: str) -> str | None:
    """Return where the only property of an object is, if that is an object with the name `noun`."""
    found = [(name, place) for name, place in views.properties(schema).items() if join_words(name) not in BESIDE]
    if len(found) != 1 or join_words(found[0][0]) != noun or not views.properties(found[0][1]):
        return None
    return f"/{json_pointer.escape(found[0][0])}"


def is_array_of_objects(views: Views, schema: str) -> bool:
    """Return whether values of the schema are arrays whose elements have properties."""
    element = views.element(schema) if views.is_array(schema) else None
    return bool(element and views.properties(element))


def schema_below(views: Views, schema: str, pointer: str) -> str | None:
    """Return the schema of what is at `pointer` in a body; of an array, that of its elements."""
    found: str | None = schema
    for token in filter(None, pointer.split("/")):
        found = views.properties(found).get(json_pointer.unescape(token)) if found else None
    if found and views.is_array(found):
        return views.element(found)
    return found
