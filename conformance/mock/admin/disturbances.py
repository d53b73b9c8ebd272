"""Disturbances: what goes wrong on purpose between a mock and its clients, with which requests, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import count
from random import Random
from typing import Any

from starlette.types import Scope


@dataclass
class Disturbance:
    """One disturbance. `left` is the number of requests that it still has, None for any number."""

    id: str
    api: str | None = None
    operation: str | None = None
    method: str | None = None
    path: str | None = None  # may hold `*`
    probability: float = 1.0
    left: int | None = None
    latency: float | None = None  # milliseconds
    jitter: float | None = None  # milliseconds at most, on top
    status: int | None = None
    retry_after: int | None = None  # seconds
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: str | None = None  # "before" the mock acts on the request, or "after"
    truncate: int | None = None  # bytes of the answer's body that are sent
    bytes_per_second: int | None = None

    def show(self) -> dict[str, Any]:
        """Return the disturbance as the admin API shows it."""
        return {name: value for name, value in vars(self).items() if value not in (None, {})}

    def fits(self, scope: Scope, api: str | None, operation: str | None) -> bool:
        """Return whether the disturbance is for a request."""
        return (
            self.left != 0
            and self.api in {None, api}
            and self.operation in {None, operation}
            and self.method in {None, scope["method"]}
            and (self.path is None or fnmatchcase(scope["path"], self.path))
        )


@dataclass(frozen=True)
class Effects:
    """The disturbances of one request together: delays add up, of all else the first counts."""

    ids: tuple[str, ...]
    delay: float = 0.0  # seconds
    refusal: Disturbance | None = None
    drop: str | None = None
    truncate: int | None = None
    bytes_per_second: int | None = None


class Disturbances:
    """The disturbances of a process, in the order in which they were added."""

    def __init__(self, seed: int = 0) -> None:
        self._all: dict[str, Disturbance] = {}
        self._numbers = count(1)
        self._random = Random(seed)  # noqa: S311 - repeatable on purpose

    def __bool__(self) -> bool:
        return bool(self._all)

    def add(self, **fields: Any) -> Disturbance:
        """Add a disturbance with these fields, `count` for the number of requests, and return it."""
        method, left = fields.pop("method", None), fields.pop("count", None)
        number = f"d{next(self._numbers)}"
        disturbance = Disturbance(number, **fields, method=method.upper() if method else None, left=left)
        self._all[number] = disturbance
        return disturbance

    def all(self) -> list[Disturbance]:
        """Return the disturbances."""
        return list(self._all.values())

    def remove(self, number: str) -> bool:
        """Remove the disturbance of this id, and return whether there was one."""
        return self._all.pop(number, None) is not None

    def forget(self, api: str | None = None) -> None:
        """Remove the disturbances of one API, or all."""
        self._all = {each.id: each for each in self.all() if api is not None and each.api != api}

    def restart(self, seed: int) -> None:
        """Begin again with chance, so that the same requests meet the same disturbances."""
        self._random.seed(seed)

    def draw(self, scope: Scope, api: str | None, operation: str | None) -> Effects | None:
        """Return what happens to a request, counted; None if nothing does."""
        hits = [each for each in self.all() if each.fits(scope, api, operation) and self._hits(each)]
        for hit in hits:
            hit.left = None if hit.left is None else hit.left - 1
        return self._combine(hits) if hits else None

    def _hits(self, disturbance: Disturbance) -> bool:
        return disturbance.probability >= 1 or self._random.random() < disturbance.probability

    def _combine(self, hits: list[Disturbance]) -> Effects:
        delay = sum((hit.latency or 0) + self._random.uniform(0, hit.jitter or 0) for hit in hits)
        return Effects(
            ids=tuple(hit.id for hit in hits),
            delay=delay / 1000,
            refusal=next((hit for hit in hits if hit.status is not None), None),
            drop=next((hit.drop for hit in hits if hit.drop), None),
            truncate=next((hit.truncate for hit in hits if hit.truncate is not None), None),
            bytes_per_second=next((hit.bytes_per_second for hit in hits if hit.bytes_per_second), None),
        )
