"""One exchange at a time: what is right passes, what is wrong is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from conformance.apis import Api
from conformance.auth.credentials import Credentials, Identity
from conformance.network.exchange import Exchange, Request, Response
from conformance.suite.findings import Finding, RuleError, group_findings
from conformance.suite.judge import EXAMPLE, Judge
from conformance.suite.request_reader import Validity
from conformance.suite.target import Target

URL = "http://127.0.0.1:1/v1"
DOCUMENT = """\
openapi: 3.1.0
info: { title: Shop, version: "1" }
security: [{ key: [] }]
paths:
  /orders/{id}:
    put:
      operationId: putOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: dry, in: query, schema: { type: boolean } }
        - { name: size, in: query, schema: { type: integer, maximum: 9 } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [n]
              properties:
                n: { type: integer }
                link: { type: string, format: uri }
                mail: { type: string, format: email }
                price: { type: number, multipleOf: 0.01 }
                lines: { type: array, items: { type: object, additionalProperties: { type: integer } } }
                id: { type: integer, readOnly: true }
      responses:
        "200":
          description: Done.
          headers: { X-Tags: { required: true, schema: { type: array, items: { enum: [a, b] } } } }
          content:
            application/json: { schema: { type: object, required: [n], properties: { n: { type: integer } } } }
        "410": { description: Gone., content: { text/plain: { schema: { type: string } } } }
        "404": { description: No such order. }
        "409": { description: Not now. }
        "422": { description: Invalid. }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
"""
Judged = Callable[..., list[Finding]]
RIGHT = {"n": 1}


RULES = """\
from conformance.rules import Violation, exchange_rule


@exchange_rule("never-so", "putOrder", facts=[])
def never_so(exchange, spec):
    \"\"\"It is never so.\"\"\"
    yield Violation("it is so", exchange)
"""


@pytest.fixture
def judged(make_api: Callable[..., Api]) -> Judged:
    """Judge one exchange of `putOrder`; by default it is right."""
    return _judging(make_api(DOCUMENT))


def _judging(api: Api, second: Identity | None = None) -> Judged:
    judge = Judge(Target(api, URL, Credentials({"key": "fake-key"}), second=second))
    operation = api.spec.operations["putOrder"]

    def run(status: int = 200, sent: Any = RIGHT, answer: Any = RIGHT, **more: Any) -> list[Finding]:
        url, key = f"{URL}/orders/{more.get('id', 7)}{more.get('query', '')}", more.get("key", "fake-key")
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        accepted = [("Accept", more["accept"])] if "accept" in more else []
        sent_type = ("Content-Type", more.get("sent_type", "application/json"))
        sent_headers = (sent_type, *accepted, *([("X-Key", key)] if key else []))
        request = Request(more.get("method", "PUT"), url, sent_headers, body)
        headers = {"Content-Type": "application/json", "X-Tags": "a, b", **more.get("headers", {})}
        kept = tuple((name, value) for name, value in headers.items() if value is not None)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        response = Response(status, status, kept, content)
        return judge.judge(Exchange(operation, request, response, more.get("origin", "fuzzing")))[1]

    return run


@pytest.mark.parametrize(
    "exchange",
    [
        {},
        {"headers": {"X-Tags": "a,b"}},
        {"status": 404, "answer": b"", "headers": {"Content-Type": None}},
        {"status": 409},
        {"status": 401},  # implied: the operation needs a credential, and no status for it is documented
        {"status": 429, "headers": {"Retry-After": "1"}},
        {"status": 503, "headers": {"Retry-After": "1"}},
        {"status": 422, "sent": {"n": "x"}},
        {"status": 422},  # to a valid request that is not the document's example: perhaps a rule of the business
        {"status": 404, "id": "x", "answer": b"<html>", "headers": {"Content-Type": "text/html"}},
        {"status": 415, "sent": b"n=1", "sent_type": "text/plain"},
        {"status": 406, "accept": "text/plain"},
        {"status": 406, "accept": "text, application/json;q=0"},
        {"sent_type": "text/plain"},
        {"status": 400, "sent": b"{"},
        {"status": 401, "key": None},
        {"status": 404, "key": "wrong"},
        {"sent": {"n": 1.0}},
        {"query": "?dry=1"},
        {"query": "?size="},
        {"query": "?size=5.0"},
        {"query": "?size=x&size=5"},
        {"sent": {"n": 1, "link": "no uri"}},
        {"sent": {"n": 1, "mail": "a@b..c"}},
        {"sent": {"n": 1, "price": 0.8200000000000001}},
        {"sent": {"n": 1, "id": "any"}},
        {"status": 400, "key": "a\vb", "answer": b"no HTTP", "headers": {"Content-Type": "text/plain"}},
        {"key": "a\vb"},  # a server may keep such a character (RFC 9110, section 5.5)
        {"method": "POST", "status": 405},
        {"method": "POST", "status": 501},
        {"id": "1/2", "status": 200, "answer": b"whatever"},
    ],
    ids=str,
)
def test_a_right_exchange_has_no_finding(judged: Judged, exchange: dict[str, Any]) -> None:
    assert [each for each in judged(**exchange) if each.severity == "error"] == []


@pytest.mark.parametrize(
    ("exchange", "check", "title"),
    [
        ({"status": 500}, "server-error", "answered 500 to a valid request"),
        ({"status": 500, "sent": {}}, "server-error", "answered 500 to an invalid request (body"),
        ({"status": 501}, "server-error", "answered 501 to a valid request"),
        ({"status": 500, "method": "POST"}, "server-error", "answered 500 to POST, which is not documented for this"),
        ({"status": 418}, "undocumented-status", "status 418 to a valid request is not documented"),
        ({"status": 400, "sent": {}}, "undocumented-status", "status 400 to an invalid request"),
        (
            {"status": 301, "headers": {"Location": "/x"}},
            "redirect",
            "redirected by status 301, which is not documented",
        ),
        ({"status": 405}, "undocumented-status", "status 405 to a valid request"),
        ({"status": 406, "accept": "application/*"}, "undocumented-status", "status 406 to a valid request"),
        ({"answer": {}}, "response-body", "response body breaks its schema"),
        ({"answer": {"n": "1"}}, "response-body", "response body breaks its schema at /n"),
        ({"answer": b"{"}, "response-body", "response body is not JSON"),
        ({"headers": {"Content-Type": "text/html"}}, "content-type", "response has an undocumented content type"),
        ({"headers": {"Content-Type": None}}, "content-type", "response has no content type"),
        ({"headers": {"X-Tags": None}}, "response-header", "response lacks the header X-Tags"),
        ({"headers": {"X-Tags": "a, c"}}, "response-header", "response header X-Tags breaks its schema"),
        ({"sent": {"n": "1"}}, "accepts-invalid", "accepted an invalid request: body /n breaks 'type'"),
        ({"sent": {}}, "accepts-invalid", "accepted an invalid request: body breaks 'required'"),
        ({"sent": b"{"}, "accepts-invalid", "accepted a request that can't be read: body: "),
        ({"sent": {"n": 1, "mail": "nobody"}}, "accepts-invalid", "body /mail breaks 'format'"),
        ({"sent": {"n": 1, "price": 0.825}}, "accepts-invalid", "body /price breaks 'multipleOf'"),
        ({"query": "?size=10"}, "accepts-invalid", "query parameter size breaks 'maximum'"),
        ({"id": "x"}, "accepts-invalid", "path parameter id"),
        ({"key": None}, "accepts-credential", "accepted without a right credential"),
        ({"key": "wrong"}, "accepts-credential", "accepted without a right credential"),
        ({"status": 422, "origin": EXAMPLE}, "refuses-example", "answered 422 to the document's own example"),
        ({"method": "POST", "status": 201}, "undocumented-method", "POST on this path is not documented"),
    ],
    ids=str,
)
def test_a_wrong_exchange_is_named(judged: Judged, exchange: dict[str, Any], check: str, title: str) -> None:
    """By its check, and in the first line by its cause."""
    (finding,) = judged(**exchange)
    assert finding.check == check
    assert title in finding.title
    assert finding.headline.startswith("PUT /orders/{id} putOrder · ")


@pytest.mark.parametrize("status", [415, 500, 418])
def test_a_valid_request_without_its_optional_body_is_called_so(make_api: Callable[..., Api], status: int) -> None:
    """Directus documents its bodies as optional, and refuses requests without them."""
    judged = _judging(make_api(DOCUMENT.replace("        required: true\n        content", "        content")))
    (bare,) = judged(status=status, sent=b"", sent_type="text/plain")
    (whole,) = judged(status=status)
    told = "valid request without its optional body"
    assert (told in bare.title, told in whole.title) == (True, False)


UPLOAD = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /orders/7:
    put:
      operationId: putOrder
      requestBody:
        content: { multipart/form-data: { schema: { type: object, properties: { note: { type: string } } } } }
      responses: { "204": { description: Done. } }
"""


@pytest.mark.parametrize("status", [204, 400])
def test_a_multipart_body_without_a_part_may_be_refused(make_api: Callable[..., Api], status: int) -> None:
    """The grammar of RFC 2046 has at least one part, and many parsers take none."""
    sent = {"sent": b"--B--\r\n", "sent_type": "multipart/form-data; boundary=B", "answer": b""}
    headers = {"Content-Type": None, "X-Tags": None}
    assert _judging(make_api(UPLOAD))(status=status, headers=headers, key=None, **sent) == []


FORM = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /orders/7:
    put:
      operationId: putOrder
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { note: { type: string } } }
      responses: { "204": { description: Done. }, "400": { description: Refused. } }
