"""Lists are collections of their own where a POST adds to them, and singletons may be changed by a POST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from conformance.apis import Api
from conformance.resources import Kind, ResourceModel, read_resources

ORDER = {"type": "object", "properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}
ADDRESS = {"type": "object", "properties": {"street": {"type": "string"}, "town": {"type": "string"}}}
Read = Callable[[dict[str, Any]], ResourceModel]


def _content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _operation(shown: Any, sent: Any = None, status: str = "200", query: str = "") -> dict[str, Any]:
    parameters = [{"name": query, "in": "query", "schema": {"type": "string"}}] if query else []
    body = {"requestBody": _content(sent)} if sent else {}
    return {"parameters": parameters, "responses": {status: {"description": "", **_content(shown)}}, **body}


def _list(element: Any) -> dict[str, Any]:
    return {"type": "array", "items": element}


@pytest.fixture
def read(make_api: Callable[[str], Api]) -> Read:
    """Read the resources of a document that has these paths beside `/orders/{id}`; operations are called by them."""

    def make(paths: dict[str, Any]) -> ResourceModel:
        item = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
        every = {"/orders/{id}": {"get": {**_operation(ORDER), "parameters": [item]}}, **paths}
        named = {p: {m: {"operationId": f"{m} {p}", **o} for m, o in each.items()} for p, each in every.items()}
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": named}
        return read_resources(make_api(yaml.safe_dump(document)).spec)

    return make


def _role(model: ResourceModel, operation_id: str) -> tuple[str, Kind | None]:
    found = model.role_of(operation_id)
    assert found is not None
    return found[0].name, found[1].kind.known


@pytest.mark.parametrize(
    ("element", "status", "listed", "posted"),
    [
        (ADDRESS, "201", ("addresses", Kind.LIST), ("addresses", Kind.CREATE)),
        (ADDRESS, "200", ("addresses", Kind.LIST), ("addresses", Kind.CREATE)),
        (ORDER, "201", ("orders", Kind.LIST), ("orders", Kind.ACTION)),
    ],
)
def test_a_list_of_others_that_a_post_adds_to_is_a_collection(
    read: Read, element: Any, status: str, listed: Any, posted: Any
) -> None:
    path = {"get": _operation(_list(element)), "post": _operation(element, element, status)}
    model = read({"/orders/addresses": path})
    assert (_role(model, "get /orders/addresses"), _role(model, "post /orders/addresses")) == (listed, posted)


def test_a_list_of_others_that_nothing_adds_to_is_a_part(read: Read) -> None:
    model = read({"/orders/states": {"get": _operation(_list(ADDRESS))}})
    assert _role(model, "get /orders/states") == ("orders", Kind.PART)


def test_the_same_items_below_two_words_are_listed(read: Read) -> None:
    model = read({"/orders/search/by-note": {"get": _operation(_list(ORDER), query="note")}})
    assert _role(model, "get /orders/search/by-note") == ("orders", Kind.LIST)


@pytest.mark.parametrize(
    ("post", "query", "kind"),
    [
        (_operation(ADDRESS, ADDRESS), "", Kind.CHANGE),
        (_operation(ADDRESS, {"type": "object", "properties": {"Street": {"type": "string"}}}), "", Kind.CHANGE),
        (_operation(ADDRESS, ADDRESS, "201"), "", None),  # a creation
        (_operation(ADDRESS, ADDRESS), "town", None),  # a search, whose criteria may be in either
        (_operation(ADDRESS, ORDER), "", None),
        (_operation(ORDER, ADDRESS), "", None),
    ],
)
def test_a_post_may_change_a_singleton(
    make_api: Callable[[str], Api], post: Any, query: str, kind: Kind | None
) -> None:
    schemas = {"Address": ADDRESS, "Order": ORDER}
    names = {id(schema): f"#/components/schemas/{name}" for name, schema in schemas.items()}
    answer = post["responses"][next(iter(post["responses"]))]["content"]["application/json"]
    shown = {"content": {"application/json": {"schema": {"$ref": names[id(answer["schema"])]}}}}
    post = {**post, "responses": {each: {"description": "", **shown} for each in post["responses"]}}
    get = _operation({"$ref": "#/components/schemas/Address"}, query=query)
    paths = {"/settings": {"get": {"operationId": "get", **get}, "post": {"operationId": "post", **post}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    model = read_resources(make_api(yaml.safe_dump({**document, "components": {"schemas": schemas}})).spec)
    found = model.role_of("post")
    assert (found[1].kind.known if found else None) is kind
