"""Figures on the words of Python packages: `python -m scripts.prose conformance scripts` prints a row for each folder.

Counted are functions that are not properties, dunders, hooks, constructors or tests. Laws and rules are left out, since
their docstrings are statements. `--list` prints each place too.

Tested in `tests/scripts/test_prose.py`.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# The words that are not to be used, with those that are. One list for this program and for tests/test_prose.py.
WORDS = {
    r"mend(s|ed|ing)?": "fix",
    r"tell(s|ing)?|told": "say, show, report, distinguish",
    r"stand(s|ing)?|stood": "be, be written",
    r"take(s|n)?|taking|took": "accept, read, use",
    r"anew": "again",
    r"whoever": "the name of the reader",
    r"pass(es|ed|ing)? over": "ignore, omit",
    r"besides": "also",
    r"puts? right|putting right": "fix",
}
_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")
_QUESTION = re.compile(r"(?:What|Whether|How|Where|Who)\b")
_SMALL = {"a", "an", "the", "as", "at", "by", "for", "from", "in", "of", "off", "on", "out", "over", "to", "up", "with"}
_VERBS = frozenset(Path(__file__).with_name("verbs.txt").read_text(encoding="utf-8").split())
_IRREGULAR = frozenset(
    """
    begun bound bought brought built caught chosen cut dealt done drawn driven fallen fed felt found frozen given gone
    grown heard held hidden hit kept known laid led left lent lost made meant met paid proven read run said seen sent
    set shown shut sought sold spent split spread struck sworn taken taught thought thrown told understood withheld won
    worn written
    """.split()
)
_HOOKS = re.compile(r"pytest_|visit_|depart_|generic_visit$")
_REGISTERED = {"fixture", "command", "group", "overload", "law", "exchange_law", "rule", "exchange_rule"}
_PROPERTY = {"property", "cached_property", "setter", "deleter", "getter", "cache_property"}
_TEXTS = {tokenize.COMMENT, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Figures:
    """Figures of one folder."""

    functions: int = 0
    verbs: int = 0
    docstrings: int = 0
    participles: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    not_imperative: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def is_counted(function: Function, owner: ast.AST) -> bool:
    """Return whether the author of a package was free to name the function as an action."""
    decorators = {_last_name(each) for each in function.decorator_list}
    name = function.name
    if decorators & (_PROPERTY | _REGISTERED) or _HOOKS.match(name) or name.startswith("test_"):
        return False
    is_constructor = isinstance(owner, ast.ClassDef) and "classmethod" in decorators
    return not is_constructor and not (name.startswith("__") and name.endswith("__"))


def measure(folder: Path) -> Figures:
    """Return the figures of the modules below a folder."""
    figures = Figures()
    for file in sorted(folder.rglob("*.py")):
        _read(file, figures)
    figures.words = [hit for file in texts(folder) for hit in find_words(file)]
    figures.not_imperative = find_not_imperative(folder)
    return figures


def _read(file: Path, figures: Figures) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for owner in ast.walk(tree):
        for node in ast.iter_child_nodes(owner):
            if isinstance(node, Function) and is_counted(node, owner):
                _count_name(node, f"{file}:{node.lineno}", figures)
        if isinstance(owner, ast.Module | ast.ClassDef | Function):
            _count_docstring(owner, file, figures)


def _count_name(node: Function, place: str, figures: Figures) -> None:
    figures.functions += 1
    figures.verbs += first_word(node.name) in _VERBS
    if is_participle(node.name):
        figures.participles.append(f"{place}: {node.name}")


def _count_docstring(node: ast.Module | ast.ClassDef | Function, file: Path, figures: Figures) -> None:
    if text := ast.get_docstring(node):
        figures.docstrings += 1
        if _QUESTION.match(text):
            figures.questions.append(f"{file}:{node.body[0].lineno}: {text.splitlines()[0]}")


def first_word(name: str) -> str:
    """Return the first word of a name in snake case or camel case."""
    return re.split(r"_|(?<=[a-z])(?=[A-Z])", name.strip("_"))[0].lower()


def is_participle(name: str) -> bool:
    """Return whether a name is a past participle alone, or one before small words only: `made`, `sorted_by`."""
    first, *rest = name.strip("_").split("_")
    is_past = first in _IRREGULAR - _VERBS or (first.endswith("ed") and first not in _VERBS)
    return is_past and all(word in _SMALL for word in rest)


def texts(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that hold text for people."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".py", ".jinja", ".md", ".yaml", ".yml", ".html", ".js"} and "__pycache__" not in file.parts:
            yield file


def find_words(file: Path) -> list[str]:
    """Return the places of a file where people read a word of the list: in Python, text and names of definitions.

    Identifiers with hyphens, such as ids of laws, are left out: baselines and settings of users name them.
    """
    text = file.read_text(encoding="utf-8")
    lines = _python_texts(text) if file.suffix == ".py" else enumerate(text.splitlines(), 1)
    return [
        f"{file}:{number}: {found[0]}"
        for number, line in lines
        for found in _WORD.finditer(_IDENTIFIER.sub("", line).replace("_", " "))
    ]


def _python_texts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the comments and strings of a module line by line, and the names of its functions and classes."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _TEXTS:
            yield from enumerate(token.string.splitlines(), token.start[0])
    for owner in ast.walk(ast.parse(text)):
        for node in ast.iter_child_nodes(owner):
            if isinstance(node, ast.ClassDef) or (isinstance(node, Function) and is_counted(node, owner)):
                yield node.lineno, node.name


def find_not_imperative(folder: Path) -> list[str]:
    """Return the docstrings of functions that do not open with an imperative verb (ruff's D401)."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--select=D401",
        "--output-format=json",
        str(folder),
    ]
    found = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)  # noqa: S603 - ruff itself
    places = [(each["filename"], each["location"]["row"], each["message"]) for each in found]
    counted = {name: _counted_lines(Path(name)) for name in {name for name, _, _ in places}}
    return [f"{name}:{line}: {message}" for name, line, message in places if line in counted[name]]


def _counted_lines(file: Path) -> set[int]:
    """Return the lines at which the docstrings of counted functions begin."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    pairs = ((node, owner) for owner in ast.walk(tree) for node in ast.iter_child_nodes(owner))
    return {node.body[0].lineno for node, owner in pairs if isinstance(node, Function) and is_counted(node, owner)}


def _last_name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _format(name: str, figures: Figures) -> str:
    return (
        f"{name:<24} {figures.functions:>9} {figures.verbs / max(figures.functions, 1):>6.0%} "
        f"{len(figures.participles):>11} {len(figures.questions) / max(figures.docstrings, 1):>9.1%} "
        f"{len(figures.not_imperative):>5} {len(figures.words):>6}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--list", action="store_true", help="print each place too")
    chosen = parser.parse_args(arguments)
    lines = [f"{'folder':<24} functions  verbs participles questions  D401  words"]
    for folder in chosen.folders:
        figures = measure(folder)
        lines.append(_format(folder.name, figures))
        if chosen.list:
            lines += figures.participles + figures.questions + figures.not_imperative + figures.words
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
