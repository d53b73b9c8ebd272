"""What the models of a generated client promise."""

from __future__ import annotations

import copy
import datetime
import importlib
import json
import pickle
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generate.conftest import Import

LEAST: dict[str, Any] = {"id": 1, "price": "1.50"}
FULL: dict[str, Any] = {
    **LEAST,
    "discount": None,
    "at": "2024-05-06T07:08:09Z",
    "day": "2024-05-06",
    "key": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "kind": "tiny",
    "closed": "c",
    "note": None,
    "token": "fake-token",
    "free": {"any": ["thing"], "token": "fake-token"},
    "prices": {"eur": "0.10"},
    "counts": {"a": 1},
    "parts": [{"name": "wheel", "weight": "1", "width": "2.50", "parts": [{"name": "hub"}], "whole": None}],
    "by/name": {"~": {"name": "wheel"}},
    "table": [["1.0"], []],
    "words": ["a"],
    "pet": {"about": {"kind": "puppy"}, "born": "2024-05-06"},
    "pets": [None, {"about": {"kind": "dog"}}],
    "not documented": {"token": "fake-token", "deep": [1.5, {"a": None}]},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def models(load: Import) -> ModuleType:
    return load("gen_models.models")


@pytest.fixture(scope="module")
def decoding(models: ModuleType) -> ModuleType:
    return importlib.import_module("gen_models.decoding")


@pytest.fixture
def full(models: ModuleType) -> Any:
    return models.Everything.from_dict(FULL)


@pytest.mark.parametrize("data", [LEAST, FULL, {**LEAST, "copy": "c", "self": "s", "datetime": "d"}])
def test_what_is_read_is_written_as_it_was(models: ModuleType, data: dict[str, Any]) -> None:
    assert models.Everything.from_dict(data).to_dict() == data
    assert json.loads(json.dumps(models.Everything.from_dict(data).to_dict())) == data


def test_values_have_the_types_that_formats_name(full: Any, models: ModuleType) -> None:
    assert full.price == Decimal("1.50")
    assert full.at == datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)
    assert full.day == datetime.date(2024, 5, 6)
    assert full.key == UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
    assert full.table == [[Decimal("1.0")], []]
    assert isinstance(full.parts[0], models.Part)
    assert full.parts[0].additional_properties == {"width": Decimal("2.50")}


def test_maps_are_plain_dicts(full: Any, models: ModuleType) -> None:
    assert type(full.free) is type(full.prices) is type(full.counts) is dict
    assert full.prices == {"eur": Decimal("0.10")}
    assert isinstance(full.byname["~"], models.Part)
    assert not hasattr(models, "Prices")
    assert models.Everything.from_dict({**LEAST, "free": {}}).free == {}


@pytest.mark.parametrize(
    "text",
    ["1.50", "0", "-0.00", "0.0000001", "0.0000000", "9" * 60 + ".10", "007.50", "+1", ".5", "5.", "1e3", "1E-7", " 1"],
)
def test_decimals_keep_every_digit(models: ModuleType, text: str) -> None:
    found = models.Everything.from_dict({**LEAST, "price": text})
    assert found.price == Decimal(text)
    assert found.to_dict()["price"] == text
    assert copy.deepcopy(found).to_dict() == pickle.loads(pickle.dumps(found)).to_dict() == found.to_dict()


@pytest.mark.parametrize("number", ["1E+3", "1E-7", "12.30"])
def test_decimals_of_ones_own_are_written_without_an_exponent(models: ModuleType, number: str) -> None:
    assert models.Everything(id=1, price=Decimal(number)).to_dict()["price"] == f"{Decimal(number):f}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2024-05-06T07:08:09+00:00", "2024-05-06T07:08:09Z"),
        ("2024-05-06t07:08:09.12z", "2024-05-06T07:08:09.120000Z"),
        ("2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09+02:00"),
        ("2024-05-06T07:08:09", "2024-05-06T07:08:09"),
        ("0099-05-06T07:08:09Z", "0099-05-06T07:08:09Z"),
    ],
)
def test_date_times_are_written_as_the_same_instant(models: ModuleType, text: str, written: str) -> None:
    assert models.Everything.from_dict({**LEAST, "at": text}).to_dict()["at"] == written


def test_utc_is_utc_whatever_its_class(models: ModuleType) -> None:
    zone = datetime.timezone(datetime.timedelta(0), "here")
    found = models.Everything(id=1, price=Decimal(1), at=datetime.datetime(2024, 5, 6, tzinfo=zone))
    assert found.to_dict()["at"] == "2024-05-06T00:00:00Z"


