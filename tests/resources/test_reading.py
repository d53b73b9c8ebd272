"""Resources are read from documents: small ones for each rule and trap, and those of the repository."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance.apis import Api, apis
from conformance.resources import Confidence, Kind, Resource, ResourceModel, Shows, read_resources

ROOT = Path(__file__).parents[2]
ORDER: dict[str, Any] = {
    "type": "object",
    "required": ["id", "note"],
    "properties": {"id": {"type": "integer"}, "note": {"type": "string"}, "created": {"type": "string"}},
}
ORDERS = {"type": "array", "items": ORDER}
Read = Callable[..., ResourceModel]


def _json(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _operation(shown: Any = None, sent: Any = None, status: str = "200", query: tuple[str, ...] = ()) -> dict[str, Any]:
    """Build an operation; `shown` and `sent` are schemas of JSON bodies, None for no body."""
    response = {"description": "", **(_json(shown) if shown is not None else {})}
    operation: dict[str, Any] = {"responses": {status: response}}
    if sent is not None:
        operation["requestBody"] = _json(sent)
    operation["parameters"] = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in query]
    return operation


@pytest.fixture
def read(make_api: Callable[[str], Api]) -> Read:
    """Read the resources of a document that has these paths; operations are named `method path`."""

    def make(paths: dict[str, dict[str, Any]]) -> ResourceModel:
        named = {path: dict(_named(path, operations)) for path, operations in paths.items()}
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": named}
        return read_resources(make_api(yaml.safe_dump(document, sort_keys=False)).spec)

    return make


def _named(path: str, operations: dict[str, Any]) -> Any:
    parameters = re.findall(r"\{([^{}]+)\}", path)
    yield "parameters", [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in parameters]
    for method, operation in operations.items():
        yield method, {"operationId": f"{method} {path}", **operation}


def _kinds(model: ResourceModel) -> dict[str, tuple[str, Kind | None]]:
    return {role.operation_id: (each.name, role.kind.value) for each in model.resources for role in each.roles}


def _only(model: ResourceModel) -> Resource:
    (resource,) = model.resources
    return resource


def test_path_and_method_decide_the_roles(read: Read) -> None:
    model = read(
        {
            "/orders": {"get": _operation({"type": "array", "items": ORDER}), "post": _operation(ORDER, ORDER, "201")},
            "/orders/{id}": {"get": _operation(ORDER), "delete": _operation(status="204")},
            "/orders/{id}/cancel": {"post": _operation(ORDER)},
            "/ping": {"get": _operation({"type": "object", "properties": {"ok": {"type": "boolean"}}})},
        }
    )
    assert _kinds(model) == {
        "get /orders": ("orders", Kind.LIST),
        "post /orders": ("orders", Kind.CREATE),
        "get /orders/{id}": ("orders", Kind.READ),
        "delete /orders/{id}": ("orders", Kind.DELETE),
        "post /orders/{id}/cancel": ("orders", Kind.ACTION),
    }
    assert list(model.unassigned) == ["get /ping"]


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({**ORDER, "required": ["note"], "properties": {"note": {"type": "string"}}}, Kind.REPLACE),
        ({**ORDER, "required": [], "properties": {"note": {"type": "string"}}}, Kind.CHANGE),
    ],
)
def test_a_put_replaces_only_if_it_requires_what_a_read_requires(read: Read, sent: Any, kind: Kind) -> None:
    model = read({"/orders/{id}": {"get": _operation(ORDER), "put": _operation(ORDER, sent)}})
    assert _kinds(model)["put /orders/{id}"] == ("orders", kind)


@pytest.mark.parametrize(
    ("parameter", "properties", "pointer"),
    [
        ("number", ["id", "number"], "/number"),
        ("orderId", ["id", "note"], "/id"),
        ("order_id", ["orderId", "note"], "/orderId"),
        ("order_id", ["order_id", "id"], None),  # one of them is the number on the invoice
        ("listing_id", ["listing_id", "id"], "/listing_id"),
        ("id", ["orderId", "note"], "/orderId"),
        ("id", ["customerId", "note"], None),
        ("pk", ["id", "note"], "/id"),
        ("order_number", ["number", "note"], "/number"),
        ("order", ["id", "note"], "/id"),
        ("order", ["id", "name"], None),  # which of the two, nobody can know
        ("username", ["id", "name"], None),
        ("org", ["login", "note"], None),
    ],
)
def test_the_key_is_the_property_that_is_plainly_meant(
    read: Read, parameter: str, properties: list[str], pointer: str | None
) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in properties}}
    key = _only(read({f"/orders/{{{parameter}}}": {"get": _operation(schema)}})).key
    assert ([part.pointer for part in key.value] if key.value else None) == ([pointer] if pointer else None)
    assert (key.confidence is Confidence.UNKNOWN) == (pointer is None)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"type": "array", "items": ORDER}, ""),
        ({"properties": {"total": {"type": "integer"}, "orders": {"type": "array", "items": ORDER}}}, "/orders"),
        ({"properties": {"data": {"properties": {"items": {"type": "array", "items": ORDER}}}}}, "/data/items"),
        ({"properties": {"a": {"type": "array", "items": ORDER}, "b": {"type": "array", "items": ORDER}}}, None),
    ],
)
def test_the_items_of_a_list_are_found(read: Read, body: Any, place: str | None) -> None:
    model = read({"/orders": {"get": _operation(body)}, "/orders/{id}": {"get": _operation(ORDER)}})
    role = model.role_of("get /orders")
    assert role is not None
    assert role[1].shown.value == place


@pytest.mark.parametrize(
    ("array", "beside", "is_sure"),
    [
        ("orders", "nextPageToken totalSize unreachable", True),
        ("content", "pageable last totalElements totalPages first numberOfElements size number sort empty", True),
        ("data", "current_page last_page from to path per_page total next_page_url prev_page_url", True),
        ("value", "@odata.context @odata.count @odata.nextLink", True),
        ("orders", "number from to", False),  # without a page beside them they belong to an item
    ],
)
def test_pages_of_frameworks_are_lists(read: Read, array: str, beside: str, *, is_sure: bool) -> None:
    more = {name: {"type": "string"} for name in beside.split()}
    body = {"properties": {array: {"type": "array", "items": ORDER}, **more}}
    model = read({"/orders": {"get": _operation(body)}, "/orders/{id}": {"get": _operation(ORDER)}})
    role = model.role_of("get /orders")
    assert role is not None
    shown = role[1].shown
    assert (shown.known, shown.confidence is Confidence.CERTAIN) == (f"/{array}", is_sure)


def test_a_page_of_hal_is_a_list_with_a_total_and_a_next_page(read: Read) -> None:
    link = {"properties": {"href": {"type": "string"}}}
    members = {
        "_embedded": {"properties": {"orders": {"type": "array", "items": ORDER}}},
        "_links": {"properties": {"self": link, "next": link}},
        "page": {"properties": {"totalElements": {"type": "integer"}, "number": {"type": "integer"}}},
    }
    listed = _operation({"properties": members}, query=("page", "size"))
    model = read({"/orders": {"get": listed}, "/orders/{id}": {"get": _operation(ORDER)}})
    role = model.role_of("get /orders")
    assert role is not None
    assert (role[1].shown.known, role[1].shown.confidence) == ("/_embedded/orders", Confidence.CERTAIN)
    paging = role[1].paging.known
    assert paging is not None
    assert (paging.total, paging.following) == ("/page/totalElements", "/_links/next/href")


def test_an_item_in_an_envelope_is_found(read: Read) -> None:
    body = {"properties": {"success": {"type": "boolean"}, "order": ORDER}}
    model = read({"/orders/{id}": {"get": _operation(body)}})
    assert (_only(model).roles[0].shown.value, _only(model).key.value is not None) == ("/order", True)


def test_the_raw_answer_of_another_is_about_the_answer(read: Read) -> None:
    """Apideck shows what the connected shop has answered."""
    said = {"status_code": {"type": "integer"}, "resource": {"type": "string"}, "_raw": {"type": "object"}}
    model = read(
        {
            "/orders": {"get": _operation({"type": "object", "properties": {**said, "data": ORDERS}})},
            "/orders/{id}": {"get": _operation({"type": "object", "properties": {**said, "data": ORDER}})},
        }
    )
    orders = _only(model)
    assert [role.shown.value for role in orders.roles] == ["/data", "/data"]
    assert [part.pointer for part in orders.key.known or ()] == ["/id"]


def test_an_item_within_a_wrapper_is_found_by_its_name(read: Read) -> None:
    wrapped = {"properties": {"data": {"type": "object", "properties": {"order": ORDER}}}}
    model = read({"/orders/{id}": {"get": _operation(wrapped)}, "/carts/{id}": {"get": _operation(wrapped)}})
    assert [each.roles[0].shown.value for each in model.resources] == ["/data/order", "/data"]


_TOLD = {"isSuccessful": {"type": "boolean"}, "responseCode": {"type": "string"}, "time": {"type": "string"}}


@pytest.mark.parametrize(
    ("shown", "listed", "places"),
    [
        ({**_TOLD, "data": ORDER}, {**_TOLD, "data": {"type": "array", "items": ORDER}}, ("/data", "/data")),
        (
            {**_TOLD, "data": {"type": "object", "properties": {"order": ORDER}}},
            {**_TOLD, "data": {"properties": {"content": {"type": "array", "items": ORDER}}}},
            ("/data/order", "/data/content"),
        ),
        (
            {"saleOrder": ORDER, "saleOrders": {"type": "array", "items": ORDER}},
            {"saleOrder": ORDER, "saleOrders": {"type": "array", "items": ORDER}},
            ("/saleOrder", "/saleOrders"),
        ),
        # An item with an id and a property `data`, and an object beside a list of others.
        ({"order_id": {"type": "string"}, "data": ORDER}, {"type": "array", "items": ORDER}, ("", "")),
        (
            {"address": ORDER, "lines": {"type": "array", "items": {"properties": {"sku": {"type": "string"}}}}},
            {"type": "array", "items": ORDER},
            ("", ""),
        ),
    ],
)
def test_what_is_about_the_answer_holds_the_item(read: Read, shown: Any, listed: Any, places: tuple[str, str]) -> None:
    one = {"type": "object", "properties": shown}
    several = listed if "items" in listed else {"type": "object", "properties": listed}
    model = read({"/orders": {"get": _operation(several)}, "/orders/{id}": {"get": _operation(one)}})
    roles = {role.operation_id: role.shown for role in _only(model).roles}
    assert (roles["get /orders/{id}"].value, roles["get /orders"].value) == places
    assert not places[0] or {each.confidence for each in roles.values()} == {Confidence.LIKELY}


def test_of_several_objects_that_named_as_the_resource_is_the_item(read: Read) -> None:
    members = {"order": ORDER, "orders": {"type": "array", "items": ORDER}, "shop": {"properties": {"id": {}}}}
    body = {"type": "object", "properties": members}
    model = read({"/orders/{id}": {"get": _operation(body)}, "/sales/{id}": {"get": _operation(body)}})
    assert [each.roles[0].shown.value for each in model.resources] == ["/order", ""]


def test_an_object_named_as_the_resource_is_the_item_of_a_body_without_scalars(read: Read) -> None:
    lease = {"type": "object", "properties": {"rent": {"type": "number"}}}
    detail = {"type": "object", "properties": {"property": ORDER, "lease": lease}}
    nameless = {"type": "object", "properties": {"note": {"type": "string"}}}
    item = {"type": "object", "properties": {"property": nameless, "lease": lease, "note": {"type": "string"}}}
    model = read(
        {"/properties/{id}": {"get": _operation(detail)}, "/leased/properties/{id}": {"get": _operation(item)}}
    )
    assert [each.roles[0].shown.value for each in model.resources] == ["/property", ""]


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"data": ORDER, "permissions": {"type": "object"}}, "/data"),
        ({"data": {"type": "object"}, "permissions": {"type": "object"}}, ""),
        ({"data": ORDER, "payload": ORDER}, ""),
        ({"data": ORDER, "permissions": {"type": "object"}, "title": {"type": "string"}}, ""),
        ({"settings": ORDER, "permissions": {"type": "object"}}, ""),
    ],
)
def test_an_item_beside_objects_is_in_what_holds_anything(read: Read, members: dict[str, Any], place: str) -> None:
    """Kinto answers so, and expects its items so."""
    body = {"type": "object", "properties": members}
    model = read({"/orders": {"post": _operation(body, body, "201")}, "/orders/{id}": {"get": _operation(body)}})
    roles = {role.operation_id: role for role in _only(model).roles}
    claims = [roles["get /orders/{id}"].shown, roles["post /orders"].shown, roles["post /orders"].sent]
    assert [each.value for each in claims] == [place] * 3
    assert not place or {each.confidence for each in claims} == {Confidence.CERTAIN}


@pytest.mark.parametrize(
    ("sent", "shown", "pointer"),
    [
        ({"type": "string", "format": "uuid"}, {"type": "integer"}, "/id"),
        ({"type": "integer"}, {"type": "string", "format": "uuid"}, "/id"),
        ({"type": "string"}, {"type": "integer"}, None),
        ({"type": "string", "format": "uuid"}, {"type": "string"}, None),
    ],
)
def test_a_property_that_cannot_have_the_value_is_not_the_key(
    make_api: Callable[[str], Api], sent: Any, shown: Any, pointer: str | None
) -> None:
    item = {"properties": {"order_id": shown, "id": sent}}
    parameter = {"name": "order_id", "in": "path", "required": True, "schema": sent}
    paths = {"/orders/{order_id}": {"get": {**_operation(item), "parameters": [parameter]}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    key = _only(read_resources(make_api(yaml.safe_dump(document)).spec)).key.known or ()
    assert [part.pointer for part in key] == ([pointer] if pointer else [])


def test_an_item_that_has_items_is_no_envelope(read: Read) -> None:
    item = {"properties": {"id": {"type": "string"}, "items": {"type": "array", "items": ORDER}}}
    assert _only(read({"/shipments/{id}": {"get": _operation(item)}})).roles[0].shown.value == ""


def test_children_belong_to_the_item_above(read: Read) -> None:
    lines = {"type": "array", "items": ORDER}
    model = read(
        {
            "/{tenant}/orders/{order_id}": {"get": _operation(ORDER)},
            "/{tenant}/orders/{order_id}/lines": {"get": _operation(lines)},
            "/{tenant}/orders/{order_id}/lines/{line_id}": {"get": _operation(ORDER)},
        }
    )
    orders, lines_resource = model.resource("orders"), model.resource("lines")
    assert orders is not None
    assert lines_resource is not None
    assert (orders.scope, orders.parent.value) == (("tenant",), None)
    assert (lines_resource.scope, lines_resource.parent.value) == (("tenant",), "orders")


def test_a_parent_whose_id_has_another_name_below_is_only_likely(read: Read) -> None:
    model = read(
        {
            "/orders/{order_id_or_name}": {"get": _operation(ORDER)},
            "/orders/{order_id}/lines/{line_id}": {"get": _operation(ORDER)},
        }
    )
    lines = model.resource("lines")
    assert lines is not None
    assert (lines.parent.value, lines.parent.confidence) == ("orders", Confidence.LIKELY)


def test_what_shows_no_item_is_a_receipt(read: Read) -> None:
    receipt = {"properties": {"id": {"type": "string"}, "deleted": {"type": "boolean"}}}
    model = read({"/orders/{id}": {"get": _operation(ORDER), "delete": _operation(receipt)}})
    shows = {role.operation_id: role.shows.value for role in _only(model).roles}
    assert shows == {"get /orders/{id}": Shows.ITEM, "delete /orders/{id}": Shows.RECEIPT}


def test_only_the_server_sets_what_a_create_can_not_send(read: Read) -> None:
    sent = {"properties": {"note": {"type": "string"}}}
    model = read({"/orders": {"post": _operation(ORDER, sent, "201")}, "/orders/{id}": {"get": _operation(ORDER)}})
    assert _only(model).server_set == {"/id", "/created"}


@pytest.mark.parametrize(
    ("query", "style", "position", "size"),
    [
        (("page", "per_page"), "page", "page", "per_page"),
        (("offset", "limit"), "cursor", "offset", "limit"),
        (("starting_after", "limit"), "cursor", "starting_after", "limit"),
        (("limit",), "limit", "", "limit"),
    ],
)
def test_paging_is_named_by_its_parameters(
    read: Read, query: tuple[str, ...], style: str, position: str, size: str
) -> None:
    listed = _operation({"type": "array", "items": ORDER}, query=(*query, "note", "created_gte", "sort"))
    role = _only(read({"/orders": {"get": listed}})).roles[0]
    assert role.paging.value is not None
    assert (role.paging.value.style, role.paging.value.position, role.paging.value.size) == (style, position, size)
    assert [(f.parameter, f.pointer, f.operator) for f in role.filters] == [
        ("note", "/note", "eq"),
        ("created_gte", "/created", "gte"),
    ]


@pytest.mark.parametrize(
    ("name", "schema", "text", "first"),
    [
        ("startIndex", {"type": "integer", "example": 1}, "", 1),
        ("startIndex", {"type": "integer"}, "The 1-based index of the first result.", 1),
        ("startIndex", {"type": "integer", "minimum": 1}, "", 1),
        ("startAt", {"type": "integer", "default": 0, "example": 1}, "", 0),
        ("start", {"type": "integer"}, "Where to begin.", 0),
        ("offset", {"type": "integer", "example": 1}, "", 0),
    ],
)
def test_an_offset_counts_from_zero_unless_the_document_says_one(
    read: Read, name: str, schema: Any, text: str, first: int
) -> None:
    """SCIM's `startIndex` is 1 for the first item (RFC 7644, section 3.4.2.4)."""
    count = {"name": "count", "in": "query", "schema": {"type": "integer"}}
    listed = {
        **_operation({"type": "array", "items": ORDER}),
        "parameters": [{"name": name, "in": "query", "description": text, "schema": schema}, count],
    }
    paging = _only(read({"/orders": {"get": listed}})).roles[0].paging.value
    assert paging is not None
    assert (paging.style, paging.first) == ("offset", first)


