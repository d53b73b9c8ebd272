"""Requests that are too large, too slow or not HTTP end in a clear 4xx or a closed connection, and delay no others."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app, limits, protocol, serve
from conformance.mock.server import serving

SPEC = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /r:
    get: { responses: { "200": { description: D } } }
    post:
      requestBody:
        content:
          application/json: { schema: { type: [object, array] } }
          multipart/form-data:
            schema: { type: object, properties: { a: { type: string }, o: { type: object } } }
          application/x-www-form-urlencoded: { schema: { type: object } }
          application/xml: {}
          application/octet-stream: {}
      responses: { "200": { description: D } }
  /any:
    post:
      requestBody: { content: { application/json: {} } }
      responses: { "200": { description: D, content: { application/json: {} } } }
"""
JSON = {"Content-Type": "application/json"}
Clear = range(400, 500)


@pytest.fixture
def url(make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.5)
    with serve(make_api(SPEC)) as url:
        yield url
        with httpx.Client(timeout=2) as client:  # whatever was sent before: it lives
            assert client.get(f"{url}/r").status_code == 200


def send(url: str, *parts: bytes, wait: float = 8) -> bytes:
    """Send bytes and return all that comes back until the server closes."""
    with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=wait) as connection:
        with suppress(OSError):  # closed while we write
            for part in parts:
                connection.sendall(part)
        received = b""
        with suppress(ConnectionResetError):
            while chunk := connection.recv(65536):
                received += chunk
        return received


def status(response: bytes) -> int:
    """Return the status of a response; 400 for a connection that was closed without one."""
    return int(response.split(b" ", 2)[1]) if response else 400


HEAD = b"POST /r HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"


@pytest.mark.parametrize("size", [17, 50])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_large_body_is_413(url: str, size: int, is_chunked: bool) -> None:
    body = b"x" * (size << 20)
    content = (body[at : at + 65536] for at in range(0, len(body), 65536)) if is_chunked else body
    with suppress(httpx.WriteError, httpx.ReadError):  # a closed connection is clear enough
        response = httpx.post(f"{url}/r", content=content, headers={"Content-Type": "application/octet-stream"})
        assert response.status_code == 413
        assert "larger than 16777216 bytes" in response.headers["X-Mock-Reason"]


def test_a_body_within_the_limit_is_read(url: str) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    assert httpx.post(f"{url}/r", content=b"x" * (16 << 20), headers=headers).status_code == 200


@pytest.mark.parametrize("length", [b"99999999999999999999999", b"9" * 5000, b"-1", b"1e3", b"0x10"])
def test_an_impossible_length_is_refused(url: str, length: bytes) -> None:
    assert status(send(url, HEAD + b"Content-Length: " + length + b"\r\n\r\n{}")) in Clear


def test_a_compressed_body_is_415(url: str) -> None:
    response = httpx.post(f"{url}/r", content=gzip.compress(b"{}"), headers={**JSON, "Content-Encoding": "gzip"})
    assert response.status_code == 415
    assert "content coding gzip" in response.headers["X-Mock-Reason"]
    assert httpx.post(f"{url}/r", content=b"{}", headers={**JSON, "Content-Encoding": "identity"}).status_code == 200


MULTIPART = b'--B\r\nContent-Disposition: form-data; name="a"%s\r\n\r\nx\r\n--B--\r\n'


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=B" + ";" * 20_000, MULTIPART % b""),
        ("multipart/form-data; boundary=B" + "; a=b" * 4_000, MULTIPART % b""),
        ("multipart/form-data; boundary=B", MULTIPART % b"\r\nX-A: " + b"(" * 400),
        ("multipart/form-data; boundary=B", MULTIPART % b"\r\nContent-Type: " + b"(" * 400),
        ("multipart/form-data; boundary=B", MULTIPART % b"; x*=utf-8''%zz; name*=a"),
        ("multipart/form-data; boundary=B", MULTIPART % (b";" * 20_000)),
        ("multipart/form-data; boundary=B", MULTIPART % (b"; a=" + b"(" * 400)),
        ("multipart/form-data; boundary=B", MULTIPART % b"; x*"),
        ("multipart/form-data; boundary=B", b"--B\r\n" * 20_000),
        ("multipart/form-data", MULTIPART % b""),
        ("(" * 400, b"{}"),
        ("application/json; x*", b"{}"),
        ("application/json;" + "," * 5_000, b"{}"),
    ],
)
def test_complex_headers_take_no_time(url: str, content_type: str, body: bytes) -> None:
    """20,000 semicolons took 7 s."""
    started = time.perf_counter()
    response = httpx.post(f"{url}/r", content=body, headers={"Content-Type": content_type})
    assert response.status_code < 500
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(("more", "is_refused"), [(0, False), (1, True)])
def test_a_header_of_too_many_parts_is_431(url: str, more: int, is_refused: bool) -> None:
    response = httpx.get(f"{url}/r", headers={"Accept": "a/b" + ",a/b" * (limits.MAX_SEPARATORS + more)})
    assert (response.status_code == 431) == is_refused


