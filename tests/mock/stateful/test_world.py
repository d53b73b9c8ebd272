"""World that a mock starts with: items of examples, others like them, children of each parent."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.handle import handle_of
from conformance.mock.state import State


@pytest.fixture
def state(shop: Api) -> State:
    return handle_of(create_app(shop, seed=1)).state


def test_there_are_several_items_with_ids_of_their_own(state: State) -> None:
    books = state.table("books")
    assert len(books) == 10
    assert all(str(books[key]["id"]) == key[0] for key in books)


def test_items_differ_in_more_than_their_ids(state: State) -> None:
    titles = [book["title"] for book in state.table("books").below()]
    assert len(set(titles)) > 3


def test_children_name_their_parents(state: State) -> None:
    chapters = state.table("chapters")
    assert {key[0] for key in chapters} == {key[0] for key in state.table("books")}
    assert all(str(chapters[key]["book_id"]) == key[0] for key in chapters)


def test_an_item_that_only_a_path_names_is_there(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api], shop: Api
) -> None:
    text = shop.spec_file.read_text(encoding="utf-8").replace(
        "schema: { type: integer }, example: 7", "schema: { type: integer }, example: 31"
    )
    mock = client(make_api(text, name="other"))
    assert [mock.get(f"/books/{number}").status_code for number in (7, 31, 999)] == [200, 200, 404]


def test_an_example_whose_id_its_path_does_not_take_is_left_out(make_api: Callable[..., Api], shop: Api) -> None:
    """An example of Twilio's calls has the id of another resource."""
    text = shop.spec_file.read_text(encoding="utf-8")
    few = text.replace("schema: { type: integer }, example: 7", "schema: { type: integer, maximum: 6 }, example: 5")
    assert few != text
    books = handle_of(create_app(make_api(few, name="few"), seed=1)).state.table("books")
    assert 0 < len(books) <= 6
    assert all(int(key[0]) <= 6 for key in books)


def test_a_reset_makes_the_same_world_again(state: State) -> None:
    before = state.dump()
    state.table("books").delete(("7",))
    state.reset(1)
    assert state.dump() == before


JOBS = """\
openapi: 3.1.0
info: { title: Jobs, version: "1" }
paths:
  /jobs/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } }
        "404": { description: D }
    patch:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } }
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } }
        "404": { description: D }
    delete: { responses: { "204": { description: D }, "404": { description: D } } }
  /jobs/{id}/cancel:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } }
components:
  schemas:
    Job: { type: object, required: [id, title], properties: { id: { type: string }, title: { type: string } } }
"""


def test_an_item_is_there_for_each_id_that_no_answer_shows(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    """Until it is deleted. What a client changes is kept."""
    mock = client(make_api(JOBS))
    assert [mock.get(f"/jobs/{name}").json()["id"] for name in ("a", "b")] == ["a", "b"]
    changed = mock.patch("/jobs/c", json={"id": "c", "title": "C"}).json()
    assert changed == {"id": "c", "title": "C"} == mock.get("/jobs/c").json()
    assert mock.post("/jobs/d/cancel").json()["id"] == "d"
    assert mock.delete("/jobs/e").status_code == 204
    assert [mock.get(f"/jobs/{name}").status_code for name in ("e", "a")] == [404, 200]


@pytest.mark.parametrize(
    "way",
    [
        "  /jobs: { post: { responses: { '201': { description: D } } } }",
        "  /jobs: { get: { responses: { '200': { description: D, content: { application/json: { schema: { type: array,"
        " items: { $ref: '#/components/schemas/Job' } } } } } } } }",
    ],
)
def test_an_unknown_id_is_not_found_where_ids_are_learnt(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api], way: str
) -> None:
    mock = client(make_api(JOBS.replace("paths:\n", f"paths:\n{way}\n")))
    assert mock.get("/jobs/a").status_code == 404
    assert mock.post("/jobs/d/cancel").status_code == 404


def test_an_unknown_id_is_not_found_where_the_document_shows_one(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    mock = client(make_api(JOBS.replace("{ id: { type: string }", "{ id: { type: string, example: j7 }")))
    assert [mock.get(f"/jobs/{name}").status_code for name in ("j7", "other")] == [200, 404]


KEYS = """\
openapi: 3.1.0
info: { title: Keys, version: "1" }
paths:
  /keys/{user}:
    parameters: [{ name: user, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200":
          description: D
          content:
            application/json:
              schema:
                type: object
                properties: { keys: { type: array, items: { $ref: "#/components/schemas/Key" } } }
    delete: { responses: { "204": { description: D } } }
  /keys/{user}/{id}:
    parameters:
      - { name: user, in: path, required: true, schema: { type: string } }
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Key" } } } }
    delete: { responses: { "204": { description: D } } }
components:
  schemas:
    Key: { type: object, required: [id], properties: { id: { type: string }, label: { type: string } } }
"""


def test_an_item_is_there_where_no_answer_shows_whose_it_is(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    mock = client(make_api(KEYS))
    assert mock.get("/keys/ann/k7").json()["id"] == "k7"
    assert [each["id"] for each in mock.get("/keys/ann").json()["keys"]] == ["k7"]
    assert mock.delete("/keys/ann/k7").status_code == 204
    assert mock.get("/keys/ann/k7").status_code == 404


@pytest.mark.parametrize(("named", "parent"), [(8, 8), (99, 7)])
def test_an_example_is_below_the_parent_that_it_names(
    make_api: Callable[..., Api], shop: Api, named: int, parent: int
) -> None:
    """It names its parent in any case: a client would not find it below the one of the example."""
    text, name = shop.spec_file.read_text(encoding="utf-8"), "00000000-0000-4000-8000-000000000003"
    shown = f"{{ id: {name}, book_id: {named}, text: T }}"
    schema = 'schema: { $ref: "#/components/schemas/Chapter" } }'
    described = make_api(text.replace(schema, f"example: {shown}, {schema}"), name="described")
    chapters = handle_of(create_app(described, seed=1)).state.table("chapters")
    assert [chapters[key]["book_id"] for key in chapters if key[1] == name] == [parent]
