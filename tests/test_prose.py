"""Openings of docstrings, names of functions, and the list of words to avoid that `scripts/prose.py` holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.prose import find_words, measure, texts

_ALLOWED = {
    "conformance/resources/paging.py": {"take"},  # the name of a query parameter in APIs
}
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


def test_no_function_is_named_by_a_participle_alone(root: Path) -> None:
    assert [place for name in ("conformance", "scripts", "specs") for place in measure(root / name).participles] == []


def test_words_of_the_list_are_not_used(root: Path) -> None:
    files = [root / name for name in ("README.md", "CONTRIBUTING.md", "specs/README.md", "action.yml", "Makefile")]
    files += [file for name in ("conformance", "scripts", "templates", "docs") for file in texts(root / name)]
    files.remove(root / "scripts" / "prose.py")  # it holds the list
    found = [place for file in files for place in find_words(file) if not _is_allowed(file.relative_to(root), place)]
    assert found == []


def _is_allowed(file: Path, place: str) -> bool:
    return place.rpartition(" ")[2] in _ALLOWED.get(str(file), ())