def test_an_object_of_a_query_pages_by_its_properties(read: Read) -> None:
    """Spring writes one parameter `pageable`; on the wire it is `?page=1&size=20` (RFC 6570, section 3.2.8)."""
    number = {"type": "integer"}
    pageable = {"type": "object", "properties": {"page": number, "size": number, "note": {"type": "string"}}}
    listed = {
        **_operation({"type": "array", "items": ORDER}),
        "parameters": [{"name": "pageable", "in": "query", "required": True, "schema": pageable}],
    }
    role = _only(read({"/orders": {"get": listed}})).roles[0]
    assert role.paging.value is not None
    assert (role.paging.value.position, role.paging.value.size) == ("page", "size")
    assert [(each.parameter, each.pointer) for each in role.filters] == [("note", "/note")]


_FLAG = {"type": "boolean"}


@pytest.mark.parametrize(
    ("position", "beside", "more"),
    [
        ("starting_after", {"has_more": _FLAG}, "/has_more"),
        (
            "starting_after",
            {"meta": {"type": "object", "properties": {"hasMore": {"type": "boolean"}}}},
            "/meta/hasMore",
        ),
        ("starting_after", {"has_more": _FLAG, "next_cursor": {"type": "string"}}, ""),
        ("cursor", {"has_more": _FLAG}, ""),
        ("after", {"has_more": _FLAG}, "/has_more"),
        ("since_id", {"has_more": _FLAG}, "/has_more"),
    ],
)
def test_a_flag_and_the_last_id_lead_to_the_next_page(read: Read, position: str, beside: Any, more: str) -> None:
    page = {"type": "object", "properties": {"data": {"type": "array", "items": ORDER}, **beside}}
    paging = _only(read({"/orders": {"get": _operation(page, query=(position, "limit"))}})).roles[0].paging
    assert paging.value is not None
    assert paging.value.more == more


