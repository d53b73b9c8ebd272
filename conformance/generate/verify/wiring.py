"""Contents of a request, read by the rules of OpenAPI and not by those of the package.

Tested in `tests/generate/test_toys.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

import httpx

from conformance.client_check import python_values
from conformance.generate.ir.operations import Argument, Body, query_of
from conformance.generate.ir.samples import Binary
from conformance.openapi.spec import Operation

_SLASH = "\0"  # replaces a percent-encoded one
_DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


def build(hint: Any, value: Any, is_json: bool) -> Any:
    """Build the Python value for a JSON value; in multipart forms, the files of a class accept text."""
    if is_json or not isinstance(value, dict):
        return python_values.build(hint, json.loads(json.dumps(value)))  # no text for a file
    return python_values.build(hint, {key: _bytes(item) for key, item in value.items()})


def _bytes(value: Any) -> Any:
    if isinstance(value, list):
        return [_bytes(item) for item in value]
    return value.encode() if isinstance(value, Binary) else value


def missing(
    argument: Argument, value: Any, request: httpx.Request, template: str, credentials: frozenset[tuple[str, str]]
) -> str | None:
    """Return why the parameter is not in the request as documented, or None."""
    parameter = argument.parameter
    if (parameter.location, parameter.name.lower()) in credentials:
        return None  # the client's own value replaces it
    what = f"parameter {parameter.name!r} in {parameter.location}"
    expected = _expect_argument(argument, value)
    if parameter.location == "path" and _is_filled(template, parameter.name, expected[0][1], request):
        return None
    found = _texts(argument, request, template, isinstance(value, dict) and argument.style == "form")
    if value is None or (value in ([], {}) and parameter.location == "query"):
        return None  # nothing to be seen of it
    if isinstance(value, dict):
        found = [pair for pair in expected if any(_alike([pair], [other]) for other in found)]  # beside others'
    if parameter.location == "header":
        found = [pair for pair in found if _alike([pair], expected)][:1]  # names that differ in case are one header
    if not _alike(sorted(found), sorted(expected)):
        return f"{what} is sent as {found!r} and not as {expected!r}"
    return None


def describe_misdirection(operation: Operation, request: httpx.Request) -> str | None:
    """Return why the request does not go where the document says, or None."""
    path = _pattern(operation.path).search(_raw_path(request))
    fixed = parse_qsl(query_of(operation.path), keep_blank_values=True)
    sent = parse_qsl(request.url.query.decode(), keep_blank_values=True)
    if request.method == operation.method and path and all(pair in sent for pair in fixed):
        return None
    return f"a call is sent to {request.method} {request.url.raw_path.decode()}"


def _alike(found: list[tuple[str, str]], expected: list[tuple[str, str]]) -> bool:
    if [name for name, _ in found] != [name for name, _ in expected]:
        return False
    return all(_same_text(one, other) for (_, one), (_, other) in zip(found, expected, strict=True))


def _same_text(found: str, expected: str) -> bool:
    """Return whether both are the same text, or arrays of the same instants in different notations."""
    if python_values.same(found, expected) or _same_json(found, expected):
        return True
    pieces = re.split("[,|. ]", found), re.split("[,|. ]", expected)
    return len(pieces[0]) == len(pieces[1]) and all(map(python_values.same, *pieces))


def _same_json(found: str, expected: str) -> bool:
    try:
        return python_values.same(json.loads(found), json.loads(expected))
    except ValueError:
        return False


def _texts(argument: Argument, request: httpx.Request, template: str, is_spread: bool) -> list[tuple[str, str]]:
    name = argument.parameter.name
    if argument.parameter.location == "path":
        return [(name, _in_path(name, request, template))]
    if argument.parameter.location == "header":
        whole, pieces = request.headers.get_list(name), request.headers.get_list(name, split_commas=True)
        return [(name, text) for text in (*whole, *pieces)]  # several parameters may be one header
    if argument.parameter.location == "cookie":
        cookies = [pair.partition("=")[::2] for pair in request.headers.get("Cookie", "").split("; ")]
        pairs = [(key, text if argument.style == "literal" else unquote(text)) for key, text in cookies]
    else:
        pairs = parse_qsl(request.url.query.decode(), keep_blank_values=True)
    mine = re.compile(rf"{re.escape(name)}" + (r"(\[.*)?" if argument.style == "deepObject" else ""))
    return [(key, text) for key, text in pairs if is_spread or mine.fullmatch(key)]


def _in_path(name: str, request: httpx.Request, template: str) -> str:
    parts = re.split(r"({[^{}]*})", template)
    names = [part for part in parts if part.startswith("{")]
    match = _pattern(template).search(_raw_path(request))
    return match[names.index(f"{{{name}}}") + 1].replace(_SLASH, "/") if match else ""


def _is_filled(template: str, name: str, text: str, request: httpx.Request) -> bool:
    """Return whether the parameter may have this text in the path: where `{a}{b}` meet, no other reading says."""
    return _pattern(template, {name: text.replace("/", _SLASH)}).search(_raw_path(request)) is not None


def _pattern(template: str, known: Mapping[str, str] = MappingProxyType({})) -> re.Pattern[str]:
    parts = re.split(r"{([^{}]*)}", re.split("[?#]", template)[0])  # literal, name, literal, …
    pieces = [re.escape(unquote(part)) for part in parts]
    pieces[1::2] = [re.escape(known[name]) if name in known else "([^/]*)" for name in parts[1::2]]
    return re.compile(f"{''.join(pieces)}$")


def _raw_path(request: httpx.Request) -> str:
    """Return the path, percent-decoded, with encoded separators still different from real ones."""
    path = request.url.raw_path.decode().partition("?")[0]
    return unquote(path.replace("%2F", _SLASH))


def _expect_argument(argument: Argument, value: Any) -> Any:
    name, style, explode = argument.parameter.name, argument.style, argument.parameter.explode
    if style == "json":
        return [(name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))]
    if style in {"text", "literal"}:
        return [(name, _text(value))]
    if style == "urlencoded":
        return [(name, urlencode(_expected_fields(value)))]
    if argument.parameter.location in {"query", "cookie"}:
        return _expected_pairs(name, value, style, explode)
    return [(name, _expected_text(name, value, style, explode))]


def _expected_fields(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the fields of a form: an array is a field for each item, an object is JSON."""
    pieces = ((name, item if isinstance(item, list) else [item]) for name, item in value.items())
    return [(name, _text(item)) for name, items in pieces for item in items]