def test_absent_is_not_null(models: ModuleType) -> None:
    unset = importlib.import_module("gen_models").UNSET
    absent = models.Everything.from_dict(LEAST)
    null = models.Everything.from_dict({**LEAST, "note": None, "day": None, "discount": None})
    assert (absent.note, absent.day, absent.discount) == (unset, unset, unset)
    assert (null.note, null.day, null.discount) == (None, None, None)
    assert absent.to_dict() == LEAST
    assert null.to_dict() == {**LEAST, "note": None, "day": None, "discount": None}
    assert (bool(unset), repr(unset)) == (False, "UNSET")
    assert copy.deepcopy(absent).to_dict() == pickle.loads(pickle.dumps(absent)).to_dict() == LEAST


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None, "price": None},
        {"at": None, "day": None, "key": None, "free": None, "prices": None, "words": None, "pet": None},
        {"parts": [None, {"name": "a", "parts": None}], "table": [None, [None, "1.0"]], "by/name": {"~": None}},
        {"prices": {"eur": None}, "parts": [{"name": "a", "width": None}], "part_or_amount": None},
    ],
)
def test_null_is_taken_for_anything_as_for_text(models: ModuleType, changes: dict[str, Any]) -> None:
    data = {**LEAST, **changes}
    found = models.Everything.from_dict(data)
    assert found.to_dict() == data
    assert json.loads(json.dumps(found.to_dict())) == data


def test_enums_take_what_is_not_listed(models: ModuleType) -> None:
    found = models.Everything.from_dict({**LEAST, "kind": "huge", "closed": "z"})
    assert (found.kind, found.closed) == ("huge", "z")
    assert found.to_dict() == {**LEAST, "kind": "huge", "closed": "z"}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"pet": {"about": {"kind": "cat"}}}, "Cat"),
        ({"pet": {"about": {"kind": "dog"}}}, "Dog"),
        ({"pet": {"about": {"kind": "dog"}, "born": "2024-05-06"}}, "Dog"),
        ({"pet": {"about": {"kind": "fish"}, "born": "?"}}, "UnknownKind"),
        ({"day_or_text": "2024-05-06"}, "date"),
        ({"day_or_text": "20240506"}, "str"),
        ({"amount_or_text": "1.0"}, "Decimal"),
        ({"amount_or_text": "01.0"}, "SpelledDecimal"),
        ({"amount_or_text": "one"}, "str"),
        ({"key_or_text": "0f8fad5b-d9cb-469f-a165-70867728950e"}, "UUID"),
        ({"key_or_text": "0F8FAD5B-D9CB-469F-A165-70867728950E"}, "str"),
        ({"time_or_day": "2024-05-06"}, "date"),
        ({"time_or_day": "2024-05-06T07:08:09Z"}, "datetime"),
        ({"part_or_amount": {"name": "wheel"}}, "Part"),
        ({"part_or_amount": "1.0"}, "Decimal"),
        ({"parts_or_part": [{"name": "wheel"}]}, "list"),
        ({"parts_or_part": {"name": "wheel"}}, "Part"),
    ],
)
def test_one_of_several_is_the_first_that_fits(models: ModuleType, changes: dict[str, Any], name: str) -> None:
    found = models.Everything.from_dict({**LEAST, **changes})
    (attribute,) = changes
    assert type(getattr(found, attribute)).__name__ == name
    assert found.to_dict() == {**LEAST, **changes}


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        ({"id": ...}, "", "the required property 'id' is missing"),
        ({"price": 1.5}, "/price", "expected a decimal number in a string, found a number"),
        ({"price": "cheap"}, "/price", "expected a decimal number in a string, found other text"),
        ({"discount": "none"}, "/discount", "expected a decimal number in a string, found other text"),
        ({"at": "today"}, "/at", "expected a date-time, found other text"),
        ({"day": "2024-13-01"}, "/day", "expected a date, found other text"),
        (
            {"at": "0000-05-06T07:08:09Z"},
            "/at",
            "found the year 0000, which Python does not have",
        ),
        (
            {"at": "2016-12-31T23:59:60Z"},
            "/at",
            "found a leap second, which Python does not have",
        ),
        ({"at": "2016-12-31t23:59:60.5z"}, "/at", "expected a date-time, found a leap second"),
        ({"day": "0000-02-29"}, "/day", "expected a date, found the year 0000, which Python does not have"),
        ({"key": 7}, "/key", "expected a UUID, found a number"),
        ({"free": []}, "/free", "expected an object, found an array"),
        ({"prices": {"eur": "1", "a/b~c": "x"}}, "/prices/a~1b~0c", "expected a decimal number"),
        ({"words": "a"}, "/words", "expected an array, found a string"),
        ({"parts": [{"name": "a"}, {}]}, "/parts/1", "the required property 'name' is missing"),
        ({"parts": [{"name": "a", "parts": [{"name": "b", "x": "?"}]}]}, "/parts/0/parts/0/x", "expected a decimal"),
        ({"parts": ["a"]}, "/parts/0", "expected an object, found a string"),
        ({"table": [["1"], ["1", True]]}, "/table/1/1", "expected a decimal number in a string, found a boolean"),
        ({"pet": 1}, "/pet", "expected an object, found a number"),
        ({"pet": {"about": {}}}, "/pet/about", "the required property 'kind' is missing"),
        ({"pets": [{}]}, "/pets/0", "the required property 'about' is missing"),
        ({"day_or_text": ["a"]}, "/day_or_text", "expected a"),
        ({"part_or_amount": "one"}, "/part_or_amount", "expected a"),
    ],
)
def test_what_can_not_be_read_is_told_with_its_place(
    models: ModuleType, decoding: ModuleType, changes: dict[str, Any], pointer: str, reason: str
) -> None:
    data = {name: value for name, value in {**LEAST, **changes}.items() if value is not ...}
    with pytest.raises(decoding.DecodeError, match=reason) as caught:
        models.Everything.from_dict(data)
    assert caught.value.pointer == pointer
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("data", [1, "text", [], ["id"], True])
def test_what_is_no_object_is_no_model(models: ModuleType, decoding: ModuleType, data: Any) -> None:
    for model in (models.Everything, models.Part, models.CatDetails):
        with pytest.raises(decoding.DecodeError, match="expected an object, found"):
            model.from_dict(data)


