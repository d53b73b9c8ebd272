"""`python -m scripts.bench.mock`: requests per second, latency and memory of our mock, beside Prism.

The servers run in turns on the same requests. What counts is the ratio in one run.
Below the table are the shares of packages in the time that our mock needs for a request, HTTP left out.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

import click

from conformance.apis import Api, apis
from conformance.auth.credentials import apply, fake
from conformance.mock import create_app
from conformance.mock.admin.app import administer
from conformance.mock.examples import sample
from conformance.mock.limits import Limits
from conformance.openapi.spec import Operation
from scripts.bench._load import Load, measure
from scripts.bench._profile import find_shares

_ROOT = Path(__file__).parents[2]
_START_SECONDS = 60
_SHARES = 8
PRISM = "@stoplight/prism-cli"


@dataclass(frozen=True)
class Server:
    """A server that runs: where the paths of the document begin, and its process."""

    name: str
    url: str
    process: subprocess.Popen[bytes]

    @property
    def megabytes(self) -> float | None:
        """The memory that the process has held at most; None where the system does not say."""
        with suppress(OSError):
            lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
            return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), None)
        return None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--specs", type=click.Path(path_type=Path), default=_ROOT / "specs", help="Folder of the APIs.")
@click.option("--operation", "operations", multiple=True, default=["retrieveOrder", "listOrders"], show_default=True)
@click.option("--seconds", default=3.0, show_default=True, help="Of load in each turn.")
@click.option("--rounds", default=3, show_default=True, help="Turns of each server.")
@click.option("--connections", default=8, show_default=True)
def main(specs: Path, operations: Sequence[str], seconds: float, rounds: int, connections: int) -> None:
    """Print a table: for each operation and server the medians of the rounds, the answer's kB and the server's MB."""
    api = _having(specs, operations)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        servers = [*_start(stack, api, Path(name))]
        click.echo(f"{api.id}: {connections} connections, {rounds} rounds of {seconds:g} s\n")
        click.echo(f"{'operation':<20} {'server':<12} {'requests/s':>10} {'p99 ms':>8} {'kB':>6} {'MB':>6}")
        for operation in operations:
            path, headers = _request(api, api.spec.operations[operation])
            loads: dict[str, list[Load]] = {server.name: [] for server in servers}
            for server in [server for _ in range(rounds) for server in servers]:
                loads[server.name].append(measure(server.url + path, headers, connections, seconds))
            for server in servers:
                _print(operation, server, loads[server.name])
        app = Limits(administer(create_app(api)))
        for operation in operations:
            path, headers = _request(api, api.spec.operations[operation])
            shares = find_shares(app, api.spec.base_path + path, headers)[:_SHARES]
            click.echo(f"\n{operation}: {', '.join(f'{name} {share:.0%}' for name, share in shares)}")


def _print(operation: str, server: Server, loads: Sequence[Load]) -> None:
    rate, p99 = median(load.rate for load in loads), median(load.p99 for load in loads)
    memory = "-" if server.megabytes is None else f"{server.megabytes:.0f}"
    status = "" if loads[0].status == 200 else f"  answers {loads[0].status}"
    click.echo(
        f"{operation:<20} {server.name:<12} {rate:>10.0f} {p99:>8.1f} {loads[0].size / 1000:>6.1f} {memory:>6}{status}"
    )


def _having(specs: Path, operations: Sequence[str]) -> Api:
    for api in apis(specs):
        if set(operations) <= api.spec.operations.keys():
            return api
    raise click.ClickException(f"no API under {specs} has the operations {', '.join(operations)}")


def _request(api: Api, operation: Operation) -> tuple[str, Mapping[str, str]]:
    """Return the path and the headers of the smallest call."""
    path = operation.path
    for parameter in operation.parameters:
        if parameter.location == "path":
            value = sample(api.spec, parameter.pointer, parameter.schema_pointer)
            path = path.replace(f"{{{parameter.name}}}", quote(str(value), safe=""))
    return path, apply(operation, fake(api.spec), api.spec).headers


def _start(stack: ExitStack, api: Api, folder: Path) -> Iterator[Server]:
    ours = [sys.executable, "-m", "conformance", "mock", api.id, "--specs", str(api.folder.parent), "--quiet"]
    yield stack.enter_context(_running("ours", [*ours, "--port", "{port}"], api.spec.base_path))
    yield stack.enter_context(_running("stateless", [*ours, "--stateless", "--port", "{port}"], api.spec.base_path))
    program = _install(folder)
    if program is not None:
        document = folder / "openapi.json"
        document.write_text(json.dumps(api.document), encoding="utf-8")
        prism = ["node", str(program), "mock", "--port", "{port}", str(document)]
        yield stack.enter_context(_running("Prism", prism, ""))


def _install(folder: Path) -> Path | None:
    """Install Prism into `folder` and return its program; None, with the reason on stderr, if that fails."""
    if shutil.which("npm") is None:
        click.echo("Prism is left out: npm is not installed", err=True)
        return None
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), PRISM]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the command above
    if done.returncode:
        click.echo(f"Prism is left out: {' '.join(command)}: {done.stderr.strip()[-300:]}", err=True)
        return None
    return folder / "node_modules" / PRISM / "dist" / "index.js"


@contextmanager
def _running(name: str, command: Sequence[str], base: str) -> Iterator[Server]:
    """Run a server on a free port, and end it by its process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [word.replace("{port}", str(port)) for word in command]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - see `_started`
        try:
            _wait(port, process)
            yield Server(name, f"http://127.0.0.1:{port}{base}", process)
        finally:
            process.terminate()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise click.ClickException(f"the server did not start: {process.args!r}")


if __name__ == "__main__":
    main()
