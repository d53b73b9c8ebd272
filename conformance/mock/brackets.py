"""Names with brackets: `a[b]=1` as style `deepObject` has it, and nested ones such as `a[b][]=1` and `a[0][c]=1`.

OpenAPI defines the first alone. The others are read as Rails, PHP and Stripe write them: digits and empty brackets are
items of an array where the schema allows one.

Tested in `tests/mock/test_brackets.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from conformance.mock.styles import member, text_value
from conformance.openapi.schemas import Shape

_DEEPEST = 100
_BRACKETS = re.compile(r"((?:\[[^\[\]]*\])*)")


class Node:
    """Texts under one name, and the values under the names in brackets behind it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.children: dict[str, Node] = {}

    def add(self, names: Sequence[str], text: str) -> None:
        """Add `text` under the names; an empty one is the number of an item."""
        node = self
        for index, name in enumerate(names):
            node = node.children.setdefault(name or node._item(names[index + 1 :]), Node())
        node.texts.append(text)

    def value(self, shape: Shape) -> Any:
        """Return the value; raise ValueError if it has no type that `shape` allows."""
        if not self.children:
            return text_value(self.texts, shape)
        if self.texts:
            raise ValueError("is given with and without brackets")
        if "array" in shape.types and all(re.fullmatch(r"\d{1,9}", name) for name in self.children):
            items = sorted(self.children.items(), key=lambda item: int(item[0]))
            return [child.value(shape.items) for _, child in items]
        return {name: _member(name, child, shape) for name, child in self.children.items()}

    def _item(self, rest: Sequence[str]) -> str:
        """Return the number of the item that empty brackets mean: the last one, until it has what is to be added."""
        last = str(len(self.children) - 1)
        is_new = not rest or last not in self.children or self.children[last]._has(rest)
        return str(len(self.children)) if is_new else last

    def _has(self, names: Sequence[str]) -> bool:
        node: Node | None = self
        for name in names:
            if not name:
                return False
            node = node.children.get(name) if node else None
        return node is not None


def find(name: str, pairs: Iterable[tuple[str, str]]) -> Node | None:
    """Return what is under `name` and brackets behind it; None if nothing does.

    Raises ValueError for more than a hundred brackets behind one name.
    """
    root = Node()
    for key, text in pairs:
        found = path(name, key)
        if found is not None:
            root.add(found, text)
    return root if root.texts or root.children else None


def path(name: str, key: str) -> list[str] | None:
    """Return the names in brackets that are behind `name` in `key`; None if it is another one."""
    rest = key.removeprefix(name)
    if not key.startswith(name) or not _BRACKETS.fullmatch(rest):
        return None
    found = rest[1:-1].split("][") if rest else []
    if len(found) > _DEEPEST:
        raise ValueError(f"nested more than {_DEEPEST} levels deep")
    return found


def _member(name: str, node: Node, shape: Shape) -> Any:
    found = member(shape, name)
    if not node.children and len(node.texts) > 1 and "array" not in found.types:
        raise ValueError(f"property {name!r} is given more than once")
    return node.value(found)
