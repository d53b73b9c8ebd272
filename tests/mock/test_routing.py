"""Requests reach the operation that their path and method name, and no other."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.routing import Router, path_of

Make = Callable[..., Api]


@pytest.fixture
def mock(client: Callable[[Api], httpx.Client], toy: Callable[[str], Api]) -> httpx.Client:
    return client(toy("parameters"))


def test_a_concrete_path_wins_over_a_templated_one(mock: httpx.Client) -> None:
    assert mock.post("/items/special").status_code == 204


def test_an_undocumented_method_is_405_with_the_methods_that_are_documented(mock: httpx.Client) -> None:
    response = mock.patch("/items/special")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST, GET, HEAD")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 405
    assert response.headers["X-Mock-Reason"] == "method PATCH is not documented for this path"


@pytest.mark.parametrize(
    "path", ["/", "/items", "/items/", "/items/1/", "/items/special/", "//items/1", "/items/1%0A/"]
)
def test_an_unknown_path_is_404_and_slashes_are_exact(mock: httpx.Client, path: str) -> None:
    response = mock.get(path)
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (404, "unknown path")
    assert response.headers["Content-Type"] == "application/problem+json"


def test_paths_lie_below_the_base_path(mock: httpx.Client) -> None:
    assert mock.get("http://mock.example/styles").status_code == 404
    assert mock.get("http://mock.example/v1/styles").status_code == 200


def test_an_encoded_path_is_the_same_path(mock: httpx.Client) -> None:
    assert mock.post("/items/s%70ecial").status_code == 204


ODD = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: get, responses: { "204": { description: D } } }
  /things/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string, maxLength: 3 } }]
    delete: { operationId: delete, responses: { "204": { description: D } } }
  /search?kind=new:
    get: { operationId: search, responses: { "204": { description: D } } }
  /page#part:
    get: { operationId: page, responses: { "204": { description: D } } }
"""


def test_paths_that_differ_in_names_only_are_one(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    mock = client(make_api(ODD))
    assert [mock.get("/things/1").status_code, mock.get("/things/abc").status_code] == [204, 400]
    assert [mock.delete("/things/abc").status_code, mock.delete("/things/abcd").status_code] == [204, 400]
    assert mock.put("/things/1").headers["Allow"] == "GET, HEAD, DELETE"


RIVALS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /files/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { "200": { description: D } } }
  /files/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string, maxLength: 9 } }]
    get: { responses: { "201": { description: D } } }
  /flows#clone:
    post:
      requestBody: { required: true, content: { application/vnd.clone+json: { schema: { type: object } } } }
      responses: { "200": { description: D } }
  /flows#deploy:
    post:
      requestBody: { required: true, content: { application/vnd.deploy+json: { schema: { type: object } } } }
      responses: { "201": { description: D } }
"""


def test_of_operations_at_one_path_that_is_meant_which_accepts_the_request(
    client: Callable[[Api], httpx.Client], make_api: Make
) -> None:
    mock = client(make_api(RIVALS))
    assert [mock.get(f"/files/{name}").status_code for name in ("7", "a.jpg", "a-long-name.jpg")] == [200, 201, 400]
    kinds = ("clone", "deploy", "other")
    types = [{"Content-Type": f"application/vnd.{kind}+json"} for kind in kinds]
    assert [mock.post("/flows", content="{}", headers=each).status_code for each in types] == [200, 201, 415]


def test_a_query_and_a_fragment_are_no_part_of_the_path(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    mock = client(make_api(ODD))
    assert [mock.get("/search?kind=new").status_code, mock.get("/page").status_code] == [204, 204]


LITERAL = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /ops/{id}: { get: &op { responses: { "200": { description: D } } }, post: *op }
  /ops/{id}:cancel: { post: { responses: { "202": { description: D } } } }
  /f/{name}: { get: { responses: { "200": { description: D } } } }
  /f/{name}.json: { get: { responses: { "201": { description: D } } } }
  /f/{name}.min.json: { get: { responses: { "202": { description: D } } } }
  /f/v{name}.json: { get: { responses: { "203": { description: D } } } }
  /{any}/one: { get: { responses: { "201": { description: D } } } }
  /g/{any}: { get: { responses: { "202": { description: D } } } }
  /span/{from}..{to}: { get: { responses: { "202": { description: D } } } }
  /{a}{b}: { get: { responses: { "203": { description: D } } } }
  /d/{name}.{ext}: { get: { responses: { "200": { description: D } } } }
"""
PARAMETERS = re.compile(r"^  (/\S+): {", re.MULTILINE)


def literal() -> str:
    """Return LITERAL with the parameters that its paths name."""

    def declare(match: re.Match[str]) -> str:
        names = re.findall(r"{([^}]+)}", match.group(1))
        described = (f"{{ name: {n}, in: path, required: true, schema: {{ type: string }} }}" for n in names)
        return f"{match.group(0)} parameters: [{', '.join(described)}],"

    return PARAMETERS.sub(declare, LITERAL)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/ops/5:cancel", 202),
        ("POST", "/ops/5%3Acancel", 202),
        ("POST", "/ops/5", 200),
        ("GET", "/ops/5:cancel", 200),
        ("POST", "/ops/:cancel", 200),
        ("PUT", "/ops/5:cancel", 405),
        ("GET", "/f/a.json", 201),
        ("GET", "/f/a.min.json", 202),
        ("GET", "/f/va.json", 203),
        ("GET", "/f/a.JSON", 200),
        ("GET", "/f/.json", 200),
        ("GET", "/g/one", 202),
        ("GET", "/h/one", 201),
        ("GET", "/span/1..2", 202),
        ("GET", "/span/1..", 404),
        ("GET", "/xy", 203),
        ("GET", "/x", 404),
    ],
)
def test_the_most_literal_path_with_the_method_is_taken(
    client: Callable[[Api], httpx.Client], make_api: Make, method: str, path: str, status: int
) -> None:
    """The literal text of a segment counts (OpenAPI 3.1, "Path Templating Matching")."""
    assert client(make_api(literal())).request(method, path).status_code == status


