"""provenance.json: enough to call every operation without knowing the package."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from conformance.apis import Api
from conformance.generate.ir import samples


def record(generated: Path, name: str) -> dict[str, Any]:
    return dict(json.loads((generated / name / "provenance.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["gen_auth", "gen_shapes"])
def test_every_operation_can_be_called_by_its_record(load: Any, generated: Path, toys: Path, name: str) -> None:
    operations = record(generated, name)["operations"]
    assert operations.keys() == Api(name, toys / name).spec.operations.keys()
    client = load(name).Client()
    for operation in operations.values():
        resource, _, method = operation["call"].partition(".")
        taken = set(inspect.signature(getattr(getattr(client, resource), method)).parameters)
        stated = {parameter["argument"] for parameter in operation["parameters"]}
        assert taken - {"options"} == stated | ({"body"} if operation["body"] else set())


def test_the_record_tells_types_by_media_type_and_status(generated: Path) -> None:
    operation = record(generated, "gen_shapes")["operations"]["putOrder"]
    assert operation["method"] == "PUT"
    assert operation["path"] == "/orders/{order}/{client}"
    assert {"name": "client", "in": "path", "argument": "client"} in operation["parameters"]
    assert operation["body"] == {"application/json": "Order"}
    assert (operation["call"], operation["iterate"], operation["result"]) == ("orders.put", None, "Any")
    types = {status: response["type"] for status, response in operation["responses"].items()}
    assert types == {"200": "Order", "202": "Any", "404": "str", "409": "None", "5XX": "Problem"}


def test_the_record_tells_what_it_was_generated_from_and_by(generated: Path, toys: Path) -> None:
    found = record(generated, "gen_auth")
    digest = hashlib.sha256((toys / "gen_auth" / "openapi.yaml").read_bytes()).hexdigest()
    assert found["spec"] == {"title": "Doors", "version": "1", "sha256": digest}
    assert found["tools"].keys() == {"datamodel-code-generator", "openapi-python-client", "ruff"}


def test_the_record_is_sorted_and_holds_no_place_of_this_machine(generated: Path) -> None:
    text = (generated / "gen_auth" / "provenance.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert str(generated.parent) not in text


def test_the_record_tells_how_the_document_was_read(
    run: Callable[..., Result], edited: Callable[..., Api], tmp_path: Path
) -> None:
    api = edited("read_repairs")
    assert run(tmp_path, tmp_path / "out", "--lenient").exit_code == 0
    reading = record(tmp_path / "out", api.id)["reading"]
    lenient = Api(api.id, api.folder, lenient=True)
    assert [(p["pointer"], p["reason"], p["fix"], p["line"], p["column"]) for p in reading["repairs"]] == [
        (p.pointer, p.reason, p.fix, p.line, p.column) for p in lenient.repairs
    ]
    assert [warning["pointer"] for warning in reading["warnings"]] == [p.pointer for p in lenient.warnings]
    assert reading["rewrites"]["openapi-version"] == 1
    assert sum(reading["rewrites"].values()) == len(lenient.rewrites)


def test_what_is_said_of_a_project_is_said_again_when_it_is_current(
    run: Callable[..., Result], edited: Callable[..., Api], tmp_path: Path
) -> None:
    api = edited("read_repairs")
    first, again, check = (run(tmp_path, tmp_path / "out", "--lenient", *more) for more in ([], [], ["--check"]))
    assert "0 generated, 1 up to date" in again.stdout
    assert again.stderr.splitlines() == [line for line in first.stderr.splitlines() if f"{api.id}: " not in line]
    assert f"repaired: {api.spec_file}:" in again.stderr
    assert again.stderr in check.stderr


UNSATISFIABLE = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    post:
      operationId: send
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Nothing" } } }
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Both" } } } }
components:
  schemas:
    Nothing:
      type: object
      required: [day]
      properties: { day: { type: string, format: date, minLength: 20 } }
    Both:
      type: object
      required: [inner, own]
      properties: { own: { type: string } }
      allOf: [{ type: object, properties: { inner: { type: object } } }]
"""


def test_a_body_that_nothing_can_be_is_typed_and_said_not_to_be_tried(
    make_api: Callable[..., Api], run: Callable[..., Result], tmp_path: Path
) -> None:
    api = make_api(UNSATISFIABLE)
    assert run(tmp_path, tmp_path / "out").exit_code == 0
    record = json.loads((tmp_path / "out" / api.id / "provenance.json").read_text(encoding="utf-8"))
    body = "/paths/~1a/post/requestBody/content/application~1json"
    assert body in record["account"]["only_typed"]


def test_a_sample_has_what_its_parts_and_itself_describe(make_api: Callable[..., Api]) -> None:
    spec = make_api(UNSATISFIABLE).spec
    assert samples.sample(spec, {"$ref": "#/components/schemas/Both"}) == {"own": "text", "inner": {}}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"properties": {"a": {}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"a": "text"}),
        ({"properties": {"a": {"type": "integer"}}, "oneOf": [{"required": ["b"]}]}, {"a": 1, "b": "text"}),
        ({"properties": {"a": {"type": "integer"}}, "anyOf": [{"type": "string"}]}, {"a": 1}),
        ({"type": "object", "anyOf": [{"minProperties": 0}]}, {}),
        ({"type": "string", "anyOf": [{"minLength": 6}, {"maxLength": 1}]}, "textxx"),
        ({"type": "array", "items": {"type": "integer"}, "allOf": [{"minItems": 1}]}, [1]),
    ],
)
def test_a_schema_with_properties_is_sampled_as_an_object(
    make_api: Callable[..., Api], schema: dict[str, Any], expected: Any
) -> None:
    assert samples.sample(make_api(UNSATISFIABLE).spec, schema) == expected
