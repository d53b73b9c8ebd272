"""What is required in requests only, and in responses only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from conformance.openapi.read_write_only import Directions, drop_read_only
from conformance.openapi.spec import Spec

HEAD: dict[str, Any] = {"info": {"title": "T", "version": "1"}, "paths": {}}
ROW = "/components/schemas/Row"


@pytest.fixture
def directions(toys: Path) -> Directions:
    return Directions(Api("suite_foreign", toys / "suite_foreign").spec)


def test_what_is_read_only_is_not_required_in_requests(directions: Directions) -> None:
    validator = directions.requests.validator(ROW)
    assert validator.is_valid({"size": 1, "token": "fake-token"})
    assert not validator.is_valid({"size": 1, "id": 1})


def test_what_is_write_only_is_not_in_responses(directions: Directions) -> None:
    validator = directions.responses.validator(ROW)
    assert validator.is_valid({"size": 1, "id": 1})
    assert not validator.is_valid({"size": 1, "id": 1, "token": "fake-token"})


@pytest.mark.parametrize(
    ("pointer", "is_valid"),
    [
        ("/paths/~1reports~1{id}/put/requestBody/content/application~1json/schema", (True, False)),
        ("/paths/~1reports~1{id}/put/responses/200/content/application~1json/schema", (False, True)),
        (ROW, (True, True)),
    ],
)
def test_the_place_tells_the_direction(directions: Directions, pointer: str, is_valid: tuple[bool, bool]) -> None:
    """A component is of both: an example shows a request or a response."""
    request, answer = {"size": 1, "token": "fake-token"}, {"size": 1, "id": 1}
    assert (not directions.errors(pointer, request), not directions.errors(pointer, answer)) == is_valid
    assert directions.errors(pointer, {"id": 1, "token": "fake-token"})


def test_a_document_that_has_neither_is_used_as_it_is(toys: Path) -> None:
    spec = Api("suite_parcels", toys / "suite_parcels").spec
    assert Directions(spec).requests is spec
    assert Directions(spec).responses is spec


def test_a_name_in_the_path_is_no_direction() -> None:
    paths: dict[str, Any] = {"/responses": {"post": {"requestBody": {}}}}
    directions = Directions(Spec({"paths": paths, "components": {}}, Path("openapi.yaml")))
    assert directions.of("/components/requestBodies/A/content/b/schema") == (directions.requests,)


def test_read_only_properties_may_hold_read_only_properties(make_api: Callable[..., Api]) -> None:
    inner = {"type": "object", "properties": {"id": {"type": "string", "readOnly": True}}}
    outer = {"type": "object", "properties": {"meta": {**inner, "readOnly": True}}}
    document = {"openapi": "3.1.0", **HEAD, "components": {"schemas": {"Row": outer}}}
    found = Directions(make_api(json.dumps(document)).spec)
    assert found.requests.validator(ROW).is_valid({"meta": {"id": 1}})


@pytest.mark.parametrize(
    ("mode", "names"),
    [("LOGIN", {"mode"}), ("Login", {"mode"}), ("Bookmark", {"mode", "name"}), ("other", {"mode", "name"})],
)
def test_the_discriminator_tells_what_is_not_sent(toys: Path, mode: str, names: set[str]) -> None:
    spec = Api("gen_read_only", toys / "gen_read_only").spec
    found = drop_read_only(spec, {"$ref": "#/components/schemas/App"}, {"mode": mode, "name": "n"})
    assert found.keys() == names


MARKED = {"type": "object", "properties": {"id": {"type": "integer", "MARK": True}, "name": {"type": "string"}}}
BASE = {"$ref": "#/components/schemas/Base"}
NEEDS_BOTH = {"required": ["id", "name"]}
COMPONENTS = {
    "Base": MARKED,
    "Named": {"required": ["id", "name"]},
    "Id": {"type": "integer", "MARK": True},
    "Kept": {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]},
    "Loop": {"allOf": [BASE, {"properties": {"next": {"$ref": "#/components/schemas/Loop"}}}], **NEEDS_BOTH},
}
NAMED = {"$ref": "#/components/schemas/Named"}


def in_direction(schema: dict[str, Any], keyword: str, *, is_held: bool = False) -> Callable[[Any], bool]:
    """Return a check of values by `schema`, in the direction that does not hold what `keyword` marks, or does."""
    media = {"application/json": {"schema": schema}}
    operation = {"requestBody": {"content": media}, "responses": {"200": {"description": "D", "content": media}}}
    document = {"openapi": "3.1.0", "paths": {"/r": {"post": operation}}, "components": {"schemas": COMPONENTS}}
    spec = Spec(json.loads(json.dumps(document).replace("MARK", keyword)), Path("openapi.yaml"))
    side = "requestBody" if (keyword == "readOnly") != is_held else "responses/200"
    pointer = f"/paths/~1r/post/{side}/content/application~1json/schema"
    (directed,) = Directions(spec).of(pointer)
    return directed.validator(pointer).is_valid


@pytest.mark.parametrize("keyword", ["readOnly", "writeOnly"])
@pytest.mark.parametrize(
    "schema",
    [
        {**MARKED, **NEEDS_BOTH},
        {"allOf": [BASE], **NEEDS_BOTH},
        {"allOf": [BASE, NEEDS_BOTH]},
        {"allOf": [NEEDS_BOTH, BASE]},
        {"allOf": [NAMED, BASE]},
        {"allOf": [{"allOf": [{"allOf": [BASE]}]}, {"allOf": [NAMED]}]},
        {"allOf": [NAMED], "properties": {"id": {"$ref": "#/components/schemas/Id"}}},
        {"allOf": [NAMED], "properties": {"id": {"allOf": [{"$ref": "#/components/schemas/Id"}]}}},
        {"$ref": "#/components/schemas/Loop"},
        {**BASE, **NEEDS_BOTH},
        {**MARKED, "anyOf": [NEEDS_BOTH, {"required": ["number"]}]},
        {**MARKED, "oneOf": [{"allOf": [NAMED]}, {"required": ["number"]}]},
        {"anyOf": [BASE], **NEEDS_BOTH},
        {**MARKED, "required": ["name"], "if": {"required": ["name"]}, "then": {"required": ["id"]}},
        {**MARKED, "required": ["name"], "dependentSchemas": {"name": {"required": ["id"]}}},
    ],
)
def test_what_is_required_follows_the_property_in_any_part(schema: dict[str, Any], keyword: str) -> None:
    is_valid = in_direction(schema, keyword)
    assert is_valid({"name": "a"})
    assert not is_valid({})
    is_valid = in_direction(schema, keyword, is_held=True)
    assert is_valid({"id": 1, "name": "a"})
    assert not is_valid({"name": "a"})


@pytest.mark.parametrize("keyword", ["readOnly", "writeOnly"])
def test_what_is_required_in_items_and_properties_follows_too(keyword: str) -> None:
    item = {"allOf": [BASE, NEEDS_BOTH]}
    is_valid = in_direction({"anyOf": [item, {"properties": {"many": {"items": item}}, **BASE}]}, keyword)
    assert is_valid({"many": [{"name": "a"}]})
    assert not is_valid({"many": [{}]})


def test_a_property_that_another_schema_marks_stays_required() -> None:
    is_valid = in_direction({"properties": {"outer": BASE}, "required": ["id", "name"]}, "readOnly")
    assert not is_valid({"name": "a"})
    other = {"properties": {"id": {"type": "integer"}}, "required": ["id"]}
    is_valid = in_direction({"anyOf": [{"allOf": [BASE, {"required": ["name"]}]}, other]}, "readOnly")
    assert is_valid({"id": 1})
    assert not is_valid({})


def test_a_shared_schema_is_relaxed_only_where_the_property_is_marked() -> None:
    kept = {"$ref": "#/components/schemas/Kept"}
    marking = {"allOf": [kept, {"properties": {"id": {"MARK": True}}}]}
    schema = {"properties": {"free": marking, "bound": kept}, "required": ["free", "bound"]}
    is_valid = in_direction({"anyOf": [schema, {**BASE, "maxProperties": 2}]}, "readOnly")
    assert is_valid({"free": {}, "bound": {"id": 1}, "third": 0})
    assert not is_valid({"free": {}, "bound": {}, "third": 0})


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_choice_by_what_is_required_stays_a_choice(keyword: str) -> None:
    is_valid = in_direction({**MARKED, keyword: [{"required": ["id"]}, {"required": ["name"]}]}, "readOnly")
    assert is_valid({"name": "a"})
    assert not is_valid({})
    is_valid = in_direction({**MARKED, keyword: [{"required": ["id"]}]}, "readOnly")
    assert is_valid({})


def test_what_must_not_be_there_stays_forbidden() -> None:
    is_valid = in_direction({**MARKED, "anyOf": [{"not": {"required": ["other"]}}], **NEEDS_BOTH}, "readOnly")
    assert is_valid({"name": "a"})
    assert not is_valid({"name": "a", "other": 1})


def test_a_read_only_property_that_only_another_part_requires_is_not_sent() -> None:
    """Except where that part describes it too."""
    base = {"properties": {"id": {"readOnly": True}, "kind": {"readOnly": True}}}
    kind = {"properties": {"kind": {"const": "a"}}, "required": ["id", "kind"]}
    spec = Spec({"x-upgraded-from": "3.0.3", "paths": {}}, Path("openapi.yaml"))
    assert drop_read_only(spec, {"allOf": [base, kind]}, {"id": 1, "kind": "a", "name": "n"}) == {
        "kind": "a",
        "name": "n",
    }