"""
NEEDS_NOTE = FORM.replace("type: object,", "type: object, required: [note],")


@pytest.mark.parametrize("sent_type", ["application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize(
    ("document", "status", "checks"),
    [(FORM, 204, []), (FORM, 400, []), (NEEDS_NOTE, 204, ["accepts-invalid"]), (NEEDS_NOTE, 400, [])],
)
def test_a_form_without_a_field_is_no_missing_body(
    make_api: Callable[..., Api], document: str, sent_type: str, status: int, checks: list[str]
) -> None:
    """Both are nothing on the wire."""
    headers = {"Content-Type": None, "X-Tags": None}
    sent: dict[str, Any] = {"sent": b"", "sent_type": sent_type, "answer": b""}
    found = _judging(make_api(document))(status=status, headers=headers, key=None, **sent)
    assert [each.check for each in found] == checks


def test_an_unknown_id_of_a_mock_may_be_undocumented(make_api: Callable[..., Api]) -> None:
    sent = {"sent": b"", "sent_type": "multipart/form-data; boundary=B", "answer": b"", "key": None, "status": 404}
    judged = _judging(make_api(UPLOAD))
    headers = {"Content-Type": None, "X-Tags": None}
    assert judged(headers=headers | {"X-Mock-Reason": "there is no order 7"}, **sent) == []
    assert [found.check for found in judged(headers=headers, **sent)] == ["undocumented-status"]


def test_an_error_of_the_wrong_type_is_one_cause_at_all_operations(judged: Judged) -> None:
    """Of phoenix's 114 operations 49 answered 422 as JSON where text was documented."""
    (refused,) = judged(status=410, answer={"detail": "no"})
    (shown,) = judged(headers={"Content-Type": "text/html"})
    assert "putOrder" not in refused.shared
    assert "orders" not in refused.shared
    assert "orders" in shown.shared


