"""The whole run against one server: right ones are reached without a finding, wrong ones named, secrets hidden."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse
from starlette.responses import Response as HttpResponse
from starlette.routing import Route
from starlette.types import Message, Scope

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.auth.redaction import MASK
from conformance.client_check.calls import Call
from conformance.mock import serving
from conformance.network.connection import Connection
from conformance.suite import outage, server_run
from conformance.suite.engine.caller import Caller
from conformance.suite.engine.schema import make_schema
from conformance.suite.engine.transport import Wire
from conformance.suite.profiles import PROFILES
from conformance.suite.recorder import Recorder
from conformance.suite.report import format_finding
from conformance.suite.server_run import ServerRun, run_server, with_producers
from conformance.suite.target import Target
from tests.served import Served, saying, without_length

QUICK = PROFILES["quick"]
KEY = "fake-suite_parcels-key"


def _run(target: Target, *selected: str, seed: int = 1, profile: str = "quick") -> ServerRun:
    return run_server(target, selected or list(target.api.spec.operations), PROFILES[profile], seed)


def _texts(target: Target, run: ServerRun) -> list[str]:
    return [format_finding(f, target) for name in target.api.spec.operations for f in run.findings(name)]


@pytest.mark.parametrize("toy", ["suite_parcels", "suite_envelope", "suite_foreign"])
@pytest.mark.parametrize("profile", ["quick", "standard"])
def test_a_right_server_is_reached_without_a_finding(served: Served, toy: str, profile: str) -> None:
    """And invalid requests were sent, and refused."""
    with served(toy) as target:
        run = _run(target, profile=profile)
        assert _texts(target, run) == []
        assert all(run.record(name).is_reached for name in target.api.spec.operations)
        assert sum(record.refused for record in run.recorder.records.values()) > 10


FORGOTTEN = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /notes:
    get: { operationId: listNotes, responses: { "200": { description: All. } } }
    post:
      operationId: createNote
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses: { "201": { description: Created. }, "400": { description: Wrong. } }
components: { securitySchemes: { Key: { type: apiKey, in: header, name: X-Key } } }
"""


@pytest.mark.parametrize("given", [Credentials({"Key": KEY}), Credentials()])
def test_operations_of_a_document_that_forgets_security_are_reached_with_the_credential(
    make_api: Callable[..., Api], given: Credentials
) -> None:
    """One or two requests of the coverage lack it: by the document, they are valid too."""

    async def answer(request: HttpRequest) -> HttpResponse:
        if request.headers.get("x-key") != KEY:
            return HttpResponse(status_code=403)
        is_right = request.method == "GET" or (await request.body()).startswith(b"{")
        return JSONResponse({}, (200 if request.method == "GET" else 201) if is_right else 400)

    with serving(Starlette(routes=[Route("/notes", answer, methods=["GET", "POST"])])) as origin:
        target = Target(make_api(FORGOTTEN), origin, given)
        records = _run(target).recorder.records.values()
    assert [record.is_reached for record in records] == [bool(given)] * 2
    assert [record.valid[403] <= 2 for record in records] == [bool(given)] * 2


ALL = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /notes:
    delete: { operationId: deleteNotes, responses: { "204": { description: All are gone. } } }
    get: { operationId: listNotes, responses: { "200": { description: All., content: { application/json: {} } } } }
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: One. }, "404": { description: None. } }
"""


def test_what_is_there_is_read_before_a_delete_of_all(make_api: Callable[..., Api]) -> None:
    """The first request to Kinto, as the document's own example, was `DELETE /accounts`."""
    notes = {"n-17": {"id": "n-17"}}

    async def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "DELETE":
            notes.clear()
            return HttpResponse(status_code=204)
        if "id" not in request.path_params:
            return JSONResponse([*notes.values()])
        found = notes.get(request.path_params["id"])
        return JSONResponse(found, 200 if found else 404)

    routes = [Route("/notes", answer, methods=["GET", "DELETE"]), Route("/notes/{id}", answer)]
    with serving(Starlette(routes=routes)) as origin:
        run = _run(Target(make_api(ALL), origin, Credentials({})))
    assert all(run.record(name).is_reached for name in ("deleteNotes", "listNotes", "getNote"))


