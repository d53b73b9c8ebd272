"""Regular expressions of ECMA-262, as JSON Schema has them, in terms of Python's `re`."""

import re
import sys
import unicodedata
from functools import lru_cache

_PIECE = (  # compiled when first needed, as in `ratelimit`
    r"(?s)\\[pP]\{(?P<category>[A-Za-z]{1,2})\}|\\u\{(?P<code>[0-9A-Fa-f]+)\}|\\k<(?P<group>\w+)>|\\.|\(\?<(?=\w)|."
)
_SPACES = r"\s\xa0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_OUTSIDE = {"$": r"\Z", "(?<": "(?P<", r"\/": "/", r"\s": f"[{_SPACES}]", r"\S": f"[^{_SPACES}]"}
# Python takes `$` to match before a final line break too, and warns of what might become sets within sets.
_INSIDE = {r"\/": "/", r"\s": _SPACES, "[": r"\[", "&": r"\&", "~": r"\~", "|": r"\|"}


@lru_cache(maxsize=1024)
def compiled(expression: str) -> re.Pattern[str]:
    """The expression, to be searched for. Raises ValueError for what Python has no counterpart of."""
    try:
        return re.compile(_translated(expression), re.ASCII)  # \d, \w and \b are about ASCII in ECMA-262
    except re.error:
        raise ValueError(f"the pattern {expression} can't be evaluated") from None


def _translated(expression: str) -> str:
    written, is_inside = [], False
    for match in re.finditer(_PIECE, expression):
        written.append(_python(match, is_inside))
        is_inside = match[0] == "[" or (is_inside and match[0] != "]")
    return "".join(written)


def _python(match: re.Match[str], is_inside: bool) -> str:
    if match["category"]:
        characters = _category(match["category"], match[0][1] == "P")
        return characters if is_inside else f"[{characters}]"
    if match["code"]:
        return f"\\U{match['code']:0>8}"
    if match["group"]:
        return f"(?P={match['group']})"
    return (_INSIDE if is_inside else _OUTSIDE).get(match[0], match[0])


@lru_cache(maxsize=64)
def _category(name: str, is_negated: bool) -> str:
    """The characters of a Unicode category, or all others, as ranges."""
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(name) is not is_negated:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
