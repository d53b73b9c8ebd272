"""Other values for properties, and whole bodies that carry them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from conformance.apis import Api
from conformance.resources import Kind, Resource, Role, read_resources
from conformance.rules import NOT_GIVEN, NotObservableError
from conformance.rules.claims import reader_of
from conformance.rules.properties import Property, comparable_properties
from conformance.rules.varying import (
    broken_value,
    change_of,
    changeable,
    changeable_by,
    other_value,
    unknown_path,
    whole_body,
)
from tests.rules.notes import DOCUMENT


def _bench(api: Api) -> Any:
    words = itertools.cycle("abcdefghij")
    return SimpleNamespace(spec=api.spec, model=read_resources(api.spec), word=lambda n=10: next(words) * n)


def _role(api: Api, kind: Kind) -> tuple[Resource, Role]:
    resource = read_resources(api.spec).resources[0]
    return resource, resource.roles_of(kind)[0]


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"type": "string"}, None, "aaaaaaaaaa"),
        ({"type": "string", "maxLength": 3}, None, "aaa"),
        ({"type": "string", "enum": ["x", "y"]}, "x", "y"),
        ({"type": "string", "format": "date"}, None, "2001-02-03"),
        ({"type": "string", "pattern": "^[0-9.]+$"}, None, "73.51"),
        ({"type": "string", "pattern": "^[A-Z]{2}$"}, "AB", "AA"),
        ({"type": "integer"}, 7351, 73),
        ({"type": "number"}, 4, 7351),
        ({"type": "number"}, 4.0, 73.25),
        ({"type": "number", "format": "double"}, None, 73.25),
        ({"type": "number", "multipleOf": 0.01}, None, 73.25),
        ({"type": "number", "format": "double", "maximum": 73}, None, 73),
        ({"type": "integer", "maximum": 5}, 3, 4),
        ({"type": "boolean"}, True, False),
        ({"const": "x"}, "x", None),
    ],
)
def test_another_value_is_valid(make_api: Callable[[str], Api], schema: Any, value: Any, expected: Any) -> None:
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    document["components"]["schemas"]["NewNote"]["properties"]["text"] = schema
    bench = _bench(make_api(yaml.safe_dump(document)))
    assert other_value(bench, "/components/schemas/NewNote/properties/text", value) == expected


@pytest.mark.parametrize(
    ("sent", "shown", "value", "expected"),
    [
        ({"type": "integer"}, {"type": "integer", "maximum": 90}, None, 73),
        ({"type": "string"}, {"type": "string", "maxLength": 3}, None, None),
        ({"type": "array"}, {"type": "array"}, ["a", "b"], ["b"]),
        ({"type": "array", "minItems": 1}, {"type": "array"}, ["a"], None),
        ({"type": "array"}, {"type": "array"}, [], None),
    ],
)
def test_a_change_can_be_sent_and_shown(
    make_api: Callable[[str], Api], sent: Any, shown: Any, value: Any, expected: Any
) -> None:
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    schemas["NewNote"]["properties"]["text"], schemas["Note"]["properties"]["text"] = sent, shown
    places = [f"/components/schemas/{name}/properties/text" for name in ("NewNote", "Note")]
    assert change_of(_bench(make_api(yaml.safe_dump(document))), Property("text", *places), value) == expected


def test_states_ids_and_positions_are_not_changed(make_api: Callable[[str], Api]) -> None:
    names = "text: {type: string}\n        status: {type: string}\n        position: {type: integer}"
    api = make_api(DOCUMENT.read_text(encoding="utf-8").replace("text: {type: string}", names))
    resource, put = _role(api, Kind.CHANGE)
    properties = comparable_properties(api.spec, put, reader_of(resource))
    assert {"status", "position"} <= properties.keys()
    assert [each.name for each in changeable(_bench(api), properties.values())] == ["title", "text", "pinned"]


@pytest.mark.parametrize(("kind", "has_key"), [(Kind.CREATE, True), (Kind.CHANGE, False)])
def test_a_write_does_not_change_what_names_the_item_in_its_path(
    make_api: Callable[[str], Api], kind: Kind, has_key: bool
) -> None:
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    shared = document["components"]["schemas"]
    shared["NewNote"]["properties"]["code"] = shared["Note"]["properties"]["code"] = {"type": "string"}
    text = yaml.safe_dump(document, sort_keys=False).replace("noteId", "code")
    resource, role = _role(make_api(text), kind)
    bench = _bench(make_api(text))
    names = {each.name for each in changeable_by(bench, role, reader_of(resource))}
    assert ("code" in names) is has_key
    assert "text" in names


def test_a_broken_value_is_invalid(make_api: Callable[[str], Api]) -> None:
    bench = _bench(make_api(DOCUMENT.read_text(encoding="utf-8").replace("text: {type: string}", "text: {}")))
    assert broken_value(bench, "/components/schemas/NewNote/properties/title") == [{"not": "valid"}]
    assert broken_value(bench, "/components/schemas/NewNote/properties/text") is NOT_GIVEN


@pytest.mark.parametrize("known", ["12", "n12", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "abc", "ABC-DE"])
def test_an_unknown_id_has_the_form_of_a_known_one(make_api: Callable[[str], Api], known: str) -> None:
    api = make_api(DOCUMENT.read_text(encoding="utf-8"))
    resource, _ = _role(api, Kind.CHANGE)
    item = SimpleNamespace(resource=resource, path={"noteId": known})
    found = unknown_path(_bench(api), reader_of(resource), item)["noteId"]  # type: ignore[arg-type]
    assert found != known
    assert [each.isdigit() for each in found[-1:]] == [known[-1].isdigit()]
    assert found.isupper() == known.isupper()


def test_a_whole_body_has_what_the_write_takes(make_api: Callable[[str], Api]) -> None:
    api = make_api(DOCUMENT.read_text(encoding="utf-8"))
    resource, put = _role(api, Kind.CHANGE)
    item: Any = SimpleNamespace(resource=resource, sent={"title": "a", "extra": 1})
    shown = {"id": "n1", "title": "b", "text": "c", "pinned": True, "version": 1}
    assert whole_body(_bench(api), put, item, shown) == {"title": "a"}
    item.sent = None
    assert whole_body(_bench(api), put, item, shown) == {"title": "b", "text": "c", "pinned": True}
    with pytest.raises(NotObservableError, match="no valid body"):
        whole_body(_bench(api), put, item, {})