@pytest.mark.parametrize("name", ["Accept", "Prefer", "Cookie", "X-A", "Content-Type"])
@pytest.mark.parametrize("text", [";" * 20_000, "," * 20_000, "a/b;c=d," * 3_000, '"' * 15_000])
def test_long_headers_take_no_time(url: str, name: str, text: str) -> None:
    started = time.perf_counter()
    assert httpx.get(f"{url}/r", headers={name: text}).status_code < 500
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b"[" * 500 + b"]" * 500,
        b"[" * 100_000,
        b'{"a": "\xff"}',
        b'{"a": "\\ud800"}',
        b"\xff\xfe{\x00}\x00",
        b'{"a": 1' + b"0" * 10_000 + b"}",
        b'{"a": 1e999}',
        b'{"a": NaN}',
    ],
)
@pytest.mark.parametrize("path", ["/r", "/any"])
def test_odd_json_is_no_error_of_the_mock(url: str, path: str, body: bytes) -> None:
    started = time.perf_counter()
    assert httpx.post(f"{url}{path}", content=body, headers=JSON).status_code < 500
    assert time.perf_counter() - started < 1


@pytest.fixture
def few(make_api: Callable[..., Api]) -> Iterator[str]:
    with serving(limits.Limits(create_app(make_api(SPEC)), max_values=100)) as url:
        yield url


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MIXED = {"Content-Type": "multipart/form-data; boundary=B"}
PART = b'--B\r\nContent-Disposition: form-data; name="o"\r\n\r\n%s\r\n--B--\r\n'


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        (JSON, b"[" + b",".join([b"1"] * 100) + b"]", 200),
        (JSON, b"[" + b",".join([b"1"] * 101) + b"]", 413),
        (JSON, b"[" * 51 + b"{}" + b",{}" * 51 + b"]" * 51, 413),
        (JSON, b'["' + b",[{" * 1000 + b'"]', 200),
        (JSON, b'["' + b'\\",' * 1000 + b'"]', 200),
        (JSON, b'["' + b",[{" * 1000 + b'\\\\", ' + b",".join([b"1"] * 101) + b"]", 413),
        (JSON, b'{"' + b'":{"' * 1000, 413),
        (FORM, b"&".join([b"a%d=1" % n for n in range(101)]), 200),
        (FORM, b"&".join([b"a%d=1" % n for n in range(102)]), 413),
        (FORM, b"a=" + b"%41" * 900, 413),
        (MIXED, PART % (b'{"a": [' + b",".join([b"1"] * 101) + b"]}"), 413),
    ],
)
def test_a_body_of_too_many_values_is_413(few: str, headers: dict[str, str], body: bytes, expected: int) -> None:
    response = httpx.post(f"{few}/r", content=body, headers=headers)
    assert response.status_code == expected
    assert response.headers.get("X-Mock-Reason") == ("body: more than 100 values" if expected == 413 else None)


def test_a_long_value_is_refused_with_a_short_reason(url: str) -> None:
    response = httpx.post(f"{url}/r", content=json.dumps("x" * (8 << 20)), headers=JSON)
    assert response.status_code == 400
    assert len(response.content) < 3000


@pytest.mark.parametrize("body", [b"<a>" + b"<b/>" * 100_000 + b"</a>", b"<a>" + b"x" * (1 << 20) + b"</a>"])
def test_xml_of_any_length_is_read(url: str, body: bytes) -> None:
    assert httpx.post(f"{url}/r", content=body, headers={"Content-Type": "application/xml"}).status_code == 200


def test_a_tag_without_an_end_is_refused(url: str) -> None:
    body = b"<a " + b"b " * 400_000
    assert httpx.post(f"{url}/r", content=body, headers={"Content-Type": "application/xml"}).status_code == 400


@pytest.mark.parametrize(
    "request_",
    [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET  HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /r HTTP/1.1\r\nHost a\r\n\r\n",
        b"GET /r HTTP/1.1\r\nHo st: a\r\n\r\n",
        b"GET /r HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
        b"POST /r HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /r HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /r HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(20_000)) + b"\r\n",
        b"\x00" * 100_000,
    ],
)
def test_what_is_not_http_is_refused(url: str, request_: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert status(send(url, request_)) in Clear
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "parts",
    [
        (b"",),
        (b"GET /r HTT",),
        (b"GET /r HTTP/1.1\r\nHost: a\r\nX-A: ",),
        (HEAD + b"Content-Length: 10\r\n\r\n", b"{"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"5\r\n{"),
    ],
)
def test_a_request_that_never_ends_times_out(url: str, parts: tuple[bytes, ...]) -> None:
    started = time.perf_counter()
    assert status(send(url, *parts)) in Clear
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/r/..%2f..%2fetc/passwd", "//etc/passwd", "/r%00"]
)
def test_a_path_leads_to_no_file(url: str, path: str) -> None:
    response = send(url, f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    assert status(response) == 404
    assert b"root:" not in response


@pytest.mark.parametrize(
    ("target", "expected"),
    [(b"http://a.example/r", 200), (b"http://a.example/unknown", 404), (b"*", 404), (b"http://a.example", 404)],
)
def test_a_target_may_be_absolute(url: str, target: bytes, expected: int) -> None:
    response = status(send(url, b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
    assert response in {expected, 400 if expected == 404 else expected}


def test_slow_connections_delay_no_others(url: str) -> None:
    with ExitStack() as stack:
        address = (urlsplit(url).hostname, urlsplit(url).port)
        for _ in range(200):
            connection = stack.enter_context(socket.create_connection(address))
            connection.sendall(HEAD + b"Content-Length: 10\r\n\r\n{")
        with httpx.Client() as client:
            client.get(f"{url}/r")
            started = time.perf_counter()
            assert client.get(f"{url}/r").status_code == 200
            assert time.perf_counter() - started < 0.1


def test_a_kept_connection_serves_many_requests(url: str) -> None:
    """The time of a head counts from its first byte."""
    with httpx.Client() as client:
        for _ in range(3):
            assert client.post(f"{url}/r", content=json.dumps([1]), headers=JSON).status_code == 200
            time.sleep(0.3)