def test_a_broken_body_without_a_credential_is_told_as_broken(judged: Judged) -> None:
    """What it means for who may call is not known from such an answer."""
    assert [finding.check for finding in judged(key=None, answer={"n": "1"})] == ["response-body"]


@pytest.mark.parametrize(
    ("exchanges", "key"),
    [
        (
            [{"sent": {"n": 1, "lines": [{"a": "x"}]}}, {"sent": {"n": 1, "lines": [{}, {"b": None}]}}],
            "body /lines/*/*: type",
        ),
        ([{"sent": {}}, {"sent": {"more": 1}}], "body: required n"),
        ([{"query": "?size=10"}, {"query": "?size=11"}], "query parameter size: maximum"),
        ([{"sent": b"{"}, {"sent": b"[1"}], "body: not readable"),
        ([{"answer": {"n": "1"}}, {"answer": {"n": None}}], "200 body /n: type"),
        ([{"answer": b"{"}, {"answer": b"x"}], "200 not JSON"),
        (
            [{"headers": {"X-Tags": "a, c"}}, {"headers": {"X-Tags": "d"}}],
            "200 header X-Tags /*: enum",
        ),
        (
            [{"headers": {"Content-Type": f"multipart/mixed; boundary={n}"}} for n in range(2)],
            "200 multipart/mixed",
        ),
    ],
    ids=str,
)
def test_a_key_holds_no_value(judged: Judged, exchanges: list[dict[str, Any]], key: str) -> None:
    """Neither one that was sent nor one that was answered, nor the name of a property that the document lacks."""
    assert [finding.key for exchange in exchanges for finding in judged(**exchange)] == [key, key]


