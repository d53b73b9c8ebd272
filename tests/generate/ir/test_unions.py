"""A value of several types is read as the one that fits, and never silently as another."""

from __future__ import annotations

import copy
import datetime
import importlib
import json
import pickle
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from tests.generate.calling import Wire
from tests.generate.conftest import Import

LOAD = "2024-05-06T07:08:09Z"


@pytest.fixture(scope="module")
def models(load: Import) -> ModuleType:
    return load("gen_unions.models")


def names(value: Any) -> Any:
    """Return the classes of a value, and of what it holds."""
    if isinstance(value, list):
        return [names(each) for each in value]
    return {key: names(each) for key, each in value.items()} if isinstance(value, dict) else type(value).__name__


@pytest.mark.parametrize(
    ("attribute", "data", "found"),
    [
        ("means", {"kind": "card", "holder": "Ada"}, "Card"),
        ("means", {"kind": "sepa", "due": "2024-05-06"}, "Transfer"),
        ("means", {"kind": "gift"}, "Voucher"),
        ("means", {"kind": "Transfer", "due": "2024-05-06"}, "Transfer"),
        ("means", {"kind": "shells", "due": "?"}, "UnknownKind"),
        ("means_or_null", {"kind": "sepa"}, "Transfer"),
        ("means_or_null", None, "NoneType"),
        ("means_or_more", {"kind": "gift"}, "Voucher"),
        ("means_or_more", {"id": 1, "name": "a"}, "Detail"),
        ("means_or_more", {"id": 1, "name": "a", "kind": "?"}, "Detail"),
        ("means_or_more", {"kind": "?"}, "UnknownKind"),
        ("means_or_more", "text", "str"),
        ("means_by_name", {"a": {"kind": "gift"}, "b": {"kind": "?"}}, {"a": "Voucher", "b": "UnknownKind"}),
        ("named", {"kind": "odd.name", "odd": 1}, "OddName"),
        ("named", {"kind": "Card"}, "Card"),
        ("named", {"odd": 1}, "OddName"),
        ("constant", {"is": True}, "Yes"),
        ("constant", {"is": False}, "No"),
        ("constant", {"is": "so"}, "UnknownKind"),
        ("optional", {"how": "fax", "to": "a"}, "Call"),
        ("optional", {"how": "pigeon", "to": "a"}, "UnknownKind"),
        ("optional", {"number": "1"}, "Call"),
        ("vehicle", {"type": "lorry", "id": 1, "load": LOAD}, "Lorry"),
        ("vehicle", {"type": "Tanker", "id": 1, "load": LOAD, "litres": 2}, "Tanker"),
        ("vehicle", {"type": "boat", "id": 1, "load": LOAD}, "Vehicle"),
        ("pet", {"species": "cow", "milk": 1}, "Cow"),
        ("pet", {"species": "Pig", "weight": 1}, "Pig"),
        ("parent", {"kind": "sepa", "due": "2024-05-06"}, "Transfer"),
        ("parent", {"kind": "other"}, "Parent"),
        ("best", {"id": 1, "name": "a", "lines": [{"id": 2}]}, "Detail"),
        ("best", {"id": 1, "more": "a"}, "Summary"),
        ("deep", {"of": {"id": 1, "name": "a"}}, "HoldsDetail"),
        ("deep", {"of": {"id": 1}}, "HoldsSummary"),
        ("kinds", [{"kind": "c"}, {"kind": "a"}, {"kind": "z"}], ["KindBC", "KindA", "UnknownKind"]),
        ("shared", {"type": "message", "text": "a"}, "Said"),
        ("shared", {"type": "message", "question": "a"}, "Asked"),
        ("lists", [{"kind": "b"}], ["KindBC"]),
        ("typed", {"v": "1"}, "Called"),
        ("typed", {"v": 1, "w": True}, "Counted"),
        ("typed", {"v": 1.5}, "Counted"),
        ("typed", {"v": None}, "Counted"),
        ("typed_within", [{"of": {"v": "1"}}, {"of": {"v": 1}}], ["HoldsCalled", "HoldsCounted"]),
        ("lists", [{"kind": "a"}, {"kind": "a"}], ["KindA", "KindA"]),
        ("lists", {"id": 1}, "Summary"),
        ("maps", {"x": {"kind": "c"}}, {"x": "KindBC"}),
        ("within", {"about": {"kind": "b"}}, "Dog"),
        ("within", {"about": {"kind": "a"}}, "Cat"),
        ("within", {"about": {"kind": "z"}, "more": 1}, "UnknownKind"),
        ("further", {"at": {"about": {"kind": "b"}}}, "FarDog"),
        ("further", {"at": {"about": {"kind": "z"}}}, "UnknownKind"),
        ("listed", {"words": ["red", None]}, "Colours"),
        ("listed", {"words": ["small"]}, "Sizes"),
        ("closed", {"id": 1}, "Closed"),
        ("closed", {"id": 1, "more": 2}, "Summary"),
        ("time_or_text", "2024-05-06T07:08:09Z", "datetime"),
        ("time_or_text", "2024-05-06T07:08:09.120+00:00", "SpelledDateTime"),
        ("time_or_text", "2024-05-06t07:08:09z", "SpelledDateTime"),
        ("time_or_text", "2024-05-06 07:08:09Z", "str"),
        ("time_or_text", "2024-05-06T07:08:09", "datetime"),
        ("time_or_text", "20240506", "str"),
        ("day_or_time", "2024-05-06", "date"),
        ("day_or_time", "2024-05-06T07:08:09.1Z", "datetime"),
    ],
)
def test_the_type_that_fits_is_found(models: ModuleType, attribute: str, data: Any, found: Any) -> None:
    read = models.Unions.from_dict({attribute: data})
    assert names(getattr(read, attribute)) == found
    if attribute != "day_or_time":
        assert read.to_dict() == {attribute: data}


