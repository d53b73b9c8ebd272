"""Findings as blocks: what they name, and the commands in them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.types import Message, Scope

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.client_check.comparison import Difference
from conformance.network.connection import Connection
from conformance.network.exchange import Exchange, Request, Response
from conformance.openapi.errors import Problem
from conformance.report.blocks import Block, format_block, merge_blocks
from conformance.suite.findings import Finding
from conformance.suite.judge import Judge
from conformance.suite.options import Options
from conformance.suite.report import build_block, format_rerun
from conformance.suite.selection import Selection
from conformance.suite.session import Run
from conformance.suite.target import Target
from conformance.suite.text_blocks import build_client_blocks, build_problem_block
from tests.served import Served


def _blocks(target: Target, options: Options) -> list[Block]:
    run = Run.of(replace(options, specs=target.api.folder.parent, names=(target.api.id,), url=target.url))
    return [block for name in target.api.spec.operations for block in run.blocks(target.api.id, name)]


def _crash(scope: Scope, message: Message) -> Message:
    return {**message, "status": 500} if message.get("status") == 200 else message


def test_a_block_names_place_and_commands(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    with served("suite_parcels", response=_crash) as target:
        monkeypatch.chdir(target.api.folder.parent.parent)
        options = Options(target.api.folder.parent, profile="quick", seed=4, events=Path("e.ndjson"))
        (block, *_) = [b for b in _blocks(target, options) if b.operation == "getParcel"]
    assert block.where == "GET /parcels/{id} getParcel"
    assert block.file == "toys/suite_parcels/openapi.yaml"
    assert block.line > 10
    assert block.status == "500 Internal Server Error"
    assert "content-type: application/json" in block.headers
    words = shlex.split(block.rerun)
    assert words[:3] == ["conformance", "run", "suite_parcels"]
    assert " ".join(words[-6:]) == "--operation getParcel --check server-error --seed 4"
    assert words[words.index("--profile") + 1] == "quick"
    assert words[words.index("--url") + 1] == target.url
    assert block.replay == f"conformance replay {block.id} --events e.ndjson"


def test_a_rerun_keeps_phases_and_connection(make_api: Callable[..., Api]) -> None:
    """Without a secret: of a variable there is the name."""
    connection = Connection((("X-Tenant", "$TENANT"), ("X-Api-Key", "s3cr3t")), proxy="http://p:1", timeout=3)
    options = Options(Path("specs"), selection=Selection(phases=("ids", "values")), connection=connection)
    words = shlex.split(format_rerun("getA", "redirect", make_api(SHARED), options))
    assert words[words.index("--header") + 1] == "X-Tenant: $TENANT"
    assert [words[index + 1] for index, word in enumerate(words) if word == "--phase"] == ["ids", "values"]
    assert words[words.index("--proxy") + 1] == "http://p:1"
    assert words[words.index("--request-timeout") + 1] == "3"
    assert not any("s3cr3t" in word for word in words)


SHARED = """\
openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /a: { get: { operationId: getA, responses: { "200": { $ref: "#/components/responses/Thing" } } } }
  /b: { get: { operationId: getB, responses: { "200": { $ref: "#/components/responses/Thing" } } } }
components:
  responses:
    Thing:
      description: It.
      content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Thing" } } } }
  schemas:
    Thing:
      type: object
      required: [id]
      properties: { id: { type: integer }, token: { type: string, x-sensitive: true } }
