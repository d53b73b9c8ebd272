"""What the documents of the project promise is there, and what is there is documented."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from conformance import cli
from conformance.apis import Api
from conformance.openapi import lint, source
from conformance.openapi.errors import ExitCode
from conformance.report.formats import FORMATS

PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "specs/README.md"]
CLI = "docs/reference/cli.md"
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with the words that call it; those of a group have further ones."""
    for name, command in cli.main.commands.items():
        group = command.commands if isinstance(command, click.Group) else {"": command}
        yield from ((f"conformance {name} {word}".strip(), each) for word, each in group.items())


def options_of(command: click.Command) -> set[str]:
    return {name for p in command.params if isinstance(p, click.Option) for name in p.opts if name.startswith("--")}


def make(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, str]:
    files = [*(root / name for name in PAGES), *sorted(root.glob("docs/**/*.md"))]
    return {str(file.relative_to(root)): file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="module")
def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_front_page_is_short_and_shows_the_run_of_getting_started(pages: dict[str, str]) -> None:
    """The run is executed where its files are shown."""
    runs = re.findall(r"^```console\n\$ conformance run .*?^```$", pages["README.md"], re.DOTALL | re.MULTILINE)
    assert len(runs) == 1
    assert runs[0] in pages["docs/getting-started.md"]
    assert len(pages["README.md"].splitlines()) <= 120


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_the_reference_shows_every_command_with_every_option(pages: dict[str, str], name: str) -> None:
    usage = re.search(rf"^{re.escape(name)}(?: .*)?(\n {{4,}}.*)*", pages[CLI], re.MULTILINE)
    assert usage, f"{CLI} does not show {name}"
    assert set(OPTION.findall(usage.group())) == options_of(dict(commands())[name])


def test_the_reference_explains_every_exit_code(pages: dict[str, str]) -> None:
    assert re.findall(r"^\| (\d) \|", pages[CLI], re.MULTILINE) == [str(code.value) for code in ExitCode]


def test_no_page_names_an_option_that_does_not_exist(pages: dict[str, str], root: Path) -> None:
    known = {option for _, command in commands() for option in options_of(command)}
    known |= set(OPTION.findall((root / "conformance" / "plugin.py").read_text(encoding="utf-8")))
    known |= {f"--conformance-{name}" for name in FORMATS}
    known |= {"--pyargs", "--dist", "--strict-markers", "--import-mode"}  # of pytest and xdist
    known |= {"--upgrade", "--data-binary", "--no-deps", "--from", "--version", "--network"}  # of uv, curl, pip, docker
    known |= {"--wrongs", "--mypy", "--strict"}  # of `make right-servers`, `python -m scripts.survey` and mypy
    assert {page: set(OPTION.findall(text)) - known for page, text in pages.items()} == {page: set() for page in pages}


def test_every_make_target_that_a_page_names_exists(pages: dict[str, str], root: Path) -> None:
    listed = set(re.findall(r"^  ([a-z-]+) ", make(root, "help").stdout, re.MULTILINE))
    spans = [span for text in pages.values() for span in re.findall(r"`[^`]+`|^make .*", text, re.MULTILINE)]
    used = {word for span in spans for word in _targets(span.strip("`").partition("#")[0])}
    assert {"conformance", "test"} <= used <= listed


def _targets(span: str) -> list[str]:
    if not span.startswith("make "):
        return []
    return re.findall(r"(?<=\s)[a-z][a-z-]*(?=\s|$)", re.sub(r'[A-Z]+=("[^"]*"|\S+)', "", span) + " ")


def test_every_program_of_scripts_is_on_the_page_for_contributors(pages: dict[str, str], root: Path) -> None:
    """`make bench` runs those of `scripts/bench`, and `conformance generate` is the command of `scripts.generate`."""
    heads = [file.read_text(encoding="utf-8").splitlines()[0] for file in root.glob("scripts/**/*.py")]
    program = re.compile(r"`python -m (scripts(?:\.[a-z]\w*)+)")
    programs = {name for head in heads for name in program.findall(head)}
    named = set(program.findall(pages["CONTRIBUTING.md"]))
    assert {name for name in programs if not name.startswith(("scripts.bench.", "scripts.generate"))} <= named
    assert all(root.joinpath(*name.split(".")).with_suffix(".py").exists() or name in programs for name in named)


def test_every_link_leads_somewhere(pages: dict[str, str], root: Path) -> None:
    for page, text in pages.items():
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert "://" in link or ((root / page).parent / link).exists(), f"{page} links to {link}"


def test_every_path_that_a_page_names_exists(pages: dict[str, str], root: Path) -> None:
    """Places that begin with a folder of the checkout, but for examples and placeholders."""
    named = re.compile(r"(?<![\w./-])(?:conformance|scripts|specs|tests|docs|\.github|\.ci)/[\w./<>-]*")
    for page, text in pages.items():
        for path in named.findall(text):
            if "<" not in path and "shop_orders" not in path:
                assert (root / path.rstrip(".")).exists(), f"{page} names {path}"


def test_every_page_of_docs_is_linked_from_the_readme(pages: dict[str, str]) -> None:
    assert {page for page in pages if page.startswith("docs/")} <= set(re.findall(r"\(([^)]+)\)", pages["README.md"]))


