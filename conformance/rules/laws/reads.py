"""Laws of reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Operation
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import reader_of, sure
from conformance.rules.comparing import agree, read_steadily
from conformance.rules.existing import find_items
from conformance.rules.items import (
    answer_of,
    follow,
    is_success,
    key_from,
    key_of,
    media_type_of,
    shown_item,
    status_of,
)
from conformance.rules.law import NotObservableError, Severity, Violation, law, method_law
from conformance.rules.properties import (
    comparable_properties,
    is_derived,
    is_state,
    same_scalars,
    shown_properties,
)
from conformance.rules.varying import unknown_path
from conformance.rules.walking import Page, open_list

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_MEDIA_TYPE = "media type"
_NO_HEAD = frozenset({404, 405, 501})
_REFUSALS = frozenset({400, 401, 403, 404, 410, 422})


@law("unknown-id-404", at=[Kind.READ], sources=["RFC 9110, section 15.5.5"])
def unknown_id_404(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A read of an id that nothing has is answered 404."""
    if bench.is_live or not sure(role.kind) or not sure(resource.key):
        raise NotObservableError("no id of the read may be made up")
    (item,) = find_items(bench, resource, 1)
    known = bench.call(role.operation_id, item.path)
    if not is_success(known):
        raise NotObservableError("no item could be read")
    path = unknown_path(bench, role, item)
    unknown = bench.call(role.operation_id, path)
    if is_success(unknown) and shown_item(role, unknown) is not None:
        key = key_of(resource, shown_item(role, unknown))
        asked = key_from(replace(item, path=path))
        severity = Severity.NOTE if key == asked else None  # what is computed for any id is there for any id
        title, got = "an unknown id is answered as if it were known", str(status_of(unknown))
        yield Violation(title, unknown, "404", got, "known", severity=severity)
    elif status_of(unknown) not in _REFUSALS:
        got = str(status_of(unknown))
        yield Violation("an unknown id is not answered 404", unknown, "404", got, "other", severity=Severity.WARNING)
    yield from _judge_longer(bench, resource, role, item)


def _judge_longer(bench: Bench, resource: Resource, role: Role, item: Item) -> Iterator[Violation]:
    """Yield what an id with one more letter or digit shows, if that is the item of the id without it."""
    name = (sure(resource.key) or ())[-1].parameter
    schemas = [p.schema_pointer for p in bench.spec.operations[role.operation_id].parameters if p.name == name]
    own = str(item.path[name])
    # 00 is the number 0 again.
    made: list[str | int] = [f"{own}x", *([int(f"{own}0")] if own.strip("0").isdecimal() else [])]
    longer = next((each for each in made if all(bench.spec.validator(s).is_valid(each) for s in schemas)), None)
    if longer is None:
        return
    exchange = bench.call(role.operation_id, {**item.path, name: longer})
    key = key_of(resource, shown_item(role, exchange))
    if key is not None and key == key_of(resource, shown_item(role, bench.read(item))):
        yield Violation(
            "an id with one character more shows the item", exchange, "404", str(status_of(exchange)), "longer"
        )


