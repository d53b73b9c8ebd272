"""Coroutines for both kinds of clients: a synchronous client runs them to their end, since they never wait there."""

from collections.abc import AsyncIterable, AsyncIterator, Coroutine, Iterable, Iterator
from inspect import isawaitable
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that does not wait."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        value: T = end.value
        return value
    coroutine.close()
    raise TypeError("a synchronous client can't wait for what a function of the caller awaits")


async def settle(value: Any) -> Any:
    """Return what a function gives, or what can be awaited of it."""
    return await value if isawaitable(value) else value


async def each(source: AsyncIterable[T] | Iterable[T]) -> AsyncIterator[T]:
    """Yield the items of either kind of iterator."""
    if isinstance(source, AsyncIterable):
        async for item in source:
            yield item
    else:
        for item in source:
            yield item


def iterate(source: Any) -> Iterator[Any]:
    """Yield the items of an asynchronous generator that does not wait."""
    try:
        while True:
            try:
                item = run(anext(source))
            except StopAsyncIteration:
                return
            yield item
    finally:
        run(source.aclose())
