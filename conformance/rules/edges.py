"""Values at the edge of what a property accepts, which servers lose that keep all others.

`value or default` loses zero, a column of 40 characters cuts a text of 80, a time without its offset is another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.openapi.read_write_only import directions
from conformance.rules.bench import Bench
from conformance.rules.comparing import agree
from conformance.rules.properties import Property, elements_of, keywords_of, views_of
from conformance.rules.varying import change_of, has_fractions, is_plain_text

_LETTERS = "Zoë Łódź 東京"
_OFFSET = "2031-02-03T04:05:06+02:00"
_ZEROS = ("0073510", "00735100", "00735", "0073", "007351000000", "0073510000000")
_ORDINARY, _LONGEST = 40, 4000  # characters; nothing is said of texts that are longer


@dataclass(frozen=True)
class Edge:
    """An edge and the value of one property there."""

    name: str
    title: str
    value: Any


def list_edges(bench: Bench, each: Property) -> list[Edge]:
    """Return the edges of a property at which its values can be sent and shown."""
    sent, shown = directions(bench.spec).requests, directions(bench.spec).responses
    both = sent.validator(each.sent), shown.validator(each.shown)
    return [edge for edge in _list_all(bench, each) if all(valid.is_valid(edge.value) for valid in both)]


def _list_all(bench: Bench, each: Property) -> Iterator[Edge]:
    types, keywords = views_of(bench.spec).types(each.sent), keywords_of(bench.spec, each.sent)
    if types & {"integer", "number"}:
        yield Edge("empty", "zero", 0)
        yield from (Edge("fraction", "the decimals of a number", 73.25),) if has_fractions(keywords, None) else ()
    if "boolean" in types:
        yield Edge("empty", "false", False)
    if keywords.get("format") == "date-time":
        yield Edge("offset", "the offset of a time", _OFFSET)
    if "array" in types and (element := elements_of(bench.spec, each)) is not None:
        yield from _list_two(bench, element)
    if types == {"string"}:
        yield from _list_texts(bench, each, keywords)


def _list_two(bench: Bench, element: Property) -> Iterator[Edge]:
    one = change_of(bench, element, None)
    other = None if one is None else change_of(bench, element, one)
    if other is not None:
        yield Edge("elements", "each of two elements", sorted([one, other], key=str))


def _list_texts(bench: Bench, each: Property, keywords: Mapping[str, Any]) -> Iterator[Edge]:
    if is_plain_text(bench.spec, each.sent):
        length = keywords.get("maxLength", 0)
        if _ORDINARY < length <= _LONGEST:
            yield Edge("longest", "the longest text", bench.word(length))
        yield Edge("letters", "letters beyond ASCII", f"{bench.word(4)} {_LETTERS}")
    elif "pattern" in keywords and not directions(bench.spec).requests.validator(each.sent).is_valid("7"):
        valid = directions(bench.spec).requests.validator(each.sent)
        yield from [Edge("zeros", "leading zeros", text) for text in _ZEROS if valid.is_valid(text)][:1]


def is_lost(edge: Edge, shown: Mapping[str, Any], name: str) -> bool:
    """Return whether an item shows another value than the one at an edge that was sent.

    A server that omits each zero and false, as protocol buffers do, keeps them. A list of neither element is its own.
    """
    other = shown.get(name)
    if isinstance(edge.value, list):
        kept = [value for value in edge.value if isinstance(other, list) and any(agree(value, each) for each in other)]
        return len(kept) == 1
    if name not in shown and not edge.value:
        return any(each == 0 for each in shown.values())  # false too
    if edge.name == "zeros":  # the same number
        return str(other).strip() != str(edge.value)
    return not agree(edge.value, other)
