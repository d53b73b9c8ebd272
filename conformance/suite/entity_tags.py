"""ETags of a run: the current one of an item goes into `If-Match`, which no made-up value could match."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urljoin, urlsplit

from conformance.network.exchange import SAFE_METHODS, Exchange, Fields, Request
from conformance.openapi.spec import Operation, Spec

_NAME = "if-match"


class EntityTags:
    """The latest ETag of each path, as responses have stated it."""

    def __init__(self, spec: Spec) -> None:
        found = ((operation.id, p) for operation in spec.operations.values() for p in operation.parameters)
        self._parameters = {
            name: (spec.validator(p.schema_pointer), p.required)
            for name, p in found
            if (p.name.lower(), p.location) == (_NAME, "header")
        }
        # A PUT that creates, too, requires the ETag of what is there only (RFC 6585, section 3).
        optional = {name for name, (_, is_required) in self._parameters.items() if not is_required}
        self._asked = {name for name in optional if "428" in spec.operations[name].responses}
        self._tags: dict[str, str] = {}
        self._kept: set[tuple[str, str]] = set()  # path and ETag

    def find_reader(self, operation: Operation, operations: Iterable[Operation]) -> Operation | None:
        """Return the GET that shows the ETag which `operation` requires, None if it requires none."""
        is_required = operation.id in self._asked or self._parameters.get(operation.id, (None, False))[1]
        readers = (each for each in operations if (each.method, each.path) == ("GET", operation.path))
        return next(readers, None) if is_required else None

    def knows(self, url: str) -> bool:
        """Return whether the ETag of a URL is known."""
        return _path_of(url) in self._tags

    def keep(self, request: Request) -> None:
        """Note that the ETags of a request are sent on purpose, though they may be stale."""
        path = _path_of(request.url)
        self._kept.update((path, value) for name, value in request.headers if name.lower() == _NAME)

    def learn(self, exchange: Exchange) -> None:
        """Keep the ETag of what a successful response shows. A write changes that of its item and of what is above."""
        response, path = exchange.response, _path_of(exchange.request.url)
        if response is None or not self._parameters or not (200 <= response.effective < 300 or response.status == 304):
            return
        is_safe = exchange.request.method in SAFE_METHODS
        if not is_safe:
            self._tags = {at: tag for at, tag in self._tags.items() if not f"{path}/".startswith(f"{at}/")}
        tag, location = response.header("etag"), response.header("location")
        if tag and (is_safe or exchange.request.method in {"PUT", "PATCH"}):
            self._tags[path] = tag
        elif tag and location and response.status == 201:
            self._tags[_path_of(urljoin(exchange.request.url, location))] = tag

    def renew(self, operation: Operation, url: str, headers: Iterable[tuple[str, str]]) -> Fields:
        """Return the headers, with the known ETag of the URL in place of each valid one that no law keeps.

        It is added where status 428 says that it is required for what is there.
        """
        sent, path = tuple(headers), _path_of(url)
        tag, (validator, _) = self._tags.get(path), self._parameters.get(operation.id, (None, False))
        if tag is None or validator is None:
            return sent
        if operation.id in self._asked and not any(name.lower() == _NAME for name, _ in sent):
            return (*sent, ("If-Match", tag))
        own = {value for name, value in sent if name.lower() == _NAME and (path, value) not in self._kept}
        made_up = {value for value in own - {"*"} if validator.is_valid(value)}
        return tuple((name, tag if name.lower() == _NAME and value in made_up else value) for name, value in sent)


def _path_of(url: str) -> str:
    return unquote(urlsplit(url).path)
