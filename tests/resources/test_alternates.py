"""Composite keys and paths by another property are read where a document shows them plainly, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from starlette.testclient import TestClient

from conformance import cli
from conformance.apis import Api
from conformance.mock.app import create_app
from conformance.resources import KeyPart, Kind, ResourceModel, read_resources

TRACKER: dict[str, Any] = {
    "type": "object",
    "required": ["carrier", "number", "state"],
    "properties": {name: {"type": "string"} for name in ("carrier", "number", "state")},
}
TAG: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
}
Make = Callable[[dict[str, Any]], Api]


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def _show(schema: dict[str, Any], status: str = "200", **more: Any) -> dict[str, Any]:
    return {"responses": {status: _json(schema)}, **more}


def _document(paths: dict[str, dict[str, Any]]) -> dict[str, Any]:
    for path, item in paths.items():
        names = re.findall(r"\{(\w+)\}", path)
        for method, operation in item.items():
            operation["operationId"] = f"{method} {path}"
            operation["parameters"] = [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
            ]
    schemas = {"Tracker": TRACKER, "Tag": TAG, "Label": TAG}
    info = {"title": "T", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _trackers() -> dict[str, dict[str, Any]]:
    body = {"required": True, "content": {"application/json": {"schema": _ref("Tracker")}}}
    return {
        "/trackers": {"get": _show(_list("Tracker")), "post": _show(_ref("Tracker"), "201", requestBody=body)},
        "/trackers/{carrier}/{number}": {
            "get": _show(_ref("Tracker")),
            "delete": {"responses": {"204": {"description": ""}}},
        },
    }


def _tags(by: str) -> dict[str, dict[str, Any]]:
    body = {"required": True, "content": {"application/json": {"schema": _ref("Tag")}}}
    return {
        "/tags": {"get": _show(_list("Tag")), "post": _show(_ref("Tag"), "201", requestBody=body)},
        "/tags/{id}": {"get": _show(_ref("Tag"))},
        by: {"get": _show(_ref("Tag")), "delete": {"responses": {"204": {"description": ""}}}},
    }


@pytest.fixture
def make(make_api: Callable[[str], Api]) -> Make:
    return lambda paths: make_api(yaml.safe_dump(_document(paths), sort_keys=False))


def _kind(model: ResourceModel, operation_id: str) -> tuple[str, Kind | None] | None:
    found = model.role_of(operation_id)
    return (found[0].name, found[1].kind.known) if found else None


def test_two_parameters_are_one_key(make: Make) -> None:
    model = read_resources(make(_trackers()).spec)
    (trackers,) = model.resources
    assert trackers.key.known == (KeyPart("carrier", "/carrier"), KeyPart("number", "/number"))
    assert trackers.scope == ()
    assert _kind(model, "get /trackers/{carrier}/{number}") == ("trackers", Kind.READ)
    assert _kind(model, "post /trackers") == ("trackers", Kind.CREATE)


def test_children_of_a_composite_key_are_below_the_item(make: Make) -> None:
    paths = _trackers() | {"/trackers/{carrier}/{number}/tags": {"get": _show(_list("Tag"))}}
    tags = read_resources(make(paths).spec).resource("tags")
    assert tags is not None
    assert (tags.parent.known, tags.scope) == ("trackers", ())


def test_what_is_below_one_of_two_parameters_is_no_child(make: Make) -> None:
    paths = _trackers() | {"/trackers/{carrier}/tags": {"get": _show(_list("Tag"))}}
    tags = read_resources(make(paths).spec).resource("tags")
    assert tags is not None
    assert tags.parent.known is None


def test_a_parameter_that_is_no_property_makes_no_key(make: Make) -> None:
    paths = {"/trackers/{region}/{number}": {"get": _show(_ref("Tracker"))}}
    assert read_resources(make(paths).spec).resources == ()


@pytest.mark.parametrize("path", ["/tags/name/{name}", "/tags/name={name}"])
def test_another_property_names_the_same_items(make: Make, path: str) -> None:
    model = read_resources(make(_tags(path)).spec)
    (tags,) = model.resources
    assert tags.alternate_keys == ((KeyPart("name", "/name"),),)
    assert _kind(model, f"get {path}") == ("tags", Kind.READ)
    assert _kind(model, f"delete {path}") == ("tags", Kind.DELETE)


def test_a_path_that_shows_other_items_is_a_collection(make: Make) -> None:
    paths = _tags("/tags/name/{name}")
    paths["/tags/name/{name}"]["get"] = _show(_ref("Label"))
    assert [each.name for each in read_resources(make(paths).spec).resources] == ["tags", "name"]


def test_children_need_the_collection_that_they_are_below(make: Make) -> None:
    paths = _tags("/tags/name/{name}") | {"/tags/name/{name}/trackers": {"get": _show(_list("Tracker"))}}
    trackers = read_resources(make(paths).spec).resource("trackers")
    assert trackers is not None
    assert trackers.parent.known == "name"


def test_a_list_of_its_own_makes_a_collection(make: Make) -> None:
    paths = _tags("/tags/name/{name}") | {"/tags/name": {"get": _show(_list("Tag"))}}
    model = read_resources(make(paths).spec)
    assert [each.alternate_keys for each in model.resources] == [(), ()]


def _objects(parameter: str, above: str = "") -> dict[str, Any]:
    listed = f"/objects/{{{parameter}}}"
    own = {"get": _show(_ref("Tag")), "delete": {"responses": {"204": {"description": ""}}}}
    paths = {listed: {"get": _show(_list("Tag")), "post": _show(_ref("Tag"), "201")}, f"{listed}/{{id}}": own}
    return {**paths, **({above: {"get": _show(_list("Tag"))}} if above else {})}


def test_a_parameter_may_choose_the_list(make: Make) -> None:
    """HubSpot has orders, deals and contacts at `/objects/{objectType}`."""
    (objects,) = read_resources(make(_objects("type")).spec).resources
    assert (objects.collection, objects.item, objects.scope) == ("/objects/{type}", "/objects/{type}/{id}", ("type",))
    assert {role.kind.known for role in objects.roles} == {Kind.LIST, Kind.CREATE, Kind.READ, Kind.DELETE}


@pytest.mark.parametrize("paths", [_objects("name"), _objects("type", "/objects")])
def test_what_items_show_or_a_list_above_has_chooses_none(make: Make, paths: dict[str, Any]) -> None:
    assert all(each.collection != "/objects/{type}" for each in read_resources(make(paths).spec).resources)


def test_the_mock_keeps_the_lists_of_a_parameter_apart(make: Make) -> None:
    mock = TestClient(create_app(make(_objects("type"))))
    made = mock.post("/objects/deals").json()
    assert made in mock.get("/objects/deals").json()
    assert mock.get(f"/objects/deals/{made['id']}").json() == made
    assert made not in mock.get("/objects/orders").json()


def test_the_mock_keeps_items_of_a_composite_key(make: Make) -> None:
    mock = TestClient(create_app(make(_trackers())))
    sent = {"carrier": "dhl", "number": "7", "state": "sent"}
    assert mock.post("/trackers", json=sent).status_code == 201
    assert mock.get("/trackers/dhl/7").json() == sent
    assert mock.get("/trackers/ups/7").status_code == 404
    assert mock.delete("/trackers/dhl/7").status_code == 204
    assert mock.get("/trackers/dhl/7").status_code == 404


@pytest.mark.parametrize("path", ["/tags/name/", "/tags/name="])
def test_the_mock_finds_items_by_another_property(make: Make, path: str) -> None:
    mock = TestClient(create_app(make(_tags(f"{path}{{name}}"))))
    made = mock.post("/tags", json={"id": 77, "name": "blue"}).json()
    assert mock.get(f"{path}blue").json() == made
    assert mock.delete(f"{path}blue").status_code == 204
    assert mock.get(f"/tags/{made['id']}").status_code == 404
    assert mock.get(f"{path}blue").status_code == 404


def test_the_table_shows_each_way_to_name_an_item(make: Make, tmp_path: Path) -> None:
    make(_tags("/tags/name/{name}"))
    ran = CliRunner().invoke(cli.main, ["resources", str(tmp_path / "toy" / "openapi.yaml")])
    assert "key id = /id · or name = /name" in ran.output


@pytest.mark.parametrize(("count", "names"), [(5, ["tags"]), (4, ["tags", "name"])])
def test_a_copy_of_the_schema_shows_the_same_items(make: Make, count: int, names: list[str]) -> None:
    """Two schemas of an id and a name are often those of different things."""
    members = ["id", "name", "a", "b", "c"][:count]
    copies = [
        {"type": "object", "properties": {each: {"type": "string", "title": t} for each in members}} for t in "xy"
    ]
    paths = _tags("/tags/name/{name}")
    for path, schema in zip(("/tags/{id}", "/tags/name/{name}"), copies, strict=True):
        paths[path]["get"] = _show(schema)
    assert [each.name for each in read_resources(make(paths).spec).resources] == names
