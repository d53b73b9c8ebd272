"""Responses that are read as they come: bytes, text, files, events and lines of JSON."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from conformance.openapi import streams
from conformance.openapi.spec import MediaType, Spec
from tests.generate.calling import Wire
from tests.generate.conftest import Import

SSE, NDJSON = "text/event-stream", "application/x-ndjson"
Write = Callable[[bytes], Any]


@pytest.fixture
def package(load: Import) -> ModuleType:
    """The package of the toy."""
    return load("gen_streams")


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in chunks, and notes that it was closed."""

    def __init__(self, *chunks: bytes, error: Exception | None = None) -> None:
        self.chunks = chunks
        self.error = error
        self.is_closed = False
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.given += 1
            yield chunk
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> Any:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


def answer(media_type: str, *chunks: bytes, **headers: str) -> httpx.Response:
    return httpx.Response(200, headers={"Content-Type": media_type, **headers}, stream=Chunks(*chunks))


@contextmanager
def serving(body: Callable[[Write], None], **headers: str) -> Iterator[str]:
    """Serve one body, as `body` writes it, to whoever asks."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            with suppress(ConnectionError):
                body(self.wfile.write)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def event(number: int) -> bytes:
    return f'data: {{"number": {number}}}\n\n'.encode()


class Paced:
    """10,000 events, of which the last ones are sent when the first has arrived."""

    def __init__(self) -> None:
        self.has_arrived = threading.Event()

    def __call__(self, write: Write) -> None:
        write(event(0))
        assert self.has_arrived.wait(20)
        write(b"".join(map(event, range(1, 10_000))))


def test_events_arrive_typed_and_one_by_one(package: ModuleType) -> None:
    paced = Paced()
    with serving(paced, Content_Type=SSE) as url, package.Client(base_url=url) as client:
        with client.streams.list_events() as stream:
            first = next(stream)
            paced.has_arrived.set()
            numbers = [first.number, *(tick.number for tick in stream)]
        assert type(first).__name__ == "Tick"
        assert numbers == list(range(10_000))


def test_events_arrive_typed_and_one_by_one_without_blocking(package: ModuleType) -> None:
    async def numbers(url: str, paced: Paced) -> list[int]:
        async with package.AsyncClient(base_url=url) as client, await client.streams.list_events() as stream:
            found = []
            async for tick in stream:
                found.append(tick.number)
                paced.has_arrived.set()
            return found

    paced = Paced()
    with serving(paced, Content_Type=SSE) as url:
        assert asyncio.run(numbers(url, paced)) == list(range(10_000))


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_events_are_read_however_they_are_cut(package: ModuleType, ending: bytes, size: int) -> None:
    lines = ["\ufeff: hello", "id: 7", "event: tick", "retry: 10", 'data: {"number":', "data:  1}", "other: x", "", ""]
    lines += ['data:{"number": 2}', "", 'data: {"number": 3}', ""]
    body = "\n".join(lines).encode().replace(b"\n", ending)
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    stream = Wire(package, answer(SSE, *chunks)).client.streams.list_events()
    first = next(stream)
    assert (first.number, stream.event) == (1, package.ServerSentEvent('{"number":\n 1}', "tick", "7", 10))
    assert [tick.number for tick in stream] == [2]  # the third is not whole
    assert stream.event == package.ServerSentEvent('{"number": 2}', None, "7")


def test_a_stream_ends_with_done(package: ModuleType) -> None:
    client = Wire(package, answer(SSE, event(1), b"data: [DONE]\n\n", event(2))).client
    assert [tick.number for tick in client.streams.list_events()] == [1]


def test_events_are_decoded_as_they_are_described(package: ModuleType) -> None:
    body = b'event: a\ndata: {"number": 1}\nid: 3\n\n'
    client = Wire(package, lambda _: answer(SSE, body)).client
    (whole,) = client.streams.list_whole_events()
    assert whole.to_dict() == {"event": "a", "data": '{"number": 1}', "id": "3"}
    (item,) = client.streams.list_json_events()
    assert (item.event, item.data.number) == ("a", 1)
    assert [*client.streams.list_text_events()] == ['{"number": 1}']


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("name", "media_type", "body"),
    [
        ("list_lines", NDJSON, b'{"number": 1, "note": "\xe2\x80\xa8"}\n\r\n{"number": 2}'),
        ("list_sequence", "application/json-seq", b'\x1e{"number":\n1}\n\x1e{"number": 2}\n'),
    ],
)
def test_lines_and_sequences_are_typed(package: ModuleType, name: str, media_type: str, body: bytes, size: int) -> None:
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    method = getattr(Wire(package, answer(media_type, *chunks)).client.streams, name)
    assert [tick.number for tick in method()] == [1, 2]


def test_a_sequence_is_given_as_soon_as_it_is_there(package: ModuleType) -> None:
    body = Chunks(b'\x1e{"number": 1}\n', b'\x1e{"number": 2}\n')
    response = httpx.Response(200, headers={"Content-Type": "application/json-seq"}, stream=body)
    assert next(Wire(package, response).client.streams.list_sequence()).number == 1
    assert body.given == 1


def test_an_array_describes_its_lines(package: ModuleType) -> None:
    client = Wire(package, answer("application/jsonl", b'{"id": 1}\n{"id": 2}\n')).client
    assert [line.id for line in client.streams.list_inline_lines()] == [1, 2]


def test_the_response_tells_whether_it_is_a_stream(package: ModuleType) -> None:
    assert [tick.number for tick in Wire(package, answer(SSE, event(1))).client.streams.chat()] == [1]
    client = Wire(package, lambda _: httpx.Response(200, json={"message": "a"})).client
    assert client.streams.chat().message == "a"
    refused = pytest.raises(package.APIResponseValidationError, match="it is not a stream of items")
    with client.streams.with_streaming_response.chat() as stream, refused:
        next(stream)
    with client.streams.with_streaming_response.chat() as stream:
        assert json.loads(stream.read()) == {"message": "a"}


@pytest.mark.parametrize(
    ("settings", "body", "reason"),
    [
        ({}, b"data: {}\n\n", "'number' is missing"),
        ({}, b"data: {\n\n", "it is no JSON"),
        ({"validate": True}, b'data: {"number": 1, "note": "too long"}\n\n', "/note"),
        ({"max_response_bytes": 50}, b"data: " + b"x" * 60, "an item is larger than max_response_bytes=50"),
    ],
)
def test_an_item_that_does_not_fit_is_told(
    package: ModuleType, settings: dict[str, Any], body: bytes, reason: str
) -> None:
    stream = Wire(package, answer(SSE, event(1), body), **settings).client.streams.list_events()
    assert next(stream).number == 1
    with pytest.raises(package.APIResponseValidationError, match=reason):
        next(stream)


@pytest.mark.parametrize("error", [httpx.ReadTimeout("x"), httpx.ReadError("x"), httpx.RemoteProtocolError("x")])
def test_a_stream_that_breaks_raises_the_error_of_the_package(package: ModuleType, error: Exception) -> None:
    response = httpx.Response(200, headers={"Content-Type": SSE}, stream=Chunks(event(1), error=error))
    kind = package.APITimeoutError if isinstance(error, httpx.ReadTimeout) else package.APIConnectionError
    stream = Wire(package, response).client.streams.list_events()
    assert next(stream).number == 1
    with pytest.raises(kind, match="listEvents: "):
        next(stream)


def test_errors_are_read_at_once_and_raised(package: ModuleType) -> None:
    client = Wire(package, lambda _: httpx.Response(404, json={"message": "none"})).client
    for call in (
        client.streams.list_events,
        lambda: client.streams.with_streaming_response.get_file("1").__enter__(),
    ):
        with pytest.raises(package.NotFoundError) as caught:
            call()
        assert caught.value.body.message == "none"


def test_failures_are_tried_again_before_a_stream_begins(package: ModuleType) -> None:
    answers = iter([httpx.Response(503), answer(SSE, event(1))])
    wire = Wire(package, lambda _: next(answers), max_retries=1)
    assert wire.call("streams.list_events").response.attempts == 2


def test_streams_are_closed(package: ModuleType) -> None:
    responses = [answer(SSE, event(1), event(2)) for _ in range(4)]
    bodies = [response.stream for response in responses]
    left = iter(responses)
    client = Wire(package, lambda _: next(left)).client
    for _ in client.streams.list_events():  # to its end
        pass
    with client.streams.list_events() as stream:
        next(stream)
    with pytest.raises(KeyError), client.streams.with_streaming_response.list_events() as stream:
        raise KeyError
    client.streams.list_events().close()
    assert [isinstance(body, Chunks) and body.is_closed for body in bodies] == [True] * 4


def test_a_task_that_is_cancelled_closes_its_stream(package: ModuleType) -> None:
    has_begun = asyncio.Event()

    class Endless(Chunks):
        async def __aiter__(self) -> Any:
            yield event(1)
            has_begun.set()
            await asyncio.sleep(60)

    body = Endless()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, headers={"Content-Type": SSE}, stream=body))

    async def read() -> None:
        client = package.AsyncClient(transport=transport)
        async with client, client.streams.with_streaming_response.list_events() as stream:
            async for _ in stream:
                pass

    async def cancelled() -> None:
        task = asyncio.create_task(read())
        await has_begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert body.is_closed


def test_bytes_text_and_lines_are_read_as_they_come(package: ModuleType) -> None:
    client = Wire(package, lambda _: answer("text/csv; charset=iso-8859-1", b"\xe9\n", b"b\n")).client.streams
    for read, expected in (
        (lambda stream: [*stream.iter_bytes()], [b"\xe9\n", b"b\n"]),
        (lambda stream: [*stream], [b"\xe9\n", b"b\n"]),
        (lambda stream: [*stream.iter_bytes(3)], [b"\xe9\nb", b"\n"]),
        (lambda stream: "".join(stream.iter_text()), "é\nb\n"),
        (lambda stream: [*stream.iter_lines()], ["é", "b"]),
        (lambda stream: stream.read(), b"\xe9\nb\n"),
        (lambda stream: (stream.status_code, stream.headers["content-type"][:8]), (200, "text/csv")),
    ):
        with client.with_streaming_response.get_text() as stream:
            assert read(stream) == expected


def test_bytes_text_and_lines_are_read_without_blocking(package: ModuleType, tmp_path: Path) -> None:
    transport = httpx.MockTransport(lambda _: answer("text/csv; charset=iso-8859-1", b"\xe9\n", b"b\n"))

    async def read() -> list[Any]:
        found: list[Any] = []
        async with package.AsyncClient(transport=transport) as client:
            method = client.streams.with_streaming_response.get_text
            async with method() as stream:
                found.append([chunk async for chunk in stream.iter_bytes()])
            async with method() as stream:
                found.append("".join([chunk async for chunk in stream.iter_text()]))
            async with method() as stream:
                found.append([line async for line in stream.iter_lines()])
            async with method() as stream:
                found.append(await stream.read())
            async with method() as stream:
                await stream.stream_to_file(tmp_path / "a")
        return found

    assert asyncio.run(read()) == [[b"\xe9\n", b"b\n"], "é\nb\n", ["é", "b"], b"\xe9\nb\n"]
    assert (tmp_path / "a").read_bytes() == b"\xe9\nb\n"


MIB = 1 << 20


def test_a_large_file_is_written_without_being_held(package: ModuleType, tmp_path: Path) -> None:
    size = 64 * MIB

    def body(write: Write) -> None:
        for _ in range(size // MIB):
            write(b"x" * MIB)

    headers = {"Content_Type": "application/octet-stream", "Content_Length": str(size)}
    with serving(body, **headers) as url, package.Client(base_url=url) as client:
        tracemalloc.start()
        try:
            with client.streams.with_streaming_response.get_file("1") as stream:
                stream.stream_to_file(tmp_path / "file")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert (tmp_path / "file").stat().st_size == size
    assert peak < 10 * MIB


def test_a_file_in_memory_is_there_once(package: ModuleType) -> None:
    size = 32 * MIB
    client = Wire(package, lambda _: answer("application/octet-stream", *[b"x" * MIB] * 32)).client
    tracemalloc.start()
    try:
        file = client.streams.get_file("1")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(file.payload.read()) == size
    assert peak < 1.5 * size


def dripping(write: Write) -> None:
    for number in range(6):
        write(event(number))
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("media_type", "read"),
    [
        (SSE, lambda streams: len([*streams.list_events(timeout=0.4)])),
        (
            "application/octet-stream",
            lambda streams: len(streams.get_file("1", timeout=0.4).payload.read()),
        ),
    ],
)
def test_the_timeout_is_for_the_head_of_long_responses(
    package: ModuleType, media_type: str, read: Callable[..., Any]
) -> None:
    async def read_async(url: str) -> Any:
        async with package.AsyncClient(base_url=url) as client:
            if media_type == SSE:
                return len([tick async for tick in await client.streams.list_events(timeout=0.4)])
            return (await client.streams.get_file("1", timeout=0.4)).payload is not None

    with serving(dripping, Content_Type=media_type) as url, package.Client(base_url=url) as client:
        assert read(client.streams)
        assert asyncio.run(read_async(url))


def test_the_timeout_is_for_each_pause_of_a_stream(package: ModuleType) -> None:
    def pausing(write: Write) -> None:
        write(event(1))
        time.sleep(0.6)

    with serving(pausing, Content_Type=SSE) as url, package.Client(base_url=url, timeout=0.3) as client:
        stream = client.streams.list_events()
        assert next(stream).number == 1
        with pytest.raises(package.APITimeoutError, match="listEvents"):
            next(stream)


def test_json_keeps_to_its_deadline(package: ModuleType) -> None:
    served = serving(dripping, Content_Type="application/json")
    with served as url, package.Client(base_url=url) as client, pytest.raises(package.APITimeoutError):
        client.plain.get_json(timeout=0.3, max_retries=0)


@pytest.mark.parametrize("is_for_client", [True, False])
def test_a_timeout_of_the_http_library_is_taken(package: ModuleType, is_for_client: bool) -> None:
    seen: list[dict[str, float | None]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.extensions["timeout"]))
        return httpx.Response(200, json={"message": "a"})

    timeout = httpx.Timeout(5, connect=2, read=None)
    wire = Wire(package, respond, **({"timeout": timeout} if is_for_client else {}))
    wire.call("plain.get_json", **({} if is_for_client else {"timeout": timeout}))
    assert seen == [{"connect": 2, "read": None, "write": 5, "pool": 5}]


@pytest.mark.parametrize("is_async", [False, True])
def test_a_response_larger_than_the_limit_is_refused(package: ModuleType, is_async: bool) -> None:
    body = Chunks(b'{"message": "', b"x" * 100, b'"}')
    response = httpx.Response(200, headers={"Content-Type": "application/json"}, stream=body)
    transport = httpx.MockTransport(lambda _: response)

    async def call() -> None:
        async with package.AsyncClient(transport=transport, max_response_bytes=64) as client:
            await client.plain.get_json()

    with pytest.raises(package.APIResponseValidationError, match="it is larger than max_response_bytes=64") as caught:
        asyncio.run(call()) if is_async else package.Client(transport=transport, max_response_bytes=64).plain.get_json()
    assert caught.value.status_code == 200
    assert body.given == 2
    assert (
        Wire(package, httpx.Response(200, json={"message": "a"}), max_response_bytes=64).call("plain.get_json").parsed
    )


def test_a_limit_is_a_whole_number(package: ModuleType) -> None:
    with pytest.raises(TypeError, match="max_response_bytes: expected int"):
        package.Client(max_response_bytes="1 MB")


def test_only_what_can_be_long_has_a_streaming_method(package: ModuleType, generated: Path) -> None:
    client = package.Client()
    assert not hasattr(client.plain, "with_streaming_response")
    assert (generated / "gen_streams" / "gen_streams" / "_runtime" / "streaming.py").exists()
    assert not (generated / "gen_pages" / "gen_pages" / "_runtime" / "streaming.py").exists()
    assert not (generated / "gen_pages" / "gen_pages" / "_runtime" / "items.py").exists()


def test_an_item_schema_describes_one_item() -> None:
    event = {"type": "object", "properties": {"data": {"type": "string"}}}
    items = MediaType(SSE, "/media", {"itemSchema": event})
    spec = Spec({"media": items.definition}, Path("openapi.yaml"), "small")
    assert (streams.item_pointer(spec, items), streams.form(spec, items)) == ("/media/itemSchema", "event")
    payload = MediaType(SSE, "/media", {"schema": event})
    spec = Spec({"media": payload.definition}, Path("openapi.yaml"), "small")
    assert (streams.item_pointer(spec, payload), streams.form(spec, payload)) == ("/media/schema", "data")