_TEXT = {"type": ["string", "null"]}


@pytest.mark.parametrize(
    ("position", "beside", "following"),
    [
        ("after", {"has_more": _FLAG, "next_after": _TEXT}, "/next_after"),
        ("cursor", {"items_per_page": {"type": "integer"}, "cursor": _TEXT}, "/cursor"),
        ("cursor", {"response_metadata": {"properties": {"next_cursor": _TEXT}}}, "/response_metadata/next_cursor"),
        ("after", {"paging": {"properties": {"cursors": _TEXT, "after": _TEXT}}}, "/paging/after"),
        ("after", {"paging": {"properties": {"next": {"properties": {"after": _TEXT}}}}}, "/paging/next/after"),
        ("after", {"list_metadata": {"properties": {"after": _TEXT, "before": _TEXT}}}, "/list_metadata/after"),
        ("page", {"cursor": _TEXT}, ""),
    ],
)
def test_a_list_leads_to_its_next_page(read: Read, position: str, beside: Any, following: str) -> None:
    """`cursor` of Square, `next_cursor` of Slack and `after` of HubSpot are beside the items."""
    page = {"type": "object", "properties": {"orders": {"type": "array", "items": ORDER}, **beside}}
    (role,) = _only(read({"/orders": {"get": _operation(page, query=(position, "limit"))}})).roles
    assert (role.shows.value, role.shows.confidence) == (Shows.ITEMS, Confidence.CERTAIN)
    assert role.paging.value is not None
    assert role.paging.value.following == following


