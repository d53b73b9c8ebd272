"""Items whose key the document leaves open: a mock finds them by each property that could be it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.faults.subject import Subject
from conformance.mock.stateful.guessed_keys import describe_guesses
from conformance.mock.stateful.model import read_model
from conformance.resources import read_resources

Schema = dict[str, Any]
Mock = Callable[[Schema], httpx.Client]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}


def an(**properties: Schema) -> Schema:
    """Return the schema of an object that has all these properties."""
    return {"type": "object", "required": [*properties], "properties": properties}


def shows(status: str, schema: Schema) -> Schema:
    """Return the responses of an operation that shows values of a schema, or 404."""
    found = {"description": "It.", "content": {"application/json": {"schema": schema}}}
    return {status: {**found, "headers": {"Location": {"schema": TEXT}}}, "404": {"description": "None."}}


def takes(schema: Schema) -> Schema:
    """Return the required body of a request."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def named(template: str, types: Schema) -> list[Schema]:
    """Return the path parameters of a template."""
    names = [each[1:-1] for each in template.split("/") if each.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": types.get(name, TEXT)} for name in names]


def keeps(item: str, view: Schema, sent: Schema, collection: str = "", **types: Schema) -> Schema:
    """Return a document of items that are created, listed, read, changed and deleted."""
    collection = collection or item.partition("/{")[0]
    listed = {
        "parameters": named(collection, types),
        "get": {"responses": shows("200", {"type": "array", "items": view})},
        "post": {"requestBody": takes(sent), "responses": shows("201", view)},
    }
    own = {
        "parameters": named(item, types),
        "get": {"responses": shows("200", view)},
        "patch": {"requestBody": takes({**sent, "required": []}), "responses": shows("200", view)},
        "delete": {"responses": {"204": {"description": "Gone."}, "404": {"description": "None."}}},
    }
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {collection: listed, item: own}}


CUSTOMERS = keeps("/customers/{customer}", an(id=NUMBER, name=TEXT, age=NUMBER), an(name=TEXT, age=NUMBER))
USERS = keeps("/users/{user}", an(uuid={**TEXT, "format": "uuid"}, login=TEXT), an(login=TEXT))
TAGS = keeps("/tags/{tag}", an(name=TEXT, slug=TEXT, color=TEXT), an(name=TEXT, slug=TEXT, color=TEXT))
PARTS = keeps("/parts/{part}", an(id=NUMBER, name=TEXT), an(name=TEXT), part=NUMBER)
OWNER = an(login=TEXT, id=NUMBER)
REPOS = keeps("/repos/{owner}/{repo}", an(id=NUMBER, name=TEXT, full_name=TEXT, owner=OWNER), an(name=TEXT))
JOINED = keeps("/repos/{owner}/{repo}", an(id=NUMBER, name=TEXT, full_name=TEXT), an(name=TEXT))
OWNED = keeps("/repos/{owner}/{repo}", an(id=NUMBER, name=TEXT), an(name=TEXT), "/repos/{owner}")
MEMBERS = keeps("/members/{user}", an(role=TEXT, user=an(login=TEXT)), an(role=TEXT))
FILTERS = keeps("/filters/{filter_id}", an(acme_id=TEXT, size=TEXT), an(size=TEXT))
HELD = keeps("/accounts/{accountId}", an(tokenId=TEXT, note=TEXT, account=an(id=TEXT)), an(note=TEXT))
CODES = keeps(
    "/codes/{the_code}",
    an(id=TEXT, code={**TEXT, "example": "C-7"}),
    an(code=TEXT),
    the_code={**TEXT, "example": "C-7"},
)
SHAPES = {
    "the id in the object of the noun": (HELD, "/accounts", {"note": "a"}, "note", "b"),
    "number and name": (CUSTOMERS, "/customers", {"name": "ann", "age": 30}, "age", 31),
    "uuid and login": (USERS, "/users", {"login": "ann"}, "login", "zoe"),
    "no id": (TAGS, "/tags", {"name": "ann", "slug": "a", "color": "red"}, "color", "blue"),
    "a path of numbers": (PARTS, "/parts", {"name": "ann"}, "name", "zoe"),
    "an owner with a login": (REPOS, "/repos", {"name": "ann"}, "name", "zoe"),
    "an owner in a joined name": (JOINED, "/repos", {"name": "ann"}, "name", "zoe"),
    "an owner in paths alone": (OWNED, "/repos/kim", {"name": "ann"}, "name", "zoe"),
    "a name within an object": (MEMBERS, "/members", {"role": "cook"}, "role", "host"),
    "the only id": (FILTERS, "/filters", {"size": "Q"}, "size", "R"),
    "an example decides": (CODES, "/codes", {"code": "Q"}, "code", "Q"),
}


