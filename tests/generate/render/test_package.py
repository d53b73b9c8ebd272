"""What generated packages are worth: they import, decode, encode, type-check and move."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import msgspec
import pydantic
import pytest
import yaml
from click.testing import Result

from conformance.apis import Api
from conformance.generate.render.package import RUNTIME
from tests.generate.calling import Wire


@pytest.fixture(scope="module")
def order(toys: Path) -> dict[str, Any]:
    """The toy's own example of an order."""
    document = yaml.safe_load((toys / "gen_shapes" / "openapi.yaml").read_text(encoding="utf-8"))
    return dict(document["components"]["examples"]["Full"]["value"])


def put(load: Any, order: dict[str, Any], answer: httpx.Response) -> tuple[list[httpx.Request], Any]:
    wire = Wire(load("gen_shapes"), answer, base_url="https://shapes.example.com")
    body = load("gen_shapes.models").Order.from_dict(order)
    arguments = {"x_count": 3, "body": body, "tag": ["x", "y"], "headers": True}
    return wire.requests, wire.call("orders.put", "a/ü", 7, **arguments)


def test_a_body_is_decoded_and_encoded_unchanged(load: Any, order: dict[str, Any]) -> None:
    seen, response = put(load, order, httpx.Response(200, json=order))
    assert json.loads(seen[0].content) == order
    assert response.parsed.to_dict() == order
    assert response.parsed.additional_properties == {"extra": [1]}


def test_arguments_reach_their_places_on_the_wire(load: Any, order: dict[str, Any]) -> None:
    seen, _ = put(load, order, httpx.Response(409))
    assert seen[0].method == "PUT"
    assert seen[0].url.raw_path == b"/orders/a%2F%C3%BC/7?headers=true&tag=x&tag=y"
    assert (seen[0].headers["X-Count"], seen[0].headers["Content-Type"]) == ("3", "application/json")


@pytest.mark.parametrize(
    ("answer", "parsed"),
    [
        (httpx.Response(202, json={"any": ["thing"]}), {"any": ["thing"]}),
        (httpx.Response(404, text="gone", headers={"Retry-After": "1"}), "gone"),
        (httpx.Response(409), b""),
        (httpx.Response(520, json={"title": "Down"}), {"title": "Down"}),
        (httpx.Response(418, text="not documented"), "not documented"),
    ],
)
def test_each_documented_status_is_parsed(
    load: Any, order: dict[str, Any], answer: httpx.Response, parsed: Any
) -> None:
    _, response = put(load, order, answer)
    found = response.parsed
    assert (response.status_code, getattr(found, "to_dict", lambda: found)()) == (answer.status_code, parsed)


def test_an_undocumented_success_is_given_as_it_came(load: Any, order: dict[str, Any]) -> None:
    _, given = put(load, order, httpx.Response(203, json=order))
    assert (given.response.unexpected_status, given.parsed) == (True, order)


@pytest.mark.parametrize(
    ("body", "content_type", "content"),
    [
        ([1, 2], "application/json", b"[1,2]"),
        ({"numbers": "1 2"}, "application/x-www-form-urlencoded", b"numbers=1+2"),
        (MappingProxyType({"numbers": "1 2"}), "application/x-www-form-urlencoded", b"numbers=1+2"),
        (None, None, b""),
    ],
)
def test_one_of_several_bodies_is_sent_as_its_own_type(load: Any, body: Any, content_type: str, content: bytes) -> None:
    wire = Wire(load("gen_shapes"), httpx.Response(201, json=[3]), base_url="https://shapes.example.com")
    if isinstance(body, dict):
        body = load("gen_shapes.models").Form.from_dict(body)
    arguments = {} if body is None else {"body": body}
    assert wire.client.dist.add_numbers(**arguments) == [3]
    assert (wire.requests[0].headers.get("Content-Type"), wire.requests[0].content) == (content_type, content)


def test_what_is_none_of_several_bodies_is_refused(load: Any) -> None:
    wire = Wire(load("gen_shapes"), base_url="https://shapes.example.com")
    with pytest.raises(TypeError, match=r"^body: expected list or Form or FormDict, found int$"):
        wire.client.dist.add_numbers(body=7)
    assert wire.requests == []


