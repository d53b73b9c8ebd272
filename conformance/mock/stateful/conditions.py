"""Conditions of a request: entity tags (RFC 9110, section 13) and idempotency keys, where they are documented.

Tested in `tests/mock/stateful/test_conditions.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from conformance.mock.behaviour import NOTHING, Answer, Behaviour, Refusal, Request
from conformance.mock.state import Item
from conformance.mock.stateful.items import Items
from conformance.mock.stateful.part import Part
from conformance.mock.stateful.views import text
from conformance.openapi.idempotency import is_idempotency_key
from conformance.resources import Kind

IDEMPOTENCY_KEYS = "idempotency_keys"
_SAFE = frozenset({"GET", "HEAD"})


def apply_conditions(items: Items, part: Part, behaviour: Behaviour) -> Behaviour:
    """Return a behaviour that keeps to the conditions that the operation documents."""
    headers = {each.name.lower() for each in part.operation.parameters if each.location == "header"}
    response = part.operation.response_for(part.answers.success.status)
    shows_tag = response is not None and any(each.name.lower() == "etag" for each in response.headers)
    if (shows_tag or headers & {"if-match", "if-none-match"}) and not part.is_list:
        behaviour = partial(_with_tag, items, part, behaviour, shows_tag)
    keys = [each.name.lower() for each in part.operation.parameters if is_idempotency_key(each)]
    return partial(_once, part, keys[0], behaviour) if keys else behaviour


def tag_of(item: Item) -> str:
    """Return the entity tag of an item."""
    return f'"{hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]}"'


def _with_tag(items: Items, part: Part, behaviour: Behaviour, shows_tag: bool, request: Request) -> Answer:
    headers = {name.lower(): str(value) for name, value in request.headers.items()}
    item = _item(items, part, request)
    if item is not None or part.kind is Kind.REPLACE:
        unchanged = _check(part, item, headers)
        if unchanged is not None:
            return unchanged
    answer = behaviour(request)
    item = _item(items, part, request)
    if item is None or not shows_tag:
        return answer
    tagged = replace(answer, headers={**answer.headers, "ETag": tag_of(item)})
    return tagged if part.answers.fits(tagged) else answer


def _item(items: Items, part: Part, request: Request) -> Item | None:
    """Return the item that the path names; the one that was created last where it names none."""
    table = items.store.table(request.state)
    if part.address.has_item or not items.store.parts:
        return table.get(part.address.find(request.state, request.path))
    return table.get(table.last) if part.kind is Kind.CREATE and table.last else None


def _check(part: Part, item: Item | None, headers: Mapping[str, str]) -> Answer | None:
    """Raise Refusal (412) if a condition is not met; return the answer (304) if nothing has changed."""
    if part.kind is Kind.CREATE:
        return None
    if "if-match" in headers and not _matches(headers["if-match"], item):
        raise Refusal(412, "If-Match: the item has another entity tag", cause="If-Match")
    if "if-none-match" not in headers or not _matches(headers["if-none-match"], item):
        return None
    if part.operation.method not in _SAFE:
        raise Refusal(412, "If-None-Match: the item has this entity tag", cause="If-None-Match")
    return Answer(304) if part.answers.documents(304) and part.answers.fits(Answer(304)) else None


def _matches(condition: str, item: Item | None) -> bool:
    """Return whether one of the tags is the item's; compared weakly, as both headers allow for one representation."""
    if item is None:
        return False
    tags = [each.strip().removeprefix("W/") for each in condition.split(",")]
    return "*" in tags or tag_of(item) in tags


def _once(part: Part, header: str, behaviour: Behaviour, request: Request) -> Answer:
    """Answer a request with the key of an earlier one as that was answered."""
    name = next((str(value) for each, value in request.headers.items() if each.lower() == header), None)
    if name is None:
        return behaviour(request)
    table = request.state.table(IDEMPOTENCY_KEYS)
    key = (part.operation.id, *map(text, request.path.values()), name)
    fingerprint = hashlib.sha256(repr(request.body).encode()).hexdigest()
    known = table.get(key)
    if known is None:
        answer = behaviour(request)
        if not isinstance(answer.body, bytes):
            table.put(key, {"request": fingerprint, **_save_answer(answer)})
        return answer
    status = next(filter(part.answers.documents, (422, 409, 400)), None)
    if known["request"] != fingerprint and status is not None:
        raise Refusal(status, f"{header}: the key was used for another request", cause=header)
    return Answer(known["status"], known.get("body", NOTHING), known["headers"])


def _save_answer(answer: Answer) -> dict[str, Any]:
    body = {} if answer.body is NOTHING else {"body": answer.body}
    return {"status": answer.status, "headers": dict(answer.headers), **body}
