"""Parameters are read by their style and refused where they break their schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.client_check import decode_request

Make = Callable[[Api], httpx.Client]
LABELS = "/labels/text/true,false/.7/.1.2/;matrix=1,2/;matrices=1;matrices=2/;R=1;G=2/a.json/"


@pytest.fixture
def mock(client: Make, toy: Callable[[str], Api]) -> httpx.Client:
    return client(toy("parameters"))


def query(mock: httpx.Client, text: str) -> Any:
    """What the mock read from a query."""
    response = mock.get(f"/styles?{text}")
    assert response.status_code == 200, response.headers["X-Mock-Reason"]
    return response.json().get("query")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("integer=5", {"integer": 5}),
        ("number=-1.5e3", {"number": -1500.0}),
        ("number=7", {"number": 7}),
        ("boolean=true", {"boolean": True}),
        ("string=", {"string": ""}),
        ("string=a+b%20%C5%99", {"string": "a b ř"}),
        ("string=5", {"string": "5"}),
        ("date=2026-11-22", {"date": "2026-11-22"}),
        ("nullable=null", {"nullable": None}),
        ("open=7", {"open": 7}),
        ("open=3", {"open": "3"}),
        ("exploded=1&exploded=2", {"exploded": [1, 2]}),
        ("listed=1,2", {"listed": [1, 2]}),
        ("listed=1%2C2", {"listed": [1, 2]}),
        ("spaced=1%202", {"spaced": [1, 2]}),
        ("piped=1%7C2", {"piped": [1, 2]}),
        ("piped=1|2", {"piped": [1, 2]}),
        ("deep[R]=1&deep[G]=2", {"deep": {"R": 1, "G": 2}}),
        ("R=1&G=2", {"spread": {"R": 1, "G": 2}}),
        ("flat=R,1,G,2", {"flat": {"R": 1, "G": 2}}),
        ("either=4", {"either": 4}),
        ("either=true&either=false", {"either": [True, False]}),
        ("json=%7B%22a%22:1%7D", {"json": {"a": 1}}),
        ("unknown=1&unknown=2", None),
    ],
)
def test_a_query_parameter_is_read_by_its_style_and_type(mock: httpx.Client, text: str, read: Any) -> None:
    assert query(mock, text) == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("integer=0", "query parameter integer: 0 is less than the minimum of 1"),
        ("integer=", "query parameter integer: '' is not of type integer"),
        ("integer=05", "query parameter integer: '05' is not of type integer"),
        ("integer=%2B5", "query parameter integer: '+5' is not of type integer"),
        ("integer=5.0", "query parameter integer: '5.0' is not of type integer"),
        ("integer=%D9%A5", "query parameter integer: '\\u0665' is not of type integer"),
        ("integer=1&integer=1", "query parameter integer: is given 2 times"),
        ("number=1e999", "query parameter number: '1e999' is not of type integer, number"),
        ("number=NaN", "query parameter number: 'NaN' is not of type integer, number"),
        ("boolean=True", "query parameter boolean: 'True' is not of type boolean"),
        ("boolean=1", "query parameter boolean: '1' is not of type boolean"),
        ("date=22.11.2026", 'query parameter date: "22.11.2026" is not a "date"'),
        ("exploded=1&exploded=x", "query parameter exploded: 'x' is not of type integer"),
        ("listed=1,2,3,4", "query parameter listed: [1,2,3,4] has more than 3 items"),
        ("listed=1&listed=2", "query parameter listed: is given 2 times"),
        ("deep[G]=1", 'query parameter deep: "R" is a required property'),
        ("deep[R]=1&deep[R]=2", "query parameter deep: property 'R' is given more than once"),
        ("flat=R", "query parameter flat: names and values do not alternate"),
        ("json=[", "query parameter json: Expecting value: line 1 column 2 (char 1)"),
        ("json=%7B%22a%22:NaN%7D", "query parameter json: not JSON: NaN is no number"),
    ],
)
def test_a_query_parameter_that_breaks_its_schema_is_a_bad_request(mock: httpx.Client, text: str, reason: str) -> None:
    response = mock.get(f"/styles?{text}")
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (400, reason)


def test_text_that_is_not_utf8_is_a_bad_request(mock: httpx.Client) -> None:
    response = mock.get("/styles?string=%FF")
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (400, "query parameter string: not UTF-8")


def test_header_names_have_no_case_and_lists_may_have_spaces(mock: httpx.Client) -> None:
    response = mock.get("/styles", headers={"x-number": "5", "X-LIST": "a , b", "x-object": "R=1,G=2"})
    read = {"X-Number": 5, "X-List": ["a", "b"], "X-Object": {"R": 1, "G": 2}, "defaulted": 3}
    assert response.json()["header"] == read


def test_a_list_may_be_spread_over_headers_of_one_name_but_a_scalar_may_not(mock: httpx.Client) -> None:
    spread = mock.get("/styles", headers=[("X-List", "a"), ("X-List", "b")])
    assert spread.json()["header"]["X-List"] == ["a", "b"]
    assert mock.get("/styles", headers=[("X-Number", "1"), ("X-Number", "1")]).status_code == 400


def test_an_absent_parameter_takes_its_default(mock: httpx.Client) -> None:
    assert mock.get("/styles").json() == {"header": {"defaulted": 3}}


def test_a_cookie_is_read(mock: httpx.Client) -> None:
    assert mock.get("/styles", headers={"Cookie": "other=a; session=5"}).json()["cookie"] == {"session": 5}
    assert mock.get("/styles", headers={"Cookie": "session=a"}).status_code == 400


def test_path_parameters_of_every_style_are_read(mock: httpx.Client) -> None:
    assert mock.get(LABELS).json()["path"] == {
        "simple": "text",
        "flags": [True, False],
        "label": 7,
        "labels": [1, 2],
        "matrix": [1, 2],
        "matrices": [1, 2],
        "point": {"R": 1, "G": 2},
        "file-name": "a",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (".7", "7"),
        (".1.2", ".1,2"),
        (";matrix=1,2", "matrix=1,2"),
        (";matrix=1,2", ";other=1,2"),
        (";R=1;G=2", ";R=1;G"),
        ("true,false", "true,no"),
        ("a.json", "abcdef.json"),
    ],
)
def test_a_path_parameter_that_breaks_its_style_or_schema_is_a_bad_request(
    mock: httpx.Client, old: str, new: str
) -> None:
    assert mock.get(LABELS.replace(old, new)).status_code == 400


def test_an_encoded_slash_belongs_to_the_value(mock: httpx.Client) -> None:
    response = mock.get(LABELS.replace("text", "te%2Fxt"))
    assert response.json()["path"]["simple"] == "te/xt"


def test_a_sensitive_parameter_is_not_shown(mock: httpx.Client) -> None:
    response = mock.get("/items/1?token=hunter2")
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (400, "query parameter token is not valid")


def test_a_required_parameter_has_to_be_there(mock: httpx.Client) -> None:
    assert mock.get("/items/1").headers["X-Mock-Reason"] == "query parameter token is missing"


@pytest.mark.parametrize(("style", "is_needed"), [("form", False), ("deepObject", False), ("form", True)])
def test_an_empty_object_is_written_as_nothing(
    client: Make, make_api: Callable[..., Api], style: str, is_needed: bool
) -> None:
    """Spring's documents require `pageable`, whose properties are all optional."""
    needed = ", required: [page]" if is_needed else ""
    pageable = f"{{ type: object, properties: {{ page: {{ type: integer }} }}{needed} }}"
    parameter = f"name: pageable, in: query, required: true, style: {style}, schema: {pageable}"
    document = f"""
openapi: 3.1.0
info: {{ title: Shop, version: "1" }}
paths: {{ /books: {{ get: {{ parameters: [{{ {parameter} }}], responses: {{ "204": {{ description: D }} }} }} }} }}
"""
    assert client(make_api(document)).get("/books").status_code == (400 if is_needed else 204)


