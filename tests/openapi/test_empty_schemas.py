"""A parameter whose media type has no schema accepts any value."""

from __future__ import annotations

from conformance.openapi import empty_schemas
from conformance.openapi.upgrade import Definition


def test_media_types_of_parameters_and_headers_alone_get_a_schema() -> None:
    json: Definition = {"application/json": {}}
    parameter = {"name": "q", "in": "query", "content": json}
    answer = {"description": "fine", "headers": {"X-Q": {"content": json}}, "content": json}
    document: Definition = {"paths": {"/a": {"get": {"parameters": [parameter], "responses": {"200": answer}}}}}
    written, rewrites = empty_schemas.write_out(document)
    operation = written["paths"]["/a"]["get"]
    assert operation["parameters"][0]["content"] == {"application/json": {"schema": {}}}
    assert operation["responses"]["200"]["headers"]["X-Q"]["content"] == {"application/json": {"schema": {}}}
    assert operation["responses"]["200"]["content"] == json
    assert [rewrite.pointer for rewrite in rewrites] == [
        "/paths/~1a/get/parameters/0/content/application~1json",
        "/paths/~1a/get/responses/200/headers/X-Q/content/application~1json",
    ]
    assert empty_schemas.write_out(written) == (written, ())