def test_a_kind_is_found_within_a_kind(models: ModuleType, load: Import) -> None:
    data = [
        {"type": "boat", "id": 1, "trailer": {"type": "lorry", "id": 2, "load": LOAD}},
        {"type": "lorry", "id": 3, "load": LOAD},
    ]
    found = Wire(load("gen_unions"), httpx.Response(200, json=data)).client.vehicles.list()
    assert names(found) == ["Vehicle", "Lorry"]
    assert found[0].trailer.load == datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("attribute", "data"), [("lists", [{"kind": "z"}]), ("maps", {"x": {"kind": "z"}})])
def test_what_no_type_allows_is_not_guessed(models: ModuleType, load: Import, attribute: str, data: Any) -> None:
    error = importlib.import_module("gen_unions.decoding").DecodeError
    with pytest.raises(error, match=f"/{attribute}: it has values that none of its types allows"):
        models.Unions.from_dict({attribute: data})


def test_a_known_kind_that_lacks_something_is_an_error(models: ModuleType) -> None:
    error = importlib.import_module("gen_unions.decoding").DecodeError
    with pytest.raises(error, match="/vehicle: the required property 'load' is missing"):
        models.Unions.from_dict({"vehicle": {"type": "lorry", "id": 1}})


def test_types_name_the_unknown_kind_where_one_can_be(generated: Path) -> None:
    text = (generated / "gen_unions" / "gen_unions" / "models.py").read_text(encoding="utf-8")
    assert "means: Card | Transfer | UnknownKind | Unset | Voucher\n" in text
    assert "vehicle: Lorry | Tanker | Unset | Vehicle\n" in text
    assert "best: Detail | Summary | Unset\n" in text


def test_an_unknown_kind_is_sent_as_it_came(models: ModuleType, load: Import) -> None:
    data = {"means": {"kind": "shells", "count": 3}}
    wire = Wire(load("gen_unions"), httpx.Response(200, json=data))
    assert json.loads(wire.sent("unions.send", body=models.Unions.from_dict(data)).content) == data
    assert models.Unions.from_dict(data).means.additional_properties["count"] == 3


def test_a_spelled_date_time_is_a_date_time(models: ModuleType) -> None:
    text = "2024-05-06T07:08:09.120+00:00"
    found = models.Unions.from_dict({"time_or_text": text})
    assert found.time_or_text == datetime.datetime(2024, 5, 6, 7, 8, 9, 120000, tzinfo=datetime.UTC)
    for each in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert each.to_dict() == {"time_or_text": text}
    later = found.evolve(time_or_text=found.time_or_text + datetime.timedelta(seconds=1))
    assert later.to_dict() == {"time_or_text": "2024-05-06T07:08:10.120000Z"}
    assert pickle.loads(pickle.dumps(later)) == later


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("Patterns", {"id": 1, "x-a": 2, "b": "2024-05-06"}, {"x-a": "int", "b": "date"}),
        ("PatternsAlone", {"id": 1, "x-a": {"id": 2}}, {"x-a": "Summary"}),
        ("PatternsAndMore", {"id": 1, "x-a": "2024-05-06", "b": [1]}, {"x-a": "str", "b": ["int"]}),
        ("Unevaluated", {"id": 1, "b": "2024-05-06"}, {"b": "date"}),
    ],
)
def test_properties_by_pattern_and_unevaluated_ones_have_types(
    models: ModuleType, name: str, data: dict[str, Any], found: Any
) -> None:
    read = getattr(models, name).from_dict(data)
    assert names(read.additional_properties) == found
    assert read.to_dict() == data


def test_unevaluated_properties_make_a_map(models: ModuleType) -> None:
    data = {"map": {"a": {"id": 1}}, "open": {"a": "b", "c": 1}}
    read = models.Holder.from_dict(data)
    assert names(read.map_) == {"a": "Summary"}
    assert read.to_dict() == data