SPREAD = """
openapi: 3.1.0
info: { title: T, version: "1" }
security: [{ key: [] }]
paths:
  /a:
    get:
      operationId: a
      parameters:
        - { name: filter, in: query, style: deepObject, schema: { type: object } }
        - { name: page, in: query, schema: { type: string } }
        - { name: free, in: query, schema: { type: object, additionalProperties: { type: integer } } }
      responses: { "200": { description: D } }
components: { securitySchemes: { key: { type: apiKey, in: query, name: api_key } } }
"""


def test_an_object_of_any_names_leaves_those_of_others(make_api: Callable[..., Api]) -> None:
    """A credential, a parameter, and the members of another object."""
    spec = make_api(SPREAD).spec
    request = decode_request.raw("api_key=k&filter[a]=x&page=p&n=1", [], {})
    assert decode_request.parameters(spec, spec.operations["a"], request) == {
        ("filter", "query"): {"a": "x"},
        ("page", "query"): "p",
        ("free", "query"): {"n": 1},
    }


PATHS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /{list}/{object}/{matrix}:
    get:
      operationId: read
      parameters:
        - { name: list, in: path, required: true, schema: { type: array, maxItems: 2, items: { type: string } } }
        - { name: object, in: path, required: true, style: matrix, explode: true, schema: { type: object } }
        - { name: matrix, in: path, required: true, style: matrix, explode: true,
            schema: { type: array, maxItems: 2, items: { enum: ["a", "b;c", "é"] } } }
      responses: { "204": { description: read } }
"""


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/a%2Cb,c/;k=v%3Bw;n=1/;matrix=b%3Bc;matrix=%C3%A9", 204),
        ("/a%2Cb/;k=v/;matrix=a", 204),
        ("/a,b,c/;k=v/;matrix=a", 400),
        ("/a,b/;k=v;w/;matrix=a", 400),
    ],
)
def test_an_encoded_delimiter_in_a_path_is_a_part_of_a_value(
    make_api: Callable[[str], Api], client: Make, path: str, status: int
) -> None:
    assert client(make_api(PATHS)).get(path).status_code == status


def test_a_path_that_is_known_decoded_only_splits_at_every_delimiter(make_api: Callable[[str], Api]) -> None:
    spec = make_api(PATHS).spec
    request = decode_request.raw("", [], {"list": "a,b", "object": ";k=v", "matrix": ";matrix=é"})
    assert decode_request.parameters(spec, spec.operations["read"], request) == {
        ("list", "path"): ["a", "b"],
        ("object", "path"): {"k": "v"},
        ("matrix", "path"): ["é"],
    }