@law("read-repeatable", at=[Kind.READ], sources=["RFC 9110, section 9.3.1"], severity=Severity.WARNING)
def read_repeatable(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Two reads of an item without a write show the same item."""
    (item,) = find_items(bench, resource, 1)
    reads = [bench.call(role.operation_id, item.path) for _ in range(3)]
    keys = {key_of(resource, shown_item(role, each)) for each in reads if is_success(each)}
    statuses = {status_of(each) for each in reads}
    if len(keys) > 1:
        title = "a read shows now one item and now another"
        yield Violation(title, reads[-1], "one id", f"{len(keys)} ids", "id", severity=Severity.ERROR)
    elif len(statuses) > 1:
        got = ", ".join(map(str, sorted(statuses)))
        yield Violation("a read is answered now so and now otherwise", reads[-1], "one status", got, "status")


@law("safe-changes-nothing", at=[Kind.READ, Kind.LIST], sources=["RFC 9110, section 9.2.1"])
def safe_changes_nothing(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Reads and lists change nothing of an item."""
    reader = reader_of(resource)
    item = bench.make(resource)
    before, unsteady = read_steadily(bench, item)
    pointer = reader.shown.known or ""
    names = _written_names(bench, resource, reader)
    bench.call(role.operation_id, item.path)
    after = bench.read(item)
    if status_of(after) in {404, 410}:
        yield Violation("a read ends an item", after, "200", str(status_of(after)), "gone")
        return
    known, shown = follow(before, pointer), shown_item(reader, after)
    for name in names if isinstance(shown, Mapping) else ():
        if f"{pointer}/{name}" not in unsteady and not agree(follow(known, f"/{name}"), shown.get(name)):
            expected = f"/{name} is {follow(known, f'/{name}')!r}, as before"
            yield Violation("a read changes an item", after, expected, repr(shown.get(name)), name)


def _written_names(bench: Bench, resource: Resource, reader: Role) -> set[str]:
    """Return the properties that a write sends and a read shows: others may count reads, or move on."""
    writes = resource.roles_of(Kind.CREATE, Kind.REPLACE, Kind.CHANGE, Kind.MERGE)
    names = {name for write in writes for name in comparable_properties(bench.spec, write, reader)}
    return {name for name in names if not is_state(name) and not is_derived(name)}


@law("list-entry-agrees", at=[Kind.LIST], sources=["AGORA+ (TOSEM 2025)", _SEGURA])
def list_entry_agrees(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The entry of an item in a list shows what a read of the item shows."""
    reader = reader_of(resource)
    (item,) = find_items(bench, resource, 1)
    listed = open_list(bench, resource, role, item.path)
    before, walk, read = bench.read(item), listed.walk_wide(), bench.read(item)
    page = next((each for each in walk.pages if key_from(item) in each.keys), None)
    if page is None or not is_success(read):
        raise NotObservableError("the list does not show the item")
    entry = page.items[page.keys.index(key_from(item))]
    mine, yours = shown_item(reader, before), shown_item(reader, read)
    for name in same_scalars(bench.spec, role, reader):
        values = [follow(each, f"/{name}") for each in (mine, entry, yours)]
        if name in entry and agree(values[0], values[2]) and not agree(values[0], values[1]):
            expected = f"/{name} is {values[0]!r}, as a read shows"
            same = shown_properties(bench.spec, role)[name] == shown_properties(bench.spec, reader)[name]
            is_own = item.creation.request.method != "GET"  # others may write what the run has not created
            severity = Severity.ERROR if same and is_own else Severity.WARNING  # a list may cut texts
            title = "a list shows an item otherwise than a read"
            yield Violation(title, page.exchange, expected, repr(values[1]), name, severity=severity)
    if item.creation.request.method != "GET":
        yield from _find_emptied(bench, (role, reader), page, entry, (mine, yours))


def _find_emptied(
    bench: Bench, roles: tuple[Role, Role], page: Page, entry: Any, reads: tuple[Any, Any]
) -> Iterator[Violation]:
    """Yield each array that is empty in a list, and never in a read of the same schema; it may be left out."""
    mine, yours = (shown_properties(bench.spec, role) for role in roles)
    for name in (name for name in mine if entry.get(name) == [] and mine[name] == yours.get(name)):
        found = [follow(each, f"/{name}") for each in reads]
        if all(isinstance(each, list) and each for each in found):
            title, got = "a list shows an item otherwise than a read", "an empty one"
            yield Violation(title, page.exchange, f"/{name} has {len(found[0])} elements, as in a read", got, name)


@law("constant-list-constant", at=[Kind.LIST], sources=["x-resource: {constant: true}"], severity=Severity.WARNING)
def constant_list_constant(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that the document calls constant does not change."""
    if not resource.is_constant:
        raise NotObservableError("the document does not call the list constant")
    listed = open_list(bench, resource, role)
    first, second = listed.walk_wide(), listed.walk_wide()
    lost = set(first.keys) ^ set(second.keys)
    if lost:
        got = f"{len(lost)} in one walk only"
        yield Violation("a constant list changes", second.pages[-1].exchange, "the same items", got)


@method_law("head-equals-get", methods=["GET"], sources=["RFC 9110, section 9.3.2"], severity=Severity.WARNING)
def head_equals_get(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """HEAD is answered with the status, the media type and the ETag of GET."""
    documented = _head_operation(bench, operation)
    is_documented = documented is not None
    if bench.is_live and not is_documented:
        raise NotObservableError("the document has no HEAD")
    known = bench.model.role_of(operation.id)
    item = find_items(bench, known[0], 1)[0] if known and known[1].kind.known is Kind.READ else None
    before = bench.call(operation.id, item.path if item else {})
    head = bench.send(operation.id, replace(before.request, method="HEAD"))
    after = bench.send(operation.id, before.request)
    if not is_success(before) or _head_of(before) != _head_of(after):
        raise NotObservableError("two GETs do not succeed alike")
    if documented and documented.responses and documented.response_for(status_of(before)) is None:
        raise NotObservableError("HEAD is documented without the status of GET")
    if status_of(head) in _NO_HEAD and not is_documented:
        raise NotObservableError(f"HEAD is answered {status_of(head)}")
    for name, expected in _head_of(before).items():
        got = _head_of(head)[name]
        if got and expected and got != expected:  # a server need not compute a header for HEAD
            severity = Severity.ERROR if is_documented and name != _MEDIA_TYPE else None
            yield Violation(f"HEAD has another {name} than GET", head, expected, got, name, severity=severity)
    if known and item and is_documented:
        yield from _judge_unknown_head(bench, known[1], item)


def _head_operation(bench: Bench, operation: Operation) -> Operation | None:
    several = bench.spec.operations.values()
    return next((each for each in several if each.method == "HEAD" and each.path == operation.path), None)


def _judge_unknown_head(bench: Bench, role: Role, item: Item) -> Iterator[Violation]:
    """Yield the success of a HEAD of an id that a GET does not find."""
    if bench.is_live or not sure(item.resource.key):
        return
    try:
        unknown = bench.call(role.operation_id, unknown_path(bench, role, item))
    except NotObservableError:
        return  # the rest of the law was judged
    head = bench.send(role.operation_id, replace(unknown.request, method="HEAD"))
    if status_of(unknown) in {404, 410} and is_success(head):
        title, got = "HEAD finds an id that GET does not find", str(status_of(head))
        yield Violation(title, head, str(status_of(unknown)), got, "unknown", severity=Severity.ERROR)


def _head_of(exchange: Exchange) -> dict[str, str]:
    """Return what GET and HEAD have in common."""
    response = answer_of(exchange)
    return {"status": str(response.status), _MEDIA_TYPE: media_type_of(response)[0], "ETag": response.header("etag")}