def test_the_changelog_dates_the_version(pages: dict[str, str], pyproject: dict[str, Any]) -> None:
    version = re.escape(pyproject["project"]["version"])
    assert re.search(rf"^## \[{version}\] - \d{{4}}-\d\d-\d\d$", pages["CHANGELOG.md"], re.MULTILINE)


def test_every_extension_is_documented(pages: dict[str, str]) -> None:
    defined = source.load(lint.SCHEMAS / "extensions.yaml")["$defs"]
    assert set(re.findall(r"^\| `(x-[a-z-]+)`", pages["docs/reference/extensions.md"], re.MULTILINE)) == set(defined)


def test_every_extension_example_is_valid(pages: dict[str, str], make_api: Callable[..., Api]) -> None:
    """The third column of the table of extensions holds values that the schema allows."""
    head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n'
    rows = re.findall(r"^\| `(x-[a-z-]+)` \| [^|]* \| ([^|]*) \|", pages["docs/reference/extensions.md"], re.MULTILINE)
    assert rows
    for keyword, values in rows:
        for value in re.findall(r"`([^`]+)`", values):
            assert make_api(f"{head}{keyword}: {value}\n").document[keyword]


def test_every_field_of_facts_is_documented(pages: dict[str, str]) -> None:
    item = source.load(lint.SCHEMAS / "facts.yaml")["properties"]["facts"]["items"]["properties"]
    text = pages["docs/reference/spec-folder.md"]
    assert all(f"| `{name}` |" in text for name in item)
    assert all(f"`{value}`" in text for value in [*item["kind"]["enum"], *item["covered_by"]["items"]["enum"]])


def test_no_list_of_the_apis_stands_beside_the_folders(root: Path) -> None:
    """Each may serve as an example; no file of the toolchain names them all."""
    names = {file.parent.name for file in root.glob("specs/*/openapi.yaml")}
    tracked = [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("*.toml"), root / "Makefile"]
    tracked += [*root.glob(".github/**/*.yml"), *root.glob("conformance/**/*.py"), *root.glob("scripts/**/*.py")]
    assert len(names) > 1
    assert [file for file in tracked if all(name in file.read_text(encoding="utf-8") for name in names)] == []


@pytest.mark.parametrize(("lock", "least"), [("requirements.lock", 50), ("requirements-oldest.lock", 5)])
def test_the_locks_have_hashes_and_no_addresses(root: Path, lock: str, least: int) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9-]+==\S+.*\\$", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z]", text, re.MULTILINE)) > least
    assert "--hash=sha256:" in text
    assert not re.search(r"://|^-|^#.*/", text, re.MULTILINE)


def test_the_lock_pins_every_dependency(root: Path, pyproject: dict[str, Any]) -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", (root / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    wanted = [*pyproject["project"]["dependencies"], *pyproject["dependency-groups"]["dev"]]
    wanted += pyproject["build-system"]["requires"]
    names = {re.split(r"[<>=\[;]", requirement)[0].lower() for requirement in wanted}
    assert names - locked == set()


def test_the_oldest_libraries_are_those_that_packages_ask_for(root: Path, pyproject: dict[str, Any]) -> None:
    oldest = dict(requirement.split("==") for requirement in pyproject["dependency-groups"]["oldest"])
    for project in root.glob("generated/*/pyproject.toml"):
        wanted = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
        least = {name: re.escape(version.removesuffix(".0")) for name, version in oldest.items()}
        assert all(re.match(f"{name}>={least[name]}(,|$)", each) for name, each in zip(least, wanted, strict=True))


def test_the_steps_of_ci_are_make_targets(root: Path) -> None:
    listed = set(re.findall(r"^  ([a-z-]+) ", make(root, "help").stdout, re.MULTILINE))
    jobs = source.load(root / ".github" / "workflows" / "ci.yml")["jobs"].values()
    runs = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    assert runs
    assert {run.removeprefix("make ") for run in runs} <= listed


def test_ci_runs_lint_generation_conformance_and_tests(root: Path) -> None:
    targets = re.findall(r"^make ([a-z ]*)", (root / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert " ".join(targets).split() == ["test", "check"]  # the README's command, and all that `make check` runs
    (everything,) = re.findall(r"^check: (.*?) ##", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert everything.split() == [
        "lint",
        "facts",
        "check-generated",
        "conformance",
        "right-servers",
        "test",
        "test-libraries",
    ]


def test_the_wheel_holds_schemas_suite_and_type_marker(root: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {str(file.relative_to(root)) for file in root.glob("conformance/**/*.*") if file.suffix != ".pyc"}
    package |= {f"conformance/{file.relative_to(root)}" for file in root.glob("specs/**/*.*") if file.suffix != ".pyc"}
    assert {name for name in names if ".dist-info/" not in name} == package
    assert {"conformance/py.typed", "conformance/schemas/facts.yaml"} <= package


def test_make_refuses_an_old_python(root: Path, tmp_path: Path) -> None:
    """The message says what is needed; nothing is set up."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make(root, "--always-make", ".venv/uv", f"PYTHON={old}")
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr


def test_make_mock_without_a_name_lists_the_apis(root: Path) -> None:
    done = make(root, "--assume-old=.venv/ready", "mock", "API=")
    assert done.returncode != 0
    assert all(file.parent.name in done.stderr for file in root.glob("specs/*/openapi.yaml"))
