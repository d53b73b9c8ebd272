"""Items in bodies: where a role shows them, how they are named, and which of their values may be compared.

The guards that laws share. Tested in `tests/rules/test_items.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from email.message import Message
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from conformance.network.exchange import Exchange, Response
from conformance.openapi import json_pointer
from conformance.resources import Resource, Role, Shows
from conformance.resources.words import last_segment
from conformance.rules.bench import Item
from conformance.rules.law import NotObservableError


def body_of(exchange: Exchange) -> Any:
    """Return the JSON body of a response, or None; laws share it and change nothing in it."""
    return _read(exchange.response.content) if exchange.response else None


def read_sent(exchange: Exchange) -> Any:
    """Return the JSON body of a request, or None; laws share it and change nothing in it."""
    return _read(exchange.request.body)


@lru_cache(maxsize=16)
def _read(content: bytes) -> Any:
    """Read JSON once for all laws that look at the same exchange."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def path_of(exchange: Exchange) -> dict[str, str]:
    """Return the path parameters of a request as text, by name."""
    return {name[1:-1]: unquote(text) for name, text in exchange.segments if name[:1] == "{" and name[-1:] == "}"}


def query_of(exchange: Exchange) -> dict[str, str]:
    """Return the query parameters of a request as text, by name; of several values the last."""
    return dict(parse_qsl(exchange.request.query, keep_blank_values=True))


def answer_of(exchange: Exchange) -> Response:
    """Return the response; raises NotObservableError without one."""
    if exchange.response is None:
        raise NotObservableError("no answer")
    return exchange.response


def media_type_of(response: Response) -> tuple[str, str]:
    """Return the media type and the charset of a response, in lower case; "" for what it does not state."""
    message, stated = Message(), response.header("content-type")
    message["Content-Type"] = stated
    return (message.get_content_type(), str(message.get_content_charset() or "")) if stated else ("", "")


def is_success(exchange: Exchange) -> bool:
    """Return whether the answer is a success, in band too."""
    return exchange.response is not None and 200 <= exchange.response.effective < 300


def status_of(exchange: Exchange) -> int:
    """Return the status of the answer, in band too; 0 without one."""
    return exchange.response.effective if exchange.response else 0


def origin_of(url: str) -> tuple[str, str]:
    """Return the scheme and the authority of a URL."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def shown_item(role: Role, exchange: Exchange) -> Any:
    """Return the item that a role's answer shows, None if it shows none."""
    found = _read_shown(role, exchange) if role.shows.known is Shows.ITEM else None
    return found if isinstance(found, dict) else None


def shown_items(role: Role, exchange: Exchange) -> list[Any] | None:
    """Return the items that a list's answer shows, None if it shows none."""
    found = _read_shown(role, exchange) if role.shows.known is Shows.ITEMS else None
    return found if isinstance(found, list) else None


def _read_shown(role: Role, exchange: Exchange) -> Any:
    pointer = role.shown.known
    return follow(body_of(exchange), pointer) if pointer is not None and is_success(exchange) else None


def follow(value: Any, pointer: str) -> Any:
    """Return what `pointer` leads to in a JSON value, None if it leads nowhere."""
    try:
        return json_pointer.follow(value, pointer)
    except (LookupError, TypeError, ValueError):
        return None


def enclose(pointer: str, item: Any) -> Any:
    """Return the body that holds an item at `pointer`; a body that does so already, and one of no item, as they are."""
    name = json_pointer.unescape(pointer[1:])
    return {name: item} if name and isinstance(item, dict) and item.keys() != {name} else item


def key_of(resource: Resource, item: Any) -> tuple[str, ...] | None:
    """Return what names an item of `resource`, as text; None if the document or the item does not say."""
    parts = resource.key.known
    values = [follow(item, part.pointer) for part in parts or ()]
    is_named = parts and all(isinstance(value, str | int) and not isinstance(value, bool) for value in values)
    texts = zip(parts or (), map(str, values), strict=True)
    return tuple(last_segment(text) if part.is_path else text for part, text in texts) if is_named else None


def key_from(item: Item) -> tuple[str, ...]:
    """Return what names an item of the run, as `key_of` returns it of what a list shows."""
    return tuple(str(item.path[part.parameter]) for part in item.resource.key.known or ())


def differences(one: Any, other: Any, pointer: str = "") -> Iterator[str]:
    """Yield the pointers at which two JSON values differ: numbers by value, objects without order."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name in sorted(one.keys() | other.keys()):
            yield from differences(one.get(name), other.get(name), json_pointer.join(pointer, name))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (mine, yours) in enumerate(zip(one, other, strict=True)):
            yield from differences(mine, yours, json_pointer.join(pointer, index))
    elif one != other or isinstance(one, bool) != isinstance(other, bool):
        yield pointer
