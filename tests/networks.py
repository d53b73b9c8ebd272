"""What stands between a run and a server: TLS with certificates of our own, and a proxy."""

from __future__ import annotations

import base64
import select
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

NAMES = ["shop.test", "shop.example", "example.com", "raw.githubusercontent.com"]  # of tests and pages
_OPENSSL = """
req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-ca -keyout ca.key -out ca.pem
req -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -keyout server.key -out server.csr
x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.cnf -out server.pem
req -newkey rsa:2048 -nodes -subj /CN=client -keyout client.key -out client.csr
x509 -req -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out client.pem
"""


def make_certificates(folder: Path) -> Path:
    """Make `ca.pem`, and by it `server.pem` and `client.pem` with their keys, in a folder; returns it."""
    names = ["IP:127.0.0.1", *(f"DNS:{name}" for name in NAMES)]
    (folder / "server.cnf").write_text(f"subjectAltName={','.join(names)}\n")
    for line in _OPENSSL.strip().splitlines():
        subprocess.run(["openssl", *line.split()], cwd=folder, check=True, capture_output=True, timeout=60)
    return folder


@contextmanager
def serving_tls(app: ASGIApp, certificates: Path, clients: ssl.VerifyMode = ssl.CERT_REQUIRED) -> Iterator[str]:
    """Serve any ASGI app while the context lasts, as a rule to clients with a certificate; yields its origin."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="error",
        lifespan="off",
        ssl_certfile=certificates / "server.pem",
        ssl_keyfile=certificates / "server.key",
        ssl_ca_certs=str(certificates / "ca.pem"),
        ssl_cert_reqs=clients,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as the mock does, for the same reason
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


class Proxy(socketserver.ThreadingTCPServer):
    """An HTTP proxy for user and password that leads everything to one server, and counts requests."""

    daemon_threads = True

    def __init__(self, upstream: str, userinfo: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        host, _, port = upstream.partition("://")[2].partition(":")
        self.upstream = (host, int(port))
        self.authorization = f"Basic {base64.b64encode(userinfo.encode()).decode()}"
        self.lines: list[str] = []


@contextmanager
def proxying(upstream: str, userinfo: str) -> Iterator[tuple[str, Proxy]]:
    """Run a proxy while the context lasts; yields its URL with user and password, and itself."""
    with Proxy(upstream, userinfo) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://{userinfo}@127.0.0.1:{proxy.server_address[1]}", proxy
        proxy.shutdown()
        thread.join()


class _Handler(socketserver.StreamRequestHandler):
    server: Proxy
    rbufsize = 0  # what follows the head is passed on as it comes

    def handle(self) -> None:
        line = self.rfile.readline().decode("latin-1")
        headers = [header.decode("latin-1") for header in iter(self.rfile.readline, b"\r\n") if header]
        self.server.lines.append(line)
        if f"proxy-authorization: {self.server.authorization}\r\n" not in _lower_names(headers):
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        method, target, version = line.split(" ", 2)
        with socket.create_connection(self.server.upstream) as upstream:
            if method == "CONNECT":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            else:
                path = "/" + target.split("/", 3)[3]
                kept = [h for h in headers if not h.lower().startswith(("proxy-", "connection:"))]
                head = "".join([f"{method} {path} {version}", *kept, "Connection: close\r\n", "\r\n"])
                upstream.sendall(head.encode("latin-1"))
            self._join(upstream)

    def _join(self, upstream: socket.socket) -> None:
        """Pass on what comes from either side until one of them has ended."""
        pairs = {self.connection: upstream, upstream: self.connection}
        while True:
            for source in select.select(list(pairs), [], [], 10)[0]:
                data = source.recv(65536)
                if not data:
                    return
                pairs[source].sendall(data)


def _lower_names(headers: list[str]) -> set[str]:
    return {f"{name.lower()}:{value}" for name, _, value in (header.partition(":") for header in headers)}
