"""Inference of the pagination of a list, in the form of `x-pagination`.

It needs a parameter that asks for a page, and a property that says whether there is a next one. A name is not enough.

Tested in `tests/generate/test_pages.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from conformance.openapi.spec import Operation, Response, Spec

_CURSORS = frozenset("cursor pagetoken nexttoken continuationtoken pagecursor after".split())
_NEXT_CURSORS = frozenset("nextcursor nextpagetoken nexttoken continuationtoken nextpagecursor endcursor".split())
_SIZES = frozenset("limit size pagesize perpage count maxresults".split())
_TOTALS = frozenset("total totalcount totalitems totalresults totalelements count".split())
_PAGE_TOTALS = frozenset("pages totalpages pagecount lastpage".split())
_MORE = frozenset("hasmore hasnext hasnextpage".split())
_PLACES = frozenset("page pagenumber offset skip".split()) | _CURSORS


def infer(spec: Spec, operation: Operation) -> Mapping[str, Any] | None:
    """Return the pagination of a GET, if its document shows it clearly."""
    response = next((each for each in operation.successes if each.content), None)
    if operation.method != "GET" or response is None:
        return None
    parameters = {_plain(p.name): p.name for p in operation.parameters if p.location == "query"}
    schema = _schema(spec, response)
    items = [name for name, each in _properties(spec, schema).items() if "array" in _types(_resolve_schema(spec, each))]
    if "array" in _types(schema):
        return {"style": "link"} if _has_link(response) and parameters.keys() & _PLACES else None
    return _of_object(spec, schema, parameters, items[0]) if len(items) == 1 else None


def _of_object(
    spec: Spec, schema: Mapping[str, Any], parameters: Mapping[str, str], items: str
) -> Mapping[str, Any] | None:
    kinds = {name: _types(_resolve_schema(spec, each)) for name, each in _properties(spec, schema).items()}
    texts = {_plain(name): name for name, types in kinds.items() if "string" in types}
    numbers = {_plain(name): name for name, types in kinds.items() if "integer" in types}
    flags = {_plain(name): name for name, types in kinds.items() if "boolean" in types}
    more, total, pages = _one(flags, _MORE), _one(numbers, _TOTALS), _one(numbers, _PAGE_TOTALS)
    cursor, after = _one(parameters, _CURSORS), _one(texts, _NEXT_CURSORS)
    page, offset = _one(parameters, {"page", "pagenumber"}), _one(parameters, {"offset", "skip"})
    size, ends = _one(parameters, _SIZES), {"more": more} if more else {}
    if cursor and after:
        return {"style": "cursor", "cursor": cursor, "items": items, "next": after, **ends}
    if "next" in texts and {"previous", "prev"} & texts.keys() and (page or offset or cursor):
        return {"style": "page", "page": page or offset or cursor, "items": items, "next": texts["next"]}
    if offset and size and (more or total):
        return {"style": "offset", "offset": offset, "items": items, **ends, **({"total": total} if total else {})}
    if page and size and (more or total or pages):
        return {"style": "page", "page": page, "items": items, **ends, **({"total": pages} if pages else {})}
    return None


def _one(known: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((known[name] for name in sorted(names) if name in known), None)


def _plain(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def _has_link(response: Response) -> bool:
    return any(header.name.lower() == "link" for header in response.headers)


def _schema(spec: Spec, response: Response) -> Mapping[str, Any]:
    media = next((media for media in response.content.values() if media.is_json), None)
    return _resolve_schema(spec, media.definition.get("schema")) if media else {}


def _resolve_schema(spec: Spec, schema: Any) -> Mapping[str, Any]:
    seen: set[str] = set()
    while isinstance(schema, Mapping) and "$ref" in schema and schema["$ref"] not in seen:
        seen.add(schema["$ref"])
        schema = spec.resolve(unquote(schema["$ref"][1:]))[1]
    return schema if isinstance(schema, Mapping) else {}


def _properties(spec: Spec, schema: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= _properties(spec, _resolve_schema(spec, part))
    return found


def _types(schema: Mapping[str, Any]) -> set[str]:
    stated = schema.get("type", ())
    branches = [each for keyword in ("anyOf", "oneOf") for each in schema.get(keyword, ()) if isinstance(each, Mapping)]
    return ({stated} if isinstance(stated, str) else set(stated)).union(*map(_types, branches))