def test_findings_of_one_cause_are_one(judged: Judged) -> None:
    """With the smallest request that shows it; another value is no other cause."""
    several = [*judged(sent={"n": "long", "more": 1}), *judged(sent={"n": "x"}), *judged(sent={})]
    typed, missing = group_findings(several)
    assert (typed.times, missing.times) == (2, 1)
    assert typed.exchange is not None
    assert typed.exchange.request.body == b'{"n": "x"}'


def test_the_second_user_is_admitted(make_api: Callable[..., Api]) -> None:
    """A success of another user's request is right; one with parts of nobody is not."""
    second = Identity(Credentials({"key": "other-key"}), {"key": "ORDERS_OTHER"})
    run = _judging(make_api(DOCUMENT), second)
    assert [finding.check for finding in run(key="other-key")] == []
    assert [finding.check for finding in run(key="third-key")] == ["accepts-credential"]


def test_a_rule_is_about_calls_of_its_operation(make_api: Callable[..., Api]) -> None:
    """A request by another method is not one, and what can't be read need not reach the API."""
    api = make_api(DOCUMENT)
    (api.folder / "rules.py").write_text(RULES, encoding="utf-8")
    judged = _judging(api)
    assert [finding.check for finding in judged()] == ["never-so"]
    assert judged(method="OPTIONS", status=200) == []
    assert judged(sent=b"{", status=400) == []


def test_an_error_of_a_rule_names_the_rule_and_its_line(make_api: Callable[..., Api]) -> None:
    api = make_api(DOCUMENT)
    (api.folder / "rules.py").write_text(RULES.replace('Violation("it is so", exchange)', "1 / 0"), encoding="utf-8")
    with pytest.raises(RuleError, match=r"never-so: rules\.py:7: ZeroDivisionError: division by zero"):
        _judging(api)()


BROKEN = """\
openapi: 3.1.0
info: { title: Broken, version: "1" }
paths:
  /a:
    get:
      operationId: getA
      responses:
        "503": { description: Down., content: { application/json: { schema: { type: object, required: [n] } } } }
        "501": { description: Later. }
"""


@pytest.mark.parametrize(
    ("status", "body", "checks"),
    [
        (503, b'{"n": 1}', []),
        (501, b"", []),
        (503, b"{}", ["response-body"]),
        (500, b"", ["server-error"]),
    ],
)
def test_an_error_is_right_where_nothing_else_is_documented(
    make_api: Callable[..., Api], status: int, body: bytes, checks: list[str]
) -> None:
    """Another error is not, nor one whose body breaks its schema."""
    target = Target(make_api(BROKEN), URL, Credentials({}))
    operation = target.api.spec.operations["getA"]
    response = Response(status, status, (("Content-Type", "application/json"),) if body else (), body)
    _, found = Judge(target).judge(Exchange(operation, Request("GET", f"{URL}/a", ()), response, EXAMPLE))
    assert [finding.check for finding in found] == checks


@pytest.mark.parametrize(
    ("documented", "checks"),
    [
        ('"405": { description: Invalid input. }, "404": { description: Unknown. }', []),
        ('"405": { description: Invalid input. }, "200": { description: It. }', ["not-implemented"]),
        ('"405": { description: Invalid input. }, default: { description: It. }', ["not-implemented"]),
        ('"400": { description: Wrong. }', ["undocumented-status"]),
    ],
)
def test_405_is_right_where_only_refusals_are_documented(
    make_api: Callable[..., Api], documented: str, checks: list[str]
) -> None:
    """The Swagger petstore has such operations."""
    document = _SILENT.replace("operationId: getA", f"operationId: getA, responses: {{ {documented} }}")
    target = Target(make_api(document), URL, Credentials({}))
    exchange = Exchange(
        target.api.spec.operations["getA"], Request("GET", f"{URL}/a", ()), Response(405, 405, (), b""), "test"
    )
    assert [finding.check for finding in Judge(target).judge(exchange)[1] if finding.severity == "error"] == checks


