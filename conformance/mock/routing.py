"""From a request's path to an operation: path templates below the base path, concrete ones first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.types import Scope

from conformance.openapi.spec import Operation

_PARAMETER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Route:
    """The operations of one path, by method."""

    segments: tuple[re.Pattern[str], ...]
    operations: Mapping[str, Operation]
    rank: tuple[bool, ...]  # which segments are templated: a concrete path is less than a templated one

    def match(self, segments: list[str]) -> tuple[str, ...] | None:
        """The values of the path parameters as text if the path fits, else None."""
        if len(segments) != len(self.segments):
            return None
        matches = [pattern.fullmatch(text) for pattern, text in zip(self.segments, segments, strict=True)]
        found = [match for match in matches if match]
        if len(found) != len(matches):
            return None
        return tuple(value for match in found for value in match.groups())

    def named(self, method: str, values: tuple[str, ...]) -> dict[str, str]:
        """The values by the names that the operation of `method` gives them, none where there is no such operation."""
        names = _PARAMETER.findall(self.operations[method].path) if method in self.operations else ()
        return dict(zip(names, values, strict=True)) if names else {}


def routes(base_path: str, operations: Iterable[Operation]) -> list[Route]:
    """The routes of the operations below `base_path`, the most concrete path first (OpenAPI 3.1, "Paths Object").

    Paths that differ in the names of their parameters only are one: of two operations of one method the first has it.
    """
    paths: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        paths.setdefault(_PARAMETER.sub("{-}", _sent(operation.path)), {}).setdefault(operation.method, operation)
    return sorted((_route(base_path + path, found) for path, found in paths.items()), key=lambda route: route.rank)


def _sent(path: str) -> str:
    """The path as it is sent: what stands behind `?` is a query, and what stands behind `#` stays with the client."""
    return re.split("[?#]", path, maxsplit=1)[0]


def find_operation(found: Iterable[Route], scope: Scope) -> Operation | None:
    """Return the operation that a request is for, or None."""
    segments = segments_of(scope)
    route = next((route for route in found if route.match(segments) is not None), None)
    return route.operations.get(scope["method"]) if route else None


def segments_of(scope: Scope) -> list[str]:
    """The segments of the request's path, each percent-decoded by itself, so that `%2F` separates nothing."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    path = raw.decode("latin-1").removeprefix(scope.get("root_path", ""))
    return [unquote(segment, errors="surrogateescape") for segment in path.split("/")]


def _route(path: str, operations: Mapping[str, Operation]) -> Route:
    segments = path.split("/")
    return Route(
        segments=tuple(map(_pattern, segments)),
        operations=operations,
        rank=tuple(bool(_PARAMETER.search(segment)) for segment in segments),
    )


def _pattern(segment: str) -> re.Pattern[str]:
    pieces = _PARAMETER.split(segment)  # literal, name, literal, name, ..., literal
    literals = [re.escape(unquote(piece)) for piece in pieces[::2]]
    return re.compile("(.+?)".join(literals), re.DOTALL)
