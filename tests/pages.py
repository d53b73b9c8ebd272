"""The pages of the documentation as blocks, and the folder in which their commands run.

The folder has what pages take for granted: two documents, an application, specs, clients, servers and the programs of a
user. Ports of a page are replaced by free ones, and the project's address by a copy of this checkout.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from conformance.apis import apis
from conformance.mock import create_app, serving
from conformance.mock.faults.catalogue import plant
from tests.forks import quick_python
from tests.networks import make_certificates, proxying, serving_tls
from tests.registry import configure_installers
from tests.shown import BOOKSHOP, MUSEUM, ORDERS, SHOP

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "specs" / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
FILE = re.compile(r"`([\w./-]+)`:")
SERVES = re.compile(r"(docker run .*)?(conformance|make) mock ")
ELSEWHERE = re.compile(r"https://(?!github\.com/OWNER/)")
FETCHES = re.compile(r"docker build |uvx |uv tool |pipx ")  # from a package index
WRONG = "header-missing@getOrder[200/X-Version]"  # the one fault of the shop
ADDRESS = "https://github.com/OWNER/order-api-conformance"
TOKEN = "fake-shop-bearer"
HOME = "/home/ada"  # on the pages


class Block(NamedTuple):
    """A block of a page: the line before it, its language, and what is in it."""

    before: str
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page in their order."""
    found, before, lines = [], "", iter(page.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("```"):
            text = "".join(f"{each}\n" for each in iter(lambda: next(lines), "```"))
            found.append(Block(before, line.removeprefix("```"), text))
        before = line or before
    return found


def steps(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with the output that is shown: below it, or as comments in a block of `sh`."""
    if block.language == "console":
        assert block.text.startswith("$ ")
        for step in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            yield command, output
    elif block.language == "sh":
        text = block.text.replace("\\\n", " ")
        for command, output in re.findall(r"^(?!# )(\S.*)\n((?:# .*\n)*)", text, re.MULTILINE):
            yield re.sub(r"\s+# .*", "", command), re.sub("^# ", "", output, flags=re.MULTILINE)


class Stage:
    """The folder in which the commands of a page run, one after the other."""

    def __init__(self, folder: Path, python: Path, images: Path) -> None:
        self.folder = folder / "work"
        self.home = folder / "home"
        self._stack = ExitStack()  # of what runs
        self._origins: dict[str, str] = {}  # of servers that a page says are there
        self._ports: dict[str, str] = {}  # of mocks that the page has started
        path = os.pathsep.join(
            [str(folder / "bin"), str(python.parent), str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"},
            "PATH": path,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "80",
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "SHOP_BEARER": TOKEN,
            "TENANT": "blue",
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_NO_INDEX": "1",
            "PIP_COMPILE": "0",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            **_redirect_git(_copy_project(folder)),
        }
        self._furnish()
        self._add_program("print-token", f"echo {TOKEN}")
        for name in ("conformance", "pytest"):  # whichever a page has installed: the code is this checkout's
            self._add_program(name, f'exec {quick_python()} {name} "$@"')
        self._add_program(
            "docker", f'PYTHONPATH={ROOT} exec {sys.executable} -m tests.container {images} {folder / "bin"} "$@"'
        )

    def _furnish(self) -> None:
        texts = {"shop.yaml": SHOP, "openapi.yaml": SHOP, "shop.py": BOOKSHOP}
        specs = {"shop": SHOP, "shop_orders": ORDERS, "museum": MUSEUM}
        for name, text in (texts | {f"specs/{api}/openapi.yaml": text for api, text in specs.items()}).items():
            self.write(name, text)
        projects = [file.parent for file in ROOT.glob("generated/*/pyproject.toml")]
        files = [file for file in ROOT.glob("specs/*/*.*") if not file.name.startswith("test_")]  # no tests of a page
        for each in (*projects, *files):
            link = self.folder / each.relative_to(ROOT)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(each)

    def _add_program(self, name: str, line: str) -> None:
        program = self.folder.parent / "bin" / name
        self.write(str(program), f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)

    def write(self, name: str, text: str) -> None:
        """Write a file that a page shows."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def close(self) -> None:
        """End all servers."""
        self._stack.close()

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command as a user types it; one that serves goes on until `close`, and its first line is returned."""
        if found := re.fullmatch(r"export (\w+)=(.*)", command):
            self._environment[found[1]] = found[2]
            return subprocess.CompletedProcess(command, 0, "", "")
        command = self._replace_addresses(command.replace(".venv/bin/", ""))
        command = command.replace("python -m pytest", f"{quick_python()} -m pytest")
        options: dict[str, Any] = {"cwd": self.folder, "env": self._choose_environment(command), "text": True}
        if SERVES.match(command):
            return self._serve(command, options)
        return subprocess.run(["bash", "-c", command], **options, capture_output=True, check=False, timeout=600)

    def _choose_environment(self, command: str) -> dict[str, str]:
        """Return the environment; what fetches from the package index or from another machine can reach that."""
        if FETCHES.match(command):
            offline = {"PYTHONPATH", *(name for name in self._environment if name.startswith("PIP_NO_"))}
            kept = {name: value for name, value in self._environment.items() if name not in offline}
            own = {name: str(self.home / name.lower()) for name in ("UV_TOOL_BIN_DIR", "UV_TOOL_DIR", "PIPX_BIN_DIR")}
            return kept | own | {"PIPX_HOME": str(self.home / "pipx")} | configure_installers()
        if ELSEWHERE.search(command) and "--proxy" not in command:
            proxy = self._serve_elsewhere(_serve_documents)
            ca = str(self.folder / "ca.pem")
            return {**self._environment, "https_proxy": proxy, "REQUESTS_CA_BUNDLE": ca, "CURL_CA_BUNDLE": ca}
        return self._environment

    def _serve(self, command: str, options: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        make = rf"make --no-print-directory -C {ROOT} -o .venv/ready mock \1 SPECS={self.folder}/specs"
        command = re.sub(r"^make mock (.*)", make, command)
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "start_new_session": True}
        served = subprocess.Popen(["bash", "-c", command], **options)
        self._stack.callback(_end, served)
        assert served.stdout is not None
        said = next((line for line in served.stdout if line.startswith("http")), "")
        return subprocess.CompletedProcess(command, 0 if said else 1, said, "")

    def _replace_addresses(self, command: str) -> str:
        """Put the servers that are there in place of those of a page, and a rate that does not take minutes."""
        if SERVES.match(command):
            option = "(-p )" if command.startswith("docker ") else "(--port |PORT=)"
            return re.sub(rf"{option}(\d+)", lambda found: found[1] + self._choose_port(found[2]), command)
        command = command.replace("5/s", "500/s").replace(HOME, str(self.home))
        if "--proxy" in command:
            command = command.replace("http://proxy.example:3128", self._serve_elsewhere(self._mock("shop", [], "/v1")))
        return re.sub(r"http://127\.0\.0\.1:(\d+)", lambda found: self._find_origin(found[1], command), command)

    def _choose_port(self, port: str) -> str:
        """Return a free port in place of one of the page; requests go to the first mock that is started there."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            free = str(listener.getsockname()[1])
        self._ports.setdefault(port, free)
        return free

    def _find_origin(self, port: str, command: str) -> str:
        """Return where the page's own mock listens, else the server that the page says is there."""
        if port in self._ports and "conformance run" not in command:
            return f"http://127.0.0.1:{self._ports[port]}"
        name = next((name for name in ("bookshop", "sellercloud") if name in command), "shop")
        if name not in self._origins:
            app = _bookshop() if name == "bookshop" else self._mock(name, [WRONG] if name == "shop" else [])
            self._origins[name] = self._stack.enter_context(serving(app))
        return self._origins[name]

    def _mock(self, name: str, faults: list[str], prefix: str = "") -> ASGIApp:
        """Make the mock of an API whose paths are at `prefix`, wherever the document says they are."""
        (api,) = apis(self.folder / "specs", [name])
        app = create_app(api, faults=plant([api], faults)[api.id])

        async def moved(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                path = api.spec.base_path + scope["path"].removeprefix(prefix)
                scope = {**scope, "path": path, "raw_path": path.encode()}
            await app(scope, receive, send)

        return moved

    def _serve_elsewhere(self, app: ASGIApp) -> str:
        """Serve an app as another machine behind a proxy; returns the proxy's URL."""
        certificates = make_certificates(self.folder)
        shutil.copy(certificates / "ca.pem", certificates / "company-ca.pem")
        served = self._stack.enter_context(serving_tls(app, certificates, ssl.CERT_NONE))
        url, _ = self._stack.enter_context(proxying(served, "ada:secret"))
        return url


async def _serve_documents(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a document that the pages fetch."""
    text = json.dumps(yaml.safe_load(SHOP)) if scope["path"].endswith(".json") else MUSEUM
    await PlainTextResponse(text)(scope, receive, send)


def _bookshop() -> ASGIApp:
    found: dict[str, Any] = {}
    exec(BOOKSHOP, found)
    app: ASGIApp = found["app"]
    return app


def _end(served: subprocess.Popen[str]) -> None:
    os.killpg(served.pid, signal.SIGTERM)
    served.communicate(timeout=20)


def _copy_project(folder: Path) -> Path:
    """Copy the repository with a tag for its version: what pip installs from the project's address."""
    copy = folder / "project.git"
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    subprocess.run(["git", "clone", "--quiet", "--bare", str(ROOT), str(copy)], check=True, capture_output=True)
    subprocess.run(["git", "tag", "--force", f"v{version}", "HEAD"], cwd=copy, check=True, capture_output=True)
    return copy


def _redirect_git(copy: Path) -> dict[str, str]:
    """Return an environment in which git takes the copy for the project's address."""
    key = f"url.file://{copy}.insteadOf"
    return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": key, "GIT_CONFIG_VALUE_0": ADDRESS}
