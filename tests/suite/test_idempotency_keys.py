"""A server may answer an idempotency key as before, whatever the request is: each request of a run has its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request as StarletteRequest
from starlette.responses import Response

from conformance.apis import Api
from conformance.network.exchange import Request
from conformance.suite.idempotency_keys import IdempotencyKeys
from conformance.suite.profiles import PROFILES
from tests.rules.judged import judge_by
from tests.rules.notes import DOCUMENT, Notes

_CREATE = "      operationId: createNote\n"
KEYED = DOCUMENT.read_text(encoding="utf-8").replace(
    _CREATE,
    f"{_CREATE}      parameters: [{{name: Idempotency-Key, in: header, schema: {{type: string}}, example: f00d}}]\n",
)
BOUND = KEYED.replace("schema: {type: string}, example", "schema: {type: string, minLength: 4}, example")
PHASES = frozenset({"examples", "values", "coverage", "credentials", "negation", "laws"})


class _Remembers(Notes):
    """The same key has the same answer, as with Stripe: even if the request is invalid now."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, Response] = {}
        self.again: list[str] = []

    def answer(self, request: StarletteRequest, body: Any) -> Response:
        key = request.headers.get("idempotency-key", "") if request.url.path == "/notes" else ""
        if key in self.answers:
            self.again.append(key)
            return self.answers[key]
        answer = super().answer(request, body)
        if key and request.method == "POST":
            self.answers[key] = answer
        return answer


def test_a_server_that_remembers_answers_is_right() -> None:
    """Only the law of these keys sends one twice."""
    server = _Remembers()
    judged = judge_by(replace(PROFILES["quick"], phases=PHASES), server.app(), KEYED)
    assert not judged.findings
    assert "" in {each.missing for each in judged.of("idempotency-key-once")}
    assert set(server.again) == set(server.again[:1])
    assert judged.run.record("createNote").statuses[400] > 10


def test_a_key_is_renewed_if_it_was_sent(make_api: Callable[[str], Api]) -> None:
    api = make_api(BOUND)
    keys, create, read = IdempotencyKeys(api.spec), api.spec.operations["createNote"], api.spec.operations["readNote"]
    once, again = (("A", "1"), ("idempotency-key", "f00d")), (("Idempotency-Key", "f00d"),)
    assert keys.renew(create, once) == once
    ((name, value),) = keys.renew(create, again)
    assert (name, len(value)) == ("Idempotency-Key", 36)
    assert keys.renew(read, again) == again, "it has no such header"
    short = (("Idempotency-Key", "f"),)
    assert [keys.renew(create, short) for _ in "12"] == [short, short], "an invalid one is sent as it is"
    keys.keep(create, {"Idempotency-Key": "kept", "X": "1"})
    kept = (("Idempotency-Key", "kept"),)
    assert [keys.renew(create, kept) for _ in "12"] == [kept, kept]


@pytest.mark.parametrize("schema", ["pattern: '^[a-f]{4}$'", "maxLength: 8"])
def test_a_key_that_no_uuid_can_be_is_sent_again(make_api: Callable[[str], Api], schema: str) -> None:
    api = make_api(BOUND.replace("minLength: 4", schema))
    keys, create = IdempotencyKeys(api.spec), api.spec.operations["createNote"]
    sent = (("Idempotency-Key", "abcd"),)
    assert [keys.renew(create, sent) for _ in "12"] == [sent, sent]


def test_a_replay_sends_no_key_of_the_run(make_api: Callable[[str], Api]) -> None:
    api = make_api(KEYED)
    keys, create = IdempotencyKeys(api.spec), api.spec.operations["createNote"]
    sent = (("Idempotency-Key", "f00d"),)
    keys.spend(create, Request("POST", "http://127.0.0.1/notes", sent))
    assert keys.renew(create, sent) != sent
