"""Made-up OpenAPI documents: valid ones with whatever is odd and allowed, and mutations of them."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from conformance.openapi import json_pointer
from tests.generate.schemas import ODD_NAMES, names, schemas, typed_parameter_schemas

Json = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
COMPONENTS = ("Order", "order", "order-line", "Order.Line", "class", "List", "Any", "_x", "a1", "Response", "Client")
_TOKEN = re.compile(r"[\w.-]+", re.ASCII)  # nothing else can be the name of a header or cookie (RFC 9110, RFC 6265)
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_STATUSES = ("200", "201", "202", "204", "400", "404", "422", "500", "2XX", "4XX", "5XX", "default")
_JSON = ("application/json", "application/json; charset=utf-8", "application/vnd.shop+json", "application/problem+json")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_OTHER = ("text/plain", "text/csv", "application/octet-stream", "application/pdf", "application/xml", "image/*", "*/*")
_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
_FLOW = {"tokenUrl": "https://shop.example.com/token", "scopes": {"read": "To read."}}
_SCHEMES: tuple[Json, ...] = (
    {"type": "http", "scheme": "bearer"},
    {"type": "http", "scheme": "basic"},
    {"type": "http", "scheme": "digest"},
    {"type": "apiKey", "in": "header", "name": "X-Key"},
    {"type": "apiKey", "in": "query", "name": "key"},
    {"type": "apiKey", "in": "cookie", "name": "session"},
    {"type": "oauth2", "flows": {"clientCredentials": _FLOW}},
    {"type": "openIdConnect", "openIdConnectUrl": "https://shop.example.com/openid"},
    {"type": "mutualTLS"},
)


@st.composite
def documents(draw: Draw) -> Json:
    """A document that OpenAPI 3.1 allows, but for what only reading it as a whole can tell."""
    used = draw(st.lists(st.sampled_from(COMPONENTS), max_size=4, unique=True))
    schemes = draw(
        st.dictionaries(st.sampled_from(["token", "class", "api-key"]), st.sampled_from(_SCHEMES), max_size=2)
    )
    paths = draw(st.lists(_paths(), min_size=1, max_size=3, unique_by=_shape))
    document: Json = {
        "openapi": draw(st.sampled_from(["3.1.0", "3.1.1"])),
        "info": {"title": draw(names()), "version": "1"},
        "paths": {path: draw(_path_items(path, used, [*schemes])) for path in paths},
        "components": {"schemas": {name: draw(schemas(used)) for name in used}, "securitySchemes": schemes},
    }
    _give_ids(document, draw)
    document |= draw(
        st.sampled_from([{}, {"servers": [{"url": "https://shop.example.com/api"}]}, _SERVER_OF_VARIABLES])
    )
    if schemes and draw(st.booleans()):
        document["security"] = [{name: []} for name in schemes]
    return document


_SERVER_OF_VARIABLES = {
    "servers": [
        {"url": "https://{class}.example.com/{v 1}", "variables": {"class": {"default": "a"}, "v 1": {"default": "b"}}}
    ]
}


def _paths() -> st.SearchStrategy[str]:
    literal = st.sampled_from(["/orders", "/Orders", "/a-b", "/ü", "/x.json", "/class", "/a:b"])
    variable = st.sampled_from(ODD_NAMES).filter(lambda name: not set(name) & set("{}/?#")).map("/{{{}}}".format)
    parts = st.lists(st.one_of(literal, variable), min_size=1, max_size=3, unique=True)
    return st.one_of(parts.map("".join), st.just("/"))


def _shape(path: str) -> str:
    """What two paths may not share: the path but for its parameters' names."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _variables(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


@st.composite
def _path_items(draw: Draw, path: str, used: list[str], schemes: list[str]) -> Json:
    path_parameters = [draw(_parameters(used, st.just("path"), st.just(name))) for name in _variables(path)]
    shared = draw(st.booleans())
    methods = draw(st.lists(st.sampled_from(_METHODS), min_size=1, max_size=2, unique=True))
    item = {method: draw(_operations(used, schemes, [] if shared else path_parameters)) for method in methods}
    return {**item, "parameters": path_parameters} if shared else item


