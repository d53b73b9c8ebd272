"""Choice of a response's media type by the header Accept (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.request import parse_http_list

from conformance.openapi.media_types import Parsed, parse

_WEIGHT = re.compile(r"\d+(\.\d*)?|\.\d+")
Rank = tuple[float, int]  # the quality, and how specific the range is that gives it


@lru_cache(maxsize=1024)
def acceptable(accept: str, offered: tuple[str, ...]) -> Sequence[str]:
    """Return the offered media types that `accept` allows, the preferred one first; all of them if it is empty.

    Of types that are preferred alike, one that is named comes before one in a range; else the order stays.
    """
    ranges = [_weigh(parse(text)) for text in parse_http_list(accept)]
    if not ranges:
        return offered
    ranks = {name: _rank(parse(name), ranges) for name in offered}
    return sorted((name for name in offered if ranks[name][0] > 0), key=lambda name: ranks[name], reverse=True)


def _weigh(accepted: Parsed) -> tuple[Parsed, float]:
    """Return a range without its weight, and the weight: 1 where it states none that is a number."""
    parameters = dict(accepted.parameters)
    weight = parameters.pop("q", "1")
    quality = min(float(weight), 1.0) if _WEIGHT.fullmatch(weight) else 1.0
    return Parsed(accepted.essence, parameters), quality


def _rank(offered: Parsed, ranges: Sequence[tuple[Parsed, float]]) -> Rank:
    """Return the rank that the most specific range gives."""
    found = [(_specificity(offered, each), quality) for each, quality in ranges]
    specificity, quality = max(found, key=lambda pair: pair[0])
    return (quality, specificity) if specificity >= 0 else (0.0, -1)


def _specificity(offered: Parsed, accepted: Parsed) -> int:
    """Return how specifically a range names the offered type; -1 if it does not."""
    kind, _, name = accepted.essence.partition("/")
    if kind == "*":
        return 0
    if name == "*":
        return 1 if offered.essence.startswith(f"{kind}/") else -1
    wanted = {key: value for key, value in accepted.parameters.items() if key != "charset"}
    is_meant = offered.essence == accepted.essence and wanted.items() <= offered.parameters.items()
    return 2 + len(wanted) if is_meant else -1
