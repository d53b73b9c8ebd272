"""Ids that a mock makes: like those that are there, valid, and new.

Tested in `tests/mock/stateful/test_ids.py`.
"""

from __future__ import annotations

import re
import string
import uuid
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, islice, product
from random import Random
from typing import Any

_TRIES = 500  # candidates like the last id
_OTHERS = 4  # candidates of another kind: a path may want what a property does not ask for
_KINDS = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
_HEXADECIMAL = (string.digits, "abcdef", "ABCDEF", *_KINDS)  # first: few letters of an alphabet are valid there


def next_id(like: Any, random: Random, can_be: Callable[[Any], bool]) -> Any:
    """Return the first id after `like` that `can_be` accepts; `like` itself if none is found."""
    others = (str(_uuid(random)) for _ in range(_OTHERS))
    return next(filter(can_be, chain(islice(_candidates(like, random), _TRIES), others)), like)


def _candidates(like: Any, random: Random) -> Iterator[Any]:
    if isinstance(like, bool) or not isinstance(like, int | float | str):
        return
    if isinstance(like, int | float):
        yield from (like + step for step in count(1))
    elif _is_uuid(like):
        yield from (str(_uuid(random)) for _ in count())
    else:
        yield from _texts(like, random)


def _uuid(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


def _is_uuid(value: str) -> bool:
    return re.fullmatch(r"(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value) is not None


def _texts(like: str, random: Random) -> Iterator[str]:
    """Yield texts with a greater number at the end, then with other letters from the end on, then longer ones."""
    head, digits = re.fullmatch(r"(.*?)(\d{0,18})", like, re.DOTALL).groups()  # type: ignore[union-attr] # always matches
    if digits:
        yield from (f"{head}{int(digits) + step:0{len(digits)}}" for step in range(1, _TRIES // 4))
    elif like:
        yield from (f"{like}{joint}{number}" for number in range(2, 20) for joint in ("-", "_", ""))
    tries = max(2, _TRIES // 8 // max(1, len(like)))
    for kinds, length, _ in product((_HEXADECIMAL, _KINDS), range(1, len(like) + 1), range(tries)):
        yield like[:-length] + "".join(_like(letter, kinds, random) for letter in like[-length:])
    yield from (f"{number}" for number in count(1))


def _like(letter: str, kinds: Iterable[str], random: Random) -> str:
    return next((random.choice(kind) for kind in kinds if letter in kind), letter)
