"""Findings of laws: shown by their commands, replayed, known to a baseline, and counted in events and results."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from conformance.cli import main
from conformance.mock import serving
from conformance.openapi.errors import ExitCode
from conformance.report.blocks import Block
from conformance.report.record import read_events
from conformance.report.results import Results
from conformance.suite.baseline import load
from tests.rules.notes import DOCUMENT, Item, Notes, Refused

LAW = "delete-then-404"


class _DeletesNothing(Notes):
    def delete(self, name: str) -> None:
        self.read(name)


class _CreatesNothing(Notes):
    def create(self, body: Item) -> Item:
        if len(self.notes) == 5:
            raise Refused(400, "there are notes enough")
        return super().create(body)


def _run(url: str, folder: Path, *words: str) -> Result:
    files = ["--events", folder / "e.ndjson", "--json", folder / "r.json", "--baseline", folder / "known.toml"]
    given = ["run", DOCUMENT, "--url", url, "--profile", "quick", "--check", LAW, "--phase", "laws", *files, *words]
    return CliRunner().invoke(main, [str(word) for word in given])


def _find(folder: Path, url: str) -> Block:
    assert _run(url, folder).exit_code == ExitCode.BROKEN
    (block,) = Results.of(read_events(folder / "e.ndjson")).causes
    return block


def _replay(block: Block, folder: Path, url: str) -> Result:
    return CliRunner().invoke(main, ["replay", block.id, "--events", str(folder / "e.ndjson"), "--url", url])


def test_the_finding_of_a_law_is_shown_again_by_its_commands(tmp_path: Path) -> None:
    (tmp_path / "known.toml").write_text("")
    with serving(_DeletesNothing().app()) as url:
        block = _find(tmp_path, url)
        assert (block.check, block.operation) == (LAW, "deleteNote")
        done = subprocess.run(["bash", "-c", block.curl], capture_output=True, check=True, timeout=60, text=True)
        answers = re.findall(r"HTTP/1\.1 (\d+)", done.stdout)  # a body without a line break comes before the next one
        after = answers[answers.index("204") + 1 :]  # the reads after the deletion
        assert after, done.stdout
        assert set(after) == {"200"}
        again = _replay(block, tmp_path, url)
        assert again.exit_code == ExitCode.BROKEN, again.output
        assert f"{LAW} is judged again at deleteNote, with new items\nthe fault shows again" in again.output


def test_a_replay_says_when_a_law_holds_and_when_it_can_not_be_judged(tmp_path: Path) -> None:
    (tmp_path / "known.toml").write_text("")
    with serving(_DeletesNothing().app()) as url:
        block = _find(tmp_path, url)
    for service, code, text in (
        (Notes(), ExitCode.PASSED, "the fault does not show again"),
        (_CreatesNothing(), ExitCode.INCOMPLETE, "the law can't be judged: "),
    ):
        with serving(service.app()) as url:
            done = _replay(block, tmp_path, url)
        assert (done.exit_code, text in done.output) == (code, True), done.output


def test_a_known_finding_of_a_law_is_fixed_when_the_law_was_judged_and_held(tmp_path: Path) -> None:
    with serving(_DeletesNothing().app()) as url:
        assert _run(url, tmp_path, "--update-baseline").exit_code != ExitCode.BROKEN
        (entry,) = load(tmp_path / "known.toml").failures.values()
        assert (entry.cause.check, entry.cause.operation) == (LAW, "deleteNote")
        assert _run(url, tmp_path, "--seed", "2").exit_code != ExitCode.BROKEN
    with serving(_CreatesNothing().app()) as url:
        assert "does not fail any more" not in _run(url, tmp_path, "--seed", "2").output
    with serving(Notes().app()) as url:
        assert "a known failure does not fail any more" in _run(url, tmp_path, "--seed", "2").output


def test_one_law_that_is_asked_for_is_the_only_one_to_send_requests(tmp_path: Path) -> None:
    (tmp_path / "known.toml").write_text("")
    with serving(Notes().app()) as url:
        _run(url, tmp_path)
    (event,) = [each for each in read_events(tmp_path / "e.ndjson") if each["event"] == "laws"]
    own = [each for each in event["judgements"] if each["law"].startswith(("delete-", "page-"))]
    held = {"is_broken": False, "missing": ""}
    assert own == [{"law": LAW, "operation": name, **held} for name in ("deleteNote", "deleteComment")]
    (api,) = json.loads((tmp_path / "r.json").read_text())["apis"].values()
    assert own[0] in api["laws"]
    assert _hits(api, "createNote")["sent"] == {"body title": _hits(api, "createNote")["valid"]["201"]}


def _hits(api: Any, operation: str) -> Any:
    return api["hits"][operation]
