"""Reasons why an operation was not reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.suite.recorder import OperationRecord
from conformance.suite.unreached import explain, find_impossible, find_unwritable

DOCUMENT = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: Done } }
security: [{ Key: [] }]
components: { securitySchemes: { Key: { type: apiKey, in: header, name: X-Key } } }
"""


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({401: 3}, "the credential is not permitted: 3 of 3 valid requests were refused; if it has expired, --auth-"),
        ({403: 3}, "the credential is not permitted, or the id is unknown: 3 of 3 valid requests were refused"),
        (
            {404: 2, 400: 1},
            "needs an id that exists: 2 of 3 valid requests were answered 404; "
            "give id an example in the document, or a value in conformance.toml",
        ),
        ({422: 2}, "2 of 2 valid requests were answered 400 or 422; give an example that the server accepts"),
        ({429: 2}, "rate limited (answers to valid requests: nothing)"),
        ({}, "no valid request was answered (answers: nothing); give its parameters and body examples"),
    ],
)
def test_most_of_the_answers_are_the_reason(
    make_api: Callable[[str], Api], answers: dict[int, int], reason: str
) -> None:
    record = OperationRecord(make_api(DOCUMENT).spec.operations["getOrder"])
    record.valid.update(answers)
    assert explain(record).partition("command")[0] == reason


def test_an_operation_without_a_credential_to_send_says_so(make_api: Callable[[str], Api]) -> None:
    record = OperationRecord(make_api(DOCUMENT.partition("security:")[0]).spec.operations["getOrder"])
    record.valid.update({403: 2, 200: 0})
    assert explain(record) == (
        "the document has no credential for it, and 2 of 2 valid requests were refused; "
        "state `security`, or send one by --header"
    )


IMPOSSIBLE = "in: query, required: true, schema: { type: string, format: ipv4, pattern: '^x$' }"


def test_an_operation_without_a_valid_request_names_what_excludes_all(make_api: Callable[[str], Api]) -> None:
    further = f"schema: {{}} }}, {{ name: at, {IMPOSSIBLE} }}]"
    spec = make_api(DOCUMENT.replace("schema: { type: integer } }]", further)).spec
    record = OperationRecord(spec.operations["getOrder"])
    reason = find_impossible(spec, record) or ""
    assert reason.startswith("no valid request is found: #/paths/~1orders~1{id}/get/parameters/1/schema: no value is")
    assert "since it has the format 'ipv4' and the pattern '^x$'; give it an example" in reason
    record.valid.update({404: 1})
    assert find_impossible(spec, record) is None
    plain = make_api(DOCUMENT).spec
    assert find_impossible(plain, OperationRecord(plain.operations["getOrder"])) is None


BODY = """
openapi: 3.1.0
info: {{ title: T, version: "1" }}
paths:
  /orders:
    post:
      operationId: send
      requestBody: {{ required: true, content: {{ {name}: {{ schema: {schema} }} }} }}
      responses: {{ "204": {{ description: Done }} }}
"""
OBJECT = "{ type: object, properties: { a: { type: string } } }"
LIST = "{ type: array, items: { type: string } }"


@pytest.mark.parametrize(
    ("name", "schema", "is_unwritable"),
    [
        ("multipart/related", OBJECT, True),
        ("application/x-www-form-urlencoded", LIST, True),
        ("application/x-www-form-urlencoded", OBJECT, False),
        ("application/x-www-form-urlencoded", "{}", False),
        ("multipart/form-data", OBJECT, False),
        ("application/json", LIST, False),
    ],
)
def test_a_body_that_can_not_be_made_is_the_reason(
    make_api: Callable[[str], Api], name: str, schema: str, is_unwritable: bool
) -> None:
    spec = make_api(BODY.format(name=name, schema=schema)).spec
    reason = f"no body of {name} with this schema is made; leave it out with --exclude-operation send"
    assert find_unwritable(spec, spec.operations["send"]) == (reason if is_unwritable else None)