REDIRECTS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    post:
      operationId: makeA
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses: { "303": { description: Made. }, %s }
"""


@pytest.mark.parametrize(
    ("rest", "body", "checks"),
    [
        ('"400": { description: Wrong. }', b"[]", ["accepts-invalid"]),
        ('"400": { description: Wrong. }', b"{}", []),
        ('"404": { description: Gone. }', b"[]", []),  # a form says by a redirect, too, that it is wrong
        ('"200": { description: Made. }, "400": { description: Wrong. }', b"[]", []),
    ],
)
def test_a_redirect_is_a_success_where_the_document_has_none_but_refusals(
    make_api: Callable[..., Api], rest: str, body: bytes, checks: list[str]
) -> None:
    target = Target(make_api(REDIRECTS % rest), URL, Credentials({}))
    request = Request("POST", f"{URL}/a", (("Content-Type", "application/json"),), body)
    response = Response(303, 303, (("Location", "/a/1"),), b"")
    exchange = Exchange(target.api.spec.operations["makeA"], request, response, "test")
    assert [finding.check for finding in Judge(target).judge(exchange)[1]] == checks


_WITHOUT_BODY = """\
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /a: { delete: { operationId: deleteA, responses: { "204": { description: Done. } } } }
"""


@pytest.mark.parametrize(
    ("headers", "checks"),
    [((("Content-Type", "multipart/form-data"),), []), ((), ["undocumented-status"])],
)
def test_a_media_type_without_a_body_may_be_refused_where_none_is_documented(
    make_api: Callable[..., Api], headers: tuple[tuple[str, str], ...], checks: list[str]
) -> None:
    target = Target(make_api(_WITHOUT_BODY), URL, Credentials({}))
    operation = target.api.spec.operations["deleteA"]
    request, response = Request("DELETE", f"{URL}/a", headers), Response(415, 415, (), b"")
    _, found = Judge(target).judge(Exchange(operation, request, response, "coverage"))
    assert [finding.check for finding in found] == checks


_SILENT = """\
openapi: 3.1.0
info: { title: Silent, version: "1" }
paths:
  /a: { get: { operationId: getA } }
"""


@pytest.mark.parametrize(("status", "checks"), [(204, []), (404, []), (500, ["server-error"])])
def test_a_status_is_right_where_no_response_is_documented(
    make_api: Callable[..., Api], status: int, checks: list[str]
) -> None:
    target = Target(make_api(_SILENT), URL, Credentials({}))
    operation = target.api.spec.operations["getA"]
    response = Response(status, status, (), b"")
    _, found = Judge(target).judge(Exchange(operation, Request("GET", f"{URL}/a", ()), response, "coverage"))
    assert [finding.check for finding in found] == checks


_LITERAL = """\
openapi: 3.1.0
info: { title: Literal, version: "1" }
paths:
  /a/{id}:
    get:
      operationId: getA
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: It. } }
  /a/first: { put: { operationId: putFirst, responses: { "200": { description: It. } } } }
"""


@pytest.mark.parametrize(("name", "checks"), [("first", []), ("second", ["undocumented-method"])])
def test_a_method_that_another_path_has_is_documented(
    make_api: Callable[..., Api], name: str, checks: list[str]
) -> None:
    target = Target(make_api(_LITERAL), URL, Credentials({}))
    operation = target.api.spec.operations["getA"]
    request = Request("PUT", f"{URL}/a/{name}", ())
    _, found = Judge(target).judge(Exchange(operation, request, Response(200, 200, (), b""), "coverage"))
    assert [finding.check for finding in found] == checks


_ACTIONS = """\
openapi: 3.1.0
info: { title: Actions, version: "1" }
paths:
  "/a#check":
    post:
      operationId: checkA
      requestBody: { content: { application/check+json: { schema: { type: object } } } }
      responses: { "200": { description: It. } }
  "/a#run":
    post:
      operationId: runA
      requestBody: { content: { application/run+json: { schema: { type: object } } } }
      responses: { "201": { description: It. } }
"""


@pytest.mark.parametrize("name", ["checkA", "runA"])
def test_the_media_type_says_which_operation_of_a_path_is_called(make_api: Callable[..., Api], name: str) -> None:
    target = Target(make_api(_ACTIONS), URL, Credentials({}))
    operation = target.api.spec.operations[name]
    assert operation.body
    (media_type,) = operation.body.content
    request = Request("POST", f"{URL}/a", (("Content-Type", media_type),), b"{}")
    assert Judge(target).requests.read(operation, request).validity is Validity.VALID
