"""Every command of the pages runs, in the order of its page, and prints what the page says."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from conformance import cli
from tests.pages import FETCHES, FILE, HOME, PAGES, ROOT, Block, Stage, blocks, steps
from tests.registry import skip_if_unreachable

# Exit codes of a run that has done what it was asked for: passed, broken, incomplete.
RAN = {0, 1, 4}
INSTALLS = re.compile("python -m venv |pip install ")
PROGRESS = re.compile(r"^\w+: [a-z]+\n", re.MULTILINE)  # of the generator, which nobody needs to read on a page


def _id(page: Path) -> str:
    return str(page.relative_to(ROOT))


WITH_COMMANDS = [page for page in PAGES if any(True for block in blocks(page) for _ in steps(block))]


@pytest.fixture
def stage(tmp_path: Path, python: Path, images: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path, python, images)
    yield stage
    stage.close()


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=_id)
def test_every_command_does_what_the_page_says(page: Path, stage: Stage) -> None:
    for block in blocks(page):
        if file := FILE.fullmatch(block.before):
            stage.write(file[1], block.text)
            continue
        for command, output in steps(block) if not _is_repeated(block, page) else ():
            if not _is_installed_before(command, page):
                _assert_runs(stage, command, output)


def _is_repeated(block: Block, page: Path) -> bool:
    """Return whether the front page shows what another page shows with the files for it: it runs there."""
    return page == PAGES[0] and any(block.text == other.text for each in PAGES[1:] for other in blocks(each))


def _is_installed_before(command: str, page: Path) -> bool:
    """Return whether an earlier page installs the same: it runs there."""
    earlier = PAGES[: PAGES.index(page)]
    return bool(INSTALLS.match(command)) and any(
        command == other for each in earlier for block in blocks(each) for other, _ in steps(block)
    )


def _assert_runs(stage: Stage, command: str, output: str) -> None:
    is_compared = bool(output)
    is_run = re.search(r"conformance run|conformance\.suite", command)
    done = stage.run(command if is_compared or not is_run else _shorten(command))
    if done.returncode and FETCHES.match(command):
        skip_if_unreachable(stage.folder)
    if is_compared:
        assert_said(output.replace(HOME, str(stage.home)), [done.stdout, done.stdout + done.stderr], command)
    else:
        assert done.returncode in (RAN if is_run else {0}), f"$ {command}\n{done.stdout}{done.stderr}"


def _shorten(command: str) -> str:
    """Leave out what a run without a shown output would send beyond the first requests."""
    return f"{command} --{'conformance-' if 'pytest' in command else ''}phase values"


def assert_said(expected: str, said: list[str], command: str) -> None:
    """Compare line by line: numbers and the width of gaps may differ, and `…` stands for anything."""
    pattern = "".join(map(_pattern, expected.strip().splitlines()))
    given = ["".join(f"{_narrow(line)}\n" for line in PROGRESS.sub("", text).strip().splitlines()) for text in said]
    assert any(re.fullmatch(pattern, text) for text in given), f"$ {command}\n{said[-1]}"


def _pattern(line: str) -> str:
    """Return a pattern for a line; times, counts, ports and ids of findings differ from run to run."""
    if line == "…":
        return r"(?:.*\n)*?"
    escaped = re.sub(r"[0-9a-f]{8}|\d+", "[0-9a-f]+", re.escape(_narrow(line)))
    return re.sub("=+", "=+", escaped.replace("…", ".*")) + r"\n"


def _narrow(line: str) -> str:
    """Return a line with gaps of two blanks: columns are as wide as what is in them."""
    return re.sub("  +", "  ", line.rstrip())


def test_each_command_is_in_a_block_that_runs() -> None:
    """A block that shows a prompt is marked `console`."""
    shown = [block for page in PAGES for block in blocks(page) if re.search(r"^\$ ", block.text, re.MULTILINE)]
    assert {block.language for block in shown} == {"console"}
    assert not {block.language for page in PAGES for block in blocks(page)} & {"bash", "shell", "zsh", "shell-session"}


def test_every_line_of_a_block_of_commands_runs() -> None:
    for block in (block for page in PAGES for block in blocks(page) if block.language == "sh"):
        lines = [line for line in block.text.replace("\\\n", " ").splitlines() if line and not line.startswith("# ")]
        assert len(lines) == len(list(steps(block)))


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the words of each command of this project in a page, those that are not run too."""
    for block in blocks(page):
        for command, _ in steps(block):
            line = command.removeprefix(".venv/bin/")
            if line.startswith("conformance ") and not set("<|") & set(line):
                yield shlex.split(line)[1:]


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_commands_can_be_parsed(page: Path) -> None:
    for words in commands(page):
        command: click.Command = cli.main
        rest = [word for word in words if word not in {"&", ">"}]
        while isinstance(command, click.Group) and rest[0] in command.commands:
            command = command.commands[rest.pop(0)]
        if rest != ["--version"]:
            context = click.Context(command, info_name=" ".join(words))
            command.make_parser(context).parse_args(rest)


def test_pages_install_the_version_that_is_here() -> None:
    """By the address of the project: its name on a package index is somebody else's."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"OWNER/order-api-conformance@v([\d.]+)", text)) == {version}
    assert re.findall(r"install \"?order-api-conformance(?![^\n]* @ git)[^\n]*", text) == []