@pytest.mark.parametrize(
    ("query", "backward"),
    [
        (("after", "before"), "before"),
        (("starting_after", "ending_before"), "ending_before"),
        (("cursor", "before"), ""),  # a time
    ],
)
def test_a_cursor_may_lead_back(read: Read, query: tuple[str, ...], backward: str) -> None:
    page = {"type": "object", "properties": {"data": {"type": "array", "items": ORDER}, "next": _TEXT}}
    paging = _only(read({"/orders": {"get": _operation(page, query=(*query, "limit"))}})).roles[0].paging.value
    assert paging is not None
    assert paging.backward == backward


@pytest.mark.parametrize("other", ["first_name", "next_order", "total_price", "name"])
def test_a_property_that_no_page_has_is_one_of_an_item(read: Read, other: str) -> None:
    """An item has its lines, too."""
    shown = {"type": "object", "properties": {"rows": {"type": "array", "items": ORDER}, other: {"type": "string"}}}
    resources = read({"/others": {"get": _operation(shown)}, "/others/{id}": {"get": _operation(ORDER)}}).resources
    claims = [role.shows for each in resources for role in each.roles if role.shows.value is Shows.ITEMS]
    assert Confidence.CERTAIN not in {claim.confidence for claim in claims}


@pytest.mark.parametrize(
    ("parameter", "pointer", "operator"),
    [
        ("filter[note]", "/attributes/note", "eq"),
        ("note", "/attributes/note", "eq"),
        ("filter[total_gte]", "/attributes/total", "gte"),
        ("filter[id]", "/id", "eq"),
        ("filter[other]", "", ""),
        ("show[note]", "", ""),
    ],
)
def test_a_filter_in_brackets_names_an_attribute(read: Read, parameter: str, pointer: str, operator: str) -> None:
    """The attributes of JSON:API are properties of the item."""
    attributes = {"type": "object", "properties": {"note": {"type": "string"}, "total": {"type": "string"}}}
    names = {"type": {"type": "string"}, "id": {"type": "string"}, "attributes": attributes}
    page = {
        "type": "object",
        "properties": {"data": {"type": "array", "items": {"type": "object", "properties": names}}},
    }
    (role,) = _only(read({"/orders": {"get": _operation(page, query=(parameter,))}})).roles
    found = [(each.pointer, each.operator) for each in role.filters]
    assert found == ([(pointer, operator)] if pointer else [])


def test_a_text_does_not_filter_by_a_flag(read: Read) -> None:
    """`GET /articles?favorited=ada` of RealWorld: in the item it is true or false."""
    article = {"type": "object", "properties": {"slug": {"type": "string"}, "favorited": {"type": "boolean"}}}
    listed = _operation({"type": "array", "items": article}, query=("favorited", "slug"))
    assert [each.parameter for each in _only(read({"/articles": {"get": listed}})).roles[0].filters] == ["slug"]


def test_a_flag_does_not_filter_by_a_number(read: Read) -> None:
    item = {"properties": {"id": {"type": "string"}, "stock": {"type": "number"}, "paid": {"type": "boolean"}}}
    listed = _operation({"type": "array", "items": item}, query=("stock", "paid"))
    for parameter in listed["parameters"]:
        parameter["schema"] = {"type": "boolean"}  # `stock=true` asks for the stock to be shown
    role = read({"/orders": {"get": listed}, "/orders/{id}": {"get": _operation(item)}}).role_of("get /orders")
    assert role is not None
    assert [each.parameter for each in role[1].filters] == ["paid"]


def test_totals_and_the_next_page_are_beside_the_items(read: Read) -> None:
    page = {"items": {"type": "array", "items": ORDER}, "total": {"type": "integer"}, "next": {"type": "string"}}
    body = {"properties": {"isSuccessful": {"type": "boolean"}, "data": {"properties": page}}}
    listed = _operation(body, query=("page", "size"))
    role = read({"/orders": {"get": listed}, "/orders/{id}": {"get": _operation(ORDER)}}).role_of("get /orders")
    assert role is not None
    paging = role[1].paging.known
    assert paging is not None
    assert (paging.total, paging.following) == ("/data/total", "/data/next")


def test_a_list_is_the_array_that_is_named_as_the_collection(read: Read) -> None:
    """`/templates` of PayPal's invoices, which come with the merchant's addresses."""
    others = {"addresses": {"type": "array", "items": ORDER}, "standard": {"type": "boolean"}}
    page = {"type": "object", "properties": {"my_orders": {"type": "array", "items": ORDER}, **others}}
    model = read({"/orders": {"get": _operation(page)}, "/orders/{id}": {"get": _operation(ORDER)}})
    (role,) = _only(model).roles_of(Kind.LIST)
    assert (role.kind.confidence, role.shown.value) == (Confidence.LIKELY, "/my_orders")


def test_an_offset_is_a_number(read: Read) -> None:
    """One that is text is a token of the page before."""
    listed = _operation({"type": "array", "items": ORDER}, query=("limit",))
    listed["parameters"] += [{"name": "skip", "in": "query", "schema": {"type": "integer"}}]
    paging = _only(read({"/orders": {"get": listed}})).roles[0].paging.value
    assert paging is not None
    assert (paging.style, paging.position) == ("offset", "skip")


@pytest.mark.parametrize("name", ["start", "from"])
def test_a_date_is_no_position(read: Read, name: str) -> None:
    listed = _operation({"type": "array", "items": ORDER}, query=("limit",))
    listed["parameters"] += [{"name": name, "in": "query", "schema": {"type": "string", "format": "date"}}]
    paging = _only(read({"/orders": {"get": listed}})).roles[0].paging.value
    assert paging is not None
    assert (paging.style, paging.position, paging.size) == ("limit", "", "limit")


