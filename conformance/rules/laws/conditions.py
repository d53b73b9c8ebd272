"""Laws of conditional requests: an answer of the run has to have shown an ETag, or a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Operation
from conformance.resources import Kind, Resource, Role
from conformance.resources.words import is_version
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import reader_of, sure
from conformance.rules.items import is_success, read_sent, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.varying import change_one

_WRITES = (Kind.REPLACE, Kind.CHANGE, Kind.MERGE)
_WEAK = "W/"


@law("etag-tells-change", at=[Kind.READ], sources=["RFC 9110, sections 8.8.3, 13.1.2 and 15.4.5"])
def etag_tells_change(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Another representation has another ETag, and 304 is no answer to a read of what has changed."""
    item = bench.make(resource)
    first = bench.read(item)
    tag = _tag(first)
    writer = next(iter(resource.roles_of(*_WRITES)), None)
    if writer is None:
        raise NotObservableError("no operation changes it")
    _change(bench, writer, item, first)
    after = bench.read(item)
    if not is_success(after) or _content(after) == _content(first):
        raise NotObservableError("no read shows a change")
    if _tag(after) == tag and not tag.startswith(_WEAK):
        yield Violation("another representation has the same ETag", after, f"another ETag than {tag}", tag, "same")
        return
    again = bench.send(role.operation_id, after.request.adding("header", "If-None-Match", tag))
    if status_of(again) == 304:
        yield Violation("304 for a representation that has changed", again, "200, with the new one", "304", "stale")


@law("if-match-stale-412", at=_WRITES, sources=["RFC 9110, sections 13.1.1 and 15.5.13"])
def if_match_stale_412(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A write with a stale If-Match is refused, and one with the current ETag is not."""
    item = bench.make(resource)
    first = bench.read(item)
    tag = _tag(first)
    write = _change(bench, role, item, first)
    after = bench.read(item)
    if _tag(after) == tag or tag.startswith(_WEAK) or _tag(after).startswith(_WEAK):
        raise NotObservableError("no strong ETag changes with a write")
    plain = write.request.without("header", "If-Match")
    stale = bench.send(role.operation_id, plain.adding("header", "If-Match", tag))
    if is_success(stale):
        severity = None if _is_documented(stale.operation) else Severity.WARNING  # frameworks add ETags of their own
        title = "a write is accepted though its If-Match is stale"
        yield Violation(title, stale, "412", str(status_of(stale)), "stale", severity=severity)
        return
    current = bench.send(role.operation_id, plain.adding("header", "If-Match", _tag(bench.read(item))))
    if status_of(current) == 412:
        yield Violation("a write is refused though its If-Match is current", current, "a success", "412", "current")


@law("stale-version-refused", at=_WRITES, sources=["RFC 9110, section 15.5.10"])
def stale_version_refused(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A write with a stale version in its body is refused, where each write gives the item another version."""
    item, reader = bench.make(resource), reader_of(resource)
    first = bench.read(item)
    write = _change(bench, role, item, first)
    sent, after = read_sent(write), shown_item(reader, bench.read(item))
    name = _find_version(write.operation, sent, shown_item(reader, first), after)
    if write.operation.method == "POST" or name is None:
        raise NotObservableError("no write requires a version that it changes")
    stale = bench.send(role.operation_id, write.request)
    if is_success(stale):
        title = "a write is accepted though its version is stale"
        yield Violation(title, stale, "409 or 412", str(status_of(stale)), name)


def _find_version(operation: Operation, sent: Any, before: Any, after: Any) -> str | None:
    """Return the property that was sent as a read had shown it, and that the write has changed; None without one."""
    bodies = [each if isinstance(each, Mapping) else {} for each in (sent, before, after)]
    names = [name for name in bodies[0] if is_version(name) and bodies[0][name] == bodies[1].get(name) is not None]
    is_refused = bool({"409", "412"} & operation.responses.keys())
    return next((name for name in names if is_refused and bodies[1][name] != bodies[2].get(name)), None)


def _tag(exchange: Exchange) -> str:
    tag = exchange.response.header("etag") if exchange.response and is_success(exchange) else ""
    if not tag:
        raise NotObservableError("no read has shown an ETag")
    return tag


def _content(exchange: Exchange) -> bytes:
    return exchange.response.content if exchange.response else b""


def _is_documented(operation: Operation) -> bool:
    names = {parameter.name.lower() for parameter in operation.parameters if parameter.location == "header"}
    return "412" in operation.responses or "if-match" in names


def _change(bench: Bench, role: Role, item: Item, read: Exchange) -> Exchange:
    """Change an item of the run by `role`; raises NotObservableError where that is refused."""
    reader = reader_of(item.resource)
    shown = shown_item(reader, read)
    if sure(role.sent) is None:
        raise NotObservableError(f"{role.operation_id} does not surely accept an item")
    exchange = bench.call(role.operation_id, item.path, change_one(bench, role, reader, item, shown).body)
    if not is_success(exchange) or status_of(exchange) == 202:
        raise NotObservableError(f"{role.operation_id} answered {status_of(exchange)}")
    return exchange
