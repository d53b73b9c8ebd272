"""What every operation takes is taken once by the client, and may still be given by each call."""

from __future__ import annotations

import asyncio
import datetime
import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.generate.ir.auth import Access
from conformance.generate.ir.shared_parameters import find_repeated
from tests.generate.calling import Wire
from tests.generate.conftest import Import

SETTINGS: dict[str, Any] = {"token": "fake-token", "api_version": "1"}
PARAMETER = "{{ name: {name}, in: {place}, schema: {{ type: string }} }}"


@pytest.fixture
def project(generated: Path) -> Path:
    """The project of the toy."""
    return generated / "gen_defaults"


@pytest.fixture
def package(load: Import) -> ModuleType:
    return load("gen_defaults")


def keywords(client: type) -> set[str]:
    common = {"self", "server", "base_url", "settings", "token", "user", "word"}
    return set(inspect.signature(client.__init__).parameters) - common  # type: ignore[misc] # a class of its own


def test_what_all_operations_declare_alike_is_a_keyword_of_the_client(package: ModuleType) -> None:
    """But for credentials, constants, the number of a page, and what OpenAPI passes over."""
    expected = {"x_application", "api_version", "x_level", "x_since", "token_", "mode", "shelves", "tenant"}
    assert keywords(package.Client) == keywords(package.AsyncClient) == expected


@pytest.mark.parametrize("name", ["defaults", "credentials", "x_fixed"])
def test_no_other_keyword_is_one(package: ModuleType, name: str) -> None:
    with pytest.raises(TypeError, match=f"no such keyword: {name}"):
        package.Client(**SETTINGS, **{name: {}})


def test_a_call_sends_what_the_client_has(package: ModuleType) -> None:
    since = datetime.datetime(2024, 5, 6, tzinfo=datetime.UTC)
    more: dict[str, Any] = {
        "x_application": "a",
        "x_level": 5,
        "x_since": since,
        "token_": "t",
        "mode": "slow",
        "tenant": "c",
    }
    wire = Wire(package, **SETTINGS, **more, shelves=["b", "d"])
    sent = wire.sent("books.put", "1")
    assert dict(sent.headers).items() >= {"x-application": "a", "x-level": "5", "x-fixed": "always"}.items()
    assert sent.headers["X-Since"] == "2024-05-06T00:00:00Z"
    assert sent.headers["Cookie"] == "tenant=c"
    query = [("api-version", "1"), ("mode", "slow"), ("shelves", "b"), ("shelves", "d"), ("token", "t")]
    assert sorted(sent.url.params.multi_items()) == query


def test_what_a_call_gives_wins(package: ModuleType) -> None:
    wire = Wire(package, **SETTINGS, x_application="client", x_level=5)
    sent = wire.sent("books.put", "1", x_application="call", x_level=0, api_version="2")
    assert (sent.headers["X-Application"], sent.headers["X-Level"]) == ("call", "0")
    assert sent.url.params["api-version"] == "2"


def test_what_neither_has_is_not_sent(package: ModuleType) -> None:
    sent = Wire(package, **SETTINGS).sent("books.put", "1")
    assert "X-Application" not in sent.headers
    assert "X-Level" not in sent.headers


def test_a_required_parameter_that_neither_has_is_told_with_the_ways_to_give_it(package: ModuleType) -> None:
    wire = Wire(package, token="fake-token")
    ways = r"give api_version=\.\.\. to the call or to the client, or set GEN_DEFAULTS_API_VERSION$"
    with pytest.raises(TypeError, match=f"^putBook: a required parameter is missing: {ways}"):
        wire.client.books.put("1")
    assert wire.requests == []
    assert wire.sent("books.put", "1", api_version="7").url.params["api-version"] == "7"


