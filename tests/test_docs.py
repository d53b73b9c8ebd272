"""Commands of the pages: those in blocks marked `console` run and print what the page says; all others are parsed.

A block that can't run here has a comment before it, `<!-- not run: why -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from conformance import cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "specs" / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
FILE = re.compile(r"`([\w./-]+)`:")
PROGRESS = re.compile(r"^\w+: [a-z]+\n", re.MULTILINE)  # of the generator, which nobody needs to read on a page
NOT_RUN = re.compile(r"<!-- not run: \w.* -->")


class Block(NamedTuple):
    """A block of a page: the line before it, its language, and what is in it."""

    before: str
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page in their order."""
    found, before, lines = [], "", iter(page.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("```"):
            text = "".join(f"{each}\n" for each in iter(lambda: next(lines), "```"))
            found.append(Block(before, line.removeprefix("```"), text))
        before = line or before
    return found


def _id(page: Path) -> str:
    return str(page.relative_to(ROOT))


RUN = [page for page in PAGES if any(block.language == "console" for block in blocks(page))]


@pytest.mark.parametrize("page", RUN, ids=_id)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    """In the order of the page, in an empty folder, with the files that the page shows."""
    for block in blocks(page):
        if file := FILE.fullmatch(block.before):
            (tmp_path / file[1]).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file[1]).write_text(block.text)
        elif block.language == "console" and not NOT_RUN.fullmatch(block.before):
            for command, output in steps(block.text):
                assert_said(output, run(command, tmp_path), command)


def steps(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with the output below it."""
    assert text.startswith("$ ")
    for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = step.partition("\n")
        yield command, output


def run(command: str, folder: Path) -> list[str]:
    """Run a command as a user types it; return what it says without its messages on stderr, and with them."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "80"}
    environment.pop("GITHUB_ACTIONS", None)
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    return [done.stdout, done.stdout + done.stderr]


def assert_said(expected: str, said: list[str], command: str) -> None:
    """Compare line by line: numbers and the blanks at the ends may differ, and `…` stands for anything."""
    pattern = "".join(map(_pattern, expected.strip().splitlines()))
    given = ["".join(f"{line.rstrip()}\n" for line in PROGRESS.sub("", text).strip().splitlines()) for text in said]
    assert any(re.fullmatch(pattern, text) for text in given), f"$ {command}\n{said[-1]}"


def _pattern(line: str) -> str:
    """Return a pattern for a line; times, counts, ports and ids of findings differ from run to run."""
    if line == "…":
        return r"(?:.*\n)*?"
    escaped = re.sub(r"[0-9a-f]{8}|\d+", "[0-9a-f]+", re.escape(line.rstrip()))
    return re.sub("=+", "=+", escaped.replace("…", ".*")) + r"\n"


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the words of each command of this project in the blocks of a page."""
    for block in blocks(page):
        if block.language in {"", "sh", "console"}:
            text = block.text.replace("\\\n", " ")
            for line in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?conformance ([a-z].*)$", text, re.MULTILINE):
                if not set("[…<|") & set(line):
                    yield shlex.split(line, comments=True)


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_commands_can_be_parsed(page: Path) -> None:
    for words in commands(page):
        command: click.Command = cli.main
        rest = [word for word in words if word not in {"&", ">"}]
        while isinstance(command, click.Group):
            command = command.commands[rest.pop(0)]
        context = click.Context(command, info_name=" ".join(words))
        command.make_parser(context).parse_args(rest)


def test_there_are_commands_that_run_and_that_are_parsed() -> None:
    assert ROOT / "docs" / "getting-started.md" in RUN
    assert sum(1 for page in PAGES for _ in commands(page)) > 20


def test_the_output_in_the_readme_is_one_that_runs() -> None:
    """It is that of docs/getting-started.md."""
    shown = [block.text for block in blocks(ROOT / "README.md") if block.text.startswith("$ conformance run")]
    run = [block.text for block in blocks(ROOT / "docs" / "getting-started.md") if block.language == "console"]
    assert len(shown) == 1
    assert shown[0] in run


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120
