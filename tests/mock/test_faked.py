"""A mock shows texts of Faker where it is asked to."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.mock import faked, realistic
from conformance.mock.shown import show
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec

PROPERTIES = {
    "customer_first_name": {"type": "string"},
    "email": {"type": "string", "format": "email"},
    "zip": {"type": "string", "maxLength": 1},
    "shelf": {"type": "string"},
    "created": {"type": "string", "format": "date"},
}


@pytest.fixture
def faker() -> Iterator[None]:
    realistic.use(faked.load())
    yield
    realistic.use(None)


def _show(number: int) -> dict[str, str]:
    schemas = {"S": {"type": "object", "properties": PROPERTIES}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    shown: dict[str, str] = show(Spec(document, Path("openapi.yaml")), "/components/schemas/S", 0, number)
    return shown


@pytest.mark.usefixtures("faker")
def test_names_are_those_of_faker_and_values_stay_valid() -> None:
    names = {_show(number)["customer_first_name"] for number in range(20)}
    assert len(names) > 10
    shown = _show(3)
    assert re.fullmatch(r"[^@]+@example\.(com|net|org)", shown["email"])
    assert (shown["zip"], shown["shelf"], shown["created"]) == ("", "shelf 4", "2025-01-18")


@pytest.mark.usefixtures("faker")
def test_the_same_seed_and_number_give_the_same_values() -> None:
    assert _show(5) == _show(5)
    again = faked.load()
    assert [again("city", 1, number) for number in range(5)] == [faked.load()("city", 1, number) for number in range(5)]
    assert again("city", 1, 0) != again("city", 2, 0)


@pytest.mark.parametrize("name", faked.PROVIDERS)
def test_every_provider_makes_a_text_of_one_line(name: str) -> None:
    text = faked.load()(name, 1, 1)
    assert text
    assert "\n" not in text


def test_without_faker_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faker", None)
    with pytest.raises(InputError, match=r"--faker.*not installed(.|\n)*\[faker\]"):
        faked.load()
