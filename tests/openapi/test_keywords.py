"""Keywords that JSON Schema does not have."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from conformance.apis import Api
from conformance.openapi import keywords


def test_what_means_nothing_is_left_out_with_a_warning(toys: Path) -> None:
    api = Api("suite_foreign", toys / "suite_foreign")
    total = api.document["components"]["schemas"]["Total"]["properties"]["total"]
    assert "currency" not in total
    (warning,) = [warning for warning in api.warnings if "no keyword" in warning.reason]
    assert warning.pointer == "/components/schemas/Total/properties/total/currency"
    assert warning.line is not None


def test_nullable_goes_too_as_3_1_has_none(toys: Path) -> None:
    api = Api("suite_foreign", toys / "suite_foreign")
    assert api.document["components"]["schemas"]["Row"]["properties"]["old"] == {"type": "string"}
    assert [w.pointer for w in api.warnings if "`nullable` has no effect" in w.reason]


@pytest.mark.parametrize(("old", "new"), [("currency: EUR", "minimun: 3"), ("info: {", "info: { x-facts: [TY-1],")])
def test_what_is_misspelt_or_written_for_this_project_stays(edited: Callable[..., Api], old: str, new: str) -> None:
    api = edited("suite_foreign", old=old, new=new)
    total = api.document["components"]["schemas"]["Total"]["properties"]["total"]
    assert total.keys() & {"currency", "minimun"}
    assert not [warning for warning in api.warnings if "no keyword" in warning.reason]


def test_every_keyword_of_json_schema_is_known() -> None:
    found = find_spec("jsonschema_specifications")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = Path(found.submodule_search_locations[0], "schemas", "draft202012", "vocabularies")
    vocabularies = [json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir()]
    names = {name for vocabulary in vocabularies for name in vocabulary["properties"]}
    assert names <= keywords.KNOWN
    assert keywords.KNOWN - names == {"discriminator", "xml", "externalDocs", "example", "definitions"}
