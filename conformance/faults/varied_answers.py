"""Answers of a mock in several forms: a client has to read them all.

Tested in `tests/faults/test_varied_answers.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from conformance.apis import Api
from conformance.mock.faults import Call, Reply
from conformance.mock.faults.acts import change_reply
from conformance.mock.faults.fault import Active, Fault, Site
from conformance.openapi import json_pointer
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import Spec

UNKNOWN = "x_not_documented"
_Data = dict[str, Any]
_LEFT_OUT: tuple[Callable[[Any], bool], ...] = (  # in each form
    lambda value: not isinstance(value, dict | list),
    lambda value: isinstance(value, dict | list),
)
FORMS = len(_LEFT_OUT)


@dataclass
class VariedAnswers:
    """Right answers of a mock in the form with the number `form`, from 0 to `FORMS` - 1.

    Their objects have a property that is not documented. They lack the values that need not be there in one form, the
    objects and lists that need not be there in the other.
    """

    api: Api
    form: int = 0

    def as_fault(self) -> Active:
        """Return the fault of mocks that answers so."""
        site = Site(
            tuple(self.api.spec.operations), change_reply(partial(self._vary, directions(self.api.spec).responses))
        )
        return Active((Fault("answers-vary", "answers-vary", "Answer in several forms.", "", site),))

    def _vary(self, spec: Spec, call: Call, reply: Reply) -> Reply | None:
        response = call.operation.response_for(reply.status) if call.operation else None
        pointers = [each.schema_pointer for each in response.content.values() if each.is_json] if response else []
        if not pointers or pointers[0] is None or reply.json is None:
            return None
        return reply.with_body(_vary(spec, pointers[0], reply.body, self.form))


@lru_cache(maxsize=256)
def _vary(spec: Spec, schema: str, content: bytes, form: int) -> bytes:
    """Return a body in one of the forms: mocks of the same seed answer alike, and each fault has one of its own."""
    body = json.loads(content)
    for objects in _group_objects(body):
        _drop(objects, partial(spec.validator(schema).is_valid, body), _LEFT_OUT[form])
        _add_unknown(objects, partial(spec.validator(schema).is_valid, body))
    return json.dumps(body).encode()


def _group_objects(body: object) -> Iterable[list[_Data]]:
    """Return the objects of a body, those of the items of a list together."""
    groups: dict[str, list[_Data]] = {}
    for pointer, value in json_pointer.walk(body):
        if isinstance(value, dict):
            groups.setdefault(re.sub(r"/\d+(?=/|$)", "/*", pointer), []).append(value)
    return groups.values()


def _add_unknown(objects: list[_Data], is_valid: Callable[[], bool]) -> None:
    for each in objects:
        each[UNKNOWN] = "shown"
    if is_valid():
        return
    for each in objects:
        del each[UNKNOWN]
    for each in objects:  # some are of another kind
        each[UNKNOWN] = "shown"
        if not is_valid():
            del each[UNKNOWN]


def _drop(objects: list[_Data], is_valid: Callable[[], bool], is_chosen: Callable[[Any], bool]) -> None:
    """Drop the chosen properties of objects, as long as the body stays valid."""
    for name in {name: None for each in objects for name, value in each.items() if is_chosen(value)}:
        dropped = [(each, each.pop(name)) for each in objects if name in each and is_chosen(each[name])]
        if not is_valid():
            for each, value in dropped:
                each[name] = value