"""


def _found(make_api: Callable[..., Api], **answers: bytes) -> list[Block]:
    """Return the blocks of a server that answers `getA` and `getB` so."""
    api = make_api(SHARED)
    target = Target(api, "http://shop", Credentials({}))
    judge = Judge(target)
    found = []
    for name, content in answers.items():
        operation = api.spec.operations[name]
        response = Response(200, 200, (("content-type", "application/json"),), content)
        request = Request("GET", f"http://shop{operation.path}", ())
        found += judge.judge(Exchange(operation, request, response, "test"))[1]
    return merge_blocks(build_block(finding, target) for finding in found)


def test_one_schema_broken_alike_at_two_operations_is_one_block(make_api: Callable[..., Api]) -> None:
    (block,) = _found(make_api, getA=b'[{"id": "x"}]', getB=b'[{"id": 1}, {"id": "y"}]')
    assert (block.where, block.also, block.times) == ("GET /a getA", ("GET /b getB",), 2)
    assert block.pointer == "/components/schemas/Thing/properties/id/type"
    assert (block.expected, block.got) == ('response /0/id: type "integer"', 'response /0/id: "x"')


def test_other_ways_to_break_a_schema_are_blocks_of_their_own(make_api: Callable[..., Api]) -> None:
    """Another type, another property, another operation with an answer of its own."""
    assert len(_found(make_api, getA=b'[{"id": "x"}]', getB=b'[{"id": null}]')) == 2
    assert len(_found(make_api, getA=b'[{"id": "x"}]', getB=b"[{}]")) == 2
    assert len(_found(make_api, getA=b"{", getB=b"{}")) == 2


HABIT = """
openapi: 3.1.0
info: {title: A, version: "1"}
paths:
  /a:
    post:
      operationId: makeA
      requestBody:
        required: true
        content:
          application/json:
            schema:
              properties:
                p0: {type: integer}
                p1: {type: integer}
                p2: {type: integer}
                p3: {type: integer}
                p4: {type: integer}
                p5: {type: integer, minimum: 1}
      responses: {"200": {description: Made.}}
"""


def test_types_that_a_server_takes_for_others_are_one_block(make_api: Callable[..., Api]) -> None:
    api = make_api(HABIT)
    target = Target(api, "http://127.0.0.1", Credentials({}))
    operation, headers = api.spec.operations["makeA"], (("content-type", "application/json"),)
    sent = [*(f'{{"p{number}": "1"}}' for number in range(6)), '{"p5": 0}', '{"p5": null}']
    requests = [Request("POST", "http://127.0.0.1/a", headers, body.encode()) for body in sent]
    found = [Judge(target).judge(Exchange(operation, each, Response(200, 200, (), b""), "t"))[1] for each in requests]
    blocks = merge_blocks(build_block(finding, target) for findings in found for finding in findings)
    assert [block.got for block in blocks] == ['body /p0: "1"', "body /p5: 0", "body /p5: null"]
    assert blocks[0].also == tuple(f"POST /a makeA (body /p{number})" for number in range(1, 6))


DATES = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: { operationId: a, responses: { "200": { description: D, content: { application/json: { schema: {
    properties: {%s} } } } } } } }
  /b: { get: { operationId: b, responses: { "200": { description: D } } } }
  /c: { get: { operationId: c, responses: { "200": { description: D } } } }
  /d: { get: { operationId: d, responses: { "200": { description: D } } } }
  /e: { get: { operationId: e, responses: { "200": { description: D } } } }
"""


def _judged(api: Api, *exchanges: tuple[str, str, int, bytes]) -> list[Block]:
    target = Target(api, "http://127.0.0.1", Credentials({}))
    found = []
    for method, name, status, body in exchanges:
        request = Request(method, f"http://127.0.0.1/{name}", ())
        response = Response(status, status, (("content-type", "application/json"),), body)
        found += Judge(target).judge(Exchange(api.spec.operations[name], request, response, "t"))[1]
    return merge_blocks(build_block(finding, target) for finding in found)


def test_what_a_server_answers_at_many_places_is_one_block(make_api: Callable[..., Api]) -> None:
    """Dates without an offset, a status that the document never has, and methods."""
    names = [f"p{number}" for number in range(6)]
    api = make_api(DATES % ", ".join(f"{name}: {{ type: string, format: date-time }}" for name in names))
    naive = json.dumps(dict.fromkeys(names, "2026-11-27T10:00:00")).encode()
    unknown, taken = [("GET", name, 404, b"{}") for name in "abcde"], [("PUT", name, 200, b"") for name in "bcd"]
    rest = [("DELETE", "b", 200, b""), ("POST", "b", 200, b""), ("GET", "b", 409, b"")]
    dates, missing, methods, other = _judged(api, ("GET", "a", 200, naive), *unknown, *taken, *rest)
    assert dates.headline == "GET /a a · response body breaks its schema at /p0"
    assert dates.also == tuple(f"GET /a a (response /{name})" for name in names[1:])
    assert missing.headline == "GET /a a · status 404 to a valid request is not documented"
    assert missing.also == ("GET /b b", "GET /c c", "GET /d d", "GET /e e")
    assert methods.headline == "GET /b b · PUT on this path is not documented, and was answered 200"
    assert methods.also == ("GET /c c", "GET /d d")
    assert (other.where, other.status) == ("GET /b b", "409 Conflict")


