"""What the five APIs may answer, by their schemas: bodies that hypothesis makes, and where they are documented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import jsonschema_rs

from tests.clients.calling import APIS, OPERATIONS, Wire, wire


@dataclass(frozen=True)
class Place:
    """A documented response: operation, status, and the media type and schema of its body, if it has one."""

    api_id: str
    operation_id: str
    status: int
    media_type: str | None
    schema: str | None  # JSON pointer

    @property
    def is_success(self) -> bool:
        """Whether the status is a success."""
        return self.status < 300

    def wire(self, is_async: bool, content: bytes, **headers: str) -> Wire:
        """The operation, answered with these bytes under this status."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.media_type:
            named.setdefault("Content-Type", self.media_type)
        answer = httpx.Response(self.status, content=content, headers=named)
        return wire(self.api_id, self.operation_id, is_async, lambda _: answer)

    def validator(self) -> jsonschema_rs.Draft202012Validator:
        """An independent validator of the body."""
        assert self.schema
        return APIS[self.api_id].spec.validator(self.schema)

    def __str__(self) -> str:
        return f"{self.operation_id}-{self.status}"


def _places() -> Iterator[Place]:
    for api_id, operation_id in OPERATIONS:
        for response in APIS[api_id].spec.operations[operation_id].responses.values():
            stated = ((media.name, media.schema_pointer) for media in response.content.values())
            for media_type, schema in stated if response.content else [(None, None)]:
                yield Place(api_id, operation_id, int(response.status), media_type, _target(api_id, schema))


def _target(api_id: str, schema: str | None) -> str | None:
    """Where the schema really stands: responses that refer to the same one share it."""
    return schema and APIS[api_id].spec.resolve(schema)[0]


PLACES = tuple(_places())
WITH_BODY = tuple(place for place in PLACES if place.schema)
# The responses of one schema are tried with the same bodies: making those is what takes long.
SCHEMAS = tuple(dict.fromkeys((place.api_id, str(place.schema)) for place in WITH_BODY))
SUCCESSES = tuple(dict.fromkeys((place.api_id, str(place.schema)) for place in WITH_BODY if place.is_success))


def places(api_id: str, schema: str) -> list[Place]:
    """The responses whose bodies are of this schema."""
    return [place for place in WITH_BODY if (place.api_id, place.schema) == (api_id, schema)]


def encoded(value: Any) -> bytes:
    """A body on the wire."""
    return json.dumps(value, ensure_ascii=False).encode()


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places in a JSON value."""
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from paths(member, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a place."""
    for key in path:
        value = value[key]
    return value


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with something else at a place; `...` stands for nothing."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(path) == 1 and new is ...:
        del copy[path[0]]
    else:
        copy[path[0]] = replaced(value[path[0]], path[1:], new) if path[1:] else new
    return copy