@pytest.mark.parametrize(
    ("size", "confidence"),
    [({"type": "integer"}, Confidence.CERTAIN), ({"type": "string"}, Confidence.LIKELY), (None, Confidence.LIKELY)],
)
def test_only_a_position_with_a_size_in_numbers_pages_for_certain(
    read: Read, size: Any, confidence: Confidence
) -> None:
    listed = _operation({"type": "array", "items": ORDER}, query=("page",))
    listed["parameters"] += [{"name": "limit", "in": "query", "schema": size}] if size else []
    assert _only(read({"/orders": {"get": listed}})).roles[0].paging.confidence is confidence


def test_a_suffix_of_the_representation_makes_no_difference(read: Read) -> None:
    model = read(
        {
            "/Orders.json": {"get": _operation({"type": "array", "items": ORDER}), "post": _operation(ORDER, ORDER)},
            "/Orders/{id}.json": {"get": _operation(ORDER)},
        }
    )
    assert [role.kind.value for role in _only(model).roles] == [Kind.READ, Kind.LIST, Kind.CREATE]
    assert _only(model).key.value is not None


def test_a_patch_by_operations_is_no_merge(read: Read) -> None:
    steps = {"type": "array", "items": {"properties": {"op": {"type": "string"}, "path": {"type": "string"}}}}
    model = read({"/orders/{id}": {"get": _operation(ORDER), "patch": _operation(ORDER, steps)}})
    assert _kinds(model)["patch /orders/{id}"] == ("orders", Kind.CHANGE)


def test_arrays_on_a_collection_are_bulk(read: Read) -> None:
    many = {"type": "array", "items": ORDER}
    model = read({"/orders": {"post": _operation(many, many)}, "/orders/{id}": {"get": _operation(ORDER)}})
    assert _kinds(model)["post /orders"] == ("orders", Kind.BULK)


def test_custom_methods_belong_to_the_resource_before_the_colon(read: Read) -> None:
    many = {"type": "array", "items": ORDER}
    model = read(
        {
            "/orders": {"get": _operation(many), "post": _operation(ORDER, ORDER)},
            "/orders/{id}": {"get": _operation(ORDER)},
            "/orders/{id}:cancel": {"post": _operation(ORDER)},
            "/orders:batchCreate": {"post": _operation(many, many)},
            "/orders:search": {"post": _operation(many, {"type": "object"})},
            "/orders:recent": {"get": _operation(many)},
        }
    )
    assert {name: kind for name, kind in _kinds(model).items() if ":" in name} == {
        "post /orders/{id}:cancel": ("orders", Kind.ACTION),
        "post /orders:batchCreate": ("orders", Kind.BULK),
        "post /orders:search": ("orders", Kind.SEARCH),
        "get /orders:recent": ("orders", Kind.LIST),
    }


def test_verbs_in_paths_say_what_the_method_does(read: Read) -> None:
    model = read(
        {
            "/shop/orders/create": {"post": _operation(ORDER, ORDER)},
            "/shop/orders/findAll": {"get": _operation({"type": "array", "items": ORDER})},
            "/shop/orders/get-by-id/{id}": {"get": _operation(ORDER)},
            "/shop/orders/{id}/update-delete/": {"patch": _operation(ORDER, {"properties": ORDER["properties"]})},
            "/shop/orders/delete/{id}": {"delete": _operation()},
            "/shop/orders/{id}/add": {"post": _operation(ORDER, ORDER)},
        }
    )
    resource = _only(model)
    kinds = {role.kind.value: role.kind.confidence for role in resource.roles}
    assert resource.name == "orders"
    assert [part.pointer for part in resource.key.known or ()] == ["/id"]
    wanted = [Kind.READ, Kind.MERGE, Kind.DELETE, Kind.CREATE, Kind.LIST, Kind.ACTION]
    assert ([*kinds], {*kinds.values()}) == (wanted, {Confidence.LIKELY})


def test_the_items_of_a_list_may_have_the_singular_in_their_path(read: Read) -> None:
    model = read(
        {
            "/shop/orderStatuses": {"get": _operation(ORDERS)},
            "/shop/orderStatus": {"post": _operation(ORDER, ORDER)},
            "/shop/orderStatus/{id}": {"get": _operation(ORDER), "delete": _operation()},
        }
    )
    kinds = {role.kind.value: role.kind.confidence for role in _only(model).roles}
    wanted = [Kind.READ, Kind.DELETE, Kind.LIST, Kind.CREATE]
    assert ([*kinds], {*kinds.values()}) == (wanted, {Confidence.LIKELY})


@pytest.mark.parametrize(
    "beside",
    [
        {"/orders": {"get": _operation(ORDERS)}, "/orders/{id}": {"get": _operation(ORDER)}},
        {"/orders": {"get": _operation(ORDERS)}, "/order": {"get": _operation(ORDERS)}},
        {"/shop/orders": {"get": _operation(ORDERS)}},
        {"/orders": {"post": _operation(ORDER, ORDER)}},
    ],
)
def test_the_items_of_another_list_stay_apart(read: Read, beside: dict[str, Any]) -> None:
    model = read({"/order/{id}": {"get": _operation(ORDER)}, **beside})
    path, operations = next(iter(beside.items()))
    item, other = model.role_of("get /order/{id}"), model.role_of(f"{next(iter(operations))} {path}")
    assert item is not None
    assert other is None or item[0].name != other[0].name


@pytest.mark.parametrize("key", ["({id})", "('{id}')"])
def test_the_key_of_odata_names_an_item(read: Read, key: str) -> None:
    model = read(
        {
            "/Orders": {"get": _operation(ORDERS), "post": _operation(ORDER, ORDER)},
            f"/Orders{key}": {"get": _operation(ORDER), "delete": _operation()},
            f"/Orders{key}/Lines": {"get": _operation(ORDERS)},
        }
    )
    orders, lines = model.resources
    assert [role.kind.value for role in orders.roles] == [Kind.READ, Kind.DELETE, Kind.LIST, Kind.CREATE]
    assert {role.kind.confidence for role in orders.roles} == {Confidence.CERTAIN}
    assert lines.parent.known == "Orders"


def test_the_name_of_an_item_may_be_in_its_metadata(read: Read) -> None:
    """Items of Kubernetes have theirs there."""
    named = {"type": "object", "properties": {"name": {"type": "string"}, "uid": {"type": "string"}}}
    pod = {"type": "object", "required": ["spec"], "properties": {"metadata": named, "spec": {"type": "object"}}}
    pods = {"type": "object", "properties": {"items": {"type": "array", "items": pod}}}
    model = read(
        {
            "/pods": {"get": _operation(pods), "post": _operation(pod, pod)},
            "/pods/{name}": {"get": _operation(pod), "delete": _operation()},
            "/pods/{uid}/log": {"get": _operation({"type": "string"})},
        }
    )
    key = _only(model).key
    assert ([part.pointer for part in key.known or ()], key.confidence) == (["/metadata/name"], Confidence.LIKELY)


