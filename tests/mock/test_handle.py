"""Administration of a mock reads its requests and its state, and refuses as it does."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from starlette.applications import Starlette

from conformance.apis import Api
from conformance.mock import Behaviours, create_app
from conformance.mock.behaviour import Answer
from conformance.mock.handle import handle_of


def scope(method: str, path: str) -> dict[str, object]:
    return {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}


def test_the_operation_of_a_request_is_found(toy: Callable[[str], Api]) -> None:
    handle = handle_of(create_app(toy("behaviour")))
    found = handle.find(scope("PUT", "/counters/first"))
    assert found is not None
    assert found.id == "addToCounter"
    assert handle.find(scope("POST", "/counters/first")) is None
    assert handle.find(scope("GET", "/elsewhere")) is None


def test_a_refusal_is_the_documented_one(toy: Callable[[str], Api]) -> None:
    handle = handle_of(create_app(toy("behaviour")))
    operation = handle.api.spec.operations["readCounter"]
    response = handle.refuse(operation, 404, "as asked")
    assert (response.status_code, bytes(response.body)) == (404, b'{"detail":"Not found."}')
    assert handle.refuse(operation, 503, "as asked").media_type == "application/problem+json"


def test_the_state_is_the_one_that_answers_come_from(toy: Callable[[str], Api]) -> None:
    handle = handle_of(create_app(toy("behaviour")))
    assert handle.state.table("counters").get(("first",)) == {"count": 1}


def test_functions_may_be_handed_in(toy: Callable[[str], Api]) -> None:
    functions = Behaviours({"draw": lambda _: Answer(200, 4)}, ())
    handle = handle_of(create_app(toy("behaviour"), functions=functions))
    assert ("first",) not in handle.state.table("counters"), "the file of the folder fills it"


def test_another_app_has_no_handle() -> None:
    app = Starlette()
    app.state.handle = None
    with pytest.raises(TypeError, match="expected one of create_app"):
        handle_of(app)


PROBLEM = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        "204": { description: D }
        "400":
          description: D
          content:
            application/problem+json:
              schema: { type: object, properties: { detail: { type: string, maxLength: LONGEST } } }
              example: { title: Bad, detail: Shown. }
"""


@pytest.mark.parametrize(
    ("longest", "detail"), [("99", "query parameter n: 'x' is not of type integer"), ("9", "Shown.")]
)
def test_a_problem_document_gives_the_reason_if_it_may(
    make_api: Callable[..., Api], client: Callable[..., httpx.Client], longest: str, detail: str
) -> None:
    mock = client(make_api(PROBLEM.replace("LONGEST", longest)))
    assert mock.get("/a?n=x").json() == {"title": "Bad", "detail": detail}
