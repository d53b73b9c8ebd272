"""Newly chosen ids of a server, put into requests that were recorded with other ones.

Tested in `tests/suite/test_replay.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, unquote_plus, urlsplit

from conformance.network.exchange import Request, Response
from conformance.suite.known_values import is_id, is_own_id, list_referred, resource_of


class NewIds:
    """The ids that a server has chosen instead of those that were recorded, by the resource that they are of.

    Order 17 may be a new order 18 while customer 17 is still the same. A text counts as an id of any resource. So does
    an id whose resource no response has shown.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str] = {}  # by resource and recorded id
        self._any: dict[str, str] = {}

    def learn(self, path: str, before: Response | None, after: Response) -> None:
        """Compare a recorded response of the operation at `path` with the response to the same request now."""
        if before is None or before.effective >= 300 or after.effective >= 300:
            return
        old, new = _read_ids(before), _read_ids(after)
        present = {(_resource(path, place), value) for place, value in new.items()}
        for place, value in old.items():
            resource = _resource(path, place)
            now = value if (resource, value) in present else new.get(place, value)
            self._found.setdefault((resource, value), now)
            if now != value:
                self._any.setdefault(value, now)

    def put(self, path: str, request: Request) -> Request:
        """Return a request to `path` with the new ids in path, query and the members of a JSON body."""
        if not self._any:
            return request
        parts = urlsplit(request.url)
        pairs = (piece.partition("=") for piece in parts.query.split("&") if piece)
        query = "&".join(f"{name}{sign}{self._piece(name, value)}" for name, sign, value in pairs)
        moved = parts._replace(path=self._path(path, parts.path), query=query)
        return replace(request, url=moved.geturl(), body=self._body(path, request.body))

    def _new(self, resources: Iterable[str], value: str, *, is_id: bool) -> str:
        """Return the new id for one of the resources, else the same; a number counts as an id only if it `is_id`."""
        named = list(resources)
        key = next(((each, value) for each in named if (each, value) in self._found), None)
        if key is not None:
            return self._found[key]
        is_known = any(each in named for each, _ in self._found)
        is_free = not value.isdigit() or (is_id and not is_known)
        return self._any.get(value, value) if is_free else value

    def _piece(self, name: str, written: str) -> str:
        old = unquote_plus(written)
        new = self._new(list_referred(name), old, is_id=is_id(name))
        return written if new == old else new

    def _path(self, template: str, path: str) -> str:
        names, segments = template.rstrip("/").split("/"), path.split("/")
        start = len(path.rstrip("/").split("/")) - len(names)
        for index, name in enumerate(names):
            if "{" in name:
                old = unquote(segments[start + index])
                new = self._new([resource_of("/".join(names[:index]))], old, is_id=True)
                segments[start + index] = segments[start + index] if new == old else new
        return "/".join(segments)

    def _body(self, path: str, content: bytes) -> bytes:
        try:
            body = json.loads(content)
        except ValueError:
            return content
        changed = self._change_id(path, "", body)
        return content if changed == body else json.dumps(changed).encode()

    def _change_id(self, path: str, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._change_id(path, key, member) for key, member in value.items()}
        if isinstance(value, list):
            return [self._change_id(path, name, item) for item in value]
        if isinstance(value, str | int) and not isinstance(value, bool):
            own = [resource_of(path)] if is_own_id(resource_of(path), name) else []
            new = self._new([*own, *list_referred(name)], str(value), is_id=is_id(name))
            return int(new) if isinstance(value, int) and new.lstrip("-").isdigit() else new
        return value


def _resource(path: str, place: str) -> str:
    """Return the resource whose id is at `place` in the response of an operation at `path`."""
    own, name = resource_of(path), place.rpartition("/")[2]
    return own if place == "location" or is_own_id(own, name) else next(list_referred(name))


def _read_ids(response: Response) -> dict[str, str]:
    """Return the ids that a response shows, by their places."""
    try:
        found = dict(_ids(json.loads(response.content), ""))
    except ValueError:
        found = {}
    location = urlsplit(response.header("location")).path.rstrip("/").rpartition("/")[2]
    return {**found, **({"location": unquote(location)} if location else {})}


def _ids(value: Any, place: str) -> Iterable[tuple[str, str]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        if isinstance(member, dict | list):
            yield from _ids(member, f"{place}/{name}")
        elif isinstance(member, str | int) and not isinstance(member, bool) and is_id(str(name)):
            yield f"{place}/{name}", str(member)
