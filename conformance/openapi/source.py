"""YAML and JSON files as JSON data: parsed once, by one set of rules, with places for error messages.

The rules are those of YAML 1.2's core schema, which OpenAPI asks for (OpenAPI 3.1, section "Format"): `NO` is a
string and not false, `2024-01-01` is a string and not a date, keys are strings (`200:` is `"200":`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from conformance.openapi import json_pointer, json_positions
from conformance.openapi.errors import InputError, Problem

_DEEPEST = 200  # levels of nesting: others' documents have fewer than 50
_MERGE = "tag:yaml.org,2002:merge"
_STRING = "tag:yaml.org,2002:str"
_RESOLVERS = (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN\0"),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    (_MERGE, r"<<", "<"),
)


class _Loader(yaml.CSafeLoader):
    """PyYAML's C parser under YAML 1.2's core schema, with duplicate keys refused."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as typed in PyYAML

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        _refuse_duplicate_keys(node)
        if any(key.tag == _MERGE for key, _ in node.value):
            self.flatten_mapping(node)
        return {_key(key): self.construct_object(value, deep=True) for key, value in node.value}

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        # Most values are strings, for which the general way costs ten times as much.
        return node.value if node.tag == _STRING else super().construct_object(node, deep)

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        """Nothing: tags never depend on the path to a value, and PyYAML asks at each."""

    def ascend_resolver(self) -> None:
        """Nothing, as above."""

    def _construct_integer(self, node: yaml.ScalarNode) -> int:
        return int(node.value, 0) if node.value[:2] in {"0o", "0x"} else int(node.value)


for _tag, _pattern, _first in _RESOLVERS:
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), [c.strip("\0") for c in _first])
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader._construct_integer)


def load(path: Path) -> Any:
    """Read the JSON data in the YAML or JSON file `path`.

    Raises InputError, naming file, line and column, for a file that is missing, is not UTF-8, is not YAML, repeats a
    key, or holds what JSON can't say.
    """
    return load_text(_read(path), path)


def load_text(text: str, name: Path | str) -> Any:
    """Return the JSON data in a YAML or JSON text, with the errors of `load` about what is called `name`."""
    try:
        data = _parse(text)
        json.dumps(data, allow_nan=False, ensure_ascii=False).encode()
        _check_depth(data)
    except json_positions.DuplicateKeyError as error:
        fix = "give each key once"
        raise InputError([Problem(str(name), "", str(error), fix, *json_positions.find_repeated(text))]) from error
    except yaml.MarkedYAMLError as error:
        raise InputError([_describe_syntax_error(name, error)]) from error
    except (ValueError, TypeError, RecursionError, yaml.YAMLError) as error:
        raise InputError.of(name, f"not JSON data: {error}", "use what JSON can express, without cycles") from error
    return data


def places(path: Path, wanted: Container[str] = json_positions.EVERYTHING) -> dict[str, tuple[int, int]]:
    """Line and column (from 1) of the values in the file, by JSON pointer; the file is one that `load` accepts.

    With `wanted`, look for these pointers only. It has to hold the pointers above each of them too.
    """
    text = _read(path)
    if _is_json(text):
        return json_positions.places(text, wanted)
    found: dict[str, tuple[int, int]] = {}
    root = yaml.compose(text, Loader=_Loader)
    if root is not None:
        _place(root, "", found, wanted)
    return found


def locate_problems(path: Path, problems: list[Problem]) -> list[Problem]:
    """Add line and column to problems of file `path` (of the nearest ancestor that exists)."""
    known = places(path, {above for problem in problems for above in json_pointer.ancestors(problem.pointer)})
    return [_locate_problem(problem, known) for problem in problems]


def _locate_problem(problem: Problem, known: dict[str, tuple[int, int]]) -> Problem:
    line, column = next((known[p] for p in json_pointer.ancestors(problem.pointer) if p in known), (1, 1))
    return Problem(problem.file, problem.pointer, problem.reason, problem.fix, line, column)


def _parse(text: str) -> Any:
    """Read `text` as JSON if it is JSON, which is much faster and accepts all of JSON's escapes, else as YAML."""
    if text.lstrip()[:1] in {"{", "["}:
        with suppress(json.JSONDecodeError):
            return json_positions.load(text)
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader


def _check_depth(data: Any) -> None:
    """Raise ValueError for data that is nested too deeply for recursive functions. It has no cycles."""
    level = [data]
    for _ in range(_DEEPEST):
        level = [each for value in level for _, each in json_pointer.children(value)]
    if level:
        raise ValueError(f"it is nested more than {_DEEPEST} levels deep")


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError.of(path, "no such file", "create it, or name another folder") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError.of(path, f"can't be read: {error}", "make it a readable UTF-8 file") from error


def _describe_syntax_error(name: Path | str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    reason = f"not YAML: {' '.join(filter(None, (error.context, error.problem)))}"
    place = (mark.line + 1, mark.column + 1) if mark else (None, None)
    return Problem(str(name), "", reason, "correct the syntax at this place", *place)


def _refuse_duplicate_keys(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.tag != _MERGE and _key(key) in seen:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {_key(key)!r}", key.start_mark)
        seen.add(_key(key))


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.constructor.ConstructorError(None, None, "a key must be a string", node.start_mark)
    return str(node.value)


def _place(node: yaml.Node, pointer: str, found: dict[str, tuple[int, int]], wanted: Container[str]) -> None:
    found[pointer] = (node.start_mark.line + 1, node.start_mark.column + 1)
    for name, value in _members(node):
        child = json_pointer.join(pointer, name)
        if child in wanted:
            _place(value, child, found, wanted)


def _members(node: yaml.Node) -> Iterable[tuple[str | int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return [(_key(key), value) for key, value in node.value]
    return enumerate(node.value) if isinstance(node, yaml.SequenceNode) else ()