def test_in_band_errors_count_as_the_status_they_stand_for(served: Served) -> None:
    """A signed call succeeds, a bad one is a 400 and an unsigned one a 401, all with HTTP status 200."""
    with served("suite_envelope") as target:
        assert {200, 400, 401} <= _run(target).record("callProcedure").statuses.keys()


def test_the_same_seed_gives_the_same_cases(served: Served) -> None:
    """And another seed others."""
    seen: list[list[str]] = []
    for seed in (5, 5, 6):
        sent: list[str] = []
        with served(
            "suite_parcels", request=lambda scope, sent=sent: sent.append(str(scope["query_string"]))
        ) as target:
            _run(target, "listParcels", seed=seed, profile="standard")
        seen.append(sent)
    assert seen[0] == seen[1] != seen[2]


def test_ids_that_answers_show_feed_later_requests(make_api: Callable[..., Api]) -> None:
    """No link and no example tells them: only what the server has answered."""
    api = make_api(UUIDS)
    with serving(_uuids()) as origin:
        target = Target(api, origin, Credentials({}))
        run = _run(target)
    assert _texts(target, run) == []
    assert all(run.record(name).is_reached for name in api.spec.operations), run.record("getThing").statuses


UUIDS = """\
openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /things:
    post:
      operationId: createThing
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [n], properties: { n: { type: integer } } } } }
      responses:
        "201": { description: Made., content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
        "422": { description: Invalid. }
  /things/{thing_id}:
    get:
      operationId: getThing
      parameters: [{ name: thing_id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
        "404": { description: None. }
components:
  schemas:
    Thing: { type: object, required: [id], properties: { id: { type: string, format: uuid }, n: { type: integer } } }
"""


HOOKS = """\
openapi: 3.1.0
info: { title: Hooks, version: "1" }
paths:
  /hooks/{id}:
    get:
      operationId: readHook
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, maximum: 9 } }]
      responses: { "200": { description: D, content: { application/json: { schema: { type: object } } } } }
  /hooks:
    post:
      operationId: createHook
      responses: { "201": { description: D, content: { application/json: { schema: { type: object } } } } }
"""


def test_a_text_that_begins_like_a_url_ends_no_run(make_api: Callable[..., Api]) -> None:
    async def show(request: HttpRequest) -> HttpResponse:
        is_right = request.path_params.get("id", "1") in map(str, range(-99, 10))
        body = {"id": 1, "url": "https://[YOUR ENDPOINT ID].example.com"}
        return JSONResponse(body if is_right else {}, 201 if request.method == "POST" else 200 if is_right else 400)

    app = Starlette(routes=[Route("/hooks", show, methods=["POST"]), Route("/hooks/{id}", show)])
    with serving(app) as origin:
        run = _run(Target(make_api(HOOKS), origin, Credentials({})), "readHook", "createHook", profile="standard")
    assert run.recorder.bugs == []


