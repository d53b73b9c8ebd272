"""Documents in several files: what is referred to in another file is part of the document, and keeps its place."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from conformance.apis import Api, apis
from conformance.mock import create_app
from conformance.openapi.errors import InputError
from conformance.openapi.json_pointer import follow
from tests.mock.conftest import InProcess

MAIN = """
openapi: {version}
info: {{ title: Pets, version: "1" }}
paths:
  /pets: {{ $ref: paths/pets.yaml }}
  /pets/{{id}}:
    get:
      operationId: getPet
      parameters: [{{ $ref: "parameters.yml#/id" }}]
      responses:
        "200":
          description: ok
          content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Pet" }} }} }}
        "404": {{ $ref: "responses.json#/NotFound" }}
components:
  schemas:
    Pet: {{ $ref: schemas/Pet.yaml }}
    Owner: {{ type: string }}
"""
FILES = {
    "paths/pets.yaml": """
get:
  operationId: listPets
  responses:
    "200":
      description: ok
      content:
        application/json:
          schema: { type: array, items: { $ref: ../schemas/Pet.yaml } }
post:
  operationId: addPet
  requestBody: { content: { application/json: { schema: { $ref: ../openapi.yaml#/components/schemas/Owner } } } }
  responses: { "204": { description: made } }
""",
    "schemas/Pet.yaml": """
type: object
discriminator: { propertyName: kind, mapping: { cat: people.yaml#/Cat, pet: "#" } }
properties:
  owner: { $ref: people.yaml#/Owner }
  parent: { $ref: Pet.yaml }
  self: { $ref: "#" }
""",
    "schemas/people.yaml": """
Owner:
  properties:
    name: { $ref: "#/Name" }
    pets: { items: { $ref: ./Pet.yaml } }
Name: { type: string }
Cat: { type: object }
""",
    "parameters.yml": "id: { name: id, in: path, required: true, schema: { type: string } }",
    "responses.json": '{"NotFound": {"description": "no"}}',
}


@pytest.fixture
def api(tmp_path: Path) -> Api:
    return write(tmp_path)


def write(folder: Path, version: str = "3.1.0", **changes: str) -> Api:
    """Write the files, with the one whose name begins with a keyword changed, and return the API."""
    for name, text in {"openapi.yaml": MAIN.format(version=version), **FILES}.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(changes.get(file.stem, text))
    return Api("pets", folder)


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_what_is_referred_to_becomes_a_component(tmp_path: Path, version: str) -> None:
    """A component that only names a file keeps its name; a name that is taken gets a number; one target is one."""
    document = write(tmp_path, version).document
    schemas = document["components"]["schemas"]
    assert [*schemas] == ["Pet", "Owner", "Cat", "Owner_2", "Name"]
    assert follow(document, "/paths/~1pets/get/responses/200/content/application~1json/schema/items/$ref") == (
        "#/components/schemas/Pet"
    )
    assert schemas["Pet"]["properties"]["owner"] == {"$ref": "#/components/schemas/Owner_2"}
    assert schemas["Pet"]["properties"]["self"] == schemas["Pet"]["properties"]["parent"]
    assert schemas["Pet"]["discriminator"]["mapping"] == {
        "cat": "#/components/schemas/Cat",
        "pet": "#/components/schemas/Pet",
    }
    assert schemas["Owner_2"]["properties"]["pets"] == {"items": {"$ref": "#/components/schemas/Pet"}}
    post = document["paths"]["/pets"]["post"]
    assert post["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Owner"}
    assert document["components"]["responses"] == {"NotFound": {"description": "no"}}


def test_every_operation_is_there(api: Api) -> None:
    operations = api.spec.operations
    assert [*operations] == ["listPets", "addPet", "getPet"]
    assert [parameter.name for parameter in operations["getPet"].parameters] == ["id"]


def test_a_problem_names_the_file_it_is_in(tmp_path: Path) -> None:
    api = write(tmp_path, people=FILES["schemas/people.yaml"].replace("type: string", "type: strin"))
    with pytest.raises(InputError) as caught:
        _ = api.document
    (problem,) = caught.value.problems
    assert (problem.file, problem.pointer, problem.line) == (str(tmp_path / "schemas/people.yaml"), "/Name/type", 6)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("people", "Owner: { $ref: '#/Nobody' }\nCat: {}", "$ref to #/Nobody, which does not exist"),
        ("people", "Owner: { $ref: nobody.yaml }\nCat: {}", "$ref to nobody.yaml: no such file"),
        ("people", "Owner: { $ref: 'https://example.com/a.yaml' }\nCat: {}", "$ref leaves the document"),
        ("parameters", "id: { $ref: '#/id' }", "$ref leads in a circle"),
        ("pets", "$ref: pets.yaml", "$ref leads in a circle"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_where_it_is(tmp_path: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        _ = write(tmp_path, **{name: text}).document
    told = {(Path(p.file).stem, p.line) for p in caught.value.problems if p.reason.startswith(reason)}
    assert (name, 1) in told


def test_a_document_that_was_downloaded_reads_no_file_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "conformance/documents/example.com"
    folder.mkdir(parents=True)
    with pytest.raises(InputError, match=r"\$ref leaves the document: paths/pets.yaml"):
        _ = write(folder).document


def test_the_files_of_a_document_are_known(api: Api, toys: Path) -> None:
    """So that a project is generated again when one of them has changed."""
    assert {file.name for file in api.files} == {"openapi.yaml", *(Path(name).name for name in FILES)}
    (alone,) = apis(toys, ["suite_parcels"])
    assert alone.files == (alone.spec_file,)


def test_the_place_of_a_finding_is_in_the_file_it_is_about(api: Api, tmp_path: Path) -> None:
    """With line and column of what stands there, or of the nearest above."""
    owner = api.spec.place("/components/schemas/Pet/properties/owner")
    assert owner[:2] == (tmp_path / "schemas/Pet.yaml", "/properties/owner")
    assert "owner" in owner.file.read_text().splitlines()[owner.line - 1]
    assert api.spec.place("/paths/~1pets/get") == (tmp_path / "paths/pets.yaml", "/get", 3, 3)
    below = api.spec.place("/info/title/of/nothing")
    assert below == (tmp_path / "openapi.yaml", "/info/title/of/nothing", *api.spec.place("/info/title")[2:])


def test_a_place_in_a_file_that_was_broken_since_has_no_line(api: Api) -> None:
    file = api.spec.file
    file.write_text("{")
    assert api.spec.place("/info") == (file, "/info", 0, 0)


def test_the_fix_of_an_example_names_the_schema_in_the_file_that_it_is_in(tmp_path: Path) -> None:
    """By its pointer alone in the file of the problem."""
    parts = "Size: { type: integer, example: wide }\nexamples: { one: { value: high } }"
    (tmp_path / "parts.yaml").write_text(parts)
    (tmp_path / "openapi.yaml").write_text(_WITH_EXAMPLES)
    (alone,) = apis(tmp_path, [str(tmp_path / "openapi.yaml")])
    found = {warning.pointer: warning.fix.rpartition(" at ")[2] for warning in alone.warnings}
    schema = "/paths/~1sizes/post/requestBody/content/application~1json/schema"
    assert found == {"/Size/example": "#/Size", "/examples/one/value": f"{tmp_path / 'openapi.yaml'}#{schema}"}


_WITH_EXAMPLES = """
openapi: 3.1.0
info: { title: Sizes, version: "1" }
paths:
  /sizes:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: "parts.yaml#/Size" }
            examples: { one: { $ref: "parts.yaml#/examples/one" } }
      responses: { "204": { description: Done } }
"""


EXTERNAL = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses: { "200": { $ref: "parts/answers.yaml#/Found" } }
"""
FOUND = """
Found:
  description: D
  content:
    application/json:
      schema: { type: object, properties: { n: { type: integer } } }
      examples:
        first: { externalValue: ../values/one.json }
        second: { externalValue: two.yaml }
        wrong: { externalValue: three.json }
        missing: { externalValue: four.json }
        outside: { externalValue: ../../outside.json }
        remote: { externalValue: "https://example.com/a.json" }
    text/plain:
      schema: { type: string }
      examples: { only: { externalValue: ../values/text.txt } }
"""
VALUES = {
    "parts/answers.yaml": FOUND,
    "values/one.json": '{"n": 1}',
    "parts/two.yaml": "n: 2",
    "parts/three.json": '{"n": "x"}',
    "values/text.txt": "hello\n",
}


def test_values_of_examples_are_read_from_files_of_the_document(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    for name, text in {**VALUES, "openapi.yaml": EXTERNAL, "../outside.json": "{}"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (api,) = apis(tmp_path, ["a"])
    content = api.document["components"]["responses"]["Found"]["content"]
    shown = content["application/json"]["examples"]
    assert {name: example.get("value") for name, example in shown.items()} == {
        "first": {"n": 1}, "second": {"n": 2}, "missing": None, "outside": None, "remote": None,
    }  # fmt: skip
    assert content["text/plain"]["examples"]["only"] == {"value": "hello\n"}
    (warning,) = api.warnings
    assert (Path(warning.file), warning.pointer) == (folder / "parts" / "three.json", "")
    mock = create_app(api)
    client = httpx.Client(transport=InProcess(mock), base_url="http://mock.example")
    assert client.get("/a", headers={"Prefer": "example=second"}).json() == {"n": 2}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_file_of_json_schema_is_one_schema(tmp_path: Path, version: str) -> None:
    """Its identifier, dialect and definitions belong to the file: a reference leads to each definition."""
    file = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.com/order.json",
        "type": "object",
        "properties": {"line": {"$ref": "#/definitions/Line"}},
        "definitions": {"Line": {"type": "object", "properties": {"order": {"$ref": "#"}}}},
    }
    (tmp_path / "order.json").write_text(json.dumps(file), encoding="utf-8")
    main = tmp_path / "openapi.yaml"
    main.write_text(
        f"openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{ /a: {{ get: {{ responses: {{ '200': "
        "{ description: D, content: { application/json: { schema: { $ref: order.json } } } } } } } }\n",
        encoding="utf-8",
    )
    api = Api("files", tmp_path)
    assert api.warnings == ()
    assert api.document["components"]["schemas"] == {
        "order": {"type": "object", "properties": {"line": {"$ref": "#/components/schemas/Line"}}},
        "Line": {"type": "object", "properties": {"order": {"$ref": "#/components/schemas/order"}}},
    }
