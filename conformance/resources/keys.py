"""Keys: which property of an item holds the value of the path parameter that names it.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.openapi import json_pointer
from conformance.resources.model import Claim, Confidence, KeyPart
from conformance.resources.views import Views
from conformance.resources.words import join_words, nouns_of, split_words

_RIVALS = frozenset({"name", "slug", "key", "code", "login", "handle", "username", "number", "uuid", "sku"})
_NUMBERS = frozenset({"integer", "number"})
_IDS = frozenset({"id", "pk", "uuid", "guid", "uid"})


def find_key(
    views: Views,
    parameter: str,
    collection: str,
    item: str | None,
    schemas: Sequence[str] = (),
    *,
    accepts_id: bool = True,
) -> Claim[tuple[KeyPart, ...]]:
    """Return the key of the items of a collection; unknown where several properties could hold it.

    `schemas` are the pointers of those of the parameter: a property that can't have their values is not the key.
    Without `accepts_id`, the path names an item by another property than `id`, or by several.
    """
    if item is None:
        return Claim(None, Confidence.UNKNOWN, "no schema shows an item")
    scalars = {name: place for name, place in views.properties(item).items() if views.is_scalar(place)}
    names = [name for name, place in scalars.items() if not _contradicts(views, place, schemas)]
    if accepts_id and _is_either(parameter, collection.rpartition("/")[2], names):
        return Claim(None, Confidence.UNKNOWN, f"both `id` and {parameter!r} could be the key")
    is_other = accepts_id and _holds(views, item, parameter)
    for find in (_same_name, _by_id, _by_noun, _only_id, _noun_id):
        name, confidence, rule = find(parameter, collection.rpartition("/")[2], names)
        if name is not None:
            is_open = is_other or (accepts_id and _is_rival(name, names))
            confidence = min(confidence, Confidence.LIKELY) if is_open else confidence
            return Claim((KeyPart(parameter, f"/{json_pointer.escape(name)}"),), confidence, rule)
    if _is_in_metadata(views, item, parameter):
        pointer = f"/metadata/{json_pointer.escape(parameter)}"
        return Claim(
            (KeyPart(parameter, pointer),), Confidence.LIKELY, "I7: the property of the same name in `metadata`"
        )
    return Claim(None, Confidence.UNKNOWN, f"no property of the item is plainly {parameter!r}")


def _is_in_metadata(views: Views, item: str, parameter: str) -> bool:
    """Return whether an item has its names in an object `metadata`, as those of Kubernetes."""
    metadata = views.properties(item).get("metadata")
    named = views.properties(metadata).get(parameter) if metadata else None
    return parameter == "name" and named is not None and views.is_scalar(named)


def _contradicts(views: Views, place: str, schemas: Sequence[str]) -> bool:
    """Return whether one of a property and its parameter is a number, and the other a UUID."""
    shown = views.types(place), _is_uuid(views, place)
    sent = [(views.types(each), _is_uuid(views, each)) for each in schemas]
    return any(
        one <= _NUMBERS and is_uuid for each in sent for (one, _), (_, is_uuid) in ((shown, each), (each, shown))
    )


def _is_uuid(views: Views, place: str) -> bool:
    return any(schema.get("format") == "uuid" for schema in views.schemas(place))


_Found = tuple[str | None, Confidence, str]
_NOT_FOUND: _Found = (None, Confidence.UNKNOWN, "")


def _is_either(parameter: str, segment: str, names: list[str]) -> bool:
    """Return whether an item has both an `id` and a property called as `{order_id}` of `/orders/{order_id}`.

    One of them is the number that people know it by, and documents have either in the path.
    """
    words, nouns = split_words(parameter), nouns_of(segment)
    is_own = words[-1:] == ["id"] and words[:-1] in (nouns, nouns[-1:])
    return is_own and "id" in names and any(join_words(name) == join_words(parameter) for name in names)


def _is_rival(name: str, names: list[str]) -> bool:
    """Return whether a property is the id of something else than the item, which has an `id`: `listing_id`."""
    words = split_words(name)
    return len(words) > 1 and words[-1] == "id" and "id" in names


def _holds(views: Views, item: str, parameter: str) -> bool:
    """Return whether an item has an object with an id that `{user_id}` may mean: the `user` of a membership."""
    words = split_words(parameter)
    held = [
        place
        for name, place in views.properties(item).items()
        if words[-1:] == ["id"] and split_words(name) == words[:-1]
    ]
    return any("id" in views.properties(place) for place in held)


def _same_name(parameter: str, _: str, names: list[str]) -> _Found:
    if parameter in names:
        return parameter, Confidence.CERTAIN, "I1: the property of the same name"
    alike = [name for name in names if join_words(name) == join_words(parameter)]
    return (alike[0], Confidence.CERTAIN, "I1: the same name but for its case") if len(alike) == 1 else _NOT_FOUND


def _by_id(parameter: str, segment: str, names: list[str]) -> _Found:
    """`order_id`, `orderId`, `pk`: the property `id`; of a parameter with another noun only likely."""
    words = split_words(parameter)
    ids = [name for name in names if join_words(name) in _IDS]
    plain = next((name for name in ids if join_words(name) == words[-1]), None) or next(iter(ids), None)
    if not words or words[-1] not in _IDS or plain is None or (len(ids) > 1 and join_words(plain) != words[-1]):
        return _NOT_FOUND
    noun = "".join(words[:-1])
    is_own = noun in {"", "".join(nouns_of(segment)), *nouns_of(segment)[-1:]}
    return plain, Confidence.CERTAIN if is_own else Confidence.LIKELY, "I2: an id of the noun is `id`"


def _by_noun(parameter: str, segment: str, names: list[str]) -> _Found:
    """`tenant_name`: the property `name` of a tenant, in whole words."""
    words, nouns = split_words(parameter), nouns_of(segment)
    if len(words) < 2 or words[:-1] not in (nouns, nouns[-1:]):
        return _NOT_FOUND
    found = [name for name in names if join_words(name) == words[-1]]
    return (found[0], Confidence.LIKELY, "I4: the noun and the property") if len(found) == 1 else _NOT_FOUND


def _only_id(parameter: str, segment: str, names: list[str]) -> _Found:
    """`{order}`: the property `id` where no other could name the item."""
    if split_words(parameter) not in (nouns_of(segment), nouns_of(segment)[-1:]):
        return _NOT_FOUND
    has_rival = any(join_words(name) in _RIVALS or split_words(name)[-1:] == ["name"] for name in names)
    ids = [name for name in names if name == "id"]
    return ("id", Confidence.LIKELY, "I5: `id` is the only candidate") if ids and not has_rival else _NOT_FOUND


def _noun_id(parameter: str, segment: str, names: list[str]) -> _Found:
    """`/assets/{id}`: the property `assetId` where no property is called `id`."""
    nouns = nouns_of(segment)
    found = [name for name in names if nouns and split_words(name) in ([*nouns, "id"], [*nouns[-1:], "id"])]
    is_id = join_words(parameter) == "id" and len(found) == 1
    return (found[0], Confidence.LIKELY, "I3: `id` is the noun's id") if is_id else _NOT_FOUND
