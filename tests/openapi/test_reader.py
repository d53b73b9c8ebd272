"""A file becomes an OpenAPI 3.1 document, or its problems; never anything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.apis import Api
from conformance.openapi import json_pointer, metaschema, objects, reader, source
from conformance.openapi.errors import InputError

TOYS = Path(__file__).parents[1] / "toys"
READ = sorted(folder.name for folder in TOYS.glob("read_*"))


def schema(api: Api, *names: str) -> Any:
    return json_pointer.at(api.document, ("components", "schemas", "Thing", "properties", *names))


@pytest.mark.parametrize("toy", READ)
def test_what_is_read_is_openapi_3_1(toy: str) -> None:
    api = Api(toy, TOYS / toy, lenient=True)
    assert api.document["openapi"] == "3.1.0"
    assert metaschema.defects(api.document) == []
    assert api.spec.operations


def test_a_3_0_document_tells_what_was_rewritten(toys: Path) -> None:
    api = Api("read_nullable", toys / "read_nullable")
    assert schema(api, "name") == {"type": ["string", "null"]}
    assert schema(api, "kind") == {"type": "string", "enum": ["a", "b"]}
    keeper = {"anyOf": [{"$ref": "#/components/schemas/Owner"}, {"type": "null"}]}
    assert schema(api, "keeper") == keeper
    traps = {(rewrite.trap, json_pointer.last(rewrite.pointer)) for rewrite in api.rewrites}
    assert traps == {
        ("openapi-version", ""), ("schema-example", "name"), ("nullable", "name"), ("nullable", "kind"),
        ("nullable", "state"), ("null-only", "1"),
    }  # fmt: skip


def test_null_beside_a_reference_is_taken_with_a_warning_and_beside_an_enum_only_if_lenient(toys: Path) -> None:
    strict, lenient = (Api("read_nullable", toys / "read_nullable", lenient) for lenient in (False, True))
    for name, is_valid in (("kind", False), ("owner", True), ("keeper", True), ("name", True), ("state", True)):
        pointer = f"/components/schemas/Thing/properties/{name}"
        assert strict.spec.validator(pointer).is_valid(None) is is_valid, name
        assert lenient.spec.validator(pointer).is_valid(None), name
    assert [json_pointer.last(p.pointer.rpartition("/")[0]) for p in strict.warnings] == ["owner", "keeper", "kind"]
    assert not lenient.warnings


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_union_of_nothing_is_left_out(make_api: Callable[..., Api], version: str, keyword: str) -> None:
    api = make_api(f"""
openapi: {version}
info: {{ title: T, version: "1" }}
paths:
  /a: {{ get: {{ responses: {{ "200": {{ description: D, content: {{ a/json: {{ schema: {{ $ref: "#/components/schemas/A" }} }} }} }} }} }} }}
components: {{ schemas: {{ A: {{ type: object, properties: {{ a: {{ {keyword}: [], description: D }} }} }} }} }}
""")  # fmt: skip  # noqa: E501 - a document is easier to read so
    assert api.document["components"]["schemas"]["A"]["properties"] == {"a": {"description": "D"}}
    assert [(json_pointer.last(p.pointer), p.reason) for p in api.warnings] == [(keyword, f"{keyword} of nothing")]


def test_a_problem_of_a_component_that_nothing_uses_is_a_warning(make_api: Callable[..., Api]) -> None:
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths: { /a: { get: { responses: { "200": { $ref: "#/components/responses/A" } } } } }
components:
  responses: { A: { description: D } }
  schemas: { B: { $ref: "#/components/schemas/C" }, D: { type: array, items: { $ref: "#/components/schemas/B" } } }
"""
    api = make_api(text)
    assert api.document["components"] == {"responses": {"A": {"description": "D"}}, "schemas": {}}
    assert [(p.pointer, p.line) for p in api.warnings] == [
        ("/components/schemas/B/$ref", 7), ("/components/schemas/D/items/$ref", 7),
    ]  # fmt: skip


def test_everything_is_told_of_a_document_that_is_refused(make_api: Callable[..., Api]) -> None:
    api = make_api(
        'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { a: {}, /b: {} }\n'
        "components: { schemas: { Unused: { type: strin } } }\n"
    )
    with pytest.raises(InputError) as caught:
        _ = api.document
    assert [p.pointer for p in caught.value.problems] == ["/paths/a", "/components/schemas/Unused/type"]


def test_a_document_that_cites_no_facts_may_use_our_keywords_for_its_own_ends(make_api: Callable[..., Api]) -> None:
    head = 'openapi: 3.1.0\ninfo: { title: T, version: "1", x-method: 3 }\n'
    api = make_api(f"{head}paths: {{}}\n")
    assert "x-method" not in api.document["info"]
    assert [(p.pointer, p.line) for p in api.warnings] == [("/info/x-method", 2)]
    with pytest.raises(InputError, match='3 is not of type "string"'):
        _ = make_api(f"{head}x-facts: [AA-1]\npaths: {{}}\n", name="ours").document


REF = "#/components/schemas/Thing"
BROKEN: list[Any] = [None, True, False, -1, 0, 2, "", "x", REF, [], {}, [None], {"$ref": REF}]
DOCUMENTS = [source.load(TOYS / toy / "openapi.yaml") for toy in READ]
PLACES = [[pointer for pointer, _ in json_pointer.walk(document)] for document in DOCUMENTS]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), lenient=st.booleans())
def test_a_broken_document_is_read_or_refused_with_places(tmp_path: Path, data: st.DataObject, lenient: bool) -> None:
    index = data.draw(st.integers(0, len(DOCUMENTS) - 1))
    document = objects.copy_data(DOCUMENTS[index])
    for _ in range(data.draw(st.integers(1, 3))):
        _break(document, data.draw(st.sampled_from(PLACES[index][1:])), data.draw(st.sampled_from(BROKEN)))
    file = tmp_path / "openapi.yaml"
    file.write_text(json.dumps(document))
    try:
        found = metaschema.defects(reader.read(file, lenient).document)
        assert found == []
    except InputError as error:
        assert [p for p in error.problems if not (p.reason and p.fix)] == []  # noqa: PT017 - either will do


def _break(document: Any, pointer: str, value: Any) -> None:
    owner, _, name = pointer.rpartition("/")
    try:
        holder = json_pointer.follow(document, owner)
    except LookupError:
        return
    if isinstance(holder, dict):
        holder[json_pointer.unescape(name)] = objects.copy_data(value)
    elif isinstance(holder, list) and name.isdigit() and int(name) < len(holder):
        holder[int(name)] = objects.copy_data(value)
