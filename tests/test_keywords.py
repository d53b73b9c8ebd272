"""docs/reference/keyword-support.md says of every keyword of OpenAPI and JSON Schema how it is treated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from conformance.mock import capabilities

Tables = dict[str, list[list[str]]]


@pytest.fixture(scope="module")
def tables(root: Path) -> Tables:
    """The rows below each heading of the page, as cells."""
    text = (root / "docs" / "reference" / "keyword-support.md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ (.*)\n", text, flags=re.MULTILINE)
    return {
        heading: [row.strip("|").split(" | ") for row in body.splitlines() if row.startswith("| ")]
        for heading, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def named(cell: str) -> set[str]:
    """What stands in a cell as code."""
    return set(re.findall(r"`([^`]+)`", cell))


def fields(definition: Any) -> Iterator[str]:
    """The properties that a definition of OpenAPI's own schema has, also under conditions."""
    if isinstance(definition, Mapping):
        yield from definition.get("properties", ())
        for keyword in ("if", "then", "else"):
            yield from fields(definition.get(keyword))
        for keyword in ("allOf", "anyOf", "oneOf"):
            yield from (field for part in definition.get(keyword, ()) for field in fields(part))
        for keyword in ("$defs", "dependentSchemas"):
            yield from (field for part in definition.get(keyword, {}).values() for field in fields(part))


def of_package(package: str, *path: str) -> Any:
    found = find_spec(package)
    assert found is not None
    assert found.submodule_search_locations is not None
    return json.loads(Path(found.submodule_search_locations[0], *path).read_text(encoding="utf-8"))


def objects() -> dict[str, set[str]]:
    """The fields of each object of OpenAPI 3.1, by the object's name in the official schema."""
    schema = of_package("openapi_spec_validator", "resources", "schemas", "v3.1", "schema.json")
    found = {name: set(fields(definition)) for name, definition in schema["$defs"].items()}
    found["document"] = set(schema["properties"])
    found["link"] = found["link"] - {"body"} | {"server"}  # the specification says `server`, its schema `body`
    return {name: names for name, names in found.items() if names}


def vocabulary() -> set[str]:
    """The keywords of JSON Schema 2020-12."""
    found = set[str]()
    for name in ("core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content"):
        path = ("schemas", "draft202012", "vocabularies", name)
        found |= set(of_package("jsonschema_specifications", *path)["properties"])
    return found


@pytest.mark.parametrize("name", sorted(objects()))
def test_every_field_of_openapi_is_named(tables: Tables, name: str) -> None:
    rows = [named(row[1]) for row in tables["OpenAPI"] if row[0].strip() == name]
    told = set().union(*rows)
    assert sum(map(len, rows)) == len(told), "each once"
    assert objects()[name] <= told
    assert told - objects()[name] <= {"4XX"}, "and nothing that OpenAPI does not have"


def test_every_keyword_of_json_schema_is_named(tables: Tables) -> None:
    told = set().union(*(named(row[0]) for row in tables["JSON Schema"])) - {"x-"}
    others = {"discriminator", "xml", "externalDocs", "example"} | {"definitions"}  # OpenAPI's, and of earlier drafts
    assert told == vocabulary() | others


def test_what_the_mock_does_not_check_is_named(tables: Tables) -> None:
    known = capabilities.ASSERTIONS | capabilities.ANNOTATIONS
    treated = {keyword: row[2].strip() for row in tables["JSON Schema"] for keyword in named(row[0]) - {"x-"}}
    assert {keyword for keyword, told in treated.items() if told == "not checked"} == treated.keys() - known
    assert {keyword for keyword, told in treated.items() if told.startswith("validated")} <= capabilities.ASSERTIONS
    assert {keyword for keyword, told in treated.items() if told == "ignored"} <= capabilities.ANNOTATIONS
    assert known <= treated.keys()


def test_the_security_that_the_mock_checks_and_does_not_is_named(tables: Tables) -> None:
    cells = [row[3] for row in tables["OpenAPI"] if "`scheme`" in row[1]]
    assert named(cells[0]) >= capabilities.SECURITY_TYPES | capabilities.UNCHECKED_HTTP_SCHEMES