def _expected_pairs(name: str, value: Any, style: str, explode: bool) -> list[tuple[str, str]]:
    if style == "deepObject" and isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else _number_items(value)
        return [pair for key, item in members for pair in _expected_pairs(f"{name}[{key}]", item, style, True)]
    if isinstance(value, dict):
        if explode:
            return [(key, _text(item)) for key, item in value.items()]
        return [(name, _DELIMITERS.get(style, ",").join(_text(piece) for pair in value.items() for piece in pair))]
    if isinstance(value, list):
        if explode:
            return [(name, _text(item)) for item in value]
        return [(name, _DELIMITERS.get(style, ",").join(map(_text, value)))]
    return [] if value is None else [(name, _text(value))]


def _number_items(items: list[Any]) -> list[tuple[int | str, Any]]:
    """Return each item with what is in its brackets: a number, or nothing if it is a scalar."""
    return [(number if isinstance(item, dict | list) else "", item) for number, item in enumerate(items)]


def _expected_text(name: str, value: Any, style: str, explode: bool) -> str:
    if isinstance(value, dict):
        pieces = (
            [f"{k}={_text(v)}" for k, v in value.items()] if explode else [_text(p) for i in value.items() for p in i]
        )
    else:
        pieces = [_text(item) for item in value] if isinstance(value, list) else [_text(value)]
    if style == "label":
        return "." + ("." if explode else ",").join(pieces)
    if style == "matrix" and explode and isinstance(value, (list, dict)):
        return "".join(f";{piece}" if isinstance(value, dict) else f";{name}={piece}" for piece in pieces)
    return (f";{name}=" if style == "matrix" else "") + ",".join(pieces)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def missing_body(body: Body, value: Any, request: httpx.Request) -> str | None:
    """Return why the body is not in the request as documented, or None."""
    sent = request.headers.get("Content-Type", "")
    wanted = re.escape(body.name).replace(r"\*", "[^/]+")
    if not re.match(wanted, sent):
        return f"a body of type {body.name} is sent as {sent or 'nothing'}"
    content = request.read()
    if body.kind == "json":
        same = python_values.same(json.loads(content), value)
    elif body.kind == "form":
        names = {name.partition("[")[0] for name, _ in parse_qsl(content.decode(), keep_blank_values=True)}
        same = not isinstance(value, Mapping) or {k for k, v in value.items() if v not in ([], {}, None)} <= names
    elif body.kind == "multipart":
        same = not isinstance(value, Mapping) or all(
            f'name="{_quote_name(name)}"'.encode() in content for name, v in value.items() if v != []
        )
    else:
        same = content == b"content"
    return None if same else f"a body of type {body.name} does not arrive as it was given"


def _quote_name(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', "%22")
