"""Changes of a JSON value that arrive as patches: a merge patch (RFC 7396) or a JSON patch (RFC 6902).

Tested in `tests/mock/stateful/test_patches.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from conformance.openapi import json_pointer

_END = "-"  # the place after the last item (RFC 6901, section 4)


class PatchError(Exception):
    """A patch can't be applied to this value."""


def apply_merge_patch(value: Any, patch: Any) -> Any:
    """Return `value` as the merge patch changes it; null removes a property (RFC 7396, section 2)."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(value) if isinstance(value, Mapping) else {}
    for name, member in patch.items():
        if member is None:
            merged.pop(name, None)
        else:
            merged[name] = apply_merge_patch(merged.get(name), member)
    return merged


def set_nulls(value: Mapping[str, Any], sent: Mapping[str, Any], *, is_nested: bool) -> dict[str, Any]:
    """Return the members that `sent` sets to null; if `is_nested`, also the objects, with what it sets in them."""
    names = [name for name, member in sent.items() if member is None or (is_nested and isinstance(member, Mapping))]
    return {name: _set_members(value.get(name), sent[name]) for name in names}


def _set_members(value: Any, sent: Any) -> Any:
    if not isinstance(sent, Mapping):
        return sent
    known = value if isinstance(value, Mapping) else {}
    return {**known, **{name: _set_members(known.get(name), member) for name, member in sent.items()}}


def merge_resource(value: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return `sent` with the attributes and relationships of `value` that it omits (JSON:API, "Updating Resources")."""
    names = ("attributes", "relationships")
    holders = [name for name in names if all(isinstance(each.get(name), dict) for each in (value, sent))]
    return {**sent, **{name: {**value[name], **sent[name]} for name in holders}}


def is_json_patch(value: Any) -> bool:
    """Return whether a value is a list of operations (RFC 6902, section 4), and not of items."""
    return isinstance(value, list) and all(isinstance(each, Mapping) and "op" in each for each in value)


def apply_json_patch(value: Any, operations: Sequence[Mapping[str, Any]]) -> Any:
    """Return `value` as the JSON patch changes it; raises PatchError if one of the operations can't be applied."""
    holder = {"": copy.deepcopy(value)}  # a pointer "/…" of the patch is "//…" here: the whole value can be replaced
    for index, operation in enumerate(operations):
        try:
            _OPERATIONS[operation["op"]](holder, operation)
        except (LookupError, TypeError, ValueError) as error:
            raise PatchError(f"operation {index} can't be applied") from error
    return holder[""]


def _add(holder: Any, operation: Mapping[str, Any]) -> None:
    _put(holder, operation["path"], operation["value"])


def _remove(holder: Any, operation: Mapping[str, Any]) -> Any:
    parent, token = _split(holder, operation["path"])
    return parent.pop(_index(token, len(parent) - 1) if isinstance(parent, list) else token)


def _replace(holder: Any, operation: Mapping[str, Any]) -> None:
    parent, token = _split(holder, operation["path"])
    key = _index(token, len(parent) - 1) if isinstance(parent, list) else token
    parent[key]
    parent[key] = operation["value"]


def _move(holder: Any, operation: Mapping[str, Any]) -> None:
    if f"{operation['path']}/".startswith(f"{operation['from']}/") and operation["path"] != operation["from"]:
        raise ValueError(operation["path"])  # a value can't move into itself (RFC 6902, section 4.4)
    _put(holder, operation["path"], _remove(holder, {"path": operation["from"]}))


def _copy(holder: Any, operation: Mapping[str, Any]) -> None:
    _put(holder, operation["path"], copy.deepcopy(json_pointer.follow(holder, f"/{operation['from']}")))


def _test(holder: Any, operation: Mapping[str, Any]) -> None:
    if not is_equal(json_pointer.follow(holder, f"/{operation['path']}"), operation["value"]):
        raise ValueError(operation["path"])


def _put(holder: Any, pointer: str, value: Any) -> None:
    parent, token = _split(holder, pointer)
    if isinstance(parent, list):
        parent.insert(len(parent) if token == _END else _index(token, len(parent)), value)
    else:
        parent[token] = value


def _split(holder: Any, pointer: str) -> tuple[Any, str]:
    """Return the object or array that the pointer's last token is of, and the token."""
    above, _, token = f"/{pointer}".rpartition("/")
    parent = json_pointer.follow(holder, above)
    if not isinstance(parent, dict | list):
        raise LookupError(pointer)
    return parent, json_pointer.unescape(token)


def _index(token: str, last: int) -> int:
    """Return the token as an index up to `last`; without leading zeros (RFC 6901, section 4)."""
    if not (token.isascii() and token.isdigit()) or str(int(token)) != token or int(token) > last:
        raise IndexError(token)
    return int(token)


def is_equal(one: Any, other: Any) -> bool:
    """Return whether two JSON values are equal: 1 and 1.0 are, 1 and true are not."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_equal(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_equal, one, other))
    return bool(isinstance(one, bool) == isinstance(other, bool) and one == other)


_OPERATIONS: Mapping[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}
