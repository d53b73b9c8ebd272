"""One cause of failure as plain data, and as a text of at most 25 lines with the commands that show it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

LONGEST = 25  # lines of a block
_WIDTH = 10  # of a label
_FACTS, _HEADERS, _NOTES = 3, 4, 3  # lines of each
_OTHERS = 6  # places in one line
_MANY = 5  # blocks of one pattern
_TEXT = 1000  # characters of a line that is not a command


@dataclass(frozen=True)
class Block:
    """Cause of failure: operation, expected and actual response, and commands that show it again.

    `id` names it on the command line, and is the same in each run. Blocks of one API with the same `key` are one cause.
    Many with the same `pattern` are too: a server that accepts text for one integer accepts it for all.
    """

    id: str
    api: str
    key: str
    check: str
    cause: str  # in words
    method: str = ""  # empty, as path and operation: the document itself is wrong
    path: str = ""
    operation: str = ""
    layer: str = "server"
    file: str = ""  # of the document, at the part that was broken
    line: int = 0  # 0: not known
    column: int = 0
    pointer: str = ""
    facts: tuple[str, ...] = ()
    expected: str = ""
    got: str = ""
    status: str = ""  # with its phrase
    headers: tuple[str, ...] = ()
    body: str = ""  # an excerpt
    times: int = 1
    curl: str = ""
    rerun: str = ""
    replay: str = ""
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other places where the same cause shows
    pattern: str = ""
    severity: str = "error"  # or warning, or note: those fail no run

    @property
    def where(self) -> str:
        """The operation: method, path and operationId."""
        return " ".join(filter(None, (self.method, self.path, self.operation))) or self.api

    @property
    def headline(self) -> str:
        """The first line, without its mark: operation and cause."""
        return f"{self.where} · {self.cause}"

    @property
    def place(self) -> str:
        """File, line and pointer of what the document says."""
        file = f"{self.file}:{self.line}" if self.line else self.file
        return f"{file} at #{self.pointer}" if self.file else ""

    def as_data(self) -> dict[str, Any]:
        """Return the block as JSON data, which `from_data` reads."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Block:
        """Return the block of JSON data that `as_data` has made."""
        given: dict[str, Any] = {k: tuple(value) if isinstance(value, list) else value for k, value in data.items()}
        return cls(**given)


def merge_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Return one block for each cause, in the order of the first, which lists the others' places."""
    merged = [_merge(*group) for group in _group(blocks, lambda block: block.key)]
    patterns = Counter((block.api, block.pattern) for block in merged if block.pattern)
    many = {pattern for pattern, number in patterns.items() if number >= _MANY}
    by_pattern = _group(merged, lambda block: block.pattern if (block.api, block.pattern) in many else block.key)
    return [_merge(*group) for group in by_pattern]


def _group(blocks: Iterable[Block], key: Callable[[Block], str]) -> Iterable[list[Block]]:
    groups: dict[tuple[str, str], list[Block]] = {}
    for block in blocks:
        groups.setdefault((block.api, key(block)), []).append(block)
    return groups.values()


def _merge(first: Block, *others: Block) -> Block:
    if not others:
        return first
    also = dict.fromkeys(place for other in others for place in (_place_of(other, first), *other.also))
    also.pop(first.where, None)
    return replace(first, also=(*first.also, *also), times=first.times + sum(other.times for other in others))


def _place_of(block: Block, first: Block) -> str:
    """Return the operation of a block, with its other differences from the `first`."""
    differences = [block.layer] * (block.layer != first.layer) + [block.check] * (block.check != first.check)
    is_other = block.key != first.key and block.expected != first.expected
    differences += [block.expected.partition(":")[0]] * is_other  # the place in the body
    return f"{block.where} ({', '.join(dict.fromkeys(differences))})" if differences else block.where


def format_block(block: Block) -> str:
    """Format a block as at most 25 lines; the first names operation and cause."""
    lines = [f"✗ {block.headline}", *(_format(label, text) for label, text in _rows(block) if text)]
    return "\n".join(lines[:LONGEST])


def _rows(block: Block) -> Iterator[tuple[str, str]]:
    """Yield label and text of each line below the first; there are 20 at most."""
    yield "check", ", ".join(filter(None, (block.check, block.place)))
    yield from _label_lines("facts", block.facts[:_FACTS])
    yield "expected", block.expected
    yield "got", block.got
    yield "response", block.status
    yield from (("", header) for header in block.headers[:_HEADERS])
    yield "body", block.body
    yield "seen", "" if block.times == 1 else f"{block.times} times"
    yield "also at", _list_places(block.also)
    yield "request", block.curl
    yield from (("", note) for note in block.notes[:_NOTES])
    yield "again", block.rerun
    yield "", block.replay


def _label_lines(label: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for index, text in enumerate(texts):
        yield ("" if index else label), text


def _list_places(places: tuple[str, ...]) -> str:
    rest = len(places) - _OTHERS
    return ", ".join(places[:_OTHERS]) + (f", and {rest} more" if rest > 0 else "")


def _format(label: str, text: str) -> str:
    is_command = text.startswith(("curl ", "conformance ", "printf ", "id=$("))
    flat = text if is_command else " ".join(text.splitlines())
    shown = flat if is_command or len(flat) <= _TEXT else f"{flat[:_TEXT]} …"
    return f"  {label:<{_WIDTH}}{shown}"
