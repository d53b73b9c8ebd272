"""Made-up JSON Schemas, as OpenAPI documents have them: odd names, unions, defaults, references in all directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
ODD_NAMES = (
    "id", "ID", "Id", "i-d", "i_d", "i.d", "class", "def", "None", "self", "type", "list", "str", "import", "async",
    "body", "client", "headers", "params", "cookies", "response", "json", "url", "httpx", "Any", "List", "Response",
    "Client", "UNSET", "Unset", "to_dict", "from_dict", "additional_properties", "cls", "src_dict", "d", "field",
    "order-line", "order.line", "order line", "orderLine", "order_line", "1st", "$ref", "@type", "x[]", "filter[a]",
    "ü", "Ünïcode", "日本語", "кл", "_", "__", "_private", "__init__",
    "a'b", 'a"b', "a\\b", "a\nb", "#", "%", "é", "e\u0301",
)  # fmt: skip
_TEXTS = (
    "",
    " ",
    "a",
    "A",
    "a b",
    "a-b",
    "a_b",
    "1",
    "class",
    "None",
    "null",
    "true",
    "é",
    'a"b',
    "a\\",
    "{x}",
    "a\nb",
)
_FORMATS = (
    "date", "date-time", "time", "uuid", "uri", "email", "binary", "byte", "decimal", "password", "hostname", "ipv4",
    "duration", "whatever",
)  # fmt: skip


def names() -> st.SearchStrategy[str]:
    """A name somebody chose: mostly one that has to collide with something."""
    return st.one_of(
        st.sampled_from(ODD_NAMES), st.sampled_from(ODD_NAMES), st.text("aB1_-. é$", min_size=1, max_size=4)
    )


def schemas(components: Sequence[str]) -> st.SearchStrategy[Any]:
    """A schema, which may refer to `components`."""
    leaves = [_scalars(), _enums(), _constants(), st.sampled_from([{}, {"description": "Anything."}])]
    if components:
        leaves += [st.sampled_from(components).map(reference)] * 2
    return st.recursive(st.one_of(leaves), _combined, max_leaves=4)


def typed_parameter_schemas(style: str) -> st.SearchStrategy[Json]:
    """A schema of what the style can write."""
    values = {"type": "object", "properties": {"a": {"type": "string"}, "class": {"type": "integer"}}}
    arrays = st.one_of(_scalars(), _enums()).map(lambda items: {"type": "array", "items": items})
    if style == "deepObject":
        return st.one_of(st.just(values), arrays)
    if style in {"spaceDelimited", "pipeDelimited"}:
        return arrays
    return st.one_of(_scalars(), _enums(), arrays, st.just(values))


def reference(name: str) -> Json:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


@st.composite
def _scalars(draw: Draw) -> Json:
    kind, value = draw(
        st.sampled_from([("string", "a"), ("integer", 7), ("number", 1.5), ("boolean", True), ("null", None)])
    )
    schema: Json = {"type": kind}
    if kind == "string" and draw(st.booleans()):
        return {**schema, "format": draw(st.sampled_from(_FORMATS))}
    if draw(st.integers(0, 3)) == 0:
        schema["default"] = value
    if kind != "null" and draw(st.integers(0, 3)) == 0:
        schema["type"] = [kind, "null"]
    return schema


@st.composite
def _enums(draw: Draw) -> Json:
    values = draw(
        st.one_of(
            st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=4, unique=True),
            st.lists(st.integers(-2, 3), min_size=1, max_size=3, unique=True),
            st.lists(st.sampled_from(["a", 1, 2.5, None, True, "1"]), min_size=1, max_size=3, unique_by=repr),
        )
    )
    kinds = {type(value) for value in values}
    stated = {str: "string", int: "integer"}.get(kinds.pop()) if len(kinds) == 1 else None
    schema: Json = {"enum": values, **({"type": stated} if stated else {})}
    if draw(st.integers(0, 3)) == 0:
        schema["default"] = values[0]
    if stated and draw(st.integers(0, 3)) == 0:
        schema |= {"type": [stated, "null"], "enum": [*values, None]}
    return schema


def _constants() -> st.SearchStrategy[Json]:
    return st.sampled_from(["a", "", 1, 2.5, True, None, [], {}, {"a": 1}]).map(lambda value: {"const": value})


def _combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        inner.map(lambda items: {"type": "array", "items": items}),
        st.just({"type": "array"}),
        several.map(lambda items: {"type": "array", "prefixItems": items}),
        _objects(inner),
        _objects(inner),
        inner.map(lambda values: {"type": "object", "additionalProperties": values}),
        several.map(lambda branches: {"oneOf": branches}),
        several.map(lambda branches: {"anyOf": [*branches, {"type": "null"}]}),
        st.lists(_objects(inner), min_size=1, max_size=2).map(lambda parts: {"allOf": parts}),
        st.tuples(inner, _objects(inner)).map(lambda parts: {"allOf": [parts[0]], **parts[1]}),
        inner.map(lambda schema: {"not": schema}),
    )


@st.composite
def _objects(draw: Draw, inner: st.SearchStrategy[Any]) -> Json:
    properties = draw(st.dictionaries(names(), inner, max_size=4))
    schema: Json = {"type": draw(st.sampled_from(["object", "object", ["object", "null"]])), "properties": properties}
    if properties:
        schema["required"] = draw(st.lists(st.sampled_from([*properties]), max_size=2, unique=True))
    if draw(st.integers(0, 2)) == 0:
        schema["additionalProperties"] = draw(st.one_of(st.booleans(), inner))
    if draw(st.integers(0, 3)) == 0:
        schema["title"] = draw(names())
    return schema
