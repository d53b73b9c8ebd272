"""What other repositories run in their CI: each step is executed here, as the file says it."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from tests.forks import quick_python

DOCUMENT = """\
openapi: 3.1.0
info: { title: Books, version: "1" }
paths:
  /books:
    get:
      operationId: listBooks
      security: [{ bearer: [] }]
      responses:
        "200":
          description: D
          content:
            application/json:
              schema: { type: array, items: { type: string } }
        "401": { description: D }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
"""
APP = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

def list_books(request):
    is_known = request.headers.get("authorization") == "Bearer token-of-the-test"
    return JSONResponse(BOOKS) if is_known else Response(status_code=401)

BOOKS = ["Persuasion"]
app = Starlette(routes=[Route("/books", list_books)])
"""
TOKEN = "token-of-the-test"
Steps = Callable[..., subprocess.CompletedProcess[str]]
UNREACHABLE = "the package index can't be reached"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of somebody else."""
    folder = tmp_path / "their repository"
    folder.mkdir()
    (folder / "openapi.yaml").write_text(DOCUMENT)
    (folder / "shop.py").write_text(APP)
    return folder


def environment(python: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "GITHUB_ACTIONS"}}
    return {**kept, "PIP_NO_BUILD_ISOLATION": "0", "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", **more}


def bash(script: str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300)


def fill(text: Any, values: Mapping[str, str]) -> str:
    """Replace the expressions of a workflow, as GitHub does before a step runs."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: values[match[1]], str(text))


class Runner:
    """Runs the steps of an action or a job, one after the other, as long as they succeed.

    What a step has installed into the environment is there for all tests.
    """

    installed: ClassVar[set[str]] = set()

    def __init__(self, project: Path, folder: Path, python: Path) -> None:
        self.project, self.folder, self.python = project, folder, python
        self.outputs, self.summary = folder / "outputs", folder / "summary"

    def run(self, steps: list[dict[str, Any]], values: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        github = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(self.outputs),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.folder),
        }
        for step in steps:
            if "run" not in step or ("if" in step and not values["inputs.start"]):
                continue
            own = {name: fill(value, values) for name, value in step.get("env", {}).items()}
            cwd = self.project / fill(step.get("working-directory", "."), values)
            assert "${{" not in step["run"]  # a value in a script would be code
            if "pip install" in step["run"] and (key := f"{step} {own}") in self.installed:
                continue
            done = bash(step["run"], cwd, environment(self.python, **github, **own))
            if done.returncode and "pip install" in step["run"] and "onnection" in done.stderr:
                pytest.skip(UNREACHABLE)
            if done.returncode:
                break
            if "pip install" in step["run"]:
                self.installed.add(key)
        return done


@pytest.fixture
def runner(project: Path, tmp_path: Path, python: Path) -> Runner:
    return Runner(project, tmp_path, python)


def load(root: Path, name: str) -> Any:
    return yaml.safe_load((root / name).read_text(encoding="utf-8").replace("\non:\n", "\n'on':\n"))


