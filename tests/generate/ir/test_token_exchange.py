"""What generated clients do about credentials by themselves, and where their packages work, on a toy."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import subprocess
import venv
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import httpx
import pytest

from conformance.generate.render.header import HEADER
from tests.generate.calling import Wire


def exchange(request: httpx.Request) -> httpx.Response:
    """A server that gives tokens."""
    if request.url.path.endswith("/token"):
        return httpx.Response(200, json={"token": "t1", "life": 3600})
    return httpx.Response(204 if request.headers["Authorization"] == "Bearer t1" else 401)


def test_a_token_is_fetched_once_and_sent(package: ModuleType) -> None:
    wire = Wire(package, exchange, name="ada", word="fake-password")
    wire.client.auth.get_private()
    wire.client.auth.get_private()
    assert [request.url.path for request in wire.requests] == ["/v1/token", "/v1/private", "/v1/private"]
    assert json.loads(wire.requests[0].content) == {"Name": "ada", "Word": "fake-password"}


def test_a_token_is_fetched_without_blocking(package: ModuleType) -> None:
    wire = Wire(package, exchange)

    async def call() -> None:
        async with package.AsyncClient(**wire.settings, name="ada", word="fake-password") as client:
            await asyncio.gather(client.auth.get_private(), client.auth.get_private())

    asyncio.run(call())
    assert [request.url.path for request in wire.requests].count("/v1/token") == 1


def test_a_ready_token_is_sent_as_it_is(package: ModuleType) -> None:
    wire = Wire(package, exchange, session="t1")
    wire.client.auth.get_private()
    assert [request.url.path for request in wire.requests] == ["/v1/private"]


def test_a_login_that_is_refused_ends_in_the_documented_error(package: ModuleType) -> None:
    wire = Wire(package, httpx.Response(401, json={"title": "Who?"}), name="ada", word="wrong")
    with pytest.raises(package.AuthenticationError) as caught:
        wire.client.auth.get_private()
    assert "wrong" not in f"{caught.value!r}{caught.value}"


def test_the_environment_logs_in(package: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_RESOURCES_NAME", "ada")
    monkeypatch.setenv("GEN_RESOURCES_WORD", "fake-password")
    wire = Wire(package, exchange)
    wire.client.auth.get_private()
    assert json.loads(wire.requests[0].content)["Name"] == "ada"


def test_a_signature_is_made_of_all_other_parameters(package: ModuleType) -> None:
    """User and time of signing are supplied; the constant is the parameter's default."""
    seen: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.url.params))
        return httpx.Response(200, json={"done": True})

    wire = Wire(package, answer, signature="fake-key", user="ada")
    wire.client.auth.get_signed()
    wire.client.auth.get_signed(user="bob", when="2024-05-06T07:08:09+00:00")
    assert [(query["User"], query["Action"]) for query in seen] == [("ada", "GetSigned"), ("bob", "GetSigned")]
    assert seen[1]["When"] == "2024-05-06T07:08:09+00:00"
    for query in seen:
        rest = sorted((name, value) for name, value in query.items() if name != "Signature")
        text = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in rest)
        assert query["Signature"] == hmac.new(b"fake-key", text.encode(), hashlib.sha256).hexdigest()


def test_what_a_flow_needs_is_told_by_the_client_s_keywords(package: ModuleType) -> None:
    wire = Wire(package, exchange, signature="fake-key")
    for call, told in (
        (wire.client.auth.get_signed, "signature and user; environment variables: GEN_RESOURCES_SIGNATURE, GEN_RE"),
        (
            wire.client.auth.get_private,
            "session or name and word; environment variables: GEN_RESOURCES_SESSION, GEN_RE",
        ),
    ):
        with pytest.raises(package.MissingCredentialError) as caught:
            call()
        assert f"a credential is needed: {told}" in str(caught.value)
        assert "fake-key" not in str(caught.value)
    assert wire.requests == []


def test_only_the_flows_that_the_document_declares_are_there(package: ModuleType, generated: Path) -> None:
    here = Path(str(package.__file__)).parent / "_runtime"
    assert {"signing.py", "exchange.py"} <= {file.name for file in here.iterdir()}
    others = {file.name for file in (generated / "gen_auth" / "gen_auth" / "_runtime").iterdir()}
    assert others & {"signing.py", "exchange.py"} == set()


def test_the_runtime_is_a_copy_below_the_header(package: ModuleType, root: Path) -> None:
    copies = sorted((Path(str(package.__file__)).parent / "_runtime").glob("*.py"))
    assert copies
    runtime = root / "conformance" / "generate" / "render" / "runtime"
    for file in copies:
        assert file.read_text() == HEADER + (runtime / file.name).read_text()


PROGRAM = """
import sys, httpx
from mine.vendored import Client, models
def answer(request):
    return httpx.Response(200, json={"id": 1, "title": "One"})
with Client(transport=httpx.MockTransport(answer)) as client:
    assert client.books.get(1) == models.Book(id=1, title="One")
    try:
        client.books.get(1, validate=True)
    except ImportError as error:
        assert "fix: " in str(error)
    else:
        raise AssertionError
roots = {name.partition(".")[0] for name in sys.modules}
assert not roots & {"conformance", "scripts", "gen_resources", "pydantic", "msgspec", "openapi_python_client"}, roots
"""


def test_a_package_works_where_there_is_nothing_but_attrs_and_httpx(
    package: ModuleType,
    tmp_path: Path,
) -> None:
    """Under another parent, in an environment of its own."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "__init__.py").touch()
    source = Path(str(package.__file__)).parent
    _copy(source, mine / "vendored")
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    for name in (
        "attr",
        "attrs",
        "httpx",
        "httpcore",
        "h11",
        "anyio",
        "idna",
        "certifi",
        "sniffio",
        "typing_extensions.py",
    ):
        found = Path(httpx.__file__).parents[1] / name
        if found.exists():
            (libraries / name).symlink_to(found)
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    environment = {"PYTHONPATH": f"{libraries}:{tmp_path}"}
    command = [str(python), "-c", PROGRAM]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _copy(source: Path, target: Path) -> None:
    for file in source.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            (target / file.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / file.relative_to(source)).write_bytes(file.read_bytes())