def test_only_what_is_sensitive_is_hidden(make_api: Callable[..., Api]) -> None:
    (block,) = _found(make_api, getA=b'[{"id": "shown", "token": "s3cr3t"}]')
    assert block.got.endswith('"shown"')
    assert ('"shown"' in block.body, "s3cr3t" in block.body) == (True, False)
    (block,) = _found(make_api, getB=b'[{"id": 1, "token": 17}]')
    assert (block.got, "17" in block.body) == ("response /0/token: [redacted]", False)
    (block,) = _found(make_api, getA=b'[{"token": "s3cr3t", "name": 1}]')
    assert block.got == 'response /0: only "name", "token"'


def test_a_block_cites_the_facts_of_its_place(make_api: Callable[..., Api]) -> None:
    """Those of what stands nearest above it."""
    facts = """\
document: Manual
facts:
  - { id: TH-1, kind: documented, statement: A thing has an id., source: page 1, covered_by: [schema] }
"""
    cited = SHARED.replace("type: object", "x-facts: [TH-1]\n      type: object")
    api = make_api(cited, facts)
    operation = api.spec.operations["getA"]
    exchange = Exchange(operation, Request("GET", "http://shop/a", ()), None, "test")
    finding = Finding("test", operation, "wrong", "", exchange, "/components/schemas/Thing/properties/id/type")
    block = build_block(finding, Target(api, "http://shop", Credentials({})))
    assert block.facts == ("TH-1: A thing has an id. (documented)",)


def test_a_block_of_a_rule_cites_the_facts_of_the_rule(make_api: Callable[..., Api]) -> None:
    facts = """\
document: Manual
facts:
  - { id: TH-1, kind: documented, statement: A thing has an id., source: page 1, covered_by: [schema] }
  - { id: TH-2, kind: shown, statement: A thing is read as sent., source: page 1, covered_by: [rule] }
"""
    api = make_api(SHARED.replace("type: object", "x-facts: [TH-1]\n      type: object"), facts)
    operation = api.spec.operations["getA"]
    exchange = Exchange(operation, Request("GET", "http://shop/a", ()), None, "test")
    finding = Finding("test", operation, "wrong", "", exchange, operation.pointer, sources=("TH-2",))
    block = build_block(finding, Target(api, "http://shop", Credentials({})))
    assert block.facts == ("TH-2: A thing is read as sent. (shown)",)


def test_what_a_client_shows_often_is_one_block(make_api: Callable[..., Api]) -> None:
    """Also at other operations, if it raises the same; else each operation has its own."""
    api = make_api(SHARED)
    target, options = Target(api, "http://shop", Credentials({})), Options(Path("specs"))
    raised = Difference("a.get(): raised Traceback\n  line\nValueError: no", "raised ValueError")
    other = Difference("a: the body on the wire is b'1'", "the body on the wire")
    pairs = [
        pair
        for operation in api.spec.operations.values()
        for pair in build_client_blocks([raised, raised, other], operation, target, options)
    ]
    assert [key for key, _ in pairs] == ["raised ValueError", "the body on the wire"] * 2
    first, second, third = merge_blocks(block for _, block in pairs)
    assert (first.times, first.got, first.also) == (4, "ValueError: no", ("GET /b getB",))
    assert (second.operation, third.operation, second.got) == ("getA", "getB", other)
    assert first.rerun == "conformance run toy --operation getA --check client --seed 1"


def test_a_problem_of_the_document_is_a_block() -> None:
    """One for all operations at which it is seen, with its fix."""
    problem = Problem("openapi.yaml", "/components/schemas/A", "no valid value", "give an example", 7, 3)
    (block,) = merge_blocks([build_problem_block(problem, "shop", "examples")] * 2)
    assert block.place == "openapi.yaml:7 at #/components/schemas/A"
    assert format_block(block).splitlines()[0] == "✗ shop · no valid value"
    assert "fix: give an example" in format_block(block)
