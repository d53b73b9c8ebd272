"""The application that `--app` names."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.openapi.errors import InputError
from conformance.suite.app_loading import App, load_app

APPS = """
import functools

async def app(scope, receive, send): ...

class Asgi:
    async def __call__(self, scope, receive, send): ...

class Wsgi:
    def __call__(self, environ, start_response): ...

def wrapped(scope, receive, send): ...

def create_app(): return Wsgi()

def create_nothing(): return 3

def create_failing(): raise ValueError("no settings\\nfor pages")

class Shop:
    api = Asgi()

instance, wsgi, shop, number = Asgi(), Wsgi(), Shop(), 3
partial = functools.partial(app)
def one(value): ...
"""
Load = Callable[..., App]
NUMBERS = itertools.count()


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Write a module of a name of its own, and load an application from it."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.chdir(tmp_path)

    def load(attribute: str, code: str = APPS, name: str = "") -> App:
        module = name or f"apps{next(NUMBERS)}"
        (tmp_path / f"{module}.py").write_text(code)
        return load_app(f"{module}:{attribute}", tmp_path)

    return load


@pytest.mark.parametrize(
    ("attribute", "kind"),
    [
        ("app", "asgi"),
        ("instance", "asgi"),
        ("wrapped", "asgi"),
        ("partial", "asgi"),
        ("shop.api", "asgi"),
        ("Asgi", "asgi"),
        ("wsgi", "wsgi"),
        ("create_app", "wsgi"),
    ],
)
def test_an_app_is_told_by_how_it_is_called(load: Load, attribute: str, kind: str) -> None:
    assert load(attribute).kind == kind


@pytest.mark.parametrize(
    ("attribute", "reason"),
    [
        ("number", r"is not an application; expected ASGI or WSGI, got int"),
        ("one", r"expected ASGI or WSGI, got function"),
        ("create_nothing", r"expected ASGI or WSGI, got int"),
        ("nothing", r"^apps\d+\.py: no attribute 'nothing'"),
    ],
)
def test_what_is_not_an_app_is_refused_with_those_there_are(load: Load, attribute: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as raised:
        load(attribute)
    assert "fix: name an application: apps" in str(raised.value)
    assert ":instance, " in str(raised.value)


def test_a_factory_that_fails_is_named_with_its_line(load: Load) -> None:
    with pytest.raises(InputError, match=r"^apps\d+\.py:18: .*create_failing\(\) failed: ValueError: no settings\n"):
        load("create_failing")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("\nimport nothing_like_it\n", r"py:2: ModuleNotFoundError: No module named 'nothing_like_it'\n  fix: install"),
        ("raise RuntimeError('no URL')", r"py:1: import failed: RuntimeError: no URL\n  fix: make `python -c"),
        ("raise SystemExit(3)", r"py:1: import failed: SystemExit: 3"),
        ("def f(:", r"py:1: import failed: SyntaxError"),
    ],
)
def test_an_error_within_the_module_is_named_with_its_line(load: Load, code: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        load("app", code)


@pytest.mark.parametrize("name", ["shop", "shop:", ":app", "../shop:app", ""])
def test_a_name_has_a_module_and_an_attribute(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="expected module:attribute such as"):
        load_app(name, tmp_path)


def test_a_module_that_is_not_there_is_named_with_the_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no module is called 'no_such_shop'.*\n.*now .*tmp|no_such_shop"):
        load_app("no_such_shop.main:app", tmp_path)
