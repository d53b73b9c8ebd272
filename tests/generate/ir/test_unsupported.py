"""What can't be generated whole is refused, by file, place, reason and fix."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from conformance.apis import Api
from conformance.openapi import json_pointer

OPERATION = "/paths/~1things~1{id}/get"
RESPONSE = f"{OPERATION}/responses/200/content/application~1json"
THING = "/components/schemas/Thing"
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
QUERY = {"name": "q", "in": "query"}
OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}}


def document() -> dict[str, Any]:
    """A fresh document that can be generated from."""
    answer = {"description": "It.", "content": {"application/json": {"schema": {"$ref": f"#{THING}"}}}}
    operation = {"operationId": "getThing", "parameters": [ID], "responses": {"200": answer}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things/{id}": {"get": operation}},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"name": {"type": "string"}}}}},
    }


def place(into: Any, pointer: str, value: Any) -> None:
    """Put `value` at `pointer`; a last step `-` appends."""
    parent, _, last = pointer.rpartition("/")
    target = json_pointer.follow(into, parent)
    if last == "-":
        target.append(value)
    else:
        target[json_pointer.unescape(last)] = value


CASES = {
    "array-property-without-items": (
        f"{THING}/properties/name",
        {"type": "array"},
        f"{THING}/properties/name",
        "items",
    ),
    "array-component-without-items": (
        "/components/schemas/List",
        {"type": "array"},
        "/components/schemas/List",
        "items",
    ),
    "array-response-without-items": (f"{RESPONSE}/schema", {"type": "array"}, f"{RESPONSE}/schema", "items"),
    "array-parameter-without-items": (
        f"{OPERATION}/parameters/-",
        {**QUERY, "schema": {"type": "array"}},
        f"{OPERATION}/parameters/1/schema",
        "items",
    ),
    "dangling-reference": (
        f"{THING}/properties/name",
        {"$ref": "#/components/schemas/Gone"},
        f"{THING}/properties/name/$ref",
        "does not exist",
    ),
    "parameter-with-content": (
        f"{OPERATION}/parameters/-",
        {**QUERY, "content": {"application/json": {"schema": OBJECT}}},
        f"{OPERATION}/parameters/1",
        "becomes no argument",
    ),
    "object-parameter-of-another-style": (
        f"{OPERATION}/parameters/-",
        {**QUERY, "style": "deepObject", "explode": True, "schema": OBJECT},
        f"{OPERATION}/parameters/1",
        "style 'deepObject'",
    ),
    "response-of-an-unknown-type": (
        f"{OPERATION}/responses/200/content",
        {"application/xml": {"schema": {"type": "string"}}},
        f"{OPERATION}/responses/200",
        "application/xml",
    ),
    "two-json-types-of-one-response": (
        f"{OPERATION}/responses/200/content/application~1hal+json",
        {"schema": OBJECT},
        f"{OPERATION}/responses/200/content/application~1hal+json",
        "is not parsed",
    ),
    "undefined-security-scheme": (f"{OPERATION}/security", [{"gone": []}], f"{OPERATION}/security", "'gone'"),
    "models-that-differ-in-case-only": (
        "/components/schemas/THING",
        OBJECT,
        "/components/schemas/THING",
        "would both be",
    ),
    "operations-that-differ-in-case-only": (
        "/paths/~1other",
        {"get": {"operationId": "get_thing", "responses": {"200": {"description": "It."}}}},
        "/paths/~1other/get",
        "would both be",
    ),
    "dotted-schema-name": ("/components/schemas/a.B", OBJECT, "/components/schemas", "dot"),
    "no-operations": ("/paths", {}, "/paths", "no operations"),
    "servers-of-one-operation": (
        f"{OPERATION}/servers",
        [{"url": "https://other.example.com"}],
        f"{OPERATION}/servers",
        "not supported",
    ),
}


REFUSED = ("dangling-reference", "no-operations")


@pytest.mark.parametrize("case", [case for case in CASES if case not in {*REFUSED, "undefined-security-scheme"}])
def test_what_once_was_a_trap_is_generated(
    case: str, make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    where, value, _, _ = CASES[case]
    changed = document()
    place(changed, where, value)
    make_api(yaml.safe_dump(changed, sort_keys=False))
    result = run(tmp_path, tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "out" / "toy" / "provenance.json").is_file()


@pytest.mark.parametrize("case", REFUSED)
def test_a_document_is_refused_at_the_place_that_has_to_be_fixed(
    case: str, make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    where, value, pointer, reason = CASES[case]
    broken = document()
    place(broken, where, value)
    api = make_api(yaml.safe_dump(broken, sort_keys=False))
    out = tmp_path / "out"
    result = run(tmp_path, out)
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert result.exit_code == 2
    assert len(errors) == 1, errors
    assert errors[0].startswith(f"error: {api.spec_file}:")
    assert f" at #{pointer}: " in errors[0]
    assert reason in errors[0]
    assert "\n  fix: " in result.stderr
    assert {file.name for file in out.iterdir()} <= {".cache"}


def test_the_document_itself_can_be_generated_from(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    make_api(yaml.safe_dump(document()))
    assert run(tmp_path, tmp_path / "out").exit_code == 0


def test_all_problems_are_told_at_once(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    broken = document()
    place(broken, f"{THING}/properties/name", {"$ref": "#/components/schemas/Gone"})
    place(broken, "/components/schemas/List", {"$ref": "#/components/schemas/Lost"})
    make_api(yaml.safe_dump(broken))
    assert run(tmp_path, tmp_path / "out").stderr.count("error: ") == 2


def unsendable() -> dict[str, Any]:
    """A document of two operations, of which one asks for a header that HTTP can't carry."""
    found = document()
    header = {"name": "Größe", "in": "header", "schema": {"type": "string"}}
    bad = {"operationId": "getOther", "parameters": [header], "responses": {"204": {"description": "None."}}}
    place(found, "/paths/~1other", {"get": bad})
    return found


def test_what_can_not_be_generated_refuses_the_whole_api(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    make_api(yaml.safe_dump(unsendable()))
    result = run(tmp_path, tmp_path / "out")
    assert (result.exit_code, [file.name for file in (tmp_path / "out").iterdir()]) == (2, [".cache"])


def test_what_can_not_be_generated_is_left_out_if_that_is_allowed_and_the_account_says_so(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    api = make_api(yaml.safe_dump(unsendable()))
    result = run(tmp_path, tmp_path / "out", "--allow-partial")
    assert "getOther is left out: " in run(tmp_path, tmp_path / "out", "--allow-partial").stderr, "told when current"
    record = json.loads((tmp_path / "out" / api.id / "provenance.json").read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert "/paths/~1other/get/parameters/0: getOther is left out: no HTTP header can be called" in result.stderr
    assert record["operations"].keys() == {"getThing"}
    assert record["account"]["left_out"]["getOther"]["pointer"] == "/paths/~1other/get/parameters/0"
    assert not list((tmp_path / "out" / api.id).rglob("get_other.py"))


def test_an_api_of_which_nothing_is_left_is_refused(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    alone = unsendable()
    del alone["paths"]["/things/{id}"]
    make_api(yaml.safe_dump(alone))
    assert run(tmp_path, tmp_path / "out", "--allow-partial").exit_code == 2


def test_a_cookie_that_no_client_could_name_is_refused(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    cookie = {"name": "a b", "in": "cookie", "schema": {"type": "string"}}
    found = document()
    place(found, f"{OPERATION}/parameters", [ID, cookie])
    make_api(yaml.safe_dump(found))
    assert "get/parameters/1: no cookie can be called 'a b'" in run(tmp_path, tmp_path / "out").stderr
