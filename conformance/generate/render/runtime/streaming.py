"""Bodies that are read as they come: bytes, text, lines, server-sent events and lines of JSON."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Generic, Self, TypeVar, cast

from .clients import AsyncClient, SyncClient
from .decoding import DecodeError
from .errors import APIResponseValidationError
from .items import SEPARATORS, Events, Pieces, ServerSentEvent, write_item
from .operation import Items, Json, Request
from .options import Options
from .reading import find_content, read
from .response import Answer, Answered
from .sending import ERRORS, close, failure, is_asynchronous, parts
from .waiting import iterate, run

T = TypeVar("T")
Chunks = TypeVar("Chunks")
Texts = TypeVar("Texts")


class _Streamed(Answered, Generic[T, Chunks, Texts]):
    """Common part of both kinds of streams; `event` is the server-sent event of the last item."""

    _wrap: Callable[[Any], Any]
    """Make the iterator of this kind of stream from an asynchronous generator."""

    def __init__(self, call: Any, answer: Answer) -> None:
        self._call = call
        self._answer = answer
        self._response = answer.body
        content = find_content(call.operation, answer)
        self._content = content if isinstance(content, Items) else None
        self._pieces = Pieces(self._content.form if self._content else "", call.most)
        self._events = Events()
        self._is_done = False
        self._iterator = self._wrap(self._items())
        self.event: ServerSentEvent | None = None

    def iter_bytes(self, chunk_size: int | None = None) -> Chunks:
        """Iterate over the body in chunks of a size, else as they come."""
        return cast("Chunks", self._wrap(self._parts("bytes", chunk_size)))

    def iter_text(self, chunk_size: int | None = None) -> Texts:
        """Iterate over the body as text, in the charset that its Content-Type names, else UTF-8."""
        return cast("Texts", self._wrap(self._parts("text", chunk_size)))

    def iter_lines(self) -> Texts:
        """Iterate over the lines of the text, without their ends."""
        return cast("Texts", self._wrap(self._parts("lines")))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code}>"

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except ERRORS as error:
            failed = failure(error, self._call.secrets)
        except DecodeError as error:
            operation_id = self._call.operation.id
            raise APIResponseValidationError(operation_id, self._answer, error.reason, error.pointer) from None
        else:
            return
        raise self._call.build_error(failed) from failed.cause

    async def _parts(self, kind: str, *size: int | None) -> AsyncIterator[Any]:
        with self._failures():
            async for part in parts(self._response, kind, *size):
                yield part

    async def _items(self) -> AsyncIterator[Any]:
        with self._failures():
            async for chunk in parts(self._response):
                for item in self._decode_chunk(chunk):
                    yield item
                if self._is_done:
                    break
            for item in self._rest():
                yield item
        await close(self._response)

    def _decode_chunk(self, chunk: bytes) -> Iterator[Any]:
        if self._content is None:
            documented = self._call.operation.find_contents(self.status_code) or {}
            if any(isinstance(content, Items) for content in documented.values()):
                raise DecodeError("it is not a stream of items")
            yield chunk
            return
        for piece in self._pieces.feed(chunk):
            yield from self._item(self._content, piece)
            if self._is_done:
                return

    def _rest(self) -> Iterator[Any]:
        """Yield what no separator followed; an event that is not whole is none (HTML Standard, section 9.2.6)."""
        if self._content is not None and self._content.form in SEPARATORS and (piece := self._pieces.end()):
            yield from self._item(self._content, piece)

    def _item(self, content: Items[Any], piece: bytes) -> Iterator[Any]:
        if content.form not in SEPARATORS:
            event = self._events.feed(piece)
            if event is None:
                return
            self.event, piece = event, write_item(event, content.form)
        if isinstance(content.item, Json) and piece.strip() in {b"", b"[DONE]"}:
            self._is_done = bool(piece.strip())  # how OpenAI and others end a stream of JSON
            return
        answer = self._answer._replace(content=piece)
        yield read(content.item, answer, self._call.is_validated, self._call.core.api.document)


class Stream(_Streamed[T, Iterator[bytes], Iterator[str]]):
    """A successful response whose body is read as it comes: an iterator over its items, else over its bytes.

    Use it with `with`, so that its connection is free at the end. It can be read once.
    """

    _wrap = staticmethod(iterate)

    def read(self) -> bytes:
        """All of the body."""
        return b"".join(self.iter_bytes())

    def stream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body to a file; what it held before is lost."""
        with Path(file).open("wb") as opened:
            opened.writelines(self.iter_bytes(chunk_size))

    def close(self) -> None:
        """Read no further, and close the connection if there is more."""
        run(close(self._response))

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        item: T = next(self._iterator)
        return item

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncStream(_Streamed[T, AsyncIterator[bytes], AsyncIterator[str]]):
    """Like `Stream`, for `async with` and `async for`."""

    _wrap = staticmethod(aiter)

    async def read(self) -> bytes:
        """All of the body."""
        return b"".join([chunk async for chunk in self.iter_bytes()])

    async def stream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body to a file; what it held before is lost. Writing blocks for as long as the disk needs."""
        with Path(file).open("wb") as opened:
            async for chunk in self.iter_bytes(chunk_size):
                opened.write(chunk)

    async def close(self) -> None:
        """Read no further, and close the connection if there is more."""
        await close(self._response)

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        item: T = await anext(self._iterator)
        return item

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def stream(call: Any, answer: Answer) -> Stream[Any] | AsyncStream[Any]:
    """Return a response that is still to be read, for the kind of client that has sent the request."""
    return (AsyncStream if is_asynchronous(answer.body) else Stream)(call, answer)


@contextmanager
def open_sync(client: SyncClient, request: Request[Any], options: Options) -> Iterator[Stream[Any]]:
    """Send a request, give its successful response, and close it."""
    with client.call(request._replace(is_streamed=True), **options) as found:
        yield found


@asynccontextmanager
async def open_async(client: AsyncClient, request: Request[Any], options: Options) -> AsyncIterator[AsyncStream[Any]]:
    """Send a request, give its successful response, and close it."""
    async with await client.call(request._replace(is_streamed=True), **options) as found:
        yield found
