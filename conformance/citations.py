"""Places beside the document that cite facts: rules by `facts=`, behaviours and tests of the client in docstrings.

Tested in `tests/test_citations.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from conformance import facts
from conformance.apis import Api
from conformance.mock.behaviour import BEHAVIOUR_FILE
from conformance.openapi.errors import InputError, Problem
from conformance.rules.loading import cited_by_rules

CLIENT_TESTS = "test_*.py"
_FACT = re.compile(r"\b([A-Z]{2,4})-[0-9]+\b")


def citations_of(api: Api) -> facts.Citations:
    """Return where the files beside an API's document cite facts; raises InputError for a file that can't be read.

    An id in a docstring is a citation if the API's facts are numbered so: `UTC-8` is not one.
    """
    known = facts.load(api.facts_file)[1] if api.facts_file.exists() else {}
    prefixes = {fact_id.partition("-")[0] for fact_id in known}
    behaviour = [file for file in [api.folder / BEHAVIOUR_FILE] if file.is_file()]
    return {
        "rule": cited_by_rules(api),
        "behaviour": _find_citations(behaviour, prefixes),
        "client": _find_citations(sorted(api.folder.glob(CLIENT_TESTS)), prefixes),
    }


def _find_citations(files: Iterable[Path], prefixes: set[str]) -> Mapping[str, list[str]]:
    """Return the places of the functions whose docstrings cite each fact, as `behaviour.py:12`."""
    found: dict[str, list[str]] = {}
    for file in files:
        for line, text in _docstrings(file):
            for match in _FACT.finditer(text):
                if match[1] in prefixes:
                    found.setdefault(match[0], []).append(f"{file}:{line}")
    return found


def _docstrings(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the docstring of each function in a file, with the function's line."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except SyntaxError as error:
        reason = f"can't be read: {error.msg}"
        raise InputError([Problem(str(file), "", reason, "correct the syntax", error.lineno, error.offset)]) from error
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, ast.get_docstring(node) or ""
