"""Applications that a run serves itself."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from conformance.openapi.errors import NotTestableError
from conformance.suite.app_loading import App, wrap_app
from conformance.suite.app_server import serve_app
from tests.forks import quick_python

DOCUMENT = """\
openapi: 3.1.0
info: { title: Books, version: "1" }
servers: [{ url: https://books.example/v1 }]
paths:
  /books:
    get:
      operationId: listBooks
      responses:
        "200": { description: D, content: { application/json: { schema: { type: array, items: { type: string } } } } }
"""
ASGI = """
from contextlib import asynccontextmanager
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

@asynccontextmanager
async def lifespan(app):
    app.state.books = ["Persuasion"]
    yield
    open("ended", "w").close()

def list_books(request):
    return JSONResponse(request.app.state.books)

app = Starlette(routes=[Route("/v1/books", list_books), Route("/books", list_books)], lifespan=lifespan)
"""
WSGI = """
def app(environ, start_response):
    is_there = environ["PATH_INFO"] == "/v1/books" and environ["REQUEST_METHOD"] == "GET"
    start_response("200 OK" if is_there else "404 Not Found", [("Content-Type", "application/json")])
    return [b'["Persuasion"]']
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a folder that holds a document and `shop.py`."""
    (tmp_path / "books.yaml").write_text(DOCUMENT)

    def start(*words: str, code: str = ASGI, module: str = "conformance") -> subprocess.CompletedProcess[str]:
        (tmp_path / "shop.py").write_text(code)
        command = [quick_python(), "-m", module, *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)

    return start


QUICK = ("run", "books.yaml", "--profile", "quick", "--app", "shop:app")


def test_an_app_is_tested_with_its_lifespan(run: Run, tmp_path: Path) -> None:
    done = run(*QUICK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed: 1 operation of books" in done.stdout
    assert (tmp_path / "ended").exists()


def test_a_wsgi_app_is_tested(run: Run) -> None:
    done = run(*QUICK, code=WSGI)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_url_gives_another_path_than_the_document(run: Run) -> None:
    assert run(*QUICK, "--url", "/").returncode == 0
    assert "listBooks · status 404 to a valid request" in run(*QUICK, "--url", "/v2").stdout
    refused = run(*QUICK, "--url", "http://127.0.0.1:1")
    assert refused.returncode == 2
    assert "--url: with --app, expected a path such as /v1" in refused.stderr


def test_a_plan_starts_no_app(run: Run, tmp_path: Path) -> None:
    assert run(*QUICK, "--dry-run").stdout == "plan: books at shop:app\n"
    assert not (tmp_path / "ended").exists()


def test_a_fault_is_told_with_its_line_and_commands_for_it(run: Run) -> None:
    """The replay starts the app again, on another port."""
    raising = ASGI.replace("    return JSONResponse(", "    return JSONResponse(1 / 0 and ")
    done = run(*QUICK, "--events", "e.ndjson", code=raising)
    assert done.returncode == 1, done.stderr
    assert "the app raised ZeroDivisionError at shop.py:14 in list_books" in " ".join(done.stdout.split())
    assert "books.yaml --app shop:app --profile quick --operation listBooks" in done.stdout
    assert "start the app on port" in done.stdout
    finding = next(line.split()[2] for line in done.stdout.splitlines() if "conformance replay" in line)
    again = run("replay", finding, "--events", "e.ndjson", code=raising)
    assert again.returncode == 1, again.stderr
    assert "the fault shows again" in again.stdout
    assert run("replay", finding, "--events", "e.ndjson").returncode == 0


def test_an_app_that_does_not_start_is_one_block(run: Run) -> None:
    done = run(*QUICK, code=ASGI.replace("app.state.books = [", 'raise RuntimeError("no database") or ['))
    assert done.returncode == 3
    assert done.stderr.startswith("not testable: shop:app did not start: RuntimeError: no database\n  Traceback")
    assert 'shop.py", line 9, in lifespan' in done.stderr
    assert done.stderr.count("Traceback") == 1


def test_an_app_serves_one_api(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(DOCUMENT)
    assert "name exactly one API with --app" in run("run", "books.yaml", "other.yaml", "--app", "shop:app").stderr


def test_the_plugin_tests_an_app_too(run: Run) -> None:
    options = ["--conformance-api", "books.yaml", "--conformance-app", "shop:app", "--conformance-profile", "quick"]
    done = run("--pyargs", "conformance.suite", "-q", "-p", "no:cacheprovider", *options, module="pytest")
    assert done.returncode == 0, done.stdout
    wrong = run(
        "--pyargs", "conformance.suite", "-q", *options[:2], "--conformance-app", "shop:nothing", module="pytest"
    )
    assert wrong.returncode == 4
    assert "no attribute 'nothing'" in wrong.stderr


def _app(function: Callable[[Request], Any], **settings: Any) -> App:
    return wrap_app(Starlette(routes=[Route("/", function)], **settings), "app")


def test_a_startup_that_does_not_end_is_not_waited_for() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await receive()  # the shutdown, which comes when the startup has ended

    with pytest.raises(NotTestableError, match=r"did not start within 0\.2 s"), serve_app(wrap_app(app, "app"), 0.2):
        pass


def test_an_app_without_a_lifespan_is_served() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await JSONResponse(1)(scope, receive, send)

    with serve_app(wrap_app(app, "app")) as served:
        assert httpx.get(served.origin).json() == 1
    assert served.notes == []


def test_errors_are_counted_by_place() -> None:
    numbers = itertools.count()

    def fail(request: Request) -> None:
        raise KeyError("secret") if next(numbers) else ValueError("secret")

    def call(environ: Any, start_response: Any) -> None:
        raise LookupError("secret")

    with serve_app(_app(fail)) as served:
        assert [httpx.get(served.origin).status_code for _ in range(3)] == [500, 500, 500]
    assert [note.partition(" at ")[0] for note in served.notes] == [
        "the app raised KeyError",
        "the app raised ValueError",
    ]
    assert served.notes[0].endswith("in fail, 2 times")
    assert "secret" not in str(served.notes)
    with serve_app(wrap_app(call, "app")) as served:
        assert httpx.get(served.origin).status_code == 500
    assert served.notes[0].startswith("the app raised LookupError at ")


def test_the_port_is_free_afterwards() -> None:
    for app in (_app(lambda _: JSONResponse(1)), App("w", lambda _environ, _start: [], "wsgi")):
        with serve_app(app) as served:
            pass
        with pytest.raises(httpx.ConnectError):
            httpx.get(served.origin)