def test_what_is_nested_too_deeply_is_a_decode_error(models: ModuleType, decoding: ModuleType) -> None:
    data: dict[str, Any] = {"name": "a"}
    for _ in range(3000):
        data = {"name": "a", "whole": data}
    with pytest.raises(decoding.DecodeError, match="RecursionError"):
        models.Part.from_dict(data)


def test_no_reason_tells_the_value(models: ModuleType, decoding: ModuleType) -> None:
    with pytest.raises(decoding.DecodeError) as caught:
        models.Everything.from_dict({**LEAST, "at": "fake-token"})
    assert "fake-token" not in f"{caught.value!s}{caught.value!r}{caught.value.args}"


@given(changes=st.dictionaries(st.sampled_from(sorted(FULL)), JSON), base=st.sampled_from([LEAST, FULL]))
def test_whatever_comes_is_read_or_is_a_decode_error(
    models: ModuleType, decoding: ModuleType, changes: dict[str, Any], base: dict[str, Any]
) -> None:
    data = {**base, **changes}
    pointer = ""
    try:
        assert models.Everything.from_dict(data).to_dict().keys() == data.keys()
    except decoding.DecodeError as error:
        pointer = error.pointer
    assert pointer == "" or pointer.split("/")[1].replace("~1", "/") in changes


def test_sensitive_values_are_not_shown_wherever_they_stand(full: Any) -> None:
    assert "fake-token" not in repr(full)
    assert repr(full).count("token='[redacted]'") == 1
    assert repr(full).count("'token': '[redacted]'") == 2
    assert "1.50" in repr(full)
    assert "copy" not in repr(full)


def test_a_copy_is_equal_and_another(full: Any) -> None:
    other = full.copy()
    assert other == full
    other.id = 2
    other.additional_properties["more"] = 1
    assert (full.id, "more" in full.additional_properties) == (1, False)
    assert other != full
    assert full != full.to_dict()


def test_evolve_changes_what_it_is_given(full: Any) -> None:
    other = full.evolve(id=2, price=Decimal(3), copy_="c")
    assert other.to_dict() == {**FULL, "id": 2, "price": "3", "copy": "c"}
    assert full.to_dict() == FULL
    with pytest.raises(TypeError, match="Everything has no attribute 'colour'"):
        full.evolve(colour="red")


def test_unknown_properties_may_be_added_but_hide_none_that_is_known(models: ModuleType) -> None:
    found = models.Everything(id=1, price=Decimal(2), additional_properties={"id": 5, "x": 6})
    assert found.to_dict() == {"id": 1, "price": "2", "x": 6}


def test_models_are_attrs_classes(full: Any, models: ModuleType) -> None:
    names = [field.name for field in attrs.fields(models.Part)]
    assert names == ["name", "weight", "parts", "whole", "additional_properties"]
    assert attrs.has(models.Part)
    assert attrs.evolve(full, id=2).to_dict() == {**FULL, "id": 2}
    assert attrs.asdict(full.parts[0])["name"] == "wheel"
    mine: Any = attrs.make_class("Mine", {"more": attrs.field(default=0)}, bases=(models.Part,))
    one, same, other = (mine(name="a", more=number) for number in (2, 2, 3))
    assert one == same != other


def test_a_misspelled_attribute_is_refused(full: Any) -> None:
    with pytest.raises(AttributeError):
        full.prise = Decimal(1)
    assert not hasattr(full, "__dict__")


def test_parameters_and_responses_are_written_and_read_like_models(models: ModuleType, full: Any) -> None:
    import httpx  # noqa: PLC0415 - this test alone sends

    answers: list[Any] = [FULL, {"eur": "1.0"}, {"about": {"kind": "dog"}}, "2024-05-06T07:08:09Z"]
    seen: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response([200, 201, 202, 202][len(seen) - 1], json=answers[len(seen) - 1])

    client = importlib.import_module("gen_models").Client(transport=httpx.MockTransport(respond))
    found = [client.models.send_everything(body=full, least=Decimal("1E+1"), since=full.at) for _ in answers]
    assert dict(seen[0].url.params) == {"least": "10", "since": "2024-05-06T07:08:09Z"}
    assert json.loads(seen[0].content) == FULL
    assert found == [full, {"eur": Decimal("1.0")}, models.Dog.from_dict(answers[2]), full.at]