def test_models_of_both_libraries_take_the_same_document(load: Any, order: dict[str, Any]) -> None:
    checked = load("gen_shapes_models.pydantic_models").Order.model_validate(order)
    decoded = msgspec.json.decode(json.dumps(order), type=load("gen_shapes_models.structs").Order)
    assert str(checked.price) == str(decoded.price) == "10.50"
    assert checked.placed == decoded.placed
    assert checked.colour == decoded.colour == "mauve"


def test_pydantic_models_refuse_what_the_schema_refuses(load: Any, order: dict[str, Any]) -> None:
    with pytest.raises(pydantic.ValidationError, match="Country"):
        load("gen_shapes_models.pydantic_models").Order.model_validate({**order, "address": {"Country": "usa"}})


def test_everything_type_checks_strictly(generated: Path, root: Path) -> None:
    packages = [str(path.parent) for path in generated.glob("*/*/__init__.py")]
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file=",
        "--strict",
        "--cache-dir",
        str(root / ".mypy_cache"),
        *packages,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_file_is_formatted_whatever_its_folder_is_called(generated: Path) -> None:
    everything = ["--isolated", "--no-cache", "--no-respect-gitignore", "--config", "exclude=[]"]
    command = [sys.executable, "-m", "ruff", "format", "--check", "--line-length", "120", *everything, str(generated)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_package_needs_attrs_and_httpx_or_httpx2_only(generated: Path) -> None:
    packages = [project / project.name for project in generated.glob("[!.]*")]
    texts = {path.read_text(encoding="utf-8") for package in packages for path in package.rglob("*.py")}
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    names = [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    names += [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    roots = {name.partition(".")[0] for name in names}
    assert roots - sys.stdlib_module_names == {"attrs", "httpx", "httpx2"}


def test_a_package_works_under_another_parent(generated: Path, tmp_path: Path) -> None:
    shutil.copytree(generated / "gen_shapes" / "gen_shapes", tmp_path / "mine" / "vendored")
    (tmp_path / "mine" / "__init__.py").touch()
    program = "import pkgutil, importlib, mine.vendored as v\n"
    program += "names = [m.name for m in pkgutil.walk_packages(v.__path__, 'mine.vendored.')]\n"
    program += "print(len([importlib.import_module(name) for name in names]))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert int(done.stdout or 0) > 10, done.stderr


def test_a_package_gets_only_what_its_document_needs(run: Callable[..., Result], small: Api) -> None:
    out = small.folder.parent / "out"
    assert run(small.folder.parent, out).exit_code == 0
    needed = {file.name for file in (out / "small" / "small" / "_runtime").glob("*.py")}
    everything = {file.name for file in RUNTIME.glob("*.py")}
    optional = {f"{name}.py" for name in ("exchange", "files", "items", "pagination", "signing", "streaming")}
    assert optional < everything
    assert needed == everything - optional


def test_projects_have_the_licence_of_the_runtime_and_the_urls_of_the_document(generated: Path, root: Path) -> None:
    project = tomllib.loads((generated / "gen_auth" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["license"], project["license-files"]) == ("MIT", ["LICENSE"])
    assert project["urls"] == {"Documentation": "https://docs.example.com/auth"}
    assert (generated / "gen_auth" / "LICENSE").read_text() == (root / "LICENSE").read_text()


def test_the_runtime_does_not_grow() -> None:
    """Lower the number here after taking lines away."""
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in RUNTIME.glob("*.py")) < 3712


def test_projects_are_named_after_their_apis(generated: Path) -> None:
    project = tomllib.loads((generated / "gen_auth" / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["name"] == "gen-auth-client"
    assert project["project"]["optional-dependencies"].keys() == {"validate", "pydantic", "msgspec"}
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["gen_auth", "gen_auth_models"]
    assert (generated / "gen_auth" / "gen_auth" / "py.typed").is_file()
    assert (generated / "gen_auth" / "gen_auth_models" / "py.typed").is_file()
    assert not list((generated / "gen_auth").rglob(".*"))
