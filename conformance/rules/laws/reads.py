"""Laws of reads."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import sure
from conformance.rules.existing import find_items
from conformance.rules.items import is_success, key_of, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.varying import unknown_path

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
    unknown = bench.call(role.operation_id, unknown_path(bench, role, item))
    if is_success(unknown) and shown_item(role, unknown) is not None:
        yield Violation(
            "an unknown id is answered as if it were known", unknown, "404", str(status_of(unknown)), "known"
        )
    elif status_of(unknown) not in _REFUSALS:
        got = str(status_of(unknown))
        yield Violation("an unknown id is not answered 404", unknown, "404", got, "other", severity=Severity.WARNING)
    yield from _judge_longer(bench, resource, role, item)


def _judge_longer(bench: Bench, resource: Resource, role: Role, item: Item) -> Iterator[Violation]:
    """Yield what an id with one more letter shows, if that is the item of the id without it."""
    name = (sure(resource.key) or ())[-1].parameter
    longer = f"{item.path[name]}x"
    schemas = (p.schema_pointer for p in bench.spec.operations[role.operation_id].parameters if p.name == name)
    if not all(bench.spec.validator(pointer).is_valid(longer) for pointer in schemas):
        return
    exchange = bench.call(role.operation_id, {**item.path, name: longer})
    key = key_of(resource, shown_item(role, exchange))
    if key is not None and key == key_of(resource, shown_item(role, bench.read(item))):
        yield Violation(
            "an id with one letter more shows the item", exchange, "404", str(status_of(exchange)), "longer"
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
