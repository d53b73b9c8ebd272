"""Valid calls of an operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conformance.apis import Api, apis
from conformance.client_check.calls import Call, smallest_call, with_files
from conformance.client_check.expressible import is_expressible
from conformance.openapi.spec import MediaType, Spec
from conformance.suite.requests import example_calls, make_calls
from conformance.suite.target import Target
from tests.served import Served

PATHS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: text, responses: { "200": { description: D } } }
  /b/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: "^[0-9]*$" } }]
    get: { operationId: digits, responses: { "200": { description: D } } }
"""


def _calls(target: Target, operation_id: str, count: int = 20, seed: int = 1) -> list[Call]:
    return make_calls(target, target.api.spec.operations[operation_id], count, seed)


def test_calls_are_valid_and_varied(served: Served) -> None:
    """Every value is one that its schema allows."""
    with served("suite_parcels") as target:
        made = _calls(target, "replaceParcel")
        operation = target.api.spec.operations["replaceParcel"]
        assert operation.body is not None
        body = target.api.spec.validator(operation.body.content["application/json"].schema_pointer or "")
        assert all(call.media_type and body.is_valid(call.body) for call in made)
        assert all(1 <= call.parameters["id", "path"] <= 999999 for call in made)
        assert len({str(call) for call in made}) > 5


def test_the_same_seed_gives_the_same_calls(served: Served) -> None:
    """And another seed others."""
    with served("suite_parcels") as target:
        assert _calls(target, "replaceParcel") == _calls(target, "replaceParcel")
        assert _calls(target, "replaceParcel") != _calls(target, "replaceParcel", seed=2)


def test_values_are_those_before_they_are_written(served: Served) -> None:
    """Arrays, objects and booleans of a query, whatever style they are written in; none that is not in the request."""
    with served("suite_foreign") as target:
        made = [call.parameters for call in _calls(target, "reports/list", count=40)]
        assert {type(found["open", "query"]) for found in made if ("open", "query") in found} == {bool}
        assert {type(found["states", "query"]) for found in made if ("states", "query") in found} == {list}
        assert {type(found["filter", "query"]) for found in made if ("filter", "query") in found} == {dict}
        assert any(("open", "query") not in found for found in made)  # though it has a default


def test_credentials_are_not_part_of_a_call(served: Served) -> None:
    """The client adds them."""
    with served("suite_envelope") as target:
        assert all(("Signature", "query") not in call.parameters for call in _calls(target, "callProcedure"))


def test_what_can_not_be_read_back_is_no_call(served: Served) -> None:
    """OpenAPI does not say how an array within a `deepObject` is written; the other calls remain."""
    with served("suite_undefined") as target:
        made = _calls(target, "searches/list", count=60)
    assert 1 < len(made) < 60


def test_a_part_that_only_has_a_media_type_is_a_file(root: Path) -> None:
    """As generated clients take it; other fields stay values."""
    (api,) = apis(root / "tests" / "servers", ["forms"])
    operation = next(o for o in api.spec.operations.values() if o.path == "/uploads" or "upload" in o.id.lower())
    assert operation.body is not None
    call = Call({}, operation.body.content["multipart/form-data"], {"title": "a", "file": {"b": 1}})
    assert with_files(api.spec, call).body == {"title": "a", "file": b'{"b": 1}'}
    assert with_files(api.spec, replace(call, body={"file": b"c"})).body == {"file": b"c"}


def test_a_body_that_schemathesis_can_not_write_is_the_smallest(served: Served) -> None:
    with served("suite_ranges") as target:
        (call,) = _calls(target, "sendRelated")
    assert call.body == b"content"


def test_a_name_in_a_path_may_have_a_dot(served: Served) -> None:
    with served("suite_ranges") as target:
        made = [call.parameters for call in _calls(target, "getLine")]
    assert len({found["order.id", "path"] for found in made}) > 5
    assert all(found.keys() == {("order.id", "path"), ("line", "path")} for found in made)


PARTS = """
openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /a:
    post:
      operationId: send
      requestBody: { content: { multipart/form-data: { schema: { allOf: [{ $ref: "#/components/schemas/Files" }] } } } }
      responses: { "200": { description: D } }
components:
  schemas:
    Files:
      type: object
      properties:
        one: { type: string, format: binary, nullable: true }
        many: { type: array, items: { type: string, format: binary } }
        name: { type: string }
"""


def test_files_of_combined_forms_and_of_lists_are_bytes(make_api: Callable[..., Api]) -> None:
    spec = make_api(PARTS).spec
    body = spec.operations["send"].body
    assert body is not None
    call = Call({}, body.content["multipart/form-data"], {"one": "é", "many": ["a", b"b"], "name": "n"})
    assert with_files(spec, call).body == {"one": "é".encode(), "many": [b"a", b"b"], "name": "n"}
    assert with_files(spec, replace(call, body={"one": None})).body == {"one": None}


