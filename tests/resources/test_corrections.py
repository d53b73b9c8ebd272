"""`x-resource` corrects the resource model, and `conformance resources` prints it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from conformance.apis import Api, notices
from conformance.cli import main
from conformance.resources import Confidence, Kind, ResourceModel, Shows, read_resources

SPECS = Path(__file__).parents[2] / "specs"
ORDER = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
Read = Callable[..., ResourceModel]


def _operation(operation_id: str, schema: Any = ORDER, **more: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"operationId": operation_id, "responses": {"200": {"description": "", "content": content}}, **more}


@pytest.fixture
def make(make_api: Callable[[str], Api]) -> Callable[..., Api]:
    """Build a document of orders; `stated` is the `x-resource` of operations by id, and of the item's path."""

    def build(stated: dict[str, Any]) -> Api:
        extension = {name: {"x-resource": value} for name, value in stated.items()}
        parameter = {"name": "order", "in": "path", "required": True, "schema": {"type": "string"}}
        page = {"properties": {"a": {"type": "array", "items": ORDER}, "b": {"type": "array", "items": ORDER}}}
        paths = {
            "/orders": {"get": _operation("list", page, **extension.get("list", {}))},
            "/orders/{order}": {
                "parameters": [parameter],
                **extension.get("path", {}),
                "get": _operation("read", **extension.get("read", {})),
            },
            "/my-orders": {"get": _operation("mine", {"type": "array", "items": ORDER}, **extension.get("mine", {}))},
            "/new": {"post": _operation("new", **extension.get("new", {}))},
        }
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
        return make_api(yaml.safe_dump(document, sort_keys=False))

    return build


def test_what_nobody_can_know_is_stated(make: Callable[..., Api]) -> None:
    assert read_resources(make({}).spec).resources[0].key.value is None
    key = read_resources(make({"path": {"key": {"order": "/name"}}}).spec).resources[0].key
    assert (key.value and key.value[0].pointer, key.confidence) == ("/name", Confidence.STATED)


def test_an_operation_is_moved_to_a_resource(make: Callable[..., Api]) -> None:
    model = read_resources(make({"new": {"resource": "orders", "role": "create"}}).spec)
    resource, role = model.role_of("new") or pytest.fail("no role")
    assert (resource.name, role.kind.value, role.shows.value) == ("orders", Kind.CREATE, Shows.ITEM)
    assert "new" not in model.unassigned
    assert [each.name for each in model.resources] == ["orders", "my-orders"]


def test_a_collection_has_the_items_of_another(make: Callable[..., Api]) -> None:
    model = read_resources(make({"mine": {"same_as": "/orders"}}).spec)
    assert [each.name for each in model.resources] == ["orders"]
    assert {role.operation_id for role in model.resources[0].roles} == {"list", "read", "mine"}


def test_the_place_of_the_items_is_stated(make: Callable[..., Api]) -> None:
    found = read_resources(make({"list": {"role": "list", "items": "/b"}}).spec).role_of("list")
    assert found is not None
    assert (found[1].kind.value, found[1].shown.value, found[1].shows.value) == (Kind.LIST, "/b", Shows.ITEMS)


def test_an_operation_belongs_to_no_resource(make: Callable[..., Api]) -> None:
    model = read_resources(make({"mine": False}).spec)
    assert ([each.name for each in model.resources], model.unassigned["mine"]) == (["orders"], "x-resource: false")


def test_a_resource_is_stated_as_a_whole(make: Callable[..., Api]) -> None:
    stated = {"parent": "shops", "soft_delete": True, "constant": True}
    resource = read_resources(make({"read": stated}).spec).resources[0]
    assert (resource.parent.value, resource.has_soft_delete, resource.is_constant) == ("shops", True, True)


@pytest.mark.parametrize("value", [{"role": "reads"}, {"key": {"order": "name"}}, True, {}])
def test_a_wrong_correction_is_ignored_with_a_notice(make: Callable[..., Api], value: Any) -> None:
    api = make({"read": value})
    assert read_resources(api.spec) == read_resources(make({}).spec)
    assert any("x-resource" in notice for notice in notices([make({"read": value})]))


def test_the_command_prints_the_model() -> None:
    result = CliRunner().invoke(main, ["resources", "akinon_oms", "--specs", str(SPECS)])
    assert result.exit_code == 0
    assert "orders · /orders/{pk}/ · key pk = /id" in result.output
    assert "2 resources, 11 operations, 0 without a resource" in result.output
    assert "R1" not in result.output


def test_the_command_prints_the_rules() -> None:
    result = CliRunner().invoke(main, ["resources", "akinon_oms", "--rules", "--specs", str(SPECS)])
    assert "certain: R1: GET on an item" in " ".join(result.output.split())