@pytest.fixture
def action(root: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Run the steps of `action.yml` with inputs."""
    monkeypatch.setenv("BOOKS_BEARER", TOKEN)
    data = load(root, "action.yml")

    def start(**inputs: str) -> subprocess.CompletedProcess[str]:
        given = {name: str(each.get("default", "")) for name, each in data["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()} | {"python": str(runner.python)}
        values = {f"inputs.{name}": value for name, value in given.items()} | {"github.action_path": str(root)}
        return runner.run(data["runs"]["steps"], values)

    return start


def test_the_action_tests_an_app_and_hands_on_the_results(action: Steps, runner: Runner, root: Path) -> None:
    done = action(api="openapi.yaml", app="shop:app", arguments="--phase\nvalues\n--exclude-check\naccepts-invalid\n")
    assert done.returncode == 0, done.stdout + done.stderr
    outputs = dict(line.split("=", 1) for line in runner.outputs.read_text().splitlines())
    assert outputs["exit-code"] == "0"
    assert json.loads(Path(outputs["json"]).read_text())["apis"]["books"]["operations"] == {"listBooks": True}
    assert json.loads(Path(outputs["sarif"]).read_text())["version"] == "2.1.0"
    assert "<html" in Path(outputs["html"]).read_text()
    assert ET.parse(outputs["junit"]).getroot().findall(".//testcase")
    assert set(outputs) == set(load(root, "action.yml")["outputs"])
    assert "### conformance: passed" in runner.summary.read_text()


def test_the_action_shows_what_is_wrong_at_the_line_of_the_document(
    action: Steps, runner: Runner, project: Path
) -> None:
    (project / "shop.py").write_text(APP.replace('["Persuasion"]', "[1]"))
    done = action(api="openapi.yaml", app="shop:app")
    assert done.returncode == 1, done.stderr
    assert re.search(r"^::error file=openapi\.yaml,line=13,title=GET /books listBooks", done.stdout, re.MULTILINE)
    assert "exit-code=1" in runner.outputs.read_text()
    assert TOKEN not in done.stdout + done.stderr + runner.summary.read_text()


def test_the_action_fails_for_what_was_not_reached_unless_that_is_allowed(action: Steps, project: Path) -> None:
    (project / "openapi.yaml").write_text(
        DOCUMENT.replace("/books:", '"/books/{id}":')
        .replace(
            "    get:", "    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n    get:"
        )
        .replace('"401": {', '"404": { description: D }\n        "401": {')
    )
    inputs = {"api": "openapi.yaml", "app": "shop:app", "arguments": "--phase\nvalues"}
    assert action(**inputs).returncode == 4
    assert action(**inputs, allow_incomplete="true").returncode == 0


def test_the_action_ends_with_2_for_wrong_inputs(action: Steps) -> None:
    done = action(api="nothing.yaml", url="http://127.0.0.1:1")
    assert done.returncode == 2
    assert "error: nothing.yaml: no such file" in done.stderr


@pytest.fixture
def served(project: Path) -> Iterator[tuple[str, str]]:
    """A command that starts the server of the project, and its URL; the server is ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    yield f"echo $$ > pid; exec python -m uvicorn shop:app --port {port}", f"http://127.0.0.1:{port}"
    if (project / "pid").exists():
        os.kill(int((project / "pid").read_text()), signal.SIGTERM)


def test_the_workflow_starts_a_server_and_tests_it(root: Path, runner: Runner, served: tuple[str, str]) -> None:
    data = load(root, ".github/workflows/conformance.yml")
    inputs = {name: str(each.get("default", "")) for name, each in data["on"]["workflow_call"]["inputs"].items()}
    start, url = served
    inputs |= {
        "requirement": f"{root}[report]",
        "api": "openapi.yaml",
        "start": start,
        "url": url,
        "install": "touch installed",
    }
    values = {f"inputs.{name}": value for name, value in inputs.items()}
    values["secrets.credentials"] = f"BOOKS_BEARER={TOKEN}\n"
    done = runner.run(data["jobs"]["conformance"]["steps"], values)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (runner.project / "installed").exists()
    assert all((runner.folder / f"results.{suffix}").exists() for suffix in ("xml", "json", "html"))
    assert TOKEN not in done.stdout + done.stderr


def test_the_workflow_shows_the_log_of_a_server_that_does_not_start(root: Path, runner: Runner) -> None:
    data = load(root, ".github/workflows/conformance.yml")
    (step,) = [each for each in data["jobs"]["conformance"]["steps"] if each.get("name") == "Start the server"]
    step = {**step, "run": step["run"].replace("--retry 60", "--retry 1")}
    done = runner.run([step], {"inputs.start": "echo no database; exit 3", "inputs.url": "http://127.0.0.1:9"})
    assert done.returncode == 1
    assert "::error::the server does not answer at http://127.0.0.1:9" in done.stdout
    assert "no database" in done.stdout


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_gitlab_job_tests_an_app(root: Path, project: Path, python: Path, shell: str) -> None:
    """GitLab runs the lines of `before_script` and `script` in one shell."""
    head, job = yaml.safe_load_all((root / "templates" / "conformance.yml").read_text(encoding="utf-8"))
    inputs = {name: str(each.get("default", "")) for name, each in head["spec"]["inputs"].items()}
    inputs |= {
        "requirement": f"{root}[report]",
        "api": "openapi.yaml",
        "app": "shop:app",
        "arguments": "--phase values",
    }
    given = {
        name: re.sub(r"\$\[\[ inputs\.(.*?) \]\]", lambda match: inputs[match[1]], value)
        for name, value in job["conformance"]["variables"].items()
    }
    script = "\n".join([*job["conformance"]["before_script"], *job["conformance"]["script"]])
    variables = environment(python, **given, BOOKS_BEARER=TOKEN)
    done = subprocess.run(
        [shell, "-ec", script], cwd=project, env=variables, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / job["conformance"]["artifacts"]["reports"]["junit"]).exists()
    assert all((project / path).exists() for path in job["conformance"]["artifacts"]["paths"])


def test_the_gitlab_job_is_valid(root: Path, tmp_path: Path) -> None:
    _, job = yaml.safe_load_all((root / "templates" / "conformance.yml").read_text(encoding="utf-8"))
    (tmp_path / "job.yml").write_text(yaml.safe_dump(job))
    tool = str(Path(sys.executable).with_name("check-jsonschema"))
    command = [tool, "--builtin-schema", "vendor.gitlab-ci", str(tmp_path / "job.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def hooks(root: Path) -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in load(root, ".pre-commit-hooks.yaml")}


def run_hook(hook: Mapping[str, Any], project: Path) -> subprocess.CompletedProcess[str]:
    """Run a hook on the files of a project that it asks for."""
    names = sorted(str(file.relative_to(project)) for file in project.rglob("*") if file.is_file())
    files = (
        [name for name in names if re.search(hook.get("files", ""), name)] if hook.get("pass_filenames", True) else []
    )
    command = [quick_python(), "-m", *shlex.split(hook["entry"]), *files]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=120)


def test_the_hook_lints_the_documents_of_a_project(root: Path, project: Path) -> None:
    hook = hooks(root)["conformance-lint"]
    shutil.copytree(root / "tests" / "toys" / "suite_parcels", project / "specs" / "parcels")
    done = run_hook(hook, project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("can be worked with") == 2
    (project / "openapi.yaml").write_text(DOCUMENT.replace("type: array", "type: arrow"))
    broken = run_hook(hook, project)
    assert broken.returncode != 0
    assert "openapi.yaml:13" in broken.stderr


def test_the_hook_tells_an_edited_client_from_a_current_one(root: Path, project: Path) -> None:
    add = [quick_python(), "-m", "conformance", "vendor", "add", "openapi.yaml", "acme/books"]
    done = subprocess.run(add, cwd=project, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    hook = hooks(root)["conformance-vendor-check"]
    assert run_hook(hook, project).returncode == 0
    (project / "acme" / "books" / "__init__.py").write_text("")
    edited = run_hook(hook, project)
    assert edited.returncode == 1
    assert "acme/books: edited" in edited.stdout


def test_the_page_names_every_input_output_and_hook(root: Path) -> None:
    page = (root / "docs" / "ci.md").read_text(encoding="utf-8")
    action = load(root, "action.yml")
    inputs = load(root, ".github/workflows/conformance.yml")["on"]["workflow_call"]["inputs"]
    names = [
        *action["inputs"],
        *action["outputs"],
        *hooks(root),
        *(name for name in inputs if inputs[name].get("required")),
    ]
    assert [name for name in names if f"`{name}`" not in page and f" {name}: " not in page] == []


def test_actions_are_pinned_by_hash(root: Path) -> None:
    """Pages show the versions that our own workflows use."""
    files = [*root.glob(".github/workflows/*.yml"), root / "action.yml", *root.glob("docs/**/*.md")]
    uses = {line for file in files for line in re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))}
    others = {each for each in uses if "OWNER" not in each}
    assert others < uses
    assert all(re.fullmatch(r"[\w-]+(/[\w-]+)+@[0-9a-f]{40} # v[\d.]+", each) for each in others)
    assert len({each.partition("@")[0] for each in others}) == len(others)


def test_the_files_are_clean_for_zizmor(root: Path) -> None:
    tool = str(Path(sys.executable).with_name("zizmor"))
    command = [tool, "--offline", "--quiet", str(root / ".github" / "workflows"), str(root / "action.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
