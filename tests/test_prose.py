"""Openings of docstrings: functions begin with a verb (ruff's D401), modules and classes with a noun phrase."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_QUESTION = re.compile(r"(What|Whether|How|Where|Who|Whose|Why|When|Which)\b")


def test_docstrings_do_not_open_like_questions(root: Path) -> None:
    folders = (root / name for name in ("conformance", "scripts", "specs"))
    files = (file for folder in folders for file in sorted(folder.rglob("*.py")))
    found = [place for file in files for place in _questions(file, root) if not _is_law(file)]
    assert found == []


def _questions(file: Path, root: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node) or ""
            if _QUESTION.match(text):
                yield f"{file.relative_to(root)}:{node.body[0].lineno}: {text.splitlines()[0]}"


def _is_law(file: Path) -> bool:
    """Return whether the file holds laws: the docstring of a law is its statement, however it begins."""
    return file.name == "rules.py" or file.parent.name == "laws"
