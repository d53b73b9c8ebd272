"""What public documents hold, and OpenAPI does not quite foresee, is generated whole or refused for the true reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import yaml
from click.testing import Result

from conformance.apis import Api
from tests.generate.calling import Wire


@pytest.fixture(scope="module")
def record(generated: Path) -> dict[str, Any]:
    """What became of the toy: generating it has called every operation (see `generate/verify`)."""
    return dict(json.loads((generated / "gen_odd" / "provenance.json").read_text(encoding="utf-8")))


def requested(load: Any, record: dict[str, Any], operation_id: str, **arguments: Any) -> httpx.Request:
    """The request that a call sends."""
    return Wire(load("gen_odd")).sent(record["operations"][operation_id]["call"], **arguments)


def test_everything_is_found(record: dict[str, Any], toys: Path) -> None:
    spec = Api("gen_odd", toys / "gen_odd").spec
    account = record["account"]
    assert (account["left_out"], account["only_typed"]) == ({}, [])
    assert account["found"]["operations"] == len(spec.operations) == 14
    assert account["found"]["parameters"] == sum(len(o.parameters) for o in spec.operations.values())
    assert account["found"]["bodies"] == 4


def test_a_query_in_a_path_is_sent_with_every_call(load: Any, record: dict[str, Any]) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [("日本", {}), ("日本", {"page": 2}), ("!!", {}), ("-", {"page": 2})]
    urls = [str(requested(load, record, name, **arguments).url) for name, arguments in calls]
    assert urls == [
        "https://odd.example.com/v1/answers?beta=true&flag=",
        "https://odd.example.com/v1/answers?beta=true&flag=&page=2",
        "https://odd.example.com/v1/answers?beta=true&flag=",
        "https://odd.example.com/v1/answers?page=2",
    ]


def test_parameters_without_a_separator_are_sent_one_after_the_other(load: Any, record: dict[str, Any]) -> None:
    assert requested(load, record, "pair", left="ab", right=7).url.path == "/v1/pairs/ab7"


def test_each_operation_has_a_method_of_its_own(record: dict[str, Any]) -> None:
    methods = {name: operation["call"].rpartition(".")[2] for name, operation in record["operations"].items()}
    assert len(set(methods.values())) == len(methods)
    assert (methods["class"], methods["None"], methods["日本"]) == ("class_", "none", "日本")
    assert (methods["!!"], methods["-"], methods["_"]) == (
        "post_answers_beta_true_flag",
        "get_answers_again",
        "get_größe_id_a_20b",
    )


def test_json_by_its_old_name_has_the_types_of_json(record: dict[str, Any]) -> None:
    operation = record["operations"]["sendJson"]
    assert operation["body"] == {"text/json": "MyThing", "application/*+json": "MyThing"}
    assert operation["responses"]["200"] == {"type": "ABC | str"}


def test_a_range_of_json_types_is_sent_as_one_within(load: Any, record: dict[str, Any]) -> None:
    body = load("gen_odd.models").MyThing.from_dict({"case": "a"})
    types = [
        requested(load, record, "sendJson", body=body, **told).headers["Content-Type"]
        for told in ({}, {"content_type": "application/*+json"})
    ]
    assert types == ["text/json", "application/x+json"]


def test_names_that_differ_in_case_are_arguments_of_their_own(load: Any, record: dict[str, Any]) -> None:
    """Of headers, which have no case, both values are sent under the one name."""
    names = {(p["in"], p["name"]): p["argument"] for p in record["operations"]["_"]["parameters"]}
    assert len(set(names.values())) == len(names) == 7
    values = dict.fromkeys(names.values(), "a")
    request = requested(load, record, "_", **values | {names["header", "X-Id"]: "1", names["header", "x-id"]: "2"})
    assert request.headers["x-id"] == "1, 2"
    assert request.url.params.multi_items() == [("id", "a"), ("ID", "a"), ("when", "a")]


def test_what_can_not_mean_anything_is_told(
    run: Callable[..., Result], make_api: Callable[..., Api], toys: Path
) -> None:
    """`nullable` has left OpenAPI, and a vendor's own x-method is not ours."""
    document = yaml.safe_load((toys / "gen_odd" / "openapi.yaml").read_text(encoding="utf-8"))
    document["paths"]["/json"]["put"] |= {"x-method": {"name": "send"}, "x-pagination": True}
    api = make_api(yaml.safe_dump(document))
    result = run(api.folder.parent, api.folder.parent / "out")
    assert result.exit_code == 0, result.stderr
    for place in ("components/schemas/Unset/properties/nullable/nullable", *("x-method", "x-pagination")):
        assert f"{place}: " in result.stderr


def test_a_path_parameter_within_a_query_is_refused(
    run: Callable[..., Result], make_api: Callable[..., Api], tmp_path: Path
) -> None:
    parameter = {"name": "x", "in": "path", "required": True, "schema": {"type": "string"}}
    answer = {"responses": {"204": {"description": "None."}}}
    paths = {"/a?x={x}": {"get": {**answer, "parameters": [parameter]}}, "/b": {"get": answer}}
    make_api(json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}))
    result = run(tmp_path, tmp_path / "out")
    assert result.exit_code == 2
    assert "#/paths/~1a?x={x}/get: a path parameter is in a query" in result.stderr
    assert "`in: query`" in result.stderr
    assert run(tmp_path, tmp_path / "out", "--allow-partial").exit_code == 0


def test_a_property_called_like_a_class_hides_it_in_no_model(load: Any) -> None:
    """The type check of all packages sees what it would hide."""
    value = b'{"Address":"here","Billing":{"Address":"there"}}'
    struct = load("gen_odd_models.structs").Address
    model = load("gen_odd_models.pydantic_models").Address
    assert msgspec.json.decode(value, type=struct).Address_1 == model.model_validate_json(value).Address_1 == "here"
    assert msgspec.json.encode(msgspec.json.decode(value, type=struct)) == value
