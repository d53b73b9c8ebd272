"""Bodies that consist of items: server-sent events and lines of JSON.

OpenAPI 3.1 does not say what the `schema` of such a media type describes. Here it describes one item, or, if it is an
array, all of them (as OpenAPI 3.2 has it); 3.2 has `itemSchema` for one item.

Tested in `tests/generate/test_streaming.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.spec import MediaType, Operation, Response, Spec

_EVENTS = "text/event-stream"
LINES = frozenset(
    f"application/{name}" for name in ("jsonl", "jsonlines", "ndjson", "x-jsonl", "x-jsonlines", "x-ndjson")
)
_FIELDS = frozenset({"data", "event", "id", "retry"})  # of an event: HTML Standard, section 9.2.6


def is_stream(media: MediaType) -> bool:
    """Return whether a response of this media type is a stream of items."""
    return _essence(media) == _EVENTS or is_json_stream(media)


def is_json_stream(media: MediaType) -> bool:
    """Return whether a body of this media type is JSON texts, one after the other."""
    essence = _essence(media)
    return essence in LINES or essence.endswith(("/json-seq", "+json-seq"))


def has_json_items(spec: Spec, media: MediaType) -> bool:
    """Return whether a body is JSON texts whose schema is known; one that describes a text may mean all of them."""
    return is_json_stream(media) and item_pointer(spec, media) is not None and not is_text(spec, media)


def streams(operation: Operation) -> Iterator[tuple[Response, MediaType]]:
    """Yield the streams of items among the responses of an operation."""
    for response in operation.responses.values():
        yield from ((response, media) for media in response.content.values() if is_stream(media))


def item_pointer(spec: Spec, media: MediaType) -> str | None:
    """Return the pointer of the schema of one item, or of the whole body if it is not a stream, or None."""
    if "itemSchema" in media.definition:
        return json_pointer.join(media.pointer, "itemSchema")
    if media.schema_pointer is None:
        return None
    place, schema = spec.resolve(media.schema_pointer)
    is_array = is_stream(media) and isinstance(schema, Mapping) and schema.get("type") == "array" and "items" in schema
    return json_pointer.join(place, "items") if is_array else media.schema_pointer


def form(spec: Spec, media: MediaType) -> str:
    """Return the form of the items, as in the runtime's `Items`."""
    if _essence(media) != _EVENTS:
        return "lines" if _essence(media) in LINES else "sequence"
    pointer = item_pointer(spec, media)
    needed = {"data"} if "itemSchema" in media.definition else {"data", "event"}
    forms = {_event_form(spec, place, needed) for place in _alternatives(spec, pointer)} if pointer else set()
    return forms.pop() if len(forms) == 1 else "data"


def _alternatives(spec: Spec, pointer: str) -> Iterator[str]:
    """Yield the pointers of the schemas of which an item has one."""
    place, schema = spec.resolve(pointer)
    keyword = next((k for k in ("oneOf", "anyOf") if isinstance(schema, Mapping) and k in schema), None)
    if keyword is None or "properties" in schema:
        yield place
        return
    yield from (spec.resolve(json_pointer.join(place, keyword, index))[0] for index in range(len(schema[keyword])))


def _event_form(spec: Spec, place: str, needed: Collection[str]) -> str:
    schema = spec.value(place)
    fields = schema.get("properties", {}) if isinstance(schema, Mapping) else {}
    if not set(needed) <= fields.keys() <= _FIELDS:
        return "data"
    data = spec.resolve(json_pointer.join(place, "properties", "data"))[1]
    return "event" if _is_text(data) or not data else "json-event"


def is_text(spec: Spec, media: MediaType) -> bool:
    """Return whether items are text and not JSON. Events are text unless the document says otherwise."""
    pointer = item_pointer(spec, media)
    if pointer is None:
        return _essence(media) == _EVENTS
    return form(spec, media) not in {"event", "json-event"} and _is_text(spec.resolve(pointer)[1])


def item_schemas(spec: Spec, operation: Operation) -> Iterator[tuple[Any, str]]:
    """Yield the schema of the items of each stream, and where it is."""
    for _, media in streams(operation):
        pointer = item_pointer(spec, media)
        default = {"type": "string"} if is_text(spec, media) else {}
        yield (json_pointer.follow(spec.document, pointer) if pointer else default), pointer or media.pointer


def item_paths(operation: Operation, name: str, path: str, schemas: Iterable[Any]) -> dict[str, Any]:
    """Return an operation for each stream that answers with one item. openapi-python-client does not know streams."""
    return {
        item_path(path, number): {
            "get": {
                "operationId": f"{name}_item",
                "tags": [operation.tag],
                "parameters": [],
                "responses": {"200": {"description": "", "content": _json(schema)}},
            }
        }
        for number, schema in enumerate(schemas)
    }


def item_path(path: str, number: int) -> str:
    """Return the path under which openapi-python-client gets the items of an operation's stream."""
    return f"{path}/{number}"


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema, "x-json": True, "x-role": ""}}


def _is_text(schema: Any) -> bool:
    return isinstance(schema, Mapping) and schema.get("type") == "string"


def _essence(media: MediaType) -> str:
    return media.name.partition(";")[0].strip().lower()