def test_a_verb_beside_the_plain_path_stays_what_it_is(read: Read) -> None:
    orders = {"type": "array", "items": ORDER}
    model = read(
        {
            "/orders": {"get": _operation(orders), "post": _operation(ORDER, ORDER)},
            "/orders/{id}": {"get": _operation(ORDER)},
            "/orders/all": {"get": _operation(orders)},
            "/orders/add": {"post": _operation(sent=ORDER)},
            "/orders/delete-all": {"post": _operation()},
        }
    )
    roles = {role.operation_id: (role.kind.value, role.kind.confidence) for role in _only(model).roles}
    assert roles == {
        "get /orders/{id}": (Kind.READ, Confidence.CERTAIN),
        "get /orders": (Kind.LIST, Confidence.CERTAIN),
        "post /orders": (Kind.CREATE, Confidence.CERTAIN),
        "get /orders/all": (Kind.LIST, Confidence.LIKELY),
        "post /orders/add": (Kind.ACTION, Confidence.LIKELY),
        "post /orders/delete-all": (Kind.ACTION, Confidence.LIKELY),
    }


def test_a_creation_is_as_sure_as_the_item_path(read: Read) -> None:
    shown = {"/list": {"post": _operation(ORDER, ORDER)}, "/list/delete/{id}": {"delete": _operation()}}
    role = read(shown).role_of("post /list")
    assert role is not None
    assert (role[1].kind.value, role[1].kind.confidence) == (Kind.CREATE, Confidence.LIKELY)


def test_the_beginning_of_a_range_is_no_position(read: Read) -> None:
    for names, style in ((("from", "size"), "offset"), (("from", "to", "size"), "limit")):
        listed = _operation({"type": "array", "items": ORDER}, query=names)
        for parameter in listed["parameters"]:
            parameter["schema"] = {"type": "integer"}
        role = read({"/orders": {"get": listed}, "/orders/{id}": {"get": _operation(ORDER)}}).role_of("get /orders")
        assert role is not None
        assert role[1].paging.value is not None
        assert role[1].paging.value.style == style


