"""The document of a package is named without what is secret, and found again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.apis import Api, apis, own_specs
from conformance.openapi.errors import InputError
from conformance.vendor.document import Document, describe, shorten

INFO = {"title": "Orders", "version": "1"}
SECRET_URL = "https://me:secret@api.example.com/openapi.json?token=secret#top"


def test_a_spec_of_this_project_is_named_and_not_located(tmp_path: Path) -> None:
    api = apis(own_specs())[0]
    found = describe(api, None, tmp_path / "client", INFO)
    assert (found.kind, found.source) == ("spec", api.id)
    assert found.path(tmp_path / "client") == own_specs() / api.id / api.spec_file.name
    assert found.list_changes(tmp_path / "client") == []


def test_other_files_of_the_document_count_too(toys: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(toys / "facts_sound", tmp_path / "facts_sound")
    found = describe(Api("facts_sound", folder), None, tmp_path / "client", INFO)
    assert [*found.others] == ["facts.yaml"]
    (folder / "facts.yaml").write_text("facts: []")
    (change,) = found.list_changes(tmp_path / "client")
    assert change.startswith("document changed: ")
    assert change.endswith("facts.yaml")


def test_a_document_that_is_gone_is_said(tmp_path: Path) -> None:
    lost = Document("file", "../openapi.yaml", "0", "T", "1", {})
    (change,) = lost.list_changes(tmp_path / "client")
    assert change.startswith("document not found: ")


def test_a_url_loses_user_query_and_fragment(toys: Path, tmp_path: Path) -> None:
    assert shorten(SECRET_URL) == "https://api.example.com/openapi.json"
    found = describe(Api("gen_auth", toys / "gen_auth"), SECRET_URL, tmp_path, INFO)
    assert (found.source, found.is_shortened) == ("https://api.example.com/openapi.json", True)
    assert "secret" not in repr(found)
    with pytest.raises(InputError, match="--source URL"):
        found.find(tmp_path)


def test_a_plain_url_is_kept_whole(toys: Path, tmp_path: Path) -> None:
    url = "https://api.example.com/openapi.json"
    found = describe(Api("gen_auth", toys / "gen_auth"), url, tmp_path, INFO)
    assert (found.find(tmp_path), found.is_shortened) == (url, False)
