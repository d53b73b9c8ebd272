"""Fixtures of the installed plugin, as others use them in a folder of their own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forks import quick_python

DOCUMENT = """
openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.example/v1 }]
paths:
  /orders:
    get:
      operationId: listOrders
      responses: { "200": { description: D, content: { application/json: { schema: { type: array } } } } }
"""
TESTS = """
import httpx
import pytest


def test_a_mock_is_served(conformance_mock):
    mock = conformance_mock("shop_orders")
    assert mock.url.startswith("http://127.0.0.1:")
    assert httpx.get(f"{mock.url}/orders").status_code == 200
    mock.assert_called("listOrders", exactly=1)


def test_a_mock_of_a_test_is_new(conformance_mock):
    assert conformance_mock("shop_orders").requests == []


@pytest.fixture(scope="session")
def shop(conformance_mock_session):
    return conformance_mock_session("shop_orders")


@pytest.mark.parametrize("number", [1, 2])
def test_a_mock_may_last_for_all_tests(shop, number):
    assert httpx.get(f"{shop.url}/orders").status_code == 200
    shop.assert_called("listOrders", exactly=number)


def test_a_document_may_be_a_file(conformance_mock):
    assert conformance_mock("other.yaml").api.id == "other"


@pytest.mark.anyio
async def test_a_mock_is_used_from_async_tests(conformance_mock):
    mock = conformance_mock("shop_orders")
    async with httpx.AsyncClient(base_url=mock.url) as client:
        assert (await client.get("/orders")).status_code == 200


@pytest.mark.anyio
async def test_an_app_needs_no_port(conformance_app):
    app = conformance_app("shop_orders")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=app.url) as client:
        assert (await client.get("/orders")).status_code == 200
    app.assert_called("listOrders")


@pytest.fixture
def anyio_backend():
    return "asyncio"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of somebody else: a document and tests, and nothing else."""
    (tmp_path / "specs" / "shop_orders").mkdir(parents=True)
    (tmp_path / "specs" / "shop_orders" / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "other.yaml").write_text(DOCUMENT)
    return tmp_path


def run(folder: Path, tests: str) -> str:
    (folder / "test_shop.py").write_text(tests)
    command = [quick_python(), "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout + done.stderr


def test_mocks_are_there_for_the_tests_of_others(folder: Path) -> None:
    assert "7 passed" in run(folder, TESTS)


def test_the_example_of_the_page_passes(folder: Path, root: Path) -> None:
    page = (root / "docs" / "mock.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert "3 passed" in run(folder, example)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none", "unknown API 'none'"),
        ("broken.yaml", "not an OpenAPI document"),
        ("http://127.0.0.1:1/a.yaml", "127.0.0.1"),
    ],
)
def test_an_api_that_can_not_be_mocked_fails_the_test_plainly(folder: Path, name: str, reason: str) -> None:
    (folder / "broken.yaml").write_text("a: 1")
    said = run(folder, f"def test_it(conformance_mock): conformance_mock({name!r})")
    assert "1 failed" in said
    assert reason in said
    assert "fix: " in said
    assert "Traceback" not in said


def test_nothing_heavy_is_imported_until_it_is_used(folder: Path) -> None:
    heavy = {"starlette", "uvicorn", "httpx", "hypothesis", "schemathesis", "jsonschema_rs", "yaml"}
    code = "import sys, conformance.plugin; print(*sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert "pytest" in done.stdout.split()
    assert heavy & {*done.stdout.split()} == set()