def test_the_environment_stands_for_what_is_not_given(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text as it is, all else as JSON; a name that a credential has is not read twice."""
    values = {"API_VERSION": "8", "X_LEVEL": "4", "SHELVES": '["b"]', "MODE": "new", "TOKEN": "fake-secret"}
    for name, value in {**values, "TOKEN_PARAMETER": "t", "X_SINCE": "never"}.items():
        monkeypatch.setenv(f"GEN_DEFAULTS_{name}", value)
    sent = Wire(package).sent("books.put", "1")
    query = {"api-version": "8", "shelves": "b", "mode": "new", "token": "t"}
    assert (dict(sent.url.params), sent.headers["X-Level"]) == (query, "4")
    assert "X-Since" not in sent.headers
    assert Wire(package, x_level=2).sent("books.put", "1").headers["X-Level"] == "2"


def test_an_environment_variable_that_is_no_json_is_wrong_use(
    package: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message does not show what it holds."""
    monkeypatch.setenv("GEN_DEFAULTS_X_LEVEL", "fake-secret")
    with pytest.raises(ValueError, match="GEN_DEFAULTS_X_LEVEL holds no JSON") as caught:
        package.Client(**SETTINGS)
    assert "fake-secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_every_kind_of_method_has_them(package: ModuleType) -> None:
    wire = Wire(package, lambda _: httpx.Response(200, json={"items": ["One"], "next": None}), **SETTINGS)
    assert list(wire.client.books.iterate()) == ["One"]
    assert wire.client.books.with_raw_response.list().parsed.items == ["One"]

    async def titles() -> list[str]:
        async with package.AsyncClient(**wire.settings) as client:
            return [*(await client.books.list()).items, *[title async for title in client.books.iterate()]]

    assert asyncio.run(titles()) == ["One", "One"]
    assert [request.url.params["api-version"] for request in wire.requests] == ["1"] * 4


def test_docstrings_and_the_readme_tell_of_them(package: ModuleType, project: Path) -> None:
    made = " ".join((inspect.getdoc(package.Client.__init__) or "").split())
    assert "x_application: Who calls. For calls that do not give it. Else `GEN_DEFAULTS_X_APPLICATION`." in made
    assert "x_level: How much. For calls that do not give it. Else `GEN_DEFAULTS_X_LEVEL`, as JSON." in made
    assert "x_since: The parameter `X-Since`. For calls that do not give it. token_:" in made
    assert "x_application: Who calls. Else the client's.\n" in (inspect.getdoc(package.Client().books.put) or "")
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert "`Client(x_application=...)`, else `GEN_DEFAULTS_X_APPLICATION` in the environment. Sent as head" in readme


def test_type_checkers_know_them(root: Path, project: Path, tmp_path: Path) -> None:
    """A call may leave out what it needs, since the client may have it."""
    lines = [
        "from gen_defaults import AsyncClient, Client",
        'client = Client(token="t", api_version="1", x_level=2, shelves=["a"])',
        'client.books.put("1")',
        'client.books.put("1", x_level=3, api_version="2")',
        "for title in client.books.iterate():",
        "    print(title.upper())",
        'AsyncClient(token="t", x_level="2")',
    ]
    (tmp_path / "use.py").write_text("\n".join(lines), encoding="utf-8")
    options = ["--config-file=", "--strict", "--cache-dir", str(root / ".mypy_cache")]
    command = [sys.executable, "-m", "mypy", *options, str(project / "gen_defaults"), str(tmp_path / "use.py")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    (error, summary) = done.stdout.splitlines()
    assert 'use.py:7: error: Argument "x_level" to "AsyncClient" has incompatible type "str"' in error
    assert summary.startswith("Found 1 error")


@pytest.mark.parametrize(
    ("operations", "names"),
    [
        ([["header", "query", "cookie", "path"]], {"of-header", "of-cookie"}),
        ([["header", "query", "cookie", "path"]] * 2, {"of-header", "of-query", "of-cookie"}),
        ([["header", "query"], ["header"]], {"of-header"}),
        ([["header"], []], set()),
        ([[], ["header"]], set()),
    ],
)
def test_a_path_and_the_query_of_an_only_operation_are_the_call_s(
    make_api: Callable[..., Api], operations: list[list[str]], names: set[str]
) -> None:
    paths = {}
    for number, places in enumerate(operations):
        parameters = [PARAMETER.format(name=f"of-{place}", place=place) for place in places if place != "path"]
        path = f"/{number}" + ("/{of-path}" if "path" in places else "")
        if "path" in places:
            parameters.append("{ name: of-path, in: path, required: true, schema: { type: string } }")
        responses = '{ "204": { description: D } }'
        paths[path] = (
            f"{{ get: {{ operationId: o{number}, parameters: [{', '.join(parameters)}], responses: {responses} }} }}"
        )
    text = "".join(f'  "{path}": {item}\n' for path, item in paths.items())
    api = make_api(f'openapi: 3.1.0\ninfo: {{ title: T, version: "1" }}\npaths:\n{text}')
    assert {each.parameter.name for each in find_repeated(Access(api.spec)).values()} == names


def test_a_credential_among_the_parameters_is_the_credential_s(make_api: Callable[..., Api]) -> None:
    """Names in a query have case, those of headers have none."""
    places = [("Key", "query"), ("KEY", "query"), ("x-k", "header")]
    parameters = ", ".join(PARAMETER.format(name=name, place=place) for name, place in places)
    stated = f"parameters: [{parameters}]" + ', responses: { "204": { description: D } }'
    paths = "".join(f"  /{name}: {{ get: {{ operationId: {name}, {stated} }} }}\n" for name in ("a", "b"))
    schemes = "One: { type: apiKey, in: query, name: Key }, Two: { type: apiKey, in: header, name: X-K }"
    head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n'
    api = make_api(f"{head}paths:\n{paths}components: {{ securitySchemes: {{ {schemes} }} }}\n")
    assert list(find_repeated(Access(api.spec))) == [("query", "KEY")]
