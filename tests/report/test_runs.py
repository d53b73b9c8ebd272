"""Event logs that runs write by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.openapi.errors import InputError
from conformance.report import runs


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_a_finding_is_found_in_the_latest_run_that_has_it() -> None:
    first, second, third = (runs.new_file() for _ in range(3))
    assert first is not None
    assert second is not None
    assert third is not None
    for file, name in ((first, "aa"), (second, "aa"), (third, "bb")):
        file.write_text(f'{{"event": "finding", "id": "{name}"}}\n')
    assert runs.find_file("aa") == second
    assert runs.is_kept(second)
    with pytest.raises(InputError, match="none of the latest runs has a finding"):
        runs.find_file("cc")


def test_only_the_latest_runs_are_kept(tmp_path: Path) -> None:
    made = [runs.new_file() for _ in range(25)]
    assert sorted(tmp_path.rglob("*.ndjson")) == sorted(file for file in made[-20:] if file)


def test_a_run_needs_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert runs.new_file() is None
