"""Which kind of object stands where."""

from __future__ import annotations

from conformance.openapi import objects


def test_every_object_has_its_kind_and_data_has_none() -> None:
    schema = {"properties": {"properties": {"example": {"type": 1}}, "x-a": {}}, "default": {"not": {}}, "not": 3}
    media = {"schema": schema, "example": {"schema": {}}, "examples": {"a": {"value": {}}}}
    operation = {
        "responses": {"200": {"content": {"a/b": media}, "headers": {"x-left": {"schema": {}}}}, "x-note": {}},
        "callbacks": {"done": {"{$url}": {"post": {}}, "x-note": {}}},
        "security": [{"key": []}],
    }
    document = {"paths": {"/a": {"get": operation}, "x-more": {"get": {}}}, "components": {"schemas": {"x-b": {}}}}
    content = "/paths/~1a/get/responses/200/content/a~1b"
    assert [(place.pointer, place.kind) for place in objects.walk(document)] == [
        ("", "document"),
        ("/paths/~1a", "path-item"),
        ("/paths/~1a/get", "operation"),
        ("/paths/~1a/get/responses/200", "response"),
        (content, "media-type"),
        (f"{content}/schema", "schema"),
        (f"{content}/schema/properties/properties", "schema"),
        (f"{content}/schema/properties/x-a", "schema"),
        (f"{content}/examples/a", "example"),
        ("/paths/~1a/get/responses/200/headers/x-left", "header"),
        ("/paths/~1a/get/responses/200/headers/x-left/schema", "schema"),
        ("/paths/~1a/get/callbacks/done", "callback"),
        ("/paths/~1a/get/callbacks/done/{$url}", "path-item"),
        ("/paths/~1a/get/callbacks/done/{$url}/post", "operation"),
        ("/paths/~1a/get/security/0", "security-requirement"),
        ("/components", "components"),
        ("/components/schemas/x-b", "schema"),
    ]


def test_a_change_of_an_object_is_what_is_entered() -> None:
    document = {"components": {"schemas": {"A": {"not": {"title": "old"}}}}}
    titles = []
    for place in objects.walk(document):
        titles.append(place.value.get("title"))
        if "not" in place.value:
            place.value["not"] = {"title": "new"}
    assert titles == [None, None, None, "new"]


def test_a_copy_shares_nothing() -> None:
    shared = {"a": [1]}
    first, second = objects.copy_data([shared, shared])
    assert first == second == shared
    assert first is not second
    assert first["a"] is not second["a"]