def _uuids() -> Starlette:
    """A server that knows what was created there, and nothing else."""
    things: dict[str, Any] = {}

    async def create(request: HttpRequest) -> HttpResponse:
        try:
            number = json.loads(await request.body())["n"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return HttpResponse(status_code=422)
        if isinstance(number, bool) or not isinstance(number, int):
            return HttpResponse(status_code=422)
        name = str(uuid.uuid4())
        things[name] = thing = {"id": name, "n": number}
        return JSONResponse(thing, 201)

    async def show(request: HttpRequest) -> HttpResponse:
        thing = things.get(request.path_params["thing_id"])
        return JSONResponse(thing) if thing else HttpResponse(status_code=404)

    paths = [Route("/things", create, methods=["POST"]), Route("/things/{thing_id}", show, methods=["GET"])]
    return Starlette(routes=paths)


def _always_ok(scope: Scope, message: Message) -> Message:
    return {**message, "status": 200} if message.get("status") == 400 else message


def _server_error(scope: Scope, message: Message) -> Message:
    return {**message, "status": 500} if message.get("status") == 400 else message


def _wrong_media_type(scope: Scope, message: Message) -> Message:
    if "headers" not in message:
        return message
    return {**message, "headers": [(n, b"text/plain" if n == b"content-type" else v) for n, v in message["headers"]]}


def _wrong_type(scope: Scope, message: Message) -> Message:
    if "headers" in message:
        return without_length(message)
    return {**message, "body": message["body"].replace(b'"id":7', b'"id":null')}


@pytest.mark.parametrize(
    ("fault", "headline"),
    [
        ({"response": _always_ok}, "GET /parcels listParcels · response has no content type"),
        ({"response": _server_error}, "GET /parcels listParcels · answered 500 to an invalid request"),
        ({"response": _wrong_media_type}, "GET /parcels/{id} getParcel · response has an undocumented content type"),
        ({"response": _wrong_type}, "getParcel · response body breaks its schema at /id"),
    ],
)
def test_a_wrong_server_is_named_in_the_first_line(served: Served, fault: dict[str, Any], headline: str) -> None:
    with served("suite_parcels", **fault) as target:
        texts = _texts(target, _run(target))
    assert any(headline in text.splitlines()[0] for text in texts), [text.splitlines()[0] for text in texts]


@pytest.mark.parametrize("error", [UnicodeDecodeError, json.JSONDecodeError])
def test_a_server_that_fails_at_a_body_that_is_no_json_is_named(
    make_api: Callable[..., Api], error: type[ValueError]
) -> None:
    """Be it bytes that are no text, or a text that is cut off: each operation is tried."""

    async def create(request: HttpRequest) -> HttpResponse:
        body = await request.body()
        try:
            content = json.loads(body.decode())
        except ValueError as problem:
            return HttpResponse(status_code=500 if body and type(problem) is error else 400)
        return JSONResponse({}, 201 if isinstance(content, dict) else 400)

    profile = replace(QUICK, phases=frozenset({"values", "negation"}))
    with serving(Starlette(routes=[Route("/notes", create, methods=["POST"])])) as origin:
        target = Target(make_api(FORGOTTEN), origin, Credentials())
        found = run_server(target, ["createNote"], profile, 1).findings("createNote")
    assert [finding.title.partition(" (")[0] for finding in found] == [
        "answered 500 to a request that it should refuse"
    ]


def test_findings_show_no_credential(served: Served) -> None:
    """Not even if the server says it back; the command has a variable in its place."""

    def told(scope: Scope) -> bytes:
        key: bytes = dict(scope["headers"]).get(b"x-key", b"nobody")
        return b'{"id": "you are ' + key + b'"}'

    with served("suite_parcels", response=saying(told)) as target:
        texts = _texts(target, _run(target, "getParcel"))
    assert any(f"you are {MASK}" in text for text in texts)
    assert any('-H "X-Key: $SUITE_PARCELS_KEY"' in text for text in texts), texts
    assert all(KEY not in text for text in texts)


def test_findings_show_no_sensitive_value(served: Served) -> None:
    """Neither in what is said of it, nor in the answer."""
    with served("suite_parcels", response=saying(lambda _: b'{"id": 7, "secret": ["fake-secret"]}')) as target:
        texts = _texts(target, _run(target, "getParcel"))
    assert any("got       response /secret: [redacted]" in text for text in texts), texts
    assert all("fake-secret" not in text for text in texts)


def test_a_server_that_goes_away_is_a_finding(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence is no success."""
    with served("suite_parcels") as target:
        gone = replace(target, url="http://127.0.0.1:1", credentials=Credentials({"key": KEY}))
    monkeypatch.setattr(outage, "PAUSE", 0)
    run = _run(gone, "getParcel")
    assert any("getParcel · the server accepted no connection" in text for text in _texts(gone, run))
    assert not run.record("getParcel").is_reached


def test_a_live_server_gets_documented_safe_methods_only(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was generated, and whichever operations are selected."""
    monkeypatch.setattr(Target, "is_live", True)
    methods: list[str] = []
    with served("suite_parcels", request=lambda scope: methods.append(scope["method"])) as target:
        run = _run(target)
        assert _texts(target, run) == []
    assert set(methods) == {"GET"}
    assert run.record("replaceParcel").cases == 0


def test_an_operation_that_is_selected_alone_has_its_producers(toys: Any) -> None:
    """What may create or show an item of its path."""
    spec = Api("suite_parcels", toys / "suite_parcels").spec
    assert with_producers(spec, ["getParcel"]) == {"getParcel", "listParcels", "replaceParcel"}
    assert with_producers(spec, ["listParcels"]) == {"listParcels"}


def test_an_operation_that_does_not_answer_is_left_alone(make_api: Callable[..., Api]) -> None:
    """After two requests, and the finding names it."""
    api = make_api(UUIDS)
    app = _uuids()
    received: list[str] = []

    async def slow(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            received.append(scope["path"])
            await asyncio.sleep(0.6)
        await app(scope, receive, send)

    with serving(slow) as origin:
        target = Target(api, origin, Credentials({}), connection=Connection(timeout=0.3))
        run = _run(target, "createThing")
    assert len(received) <= 4
    assert any("createThing · no response within" in text for text in _texts(target, run))


def test_a_server_that_accepts_everything_is_named(served: Served) -> None:
    """By what it accepted."""

    def accept(scope: Scope, message: Message) -> Message:
        is_refusal = scope["method"] == "PUT" and message.get("status") == 400
        return {**message, "status": 204} if is_refusal else message

    with served("suite_parcels", response=accept) as target:
        texts = _texts(target, _run(target, "replaceParcel"))
    assert any("replaceParcel · accepted an invalid request: body" in text for text in texts)


def test_a_server_that_limits_the_rate_is_waited_for(served: Served) -> None:
    """Here every third request is one too many, and may be sent again at once."""
    counter = itertools.count(1)

    def limit(scope: Scope, message: Message) -> Message:
        if "headers" in message and next(counter) % 3 == 0:
            # Plain text, since the body may be a problem that states another status.
            kept = [pair for pair in without_length(message)["headers"] if pair[0] != b"content-type"]
            kept += [(b"content-type", b"text/plain"), (b"retry-after", b"0")]
            return {**message, "status": 429, "headers": kept}
        return message

    with served("suite_parcels", response=limit) as target:
        run = _run(target)
        assert _texts(target, run) == []
    assert all(record.is_reached for record in run.recorder.records.values())
    assert all(record.statuses[429] > 0 for record in run.recorder.records.values())


def test_a_run_whose_time_is_over_sends_nothing_more(served: Served) -> None:
    """And says so."""
    with served("suite_parcels") as target:
        run = run_server(target, list(target.api.spec.operations), replace(QUICK, seconds=0), seed=1)
    assert sum(record.cases for record in run.recorder.records.values()) == 0
    told = " ".join(run.notes)
    assert "the time was over before all credentials and ids were tried: " in told
    assert "the time was over before all wrong requests were sent: " in told


def test_wrong_requests_have_their_time_though_all_else_needs_more(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At ZenML, with 268 operations, laws and sequences left them 2 seconds of 230."""

    def wait(*given: Any) -> list[str]:
        notes = send_calls(*given)
        time.sleep(max(given[-1].seconds, 0))
        return notes

    send_calls = server_run._send_calls
    monkeypatch.setattr(server_run, "_send_calls", wait)

    async def create(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status_code=201 if await request.body() == b"{}" else 400)

    profile = replace(QUICK, seconds=8, phases=frozenset({"values", "negation"}))
    with serving(Starlette(routes=[Route("/notes", create, methods=["POST"])])) as origin:
        run = run_server(Target(make_api(FORGOTTEN), origin, Credentials()), ["createNote"], profile, 1)
    assert run.record("createNote").origins["negation"] > 0


def test_a_large_api_has_more_time() -> None:
    standard = PROFILES["standard"]
    assert standard.for_operations(100).seconds == 300
    assert standard.for_operations(268).seconds == 536
    assert QUICK.for_operations(1000).seconds == 120


def test_a_body_of_very_many_schemas_takes_no_more_than_its_time(make_api: Callable[..., Api]) -> None:
    """Each schema has three references to the next one: unfolded they are more than 80,000."""
    next_one = "#/components/schemas/L"
    levels: dict[str, Any] = {
        f"L{n}": {"properties": {name: {"$ref": f"{next_one}{n + 1}"} for name in "abc"}} for n in range(9)
    }
    levels["L9"] = {"properties": {"name": {"type": "string"}, "size": {"type": "integer", "example": 7}}}
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/L0"}}}}
    sending = {"operationId": "send", "requestBody": body, "responses": {"204": {"description": "D"}}}
    head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"post": sending}}}
    api = make_api(json.dumps({**head, "components": {"schemas": levels}}))
    with serving(HttpResponse(status_code=204)) as origin:
        target = Target(api, origin, Credentials({}))
        start = time.monotonic()
        run = run_server(target, ["send"], replace(QUICK, seconds=10), seed=1)
    assert time.monotonic() - start < 20
    assert run.record("send").is_reached
    assert "examples of properties were not combined, since the body is too large: send" in run.notes


def test_no_made_up_framing_is_sent(make_api: Callable[..., Api]) -> None:
    """A server answers `content-length: D3BS` itself, before any operation is known, and closes the connection."""
    sent: list[str] = []

    async def create(request: HttpRequest) -> HttpResponse:
        sent.extend(request.headers)
        return HttpResponse(status_code=201)

    with serving(Starlette(routes=[Route("/notes", create, methods=["POST"])])) as origin:
        recorder = Recorder(Target(make_api(FORGOTTEN), origin, Credentials()), 60)
        with Wire(recorder) as wire:
            schema = make_schema(recorder.target, {"base-url": origin}, wire, ["createNote"], 0)
            headers = {"X-Note": "kept", "content-length": "D3BS", "Expect": "much", "Transfer-Encoding": "none"}
            case = schema["/notes"]["POST"].Case(headers=headers, body={}, media_type="application/json")
            assert wire.send(case).status_code == 201
    assert "x-note" in sent
    assert not {"expect", "transfer-encoding"} & set(sent)


STYLES = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /notes/{ids}:
    get:
      operationId: listNotes
      parameters:
        - { name: ids, in: path, required: true, schema: { type: array, items: { type: integer } } }
        - { name: tags, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: kinds, in: query, style: pipeDelimited, explode: false, schema: { type: array } }
        - { name: filter, in: query, style: deepObject, schema: { type: object } }
        - { name: where, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: flags, in: query, schema: { type: array, items: { type: boolean } } }
        - { name: X-Ids, in: header, schema: { type: array, items: { type: integer } } }
      responses: { "200": { description: D } }
"""


def test_a_call_is_written_in_the_styles_of_its_parameters(make_api: Callable[..., Api]) -> None:
    sent: list[HttpRequest] = []

    async def list_notes(request: HttpRequest) -> HttpResponse:
        sent.append(request)
        return HttpResponse()

    lists = {"tags": ["a", "b"], "kinds": ["c", "d"], "flags": [True, False]}
    query = {**lists, "filter": {"done": True}, "where": {"x": 1}}
    values = {("ids", "path"): [1, 2], ("X-Ids", "header"): [3, 4], **{(name, "query"): query[name] for name in query}}
    with serving(Starlette(routes=[Route("/notes/{ids}", list_notes)])) as origin:
        recorder = Recorder(Target(make_api(STYLES), origin, Credentials()), 60)
        with closing(Caller(recorder)) as caller:
            operation = recorder.target.api.spec.operations["listNotes"]
            caller.send(operation, Call(values), "test")
    assert (sent[0].path_params["ids"], sent[0].headers["x-ids"]) == ("1,2", "3,4")
    assert sent[0].query_params.multi_items() == [
        ("tags", "a,b"),
        ("kinds", "c|d"),
        ("flags", "true"),
        ("flags", "false"),
        ("where", '{"x": 1}'),
        ("filter[done]", "true"),
    ]


def test_each_property_that_may_be_null_is_null_once(make_api: Callable[[str], Api]) -> None:
    """A few of the systematic cases of a body have to do for `quick`, and many break a schema."""
    names = [f"place{number}" for number in range(8)]
    address = {"type": "object", "properties": {each: {"type": "string"} for each in ("street", "town", "country")}}
    properties = {name: {"oneOf": [address, {"type": "null"}]} for name in names}
    body = {"type": "object", "additionalProperties": False, "properties": properties}
    content = {"content": {"application/json": {"schema": body}}}
    put = {"operationId": "put", "requestBody": content, "responses": {"204": {"description": "Put."}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/places": {"put": put}}}
    seen: set[str] = set()

    async def answer(request: HttpRequest) -> HttpResponse:
        sent = json.loads(await request.body() or b"null")
        seen.update(name for name, value in (sent.items() if isinstance(sent, dict) else ()) if value is None)
        return HttpResponse(status_code=204)

    with serving(Starlette(routes=[Route("/places", answer, methods=["PUT"])])) as origin:
        api = make_api(json.dumps(document))
        run_server(Target(api, origin, Credentials()), ["put"], replace(QUICK, phases=frozenset({"coverage"})), 1)
    assert seen >= set(names)
