"""Arguments that no request can hold are told by name, place and reason; values are not shown."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from typing import Any, ClassVar, Literal

import pytest

from conformance.generate.render.runtime import writing
from conformance.generate.render.runtime.unset import UNSET, Unset


class Address:
    """A model, as generated ones are."""

    _names: ClassVar = {"Zip~Code": "zip_code"}

    def __init__(self, *, zip_code: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.zip_code = zip_code
        self.additional_properties = additional_properties or {}

    @classmethod
    def from_dict(cls, data: Any) -> Address:
        return cls(zip_code=data["Zip~Code"])

    def to_dict(self) -> dict[str, Any]:
        return {"Zip~Code": self.zip_code, **self.additional_properties}


@writing.takes(Address)
def one(*, body: Address, limit: int | Unset = UNSET) -> bytes:
    return writing.document(body.to_dict()) + b"".join(value.encode() for _, value in writing.query("limit", limit))


@writing.takes(list, Unset)
def many(*, body: list[Address] | Unset = UNSET) -> bytes:
    return b"" if isinstance(body, Unset) else writing.document([item.to_dict() for item in body])


@writing.takes()
def anything(*, body: dict[str, Any] | list[float | None] | Literal["all"]) -> bytes:
    return writing.document(body)


@writing.takes()
def day(when: datetime.datetime, price: Decimal | None = None) -> str:
    return writing.path("when", when.isoformat())


@writing.takes()
def search(words: str | list[str]) -> list[tuple[str, str]]:
    return writing.query("words", words)


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)
DEEP: list[Any] = []
for _ in range(5000):
    DEEP = [DEEP]
CASES = [
    (anything, {"body": {"a": DEEP}}, ValueError, "body: it is nested too deeply"),
    (
        one,
        {"body": {"Zip~Code": "1"}},
        TypeError,
        "body: expected Address, found dict; Address.from_dict makes",
    ),
    (one, {"body": None}, TypeError, "body: expected Address, found None"),
    (one, {"body": UNSET}, TypeError, "body: expected Address, found UNSET"),
    (one, {"body": [Address(zip_code="1")]}, TypeError, "body: expected Address, found list"),
    (
        one,
        {"body": Address(zip_code=UNSET)},  # type: ignore[arg-type]  # as who does not ask a type checker may
        TypeError,
        "body, at /Zip~0Code (Address.zip_code): expected str, found UNSET",
    ),
    (
        one,
        {"body": Address(zip_code="1", additional_properties={"a": {"b/c": [{1, 2}]}})},
        TypeError,
        "body, at /a/b~1c/0: expected JSON data, found set",
    ),
    (
        one,
        {"body": Address(zip_code="1", additional_properties={"a": Address(zip_code="1")})},
        TypeError,
        "body, at /a: expected JSON data, found Address; to_dict gives its JSON data",
    ),
    (
        one,
        {"body": Address(zip_code="\ud800")},
        ValueError,
        "body, at /Zip~0Code (Address.zip_code): the text has",
    ),
    (one, {"body": Address(zip_code="1"), "limit": {1}}, TypeError, "limit: expected int, found set"),
    (search, {"words": "\ud800"}, ValueError, "words: the text has half a surrogate pair"),
    (search, {"words": ["a", "\ud800"]}, ValueError, "words, at /1: the text has half a surrogate pair"),
    (many, {"body": {"Zip~Code": "1"}}, TypeError, "body: expected list, found dict"),
    (many, {"body": "text"}, TypeError, "body: expected list, found str"),
    (many, {"body": [Address(zip_code="1"), {}]}, TypeError, "body, at /1: expected Address, found dict; Address.from"),
    (anything, {"body": [1.5, math.nan]}, ValueError, "body, at /1: nan is no number of JSON"),
    (anything, {"body": {"a": -math.inf}}, ValueError, "body, at /a: -inf is no number of JSON"),
    (anything, {"body": {"a": CIRCLE}}, ValueError, "body, at /a/0: it holds itself"),
    (anything, {"body": {(1, 2): 3}}, TypeError, "body: the names of its members have to be text"),
    (anything, {"body": object()}, TypeError, "body: expected dict or list or str, found object"),
    (
        anything,
        {"body": Address(zip_code="1")},
        TypeError,
        "body: expected dict or list or str, found Address; to",
    ),
    (day, {"when": "today"}, TypeError, "when: expected datetime, found str"),
    (day, {"when": None}, TypeError, "when: expected datetime, found None"),
]


@pytest.mark.parametrize(("make", "arguments", "kind", "told"), CASES)
def test_what_is_wrong_is_told(make: Any, arguments: dict[str, Any], kind: type[Exception], told: str) -> None:
    with pytest.raises(kind) as caught:
        make(**arguments)
    assert str(caught.value).startswith(told)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_what_can_be_written_is() -> None:
    assert one(body=Address(zip_code="1"), limit=5) == b'{"Zip~Code":"1"}5'
    assert many() == b""
    assert many(body=[Address(zip_code="1")]) == b'[{"Zip~Code":"1"}]'
    assert anything(body={"a": [1, None, True, "é"]}) == '{"a":[1,null,true,"é"]}'.encode()
    assert anything(body="all") == b'"all"'


def test_another_error_stays_what_it_is() -> None:
    @writing.takes()
    def make(name: str) -> str:
        return writing.path("Name", name)

    with pytest.raises(ValueError, match="Name: a parameter of the path can't be empty"):
        make("")
