"""A Python that starts at once: each process is a fork of one that has imported everything.

To import the suite takes longer than most runs of the tests. A fork has its own folder, environment, streams, signals
and exit code, as any process; only what the modules hold is there already.

What is about the start of a process itself, such as its imports or its hash seed, needs `sys.executable`. Tested by
all that uses it.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread

import pytest

# Sends what it was called with, and its streams; hands on signals; ends as the fork ends.
CLIENT = """\
#!{python} -IS
import json, os, signal, socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    socket.send_fds(server, [b" "], [0, 1, 2])
    server.sendall(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode() + b"\\n")
    said = server.makefile()
    pid = int(said.readline())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: os.kill(pid, number))
    code = int(said.readline())
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
os._exit(code)
"""


@cache
def quick_python() -> str:
    """Return the path of a program that takes `-m MODULE` and arguments; without `-m`, it is the module's command.

    It works as long as this process is there.
    """
    folder = tempfile.TemporaryDirectory(prefix="forks-")
    address, client = Path(folder.name, "socket"), Path(folder.name, "python")
    client.write_text(CLIENT.format(python=sys.executable, address=str(address)), encoding="utf-8")
    client.chmod(0o755)
    command = [sys.executable, "-m", "tests.forks", str(address)]
    server = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    atexit.register(folder.cleanup)
    atexit.register(server.kill)
    return str(client)


class _Preloading:
    """Imports under pytest, which rewrites the assertions of its plugins: it would warn of those imported before."""

    def pytest_configure(self) -> None:
        import conformance  # noqa: PLC0415 # not before pytest has begun

        for module in pkgutil.walk_packages(conformance.__path__, "conformance."):
            if not module.name.rpartition(".")[2].startswith(("test_", "conftest", "__main__")):
                importlib.import_module(module.name)


def _preload(folder: Path) -> None:
    options = ["-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider", "-p", "no:terminal"]
    pytest.main([*options, str(folder)], plugins=[_Preloading()])
    gc.freeze()  # so that no collection of a fork copies the pages


def _wait_for_request(listener: socket.socket) -> tuple[list[str], str, dict[str, str]] | None:
    """Return, in a new fork, what it is to do, with its streams set; or None at the end of the parent."""
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [], 1)
        while _reap():
            pass
        if sys.stdin in ready:
            return None
        if listener in ready:
            connection, _ = listener.accept()
            with connection:
                if os.fork() == 0:
                    listener.close()
                    return _fork(connection)


def _reap() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def _fork(connection: socket.socket) -> tuple[list[str], str, dict[str, str]]:
    """Return in a fork of this process; this one says who it is, and how it ended."""
    _, streams, *_ = socket.recv_fds(connection, 1, 3)
    request = json.loads(connection.makefile().readline())
    if pid := os.fork():
        connection.sendall(f"{pid}\n".encode())
        Thread(target=_kill_without_client, args=(pid, connection), daemon=True).start()
        _, status = os.waitpid(pid, 0)
        with suppress(BrokenPipeError):  # the client was killed
            connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)
    connection.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    return tuple(request)


def _kill_without_client(pid: int, connection: socket.socket) -> None:
    connection.recv(1)  # nothing is sent: this is the client's end
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _begin(words: list[str], folder: str, environment: dict[str, str]) -> None:
    """Do what Python does: with `-m`, modules are looked for in the current folder too."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    here = [words.pop(0) and folder] if words[0] == "-m" else []
    before = [*here, *filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))]
    sys.path[:] = [*before, *(path for path in sys.path[1:] if path not in before)]
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115 # those of the server had read ahead
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace")  # noqa: SIM115
    module, *sys.argv[1:] = words
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _main(address: str) -> None:
    _preload(Path(address).parent)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        request = _wait_for_request(listener)
    if request:
        _begin(*request)


if __name__ == "__main__":
    _main(sys.argv[1])
