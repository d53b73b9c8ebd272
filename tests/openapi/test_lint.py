"""What is refused as a spec: each with place, reason and fix, and never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest

from conformance.apis import Api
from conformance.openapi import lint, source
from conformance.openapi.errors import InputError, Problem

MakeApi = Callable[..., Api]
HEAD = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n'
OK = 'responses: { "200": { description: D } }'


def problems_of(api: Api) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        _ = api.document
    assert all(problem.file == str(api.spec_file) and problem.fix for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('swagger: "1.2"\ninfo: {}\n', "Swagger 1.2 is not supported"),
        ("openapi: 2.0.0\n", "OpenAPI 2.0.0 is not supported"),
        ("openapi: 3.0\n", "OpenAPI 3.0 is not a whole version"),
        ("openapi: '3.1'\n", "OpenAPI 3.1 is not a whole version"),
        ("openapi: 3.3.0\n", "OpenAPI 3.3.0 is not supported"),
        ("a: 1\n", "not an OpenAPI document: no `openapi` field"),
        ("- 1\n", "not an OpenAPI document: no `openapi` field"),
        ("just words\n", "not an OpenAPI document: no `openapi` field"),
        ("", "not an OpenAPI document: no `openapi` field"),
    ],
    ids=["swagger", "2.0", "3.0-number", "3.1-number", "3.3", "object", "array", "string", "empty"],
)
def test_other_versions_are_refused(make_api: MakeApi, text: str, reason: str) -> None:
    (problem,) = problems_of(make_api(text))
    assert problem.reason == reason
    assert "3.0.3" in problem.fix if "openapi: 3.0" in text else "3.1" in problem.fix or "OpenAPI 3" in problem.fix


@pytest.mark.parametrize(
    ("text", "pointer", "line", "reason"),
    [
        (
            "components: { schemas: { A: { $ref: '#/components/schemas/B' } } }",
            "/components/schemas/A/$ref", 3, "$ref to #/components/schemas/B, which does not exist",
        ),
        (
            "components: { schemas: { A: { $ref: 'other.yaml#/B' } } }",
            "/components/schemas/A/$ref", 3, "$ref to other.yaml#/B: no such file",
        ),
        (
            "components: { schemas: { A: { $ref: '#anchor' } } }",
            "/components/schemas/A/$ref", 3, "$ref to #anchor, which does not exist",
        ),
        (
            "components: { schemas: { A: { $ref: '#/components/schemas/A' } } }",
            "/components/schemas/A", 3, "$ref leads in a circle",
        ),
        ("paths: []", "/paths", 3, '[] is not of type "object"'),
        ("components: { schemas: 3 }", "/components/schemas", 3, '3 is not of type "object"'),
        (
            "components: { schemas: { A: { type: strin } } }", "/components/schemas/A/type", 3,
            "\"strin\" is not valid under any of the schemas listed in the 'anyOf' keyword",
        ),
        (
            "components: { schemas: { A: { pattern: '(' } } }", "/components/schemas/A/pattern", 3,
            '"(" is not a "regex"',
        ),
        (
            "components: { schemas: { A: { type: integer, enum: [x] } } }", "/components/schemas/A/enum", 3,
            "no value of the enum is of type integer: ['x']",
        ),
        (
            "components:\n  schemas:\n    A: { x-error: 99, x-facts: [AA-1] }", "/components/schemas/A/x-error", 5,
            "99 is not valid under any of the schemas listed in the 'oneOf' keyword",
        ),
        (f"paths: {{ /a: {{ get: {{ x-method: Get, x-facts: [AA-1], {OK} }} }} }}", "/paths/~1a/get/x-method", 3,
         '"Get" does not match "^[a-z][a-z0-9_]*$"'),
        (f"paths: {{ /a: {{ get: {{ x-facts: [a1], {OK} }} }} }}", "/paths/~1a/get/x-facts/0", 3,
         '"a1" does not match "^[A-Z]{2,4}-[0-9]+$"'),
        (f"paths: {{ '/a/{{b}}': {{ get: {{ {OK} }} }} }}", "/paths/~1a~1{b}/get", 3,
         "path parameter 'b' is not declared"),
    ],
    ids=["dangling", "external", "anchor", "circle", "paths", "schemas", "type", "regex", "enum", "x-error",
         "x-method", "x-facts", "path-parameter"],
)  # fmt: skip
def test_a_problem_has_pointer_line_and_reason(
    make_api: MakeApi, text: str, pointer: str, line: int, reason: str
) -> None:
    assert (pointer, line, reason) in {(p.pointer, p.line, p.reason) for p in problems_of(make_api(HEAD + text))}


def test_a_duplicate_operation_id_is_named_at_each_place(make_api: MakeApi) -> None:
    text = f"paths:\n  /a:\n    get: {{ operationId: x, {OK} }}\n    put: {{ operationId: x, {OK} }}\n"
    problems = problems_of(make_api(HEAD + text))
    assert [(problem.pointer, problem.line) for problem in problems] == [
        ("/paths/~1a/get/operationId", 5),
        ("/paths/~1a/put/operationId", 6),
    ]
    assert {problem.reason for problem in problems} == {"operationId 'x' is given 2 times"}


def test_all_problems_come_at_once(make_api: MakeApi) -> None:
    """Whatever finds them: the official schema, the references, what no schema says, our own schemas."""
    text = f"""