@st.composite
def _operations(draw: Draw, used: list[str], schemes: list[str], first: list[Json]) -> Json:
    anywhere = st.one_of(
        _parameters(used, st.just("query"), names()),
        _parameters(used, st.sampled_from(["header", "cookie"]), names().filter(_TOKEN.fullmatch)),
    )
    more = st.lists(anywhere, max_size=3, unique_by=lambda p: (p["in"], p["name"].lower()))
    statuses = draw(st.lists(st.sampled_from(_STATUSES), min_size=1, max_size=3, unique=True))
    operation: Json = {"responses": {status: draw(_responses(used)) for status in statuses}}
    if parameters := first + draw(more):
        operation["parameters"] = parameters
    if draw(st.booleans()):
        operation["requestBody"] = {"required": draw(st.booleans()), "content": draw(_contents(used, _FORMS))}
    if draw(st.booleans()):
        operation["tags"] = [draw(names())]
    if schemes and draw(st.booleans()):
        operation["security"] = draw(
            st.sampled_from([[], [{}], [{schemes[0]: []}], [{}, {name: [] for name in schemes}]])
        )
    return operation


@st.composite
def _parameters(draw: Draw, used: list[str], locations: st.SearchStrategy[str], called: st.SearchStrategy[str]) -> Json:
    location = draw(locations)
    parameter: Json = {"name": draw(called), "in": location, "required": location == "path" or draw(st.booleans())}
    if location != "path" and draw(st.integers(0, 9)) == 0:
        return {**parameter, "content": {"application/json": {"schema": draw(schemas(used))}}}
    if draw(st.booleans()):
        style = draw(st.sampled_from(_STYLES[location]))
        parameter |= {"style": style, "explode": style == "deepObject" or draw(st.booleans())}
    return {**parameter, "schema": draw(typed_parameter_schemas(parameter.get("style", "")))}


@st.composite
def _contents(draw: Draw, used: list[str], special: tuple[str, ...] = ()) -> Json:
    types = draw(st.lists(st.sampled_from((*_JSON, *special, *_OTHER)), min_size=1, max_size=2, unique=True))
    return {name: draw(_media_types(used, name)) for name in types}


def _media_types(used: list[str], name: str) -> st.SearchStrategy[Json]:
    if name in _FORMS:
        fields = st.dictionaries(names(), schemas(used), min_size=1, max_size=3)
        return fields.map(lambda properties: {"schema": {"type": "object", "properties": properties}})
    text = st.sampled_from([{}, {"schema": {"type": "string"}}, {"schema": {"type": "string", "format": "binary"}}])
    return schemas(used).map(lambda schema: {"schema": schema}) if name in _JSON else text


@st.composite
def _responses(draw: Draw, used: list[str]) -> Json:
    response: Json = {"description": draw(names())}
    if draw(st.booleans()):
        response["content"] = draw(_contents(used))
    if draw(st.integers(0, 4)) == 0:
        response["headers"] = {"X-Count": {"schema": {"type": "integer"}}}
    return response


def _give_ids(document: Json, draw: Draw) -> None:
    """Ids of their own for most operations; some do without, as OpenAPI allows."""
    ids = draw(st.lists(names(), min_size=6, max_size=6, unique=True))
    operations = [
        operation for item in document["paths"].values() for key, operation in item.items() if key in _METHODS
    ]
    for operation, name in zip(operations, ids, strict=False):
        if draw(st.integers(0, 4)):
            operation["operationId"] = name


@st.composite
def mutated(draw: Draw) -> Json:
    """A document with one or two mistakes: something is gone, or something else stands in its place."""
    document: Json = copy.deepcopy(draw(documents()))
    for _ in range(draw(st.integers(1, 2))):
        _spoil(document, draw)
    return document


def _spoil(document: Json, draw: Draw) -> None:
    places = [place for place in _places(document) if place.count("/") > 1]
    parent, _, key = draw(st.sampled_from(places)).rpartition("/")
    owner = json_pointer.follow(document, parent)
    step = int(key) if isinstance(owner, list) else json_pointer.unescape(key)
    if draw(st.booleans()):
        del owner[step]
    else:
        owner[step] = draw(st.sampled_from(_WRONG))


_WRONG: tuple[Any, ...] = (
    None, True, 0, -1.5, "", "x", "string,", "decimal", [], [None], {}, {"$ref": "#/components/schemas/Gone"},
    {"$ref": "elsewhere.yaml#/a"}, {"$ref": 1}, {"type": "decimal"}, {"type": []}, {"enum": []}, {"x": {"y": 1}},
)  # fmt: skip


def _places(value: Any, pointer: str = "") -> list[str]:
    found = [pointer]
    for key, child in json_pointer.children(value):
        found += _places(child, json_pointer.join(pointer, key))
    return found
