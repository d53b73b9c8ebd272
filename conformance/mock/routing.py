"""Way from a request's path and method to an operation: path templates below base paths, the most literal one first.

OpenAPI 3.1, "Path Templating Matching": concrete paths are matched before templated ones. The same holds for the
literal text in a segment: `/orders/{id}:cancel` is matched before `/orders/{id}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote

from starlette.types import Scope

from conformance.mock.rivals import suits
from conformance.openapi.spec import Operation, Spec

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_ORIGIN = re.compile(r"[A-Za-z][-+.A-Za-z0-9]*://[^/?#]*")  # of a request target in absolute form (RFC 9112, 3.2.2)
Values = tuple[str, ...]  # of the parameters of a path, as text
Suits = Callable[[Operation, Mapping[str, str], str], bool]  # with the values of the path and the media type of a body


@dataclass(frozen=True)
class Match:
    """Operation that a request is for, and its path parameters as text by name."""

    operation: Operation
    path: Mapping[str, str]


class Router:
    """The operations of a spec by path and method; `bases` gives the path templates below which one is served.

    Paths that differ in the names of their parameters only are one: of several operations of one method, a request is
    for the first that `suits` it, else for the first.
    """

    def __init__(
        self,
        operations: Iterable[Operation],
        bases: Callable[[Operation], Sequence[str]],
        suits: Suits = lambda *_: True,
    ) -> None:
        self._root = _Node()
        self._suits = suits
        served = [(operation, [*bases(operation)]) for operation in operations]
        # First bases first, so that a fallback does not hide the path of another operation's own server.
        for rank in range(max((len(paths) for _, paths in served), default=0)):
            for operation, paths in served:
                if rank < len(paths):
                    self._add(paths[rank], operation)

    @classmethod
    def of(cls, spec: Spec, base: str | None = None) -> Router:
        """Return the router of a spec below the paths of its servers, or below `base` alone."""
        bases = spec.server_paths if base is None else lambda _: [base]
        return cls(spec.operations.values(), bases, partial(suits, spec))

    def find(self, method: str, segments: Sequence[str], content_type: str = "") -> Match | None:
        """Return the match of the most literal path that has the method; GET serves HEAD (RFC 9110, 9.3.2)."""
        for served, values in self._root.find(segments):
            endpoints = served.get(method) or (served.get("GET") if method == "HEAD" else None)
            if endpoints:
                return self._choose([endpoint.match(values) for endpoint in endpoints], content_type)
        return None

    def _choose(self, matches: Sequence[Match], content_type: str) -> Match:
        if len(matches) == 1:
            return matches[0]
        suiting = (each for each in matches if self._suits(each.operation, each.path, content_type))
        return next(suiting, matches[0])

    def methods(self, segments: Sequence[str]) -> list[str]:
        """Return the methods of all paths that match, in the document's order; none if no path does."""
        methods = [method for served, _ in self._root.find(segments) for method in served]
        with_head = (name for method in methods for name in (method, *(["HEAD"] if method == "GET" else [])))
        return [*dict.fromkeys(with_head)]

    def _add(self, base: str, operation: Operation) -> None:
        node = self._root
        for segment in (base + _quote_path(operation.path)).split("/"):
            node = node.child(segment)
        names = _PARAMETER.findall(_quote_path(operation.path))
        others = node.served.setdefault(operation.method, [])
        if not any(other.operation is operation for other in others):
            others.append(_Endpoint(operation, tuple(names)))


@dataclass(frozen=True)
class _Endpoint:
    operation: Operation
    names: tuple[str, ...]

    def match(self, values: Values) -> Match:
        # The first values are those of the base path, which are not parameters.
        own = values[len(values) - len(self.names) :]
        return Match(self.operation, dict(zip(self.names, own, strict=True)))


_Served = Mapping[str, list[_Endpoint]]


@dataclass
class _Node:
    """The operations of one path, and the nodes one segment below it."""

    served: dict[str, list[_Endpoint]] = field(default_factory=dict)
    literals: dict[str, _Node] = field(default_factory=dict)
    templates: dict[_Template, _Node] = field(default_factory=dict)  # the most literal first

    def child(self, segment: str) -> _Node:
        pieces = _PARAMETER.split(segment)  # literal, name, literal, name, ..., literal
        literals = tuple(map(unquote, pieces[::2]))
        if len(literals) == 1:
            return self.literals.setdefault(literals[0], _Node())
        self.templates.setdefault(_Template(literals), _Node())
        self.templates = dict(sorted(self.templates.items(), key=lambda item: item[0].rank))
        return self.templates[_Template(literals)]

    def find(self, segments: Sequence[str], at: int = 0, values: Values = ()) -> Iterator[tuple[_Served, Values]]:
        """Yield what is served at paths that match, the most literal path first."""
        if at == len(segments):
            if self.served:
                yield self.served, values
            return
        literal = self.literals.get(segments[at])
        if literal:
            yield from literal.find(segments, at + 1, values)
        for template, node in self.templates.items():
            found = template.match(segments[at])
            if found is not None:
                yield from node.find(segments, at + 1, values + found)


@dataclass(frozen=True)
class _Template:
    """A segment with parameters: the literal texts before, between and behind them."""

    literals: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int]:
        return -sum(map(len, self.literals)), len(self.literals)

    def match(self, text: str) -> Values | None:
        """Return the parameters' values, each of one character or more and, from the last on, as short as it can be.

        Names of files have dots within. No regular expression: `{a}-{b}-{c}` would need cubic time for a segment of
        dashes.
        """
        first, *between, last = self.literals
        start, end = len(first), len(text) - len(last)
        if not text.startswith(first) or not text.endswith(last):
            return None
        values: list[str] = []
        for literal in reversed(between):
            found = text.rfind(literal, start + 1, end - 1)
            if found < 0:
                return None
            values.insert(0, text[found + len(literal) : end])
            end = found
        return (text[start:end], *values) if start < end else None


def _quote_path(path: str) -> str:
    """Return the path as it is sent: `?` begins a query, and what follows `#` stays with the client."""
    return re.split("[?#]", path, maxsplit=1)[0]


def path_of(scope: Scope) -> str:
    """Return the path that is asked for, percent-encoded as it was sent, without the origin of an absolute target."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    path = raw.decode("latin-1")
    return path if path.startswith("/") else _ORIGIN.sub("", path, count=1) or "/"


def content_type_of(scope: Scope) -> str:
    """Return the media type of the request's body, "" for none."""
    headers = scope.get("headers", ())
    return next((value.decode("latin-1") for name, value in headers if name.lower() == b"content-type"), "")


def segments_of(scope: Scope) -> list[str]:
    """Return the segments of the request's path, each percent-decoded by itself, so that `%2F` separates nothing."""
    path = path_of(scope).removeprefix(scope.get("root_path", ""))
    return [unquote(segment, errors="surrogateescape") for segment in path.split("/")]
