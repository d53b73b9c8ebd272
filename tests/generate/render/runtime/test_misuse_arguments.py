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

    _names: ClassVar = {"Zip~Code": "zip_code", "Since": "since"}

    zip_code: str
    since: datetime.datetime | None

    def __init__(
        self,
        *,
        zip_code: str,
        since: datetime.datetime | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.zip_code = zip_code
        self.since = since
        self.additional_properties = additional_properties or {}

    @classmethod
    def from_dict(cls, data: Any) -> Address:
        return cls(zip_code=data["Zip~Code"])

    def to_dict(self) -> dict[str, Any]:
        since = {} if self.since is None else {"Since": self.since.isoformat()}
        return {"Zip~Code": self.zip_code, **since, **self.additional_properties}


@writing.accepts(Address)
def one(*, body: Address, limit: int | Unset = UNSET) -> bytes:
    return writing.document(body.to_dict()) + b"".join(value.encode() for _, value in writing.query("limit", limit))


@writing.accepts(list | tuple | Unset)
def many(*, body: list[Address] | Unset = UNSET) -> bytes:
    return b"" if isinstance(body, Unset) else writing.document([item.to_dict() for item in body])


@writing.accepts()
def anything(*, body: dict[str, Any] | list[float | None] | Literal["all"]) -> bytes:
    return writing.document(body)


@writing.accepts()
def day(when: datetime.datetime, price: Decimal | None = None) -> str:
    return writing.path("when", when.isoformat())


@writing.accepts()
def search(words: str | list[str]) -> list[tuple[str, str]]:
    return writing.query("words", words)


@writing.accepts()
def age(years: int) -> str:
    raise TypeError("as encoders do")


@writing.accepts()
def birth(day: datetime.date) -> str:
    raise TypeError("as encoders do")


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)
DEEP: list[Any] = []
for _ in range(5000):
    DEEP = [DEEP]
HALF = "an argument has half a surrogate pair, which UTF-8 can't hold"
CASES = [
    (anything, {"body": {"a": DEEP}}, ValueError, "an argument is nested too deeply"),
    (one, {"body": {"Zip~Code": "1"}}, TypeError, "body: expected Address, found dict"),
    (one, {"body": None}, TypeError, "body: expected Address, found None"),
    (one, {"body": UNSET}, TypeError, "body: expected Address, found UNSET"),
    (one, {"body": [Address(zip_code="1")]}, TypeError, "body: expected Address, found list"),
    (one, {"body": Address(zip_code="\ud800")}, ValueError, HALF),
    (one, {"body": Address(zip_code="1"), "limit": {1}}, TypeError, "limit: expected int, found set"),
    (one, {"body": Address(zip_code={"1"})}, TypeError, "body: zip_code: expected str, found set"),  # type: ignore[arg-type]
    (one, {"body": Address(zip_code="1", since="now")}, TypeError, "body: since: expected datetime or None, found str"),  # type: ignore[arg-type]
    (
        one,
        {"body": Address(zip_code="1", additional_properties={"a": {1}})},
        TypeError,
        "Object of type set is not JSON",
    ),
    (search, {"words": "\ud800"}, ValueError, HALF),
    (search, {"words": ["a", "\ud800"]}, ValueError, HALF),
    (many, {"body": {"Zip~Code": "1"}}, TypeError, "body: expected list, found dict"),
    (many, {"body": "text"}, TypeError, "body: expected list, found str"),
    (many, {"body": [Address(zip_code="1"), {}]}, TypeError, "body: 1: expected Address, found dict"),
    (many, {"body": [Address(zip_code=b"")]}, TypeError, "body: 0: zip_code: expected str, found bytes"),  # type: ignore[arg-type]
    (many, {"body": [1]}, TypeError, "body: 0: expected Address, found int"),
    (anything, {"body": {"a": -math.inf}}, ValueError, "Out of range float values"),
    (anything, {"body": {"a": CIRCLE}}, ValueError, "Circular reference detected"),
    (anything, {"body": {(1, 2): 3}}, TypeError, "body: a name: expected str, found tuple"),
    (anything, {"body": object()}, TypeError, "body: expected dict or list or str, found object"),
    (day, {"when": "today"}, TypeError, "when: expected datetime, found str"),
    (day, {"when": None}, TypeError, "when: expected datetime, found None"),
    (age, {"years": True}, TypeError, "years: expected int, found bool"),
    (birth, {"day": datetime.datetime(2024, 5, 6)}, TypeError, "day: expected date, found datetime"),
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
    @writing.accepts()
    def make(name: str) -> str:
        return writing.path("Name", name)

    with pytest.raises(ValueError, match="Name: a parameter of the path can't be empty"):
        make("")
