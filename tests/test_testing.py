"""Tests of somebody else's project: operations of a document as tests, whatever the project's settings are."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.suite.shared_result import delete_shared, share
from tests.forks import quick_python

DOCUMENT = """\
openapi: 3.1.0
info: { title: Books, version: "1" }
paths:
  /books:
    get:
      operationId: listBooks
      responses:
        "200": { description: D, content: { application/json: { schema: { type: array, items: { type: string } } } } }
  /shops:
    get:
      operationId: listShops
      responses:
        "200": { description: D, content: { application/json: { schema: { type: array, items: { type: string } } } } }
"""
APP = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

def list_books(request):
    with open("calls", "a") as calls:
        calls.write("b")
    return JSONResponse(["Persuasion"])

def list_shops(request):
    return JSONResponse([1])

app = Starlette(routes=[Route("/books", list_books), Route("/shops", list_shops)])
"""
TESTS = """
from books.app import app
from conformance.testing import conformance_operations


@conformance_operations("openapi.yaml", app=app)
def test_contract(operation):
    operation.check()


def test_a_mock(conformance_mock):
    assert conformance_mock("openapi.yaml").url
"""
Pytest = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of somebody else: a document, an application, and tests."""
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "__init__.py").write_text("")
    (tmp_path / "books" / "app.py").write_text(APP)
    (tmp_path / "tests").mkdir()
    return tmp_path


@pytest.fixture
def run(project: Path) -> Pytest:
    """Run pytest in the project, with settings and tests."""

    def start(
        *words: str, tests: str = TESTS, settings: str = "", name: str = "test_books.py", cwd: Path = project
    ) -> object:
        (project / "tests" / name).write_text(tests)
        (project / "pytest.ini").write_text(f"[pytest]\npythonpath = .\n{settings}\n")
        command = [quick_python(), "-m", "pytest", "-q", *words]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)

    return start  # type: ignore[return-value]


def test_each_operation_is_a_test(run: Pytest, project: Path) -> None:
    """The test that fails says why, and how it is run again; the application is called in one run."""
    done = run("-rA")
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert "PASSED tests/test_books.py::test_contract[listBooks]" in done.stdout
    assert "✗ GET /shops listShops · response body breaks its schema at /0" in done.stdout
    assert "again     pytest 'tests/test_books.py::test_contract[listShops]'" in done.stdout
    assert "conformance replay " in done.stdout
    assert "Traceback" not in done.stdout


# Each line of settings that could hide tests, take plugins away or make more of a warning, in few groups.
SETTINGS = [
    "python_files = check_*.py\npython_functions = check_*\npython_classes = Check\nfilterwarnings = error",
    "addopts = -p no:cacheprovider -p no:terminal -p no:warnings -p no:logging -p no:faulthandler -p no:anyio",
    "addopts = -p no:schemathesis -p no:hypothesispytest -p no:doctest -p no:unittest -s --tb=no",
    "addopts = --strict-markers --strict-config --import-mode=importlib -p xdist -n 1\nxfail_strict = true",
    "addopts = --import-mode=append --doctest-modules -p xdist -n 1 --dist loadscope\nlog_cli = true",
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_operations_are_tests_whatever_the_settings_are(run: Pytest, project: Path, settings: str) -> None:
    """The names of files and functions are the project's own, and so follow its settings."""
    name = "check_books.py" if "check_*.py" in settings else "test_books.py"
    tests = TESTS.replace("def test_", "def check_") if "python_functions" in settings else TESTS
    done = run("--junitxml=j.xml", settings=settings, tests=tests, name=name)
    assert done.returncode == 1, done.stdout + done.stderr
    report = (project / "j.xml").read_text()
    assert re.search(r'errors="0" failures="1" skipped="0" tests="3"', report), report
    assert "INTERNALERROR" not in done.stdout + done.stderr


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_suite_runs_whatever_the_settings_are(run: Pytest, project: Path, settings: str) -> None:
    options = ["--conformance-api", "openapi.yaml", "--conformance-app", "books.app:app"]
    about = ["--conformance-profile", "quick", "--conformance-json", "r.json"]
    done = run("--pyargs", "conformance.suite", *options, *about, settings=settings)
    assert done.returncode == 1, done.stdout + done.stderr
    assert '"reached": ' in (project / "r.json").read_text()
    assert "INTERNALERROR" not in done.stdout + done.stderr


def test_operations_are_tests_without_the_plugin(run: Pytest) -> None:
    """All operations are called then, whichever are selected."""
    tests = TESTS.partition("def test_a_mock")[0]
    assert "1 failed, 1 passed" in run(settings="addopts = -p no:conformance", tests=tests).stdout