def test_a_list_beside_the_items_shows_the_same_items(read: Read) -> None:
    short = {"type": "object", "properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}
    types = {"type": "object", "properties": {"value": {"type": "string"}, "label": {"type": "string"}}}
    model = read(
        {
            "/orders/": {"get": _operation({"type": "array", "items": ORDER})},
            "/orders/short/": {"get": _operation({"type": "array", "items": short})},
            "/orders/types/": {"get": _operation({"type": "array", "items": types})},
            "/orders/{id}/": {"get": _operation(ORDER)},
            "/orders/{id}/short/": {"get": _operation(short)},
        }
    )
    kinds = _kinds(model)
    assert kinds["get /orders/short/"] == ("orders", Kind.LIST)
    assert kinds["get /orders/types/"] == ("orders", Kind.PART)
    assert kinds["get /orders/{id}/short/"] == ("orders", Kind.READ)


def test_what_is_there_once_is_a_singleton(read: Read) -> None:
    settings = {"type": "object", "properties": {"theme": {"type": "string"}, "zone": {"type": "string"}}}
    paths: dict[str, dict[str, Any]] = {
        "/orders/{id}": {"get": _operation(ORDER)},
        "/orders/{id}/settings": {"get": _operation(settings), "patch": _operation(settings, settings)},
        "/me": {"get": _operation(settings), "put": _operation(settings, settings)},
        "/status": {"get": _operation(settings)},
    }
    model = read(paths)
    assert {each.name: (each.item, each.parent.value) for each in model.resources if each.is_singleton} == {
        "me": ("/me", None),
        "settings": ("/orders/{id}/settings", "orders"),
    }
    assert _kinds(model)["get /me"] == ("me", Kind.READ)
    assert list(model.unassigned) == ["get /status"]


def test_a_page_and_a_choice_by_query_are_no_singletons(read: Read) -> None:
    page = {"type": "object", "properties": {"href": {"type": "string"}, "items": {"type": "array", "items": ORDER}}}
    chosen = _operation(ORDER, query=("user",))
    chosen["parameters"][0]["required"] = True
    saved = {"get": _operation(page, query=("offset", "limit")), "put": _operation(sent={"type": "object"})}
    model = read({"/me/orders": saved, "/visitors": {"get": chosen, "put": _operation(ORDER, ORDER)}})
    assert [each.name for each in model.resources if each.is_singleton] == []


def test_a_post_without_a_body_changes_nothing_that_is_known(read: Read) -> None:
    model = read({"/orders/{id}": {"get": _operation(ORDER), "post": _operation(ORDER)}})
    assert _kinds(model)["post /orders/{id}"] == ("orders", Kind.ACTION)


def test_a_put_on_a_collection_is_left_open(read: Read) -> None:
    model = read({"/orders": {"put": _operation(ORDER, ORDER)}, "/orders/{id}": {"get": _operation(ORDER)}})
    found = model.role_of("put /orders")
    assert found is not None
    assert (found[1].kind.value, found[1].kind.confidence) == (None, Confidence.UNKNOWN)


@pytest.mark.parametrize(("status", "confidence"), [("201", Confidence.CERTAIN), ("202", Confidence.LIKELY)])
def test_a_promise_to_create_is_only_likely(read: Read, status: str, confidence: Confidence) -> None:
    created = _operation(ORDER, ORDER, status)
    found = read({"/orders": {"post": created}, "/orders/{id}": {"get": _operation(ORDER)}}).role_of("post /orders")
    assert found is not None
    assert (found[1].kind.value, found[1].kind.confidence) == (Kind.CREATE, confidence)


@pytest.mark.parametrize(("media_type", "confidence"), [("merge-patch+json", Confidence.CERTAIN), ("json", 1)])
def test_only_a_merge_patch_merges_for_certain(read: Read, media_type: str, confidence: Confidence) -> None:
    sent = {"type": "object", "properties": {"note": {"type": "string"}}}
    patch = _operation(ORDER) | {"requestBody": {"content": {f"application/{media_type}": {"schema": sent}}}}
    found = read({"/orders/{id}": {"get": _operation(ORDER), "patch": patch}}).role_of("patch /orders/{id}")
    assert found is not None
    assert (found[1].kind.value, found[1].kind.confidence) == (Kind.MERGE, confidence)


def test_an_array_where_an_item_is_expected_is_left_open(read: Read) -> None:
    page = {"type": "object", "properties": {"status": {"type": "string"}, "orders": {"type": "array", "items": ORDER}}}
    (role,) = _only(read({"/orders/{id}": {"get": _operation(page)}})).roles
    assert (role.kind.value, role.shows.value, role.shown.value) == (Kind.PART, Shows.RECEIPT, None)


def test_a_first_parameter_that_shows_a_list_is_not_the_key(read: Read) -> None:
    page = {"type": "object", "properties": {"data": {"type": "array", "items": ORDER}}}
    paths = {"/orders": {"get": _operation(page)}, "/orders/{id}": {"get": _operation(page)}}
    assert _only(read(paths)).key.known is not None
    model = read({**paths, "/orders/{id}/{part}": {"get": _operation(ORDER)}})
    assert model.resources[0].key.known is None
    single = read(
        {**paths, "/orders/{id}": {"get": _operation(ORDER)}, "/orders/{id}/{part}": {"get": _operation(ORDER)}}
    )
    assert single.resources[0].key.known is not None


def test_a_part_that_says_more_of_a_property_is_read(read: Read) -> None:
    wrapper = {"type": "object", "properties": {"data": {"type": "array", "items": {"type": "object"}}}}
    page = {"allOf": [wrapper, {"properties": {"data": {"type": "array", "items": ORDER}}}]}
    resource = _only(read({"/trips": {"get": _operation(page)}}))
    assert resource.views == (
        "/paths/~1trips/get/responses/200/content/application~1json/schema/allOf/1/properties/data/items",
    )


def test_a_head_is_a_part_of_what_it_asks_for(read: Read) -> None:
    head = {"responses": {"200": {"description": ""}}}
    page = {"type": "array", "items": ORDER}
    paths = {
        "/orders": {"get": _operation(page), "head": head},
        "/orders/{id}": {"get": _operation(ORDER), "head": head},
    }
    kinds = _kinds(read({**paths, "/orders/{id}/lines": {"head": head}}))
    assert {kind for name, (_, kind) in kinds.items() if name.startswith("head")} == {Kind.PART}


def test_a_view_shows_the_item_less_surely_than_its_own_schema(read: Read) -> None:
    item = _operation(ORDER)
    short = {"type": "object", "properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}
    model = read({"/orders/{id}": {"get": item, "put": _operation(short, short)}})
    shows = [role.shows for role in _only(model).roles]
    assert [(each.value, each.confidence) for each in shows] == [
        (Shows.ITEM, Confidence.CERTAIN),
        (Shows.ITEM, Confidence.LIKELY),
    ]


def test_of_paths_that_are_the_same_one_is_left_out_with_a_reason(read: Read) -> None:
    orders = {"type": "array", "items": ORDER}
    model = read({"/orders": {"get": _operation(orders)}, "/orders/": {"get": _operation(orders)}})
    assert (list(_kinds(model)), list(model.unassigned)) == (["get /orders"], ["get /orders/"])


def _api(folder: str, name: str) -> Api:
    return apis(ROOT / folder, [name])[0]


def test_the_two_resources_of_akinon_are_read_whole() -> None:
    model = read_resources(_api("specs", "akinon_oms").spec)
    assert {name: kind for _, (name, kind) in _kinds(model).items()}.keys() == {"orders", "webhook_events"}
    assert (len(_kinds(model)), model.unassigned) == (11, {})
    assert [r.key.value[0].pointer for r in model.resources if r.key.value] == ["/id", "/id"]


@pytest.mark.parametrize("name", ["omnicado_mpapi", "sellercenter_oms"])
def test_what_has_no_resource_says_why(name: str) -> None:
    model = read_resources(_api("specs", name).spec)
    assert (model.resources, len(model.unassigned)) == ((), 1)


@pytest.mark.parametrize("api", apis(ROOT / "tests" / "servers"), ids=lambda api: api.id)
def test_every_operation_has_a_role_or_a_reason(api: Api) -> None:
    model = read_resources(api.spec)
    assert {*_kinds(model), *model.unassigned} == set(api.spec.operations)


def test_items_at_the_root_are_a_resource_without_a_parent(read: Read) -> None:
    items = {"get": _operation({"type": "array", "items": ORDER}), "post": _operation(ORDER, ORDER, "201")}
    model = read({"/": items, "/{id}": {"get": _operation(ORDER)}, "/notes/{id}": {"get": _operation(ORDER)}})
    assert {each.name: each.parent.known for each in model.resources} == {"root": None, "notes": None}
    assert model.resource("") is None


@pytest.mark.parametrize(
    ("beside", "is_sure"),
    [
        ({"list_metadata": {"properties": {"before": {"type": "string"}}}}, True),
        ({"next_marker": {"type": "string"}, "limit": {"type": "integer"}}, True),
        ({"itemsPerPage": {"type": "integer"}, "schemas": {"type": "array", "items": {"type": "string"}}}, False),
    ],
)
def test_names_of_pages_are_no_items(read: Read, beside: dict[str, Any], is_sure: bool) -> None:
    body = {"properties": {"entries": {"type": "array", "items": ORDER}, **beside}}
    role = _only(read({"/orders": {"get": _operation(body)}})).roles[0]
    assert (role.shown.known, role.shown.confidence is Confidence.CERTAIN) == ("/entries", is_sure)


def test_messages_are_items_of_the_path_messages(read: Read) -> None:
    body = {"properties": {"messages": {"type": "array", "items": ORDER}, "meta": {"type": "object"}}}
    model = read({"/messages": {"get": _operation(body)}, "/orders": {"get": _operation(body)}})
    assert {each.name: each.roles[0].shown.known for each in model.resources} == {"messages": "/messages"}


def test_a_list_shows_what_a_read_shows(read: Read) -> None:
    """Two arrays, and neither has the name of the collection."""
    codes = {"type": "array", "items": {"properties": {"text": {"type": "string"}}}}
    body = {"properties": {"codes": codes, "entries": {"type": "array", "items": ORDER}}}
    model = read({"/orders": {"get": _operation(body)}, "/orders/{id}": {"get": _operation(ORDER)}})
    role = model.role_of("get /orders")
    assert role is not None
    assert (role[1].kind.known, role[1].shown.known) == (Kind.LIST, "/entries")
    assert role[1].shown.confidence is Confidence.LIKELY


def test_a_get_that_nothing_describes_lists_the_collection(read: Read) -> None:
    model = read({"/orders": {"get": _operation()}, "/orders/{id}": {"get": _operation(ORDER)}})
    role = model.role_of("get /orders")
    assert role is not None
    assert (role[1].kind.known, role[1].kind.confidence) == (Kind.LIST, Confidence.LIKELY)
    assert role[1].shown.known is None


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        (ORDER, Kind.PART),
        ({"properties": {"order_id": {"type": "string"}}}, Kind.PART),
        ({"properties": {"price": {"type": "number"}}}, Kind.READ),
    ],
)
@pytest.mark.parametrize("names", ["data done", "entries next_marker prev_marker"])
def test_items_where_one_is_expected_are_no_item(read: Read, element: Any, kind: Kind, names: str) -> None:
    """The items of a series of prices have no id: the series is the item."""
    array, *others = names.split()
    body = {"properties": {array: {"type": "array", "items": element}, **{each: {"type": "string"} for each in others}}}
    assert _kinds(read({"/orders/{state}": {"get": _operation(body)}}))["get /orders/{state}"] == ("orders", kind)


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"order": ORDER, "token": {"type": "string"}}, "/order"),
        ({"order": ORDER, "token": {"type": "string"}, "id": {"type": "string"}}, ""),
        ({"order": {"properties": {"note": {"type": "string"}}}, "token": {"type": "string"}}, ""),
        ({"order": {"properties": {"id": {"type": "string"}}}, "token": {"type": "string"}}, ""),  # a reference
    ],
)
def test_an_item_is_where_its_id_is(read: Read, members: Any, place: str) -> None:
    model = read({"/orders/{order_id}": {"get": _operation({"type": "object", "properties": members})}})
    assert _only(model).roles[0].shown.known == place


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"orders": {"type": "array", "items": ORDER}}, Kind.BULK),
        ({"lines": {"type": "array", "items": ORDER}}, Kind.CREATE),
        ({"orders": {"type": "array", "items": {"type": "string"}}}, Kind.CREATE),
        ({"orders": {"type": "array", "items": ORDER}, "note": {"type": "string"}}, Kind.CREATE),
    ],
)
def test_a_post_of_an_array_named_as_the_collection_makes_several(read: Read, members: Any, kind: Kind) -> None:
    post = _operation(ORDER, {"type": "object", "properties": members}, "201")
    assert _kinds(read({"/orders": {"post": post}, "/orders/{id}": {"get": _operation(ORDER)}}))["post /orders"] == (
        "orders",
        kind,
    )