def test_allow_names_the_methods_of_matching_paths_only(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    mock = client(make_api(literal()))
    assert mock.put("/ops/5:cancel").headers["Allow"] == "POST, GET, HEAD"
    assert mock.put("/f/a").headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/d/a.b.pdf", {"name": "a.b", "ext": "pdf"}),
        ("/span/1...2", {"from": "1.", "to": "2"}),
        ("/xyz", {"a": "xy", "b": "z"}),
    ],
)
def test_the_last_value_of_a_segment_is_the_shortest(make_api: Make, path: str, values: dict[str, str]) -> None:
    found = Router.of(make_api(literal()).spec).find("GET", path.split("/"))
    assert found is not None
    assert found.path == values


def test_a_segment_of_separators_takes_no_time(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    """As a regular expression, `(.+?)-(.+?)-(.+?)` takes cubic time for it."""
    path = "/" + "-".join(f"{{p{n}}}" for n in range(6)) + "x"
    described = ", ".join(f"{{ name: p{n}, in: path, required: true, schema: {{ type: string }} }}" for n in range(6))
    text = LITERAL.partition("paths:")[0] + (
        f"paths:\n  {path}: {{ parameters: [{described}], get: {{ responses: {{ '204': {{ description: D }} }} }} }}\n"
    )
    mock, started = client(make_api(text)), time.perf_counter()
    assert mock.get("/" + "-" * 4000).status_code == 404
    assert mock.get("/" + "-" * 4000 + "x").status_code == 204
    assert time.perf_counter() - started < 1


SERVERS = """
openapi: 3.1.0
info: { title: T, version: "1" }
servers:
  - { url: "https://a.example/v1" }
  - url: "https://{region}.example/{version}"
    variables: { region: { default: eu }, version: { default: v2, enum: [v2, v3] } }
  - { url: "{host}/hosted", variables: { host: { default: "shop.example:8080" } } }
  - { url: "/tenants/{tenant}", variables: { tenant: { default: acme } } }
paths:
  /r: { get: { responses: { "200": { description: D } } } }
  /p/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    servers: [{ url: "https://up.example/upload" }]
    get: { responses: { "201": { description: D } } }
    put: { servers: [{ url: "https://put.example/put" }, { url: "/other/" }], responses: { "202": { description: D } } }
"""


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/r", 200),
        ("GET", "/v2/r", 200),
        ("GET", "/v3/r", 200),
        ("GET", "/v4/r", 404),
        ("GET", "/hosted/r", 200),
        ("GET", "/tenants/acme/r", 200),
        ("GET", "/tenants/other/r", 200),
        ("GET", "/tenants/r", 404),
        ("GET", "/r", 404),
        ("GET", "/upload/r", 404),
        ("GET", "/upload/p/1", 201),
        ("GET", "/upload/p/x", 400),
        ("GET", "/tenants/9/p/x", 400),
        ("GET", "/v3/p/1", 201),
        ("PUT", "/put/p/1", 202),
        ("PUT", "/other/p/1", 202),
        ("PUT", "/upload/p/1", 405),
    ],
)
def test_every_documented_server_path_is_served(
    client: Callable[[Api], httpx.Client], make_api: Make, method: str, path: str, status: int
) -> None:
    """Of the document, of a path and of an operation; each value of a variable."""
    mock = client(make_api(SERVERS))
    assert mock.request(method, f"http://mock.example{path}").status_code == status


def test_the_path_of_an_own_server_is_not_taken_by_a_fallback(
    client: Callable[[Api], httpx.Client], make_api: Make
) -> None:
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
servers: [{ url: /v1 }]
paths:
  /r: { get: { servers: [{ url: /v2 }], responses: { "200": { description: D } } } }
  /v1/r: { get: { servers: [{ url: / }], responses: { "201": { description: D } } } }
"""
    mock = client(make_api(text))
    assert mock.get("http://mock.example/v1/r").status_code == 201


def test_head_is_answered_like_get_without_the_body(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    """RFC 9110, section 9.3.2; a documented HEAD has the say."""
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /r:
    get: { responses: { "200": { description: D, content: { application/json: { example: { ok: true } } } } } }
  /own:
    get: { responses: { "200": { description: D } } }
    head: { responses: { "204": { description: D } } }
  /post: { post: { responses: { "200": { description: D } } } }
"""
    mock = client(make_api(text))
    got, head = mock.get("/r"), mock.head("/r")
    assert (head.status_code, head.content, dict(head.headers)) == (200, b"", dict(got.headers))
    assert mock.head("/own").status_code == 204
    assert mock.head("/post").status_code == 405


def test_options_names_the_methods(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    mock = client(make_api(literal()))
    assert (mock.options("/ops/1").status_code, mock.options("/ops/1").headers["Allow"]) == (204, "GET, HEAD, POST")
    assert mock.options("/unknown/path").status_code == 404


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"/a/b", "/a/b"),
        (b"http://mock.example/a/b", "/a/b"),
        (b"HTTPS://mock.example:8080/a%2Fb", "/a%2Fb"),
        (b"http://mock.example", "/"),
        (b"//a/b", "//a/b"),
    ],
)
def test_the_target_of_a_request_may_be_absolute(target: bytes, path: str) -> None:
    """RFC 9112, section 3.2.2."""
    assert path_of({"raw_path": target}) == path