def test_the_processes_of_xdist_share_one_run(run: Pytest, project: Path) -> None:
    run()
    once = len((project / "calls").read_text())
    (project / "calls").unlink()
    assert "1 failed, 2 passed" in run("-n", "2").stdout
    assert len((project / "calls").read_text()) == once


def test_operations_are_selected_by_name_and_marker(run: Pytest, project: Path) -> None:
    assert "1 passed, 2 deselected" in run("-k", "listBooks").stdout
    assert "1 failed, 1 passed, 1 deselected" in run("-m", "conformance", "--strict-markers").stdout
    (project / "calls").unlink()
    assert "1 failed, 2 deselected" in run("-k", "listShops").stdout
    assert not (project / "calls").exists()


def test_own_tests_are_kept_beside_the_suite(run: Pytest) -> None:
    options = ["--conformance-api", "openapi.yaml", "--conformance-app", "books.app:app"]
    done = run("tests/test_books.py", "--pyargs", "conformance.suite", *options, "-k", "mock or listBooks or examples")
    assert re.search(r"\d passed", done.stdout), done.stdout + done.stderr
    assert (
        run("tests/test_books.py", "--pyargs", "conformance.suite", *options, "--collect-only").stdout.count(
            "::test_a_mock"
        )
        == 1
    )


def test_a_fixture_may_start_the_server(run: Pytest) -> None:
    tests = """
import pytest
from books.app import app
from conformance.mock import serving
from conformance.testing import conformance_operations


@pytest.fixture(scope="session")
def shop():
    with serving(app) as origin:
        yield origin


@conformance_operations("openapi.yaml", operations=["listBooks"])
def test_contract(operation, shop):
    assert repr(operation) == "GET /books listBooks"
    operation.check(url=shop)
"""
    assert "1 passed" in run(tests=tests, settings="filterwarnings = error").stdout


def test_an_app_may_be_named_or_made(run: Pytest) -> None:
    head = "from conformance.testing import conformance_operations\nfrom books.app import app\n"
    made = '@conformance_operations("openapi.yaml", app={})\ndef test_contract(operation):\n    operation.check()\n'
    assert "1 failed, 1 passed" in run(tests=head + made.format('"books.app:app"')).stdout
    factory = run(tests=head + made.format("lambda: app"))
    assert "1 failed, 1 passed" in factory.stdout


def test_settings_of_the_project_are_read_from_any_folder(run: Pytest, project: Path) -> None:
    """Those above the test's file count, not those of the current folder."""
    (project / "pyproject.toml").write_text(
        '[[tool.conformance.apis.books.exclude]]\noperation = "listShops"\ncheck = "response-body"\nreason = "SHOP-1"\n'
    )
    assert "3 passed" in run(".", cwd=project / "tests").stdout


def test_a_process_that_dies_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("PYTEST_XDIST_TESTRUNUID", "u")
    assert share(("a",), lambda: {"made": 1}) == share(("a",), lambda: {"made": 2}) == {"made": 1}
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    for maker in tmp_path.glob("*/*.maker"):
        maker.write_bytes(ended.stdout.strip())
        maker.with_suffix("").unlink()
    assert "has ended before it was done" in share(("a",), lambda: {"made": 3})["error"]
    delete_shared("u")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"openapi.yaml", app=app', '"nothing.yaml", app=app', "nothing.yaml: no such document beside the test in"),
        ("app=app", 'app=app, operations=["none"]', "no operation matches 'none'"),
        ("app=app", 'app=app, profile="fast"', "unknown profile 'fast'"),
        ('"openapi.yaml", app=app', '"broken.yaml", app=app', "not an OpenAPI document"),
        ('"openapi.yaml", app=app', '"openapi.yaml"', "conformance_operations: no server; expected url or app"),
        ("app=app", "app=3", "app is not an application; expected ASGI or WSGI, got int"),
        ("app=app", 'url="http://127.0.0.1:9"', "not testable: books: http://127.0.0.1:9 can't be reached"),
    ],
    ids=["no document", "no operation", "no profile", "broken", "no server", "no app", "not there"],
)
def test_what_can_not_be_tested_is_said_without_a_traceback(
    run: Pytest, project: Path, old: str, new: str, reason: str
) -> None:
    (project / "broken.yaml").write_text("a: 1")
    done = run(tests=TESTS.replace(old, new))
    assert done.returncode != 0
    assert re.search(reason, done.stdout), done.stdout
    assert "Traceback" not in done.stdout
    assert "site-packages" not in done.stdout