def test_the_smallest_call_has_no_empty_segment_in_its_path(make_api: Callable[..., Api]) -> None:
    """A server finds no such path, or redirects to another."""
    spec = make_api(PATHS).spec
    found = [smallest_call(spec, operation, 1).parameters["id", "path"] for operation in spec.operations.values()]
    assert found == ["a", "1"]


QUERY = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: find
      parameters:
        - { name: filter, in: query, schema: { type: object, properties: { limit: { type: integer } } } }
        - { name: limit, in: query, schema: { type: integer } }
        - { name: open, in: query, schema: { properties: { a: { type: string } } } }
      responses: { "200": { description: D } }
"""


def test_calls_are_those_that_a_client_can_express(make_api: Callable[..., Api]) -> None:
    """One name for two values means nothing, and what has properties is an object in Python."""
    spec = make_api(QUERY).spec
    find = spec.operations["find"]
    both = {("filter", "query"): {"limit": 1}, ("limit", "query"): 2}
    parts = [dict([each]) for each in both.items()]
    assert [is_expressible(spec, find, Call(each)) for each in (both, *parts)] == [False, True, True]
    values = [{"a": "b"}, {}, None, [1], "text"]
    found = [is_expressible(spec, find, Call({("open", "query"): value})) for value in values]
    assert found == [True, True, True, False, False]


def test_text_of_the_format_decimal_is_a_number_to_a_client(make_api: Callable[..., Api]) -> None:
    schema = "{ type: string, format: decimal }"
    spec = make_api(QUERY.replace("{ properties: { a: { type: string } } }", schema)).spec
    find = spec.operations["find"]
    found = [is_expressible(spec, find, Call({("open", "query"): value})) for value in ("a", "", "-1.50", "7")]
    assert found == [False, False, True, True]


def test_a_form_is_what_a_client_can_express_but_for_its_files(make_api: Callable[..., Api]) -> None:
    spec = make_api(PARTS.replace("name: { type: string }", "name: { type: string, format: decimal }")).spec
    send = spec.operations["send"]
    assert send.body is not None
    call = Call({}, send.body.content["multipart/form-data"])
    bodies = [{"name": "1.5", "one": b"x", "many": [b"y"]}, {"name": "x", "one": b"x"}]
    assert [is_expressible(spec, send, replace(call, body=body)) for body in bodies] == [True, False]


def test_a_client_expresses_files_within_objects_and_no_form_of_a_list(make_api: Callable[..., Api]) -> None:
    schema = "{ type: object, properties: { file: { type: string, format: binary }, pages: { type: integer } } }"
    spec = make_api(PARTS.replace("name: { type: string }", f"name: {schema}")).spec
    send = spec.operations["send"]
    assert send.body is not None
    call = with_files(spec, Call({}, send.body.content["multipart/form-data"], {"name": {"file": "x", "pages": 1}}))
    assert call.body == {"name": {"file": b"x", "pages": 1}}
    assert is_expressible(spec, send, call)
    listed = MediaType("application/x-www-form-urlencoded", "/it", {"schema": {"type": "array"}})
    lists = Spec({"it": listed.definition}, spec.file)
    assert not is_expressible(lists, send, Call({}, listed, ["x"]))


def test_an_empty_body_that_no_example_shows_is_not_an_example(make_api: Callable[..., Api]) -> None:
    body = "requestBody: { content: { application/json: { schema: { type: object } } } }"
    head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n'
    answers = 'responses: { "200": { description: D } }'
    paths = (
        f"paths: {{ /a: {{ post: {{ operationId: a, {body}, {answers} }}, get: {{ operationId: b, {answers} }} }} }}"
    )
    spec = make_api(head + paths).spec
    found = [list(example_calls(spec, spec.operations[name])) for name in "ab"]
    assert found == [[], [Call({})]]


@pytest.mark.parametrize(("example", "count"), [("", 0), (", example: { hash: x }", 1)])
def test_an_example_of_a_path_is_none_of_a_call_whose_body_has_none(
    make_api: Callable[..., Api], example: str, count: int
) -> None:
    """Directus requires a hash in `POST /versions/{id}/promote`, and its document has an example of the id alone."""
    path = "parameters: [{ name: id, in: path, required: true, example: A-1, schema: { type: string } }]"
    body = f"requestBody: {{ content: {{ application/json: {{ schema: {{ type: object }}{example} }} }} }}"
    head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n'
    answers = 'responses: { "200": { description: D } }'
    spec = make_api(f"{head}paths: {{ '/a/{{id}}': {{ post: {{ operationId: a, {path}, {body}, {answers} }} }} }}").spec
    assert len(list(example_calls(spec, spec.operations["a"]))) == count