@pytest.fixture
def mock(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> Mock:
    return lambda document: client(make_api(json.dumps(document)))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_created_item_is_read_changed_listed_and_deleted(mock: Mock, shape: str) -> None:
    document, collection, sent, name, value = SHAPES[shape]
    api = mock(document)
    created = api.post(collection, json=sent)
    address = created.headers["Location"]
    assert api.get(address).json() == created.json()
    assert created.json() in api.get(collection).json()
    changed = api.patch(address, json={name: value}).json()
    assert changed[name] == value
    assert changed in api.get(collection).json()
    # A change of a name may be one of the address.
    found = [each for each in (address, f"{address.rpartition('/')[0]}/{value}") if api.get(each).status_code == 200]
    assert api.get(found[0]).json() == changed
    assert api.delete(found[0]).status_code == 204
    assert [api.get(each).status_code for each in (address, found[0])] == [404, 404]
    assert changed not in api.get(collection).json()


@pytest.mark.parametrize("shape", SHAPES)
def test_each_listed_item_is_another_one(mock: Mock, shape: str) -> None:
    document, collection, sent, *_ = SHAPES[shape]
    api = mock(document)
    api.post(collection, json=sent)
    shown = api.get(collection).json()
    assert len({json.dumps(each) for each in shown}) == len(shown) > 0


def test_the_id_in_the_object_of_the_noun_goes_before_another(mock: Mock) -> None:
    """An account shows the id of a token beside it."""
    api = mock(HELD)
    created = api.post("/accounts", json={"note": "a"}).json()
    assert api.get(f"/accounts/{created['account']['id']}").json() == created
    assert api.get(f"/accounts/{created['tokenId']}").status_code == 404


def test_any_plausible_property_finds_the_item_and_others_do_not(mock: Mock) -> None:
    api = mock(CUSTOMERS)
    created = api.post("/customers", json={"name": "ann", "age": 99}).json()
    assert api.get("/customers/ann").json() == api.get(f"/customers/{created['id']}").json() == created
    assert [api.get(f"/customers/{each}").status_code for each in ("99", "zoe", "None")] == [404, 404, 404]


def test_a_path_of_numbers_finds_no_text(mock: Mock) -> None:
    api = mock(PARTS)
    api.post("/parts", json={"name": "777"})
    assert api.get("/parts/777").status_code == 404


def test_items_that_a_mock_makes_have_names_of_their_own(mock: Mock) -> None:
    view = an(id=TEXT, ticket_id={**TEXT, "examples": ["1390"]}, subject=TEXT)
    client = mock(keeps("/tickets/{ticket_id}", view, an(subject=TEXT)))
    made = [client.post("/tickets", json={"subject": "Late"}).json() for _ in range(2)]
    for ticket in made:
        assert [client.get(f"/tickets/{ticket[name]}").json() for name in ("id", "ticket_id")] == [ticket, ticket]


def test_two_items_of_one_name_are_found_by_their_ids_alone(mock: Mock) -> None:
    api = mock(CUSTOMERS)
    one, two = (api.post("/customers", json={"name": "ann", "age": age}) for age in (1, 2))
    assert api.get("/customers/ann").status_code == 404
    assert two.headers["Location"].endswith(f"/customers/{two.json()['id']}")
    assert api.get(f"/customers/{one.json()['id']}").json() == one.json()
    api.delete(f"/customers/{one.json()['id']}")
    assert api.get("/customers/ann").json() == two.json()


def test_the_id_of_a_deleted_item_is_no_name_of_another(mock: Mock) -> None:
    api = mock(CUSTOMERS)
    gone = api.post("/customers", json={"name": "ann", "age": 1}).json()["id"]
    api.post("/customers", json={"name": str(gone), "age": 2})
    assert api.get(f"/customers/{gone}").json()["name"] == "ann"
    api.delete(f"/customers/{gone}")
    assert api.get(f"/customers/{gone}").status_code == 404


def test_an_example_of_the_path_leads_to_an_item(mock: Mock) -> None:
    customer = {**TEXT, "example": "kim"}
    api = mock(keeps("/customers/{customer}", an(id=NUMBER, name=TEXT), an(name=TEXT), customer=customer))
    assert api.get("/customers/kim").json()["name"] == "kim"


def test_an_example_that_a_property_shares_decides_alone(mock: Mock) -> None:
    api = mock(CODES)
    assert api.get("/codes/C-7").json()["code"] == "C-7"
    created = api.post("/codes", json={"code": "Q"})
    assert created.headers["Location"].endswith("/codes/Q")
    assert api.get(f"/codes/{created.json()['id']}").status_code == 404


def test_children_belong_to_their_parent_whatever_it_is_called_by(mock: Mock) -> None:
    notes = keeps(
        "/customers/{customer}/notes/{note}", an(id=NUMBER, title=TEXT, name=TEXT), an(title=TEXT),
        "/customers/{customer}/notes",
    )  # fmt: skip
    api = mock({**CUSTOMERS, "paths": {**CUSTOMERS["paths"], **notes["paths"]}})
    customer = api.post("/customers", json={"name": "ann", "age": 1}).json()["id"]
    note = api.post("/customers/ann/notes", json={"title": "hi"}).json()
    for parent in ("ann", customer):
        assert api.get(f"/customers/{parent}/notes").json() == [note]
        assert api.get(f"/customers/{parent}/notes/{note['id']}").json() == note
    assert api.get(f"/customers/1/notes/{note['id']}").status_code == 404
    assert api.get("/customers/zoe/notes").status_code == 404
    api.delete("/customers/ann")
    assert api.get(f"/customers/{customer}/notes").status_code == 404


def test_items_of_two_owners_are_apart(mock: Mock) -> None:
    api = mock(OWNED)
    ids = [api.post(f"/repos/{owner}", json={"name": "engine"}).json()["id"] for owner in ("kim", "lee")]
    assert [api.get(f"/repos/{owner}/engine").json()["id"] for owner in ("kim", "lee")] == ids
    assert [[each["id"] for each in api.get(f"/repos/{owner}").json()] for owner in ("kim", "lee")] == [
        [each] for each in ids
    ]
    assert api.get("/repos/max/engine").status_code == 404


@pytest.mark.parametrize("document", [REPOS, JOINED])
def test_a_joined_name_is_that_of_the_address(mock: Mock, document: Schema) -> None:
    api = mock(document)
    created = api.post("/repos", json={"name": "engine"})
    owner, _, name = created.json()["full_name"].partition("/")
    assert name == "engine"
    assert api.get(f"/repos/{owner}/engine").json() == created.json()
    assert api.patch(f"/repos/{owner}/engine", json={"name": "loom"}).json()["full_name"] == f"{owner}/loom"


def test_an_example_with_a_joined_name_is_found(mock: Mock) -> None:
    shown = {"id": 5, "name": "engine", "full_name": "ada/engine"}
    document = json.loads(json.dumps(JOINED))
    read = document["paths"]["/repos/{owner}/{repo}"]["get"]["responses"]["200"]
    read["content"]["application/json"]["example"] = shown
    assert mock(document).get("/repos/ada/engine").json() == shown


def test_a_put_makes_the_item_that_it_names(mock: Mock) -> None:
    document = json.loads(json.dumps(CUSTOMERS))
    put = {"requestBody": takes(an(age=NUMBER)), "responses": {"200": shows("200", an(id=NUMBER, name=TEXT))["200"]}}
    document["paths"]["/customers/{customer}"]["put"] = put
    api = mock(document)
    assert api.put("/customers/zoe", json={"age": 5}).json()["name"] == "zoe"
    assert api.get("/customers/zoe").json()["age"] == 5


def test_another_name_in_the_path_is_that_of_another_property(mock: Mock) -> None:
    document = json.loads(
        json.dumps(keeps("/settings/{key}", an(id=TEXT, key=TEXT, value=TEXT), an(key=TEXT, value=TEXT)))
    )
    removed = document["paths"]["/settings/{key}"].pop("delete")
    document["paths"]["/settings/{id}"] = {"parameters": named("/{id}", {}), "delete": removed}
    api = mock(document)
    made = api.post("/settings", json={"key": "a", "value": "b"}).json()
    assert made["id"] != "a"
    statuses = [api.delete(f"/settings/{name}").status_code for name in ("none", made["id"], made["id"])]
    assert (statuses, api.get("/settings/a").status_code) == ([404, 204, 404], 404)


def test_a_name_that_no_property_holds_is_remembered(mock: Mock) -> None:
    value = an(value=TEXT)
    own = {
        "parameters": named("/{key}", {}),
        "get": {"responses": shows("200", value)},
        "put": {"requestBody": takes(value), "responses": {"200": shows("200", value)["200"]}},
        "delete": {"responses": {"204": {"description": "Gone."}, "404": {"description": "None."}}},
    }
    api = mock({**CUSTOMERS, "paths": {"/settings/{key}": own}})
    for key in ("a", "b"):
        assert api.put(f"/settings/{key}", json={"value": key * 2}).json() == {"value": key * 2}
    assert [api.get(f"/settings/{key}").json() for key in ("a", "b")] == [{"value": "aa"}, {"value": "bb"}]
    assert api.delete("/settings/a").status_code == 204
    assert [api.get(f"/settings/{key}").status_code for key in ("a", "b", "c")] == [404, 200, 404]


def test_a_name_that_only_the_location_says_leads_to_the_item(mock: Mock) -> None:
    api = mock(keeps("/notes/{note}", an(text=TEXT), an(text=TEXT)))
    address = api.post("/notes", json={"text": "hi"}).headers["Location"]
    assert api.get(address).json() == {"text": "hi"}
    assert api.patch(address, json={"text": "ho"}).json() == api.get(address).json() == {"text": "ho"}
    assert [api.delete(address).status_code, api.get(address).status_code] == [204, 404]


def test_a_name_that_nobody_can_know_is_not_asked_for(mock: Mock) -> None:
    document = json.loads(json.dumps(keeps("/notes/{note}", an(text=TEXT), an(text=TEXT))))
    del document["paths"]["/notes"]["post"]["responses"]["201"]["headers"]
    assert mock(document).get("/notes/any").status_code == 200


def test_what_is_only_read_is_answered_by_its_schema(mock: Mock) -> None:
    read = {"get": {"parameters": named("/{city}", {}), "responses": shows("200", an(id=NUMBER, name=TEXT))}}
    assert mock({**CUSTOMERS, "paths": {"/weather/{city}": read}}).get("/weather/Oslo").status_code == 200


def test_no_law_rests_on_a_guess(make_api: Callable[..., Api]) -> None:
    for document in (CUSTOMERS, REPOS, OWNED):
        spec = make_api(json.dumps(document)).spec
        assert not any(each.key.known for each in read_resources(spec).resources)
        assert all(each.key.known for each in read_model(spec).resources)


def test_no_fault_rests_on_a_guess(make_api: Callable[..., Api]) -> None:
    assert Subject(make_api(json.dumps(CUSTOMERS)).spec).parts == ()


def test_a_guess_is_named_and_a_correction_is_none(make_api: Callable[..., Api]) -> None:
    specs = [make_api(json.dumps(each), name=f"api{number}").spec for number, each in enumerate((REPOS, OWNED))]
    assert [line for spec in specs for line in describe_guesses(spec, read_model(spec))] == [
        "/repos/{owner}/{repo}: owner is /owner/login or /owner/id, repo is /name or /id; "
        "correct it by `key` of x-resource",
        "/repos/{owner}/{repo}: owner is no property, repo is /name or /id; correct it by `key` of x-resource",
    ]
    corrected = json.loads(json.dumps(CUSTOMERS))
    corrected["paths"]["/customers/{customer}"]["x-resource"] = {"key": {"customer": "/name"}}
    spec = make_api(json.dumps(corrected)).spec
    assert not [*describe_guesses(spec, read_model(spec))]


@pytest.mark.parametrize(("operation", "count"), [("createOrUpdateTag", 1), ("upsert-tag", 1), ("createTag", 2)])
def test_a_creation_that_says_so_updates_what_it_names(mock: Mock, operation: str, count: int) -> None:
    """Intercom's `POST /companies` looks the company up by the `company_id` that it sends."""
    document = keeps("/tags/{tag_id}", an(id=TEXT, tag_id=TEXT, color=TEXT), an(tag_id=TEXT, color=TEXT))
    document["paths"]["/tags"]["post"]["operationId"] = operation
    api = mock(document)
    ids = {api.post("/tags", json={"tag_id": "T-1", "color": color}).json()["id"] for color in ("red", "blue")}
    assert len(ids) == count
    assert [each["color"] for each in api.get("/tags").json() if each["tag_id"] == "T-1"] == ["red", "blue"][-count:]


def test_what_is_created_without_a_name_gets_one_of_its_own(mock: Mock) -> None:
    api = mock(keeps("/tags/{tag_id}", an(id=TEXT, tag_id=TEXT), {"properties": {"tag_id": TEXT}}))
    made = [api.post("/tags", json={}).json() for _ in range(3)]
    assert len({each["tag_id"] for each in made}) == 3
    assert all(api.get(f"/tags/{each['tag_id']}").json() == each for each in made)
