"""The models of this repository's clients, on whatever their APIs may answer."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from conformance import pointers
from conformance.apis import Api, apis
from conformance.suite import values

ROOT = Path(__file__).parents[2]
APIS = {api.id: api for api in apis(ROOT / "specs")}
_PREFIX = "#/components/schemas/"


def _answered(api: Api) -> Iterator[str]:
    """The component schemas that responses are made of, through those that are only unions or lists of others."""
    models = _models(api.id)
    medias = [
        media
        for operation in api.spec.operations.values()
        for response in operation.responses.values()
        for media in response.content.values()
    ]
    waiting: list[Any] = [media.definition.get("schema", {}) for media in medias]
    seen: set[str] = set()
    while waiting:
        schema = waiting.pop()
        name = schema.get("$ref", "").removeprefix(_PREFIX)
        if name and name not in seen:
            seen.add(name)
            if hasattr(models, name):
                yield name
            else:
                waiting.append(api.spec.document["components"]["schemas"][name])
        waiting += [
            *schema.get("oneOf", ()),
            *schema.get("anyOf", ()),
            *([schema["items"]] if "items" in schema else []),
        ]


@cache
def _models(api_id: str) -> Any:
    sys.path.insert(0, str(ROOT / "generated" / api_id))
    try:
        return importlib.import_module(f"{api_id}.models")
    finally:
        sys.path.remove(str(ROOT / "generated" / api_id))


@cache
def _values(api_id: str, name: str) -> st.SearchStrategy[Any]:
    """Values that the component schema takes: those of a body that it is of."""
    content = {"application/json": {"schema": {"$ref": f"{_PREFIX}{name}"}}}
    operation = {"requestBody": {"required": True, "content": content}, "responses": {"200": {"description": "-"}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1"},
        "paths": {"/": {"post": operation}},
        "components": {"schemas": APIS[api_id].spec.document["components"]["schemas"]},
    }
    config = schemathesis.Config.from_dict({"generation": {"database": "none"}})
    cases = schemathesis.openapi.from_dict(document, config=config)["/"]["POST"]
    return cases.as_strategy(generation_mode=GenerationMode.POSITIVE).map(lambda case: case.body)


CASES = [(api.id, name) for api in APIS.values() for name in sorted(_answered(api))]


def test_there_are_answers_of_every_api() -> None:
    assert {api_id for api_id, _ in CASES} == APIS.keys()


@pytest.mark.parametrize(("api_id", "name"), CASES)
def test_what_an_api_may_answer_is_written_as_it_was(api_id: str, name: str) -> None:
    """And what it may not is read too, or ends in the one error that tells where."""
    model = getattr(_models(api_id), name)

    @settings(max_examples=2 if name.endswith("Page") else 15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(value=_values(api_id, name), data=st.data())
    def check(value: Any, data: st.DataObject) -> None:
        assert values.same(model.from_dict(value).to_dict(), value)
        path = data.draw(st.sampled_from(list(_paths(value))))
        broken = _replaced(value, path, data.draw(st.sampled_from([None, 1, "text", [], {}])))
        place = _failure(api_id, model, broken)
        assert place is None or f"{pointers.from_path(path)}/".startswith(f"{place}/") or _is_below(place, path)

    check()


def _failure(api_id: str, model: Any, value: Any) -> str | None:
    """The pointer of the error that reading the value ends in, if it does."""
    try:
        model.from_dict(value)
    except importlib.import_module(f"{api_id}.decoding").DecodeError as error:
        return str(error.pointer)
    return None


def _is_below(place: str, path: tuple[Any, ...]) -> bool:
    return place.startswith(f"{pointers.from_path(path)}/")


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from _paths(member, (*path, key))


def _replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy
