"""Bodies that may never end."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from conformance.network.streams import MOST, Body, UnfinishedError


def _drip(chunk: bytes, count: int = 1000) -> Iterator[bytes]:
    for _ in range(count):
        time.sleep(0.02)
        yield chunk


def _silent(chunk: bytes) -> Iterator[bytes]:
    yield chunk
    raise TimeoutError


@pytest.mark.parametrize(
    ("media_type", "chunk", "whole"),
    [
        ("text/event-stream; charset=utf-8", b"data: 1\r\n\r\ndata:", b"data: 1\n\n"),
        ("application/x-ndjson", b"1\n2", b"1\n"),
    ],
)
def test_a_stream_is_cut_after_a_whole_event_or_line(media_type: str, chunk: bytes, whole: bytes) -> None:
    body = Body(media_type, "", 0.1)
    assert body.read(_drip(chunk), TimeoutError).endswith(whole)
    assert body.is_cut


def test_a_stream_that_is_silent_is_cut() -> None:
    body = Body("text/event-stream", "", 5)
    assert body.read(_silent(b": hello\n\n"), TimeoutError) == b": hello\n\n"
    assert body.is_cut


def test_the_beginning_of_a_large_body_is_kept() -> None:
    body = Body("application/json", "", 60)
    assert MOST < len(body.read(itertools.repeat(b"1" * 2**20), TimeoutError)) <= MOST + 2**20
    assert body.is_cut


@pytest.mark.parametrize("media_type", ["application/json", "application/problem+json; charset=utf-8"])
def test_json_that_does_not_end_is_no_answer(media_type: str) -> None:
    with pytest.raises(UnfinishedError):
        Body(media_type, "", 0.1).read(_drip(b"1"), TimeoutError)
    with pytest.raises(UnfinishedError):
        Body(media_type, "", 5).read(_silent(b"1"), TimeoutError)


def test_what_ends_is_whole() -> None:
    body = Body("text/event-stream", "", 5)
    assert body.read(iter([b"data: 1\r\n", b"\r\nrest"]), TimeoutError) == b"data: 1\r\n\r\nrest"
    assert not body.is_cut


def test_a_stream_is_read_without_blocking_too() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        while True:
            yield b"1\n"
            await asyncio.sleep(0.01)

    body = Body("application/jsonl", "", 0.1)
    assert asyncio.run(body.read_async(chunks(), TimeoutError)).startswith(b"1\n1\n")
    assert body.is_cut
