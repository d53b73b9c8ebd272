"""Packages under private names, and large modules that are compiled class by class."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from conformance.generate.verify import importer

CLASSES = """
from __future__ import annotations
def _define(**_): return lambda cls: cls
@_define(init=False)
class First:
    other: Second
@_define(init=False)
class Second(First):
    pass
"""
TEXT = f'{CLASSES}\nTEXT = """\n@_define(\n"""\n'


@pytest.mark.parametrize("text", [CLASSES, TEXT])
def test_a_large_module_is_what_it_is_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(importer, "_LARGE", 0)
    monkeypatch.setattr(importer, "_PART", 1)
    package = tmp_path / "large"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "models.py").write_text(text, encoding="utf-8")
    with importer.import_package(package) as name:
        models = importer.module(name, "models")
        assert models.Second.__bases__ == (models.First,)
        assert models.First.__annotations__ == {"other": "Second"}
        assert getattr(models, "TEXT", "\n@_define(\n") == "\n@_define(\n"
    assert [module for module in sys.modules if module.startswith(name)] == []
