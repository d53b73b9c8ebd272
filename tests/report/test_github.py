"""Annotations and the summary of a step on GitHub Actions."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from conformance.report.blocks import Block
from conformance.report.github import format_annotations, format_summary, write_github
from conformance.report.record import Event
from conformance.report.results import Results

BLOCK = Block(
    "1a2b", "shop", "k", "response-body", "50%, broken", "GET", "/a", "getA", file="a,b.yaml", line=3, body="```x```"
)


def _results(*blocks: Block) -> Results:
    about = {"event": "test", "test": "t", "api": "shop", "layer": "server", "operation": "getA", "outcome": "failed"}
    event: Event = {**about, "reason": "r", "seconds": 1, "blocks": [b.as_data() for b in blocks], "notes": []}
    return Results.of([{**event, "known": [], "cases": 3, "reached": True}, {"event": "verdict", "cut": ""}])


def test_an_annotation_is_escaped_as_github_asks() -> None:
    (line,) = format_annotations([BLOCK])
    assert line.startswith(
        "::error file=a%2Cb.yaml,line=3,title=GET /a getA · 50%25%2C broken::✗ GET /a getA · 50%25, "
    )
    assert "\n" not in line
    assert "%0A" in line


def test_warnings_are_annotations_too() -> None:
    """Of their own level."""
    lines = format_annotations([replace(BLOCK, severity="warning"), replace(BLOCK, severity="note")])
    assert [line.partition(" ")[0] for line in lines] == ["::warning", "::notice"]


def test_the_summary_has_a_table_and_fenced_blocks() -> None:
    text = format_summary(_results(BLOCK), "broken: 1 cause")
    assert text.startswith("### conformance: broken: 1 cause\n")
    assert "| shop | `getA` | yes | 3 |  | 1 |" in text
    assert "````text\n✗ GET /a getA" in text


def test_only_on_github_something_is_written(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    for environ, lines in (({}, 0), ({"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(file)}, 1)):
        console = Console(file=io.StringIO(), width=40)
        write_github(_results(BLOCK), "broken", console, environ)
        assert isinstance(console.file, io.StringIO)
        assert console.file.getvalue().count("\n") == lines
        assert file.exists() == bool(lines)
    write_github(_results(BLOCK), "again", Console(file=io.StringIO()), environ)
    assert file.read_text().count("### conformance") == 2


def test_files_are_named_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in a folder of the checkout names its documents from there."""
    (tmp_path / "api").mkdir()
    monkeypatch.chdir(tmp_path / "api")
    results = _results(replace(BLOCK, file="openapi.yaml"))
    for workspace, file in ((str(tmp_path), "api/openapi.yaml"), ("/elsewhere", "openapi.yaml"), ("", "openapi.yaml")):
        out = io.StringIO()
        environ = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": workspace}
        write_github(results, "", Console(file=out, width=200), environ)
        assert out.getvalue().startswith(f"::error file={file},line=3,")
