"""Versions in bodies: a write that requires the version of its item gets the current one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from conformance.network.exchange import SAFE_METHODS, Exchange, Request
from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation, Spec
from conformance.resources.views import Views
from conformance.resources.words import is_version
from conformance.rules.items import body_of, follow

_REFUSALS = frozenset({"409", "412"})


@dataclass(frozen=True)
class _Version:
    """The property of a body that holds the version, its schema, and where a read of the item shows it."""

    name: str
    schema: str
    shown: str


class ItemVersions:
    """The latest version of each path, as responses have stated it."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        found = ((each, _find_version(spec, each)) for each in spec.operations.values())
        self._places = {operation.id: version for operation, version in found if version is not None}
        self._paths = {spec.operations[name].path: version.shown for name, version in self._places.items()}
        self._versions: dict[str, Any] = {}
        self._kept: set[tuple[str, Any]] = set()  # path and version

    def find_reader(self, operation: Operation, operations: Iterable[Operation]) -> Operation | None:
        """Return the GET that shows the version which `operation` requires, None if it requires none."""
        readers = (each for each in operations if (each.method, each.path) == ("GET", operation.path))
        return next(readers, None) if operation.id in self._places else None

    def knows(self, url: str) -> bool:
        """Return whether the version of a URL is known."""
        return _path_of(url) in self._versions

    def keep(self, operation: Operation, request: Request) -> None:
        """Note that the version of a request is sent on purpose, though it may be stale."""
        sent = _read(request.body) if operation.id in self._places else None
        if isinstance(sent, dict):
            self._kept.add((_path_of(request.url), sent.get(self._places[operation.id].name)))

    def learn(self, exchange: Exchange) -> None:
        """Keep the version that a successful response shows. A write changes that of its item and of what is above."""
        response, path = exchange.response, _path_of(exchange.request.url)
        if response is None or not self._places or not 200 <= response.effective < 300:
            return
        if exchange.request.method not in SAFE_METHODS:
            self._versions = {at: each for at, each in self._versions.items() if not f"{path}/".startswith(f"{at}/")}
        pointer = self._paths.get(exchange.operation.path)
        value = follow(body_of(exchange), pointer) if pointer else None
        if isinstance(value, str | int):
            self._versions[path] = value

    def add(self, operation: Operation, read: Exchange, body: Any) -> Any:
        """Return the body with the version that a read has shown."""
        version = self._places.get(operation.id)
        value = follow(body_of(read), version.shown) if version else None
        is_known = version is not None and value is not None and isinstance(body, Mapping)
        return {**body, version.name: value} if is_known and version else body

    def renew(self, operation: Operation, url: str, body: Any) -> Any:
        """Return the body with the known version of the URL in place of a valid one that no law keeps."""
        version, path = self._places.get(operation.id), _path_of(url)
        if version is None or path not in self._versions or not isinstance(body, dict) or version.name not in body:
            return body
        sent, valid = body[version.name], self._spec.validator(version.schema)
        is_kept = not isinstance(sent, str | int) or (path, sent) in self._kept
        return body if is_kept or not valid.is_valid(sent) else {**body, version.name: self._versions[path]}

    def renew_content(self, operation: Operation, request: Request) -> bytes:
        """Return the body of a request as `renew` does."""
        sent = _read(request.body) if operation.id in self._places else None
        new = self.renew(operation, request.url, sent)
        return request.body if new is sent else json.dumps(new).encode()


def _find_version(spec: Spec, operation: Operation) -> _Version | None:
    """Return the version that a write requires and a read shows, if a stale one may be refused."""
    views, readers = Views(spec), [each for each in spec.operations.values() if each.method == "GET"]
    reader = next((each for each in readers if each.path == operation.path), None)
    sent = views.sent_schema(operation) if operation.method in {"PUT", "PATCH", "POST"} else None
    shown = views.shown_schema(reader) if reader else None
    if sent is None or shown is None or not _REFUSALS & operation.responses.keys():
        return None
    own = views.properties(sent)
    for name in sorted(name for name in views.find_required(sent) if is_version(name) and name in own):
        for pointer in _find_shown(views, shown, name):
            return _Version(name, own[name], pointer)
    return None


def _find_shown(views: Views, schema: str, name: str) -> Iterable[str]:
    """Yield where a body shows a property: at the top, or in an object of an envelope."""
    properties = views.properties(schema)
    if name in properties:
        yield json_pointer.join("", name)
    for outer, place in properties.items():
        if views.is_object(place) and name in views.properties(place):
            yield json_pointer.join("", outer, name)


def _path_of(url: str) -> str:
    return unquote(urlsplit(url).path)


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