paths:
  a: {{}}
  /a: {{ get: {{ operationId: x, x-idempotent: 1, x-facts: [AA-1], {OK} }} }}
  /b/{{c}}: {{ get: {{ operationId: x, responses: {{ "200": {{ $ref: "#/components/responses/None" }} }} }} }}
components: 3
"""
    assert {problem.pointer for problem in problems_of(make_api(HEAD + text))} == {
        "/paths/a",
        "/paths/~1a/get/x-idempotent",
        "/paths/~1a/get/operationId",
        "/paths/~1b~1{c}/get/operationId",
        "/paths/~1b~1{c}/get",
        "/paths/~1b~1{c}/get/responses/200/$ref",
        "/components",
    }


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("components: { schemas: { Order: {}, A: { $ref: '#/components/schemas/Ordr' } } }",
         "write #/components/schemas/Order, or define it"),
        ("components: { schemas: { A: { type: decimal } } }",
         "write `type: number` and `format: decimal`, or `type: string` if it is sent in quotes"),
        ("components: { schemas: { A: { type: 'string,' } } }", "write `type: string`"),
        ("components: { schemas: { A: { type: strnig } } }", "write `type: string`"),
        ("components: { schemas: { A: { maxLength: '3' } } }", "write it without quotes"),
        ("components: { schemas: { A: { properties: { a: { required: true } } } } }",
         "list the names of required properties in the object that holds them"),
        ("components: { schemas: { A: { minimum: 1, exclusiveMinimum: true } } }", "write the bound itself"),
        (f"paths: {{ '/{{a}}': {{ get: {{ {OK} }} }} }}",
         "add `{name: a, in: path, required: true, schema: …}` to `parameters`"),
        (f"paths: {{ a: {{ get: {{ {OK} }} }} }}", "begin the path with a slash"),
        (f"paths: {{ /a: {{ GET: {{ {OK} }} }} }}", "write `get`"),
        ("paths: { /a: { get: { responses: { 2xx: { description: D } } } } }",
         "write a status of three digits, a class like `4XX`, or `default`"),
        (f"paths: {{ /a: {{ get: {{ parameters: [{{ name: a, in: body, schema: {{}} }}], {OK} }} }} }}",
         "write it as OpenAPI 3.1 asks"),
        (f"paths: {{ /a: {{ get: {{ parameters: [{{ name: a, in: query, type: string }}], {OK} }} }} }}",
         "give the parameter a `schema`; `type` and what bounds it belong there"),
        (f"path: {{ /a: {{ get: {{ {OK} }} }} }}\ncomponents: {{}}", "write `paths`"),
        (f"paths: {{ /a: {{ get: {{ request_body: {{ content: {{}} }}, {OK} }} }} }}", "write `requestBody`"),
        ("security: [{ key: [] }]\ncomponents: { securitySchemes: { kee: { type: http, scheme: basic } } }",
         "define it in `components/securitySchemes`, or name what is there: kee"),
        ("components: { schemas: { A: { $anchor: a }, B: { $ref: '#a' } } }", "write #/components/schemas/A"),
        ("definitions: {}", "move it to `components/schemas`, as OpenAPI 3 asks"),
    ],
)  # fmt: skip
def test_a_fix_names_what_to_write(make_api: MakeApi, text: str, fix: str) -> None:
    assert fix in {problem.fix.partition("; or read")[0] for problem in problems_of(make_api(HEAD + text))}


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("components: { schemas: { A: { const: 3 } } }",
         "declare `openapi: 3.1.0`, which has it, or write what OpenAPI 3.0 has"),
        ("components: { schemas: { A: { type: [string, 'null'] } } }",
         "write one type and `nullable`, or declare `openapi: 3.1.0`"),
        ("components: { securitySchemes: { A: { type: mutualTLS } } }",
         "declare `openapi: 3.1.0`, which has it, or write what OpenAPI 3.0 has"),
        ("components: { schemas: { A: { definitions: { b: {} }, properties: "
         "{ b: { $ref: '#/components/schemas/A/definitions/b' } } } } }",
         "move it to `components/schemas`, as OpenAPI 3 asks"),
        ("components: { schemas: { A: { exclusiveMinimum: 3 } } }", "write `minimum` and `exclusiveMinimum: true`"),
        (f"paths: {{ /a: {{ get: {{ parameters: [{{ name: a, in: body, schema: {{}} }}], {OK} }} }} }}",
         "describe the body under `requestBody`, as OpenAPI 3 asks"),
    ],
)  # fmt: skip
def test_a_3_0_document_is_checked_as_3_0(make_api: MakeApi, text: str, fix: str) -> None:
    text = text if "paths" in text else f"paths: {{}}\n{text}"
    assert fix in {
        problem.fix.partition("; or read")[0]
        for problem in problems_of(make_api(HEAD.replace("3.1.0", "3.0.3") + text))
    }


def test_a_reason_is_one_line_however_much_it_quotes(make_api: MakeApi) -> None:
    items = ", ".join(f"{{ a: {n} }}" for n in range(200))
    (problem,) = problems_of(make_api(f"{HEAD}paths: [{items}]\n"))
    assert "\n" not in problem.reason
    assert len(problem.reason) < 250
    assert problem.reason.endswith('is not of type "object"')


@pytest.mark.parametrize(
    "text",
    [
        "paths: { /a: 3 }",
        "paths: { /a: { get: 3 } }",
        "paths: { /a: { get: { operationId: { a: b } } } }",
        "paths: { /a: { parameters: [{ name: 1 }] } }",
        "paths: { /a: { parameters: 3 } }",
        "paths: { /a: { $ref: '#/paths/~1a' } }",
        "paths: { /a: { get: { responses: { '200': 3 } } } }",
        "servers: [{ url: 3 }]",
        "components: { schemas: { A: 3 } }",
        "components: { parameters: { A: {} } }",
        "security: 3",
        "x-facts: 3",
        "info: []",
    ],
)
def test_nonsense_is_refused_with_places(make_api: MakeApi, text: str) -> None:
    head = "openapi: 3.1.0\n" if text.startswith("info") else HEAD
    assert all(problem.line for problem in problems_of(make_api(head + text)))


@pytest.mark.parametrize(
    "text",
    [
        "components: { schemas: { A: { properties: { x-error: { type: string }, default: { type: string } } } } }",
        "components: { schemas: { A: { properties: { a: { $ref: '#/components/schemas/A' } } } } }",
        "components: { schemas: { A: { example: { $ref: nowhere, x-facts: 3 } } } }",
        "components: { schemas: { A: { enum: [{ $ref: nowhere }] } } }",
        "paths: {}\nx-vendor: { $ref: nowhere, x-facts: 3 }",
        "paths: { /a: { get: { responses: { default: { description: D } } } } }",
        "paths: { /a: { get: {} } }",
        "components: { schemas: { A: true } }",
    ],
    ids=["names", "recursion", "example", "enum", "vendor", "default-response", "no-responses", "boolean"],
)
def test_what_openapi_allows_is_taken(make_api: MakeApi, text: str) -> None:
    """Names may look like keywords, and data may look like references."""
    api = make_api(HEAD + text)
    assert api.document["openapi"] == "3.1.0"
    assert api.spec.operations is not None


def test_definitions_are_objects_of_keywords(make_api: MakeApi) -> None:
    api = make_api(HEAD + "components: { schemas: { A: { properties: { b: { examples: [{ c: 1 }] } }, x-y: {} } } }")
    assert [pointer for pointer, _ in lint.definitions(api.document)] == [
        "", "/info", "/components", "/components/schemas/A", "/components/schemas/A/properties/b",
    ]  # fmt: skip


def test_our_own_schemas_are_json_schemas() -> None:
    files = list(lint.SCHEMAS.glob("*.yaml"))
    assert files
    for file in files:
        jsonschema_rs.meta.validate(source.load(file))


def test_every_shipped_spec_is_sound(root: Path) -> None:
    files = list(root.glob("specs/*/openapi.yaml"))
    assert files
    apis = [Api(file.parent.name, file.parent) for file in files]
    assert all(api.spec.operations for api in apis)
    assert [str(problem) for api in apis for problem in (*api.warnings, *api.repairs)] == []


def test_a_fix_offers_lenient_where_that_repairs_the_mistake(make_api: MakeApi) -> None:
    text = HEAD + "components: { schemas: { A: { type: str }, B: { type: other } } }"
    assert {problem.pointer: problem.fix for problem in problems_of(make_api(text))} == {
        "/components/schemas/A/type": "write `type: string`; or read it with --lenient",
        "/components/schemas/B/type": "write one of array, boolean, integer, number, object, string",
    }
