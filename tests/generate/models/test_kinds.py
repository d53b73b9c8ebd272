"""Models beside the client: kinds of an object, and their bases."""

from __future__ import annotations

from typing import Any

import pydantic
import pytest

from tests.generate.conftest import Import


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("channel", {"type": "HTTP", "uri": "https://hooks.example.com"}),
        ("contact", {"contact": "TECHNICAL"}),
        ("event", {"id": "1", "event": "made", "data": {"name": "n"}}),
        ("event", {"id": "2", "event": "gone", "data": {"why": "w"}}),
        ("model", {"model": "loud", "voice": "low"}),
    ],
)
def test_each_kind_has_the_properties_of_its_base(load: Import, name: str, data: dict[str, Any]) -> None:
    hook = load("gen_kinds_models.pydantic_models").Hook.model_validate({name: data})
    assert hook.model_dump(mode="json", exclude_unset=True) == {name: data}


@pytest.mark.parametrize(
    "data",
    [
        {"channel": {"type": "FAX"}},
        {"contact": {"contact": "OTHER"}},
        {"event": {"event": "made", "data": {"name": "n"}}},
        {"event": {"id": "1", "event": "made", "data": {"why": "w"}}},
    ],
)
def test_no_kind_takes_what_its_schema_refuses(load: Import, data: dict[str, Any]) -> None:
    with pytest.raises(pydantic.ValidationError):
        load("gen_kinds_models.pydantic_models").Hook.model_validate(data)