@pytest.mark.parametrize(
    ("others", "kind"),
    [({}, Kind.ACTION), ({"get": _operation(ORDER)}, Kind.CHANGE), ({"delete": _operation()}, Kind.CHANGE)],
)
def test_a_post_changes_only_what_is_shown_or_deleted(read: Read, others: Any, kind: Kind) -> None:
    """`POST /labels/rates/{rate_id}` makes a label of a rate."""
    model = read({"/orders/{id}": {"post": _operation(ORDER, ORDER), **others}})
    assert _kinds(model)["post /orders/{id}"] == ("orders", kind)


@pytest.mark.parametrize(
    ("shown", "sent", "kind"),
    [
        (ORDER, ORDER, Kind.CREATE),
        (ORDER, {"type": "object", "properties": {"other": {"type": "string"}}}, Kind.ACTION),
        ({"type": "object", "properties": {"other": {"type": "string"}}}, ORDER, Kind.ACTION),
        (ORDER, None, Kind.ACTION),
    ],
)
def test_a_post_of_what_its_get_lists_creates(read: Read, shown: Any, sent: Any, kind: Kind) -> None:
    model = read({"/notes": {"get": _operation({"type": "array", "items": ORDER}), "post": _operation(shown, sent)}})
    role = model.role_of("post /notes")
    assert role is not None
    assert (role[1].kind.known, role[1].kind.confidence) == (kind, Confidence.LIKELY)


@pytest.mark.parametrize(
    ("members", "shows"),
    [
        ({"id": {"type": "integer"}, "deleted": {"type": "boolean"}}, Shows.RECEIPT),
        ({"type": {"type": "string"}, "external_id": {"type": "string"}, "id": {"type": "integer"}}, Shows.RECEIPT),
        ({"id": {"type": "integer"}, "note": {"type": "string"}}, Shows.ITEM),
    ],
)
@pytest.mark.parametrize(("method", "path"), [("delete", "/orders/{id}"), ("post", "/orders/{id}/archive")])
def test_ids_and_flags_are_a_receipt(read: Read, members: Any, shows: Shows, method: str, path: str) -> None:
    names = {"deleted": {"type": "boolean"}, "type": {"type": "string"}, "external_id": {"type": "string"}}
    order = {"type": "object", "properties": {**ORDER["properties"], **names}}
    paths = {"/orders/{id}": {"get": _operation(order)}}
    paths.setdefault(path, {})[method] = _operation({"type": "object", "properties": members})
    role = read(paths).role_of(f"{method} {path}")
    assert role is not None
    assert role[1].shows.known is shows


def test_a_deletion_that_shows_all_of_an_item_of_flags_is_no_receipt(read: Read) -> None:
    flags = {"type": "object", "properties": {"id": {"type": "integer"}, "active": {"type": "boolean"}}}
    model = read({"/orders/{id}": {"get": _operation(flags), "delete": _operation(flags)}})
    assert {role.shows.known for role in _only(model).roles} == {Shows.ITEM}


@pytest.mark.parametrize("sent", [{"type": "object", "properties": {"count": {"type": "integer"}}}, None])
def test_a_post_that_shows_the_very_schema_of_its_list_creates(make_api: Callable[[str], Api], sent: Any) -> None:
    order = {"$ref": "#/components/schemas/Order"}
    post = _operation(order, sent)
    path = {"get": _operation({"type": "array", "items": order}), "post": {"operationId": "post", **post}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/cards/orders": path}}
    model = read_resources(make_api(yaml.safe_dump({**document, "components": {"schemas": {"Order": ORDER}}})).spec)
    found = model.role_of("post")
    assert found is not None
    assert found[1].kind.known is (Kind.CREATE if sent else Kind.ACTION)


@pytest.mark.parametrize(("child", "shows"), [("lines", Shows.PARENT), ("orders", Shows.ITEM)])
def test_an_answer_with_the_parent_shows_no_child(make_api: Callable[[str], Api], child: str, shows: Shows) -> None:
    """Adding a line to an order answers with the order, but an order within an order is one."""
    order = {"$ref": "#/components/schemas/Order"}
    paths: dict[str, dict[str, Any]] = {
        f"/orders/{{id}}/{child}/{{child}}": {"patch": {"operationId": "patch", **_operation(order, ORDER)}},
        "/orders/{id}": {"get": _operation(order)},
    }
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    for path in paths.values():
        names = ["id", "child"] if "patch" in path else ["id"]
        path["parameters"] = [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names]
    model = read_resources(make_api(yaml.safe_dump({**document, "components": {"schemas": {"Order": ORDER}}})).spec)
    found = model.role_of("patch")
    assert found is not None
    assert found[1].shows.known is shows
    assert bool(found[0].views) is (shows is Shows.ITEM)


@pytest.mark.parametrize(("name", "is_sure"), [("member", False), ("order", True)])
def test_an_id_may_be_that_of_what_an_item_holds(read: Read, name: str, is_sure: bool) -> None:
    item = {"type": "object", "properties": {**ORDER["properties"], name: ORDER}}
    key = _only(read({"/team_members/{member_id}": {"get": _operation(item)}})).key
    assert (key.known or ())[0].pointer == "/id"
    assert (key.confidence is Confidence.CERTAIN) is is_sure
