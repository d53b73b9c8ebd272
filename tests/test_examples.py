"""The programs of `examples/` do what they say: against the mocks, and sending what it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.mock import create_app, serving

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PREFIXES = ("OMNICADO_", "SELLERCLOUD_")
CHANGE = [
    *(
        "SN-1",
        "0002",
        "--mpapi-order",
        "89591351",
        "--mpapi-item",
        "T/1",
        "--services-order",
        "43",
        "--services-item",
        "46",
    ),
    *("--sellercloud-order", "5012346", "--order-source", "eBay"),
]


class Recorder:
    """Serves the mock of an API, and keeps what arrived: method, path, body and status of the answer."""

    def __init__(self, api: Api) -> None:
        self._app = create_app(api)
        self.base_path = api.spec.base_path
        self.seen: list[tuple[str, str, Any, int]] = []

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        body = bytearray()

        async def kept() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                path = scope["raw_path"].decode().removeprefix(self.base_path)
                self.seen.append((scope["method"], path, json.loads(body or b"null"), message["status"]))
            await send(message)

        await self._app(scope, kept, noted)


def push(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(PREFIXES)}
    command = [sys.executable, str(root / "examples" / "push_serial_numbers.py"), *arguments]
    environ |= {"PYTHONPATH": str(root), **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)


@pytest.fixture
def servers(root: Path) -> Iterator[tuple[dict[str, Recorder], dict[str, str]]]:
    """The mocks of the three APIs, and the environment that leads to them with the right credentials."""
    found = {api.id: api for api in apis(root / "specs")}
    used = {name: found[name] for name in ("omnicado_mpapi", "omnicado_services", "sellercloud")}
    recorders = {name: Recorder(api) for name, api in used.items()}
    environment = {"SELLERCLOUD_USERNAME": "ada@example.com", "SELLERCLOUD_PASSWORD": "fake-password"}
    with ExitStack() as stack:
        for name, api in used.items():
            origin = stack.enter_context(serving(recorders[name]))
            environment[credentials.variable(name, "base_url")] = origin + api.spec.base_path
            if name != "sellercloud":
                environment |= {credentials.variable(name, k): v for k, v in credentials.fake(api.spec).items()}
        yield recorders, environment


def test_told_nothing_it_pushes_to_mocks_of_its_own(root: Path) -> None:
    done = push(root)
    assert (done.returncode, done.stderr) == (0, "")
    first, *steps = done.stdout.splitlines()
    assert "nothing leaves this machine" in first
    assert steps == [
        "omnicado_mpapi: item T429507 of order 89591350: OK, 2874 requests left",
        "omnicado_services: item 42 of order 42: serial numbers 00001;00002;00003",
        "sellercloud: order 5012345 is updated",
    ]


def test_a_refused_credential_is_one_line_and_exit_code_1(root: Path) -> None:
    done = push(root, "--mocks", "--mpapi-client-id", "not-the-right-one")
    assert done.returncode == 1
    assert done.stderr == "error: omnicado_mpapi refuses the client id\n"
    assert len(done.stdout.splitlines()) == 1  # nothing was sent after it
    assert "not-the-right-one" not in done.stdout + done.stderr


def test_each_api_gets_the_serial_numbers_in_its_own_form(
    root: Path, servers: tuple[dict[str, Recorder], dict[str, str]]
) -> None:
    recorders, environment = servers
    done = push(root, *CHANGE, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    change = {"orderItemId": 46, "serialNumbers": "SN-1;0002"}
    login = {"Username": "ada@example.com", "Password": "fake-password"}
    assert {name: recorder.seen for name, recorder in recorders.items()} == {
        "omnicado_mpapi": [("PUT", "/orders/89591351/items/T%2F1/serial-numbers", ["SN-1", "0002"], 200)],
        "omnicado_services": [("PATCH", "/orders/item-serial-numbers/43", change, 200)],
        "sellercloud": [("POST", "/token", login, 200), ("PUT", "/Orders/5012346", {"OrderSource": "eBay"}, 200)],
    }
    assert "fake-" not in done.stdout


def test_what_was_done_before_a_failure_is_told(
    root: Path, servers: tuple[dict[str, Recorder], dict[str, str]]
) -> None:
    recorders, environment = servers
    done = push(root, *CHANGE, **{**environment, "OMNICADO_SERVICES_OMNICADO_TOKEN": "not-the-right-one"})
    assert done.returncode == 1
    assert done.stdout == "omnicado_mpapi: item T/1 of order 89591351: OK, 2874 requests left\n"
    assert done.stderr == "error: omnicado_services refuses the token\n"
    assert recorders["sellercloud"].seen == []


def test_a_failure_that_only_the_body_tells_of_is_one(
    root: Path, servers: tuple[dict[str, Recorder], dict[str, str]]
) -> None:
    recorders, environment = servers
    failing = JSONResponse({"result": {"code": 404, "status": "Not Found"}})
    with serving(failing) as origin:
        done = push(root, *CHANGE, **{**environment, "OMNICADO_MPAPI_BASE_URL": f"{origin}/v1"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: omnicado_mpapi answers with code 404\n"
    assert recorders["omnicado_services"].seen == []


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        (["--mocks", "--mpapi-url", "https://shop.example"], {}, "either the mocks or --mpapi-url"),
        (
            ["1"],
            {"SELLERCLOUD_USERNAME": "ada@example.com"},
            "to be given, since the mocks are not used: --mpapi-order",
        ),
        (["1;2"], {}, "a serial number is not empty and has no `;`"),
        ([*CHANGE, "--mpapi-url", "shop.example"], {}, "starts with http:// or https://"),
    ],
)
def test_wrong_usage_is_exit_code_2(
    root: Path, arguments: list[str], environment: dict[str, str], message: str
) -> None:
    done = push(root, *arguments, **environment)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert done.stdout == ""


def test_help_names_every_variable_and_exit_code(root: Path) -> None:
    done = push(root, "--help")
    assert done.returncode == 0
    assert "Exit codes: 0" in done.stdout
    assert all(f"{name}_BASE_URL" in done.stdout for name in ("OMNICADO_MPAPI", "OMNICADO_SERVICES", "SELLERCLOUD"))
