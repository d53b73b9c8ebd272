"""What is required in requests only, and in responses only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from conformance.openapi.read_write_only import Directions, sent
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
        (ROW, (False, False)),
    ],
)
def test_the_place_tells_the_direction(directions: Directions, pointer: str, is_valid: tuple[bool, bool]) -> None:
    validator = directions.of(pointer).validator(pointer)
    request, answer = {"size": 1, "token": "fake-token"}, {"size": 1, "id": 1}
    assert (validator.is_valid(request), validator.is_valid(answer)) == is_valid


def test_a_document_that_has_neither_is_used_as_it_is(toys: Path) -> None:
    spec = Api("suite_parcels", toys / "suite_parcels").spec
    assert Directions(spec).requests is spec
    assert Directions(spec).responses is spec


def test_a_name_in_the_path_is_no_direction() -> None:
    paths: dict[str, Any] = {"/responses": {"post": {"requestBody": {}}}}
    directions = Directions(Spec({"paths": paths, "components": {}}, Path("openapi.yaml")))
    assert directions.of("/components/requestBodies/A/content/b/schema") is directions.requests


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
    found = sent(spec, {"$ref": "#/components/schemas/App"}, {"mode": mode, "name": "n"})
    assert found.keys() == names
